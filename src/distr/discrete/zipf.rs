//! Power laws: the Zipf distribution, and the zeta distribution on all positive integers.

use alloc::{sync::Arc, vec::Vec};

use super::{
    Excess, MAX_THRESHOLDS, Thresholds, accumulate,
    double_double::DoubleDouble,
    power_tail::{BEFORE_TAIL, ZetaTail, ZipfTail},
    tail::Survival,
};
use crate::{
    distr::{Distribution, ParameterError, Transform, sealed, threshold::ThresholdTable},
    room::{NoRoom, filled, push},
};

/// Zipf distribution, `u32`: ranks 1, …, n by a power law; SciPy's `zipfian`.
///
/// `P(X = k) = k⁻ᵃ / Σ j⁻ᵃ` over j = 1, …, n, by inversion of 64 bits: rising in the word. Cumulative
/// probabilities are within 2⁻⁶⁴ of the exact ones, for n ≥ 2²⁴ and a < 3.6435 within 2⁻⁶¹ above 8192; less
/// than 2⁻⁶⁵ is cut. a = 0 is uniform.
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide; for such n and a above
/// 8192 always.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Zipf};
/// let ranks = Cpu::new().sample(&mut Stream::new(42), &Zipf::new(1.0, 1000)?, 1000)?;
/// assert!(ranks.iter().all(|rank| (1..=1000).contains(rank)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Zipf {
    a: f64,
    n: u32,
    table: Arc<ThresholdTable>,
}

impl Zipf {
    /// Finite `a ≥ 0`, and `1 ≤ n ≤ 2²⁴ − 1`, or any `n` for a ≥ 0.9.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside.
    pub fn new(a: f64, n: u32) -> Result<Self, ParameterError> {
        let table = zipf_table(a, n)?;
        Ok(Zipf { a, n, table })
    }

    /// The exponent.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The largest rank.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.n
    }
}

impl Distribution for Zipf {
    type Output = u32;
}

impl sealed::Transforms for Zipf {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// Zeta distribution, `u32`: a power law on 1, 2, …; SciPy's and NumPy's `zipf`.
///
/// `P(X = k) = k⁻ᵃ / ζ(a)`, by inversion of 64 bits: rising in the word. Cumulative probabilities are
/// within 2⁻⁶⁴ of the exact ones, for a < 3.6435 within 2⁻⁶¹ above 8192; less than 2⁻⁶⁵ is cut.
///
/// Samples above 2³² − 1 are given as 2³² − 1. Their probability is about `2³²⁽¹⁻ᵃ⁾ / ((a − 1) ζ(a))`:
///
/// | a | 1.0305 | 1.1 | 1.25 | 1.5 | 2 | 2.5 | 3 |
/// |---|---|---|---|---|---|---|---|
/// | | 0.5 | 0.103 | 3.4 · 10⁻³ | 1.2 · 10⁻⁵ | 1.4 · 10⁻¹⁰ | 1.8 · 10⁻¹⁵ | 2.3 · 10⁻²⁰ |
///
/// Words consumed: 1 (`W = 1`), and one extra word where the first does not decide; for a < 3.6435 above
/// 8192 always.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Zeta};
/// let sizes = Cpu::new().sample(&mut Stream::new(42), &Zeta::new(2.0)?, 1000)?;
/// let ones = sizes.iter().filter(|&&size| size == 1).count();
/// assert!((550..670).contains(&ones)); // 6 / π² = 0.608
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Zeta {
    a: f64,
    table: Arc<ThresholdTable>,
}

impl Zeta {
    /// Finite `a ≥ 1.0305`: below, more than half of the samples would be 2³² − 1.
    ///
    /// # Errors
    /// [`ParameterError`] names `a` when it is outside.
    pub fn new(a: f64) -> Result<Self, ParameterError> {
        let table = zeta_table(a)?;
        Ok(Zeta { a, table })
    }

