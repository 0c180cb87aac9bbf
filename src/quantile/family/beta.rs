//! Beta and the ratios of gamma variables: beta, Pert, F and Student's t.

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::{QuantileFunction, exp},
    inversion::{Density, Inversion},
    small::{expm1_less, log1p_less},
};

/// G(a)/a ÷ G(b)/b of two gamma variables, in y = ln of it: the density is
/// e^(a·y) / (1 + π·(eʸ − 1))^(a + b), π = a / (a + b), its mode 0. Here a ≤ b, so π ≤ 1/2.
struct LogRatio {
    a: f64,
    b: f64,
}

impl LogRatio {
    fn log_density(&self, y: f64) -> f64 {
        let share = self.a / (self.a + self.b);
        if y.abs() < 0.3 {
            // The linear terms cancel.
            let log = log1p_less(share * libm::expm1(y)) + share * expm1_less(y);
            return -(self.a + self.b) * log;
        }
        // ln(1 + π·(eʸ − 1)); far out without overflow.
        let log = if y < 300.0 {
            libm::log1p(share * libm::expm1(y))
        } else {
            y + libm::log(share) + libm::log1p(self.b / self.a * libm::exp(-y))
        };
        self.a * y - (self.a + self.b) * log
    }
}

impl Density for LogRatio {
    fn density(&self, y: f64) -> f64 {
        libm::exp(self.log_density(y))
    }

    fn x(&self, y: f64) -> f64 {
        exp(y)
    }
}

/// Quantiles of [`LogRatio`], for a and b in either order.
struct Ratio {
    inversion: Inversion,
    swapped: bool,
}

impl Ratio {
    fn new(a: f64, b: f64) -> Result<Self, QuantileError> {
        let swapped = a > b;
        let (a, b) = if swapped { (b, a) } else { (a, b) };
        Ok(Ratio {
            inversion: Inversion::new(&LogRatio { a, b }, 0.0)?,
            swapped,
        })
    }

    fn lower(&mut self, p: f64) -> f64 {
        if self.swapped {
            -self.inversion.upper(p)
        } else {
            self.inversion.lower(p)
        }
    }

    fn upper(&mut self, q: f64) -> f64 {
        if self.swapped {
            -self.inversion.lower(q)
        } else {
            self.inversion.upper(q)
        }
    }
}

/// Beta: density x^(a − 1) · (1 − x)^(b − 1) / B(a, b).
pub(crate) struct Beta {
    ratio: Ratio,
    odds: f64,
}

impl Beta {
    /// `a` and `b` of 10⁻² … 10⁶.
    pub(crate) fn new(a: f64, b: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("a", a, 1e-2, 1e6)?;
        ParameterError::check_within("b", b, 1e-2, 1e6)?;
        Ok(Beta {
            ratio: Ratio::new(a, b)?,
            odds: a / b,
        })
    }

    /// `a` and `b` of the Pert on [0, 1], its location `left` and scale `right − left` apart:
    /// 1 + λ·(mode − left)/(right − left), 1 + λ·(right − mode)/(right − left).
    ///
    /// Source: Malcolm et al. 1959, λ = 4; Vose 2008 for other λ, here 0 … 10⁵.
    pub(crate) fn pert_shapes(
        left: f64,
        mode: f64,
        right: f64,
        lambd: f64,
    ) -> Result<[f64; 2], ParameterError> {
        ParameterError::check_between(left, mode, right)?;
        ParameterError::check_within("lambd", lambd, 0.0, 1e5)?;
        let width = right - left;
        Ok([
            1.0 + lambd * ((mode - left) / width),
            1.0 + lambd * ((right - mode) / width),
        ])
    }

    fn x(&self, y: f64) -> f64 {
        if y < 0.0 {
            let odds = self.odds * libm::exp(y);
            odds / (1.0 + odds)
        } else {
            1.0 / (1.0 + libm::exp(-y) / self.odds)
        }
    }
}

impl QuantileFunction for Beta {
    fn lower(&mut self, p: f64) -> f64 {
        let y = self.ratio.lower(p);
        self.x(y)
    }

    fn upper(&mut self, q: f64) -> f64 {
        let y = self.ratio.upper(q);
        self.x(y)
    }
}

/// F: (χ²(dfnum) / dfnum) ÷ (χ²(dfden) / dfden).
pub(crate) struct FisherF(Ratio);

impl FisherF {
    /// `dfnum` and `dfden` of 2·10⁻² … 10⁹.
    pub(crate) fn new(dfnum: f64, dfden: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("dfnum", dfnum, 2e-2, 1e9)?;
        ParameterError::check_within("dfden", dfden, 2e-2, 1e9)?;
        Ok(FisherF(Ratio::new(0.5 * dfnum, 0.5 * dfden)?))
    }
}

impl QuantileFunction for FisherF {
    fn lower(&mut self, p: f64) -> f64 {
        exp(self.0.lower(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        exp(self.0.upper(q))
    }
}

/// Student's t with `df` degrees of freedom: its square is F(1, df).
pub(crate) struct StudentT(Ratio);

impl StudentT {
    /// `df` of 2·10⁻² … 10⁹.
    pub(crate) fn new(df: f64) -> Result<Self, QuantileError> {
        ParameterError::check_within("df", df, 2e-2, 1e9)?;
        Ok(StudentT(Ratio::new(0.5, 0.5 * df)?))
    }
}

impl QuantileFunction for StudentT {
    fn lower(&mut self, p: f64) -> f64 {
        -self.upper(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        if q == 0.5 {
            return 0.0;
        }
        // Of |t|, twice the mass above; 1 − 2q is exact where the inversion takes it.
        exp(0.5 * self.0.upper(2.0 * q))
    }
}
