//! Skew normal.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::QuantileFunction,
    inversion::{Density, Inversion},
};
use core::f64::consts::FRAC_1_SQRT_2;

/// Φ(αx)·φ(x), up to a factor, α ≥ 0.
struct Skewed {
    alpha: f64,
}

impl Density for Skewed {
    fn density(&self, x: f64) -> f64 {
        libm::exp(-0.5 * x * x) * libm::erfc(-self.alpha * x * FRAC_1_SQRT_2)
    }

    fn x(&self, y: f64) -> f64 {
        y
    }
}

/// Skew normal with shape α: density 2 φ(x) Φ(αx).
///
/// Source: Azzalini 1985, "A class of distributions which includes the normal ones".
pub(crate) struct SkewNormal {
    inversion: Inversion,
    mirrored: bool,
}

impl SkewNormal {
    /// `alpha` of −10⁶ … 10⁶.
    pub(crate) fn new(alpha: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("alpha", alpha, -1e6, 1e6)?;
        let skewed = Skewed { alpha: alpha.abs() };
        // The mean, where the density is above half of its largest value.
        let delta = skewed.alpha / libm::sqrt(1.0 + skewed.alpha * skewed.alpha);
        let mean = delta * libm::sqrt(core::f64::consts::FRAC_2_PI);
        Ok(SkewNormal {
            inversion: Inversion::new(&skewed, mean)?,
            mirrored: alpha < 0.0,
        })
    }
}

impl QuantileFunction for SkewNormal {
    fn lower(&mut self, p: f64) -> f64 {
        if self.mirrored {
            -self.inversion.upper(p)
        } else {
            self.inversion.lower(p)
        }
    }

    fn upper(&mut self, q: f64) -> f64 {
        if self.mirrored {
            -self.inversion.lower(q)
        } else {
            self.inversion.upper(q)
        }
    }
}