    /// The exponent.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }
}

impl Distribution for Zeta {
    type Output = u32;
}

impl sealed::Transforms for Zeta {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// `k⁻ᵃ` for k ≥ 2; 0 below 2⁻⁹⁰⁰.
pub(super) fn power(k: u64, a: f64) -> DoubleDouble {
    let ln = DoubleDouble::ln(k as f64);
    if ln.high * a > 623.0 {
        return DoubleDouble::ZERO;
    }
    (ln * -a).exp()
}

/// `k⁻ᵃ` for k = 1, …, n, at index k: by the logarithm for primes, and by products for the others.
pub(super) fn powers(a: f64, n: usize) -> Result<Vec<DoubleDouble>, NoRoom> {
    const UNKNOWN: DoubleDouble = DoubleDouble::new(-1.0);
    let mut powers = filled(UNKNOWN, n + 1)?;
    powers[1] = DoubleDouble::ONE;
    let mut primes = Vec::new();
    for k in 2..=n {
        if powers[k] == UNKNOWN {
            powers[k] = power(k as u64, a);
            push(&mut primes, k)?;
        }
        // Every composite number once, by its smallest prime factor.
        for &prime in primes.iter().take_while(|&&prime| prime * k <= n) {
            powers[k * prime] = powers[k] * powers[prime];
            if k % prime == 0 {
                break;
            }
        }
    }
    Ok(powers)
}

/// `Σ j⁻ᵃ` over all `j > k`, by Euler's and Maclaurin's formula to the third term, for a > 2: right to
/// 10⁻³ of itself where k is an end, as it is below 2⁻⁶⁴ there or the table is refused.
fn tail(a: f64, k: u64) -> f64 {
    let x = k as f64;
    power(k, a).high * (x / (a - 1.0) - 0.5 + a / (12.0 * x))
}

/// A value above which there is less than 2⁻⁶⁶ of the sum of `k⁻ᵃ`, for a > 2.
fn end(a: f64) -> u64 {
    // k^(1 − a) / (a − 1) = 2⁻⁶⁶
    let ln_2_66 = 66.0 * core::f64::consts::LN_2;
    let ln_k = (ln_2_66 - DoubleDouble::ln(a - 1.0).high) / (a - 1.0);
    DoubleDouble::new(ln_k).exp().high as u64 + 16
}

/// The table of `k⁻ᵃ` on 1, …, n, or on all positive integers.
fn power_law_thresholds(a: f64, n: Option<u64>) -> Result<Thresholds, Excess> {
    let longest = MAX_THRESHOLDS as u64 + 1;
    let last = longest.min(n.unwrap_or(u64::MAX));
    let last = if a > 2.0 { last.min(end(a)) } else { last };
    let beyond = if n == Some(last) {
        0.0
    } else if a > 2.0 {
        tail(a, last) - n.map_or(0.0, |n| tail(a, n))
    } else {
        // The next value alone has more than 2⁻⁶⁴.
        return Err(Excess::Length);
    };
    // The sum is below ζ(2) < 2.
    if last == longest && beyond > 1.0 / (1u128 << 64) as f64 {
        return Err(Excess::Length);
    }
    let powers = powers(a, last as usize)?;
    let weights = &powers[1..];
    let total = weights
        .iter()
        .rev()
        .fold(DoubleDouble::new(beyond), |sum, &weight| sum + weight);
    let mut cumulative = Vec::new();
    accumulate(
        &mut cumulative,
        DoubleDouble::ZERO,
        weights.iter().copied(),
        total,
    )?;
    Thresholds::new(1, cumulative)
}

pub(super) fn zipf_thresholds(a: f64, n: u32) -> Result<Thresholds, ParameterError> {
    ParameterError::check_not_negative("a", a)?;
    if n == 0 {
        return Err(ParameterError::outside("n", n, 1, u32::MAX));
    }
    power_law_thresholds(a, Some(n.into())).map_err(|excess| {
        excess.blame(
            "n",
            n,
            "choose an n of at most 16777215, or an a from 0.9 on",
        )
    })
}

pub(super) fn zipf_table(a: f64, n: u32) -> Result<Arc<ThresholdTable>, ParameterError> {
    match zipf_thresholds(a, n) {
        Err(ParameterError::TableLength { .. }) if a >= ZipfTail::LEAST_A => {
            let (tail, powers) = ZipfTail::new(a, n)?;
            table_with_tail(&tail, tail.total(), &powers)
        }
        thresholds => Ok(ThresholdTable::new(thresholds?)?),
    }
}

pub(super) fn zeta_thresholds(a: f64) -> Result<Thresholds, ParameterError> {
    ParameterError::check_finite("a", a)?;
    if a <= 1.0 {
        return Err(ParameterError::not_above("a", a, 1));
    }
    let thresholds = if a < LEAVES_ANY_TABLE {
        Err(Excess::Length)
    } else {
        power_law_thresholds(a, None)
    };
    thresholds.map_err(|excess| excess.blame("a", a, "choose a larger a"))
}

/// Below it a table has no room for the thresholds, which saves making it. From 3.64353481562 on it has.
const LEAVES_ANY_TABLE: f64 = 3.643_534_8;

pub(super) fn zeta_table(a: f64) -> Result<Arc<ThresholdTable>, ParameterError> {
    match zeta_thresholds(a) {
        Ok(thresholds) => return Ok(ThresholdTable::new(thresholds)?),
        Err(ParameterError::TableLength { .. }) => {}
        Err(other) => return Err(other),
    }
    let (tail, powers) = ZetaTail::new(a)?;
    if tail.is_mostly_saturated() {
        let remedy = "choose an a of at least 1.0305, or Zipf";
        return Err(ParameterError::mostly_past_u32("a", a, remedy));
    }
    table_with_tail(&tail, tail.total(), &powers)
}

/// Thresholds of the first values, and the pieces of the others.
fn table_with_tail(
    tail: &impl Survival,
    total: DoubleDouble,
    powers: &[DoubleDouble],
) -> Result<Arc<ThresholdTable>, ParameterError> {
    let pieces = tail.pieces(BEFORE_TAIL);
    let mut cumulative = Vec::new();
    // The threshold of the last one is the start of the tail.
    let before_last = powers[1..BEFORE_TAIL as usize].iter().copied();
    accumulate(&mut cumulative, DoubleDouble::ZERO, before_last, total)?;
    let thresholds = Thresholds {
        first: 1,
        cumulative,
    };
    Ok(ThresholdTable::with_tail(thresholds, pieces)?)
}
