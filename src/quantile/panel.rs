//! A density on a short interval: its Chebyshev interpolant, and the integral of that.
//!
//! Source: Trefethen 2013, "Approximation Theory and Approximation Practice", chapters 3 and 19.

/// Degree of the interpolant: enough for a density that changes by e³ in an interval.
pub(super) const DEGREE: usize = 16;

/// cos(jπ/16), j = 0 … 16: the nodes, from right to left.
const NODES: [f64; DEGREE + 1] = [
    1.0,
    0.980_785_280_403_230_4,
    0.923_879_532_511_286_7,
    0.831_469_612_302_545_2,
    0.707_106_781_186_547_5,
    0.555_570_233_019_602_2,
    0.382_683_432_365_089_8,
    0.195_090_322_016_128_27,
    0.0,
    -0.195_090_322_016_128_27,
    -0.382_683_432_365_089_8,
    -0.555_570_233_019_602_2,
    -0.707_106_781_186_547_5,
    -0.831_469_612_302_545_2,
    -0.923_879_532_511_286_7,
    -0.980_785_280_403_230_4,
    -1.0,
];

/// An interval, the density in it, and the integral from its left end.
#[derive(Clone, Debug)]
pub(super) struct Panel {
    middle: f64,
    half_width: f64,
    /// Chebyshev coefficients of density · half width.
    density: [f64; DEGREE + 1],
    /// Chebyshev coefficients of the integral from the left end.
    integral: [f64; DEGREE + 2],
    /// Integral over the interval.
    pub(super) mass: f64,
}

/// What a panel saw of its density.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sampled {
    pub(super) left: f64,
    pub(super) middle: f64,
    pub(super) right: f64,
    pub(super) largest: f64,
    pub(super) smallest: f64,
    /// Bound of the interpolant's error: its last coefficients.
    pub(super) error: f64,
    /// A point where the density is negative, infinite or not a number.
    pub(super) bad: Option<f64>,
}

impl Panel {
    pub(super) fn new(left: f64, right: f64, density: impl Fn(f64) -> f64) -> (Self, Sampled) {
        let middle = left + 0.5 * (right - left);
        let half_width = 0.5 * (right - left);
        let mut bad = None;
        let values: [f64; DEGREE + 1] = core::array::from_fn(|j| {
            let y = match j {
                0 => right,
                DEGREE => left,
                _ => middle + half_width * NODES[j],
            };
            let value = density(y);
            if !(0.0..f64::INFINITY).contains(&value) {
                bad = Some(y);
            }
            value
        });
        let coefficients = coefficients(&values);
        let last = &coefficients[DEGREE - 1..];
        let sampled = Sampled {
            left: values[DEGREE],
            middle: values[DEGREE / 2],
            right: values[0],
            largest: values.iter().fold(0.0, |a, &b| if b > a { b } else { a }),
            smallest: values
                .iter()
                .fold(f64::INFINITY, |a, &b| if b < a { b } else { a }),
            error: last.iter().fold(0.0, |sum, c| sum + c.abs()),
            bad,
        };
        let density = coefficients.map(|c| c * half_width);
        let integral = integral(&density);
        let panel = Panel {
            middle,
            half_width,
            density,
            integral,
            // Below 0 by rounding only, where the density jumps.
            mass: integral.iter().sum::<f64>().max(0.0),
        };
        (panel, sampled)
    }

    /// The point at `u` of −1 … 1.
    pub(super) fn at(&self, u: f64) -> f64 {
        self.middle + self.half_width * u
    }

    /// Integral from the left end to `u`, and its derivative by `u`: Clenshaw's recurrence.
    #[inline]
    fn integral_and_density(&self, u: f64) -> (f64, f64) {
        let twice = u + u;
        let [mut f1, mut f2] = [0.0, 0.0];
        let [mut i1, mut i2] = [self.integral[DEGREE + 1], 0.0];
        for k in (1..=DEGREE).rev() {
            [f1, f2] = [self.density[k] - f2 + twice * f1, f1];
            [i1, i2] = [self.integral[k] - i2 + twice * i1, i1];
        }
        (
            self.integral[0] - i2 + u * i1,
            self.density[0] - f2 + u * f1,
        )
    }

