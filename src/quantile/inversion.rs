//! Numerical inversion: a density integrated once in panels, its quantiles by Newton's steps in one.
//!
//! The density needs no normalisation, and lives in a *working variable* y in which its tails fall
//! off at least exponentially: ln x, logit x, or x itself. Sums of the panels' masses are kept from
//! both ends, so that small probabilities of either side keep their relative accuracy.
//!
//! Source: Derflinger, Hörmann and Leydold 2010, "Random variate generation by numerical inversion
//! when only the density is known", for the plan; Chebyshev panels in the place of Newton's
//! interpolation of the inverse.

use super::{
    error::QuantileError,
    panel::{Panel, Sampled},
};
use alloc::{vec, vec::Vec};

/// An unnormalised density in its working variable.
pub(super) trait Density {
    /// Up to a common factor; within a few powers of 2 of 1 at the start.
    fn density(&self, y: f64) -> f64;
    /// Where the working variable begins and ends.
    fn domain(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    /// Relative error of the density that is accepted at `y`; above 1 where x no longer tells
    /// neighbours apart: the tail beyond is taken for an exponential one.
    fn tolerance(&self, _y: f64) -> f64 {
        1e-13
    }
    /// x at `y`, for messages.
    fn x(&self, y: f64) -> f64;
}

/// Mass left out beyond the last panel, of the mass of its side: 2⁻¹¹⁰.
const LEFT_OUT: f64 = 7.7e-34;
/// Panels of a side: ten times what any distribution of this library needs.
const MOST_PANELS: usize = 4000;
/// Largest change of the density in a panel, e⁵·⁵, and the change aimed at.
const LARGEST_RATIO: f64 = 245.0;
const AIM: f64 = 3.3;

/// Quantiles, in the working variable, of a density that was integrated.
pub(super) struct Inversion {
    panels: Vec<Panel>,
    /// Mass below each panel, and below the end.
    below: Vec<f64>,
    /// Mass above each panel's left end, and above the end.
    above: Vec<f64>,
    total: f64,
    /// Panel and place in it of the last solution.
    last: (usize, f64),
}

impl Inversion {
    /// Integrates the density outward from `start`.
    pub(super) fn new(density: &impl Density, start: f64) -> Result<Self, QuantileError> {
        let (low, high) = density.domain();
        let (mut panels, left_out_below) = lay(density, start, low, -1.0)?;
        panels.reverse();
        let (upper, left_out_above) = lay(density, start, high, 1.0)?;
        panels.extend(upper);
        let mut below = vec![left_out_below; panels.len() + 1];
        for (i, panel) in panels.iter().enumerate() {
            below[i + 1] = below[i] + panel.mass;
        }
        let mut above = vec![left_out_above; panels.len() + 1];
        for (i, panel) in panels.iter().enumerate().rev() {
            above[i] = above[i + 1] + panel.mass;
        }
        let total = below[panels.len()] + left_out_above;
        if panels.is_empty() || !(total > 0.0 && total < f64::INFINITY) {
            let x = density.x(start);
            return Err(QuantileError::Empty { x });
        }
        let last = (panels.len() / 2, 0.0);
        Ok(Inversion {
            panels,
            below,
            above,
            total,
            last,
        })
    }

    /// Integral of the density.
    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// Where the mass below is `p` of the total: 0 ≤ p ≤ 1, accurate in relation to p.
    pub(super) fn lower(&mut self, p: f64) -> f64 {
        if p > 0.5 {
            return self.from_above((1.0 - p) * self.total);
        }
        self.from_below(p * self.total)
    }

    /// Where the mass above is `q` of the total: 0 ≤ q ≤ 1, accurate in relation to q.
    pub(super) fn upper(&mut self, q: f64) -> f64 {
        if q > 0.5 {
            return self.from_below((1.0 - q) * self.total);
        }
        self.from_above(q * self.total)
    }

    fn from_below(&mut self, mass: f64) -> f64 {
        let mut i = self.last.0;
        while i > 0 && mass < self.below[i] {
            i -= 1;
        }
        while i + 1 < self.panels.len() && mass >= self.below[i + 1] {
            i += 1;
        }
        self.solve(i, mass - self.below[i])
    }

