//! Inverse Gaussian (Wald).

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::{QuantileFunction, exp},
    inversion::{Density, Inversion},
};

/// The working variable is ln(x / mean): the density is e^(−y/2 − φ·(cosh y − 1)), φ = scale / mean.
struct LogInverseGaussian {
    phi: f64,
    mode: f64,
}

impl LogInverseGaussian {
    fn log_density(&self, y: f64) -> f64 {
        let e = libm::expm1(y.abs());
        // cosh y − 1 = e² / (2 (1 + e)).
        -0.5 * y - 0.5 * self.phi * e * (e / (1.0 + e))
    }
}

impl Density for LogInverseGaussian {
    fn density(&self, y: f64) -> f64 {
        libm::exp(self.log_density(y) - self.log_density(self.mode))
    }

    fn x(&self, y: f64) -> f64 {
        exp(y)
    }
}

/// Inverse Gaussian, of mean 1 with the shape `scale / mean`: NumPy's `wald(mean, scale)` ÷ mean.
///
/// Density √(φ / (2π x³)) · e^(−φ (x − 1)² / (2x)), φ = scale / mean.
pub(crate) struct InverseGaussian(Inversion);

/// `φ = scale / mean`, of 10⁻⁶ … 10⁹, both positive.
pub(crate) fn shape(mean: f64, scale: f64) -> Result<f64, ParameterError> {
    ParameterError::check_positive("mean", mean)?;
    ParameterError::check_positive("scale", scale)?;
    let phi = scale / mean;
    ParameterError::check_within("scale / mean", phi, 1e-6, 1e9)?;
    Ok(phi)
}

impl InverseGaussian {
    /// `phi` as [`shape`] has it.
    pub(crate) fn new(phi: f64) -> Result<Self, QuantileError> {
        let mode = -libm::asinh(0.5 / phi);
        let density = LogInverseGaussian { phi, mode };
        Ok(InverseGaussian(Inversion::new(&density, mode)?))
    }
}

impl QuantileFunction for InverseGaussian {
    fn lower(&mut self, p: f64) -> f64 {
        exp(self.0.lower(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(self.0.upper(q))
    }
}
