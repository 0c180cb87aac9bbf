//! Quantile functions from a user's own functions: of probability, or of x.

use super::{
    function::{QuantileFunction, finite},
    inversion::{Density, Inversion, UNRESOLVED},
};
use crate::error::{ParameterError, QuantileError};

/// F⁻¹ from both ends, as SciPy's `ppf` and `isf`.
pub(crate) struct FromQuantile<P, I> {
    ppf: P,
    isf: I,
}

impl<P: FnMut(f64) -> f64, I: FnMut(f64) -> f64> FromQuantile<P, I> {
    /// Tries both functions at the powers of 2 down to 2⁻⁶⁴.
    pub(crate) fn new(mut ppf: P, mut isf: I) -> Result<Self, QuantileError> {
        let [lower, upper] = [ppf(0.5), isf(0.5)];
        let near = |scale: f64| (lower - upper).abs() <= 1e-6 * scale;
        // The distance of the quartiles stands in for the scale.
        if !near(finite(isf(0.25)) - finite(ppf(0.25)) + lower.abs()) {
            return Err(QuantileError::Medians { lower, upper });
        }
        let mut before = [lower, upper];
        let mut p = 0.5;
        for _ in 0..63 {
            p *= 0.5;
            let values = [ppf(p), isf(p)];
            let rises = [values[0] <= before[0], values[1] >= before[1]];
            for (i, tail) in ["lower", "upper"].into_iter().enumerate() {
                if !rises[i] {
                    let [value, before] = [values[i], before[i]];
                    return Err(QuantileError::NotMonotone {
                        tail,
                        p,
                        value,
                        before,
                    });
                }
            }
            before = values;
        }
        Ok(FromQuantile { ppf, isf })
    }
}

impl<P: FnMut(f64) -> f64, I: FnMut(f64) -> f64> QuantileFunction for FromQuantile<P, I> {
    fn lower(&mut self, p: f64) -> f64 {
        finite((self.ppf)(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        finite((self.isf)(q))
    }
}

/// x as a function of the working variable, 0 at the median.
#[derive(Clone, Copy, Debug)]
enum Map {
    /// median + scale · sinh y.
    Line { median: f64, scale: f64 },
    /// low + scale · eʸ.
    Above { low: f64, scale: f64 },
    /// high − scale · e⁻ʸ.
    Below { high: f64, scale: f64 },
    /// low + width · o / (1 + o), o = odds · eʸ.
    Between { low: f64, high: f64, odds: f64 },
}

/// x, and dx/dy.
struct Mapped {
    x: f64,
    slope: f64,
}

impl Map {
    fn at(self, y: f64) -> Mapped {
        match self {
            Map::Line { median, scale } => {
                let [up, down] = [0.5 * libm::exp(y), 0.5 * libm::exp(-y)];
                Mapped {
                    x: median + scale * libm::sinh(y),
                    slope: scale * (up + down),
                }
            }
            Map::Above { low, scale } => {
                let slope = scale * libm::exp(y);
                Mapped {
                    x: low + slope,
                    slope,
                }
            }
            Map::Below { high, scale } => {
                let slope = scale * libm::exp(-y);
                Mapped {
                    x: high - slope,
                    slope,
                }
            }
            Map::Between { low, high, odds } => {
                let width = high - low;
                let odds = odds * libm::exp(y);
                let inverse = 1.0 / (1.0 + odds);
                let slope = width * (odds * inverse) * inverse;
                let x = if odds < 1.0 {
                    low + width * (odds * inverse)
                } else {
                    high - width * inverse
                };
                Mapped { x, slope }
            }
        }
    }
}

/// A user's density, in the working variable.
struct MappedDensity<'a, D> {
    pdf: &'a D,
    map: Map,
}

impl<D: Fn(f64) -> f64> Density for MappedDensity<'_, D> {
    fn density(&self, y: f64) -> f64 {
        let Mapped { x, slope } = self.map.at(y);
        (self.pdf)(x) * slope
    }

    /// What rounding of x does to a density, on top of a user's own errors.
    fn tolerance(&self, y: f64) -> f64 {
        let Mapped { x, slope } = self.map.at(y);
        if !(1e-290..=1e290).contains(&slope) {
            return UNRESOLVED;
        }
        3e-12 + 16.0 * f64::EPSILON * x.abs() / slope
    }

    fn x(&self, y: f64) -> f64 {
        self.map.at(y).x
    }

    fn refusal(&self, y: f64) -> QuantileError {
        let x = self.map.at(y).x;
        QuantileError::Density {
            x,
            density: (self.pdf)(x),
        }
    }
}

/// The inversion of a user's density, checked against the user's cdf.
pub(crate) struct FromCdf {
    inversion: Inversion,
    map: Map,
    support: (f64, f64),
}

