//! The negative binomial distribution, and the geometric one.

use alloc::sync::Arc;

use super::{
    Excess, SLOWEST_FALL, Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
    tail::{Series, Survival},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// Negative binomial distribution, `u32`: failures before the `n`-th success, of probability `p`.
///
/// `P(X = k) = Γ(k + n) / (k! · Γ(n)) · pⁿ · (1 − p)ᵏ` for k = 0, 1, … and real `n`, by inversion of
/// 64 bits: rising in the word. Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less
/// than 2⁻⁶⁵ is cut on either side. The mean is `n · (1 − p) / p`, the variance the mean over `p`. For
/// a mean µ and a variance µ + µ² / n, take p = n / (n + µ).
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::NegativeBinomial};
/// let failures = Cpu::new().sample(&mut Stream::new(42), &NegativeBinomial::new(2.5, 0.5)?, 1000)?;
/// assert!((2000..3000).contains(&failures.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NegativeBinomial {
    n: f64,
    p: f64,
    table: Arc<ThresholdTable>,
}

impl NegativeBinomial {
    /// Finite `n > 0`, and `0 < p ≤ 1`, for which the table has fewer than 2²⁴ thresholds: for n ≤ 1 if
    /// p ≥ 3 · 10⁻⁶, for large `n` if the standard deviation is at most 900,000. Samples must fit u32.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside.
    pub fn new(n: f64, p: f64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(negative_binomial_thresholds(n, p)?)?;
        Ok(NegativeBinomial { n, p, table })
    }

    /// The number of successes.
    #[must_use]
    pub fn n(&self) -> f64 {
        self.n
    }

    /// The probability of success.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for NegativeBinomial {
    type Output = u32;
}

impl sealed::Transforms for NegativeBinomial {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// Geometric distribution, `u32`: trials until the first success, of probability `p`, with it.
///
/// `P(X = k) = p · (1 − p)ᵏ⁻¹` for k = 1, 2, …, by inversion of 64 bits: rising in the word.
/// Cumulative probabilities are within 2⁻⁶⁴ of the exact ones, within 2⁻⁶¹ for p < 2.6855 · 10⁻⁶; less than
/// 2⁻⁶⁵ is cut. The mean is `1 / p`, the variance `(1 − p) / p²`.
///
/// Samples above 2³² − 1 are given as 2³² − 1. Their probability is `(1 − p)^(2³² − 1)`: less than 2⁻⁶⁵
/// for p ≥ 1.05 · 10⁻⁸, 1.4 % for p = 10⁻⁹, a half for p = 1.614 · 10⁻¹⁰.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide, for p < 2.6855 · 10⁻⁶
/// always.
///
/// The table has about 45 / p thresholds of 8 bytes, below 2.6855 · 10⁻⁶ some 2,900 pieces of 108 bytes at most;
/// clones share it.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Geometric};
/// let throws = Cpu::new().sample(&mut Stream::new(42), &Geometric::new(1.0 / 6.0)?, 1000)?;
/// assert!(throws.iter().all(|&k| k >= 1));
/// assert!((5000..7000).contains(&throws.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Geometric {
    p: f64,
    table: Arc<ThresholdTable>,
}

impl Geometric {
    /// `0 < p ≤ 1`, and `p ≥ 1.614 · 10⁻¹⁰`: below, more than half of the samples would be 2³² − 1.
    ///
    /// # Errors
    /// [`ParameterError`] names `p` when it is outside.
    pub fn new(p: f64) -> Result<Self, ParameterError> {
        let table = geometric_table(p)?;
        Ok(Geometric { p, table })
    }

    /// The probability of success.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for Geometric {
    type Output = u32;
}

impl sealed::Transforms for Geometric {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

struct NegativeBinomialRecurrence {
    n: DoubleDouble,
    q: DoubleDouble,
}

impl Recurrence for NegativeBinomialRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        ((self.n + k as f64) * self.q, DoubleDouble::from(k + 1))
    }

    /// Ratios fall to `1 − p` for n > 1, and rise to it for n < 1.
    fn ratio_from(&self, _k: u64, ratio: f64) -> f64 {
        ratio.max(self.q.high)
    }
}

fn check_p(p: f64) -> Result<(), ParameterError> {
    ParameterError::check_probability(p)?;
    ParameterError::check_positive("p", p)
}

