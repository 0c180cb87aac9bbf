//! Distributions: exact value sets, words consumed, error bounds.
//!
//! | distribution | output | `W` | extra words |
//! |---|---|---|---|
//! | [`Bits32`], [`Bits64`] | `u32`, `u64` | 1, 2 | – |
//! | [`Standard`], [`Open01`], [`OpenClosed01`] | `f32` | 1 | – |
//! | [`Standard64`] | `f64` | 2 | – |
//! | [`Uniform`] | `f32` | 1 | – |
//! | [`Uniform64`], [`Normal64`], [`Exponential64`] | `f64` | 2 | – |
//! | [`UniformF16`], [`UniformBf16`]: [`Uniform16`] | `f16`, `bf16` | 1 | – |
//! | [`Integers`] | `u32`, `i32`; `u64`, `i64` | 1; 2 | when rejected |
//! | [`Bernoulli`] | `u32`, 0 or 1 | 1 | with probability 2⁻³² |
//! | [`BernoulliMask`] | `u32`, a bit a trial | 32 | a bit with probability 2⁻³² |
//! | [`Normal`] | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`NormalF16`], [`NormalBf16`]: [`Normal16`] | `f16`, `bf16` | 1 | with probability 2⁻¹¹ |
//! | [`Exponential`] | `f32` | 1 | with probability 2⁻¹² |
//! | [`Laplace`], [`Logistic`], [`Gumbel`], [`Cauchy`], [`HalfNormal`], [`Rayleigh`], [`Maxwell`] | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`Gamma`], [`ChiSquared`], [`LogNormal`], [`Weibull`], [`InverseGaussian`], [`SkewNormal`], [`GeneralizedNormal`] | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`StudentT`], [`FisherF`], [`Frechet`], [`Pareto`], [`Lomax`] | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`Beta`], [`Pert`], [`PowerFunction`], [`Triangular`], [`TruncatedNormal`], [`VonMises`] | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`Quantile`]: any continuous distribution | `f32` | 1 | with probability 2⁻¹¹ |
//! | [`Poisson`], [`Binomial`], [`Geometric`], [`NegativeBinomial`], [`Hypergeometric`], [`BetaBinomial`] | `u32` | 1 | where the word does not decide |
//! | [`Zipf`], [`Zeta`], [`LogSeries`], [`Categorical`] | `u32` | 1 | where the word does not decide |
//! | [`Rademacher`] | `i32`, −1 or 1 | 1 | – |
//! | [`Discrete`]: any discrete distribution | `u32` | 1 | where the word does not decide |
//!
//! Vectors, by [`VectorDistribution`]:
//!
//! | distribution | components, f32 | words a vector | extra words |
//! |---|---|---|---|
//! | [`UnitCircle`], [`UnitDisc`] | 2 | 1, 2 | – |
//! | [`UnitSphere`], [`UnitBall`] | 3 | 2, 3 | – |
//! | [`MultivariateNormal`] | 1 to 4096 | as many | with probability 2⁻¹¹ a word |
//! | [`Dirichlet`] | 2 to 65,536 | one less | with probability 2⁻¹¹ a word |
//!
//! All are exact: the bits of every sample are equal on every backend. Arrays of parameters, one for
//! each sample, are for [`elementwise`].

mod bernoulli;
mod bernoulli_mask;
mod bits;
mod continuous;
mod discrete;
pub mod elementwise;
mod exponential;
mod exponential64;
mod extra;
mod float16;
mod integers;
mod log64;
mod normal;
#[cfg(feature = "half")]
mod normal16;
mod normal64;
mod packing;
mod quantile;
mod range;
mod standard;
mod tail;
mod threshold;
mod threshold_tail;
mod transform;
mod uniform;
mod uniform16;
mod uniform64;
pub(crate) mod vector;

