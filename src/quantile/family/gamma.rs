//! Gamma, and the powers of gamma variables: chi-squared, Maxwell, half-normal, generalised normal.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::{QuantileFunction, exp},
    inversion::{Density, Inversion},
    small::expm1_less,
};

/// The working variable is ln(x / shape): the density is e^(−shape · (eʸ − 1 − y)), its mode 0.
struct LogGamma {
    shape: f64,
}

impl Density for LogGamma {
    fn density(&self, y: f64) -> f64 {
        libm::exp(-self.shape * expm1_less(y))
    }

    fn x(&self, y: f64) -> f64 {
        self.shape * exp(y)
    }
}

/// ln of a gamma variable, and e to a multiple of it.
struct PowerOfGamma {
    inversion: Inversion,
    /// x = e^(power · y + log_scale), y = ln(G / shape).
    power: f64,
    log_scale: f64,
}

impl PowerOfGamma {
    /// (factor · G)^power.
    fn new(shape: f64, factor: f64, power: f64) -> Result<Self, QuantileError> {
        Ok(PowerOfGamma {
            inversion: Inversion::new(&LogGamma { shape }, 0.0)?,
            power,
            log_scale: power * libm::log(factor * shape),
        })
    }

    fn x(&self, y: f64) -> f64 {
        exp(self.power * y + self.log_scale)
    }

    fn lower(&mut self, p: f64) -> f64 {
        let y = self.inversion.lower(p);
        self.x(y)
    }

    fn upper(&mut self, q: f64) -> f64 {
        let y = self.inversion.upper(q);
        self.x(y)
    }
}

/// Gamma: density x^(shape − 1) · e⁻ˣ / Γ(shape).
pub(crate) struct Gamma(PowerOfGamma);

impl Gamma {
    /// `shape` of 10⁻² … 10⁹.
    pub(crate) fn new(shape: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("shape", shape, 1e-2, 1e9)?;
        Ok(Gamma(PowerOfGamma::new(shape, 1.0, 1.0)?))
    }
}

/// Chi-squared with `df` degrees of freedom: 2 · Gamma(df / 2).
pub(crate) struct ChiSquared(PowerOfGamma);

impl ChiSquared {
    /// `df` of 2·10⁻² … 2·10⁹.
    pub(crate) fn new(df: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("df", df, 2e-2, 2e9)?;
        Ok(ChiSquared(PowerOfGamma::new(0.5 * df, 2.0, 1.0)?))
    }
}

/// Maxwell: √(2 · Gamma(3/2)), density √(2/π) · x² · e^(−x²/2).
pub(crate) struct Maxwell(PowerOfGamma);

impl Maxwell {
    pub(crate) fn new() -> Result<Self, QuantileError> {
        Ok(Maxwell(PowerOfGamma::new(1.5, 2.0, 0.5)?))
    }
}

/// Half-normal: √(2 · Gamma(1/2)), density √(2/π) · e^(−x²/2), x ≥ 0.
pub(crate) struct HalfNormal(PowerOfGamma);

impl HalfNormal {
    pub(crate) fn new() -> Result<Self, QuantileError> {
        Ok(HalfNormal(PowerOfGamma::new(0.5, 2.0, 0.5)?))
    }
}

impl QuantileFunction for Gamma {
    fn lower(&mut self, p: f64) -> f64 {
        self.0.lower(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        self.0.upper(q)
    }
}

impl QuantileFunction for ChiSquared {
    fn lower(&mut self, p: f64) -> f64 {
        self.0.lower(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        self.0.upper(q)
    }
}

impl QuantileFunction for Maxwell {
    fn lower(&mut self, p: f64) -> f64 {
        self.0.lower(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        self.0.upper(q)
    }
}

impl QuantileFunction for HalfNormal {
    fn lower(&mut self, p: f64) -> f64 {
        self.0.lower(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        self.0.upper(q)
    }
}

/// Generalised normal (exponential power): density β / (2 Γ(1/β)) · e^(−|x|^β), SciPy's `gennorm`.
///
/// |x| is Gamma(1/β)^(1/β).
pub(crate) struct GeneralizedNormal(PowerOfGamma);

impl GeneralizedNormal {
    /// `beta` of 10⁻² … 100.
    pub(crate) fn new(beta: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("beta", beta, 1e-2, 100.0)?;
        let power = 1.0 / beta;
        Ok(GeneralizedNormal(PowerOfGamma::new(power, 1.0, power)?))
    }
}

impl QuantileFunction for GeneralizedNormal {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        // |x| has twice the mass above; 1 − 2q is exact where the inversion takes it.
        if q == 0.5 { 0.0 } else { self.0.upper(2.0 * q) }
    }
}
