//! Tables of probabilities that are known by the ratios of neighbours: summed outwards from a
//! value where the probability is large, and divided by their own sum.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::{
    Excess, MAX_THRESHOLDS, Thresholds, accumulate, bounds::refuse, double_double::DoubleDouble,
};
use crate::room::push;

/// The part of the sum that tails may have which are left out.
const NEGLIGIBLE: f64 = 1.0 / (1u128 << 86) as f64;

/// Steps to either side. Tails fall geometrically or faster, from 2⁻⁶⁵ to 2⁻⁸⁶ in a third of the table
/// or less.
const MAX_STEPS: usize = MAX_THRESHOLDS / 2 * 3;

/// Steps after which it is worth to know whether the table will be refused.
const MANY_STEPS: usize = 1 << 16;

/// Probabilities by `p(k + 1) / p(k)`.
pub(super) trait Recurrence {
    /// Numerator and denominator of `p(k + 1) / p(k)`.
    fn ratio(&self, k: u64) -> (DoubleDouble, DoubleDouble);

    /// At least `p(j + 1) / p(j)` for every `j ≥ k`, given it for `k`.
    fn ratio_from(&self, _k: u64, ratio: f64) -> f64 {
        ratio
    }

    /// At least `p(j) / p(j + 1)` for every `j ≤ k`, given it for `k`.
    fn inverse_ratio_to(&self, _k: u64, inverse_ratio: f64) -> f64 {
        inverse_ratio
    }

    /// At least and at most `p(k + 1) / p(k)` for every `k` in `first..=last`: those of both ends, if ratios
    /// only rise or only fall.
    fn ratios_between(&self, first: u64, last: u64) -> [f64; 2] {
        let [a, b] = [first, last].map(|k| {
            let (numerator, denominator) = self.ratio(k);
            numerator.high / denominator.high
        });
        [a.min(b), a.max(b)]
    }
}

/// The table on `support`. Weights are relative to that of `start`, which must be in it, and
/// must stay far from the ends of f64 wherever they matter.
pub(super) fn thresholds(
    recurrence: &dyn Recurrence,
    support: RangeInclusive<u64>,
    start: u64,
) -> Result<Thresholds, Excess> {
    let (low, high) = support.into_inner();
    if start > u64::from(u32::MAX) {
        return Err(Excess::Value);
    }
    let refuse = || refuse(recurrence, low..=high, start);
    let right = tail(
        up(recurrence, start, high),
        |k, ratio| recurrence.ratio_from(k - 1, ratio),
        refuse,
    )?;
    let left = tail(
        down(recurrence, start, low),
        |k, ratio| recurrence.inverse_ratio_to(k, ratio),
        refuse,
    )?;
    let total = left + DoubleDouble::ONE + right;

    // Downwards from the last threshold on the left, then upwards.
    let unit = DoubleDouble::ONE / total;
    let mut cumulative = Vec::new();
    let mut sum = left;
    let mut last = u64::MAX;
    for (_, weight) in down(recurrence, start, low) {
        last = last.min((sum * unit).to_threshold().unwrap_or(u64::MAX));
        if last == 0 {
            break;
        }
        push(&mut cumulative, last)?;
        sum = sum - weight;
    }
    cumulative.reverse();
    let first = start - cumulative.len() as u64;
    let weights = up(recurrence, start, high).map(|(_, weight)| weight);
    accumulate(
        &mut cumulative,
        left,
        core::iter::once(DoubleDouble::ONE).chain(weights),
        total,
    )?;
    Thresholds::new(first, cumulative)
}

/// Weights of `start + 1`, `start + 2`, … to `high`.
fn up(
    recurrence: &dyn Recurrence,
    start: u64,
    high: u64,
) -> impl Iterator<Item = (u64, DoubleDouble)> {
    (start..high).scan(DoubleDouble::ONE, |weight, k| {
        let (numerator, denominator) = recurrence.ratio(k);
        *weight = *weight * numerator / denominator;
        Some((k + 1, *weight))
    })
}

/// Weights of `start − 1`, `start − 2`, … to `low`.
fn down(
    recurrence: &dyn Recurrence,
    start: u64,
    low: u64,
) -> impl Iterator<Item = (u64, DoubleDouble)> {
    (low..start).rev().scan(DoubleDouble::ONE, |weight, k| {
        let (numerator, denominator) = recurrence.ratio(k);
        *weight = *weight * denominator / numerator;
        Some((k, *weight))
    })
}

/// The sum of weights that start beside a weight of 1, until the rest is negligible; `bound` is a
/// bound of the ratios after a value, given the one that led to it. Before a long sum, `refuse` looks ahead.
fn tail(
    weights: impl Iterator<Item = (u64, DoubleDouble)>,
    bound: impl Fn(u64, f64) -> f64,
    refuse: impl Fn() -> Result<(), Excess>,
) -> Result<DoubleDouble, Excess> {
    let mut sum = DoubleDouble::ZERO;
    let mut previous = 1.0;
    for (steps, (k, weight)) in weights.enumerate() {
        sum = sum + weight;
        let ratio = bound(k, weight.high / previous);
        // Below a geometric series.
        let rest = weight.high * ratio;
        if ratio < 1.0 && rest < NEGLIGIBLE * (1.0 - ratio) * (1.0 + sum.high) {
            break;
        }
        if steps == MANY_STEPS {
            refuse()?;
        }
        if steps >= MAX_STEPS {
            return Err(Excess::Length);
        }
        previous = weight.high;
    }
    Ok(sum)
}
