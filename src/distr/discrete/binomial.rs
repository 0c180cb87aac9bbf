//! The binomial distribution.

use alloc::sync::Arc;

use super::{
    Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// Binomial distribution, `u32`: successes among `n` trials of probability `p`.
///
/// `P(X = k) = C(n, k) · pᵏ · (1 − p)ⁿ⁻ᵏ` for k = 0, …, n, by inversion of 64 bits: rising in the
/// word. Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less than 2⁻⁶⁵ is cut on either
/// side. The mean is `n · p`, the variance `n · p · (1 − p)`.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// The table has at most about 18.4 · √(n · p · (1 − p)) thresholds of 8 bytes, and at most `n`;
/// clones share it.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Binomial};
/// let heads = Cpu::new().sample(&mut Stream::new(42), &Binomial::new(10, 0.5)?, 1000)?;
/// assert!(heads.iter().all(|&k| k <= 10));
/// assert!((4500..5500).contains(&heads.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Binomial {
    n: u32,
    p: f64,
    table: Arc<ThresholdTable>,
}

impl Binomial {
    /// Any `n`, and `0 ≤ p ≤ 1`.
    ///
    /// # Errors
    /// [`ParameterError`] names `p` when it is outside.
    pub fn new(n: u32, p: f64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(binomial_thresholds(n, p)?)?;
        Ok(Binomial { n, p, table })
    }

    /// The number of trials.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The probability of success.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for Binomial {
    type Output = u32;
}

impl sealed::Transforms for Binomial {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

struct BinomialRecurrence {
    n: u64,
    p: DoubleDouble,
    q: DoubleDouble,
}

impl Recurrence for BinomialRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        (self.p * (self.n - k) as f64, self.q * (k + 1) as f64)
    }
}

pub(super) fn binomial_thresholds(n: u32, p: f64) -> Result<Thresholds, ParameterError> {
    ParameterError::check_probability(p)?;
    if p == 0.0 || p == 1.0 {
        return Ok(Thresholds::constant(if p == 0.0 { 0 } else { n }));
    }
    let n = u64::from(n);
    let recurrence = BinomialRecurrence {
        n,
        p: DoubleDouble::new(p),
        q: DoubleDouble::ONE - DoubleDouble::new(p),
    };
    let mode = (((n + 1) as f64 * p) as u64).min(n);
    thresholds(&recurrence, 0..=n, mode)
        .map_err(|excess| excess.blame("n", n, "choose a smaller n"))
}
