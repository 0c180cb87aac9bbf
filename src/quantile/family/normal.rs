//! Normal and log-normal quantiles.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::function::{QuantileFunction, exp};
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// Φ⁻¹(1 − q), 0 < q ≤ 1/2, to a few units in the last place.
///
/// Source of the start: Abramowitz and Stegun 1964, 26.2.23, within 4.5·10⁻⁴; then two of Halley's
/// steps on the complementary error function, and near the median on the error function.
pub(super) fn upper_normal(q: f64) -> f64 {
    let t = libm::sqrt(-2.0 * libm::log(q));
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - numerator / denominator;
    for _ in 0..2 {
        let density = 0.5 * FRAC_1_SQRT_2 * FRAC_2_SQRT_PI * libm::exp(-0.5 * z * z);
        let excess = if q > 0.25 {
            (0.5 - q) - 0.5 * libm::erf(z * FRAC_1_SQRT_2)
        } else {
            0.5 * libm::erfc(z * FRAC_1_SQRT_2) - q
        };
        let step = excess / density;
        z += step / (1.0 - 0.5 * z * step);
    }
    z
}

/// Standard normal: density e^(−x²/2) / √(2π).
#[cfg(any(test, feature = "accuracy"))]
pub(crate) struct Normal;

#[cfg(any(test, feature = "accuracy"))]
impl QuantileFunction for Normal {
    fn lower(&mut self, p: f64) -> f64 {
        -upper_normal(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        upper_normal(q)
    }
}

/// Log-normal e^(σz), z normal; its scale is e^mean.
pub(crate) struct LogNormal {
    sigma: f64,
}

impl LogNormal {
    /// `sigma` of 0 … 100.
    pub(crate) fn new(sigma: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("sigma", sigma, 0.0, 100.0)?;
        Ok(LogNormal { sigma })
    }
}

impl QuantileFunction for LogNormal {
    fn lower(&mut self, p: f64) -> f64 {
        exp(-self.sigma * upper_normal(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(self.sigma * upper_normal(q))
    }
}
