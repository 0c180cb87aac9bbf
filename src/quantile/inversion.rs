//! Numerical inversion: a density integrated once in panels, its quantiles by Newton's steps in one.
//!
//! The density needs no normalisation, and lives in a *working variable* y in which its tails fall
//! off at least exponentially: ln x, logit x, or x itself. Sums of the panels' masses are kept from
//! both ends, so that small probabilities of either side keep their relative accuracy.
//!
//! Source: Derflinger, Hörmann and Leydold 2010, "Random variate generation by numerical inversion
//! when only the density is known", for the plan; Chebyshev panels in the place of Newton's
//! interpolation of the inverse.

use super::panel::{Panel, Sampled};
use crate::error::QuantileError;
use alloc::{vec, vec::Vec};

/// An unnormalised density in its working variable.
pub(super) trait Density {
    /// Up to a common factor; within a few powers of 2 of 1 at the start.
    fn density(&self, y: f64) -> f64;
    /// Where the working variable begins and ends.
    fn domain(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
    /// Relative error of the density that is accepted at `y`; [`UNRESOLVED`] where x hardly tells
    /// neighbours apart.
    fn tolerance(&self, _y: f64) -> f64 {
        1e-13
    }
    /// x at `y`, for messages.
    fn x(&self, y: f64) -> f64;
    /// What is wrong at `y`, where the density is no density.
    fn refusal(&self, y: f64) -> QuantileError {
        QuantileError::Density {
            x: self.x(y),
            density: self.density(y),
        }
    }
}

/// Mass left out beyond the last panel, of the mass of its side: 2⁻¹¹⁰.
const LEFT_OUT: f64 = 7.7e-34;
/// Tolerance of a density that is no longer looked at: its tail counts as an exponential one.
pub(super) const UNRESOLVED: f64 = 1e-5;
/// Panels of a side: ten times what any distribution of this library needs.
const MOST_PANELS: usize = 1000;
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
    doubt: f64,
    /// Beyond the first panel, and beyond the last.
    tails: [Tail; 2],
    /// Panel and place in it of the last solution.
    last: (usize, f64),
}

