//! Von Mises: the normal of the circle.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::QuantileFunction,
    inversion::{Density, Inversion},
};

/// Density of |x| on [0, π].
struct Folded {
    kappa: f64,
}

impl Density for Folded {
    fn density(&self, y: f64) -> f64 {
        let sine = libm::sin(0.5 * y);
        libm::exp(-2.0 * self.kappa * sine * sine)
    }

    fn domain(&self) -> (f64, f64) {
        (0.0, core::f64::consts::PI)
    }

    fn x(&self, y: f64) -> f64 {
        y
    }
}

/// Von Mises with mean direction 0: density e^(κ cos x) / (2π I₀(κ)) on [−π, π].
pub(crate) struct VonMises(Inversion);

impl VonMises {
    /// `kappa` of 0 (uniform) … 10⁹.
    pub(crate) fn new(kappa: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("kappa", kappa, 0.0, 1e9)?;
        Ok(VonMises(Inversion::new(&Folded { kappa }, 0.0)?))
    }
}

impl QuantileFunction for VonMises {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        // Of |x|, twice the mass above; 1 − 2q is exact where the inversion takes it.
        if q == 0.5 { 0.0 } else { self.0.upper(2.0 * q) }
    }
}
