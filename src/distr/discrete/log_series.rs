//! The logarithmic series distribution.

use alloc::sync::Arc;

use super::{
    Excess, SLOWEST_FALL, Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// Logarithmic series distribution, `u32`.
///
/// `P(X = k) = −pᵏ / (k · ln(1 − p))` for k = 1, 2, …, by inversion of 64 bits: rising in the word.
/// Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less than 2⁻⁶⁵ is cut. For p = 0 it is
/// always 1.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::LogSeries};
/// let species = Cpu::new().sample(&mut Stream::new(42), &LogSeries::new(0.9)?, 1000)?;
/// assert!(species.iter().all(|&k| k >= 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogSeries {
    p: f64,
    table: Arc<ThresholdTable>,
}

impl LogSeries {
    /// `0 ≤ p < 1`, and `p ≤ 1 − 2.4 · 10⁻⁶`, so that the table has fewer than 2²⁴ thresholds.
    ///
    /// # Errors
    /// [`ParameterError`] names `p` when it is outside.
    pub fn new(p: f64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(log_series_thresholds(p)?)?;
        Ok(LogSeries { p, table })
    }

    /// The parameter.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for LogSeries {
    type Output = u32;
}

impl sealed::Transforms for LogSeries {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

struct LogSeriesRecurrence {
    p: DoubleDouble,
}

impl Recurrence for LogSeriesRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        (self.p * k as f64, DoubleDouble::from(k + 1))
    }

    /// Ratios rise to `p`.
    fn ratio_from(&self, _k: u64, _ratio: f64) -> f64 {
        self.p.high
    }
}

pub(super) fn log_series_thresholds(p: f64) -> Result<Thresholds, ParameterError> {
    ParameterError::check_probability(p)?;
    let blame = |excess: Excess| excess.blame("p", p, "choose a smaller p");
    if 1.0 - p < SLOWEST_FALL {
        return Err(blame(Excess::Length));
    }
    let recurrence = LogSeriesRecurrence {
        p: DoubleDouble::new(p),
    };
    thresholds(&recurrence, 1..=u64::MAX, 1).map_err(blame)
}