pub use bernoulli::Bernoulli;
pub use bernoulli_mask::BernoulliMask;
pub use bits::{Bits32, Bits64};
pub use continuous::{
    Beta, Cauchy, ChiSquared, FisherF, Frechet, Gamma, GeneralizedNormal, Gumbel, HalfNormal,
    InverseGaussian, Laplace, LogNormal, Logistic, Lomax, Maxwell, Pareto, Pert, PowerFunction,
    Rayleigh, SkewNormal, StudentT, Triangular, TruncatedNormal, VonMises, Weibull,
};
pub use discrete::{
    BetaBinomial, Binomial, Categorical, Discrete, Geometric, Hypergeometric, LogSeries,
    NegativeBinomial, Poisson, Rademacher, Zeta, Zipf,
};
pub use exponential::Exponential;
pub use exponential64::Exponential64;
#[cfg(feature = "half")]
pub use float16::Float16;
pub use integers::{Integer, Integers};
pub use normal::Normal;
#[cfg(feature = "half")]
pub use normal16::{Normal16, NormalBf16, NormalF16};
pub use normal64::Normal64;
pub use quantile::Quantile;
pub use standard::{Open01, OpenClosed01, Standard, Standard64};
pub use uniform::Uniform;
#[cfg(feature = "half")]
pub use uniform16::{Uniform16, UniformBf16, UniformF16};
pub use uniform64::Uniform64;
pub use vector::{
    Dirichlet, MultivariateNormal, UnitBall, UnitCircle, UnitDisc, UnitSphere, VectorDistribution,
};

pub(crate) use bernoulli::{BernoulliSteps, bernoulli_of_element};
pub(crate) use bits::BitsSteps;
#[cfg(feature = "accuracy")]
pub(crate) use discrete::{tail_by_name, thresholds_by_name};
pub(crate) use exponential::ExponentialSteps;
pub(crate) use exponential64::Exponential64Steps;
pub(crate) use extra::ExtraSteps;
pub(crate) use float16::Finish16;
#[cfg(feature = "plan")]
pub(crate) use float16::Format16;
pub(crate) use integers::{Integers32Steps, Integers64Steps};
pub(crate) use normal::NormalSteps;
pub(crate) use normal64::Normal64Steps;
pub(crate) use packing::{Packing, Results};
pub(crate) use quantile::QuantileSteps;
pub(crate) use range::Blame;
pub(crate) use standard::{Standard64Steps, StandardSteps};
pub(crate) use threshold::ThresholdTable;
#[cfg(test)]
pub(crate) use threshold::Thresholds;

use crate::error::MAX_THRESHOLDS;
#[cfg(test)]
pub(crate) use transform::StandardFinish;
pub(crate) use transform::{
    FinishStep, FinishStep64, LANES, Lanes, Steps, StepsVisitor, Transform, Within, sealed,
};
pub(crate) use uniform::{UniformElementSteps, UniformSteps};
pub(crate) use uniform16::Uniform16Steps;
pub(crate) use uniform64::Uniform64Steps;

pub use crate::error::{ParameterError, QuantileError, VectorError};
use crate::quantile::QuantileTable;

/// A distribution with checked parameters, made by the [`Cpu`](crate::Cpu), a GPU or either.
///
/// ```
/// use seedbed::{Cpu, Error, Stream, distr::{Distribution, Normal, Standard}};
/// fn mean(distribution: &impl Distribution<Output = f32>) -> Result<f32, Error> {
///     let samples = Cpu::new().sample(&mut Stream::new(42), distribution, 10_000)?;
///     Ok(samples.iter().sum::<f32>() / 10_000.0)
/// }
/// assert!((mean(&Standard)? - 0.5).abs() < 0.02);
/// assert!(mean(&Normal::STANDARD)?.abs() < 0.05);
/// # Ok::<(), Error>(())
/// ```
pub trait Distribution: sealed::Transforms {
    /// The type of a sample: 2, 4 or 8 bytes.
    type Output: bytemuck::Pod + Send + Sync;

    /// Words that a sample owns, `W`: one for each 32 bits, of which samples of 16 bits own one too, and
    /// those of [`BernoulliMask`] one for each bit.
    const WORDS: usize = size_of::<Self::Output>().div_ceil(4);
}