/// How far the integral may be from 1, and from the cdf.
const AGREEMENT: f64 = 1e-9;

impl FromCdf {
    /// `cdf` and `pdf` of x over `support`, either end of which may be infinite.
    ///
    /// The density may be unbounded at the ends, and have kinks and several modes, but no point
    /// without mass between its ends. Its relative accuracy must be better than 10⁻¹².
    pub(crate) fn new(
        cdf: impl Fn(f64) -> f64,
        pdf: impl Fn(f64) -> f64,
        support: (f64, f64),
    ) -> Result<Self, QuantileError> {
        let (low, high) = support;
        if low.is_nan() || high.is_nan() || low >= high {
            return Err(ParameterError::empty(low, high).into());
        }
        let map = map(&cdf, support)?;
        let density = MappedDensity { pdf: &pdf, map };
        let start = density.density(0.0);
        if !(start > 0.0 && start < f64::INFINITY) {
            return Err(if start == 0.0 {
                QuantileError::Empty { x: density.x(0.0) }
            } else {
                density.refusal(0.0)
            });
        }
        let inversion = Inversion::new(&density, 0.0)?;
        let mass = inversion.total();
        let agreement = AGREEMENT + inversion.doubt();
        if (mass - 1.0).abs() > agreement {
            return Err(QuantileError::Mass { mass });
        }
        let mut from_cdf = FromCdf {
            inversion,
            map,
            support,
        };
        for i in 1..64 {
            let p = f64::from(i) / 64.0;
            let x = from_cdf.x_at(if p > 0.5 { Err(1.0 - p) } else { Ok(p) });
            let value = cdf(x);
            // Where x hardly tells probabilities apart, a cdf is no more exact than x.
            let [before, after] = [
                x - 4.0 * f64::EPSILON * x.abs(),
                x + 4.0 * f64::EPSILON * x.abs(),
            ];
            let blur = cdf(after) - cdf(before);
            let excess = (value - p).abs() - (agreement + blur.abs());
            if excess.is_nan() || excess > 0.0 {
                let integral = p;
                return Err(QuantileError::Cdf {
                    x,
                    cdf: value,
                    integral,
                });
            }
        }
        Ok(from_cdf)
    }

    /// x at a lower probability (`Ok`) or an upper one (`Err`).
    fn x_at(&mut self, probability: Result<f64, f64>) -> f64 {
        let y = match probability {
            Ok(p) => self.inversion.lower(p),
            Err(q) => self.inversion.upper(q),
        };
        finite(self.map.at(y).x.clamp(self.support.0, self.support.1))
    }
}

impl QuantileFunction for FromCdf {
    fn lower(&mut self, p: f64) -> f64 {
        self.x_at(Ok(p))
    }

    fn upper(&mut self, q: f64) -> f64 {
        self.x_at(Err(q))
    }
}

/// The map that suits the support, centred in the median.
fn map(cdf: &impl Fn(f64) -> f64, support: (f64, f64)) -> Result<Map, QuantileError> {
    let (low, high) = support;
    let median = crossing(cdf, support, 0.5)?;
    Ok(match (low.is_finite(), high.is_finite()) {
        (false, false) => {
            let quartiles = [crossing(cdf, support, 0.25)?, crossing(cdf, support, 0.75)?];
            let scale = 0.5 * (quartiles[1] - quartiles[0]);
            if !(scale > 0.0 && scale < f64::INFINITY) {
                return Err(QuantileError::NoMedian { low, high });
            }
            Map::Line { median, scale }
        }
        (true, false) => Map::Above {
            low,
            scale: median - low,
        },
        (false, true) => Map::Below {
            high,
            scale: high - median,
        },
        (true, true) => {
            let odds = (median - low) / (high - median);
            Map::Between { low, high, odds }
        }
    })
}

/// Where the cdf crosses `p`, strictly inside the support: bisection in the order of the f64.
fn crossing(
    cdf: &impl Fn(f64) -> f64,
    (low, high): (f64, f64),
    p: f64,
) -> Result<f64, QuantileError> {
    // f64 as integers of the same order.
    let rank = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { i64::MIN - bits } else { bits }
    };
    let value = |rank: i64| f64::from_bits(if rank < 0 { i64::MIN - rank } else { rank } as u64);
    let [mut below, mut above] = [rank(low), rank(high)];
    while i128::from(above) - i128::from(below) > 1 {
        let middle = below.midpoint(above);
        if cdf(value(middle)) < p {
            below = middle;
        } else {
            above = middle;
        }
    }
    let x = value(above);
    if x < high && x > low && value(below).is_finite() {
        return Ok(x);
    }
    Err(QuantileError::NoMedian { low, high })
}

#[cfg(test)]
#[path = "user_tests.rs"]
mod tests;
