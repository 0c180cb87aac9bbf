//! Parameters by element: one for each sample, in arrays.
//!
//! NumPy's `rng.normal(loc_array, scale_array)`, PyTorch's `torch.normal(mean_tensor, std_tensor)`:
//! sample `i` has the parameters at index `i`. A parameter is a slice of f32, or one f32 for all
//! samples; there are as many samples as a slice has elements.
//!
//! | distribution | output | parameters |
//! |---|---|---|
//! | [`Normal`] | `f32` | `mean`, `std` |
//! | [`Uniform`] | `f32` | `low`, `high` |
//! | [`Exponential`] | `f32` | `scale` |
//! | [`Laplace`] | `f32` | `loc`, `scale` |
//! | [`Bernoulli`] | `u32`, 0 or 1 | `p` |
//!
//! Sample `i` of a draw from position `p` has the bits of the distribution of that name in
//! [`distr`](crate::distr) with the parameters `i`, at position `p + i`: the same word, the same extra
//! words, the same error bound. Every backend takes the parameters apart in integers.
//!
//! ```
//! use seedbed::{Cpu, Stream, distr::{self, elementwise}};
//! let (mean, std) = ([170.0, 0.0, -5.0], [8.0, 1.0, 0.0]);
//! let each = elementwise::Normal::new(&mean, &std)?;
//! let samples = Cpu::new().sample(&mut Stream::new(42), &each, 3)?;
//!
//! let mut stream = Stream::new(42);
//! for i in 0..3 {
//!     let one = distr::Normal::new(mean[i], std[i])?;
//!     assert_eq!(samples[i], Cpu::new().sample(&mut stream, &one, 1)?[0]);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Parameters that are in buffers on the GPU already are for `gpu::ElementwiseBuffers`.

mod families;
mod parameter;
mod steps;

pub use crate::error::ElementwiseError;
pub use families::{Bernoulli, Exponential, Laplace, Normal, Uniform};
pub use parameter::Parameter;

pub(crate) use steps::ByElement;

use super::QuantileTable;

/// A distribution with checked parameters by element, made by the [`Cpu`](crate::Cpu), a GPU or
/// either.
///
/// ```
/// use seedbed::{Cpu, Error, Stream, distr::elementwise::{Elementwise, Exponential}};
/// fn total(distribution: &impl Elementwise<Output = f32>) -> Result<f32, Error> {
///     let samples = Cpu::new().sample(&mut Stream::new(42), distribution, distribution.len())?;
///     Ok(samples.iter().sum())
/// }
/// assert_eq!(total(&Exponential::new(&[0.0, 0.0])?)?, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Elementwise: super::sealed::Transforms {
    /// The type of a sample: 4 bytes, so that it owns one word.
    type Output: bytemuck::Pod + Send + Sync;

    /// Samples of a draw: elements of the parameters.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Which distribution it is: what is not by element.
#[derive(Clone, Copy, Debug)]
#[allow(private_interfaces, reason = "sealed: only this crate makes one")]
pub enum Family<'a> {
    /// Mean and standard deviation.
    Normal,
    /// Bounds.
    Uniform,
    /// 0, and the scale.
    Exponential,
    /// Location and scale of a quantile table.
    Quantile(&'a QuantileTable),
    /// The probability, and 0.
    Bernoulli,
}