    /// Where the integral from the left end is `mass`: Newton's steps within a bracket, from `start`.
    pub(super) fn solve(&self, mass: f64, start: f64) -> f64 {
        let [mut low, mut high] = [-1.0, 1.0];
        let mut u = if start.abs() <= 1.0 { start } else { 0.0 };
        for _ in 0..64 {
            let (integral, density) = self.integral_and_density(u);
            let excess = integral - mass;
            if excess > 0.0 {
                high = u;
            } else {
                low = u;
            }
            let newton = (u - excess / density).clamp(-1.0, 1.0);
            if !(low..=high).contains(&newton) {
                u = 0.5 * (low + high);
                continue;
            }
            let step = newton - u;
            u = newton;
            // The next step would be of the order of this one's square.
            if step.abs() < 2e-8 {
                break;
            }
        }
        u
    }
}

/// Interpolation in the nodes: a cosine transform.
fn coefficients(values: &[f64; DEGREE + 1]) -> [f64; DEGREE + 1] {
    let ends = |k: usize| if k == 0 || k == DEGREE { 0.5 } else { 1.0 };
    core::array::from_fn(|k| {
        let mut sum = 0.0;
        for (j, value) in values.iter().enumerate() {
            // cos(jkπ/16) repeats after 32, mirrored at 16.
            let turn = (j * k) % (2 * DEGREE);
            let node = NODES[if turn > DEGREE {
                2 * DEGREE - turn
            } else {
                turn
            }];
            sum += ends(j) * value * node;
        }
        sum * ends(k) * 2.0 / DEGREE as f64
    })
}

/// Coefficients of the integral that is 0 at −1.
fn integral(c: &[f64; DEGREE + 1]) -> [f64; DEGREE + 2] {
    let at = |k: usize| c.get(k).copied().unwrap_or(0.0);
    let mut integral: [f64; DEGREE + 2] = core::array::from_fn(|k| match k {
        0 => 0.0,
        1 => at(0) - 0.5 * at(2),
        _ => (at(k - 1) - at(k + 1)) / (2.0 * k as f64),
    });
    let at_left: f64 = integral
        .iter()
        .enumerate()
        .map(|(k, c)| if k % 2 == 0 { *c } else { -c })
        .sum();
    integral[0] = -at_left;
    integral
}

#[cfg(test)]
mod tests {
    use super::*;

    /// eʸ on an interval as wide as panels get, against its own integral.
    #[test]
    fn integral_of_an_exponential() {
        let (panel, sampled) = Panel::new(-1.7, 1.7, libm::exp);
        assert!(sampled.error < 1e-13 * sampled.largest, "{sampled:?}");
        let mut worst = 0.0_f64;
        for i in 0..=1000 {
            let u = i as f64 / 500.0 - 1.0;
            let exact = libm::exp(panel.at(u)) - libm::exp(-1.7);
            worst = worst.max((panel.integral_and_density(u).0 - exact).abs());
            let solved = panel.solve(exact.max(0.0), 0.3);
            assert!((solved - u).abs() < 1e-13, "{u} {solved}");
        }
        assert!(worst < 1e-14, "{worst:e}");
    }

    #[test]
    fn what_is_no_density_is_told() {
        let (_, sampled) = Panel::new(0.0, 1.0, |y| if y > 0.9 { f64::NAN } else { 1.0 });
        assert!(sampled.bad.is_some_and(|y| y > 0.9), "{sampled:?}");
        let (_, sampled) = Panel::new(0.0, 1.0, |y| 0.2 - y);
        assert!(sampled.bad.is_some_and(|y| y > 0.2), "{sampled:?}");
    }
}
