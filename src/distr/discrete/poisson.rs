//! The Poisson distribution.

use alloc::sync::Arc;

use super::{
    Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// Poisson distribution, `u32`: the number of events of rate `lam` in a unit of time.
///
/// `P(X = k) = lamᵏ · e⁻ˡᵃᵐ / k!` for k = 0, 1, …, by inversion of 64 bits: rising in the word.
/// Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less than 2⁻⁶⁵ is cut on either side.
/// The mean is `lam`, and so is the variance.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// The table has about 18.4 · √lam thresholds of 8 bytes; clones share it.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Poisson};
/// let calls = Cpu::new().sample(&mut Stream::new(42), &Poisson::new(3.5)?, 1000)?;
/// assert!((3000..4000).contains(&calls.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Poisson {
    lam: f64,
    table: Arc<ThresholdTable>,
}

impl Poisson {
    /// `0 ≤ lam`, to 4.294 · 10⁹, so that samples fit u32.
    ///
    /// # Errors
    /// [`ParameterError`] names `lam` when it is outside.
    pub fn new(lam: f64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(poisson_thresholds(lam)?)?;
        Ok(Poisson { lam, table })
    }

    /// The mean.
    #[must_use]
    pub fn lam(&self) -> f64 {
        self.lam
    }
}

impl Distribution for Poisson {
    type Output = u32;
}

impl sealed::Transforms for Poisson {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

struct PoissonRecurrence {
    lam: DoubleDouble,
}

impl Recurrence for PoissonRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        (self.lam, DoubleDouble::from(k + 1))
    }
}

pub(super) fn poisson_thresholds(lam: f64) -> Result<Thresholds, ParameterError> {
    ParameterError::check_not_negative("lam", lam)?;
    let recurrence = PoissonRecurrence {
        lam: DoubleDouble::new(lam),
    };
    thresholds(&recurrence, 0..=u64::MAX, lam as u64)
        .map_err(|excess| excess.blame("lam", lam, "choose a smaller lam"))
}
