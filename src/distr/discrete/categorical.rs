//! Distributions by their weights.

use alloc::{sync::Arc, vec::Vec};

use super::{MAX_THRESHOLDS, Thresholds, accumulate, double_double::DoubleDouble};
use crate::{
    distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable},
    room::{push, with_room},
};

/// Categorical distribution, `u32`: the index of a category, with probability in proportion to its
/// weight.
///
/// `P(X = k) = weights[k] / Σ weights`, by inversion of 64 bits: rising in the word. Cumulative
/// probabilities are within 2⁻⁶⁴ of the exact ones, for up to 2²⁴ − 1 weights of any size. A category
/// of weight 0 is never drawn, and one below 2⁻⁶⁴ of the sum may never be.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Categorical};
/// let loaded = Categorical::new([1.0, 1.0, 0.0, 2.0])?;
/// let faces = Cpu::new().sample(&mut Stream::new(42), &loaded, 1000)?;
/// assert!((400..600).contains(&faces.iter().filter(|&&face| face == 3).count()));
/// assert!(!faces.contains(&2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Categorical {
    table: Arc<ThresholdTable>,
}

impl Categorical {
    /// Finite weights, 0 or more, one of them above 0, at most 2²⁴ − 1 of them.
    ///
    /// # Errors
    /// [`ParameterError`] names the first weight that is negative, NaN or infinite, or says that
    /// there is none above 0, or too many, or that memory is too small.
    pub fn new(weights: impl IntoIterator<Item = f64>) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(categorical_thresholds(0, weights)?)?;
        Ok(Categorical { table })
    }
}

impl Distribution for Categorical {
    type Output = u32;
}

impl sealed::Transforms for Categorical {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// Any distribution on integers, `u32`, by its probability mass function.
///
/// `P(X = first + k) = pmf[k] / Σ pmf`, by inversion of 64 bits: rising in the word. Cumulative
/// probabilities are within 2⁻⁶⁴ of those of the values given, which need no common factor.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Discrete};
/// // The sum of two dice.
/// let dice = Discrete::from_pmf(2, (2..=12).map(|sum| 6.0 - f64::from(7 - sum).abs()))?;
/// let sums = Cpu::new().sample(&mut Stream::new(42), &dice, 1000)?;
/// assert!(sums.iter().all(|sum| (2..=12).contains(sum)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Discrete {
    table: Arc<ThresholdTable>,
}

impl Discrete {
    /// Probabilities of `first`, `first + 1`, …, or numbers in proportion to them: finite, 0 or more,
    /// one of them above 0, at most 2²⁴ − 1 of them. An infinite support must be cut by the caller.
    ///
    /// # Errors
    /// [`ParameterError`] names the first number that is negative, NaN or infinite, or says that
    /// there is none above 0, or too many, or that values do not fit u32.
    pub fn from_pmf(
        first: u32,
        pmf: impl IntoIterator<Item = f64>,
    ) -> Result<Self, ParameterError> {
        let table = ThresholdTable::new(categorical_thresholds(first, pmf)?)?;
        Ok(Discrete { table })
    }
}

impl Distribution for Discrete {
    type Output = u32;
}

impl sealed::Transforms for Discrete {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

pub(super) fn categorical_thresholds(
    first: u32,
    weights: impl IntoIterator<Item = f64>,
) -> Result<Thresholds, ParameterError> {
    let mut finite = Vec::new();
    for (index, weight) in weights.into_iter().enumerate() {
        if index > MAX_THRESHOLDS {
            return Err(ParameterError::TooManyWeights {
                limit: MAX_THRESHOLDS + 1,
            });
        }
        if !weight.is_finite() || weight < 0.0 {
            return Err(ParameterError::weight(index, weight));
        }
        push(&mut finite, weight)?;
    }
    let count = finite.len();
    let largest = finite.iter().fold(0.0, |a: f64, &b| a.max(b));
    if largest == 0.0 {
        return Err(ParameterError::NoWeight { count });
    }
    // Scaling by a power of two, in two steps that are numbers of f64, is exact where it matters; the
    // largest weight comes to 1 … 2.
    let exponent = ((largest.to_bits() >> 52) as i32).max(1) - 1023;
    let scale = [
        power_of_two(-exponent / 2),
        power_of_two(-exponent + exponent / 2),
    ];
    let scaled = || {
        let weights = finite.iter().map(|weight| weight * scale[0] * scale[1]);
        weights.map(DoubleDouble::new)
    };
    let total = scaled().fold(DoubleDouble::ZERO, |sum, weight| sum + weight);
    let mut cumulative = with_room(count)?;
    accumulate(&mut cumulative, DoubleDouble::ZERO, scaled(), total)?;
    Thresholds::new(first.into(), cumulative)
        .map_err(|excess| excess.blame("first", first, "choose a smaller first"))
}

/// `2ⁿ` for `−1022 ≤ n ≤ 1023`.
fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((1023 + n) as u64) << 52)
}
