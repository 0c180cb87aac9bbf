//! The distributions by name, with the parameters that the command line has under the same names.

use seedbed::distr::{self, Distribution, Integer, Integers, Quantile};

use crate::{
    draws::{Draws, Numbers, Rows, Sample},
    elements::Elements,
    error::WebError,
    parameters::{Parameter, Parameters},
};

/// A distribution: its name, and of each parameter the name, what it is, and its default.
pub struct Family {
    /// As on the command line.
    pub name: &'static str,
    /// In the order of the command line.
    pub parameters: &'static [(&'static str, &'static str, Option<&'static str>)],
}

/// A table of names, parameters with their types and defaults, and what they make.
macro_rules! families {
    ($($name:literal ($($parameter:ident: $type:ty $(= $default:expr)?),*) => $make:expr;)*) => {
        /// All of them.
        pub const ALL: &[Family] = &[$(Family {
            name: $name,
            parameters: &[$((
                stringify!($parameter),
                <$type as Parameter>::KIND,
                default!($(stringify!($default))?),
            )),*],
        }),*];

        /// The distribution of that name.
        pub fn named(name: &str, mut parameters: Parameters) -> Result<Box<dyn Draws>, WebError> {
            if parameters.has_elements() {
                return Ok(Box::new(Elements::named(name, parameters)?));
            }
            match name {
                $($name => {
                    $(let $parameter: $type = parameters.take(
                        stringify!($parameter),
                        default!($($default)?),
                    )?;)*
                    parameters.finish(name, &[$(stringify!($parameter)),*])?;
                    Ok(Box::new($make))
                })*
                _ => Err(WebError::unknown_distribution(name, ALL.iter().map(|family| family.name))),
            }
        }
    };
}

macro_rules! default {
    () => {
        None
    };
    ($default:expr) => {
        Some($default)
    };
}

/// A distribution by a table.
fn quantile(
    family: Result<impl Into<Quantile>, distr::QuantileError>,
) -> Result<Numbers, WebError> {
    Ok(Numbers::of::<Quantile>(
        family.map_err(WebError::parameter)?.into(),
    ))
}

fn numbers<D: Distribution<Output: Sample + 'static> + 'static>(
    family: Result<D, distr::ParameterError>,
) -> Result<Numbers, WebError> {
    Ok(Numbers::of(family.map_err(WebError::parameter)?))
}

fn rows<V: distr::VectorDistribution + 'static>(
    family: Result<V, distr::VectorError>,
) -> Result<Rows, WebError> {
    Ok(Rows(Box::new(family.map_err(WebError::parameter)?)))
}

/// Integers in `low..high`, where `high` may be one more than the type's largest.
fn integers<T: Integer + Sample + TryFrom<i128> + 'static>(
    low: i128,
    high: i128,
) -> Result<Numbers, WebError> {
    if low >= high {
        let (low, high) = (low.to_string(), high.to_string());
        return numbers::<Integers<T>>(Err(distr::ParameterError::Empty { low, high }));
    }
    let bound = |name, value: i128, in_type: i128| {
        T::try_from(in_type).map_err(|_| {
            WebError::Parameter(format!(
                "{name} is {value}: it does not fit {}",
                core::any::type_name::<T>()
            ))
        })
    };
    numbers(Integers::new_inclusive(
        bound("low", low, low)?,
        bound("high", high, high - 1)?,
    ))
}

