//! Normal, given that it lies in [low, high].

use crate::error::ParameterError;
use crate::error::QuantileError;
use crate::quantile::{
    function::QuantileFunction,
    inversion::{Density, Inversion},
};

/// The working variable is x − anchor, the anchor being the mode.
struct Anchored {
    anchor: f64,
    low: f64,
    high: f64,
}

impl Density for Anchored {
    fn density(&self, y: f64) -> f64 {
        libm::exp(-(self.anchor + 0.5 * y) * y)
    }

    fn domain(&self) -> (f64, f64) {
        (self.low - self.anchor, self.high - self.anchor)
    }

    fn x(&self, y: f64) -> f64 {
        self.anchor + y
    }
}

/// Standard normal, given low ≤ x ≤ high: density φ(x) / (Φ(high) − Φ(low)).
pub(crate) struct TruncatedNormal {
    inversion: Inversion,
    anchored: Anchored,
}

impl TruncatedNormal {
    /// `low` below `high`; either may be infinite, neither NaN, and one of them within ±10⁶.
    pub(crate) fn new(low: f64, high: f64) -> Result<Self, QuantileError> {
        if low.is_nan() || high.is_nan() || low >= high {
            return Err(ParameterError::empty(low, high).into());
        }
        let anchor = 0.0_f64.clamp(low, high);
        ParameterError::check_within("the nearer of low and high", anchor, -1e6, 1e6)?;
        let anchored = Anchored { anchor, low, high };
        Ok(TruncatedNormal {
            inversion: Inversion::new(&anchored, 0.0)?,
            anchored,
        })
    }

    fn x(&self, y: f64) -> f64 {
        self.anchored
            .x(y)
            .clamp(self.anchored.low, self.anchored.high)
    }
}

impl QuantileFunction for TruncatedNormal {
    fn lower(&mut self, p: f64) -> f64 {
        let y = self.inversion.lower(p);
        self.x(y)
    }

    fn upper(&mut self, q: f64) -> f64 {
        let y = self.inversion.upper(q);
        self.x(y)
    }
}
