//! Quantile functions in closed form, without parameters: location 0, scale 1.

use crate::quantile::function::QuantileFunction;
use core::f64::consts::PI;

/// Laplace: density e^(−|x|) / 2.
pub(crate) struct Laplace;

impl QuantileFunction for Laplace {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        0.0 - libm::log(2.0 * q)
    }
}

/// Logistic: F = 1 / (1 + e⁻ˣ).
pub(crate) struct Logistic;

impl QuantileFunction for Logistic {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        if q > 0.25 {
            // ln((1 − q) / q) = ln(1 + (1 − 2q) / q), 1 − 2q exact.
            libm::log1p((1.0 - 2.0 * q) / q)
        } else {
            libm::log1p(-q) - libm::log(q)
        }
    }
}

/// Gumbel of maxima, skewed to the right, as NumPy's: F = e^(−e⁻ˣ).
pub(crate) struct Gumbel;

impl QuantileFunction for Gumbel {
    fn lower(&mut self, p: f64) -> f64 {
        -libm::log(-libm::log(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        -libm::log(-libm::log1p(-q))
    }
}

/// Cauchy: density 1 / (π (1 + x²)).
pub(crate) struct Cauchy;

impl QuantileFunction for Cauchy {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        if q > 0.25 {
            libm::tan(PI * (0.5 - q))
        } else {
            1.0 / libm::tan(PI * q)
        }
    }
}

/// Rayleigh: F = 1 − e^(−x²/2).
pub(crate) struct Rayleigh;

impl QuantileFunction for Rayleigh {
    fn lower(&mut self, p: f64) -> f64 {
        libm::sqrt(-2.0 * libm::log1p(-p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        libm::sqrt(-2.0 * libm::log(q))
    }
}

/// Exponential: F = 1 − e⁻ˣ.
#[cfg(any(test, feature = "accuracy"))]
pub(crate) struct Exponential;

#[cfg(any(test, feature = "accuracy"))]
impl QuantileFunction for Exponential {
    fn lower(&mut self, p: f64) -> f64 {
        -libm::log1p(-p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        -libm::log(q)
    }
}