    fn from_above(&mut self, mass: f64) -> f64 {
        let mut i = self.last.0;
        while i > 0 && mass >= self.above[i] {
            i -= 1;
        }
        while i + 1 < self.panels.len() && mass < self.above[i + 1] {
            i += 1;
        }
        let panel_mass = self.panels[i].mass;
        self.solve(i, panel_mass - (mass - self.above[i + 1]))
    }

    fn solve(&mut self, i: usize, mass: f64) -> f64 {
        let panel = &self.panels[i];
        let mass = mass.clamp(0.0, panel.mass);
        let start = if i == self.last.0 {
            self.last.1
        } else {
            2.0 * mass / panel.mass - 1.0
        };
        let u = panel.solve(mass, start);
        self.last = (i, u);
        panel.at(u)
    }
}

/// Panels from `start` towards `end`, and an estimate of the mass beyond them.
fn lay(
    density: &impl Density,
    start: f64,
    end: f64,
    side: f64,
) -> Result<(Vec<Panel>, f64), QuantileError> {
    let mut panels = Vec::new();
    let mut mass = 0.0;
    let mut inner = start;
    let mut width: f64 = 1.0;
    // Over which the density changes by a factor of e.
    let mut scale = 0.0_f64;
    let mut beyond = 0.0;
    while inner != end {
        let mut outer = inner + side * width;
        if (outer - end) * side >= 0.0 {
            outer = end;
        }
        if outer == inner {
            return Err(QuantileError::Rough {
                x: density.x(inner),
            });
        }
        let (left, right) = if side > 0.0 {
            (inner, outer)
        } else {
            (outer, inner)
        };
        let (panel, sampled) = Panel::new(left, right, |y| density.density(y));
        if panels.len() == MOST_PANELS || !outer.is_finite() {
            return Err(QuantileError::Infinite {
                x: density.x(inner),
            });
        }
        let tolerance = density.tolerance(outer);
        let width_used = (outer - inner).abs();
        if tolerance >= 1.0 {
            if width_used <= 1.0 {
                break;
            }
            width = 0.5 * width_used;
            continue;
        }
        if !accepted(&sampled, tolerance, width_used, scale) {
            if let Some(y) = sampled.bad.filter(|_| width_used < 1e-9) {
                let [x, density] = [density.x(y), density.density(y)];
                return Err(QuantileError::Density { x, density });
            }
            width = 0.5 * width_used;
            continue;
        }
        let [at_inner, at_outer] = if side > 0.0 {
            [sampled.left, sampled.right]
        } else {
            [sampled.right, sampled.left]
        };
        let change = libm::log(at_inner / at_outer).abs();
        scale = width_used / change.max(width_used / (outer - start).abs());
        mass += panel.mass;
        panels.push(panel);
        inner = outer;
        if inner == end {
            return Ok((panels, 0.0));
        }
        // The tail beyond, as an exponential one with the slope of the panel's outer half.
        let slope = libm::log(sampled.middle / at_outer) / (0.5 * width_used);
        beyond = if slope > 0.0 {
            at_outer / slope
        } else {
            f64::INFINITY
        };
        if beyond <= LEFT_OUT * mass {
            break;
        }
        width = width_used * (AIM / change).clamp(0.5, 2.0);
    }
    if beyond == f64::INFINITY {
        return Err(QuantileError::Infinite {
            x: density.x(inner),
        });
    }
    Ok((panels, beyond))
}

/// Whether the interpolant is good, or the panel too short to matter beside its neighbours.
fn accepted(sampled: &Sampled, tolerance: f64, width: f64, scale: f64) -> bool {
    if sampled.bad.is_some() {
        return false;
    }
    let good = sampled.error <= tolerance * sampled.largest
        && sampled.largest <= LARGEST_RATIO * sampled.smallest;
    let short = sampled.error * width <= 0.1 * tolerance * sampled.largest * scale
        && sampled.largest * width <= 1e-9 * sampled.largest * scale;
    good || short
}