families! {
    "bits32" () => Numbers::of(distr::Bits32);
    "bits64" () => Numbers::of(distr::Bits64);
    "standard" () => Numbers::of(distr::Standard);
    "standard64" () => Numbers::of(distr::Standard64);
    "open01" () => Numbers::of(distr::Open01);
    "openclosed01" () => Numbers::of(distr::OpenClosed01);
    "uniform" (low: f32, high: f32) => numbers(distr::Uniform::new(low, high))?;
    "uniform64" (low: f64, high: f64) => numbers(distr::Uniform64::new(low, high))?;
    "integers" (low: i128 = 0, high: i128) => integers::<i32>(low, high)?;
    "integers_u32" (low: i128 = 0, high: i128) => integers::<u32>(low, high)?;
    "integers_i64" (low: i128 = 0, high: i128) => integers::<i64>(low, high)?;
    "integers_u64" (low: i128 = 0, high: i128) => integers::<u64>(low, high)?;
    "bernoulli" (p: f64 = 0.5) => numbers(distr::Bernoulli::new(p))?;
    "bernoulli_mask" (p: f64 = 0.5) => numbers(distr::BernoulliMask::new(p))?;
    "normal" (mean: f32 = 0.0, std: f32 = 1.0) => numbers(distr::Normal::new(mean, std))?;
    "normal64" (mean: f64 = 0.0, std: f64 = 1.0) => numbers(distr::Normal64::new(mean, std))?;
    "uniform_f16" (low: f32, high: f32) => numbers(distr::UniformF16::new(low, high))?;
    "uniform_bf16" (low: f32, high: f32) => numbers(distr::UniformBf16::new(low, high))?;
    "normal_f16" (mean: f32 = 0.0, std: f32 = 1.0) => numbers(distr::NormalF16::new(mean, std))?;
    "normal_bf16" (mean: f32 = 0.0, std: f32 = 1.0) => numbers(distr::NormalBf16::new(mean, std))?;
    "exponential" (scale: f32 = 1.0) => numbers(distr::Exponential::new(scale))?;
    "exponential64" (scale: f64 = 1.0) => numbers(distr::Exponential64::new(scale))?;
    "laplace" (loc: f32 = 0.0, scale: f64 = 1.0) => quantile(distr::Laplace::new(loc, scale))?;
    "logistic" (loc: f32 = 0.0, scale: f64 = 1.0) => quantile(distr::Logistic::new(loc, scale))?;
    "gumbel" (loc: f32 = 0.0, scale: f64 = 1.0) => quantile(distr::Gumbel::new(loc, scale))?;
    "cauchy" (loc: f32 = 0.0, scale: f64 = 1.0) => quantile(distr::Cauchy::new(loc, scale))?;
    "half_normal" (scale: f64 = 1.0) => quantile(distr::HalfNormal::new(scale))?;
    "rayleigh" (scale: f64 = 1.0) => quantile(distr::Rayleigh::new(scale))?;
    "maxwell" (scale: f64 = 1.0) => quantile(distr::Maxwell::new(scale))?;
    "gamma" (shape: f64, scale: f64 = 1.0) => quantile(distr::Gamma::new(shape, scale))?;
    "chi_squared" (df: f64) => quantile(distr::ChiSquared::new(df))?;
    "log_normal" (mean: f64 = 0.0, sigma: f64 = 1.0) => quantile(distr::LogNormal::new(mean, sigma))?;
    "weibull" (a: f64, scale: f64 = 1.0) => quantile(distr::Weibull::new(a, scale))?;
    "inverse_gaussian" (mean: f64, scale: f64) => quantile(distr::InverseGaussian::new(mean, scale))?;
    "skew_normal" (alpha: f64, loc: f32 = 0.0, scale: f64 = 1.0)
        => quantile(distr::SkewNormal::new(alpha, loc, scale))?;
    "generalized_normal" (beta: f64, loc: f32 = 0.0, scale: f64 = 1.0)
        => quantile(distr::GeneralizedNormal::new(beta, loc, scale))?;
    "student_t" (df: f64, loc: f32 = 0.0, scale: f64 = 1.0)
        => quantile(distr::StudentT::new(df, loc, scale))?;
    "fisher_f" (dfnum: f64, dfden: f64) => quantile(distr::FisherF::new(dfnum, dfden))?;
    "frechet" (alpha: f64, loc: f32 = 0.0, scale: f64 = 1.0)
        => quantile(distr::Frechet::new(alpha, loc, scale))?;
    "pareto" (a: f64, scale: f64 = 1.0) => quantile(distr::Pareto::new(a, scale))?;
    "lomax" (a: f64, scale: f64 = 1.0) => quantile(distr::Lomax::new(a, scale))?;
    "beta" (a: f64, b: f64) => quantile(distr::Beta::new(a, b))?;
    "pert" (left: f32, mode: f32, right: f32, lambd: f64 = 4.0)
        => quantile(distr::Pert::new(left, mode, right, lambd))?;
    "power_function" (a: f64) => quantile(distr::PowerFunction::new(a))?;
    "triangular" (left: f32, mode: f32, right: f32)
        => quantile(distr::Triangular::new(left, mode, right))?;
    "truncated_normal" (mean: f32 = 0.0, std: f64 = 1.0, low: f32, high: f32)
        => quantile(distr::TruncatedNormal::new(mean, std, low, high))?;
    "von_mises" (mu: f32 = 0.0, kappa: f64) => quantile(distr::VonMises::new(mu, kappa))?;
    "poisson" (lam: f64 = 1.0) => numbers(distr::Poisson::new(lam))?;
    "binomial" (n: u32, p: f64) => numbers(distr::Binomial::new(n, p))?;
    "geometric" (p: f64) => numbers(distr::Geometric::new(p))?;
    "negative_binomial" (n: f64, p: f64) => numbers(distr::NegativeBinomial::new(n, p))?;
    "hypergeometric" (ngood: u64, nbad: u64, nsample: u64)
        => numbers(distr::Hypergeometric::new(ngood, nbad, nsample))?;
    "zipf" (a: f64, n: u32) => numbers(distr::Zipf::new(a, n))?;
    "zeta" (a: f64) => numbers(distr::Zeta::new(a))?;
    "log_series" (p: f64) => numbers(distr::LogSeries::new(p))?;
    "rademacher" () => Numbers::of(distr::Rademacher::new());
    "beta_binomial" (n: u32, a: f64, b: f64) => numbers(distr::BetaBinomial::new(n, a, b))?;
    "categorical" (weights: Vec<f64>) => numbers(distr::Categorical::new(weights))?;
    "unit_circle" () => Rows(Box::new(distr::UnitCircle));
    "unit_disc" () => Rows(Box::new(distr::UnitDisc));
    "unit_sphere" () => Rows(Box::new(distr::UnitSphere));
    "unit_ball" () => Rows(Box::new(distr::UnitBall));
    "dirichlet" (alpha: Vec<f64>) => rows(distr::Dirichlet::new(&alpha))?;
    "multivariate_normal" (mean: Vec<f32>, cov: Vec<f64>)
        => rows(distr::MultivariateNormal::from_covariance(&mean, &cov))?;
}