impl Inversion {
    /// Integrates the density outward from `start`.
    pub(super) fn new(density: &dyn Density, start: f64) -> Result<Self, QuantileError> {
        let (low, high) = density.domain();
        let mut lower = lay(density, start, low, -1.0)?;
        let mut upper = lay(density, start, high, 1.0)?;
        let mut panels = lower.panels.split_off(0);
        panels.reverse();
        panels.append(&mut upper.panels);
        let mut below = vec![lower.tail.mass; panels.len() + 1];
        for (i, panel) in panels.iter().enumerate() {
            below[i + 1] = below[i] + panel.mass;
        }
        let mut above = vec![upper.tail.mass; panels.len() + 1];
        for (i, panel) in panels.iter().enumerate().rev() {
            above[i] = above[i + 1] + panel.mass;
        }
        let total = below[panels.len()] + upper.tail.mass;
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
            doubt: lower.doubt + upper.doubt,
            tails: [lower.tail, upper.tail],
            last,
        })
    }

    /// Integral of the density.
    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// Bound of its error, by the tolerances.
    pub(super) fn doubt(&self) -> f64 {
        self.doubt
    }

    /// Where the mass below is `p` of the total: 0 ≤ p ≤ 1, accurate in relation to p.
    pub(super) fn lower(&mut self, p: f64) -> f64 {
        if p > 0.5 {
            return self.solve_above((1.0 - p) * self.total);
        }
        self.solve_below(p * self.total)
    }

    /// Where the mass above is `q` of the total: 0 ≤ q ≤ 1, accurate in relation to q.
    pub(super) fn upper(&mut self, q: f64) -> f64 {
        if q > 0.5 {
            return self.solve_below((1.0 - q) * self.total);
        }
        self.solve_above(q * self.total)
    }

    fn solve_below(&mut self, mass: f64) -> f64 {
        if mass < self.tails[0].mass {
            return self.tails[0].solve(mass);
        }
        if mass > self.total - self.tails[1].mass {
            return self.tails[1].solve(self.total - mass);
        }
        let mut i = self.last.0;
        while i > 0 && mass < self.below[i] {
            i -= 1;
        }
        while i + 1 < self.panels.len() && mass >= self.below[i + 1] {
            i += 1;
        }
        self.solve(i, mass - self.below[i])
    }

    fn solve_above(&mut self, mass: f64) -> f64 {
        if mass < self.tails[1].mass {
            return self.tails[1].solve(mass);
        }
        if mass > self.total - self.tails[0].mass {
            return self.tails[0].solve(self.total - mass);
        }
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

/// What lies beyond the last panel: a density that falls off exponentially.
#[derive(Clone, Copy, Debug)]
struct Tail {
    end: f64,
    mass: f64,
    /// Over which the density falls by a factor of e; negative below the start.
    scale: f64,
}

impl Tail {
    /// Where the mass beyond is `mass`.
    fn solve(self, mass: f64) -> f64 {
        self.end + self.scale * libm::log(self.mass / mass)
    }
}

/// One side of the start.
struct Side {
    /// From the start outward.
    panels: Vec<Panel>,
    tail: Tail,
    /// Bound of the error of their mass, by the tolerances.
    doubt: f64,
}

/// Panels from `start` towards `end`.
fn lay(density: &dyn Density, start: f64, end: f64, sign: f64) -> Result<Side, QuantileError> {
    let mut side = Side {
        panels: Vec::new(),
        tail: Tail {
            end: start,
            mass: 0.0,
            scale: 0.0,
        },
        doubt: 0.0,
    };
    let mut mass = 0.0;
    let mut inner = start;
    let mut width: f64 = 1.0;
    // Over which the density changes by a factor of e.
    let mut scale = 0.0_f64;
    // The reason to give where it cannot be integrated.
    let mut bad = None;
    while inner != end {
        let mut outer = inner + sign * width;
        if (outer - end) * sign >= 0.0 {
            outer = end;
        }
        // Halving has come to its end.
        let shortest = width < 4.0 * f64::EPSILON * inner.abs() || outer == inner;
        if shortest || side.panels.len() == MOST_PANELS || outer.abs() > 1e9 {
            let x = density.x(inner);
            return Err(bad.unwrap_or(if shortest {
                QuantileError::Rough { x }
            } else {
                QuantileError::Infinite { x }
            }));
        }
        width = (outer - inner).abs();
        let tolerance = density.tolerance(outer);
        if tolerance >= UNRESOLVED {
            if width <= 1.0 {
                break;
            }
            width *= 0.5;
            continue;
        }
        let (left, right) = if sign > 0.0 {
            (inner, outer)
        } else {
            (outer, inner)
        };
        let (panel, sampled) = Panel::new(left, right, |y| density.density(y));
        if let Some(y) = sampled.bad {
            bad = Some(density.refusal(y));
        }
        if !accepted(&sampled, tolerance, width, scale) {
            width *= 0.5;
            continue;
        }
        let [at_inner, at_outer] = if sign > 0.0 {
            [sampled.left, sampled.right]
        } else {
            [sampled.right, sampled.left]
        };
        let change = libm::log(at_inner / at_outer).abs();
        scale = width / change.max(width / (outer - start).abs());
        mass += panel.mass;
        side.doubt += panel.mass * tolerance;
        side.panels.push(panel);
        inner = outer;
        let tail_scale = 0.5 * width / libm::log(sampled.middle / at_outer);
        side.tail = Tail {
            end: outer,
            mass: if inner == end || at_outer == 0.0 {
                0.0
            } else if tail_scale > 0.0 {
                at_outer * tail_scale
            } else {
                f64::INFINITY
            },
            scale: sign * tail_scale,
        };
        if side.tail.mass <= LEFT_OUT * mass {
            break;
        }
        width *= (AIM / change).clamp(0.5, 2.0);
    }
    if side.tail.mass == f64::INFINITY {
        return Err(QuantileError::Infinite {
            x: density.x(inner),
        });
    }
    // The tail was found from densities of this tolerance.
    side.doubt += side.tail.mass * UNRESOLVED;
    Ok(side)
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
