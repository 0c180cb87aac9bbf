//! How long a table would be at least, from some thousands of ratios: so that one that cannot be is refused
//! before it is summed.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::{Excess, MAX_THRESHOLDS, recurrence::Recurrence};

/// A cell is this part of its distance from the start long, or from the end of the support, where weights may
/// rise again.
const CELLS: u64 = 256;
/// Cells end where the logarithm of the weight is below this, or
const NEGLIGIBLE: f64 = -150.0;
/// past any table.
const PAST: u64 = 1 << 33;
/// A threshold is 1 or more from this probability below it on; the same above it. Rounding is far less than a
/// thousandth.
const LEAST: f64 = 1.001 / (1_u128 << 65) as f64;

/// Neighbouring values and bounds of their weights, of which that of the start is 1.
#[derive(Clone, Copy)]
struct Cell {
    first: u64,
    last: u64,
    /// Of each of them.
    least: f64,
    most: f64,
}

impl Cell {
    fn len(self) -> f64 {
        (self.last - self.first + 1) as f64
    }
}

/// One side of the start.
struct Side {
    /// From the start outwards.
    cells: Vec<Cell>,
    /// The sum of weights beyond them is not above this, which may be infinite.
    beyond: f64,
}

/// The error of a table that is too long, or has values that are too large, where cells say so.
pub(super) fn refuse(
    recurrence: &dyn Recurrence,
    support: RangeInclusive<u64>,
    start: u64,
) -> Result<(), Excess> {
    let (low, high) = support.into_inner();
    let [left, right] = [down(recurrence, start, low), up(recurrence, start, high)];
    let one = Cell {
        first: start,
        last: start,
        least: 1.0,
        most: 1.0,
    };
    let mut cells: Vec<Cell> = left.cells.iter().rev().copied().collect();
    cells.push(one);
    cells.extend(&right.cells);
    let known = cells.iter().map(|cell| cell.most * cell.len()).sum::<f64>();
    if known == f64::INFINITY {
        return Ok(());
    }
    let total = known + left.beyond + right.beyond;

    // What is beyond the cells on the right only makes the part above a value larger.
    let last = reach(cells.iter().rev(), LEAST * (known + left.beyond));
    let last = last.map(|(cell, count)| cell.last as i64 - count);
    let first = reach(cells.iter(), LEAST * total);
    let first = first.map(|(cell, count)| cell.first as i64 + count - 1);
    match (first, last) {
        (Some(first), Some(last)) if last - first >= MAX_THRESHOLDS as i64 => Err(Excess::Length),
        (_, Some(last)) if last >= i64::from(u32::MAX) => Err(Excess::Value),
        _ => Ok(()),
    }
}

/// The cell, and how many of its values, with which the sum of weights is `enough`.
fn reach<'a>(cells: impl Iterator<Item = &'a Cell>, enough: f64) -> Option<(&'a Cell, i64)> {
    let mut sum = 0.0;
    for cell in cells {
        let count = libm::ceil((enough - sum) / cell.least).max(1.0);
        if count <= cell.len() {
            return Some((cell, count as i64));
        }
        sum += cell.least * cell.len();
    }
    None
}

fn up(recurrence: &dyn Recurrence, start: u64, high: u64) -> Side {
    let ratios = |k, count| recurrence.ratios_between(start + k, start + k + count - 1);
    let place = |k| start + k;
    let bound = |k: u64, ratio| recurrence.ratio_from(start + k - 1, ratio);
    side(high - start, ratios, place, bound)
}

fn down(recurrence: &dyn Recurrence, start: u64, low: u64) -> Side {
    let ratios = |k, count| {
        let [least, most] = recurrence.ratios_between(start - k - count, start - k - 1);
        [1.0 / most, 1.0 / least]
    };
    let place = |k| start - k;
    let bound = |k, ratio| recurrence.inverse_ratio_to(start - k, ratio);
    side(start - low, ratios, place, bound)
}

/// Cells of the values at the distances 1 to `end`; `ratios` bounds the next `count` ratios from a distance on,
/// `bound` all from there on, given one.
fn side(
    end: u64,
    ratios: impl Fn(u64, u64) -> [f64; 2],
    place: impl Fn(u64) -> u64,
    bound: impl Fn(u64, f64) -> f64,
) -> Side {
    let mut cells = Vec::new();
    // Logarithms of bounds of the weight at distance k.
    let (mut k, mut low, mut high) = (0, 0.0, 0.0);
    let mut ratio = 1.0;
    while k < end && k < PAST && high >= NEGLIGIBLE {
        let count = (k.min(end - k) / CELLS).max(1);
        let [least, most] = ratios(k, count);
        ratio = most;
        let [least, most] = [least, most].map(libm::log);
        let ends = [low + least, low + least * count as f64];
        let high_ends = [high + most, high + most * count as f64];
        let places = [place(k + 1), place(k + count)];
        cells.push(Cell {
            first: places[0].min(places[1]),
            last: places[0].max(places[1]),
            least: libm::exp(ends[0].min(ends[1])),
            most: libm::exp(high_ends[0].max(high_ends[1])),
        });
        (k, low, high) = (k + count, ends[1], high_ends[1]);
    }
    let beyond = if k == end {
        0.0
    } else {
        let ratio = bound(k, ratio);
        match ratio < 1.0 {
            true => libm::exp(high) * ratio / (1.0 - ratio),
            false => f64::INFINITY,
        }
    };
    Side { cells, beyond }
}