pub(super) fn negative_binomial_thresholds(n: f64, p: f64) -> Result<Thresholds, ParameterError> {
    ParameterError::check_positive("n", n)?;
    check_p(p)?;
    if p == 1.0 {
        return Ok(Thresholds::constant(0));
    }
    // What a smaller n would do it for, where a larger p may be no choice.
    let too_many = n > 1.0 && p >= LEAVES_ANY_TABLE;
    let blame = |excess: Excess| match too_many {
        true => excess.blame("n", n, "choose a smaller n, or a larger p"),
        false => excess.blame("p", p, "choose a larger p"),
    };
    if p < SLOWEST_FALL && n >= 1.0 {
        return Err(blame(Excess::Length));
    }
    let q = DoubleDouble::ONE - DoubleDouble::new(p);
    // Casts saturate; the mode is that of the table if it fits u32.
    let mode = ((n - 1.0) / p * q.high) as u64;
    let recurrence = NegativeBinomialRecurrence {
        n: DoubleDouble::new(n),
        q,
    };
    thresholds(&recurrence, 0..=u64::MAX, mode).map_err(blame)
}

struct GeometricRecurrence {
    q: DoubleDouble,
}

impl Recurrence for GeometricRecurrence {
    fn ratio(&self, _k: u64) -> (DoubleDouble, DoubleDouble) {
        (self.q, DoubleDouble::ONE)
    }
}

pub(super) fn geometric_thresholds(p: f64) -> Result<Thresholds, ParameterError> {
    check_p(p)?;
    if p == 1.0 {
        return Ok(Thresholds::constant(1));
    }
    let blame = |excess: Excess| excess.blame("p", p, "choose a larger p");
    if p < LEAVES_ANY_TABLE {
        return Err(blame(Excess::Length));
    }
    let q = DoubleDouble::ONE - DoubleDouble::new(p);
    thresholds(&GeometricRecurrence { q }, 1..=u64::MAX, 1).map_err(blame)
}

/// Below it a table has no room for the thresholds of a geometric distribution, which saves making it. From
/// 2.68545797156 · 10⁻⁶ on it has.
const LEAVES_ANY_TABLE: f64 = 2.685_457_9e-6;

pub(super) fn geometric_table(p: f64) -> Result<Arc<ThresholdTable>, ParameterError> {
    match geometric_thresholds(p) {
        Ok(thresholds) => return Ok(ThresholdTable::new(thresholds)?),
        Err(ParameterError::TableLength { .. }) => {}
        Err(other) => return Err(other),
    }
    let tail = GeometricTail::new(p);
    if tail.is_mostly_saturated() {
        let remedy = "choose a p of at least 1.614e-10";
        return Err(ParameterError::mostly_past_u32("p", p, remedy));
    }
    let table = ThresholdTable::with_tail(Thresholds::constant(1), tail.pieces(0))?;
    Ok(table)
}

/// For `p < 2⁻¹⁸`.
pub(super) struct GeometricTail {
    p: f64,
    /// `−ln(1 − p)`.
    rate: DoubleDouble,
}

impl GeometricTail {
    pub(super) fn new(p: f64) -> Self {
        // p + p² / 2 + … + p⁶ / 6
        let series = (1..=6).rev().fold(DoubleDouble::ZERO, |sum, n| {
            sum * p + DoubleDouble::ONE / f64::from(n)
        });
        GeometricTail {
            p,
            rate: series * p,
        }
    }
}

impl Survival for GeometricTail {
    /// `(1 − p)ᵏ`; 0 below 2⁻⁹⁰.
    fn survival(&self, k: u64) -> DoubleDouble {
        let exponent = self.rate * -(k as f64);
        if exponent.high < -63.0 {
            return DoubleDouble::ZERO;
        }
        exponent.exp()
    }

    /// `−ln(1 − v / P) / rate`, where `P` is the probability of a value above `k`.
    fn inverse(&self, k: u64) -> Series {
        let unit = DoubleDouble::ONE / self.survival(k);
        let mut power = DoubleDouble::ONE / self.rate;
        core::array::from_fn(|n| {
            power = power * unit;
            power / (n + 1) as f64
        })
    }

    /// At most a 64th of the probability above `k`.
    fn next(&self, k: u64) -> u64 {
        k + (1.0 / (64.0 * self.p)) as u64
    }
}
