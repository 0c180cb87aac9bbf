//! Quantile functions in closed form, with a shape.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::function::{self, QuantileFunction, exp};

/// Weibull with shape a: F = 1 − e^(−x^a).
pub(crate) struct Weibull {
    a: f64,
}

impl Weibull {
    /// `a` of 10⁻² … 10⁶.
    pub(crate) fn new(a: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("a", a, 1e-2, 1e6)?;
        Ok(Weibull { a })
    }
}

impl QuantileFunction for Weibull {
    fn lower(&mut self, p: f64) -> f64 {
        exp(libm::log(-libm::log1p(-p)) / self.a)
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(libm::log(-libm::log(q)) / self.a)
    }
}

/// Fréchet with shape α, the Weibull distribution of maxima: F = e^(−x^(−α)).
pub(crate) struct Frechet {
    alpha: f64,
}

impl Frechet {
    /// `alpha` of 10⁻² … 10⁶.
    pub(crate) fn new(alpha: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("alpha", alpha, 1e-2, 1e6)?;
        Ok(Frechet { alpha })
    }
}

impl QuantileFunction for Frechet {
    fn lower(&mut self, p: f64) -> f64 {
        exp(-libm::log(-libm::log(p)) / self.alpha)
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(-libm::log(-libm::log1p(-q)) / self.alpha)
    }
}

/// Pareto of the first kind with shape a, x ≥ 1: F = 1 − x^(−a). SciPy's `pareto(b = a)`; its scale
/// is the smallest value, NumPy's m.
pub(crate) struct Pareto {
    a: f64,
}

impl Pareto {
    /// `a` of 10⁻² … 10⁶.
    pub(crate) fn new(a: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("a", a, 1e-2, 1e6)?;
        Ok(Pareto { a })
    }
}

impl QuantileFunction for Pareto {
    fn lower(&mut self, p: f64) -> f64 {
        exp(-libm::log1p(-p) / self.a)
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(-libm::log(q) / self.a)
    }
}

/// Lomax (Pareto of the second kind) with shape a, x ≥ 0: F = 1 − (1 + x)^(−a), NumPy's `pareto(a)`.
pub(crate) struct Lomax {
    a: f64,
}

impl Lomax {
    /// `a` of 10⁻² … 10⁶.
    pub(crate) fn new(a: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("a", a, 1e-2, 1e6)?;
        Ok(Lomax { a })
    }
}

impl QuantileFunction for Lomax {
    fn lower(&mut self, p: f64) -> f64 {
        function::finite(libm::expm1(-libm::log1p(-p) / self.a))
    }

    fn upper(&mut self, q: f64) -> f64 {
        function::finite(libm::expm1(-libm::log(q) / self.a))
    }
}

/// Power function with shape a: F = x^a on [0, 1], NumPy's `power(a)`.
pub(crate) struct PowerFunction {
    a: f64,
}

impl PowerFunction {
    /// `a` of 10⁻² … 10⁶.
    pub(crate) fn new(a: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("a", a, 1e-2, 1e6)?;
        Ok(PowerFunction { a })
    }
}

impl QuantileFunction for PowerFunction {
    fn lower(&mut self, p: f64) -> f64 {
        exp(libm::log(p) / self.a)
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(libm::log1p(-q) / self.a)
    }
}

/// Triangular on [0, 1], its location `left` and scale `right − left` apart.
pub(crate) struct Triangular {
    /// The mode's distances from 0 and from 1.
    rise: f64,
    fall: f64,
}

impl Triangular {
    /// The mode's distances from 0 and from 1, as [`shapes`](Self::shapes) has them.
    pub(crate) fn new(rise: f64, fall: f64) -> Self {
        Triangular { rise, fall }
    }

    /// `rise` and `fall`, for left ≤ mode ≤ right, left below right.
    pub(crate) fn shapes(left: f64, mode: f64, right: f64) -> Result<[f64; 2], ParameterError> {
        ParameterError::check_between(left, mode, right)?;
        let width = right - left;
        Ok([(mode - left) / width, (right - mode) / width])
    }
}

/// Distance from the end where the density rises, at probability p.
fn triangular(p: f64, rise: f64, fall: f64) -> f64 {
    if p <= rise {
        libm::sqrt(p * rise)
    } else {
        // 1 − √((1 − p)·fall), without cancellation.
        (rise + fall * p) / (1.0 + libm::sqrt((1.0 - p) * fall))
    }
}

impl QuantileFunction for Triangular {
    fn lower(&mut self, p: f64) -> f64 {
        triangular(p, self.rise, self.fall)
    }

    fn upper(&mut self, q: f64) -> f64 {
        1.0 - triangular(q, self.fall, self.rise)
    }
}
