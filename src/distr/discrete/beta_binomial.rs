//! The beta-binomial distribution.

use alloc::sync::Arc;

use super::{
    Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// Shapes for which all weights stay inside the range of f64.
const MIN_SHAPE: f64 = 1e-100;
const MAX_SHAPE: f64 = 1e100;

/// Beta-binomial distribution, `u32`: successes among `n` trials whose probability is drawn from
/// Beta(a, b).
///
/// `P(X = k) = C(n, k) · B(k + a, n − k + b) / B(a, b)` for k = 0, …, n, by inversion of 64 bits: rising
/// in the word. Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less than 2⁻⁶⁵ is cut on
/// either side. The mean is `n · a / (a + b)`; a = b = 1 is uniform.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::BetaBinomial};
/// let hits = Cpu::new().sample(&mut Stream::new(42), &BetaBinomial::new(20, 2.0, 3.0)?, 1000)?;
/// assert!((7000..9000).contains(&hits.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BetaBinomial {
    n: u32,
    a: f64,
    b: f64,
    table: Arc<ThresholdTable>,
}

impl BetaBinomial {
    /// `a` and `b` from 10⁻¹⁰⁰ to 10¹⁰⁰, and any `n` for which the table has fewer than 2²⁴ thresholds,
    /// as it has for n ≤ 2²⁴ − 2.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside.
    pub fn new(n: u32, a: f64, b: f64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(beta_binomial_thresholds(n, a, b)?)?;
        Ok(BetaBinomial { n, a, b, table })
    }

    /// The number of trials.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The first shape, of success.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The second shape, of failure.
    #[must_use]
    pub fn b(&self) -> f64 {
        self.b
    }
}

impl Distribution for BetaBinomial {
    type Output = u32;
}

impl sealed::Transforms for BetaBinomial {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// `p(k + 1) / p(k) = (k + a) / (k + 1) · (n − k) / (n − k − 1 + b)`: the first factor falls with k if
/// a > 1 and else rises to 1, the second falls if b > 1 and else rises from 1.
struct BetaBinomialRecurrence {
    n: u64,
    a: DoubleDouble,
    b: DoubleDouble,
}

impl Recurrence for BetaBinomialRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        let left = (self.n - k) as f64;
        let next = (k + 1) as f64;
        ((self.a + k as f64) * left, (self.b + (left - 1.0)) * next)
    }

    fn ratio_from(&self, k: u64, _ratio: f64) -> f64 {
        let left = (self.n - k) as f64;
        let first = (k as f64 + self.a.high) / (k + 1) as f64;
        let second = left / (left - 1.0 + self.b.high);
        if self.b.high < 1.0 {
            return f64::INFINITY;
        }
        first.max(1.0) * second
    }

    /// Each factor rises or falls.
    fn ratios_between(&self, first: u64, last: u64) -> [f64; 2] {
        let [a, b] = [first, last].map(|k| (k as f64 + self.a.high) / (k + 1) as f64);
        let [c, d] = [first, last].map(|k| {
            let left = (self.n - k) as f64;
            left / (left - 1.0 + self.b.high)
        });
        [a.min(b) * c.min(d), a.max(b) * c.max(d)]
    }

    fn inverse_ratio_to(&self, k: u64, _inverse_ratio: f64) -> f64 {
        let left = (self.n - k) as f64;
        let first = (k + 1) as f64 / (k as f64 + self.a.high);
        let second = (left - 1.0 + self.b.high) / left;
        if self.a.high < 1.0 {
            return f64::INFINITY;
        }
        first * second.max(1.0)
    }
}

pub(super) fn beta_binomial_thresholds(
    n: u32,
    a: f64,
    b: f64,
) -> Result<Thresholds, ParameterError> {
    for (name, value) in [("a", a), ("b", b)] {
        if !(MIN_SHAPE..=MAX_SHAPE).contains(&value) {
            return Err(ParameterError::outside(name, value, MIN_SHAPE, MAX_SHAPE));
        }
    }
    let n = u64::from(n);
    // The mode; where a or b is below 1, there is one at an end.
    let start = if a <= 1.0 {
        0
    } else if b <= 1.0 {
        n
    } else {
        let mode = (n as f64 * (a - 1.0) - (b - 1.0)) / ((a - 1.0) + (b - 1.0));
        (mode as u64).min(n)
    };
    let recurrence = BetaBinomialRecurrence {
        n,
        a: DoubleDouble::new(a),
        b: DoubleDouble::new(b),
    };
    thresholds(&recurrence, 0..=n, start)
        .map_err(|excess| excess.blame("n", n, "choose a smaller n"))
}
