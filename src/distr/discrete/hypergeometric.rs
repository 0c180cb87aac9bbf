//! The hypergeometric distribution.

use alloc::sync::Arc;

use super::{
    Thresholds,
    double_double::DoubleDouble,
    recurrence::{Recurrence, thresholds},
};
use crate::distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable};

/// The largest population: products of its parts fit 128 bits.
const MAX_POPULATION: u64 = 1 << 62;

/// Hypergeometric distribution, `u32`: good ones among `nsample` drawn without replacement from
/// `ngood + nbad`.
///
/// `P(X = k) = C(ngood, k) · C(nbad, nsample − k) / C(ngood + nbad, nsample)`, by inversion of 64 bits:
/// rising in the word. Cumulative probabilities are within 2⁻⁶⁴ of the exact ones; less than 2⁻⁶⁵ is
/// cut on either side. The mean is `nsample · ngood / (ngood + nbad)`.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Hypergeometric};
/// // Aces in a hand of 13 cards.
/// let aces = Cpu::new().sample(&mut Stream::new(42), &Hypergeometric::new(4, 48, 13)?, 1000)?;
/// assert!(aces.iter().all(|&k| k <= 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Hypergeometric {
    ngood: u64,
    nbad: u64,
    nsample: u64,
    table: Arc<ThresholdTable>,
}

impl Hypergeometric {
    /// `ngood + nbad ≤ 2⁶²`, and `nsample ≤ ngood + nbad`; samples must fit u32.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside.
    pub fn new(ngood: u64, nbad: u64, nsample: u64) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(hypergeometric_thresholds(ngood, nbad, nsample)?)?;
        Ok(Hypergeometric {
            ngood,
            nbad,
            nsample,
            table,
        })
    }

    /// The number of good ones in the population.
    #[must_use]
    pub fn ngood(&self) -> u64 {
        self.ngood
    }

    /// The number of bad ones in the population.
    #[must_use]
    pub fn nbad(&self) -> u64 {
        self.nbad
    }

    /// The number drawn.
    #[must_use]
    pub fn nsample(&self) -> u64 {
        self.nsample
    }
}

impl Distribution for Hypergeometric {
    type Output = u32;
}

impl sealed::Transforms for Hypergeometric {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

struct HypergeometricRecurrence {
    ngood: u64,
    nbad: u64,
    nsample: u64,
}

impl Recurrence for HypergeometricRecurrence {
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble) {
        let [good, drawn] = [self.ngood - k, self.nsample - k].map(DoubleDouble::from);
        let [next, bad] = [k + 1, self.nbad + k + 1 - self.nsample].map(DoubleDouble::from);
        (good * drawn, next * bad)
    }
}

pub(super) fn hypergeometric_thresholds(
    ngood: u64,
    nbad: u64,
    nsample: u64,
) -> Result<Thresholds, ParameterError> {
    for (name, value) in [("ngood", ngood), ("nbad", nbad)] {
        if value > MAX_POPULATION {
            return Err(ParameterError::outside(name, value, 0, MAX_POPULATION));
        }
    }
    let population = ngood + nbad;
    if population > MAX_POPULATION {
        return Err(ParameterError::outside(
            "ngood + nbad",
            population,
            0,
            MAX_POPULATION,
        ));
    }
    if nsample > population {
        return Err(ParameterError::outside("nsample", nsample, 0, population));
    }
    let low = nsample.saturating_sub(nbad);
    let high = ngood.min(nsample);
    let expected = u128::from(nsample + 1) * u128::from(ngood + 1) / u128::from(population + 2);
    let recurrence = HypergeometricRecurrence {
        ngood,
        nbad,
        nsample,
    };
    thresholds(&recurrence, low..=high, (expected as u64).clamp(low, high))
        .map_err(|excess| excess.blame("nsample", nsample, "choose a smaller nsample"))
}
