//! Discrete distributions by 64-bit cumulative thresholds.

use alloc::{boxed::Box, sync::Arc, vec::Vec};

#[cfg(feature = "plan")]
use super::threshold_tail::PIECE_ENTRIES;
use super::{
    Steps, StepsVisitor,
    threshold_tail::{TailPiece, tail_value},
};
use crate::error::MAX_THRESHOLDS;
use crate::room::{NoRoom, filled, reserve};

/// Cells of a guide table: the compiler vectorises lookups in arrays of known length only.
const CELLS: [usize; 7] = [
    1 << 10,
    1 << 12,
    1 << 14,
    1 << 16,
    1 << 18,
    1 << 21,
    1 << 24,
];
// The longest table: 64 MiB of guide, 128 MiB of thresholds.
const _: () = assert!(MAX_THRESHOLDS == CELLS[6] - CELL);
/// Thresholds that a cell of the guide table may have before its words count as rare.
const CELL: usize = 2;
/// Set in the guide for cells that have more.
const CROWDED: u32 = 0x8000_0000;

/// What a threshold table is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thresholds {
    /// The value below the first threshold.
    pub first: u32,
    /// The integers nearest to `2⁶⁴ · P(X ≤ first + k)`, not falling, without the last value's 2⁶⁴.
    pub cumulative: Vec<u64>,
}

/// Thresholds in search order, with a guide: Chen and Asau 1974.
pub(crate) struct ThresholdTable {
    first: u32,
    /// Word `x` belongs to cell `x >> shift`; below 32.
    shift: u32,
    /// Of each cell, the number of thresholds below its words.
    guide: Box<[u32]>,
    /// High words of the thresholds, and ones up to the length of the guide, at least two of them.
    high: Box<[u32]>,
    low: Box<[u32]>,
    /// Thresholds of values; the others are the starts of the tail's pieces.
    values: u32,
    tail: Box<[TailPiece]>,
    /// Tells tables apart.
    #[cfg(feature = "plan")]
    pub(crate) id: crate::tables::TableId,
}

impl ThresholdTable {
    /// At most [`MAX_THRESHOLDS`] thresholds.
    pub(crate) fn new(thresholds: Thresholds) -> Result<Arc<Self>, NoRoom> {
        Self::with_tail(thresholds, Vec::new())
    }

    /// At most [`MAX_THRESHOLDS`] thresholds and pieces, which start from the last threshold on.
    pub(crate) fn with_tail(
        thresholds: Thresholds,
        tail: Vec<TailPiece>,
    ) -> Result<Arc<Self>, NoRoom> {
        let Thresholds {
            first,
            mut cumulative,
        } = thresholds;
        let values = cumulative.len();
        reserve(&mut cumulative, tail.len())?;
        cumulative.extend(tail.iter().map(|piece| piece.start));
        let len = cumulative.len();
        debug_assert!(len <= MAX_THRESHOLDS && cumulative.is_sorted());
        // Four cells a threshold or more, within limits: few cells have more than two.
        let cells = CELLS.into_iter().find(|&cells| cells >= 4 * len);
        let cells = cells.unwrap_or(CELLS[6]);
        let shift = 32 - cells.trailing_zeros();
        let mut high = filled(u32::MAX, cells)?.into_boxed_slice();
        let mut low = filled(0, len)?.into_boxed_slice();
        let mut counts = filled(0_u32, cells)?;
        for (i, threshold) in cumulative.iter().enumerate() {
            high[i] = (threshold >> 32) as u32;
            low[i] = *threshold as u32;
            counts[(high[i] >> shift) as usize] += 1;
        }
        let mut below = 0;
        for count in &mut counts {
            let in_cell = *count;
            let after = below + in_cell;
            let crowded = in_cell as usize > CELL || after as usize > values;
            *count = below | if crowded { CROWDED } else { 0 };
            below = after;
        }
        Ok(Arc::new(ThresholdTable {
            first,
            shift,
            guide: counts.into(),
            high,
            low,
            values: values as u32,
            tail: tail.into(),
            #[cfg(feature = "plan")]
            id: crate::tables::TableId::new(),
        }))
    }

    /// What kernels get as parameters, in the order in which they read it.
    #[cfg(feature = "plan")]
    pub(crate) fn parameters(&self) -> [u32; 8] {
        let [cells, len] = [self.guide.len() as u32, self.low.len() as u32];
        let low = cells + len + CELL as u32;
        let tail = low + len;
        [
            self.first,
            self.shift,
            cells,
            low,
            len,
            self.values,
            tail,
            0,
        ]
    }

    /// Length of [`words`](Self::words).
    #[cfg(feature = "plan")]
    pub(crate) fn words_len(&self) -> usize {
        let tail = self.tail.len() * PIECE_ENTRIES;
        self.guide.len() + CELL + 2 * self.low.len() + tail
    }

    /// As the GPU has it: the guide, then high words, then low words, then the tail's pieces.
    #[cfg(feature = "plan")]
    pub(crate) fn words(&self) -> Vec<u32> {
        let high = &self.high[..self.low.len() + CELL];
        let mut words = [&self.guide[..], high, &self.low].concat();
        words.extend(self.tail.iter().flat_map(TailPiece::words));
        words
    }

    /// Hands the steps to `visitor`.
    pub(crate) fn visit_steps(&self, visitor: impl StepsVisitor) {
        match self.guide.len() {
            n if n == CELLS[0] => visitor.visit(self.steps::<{ CELLS[0] }>()),
            n if n == CELLS[1] => visitor.visit(self.steps::<{ CELLS[1] }>()),
            n if n == CELLS[2] => visitor.visit(self.steps::<{ CELLS[2] }>()),
            n if n == CELLS[3] => visitor.visit(self.steps::<{ CELLS[3] }>()),
            n if n == CELLS[4] => visitor.visit(self.steps::<{ CELLS[4] }>()),
            n if n == CELLS[5] => visitor.visit(self.steps::<{ CELLS[5] }>()),
            _ => visitor.visit(self.steps::<{ CELLS[6] }>()),
        }
    }

    fn steps<const N: usize>(&self) -> ThresholdSteps<'_, N> {
        ThresholdSteps {
            first: self.first,
            shift: self.shift & 31,
            guide: self.guide.first_chunk().expect("N cells"),
            high: self.high.first_chunk().expect("N words"),
            low: &self.low,
            values: self.values,
            tail: &self.tail,
        }
    }

    /// The first 64-bit word whose value is above `value`, if there is one.
    #[cfg(any(test, feature = "accuracy"))]
    pub(crate) fn threshold(&self, value: u32) -> Option<u64> {
        struct Above<'a>(u32, u64, &'a mut bool);
        impl StepsVisitor for Above<'_> {
            fn visit<W: bytemuck::Pod, L: super::Lanes<W>>(self, lanes: L) {
                let Above(value, word, above) = self;
                let words = |x: u64| bytemuck::cast_slice::<u32, W>(&[x as u32])[0];
                let sample = L::lane(&lanes.group(0), 0).rare(words(word >> 32), |_| words(word));
                *above = bytemuck::cast_slice::<W, u32>(&[sample])[0] > value;
            }
        }
        let above = |word: u64| {
            let mut above = false;
            self.visit_steps(Above(value, word, &mut above));
            above
        };
        let mut word = u64::MAX;
        if !above(word) {
            return None;
        }
        for bit in (0..64).rev() {
            // The bits below are ones still.
            let lower = word & !(1 << bit);
            if above(lower) {
                word = lower;
            }
        }
        Some(word)
    }
}

impl PartialEq for ThresholdTable {
    fn eq(&self, other: &Self) -> bool {
        let key = |table: &Self| (table.first, table.low.len());
        key(self) == key(other)
            && self.high == other.high
            && self.low == other.low
            && self.tail == other.tail
    }
}

impl core::fmt::Debug for ThresholdTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ThresholdTable").finish_non_exhaustive()
    }
}

/// The steps of `Transform::Thresholds`: twin of `shaders/distr/threshold.wgsl`.
#[derive(Clone, Copy)]
struct ThresholdSteps<'a, const N: usize> {
    first: u32,
    shift: u32,
    guide: &'a [u32; N],
    high: &'a [u32; N],
    low: &'a [u32],
    values: u32,
    tail: &'a [TailPiece],
}

/// What the first word says.
struct Attempt {
    /// First value, and thresholds that the word is above.
    result: u32,
    /// Whether it ties with one, or its cell has more than were looked at, or lies in the tail.
    rare: bool,
}

impl<const N: usize> ThresholdSteps<'_, N> {
    #[inline(always)]
    fn attempt(self, x: u32) -> Attempt {
        // N is a power of two: masks spare bounds checks.
        let cell = self.guide[(x >> self.shift) as usize & (N - 1)];
        let start = cell & !CROWDED;
        let a = self.high[start as usize & (N - 1)];
        let b = self.high[(start as usize + 1) & (N - 1)];
        let count = start + u32::from(a < x) + u32::from(b < x);
        Attempt {
            result: self.first.wrapping_add(count),
            rare: cell >= CROWDED || a == x || b == x,
        }
    }
}

impl<const N: usize> Steps<u32> for ThresholdSteps<'_, N> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        self.attempt(x).result
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        self.attempt(x).rare
    }

    /// Binary search among the thresholds of the cell with both words; then the tail.
    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        let y = extra(0);
        let cell = (x >> self.shift) as usize & (N - 1);
        let mut start = self.guide[cell] & !CROWDED;
        let mut end = match self.guide.get(cell + 1) {
            Some(next) => next & !CROWDED,
            None => self.low.len() as u32,
        };
        while start < end {
            let middle = (start + end) >> 1;
            let high = self.high[middle as usize];
            let low = self.low[middle as usize];
            if high < x || (high == x && low <= y) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        if start <= self.values {
            return self.first.wrapping_add(start);
        }
        let piece = &self.tail[(start - self.values - 1) as usize];
        tail_value(piece, (u64::from(x) << 32 | u64::from(y)) - piece.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{distr::Lanes, exact::random};

    fn by_definition(thresholds: &Thresholds, x: u32, y: u32) -> u32 {
        let word = u64::from(x) << 32 | u64::from(y);
        let below = thresholds.cumulative.iter().filter(|&&t| t <= word).count();
        thresholds.first + below as u32
    }

    fn by_table(table: &ThresholdTable, x: u32, y: u32) -> (u32, bool) {
        struct One<'a>(u32, u32, &'a mut (u32, bool));
        impl StepsVisitor for One<'_> {
            fn visit<W: bytemuck::Pod, L: Lanes<W>>(self, lanes: L) {
                let steps = L::lane(&lanes.group(0), 0);
                let word = |word: u32| bytemuck::cast_slice::<u32, W>(&[word])[0];
                let One(x, y, out) = self;
                let rare = steps.is_rare(word(x));
                let sample = if rare {
                    steps.rare(word(x), |_| word(y))
                } else {
                    steps.body(word(x))
                };
                *out = (bytemuck::cast_slice(&[sample])[0], rare);
            }
        }
        let mut result = (0, false);
        table.visit_steps(One(x, y, &mut result));
        result
    }

    fn compare(cumulative: Vec<u64>) {
        let thresholds = Thresholds {
            first: 7,
            cumulative,
        };
        let table = ThresholdTable::new(thresholds.clone()).unwrap();
        let near = thresholds
            .cumulative
            .iter()
            .flat_map(|t| [t.wrapping_sub(1), *t, t.wrapping_add(1), t ^ (1 << 32)]);
        let words = near.chain((0..2000).map(random)).chain([
            0,
            1,
            u64::MAX,
            u64::MAX - 1,
            u64::from(u32::MAX),
            1 << 63,
        ]);
        for word in words.collect::<Vec<_>>() {
            let (x, y) = ((word >> 32) as u32, word as u32);
            let expected = by_definition(&thresholds, x, y);
            assert_eq!(by_table(&table, x, y).0, expected, "{word:#x}");
        }
    }

    #[test]
    fn the_table_counts_thresholds() {
        compare(vec![]);
        compare(vec![0]);
        compare(vec![u64::MAX]);
        compare(vec![1 << 63]);
        compare(vec![0, 0, 5, 5, 1 << 32, u64::MAX, u64::MAX]);
        compare((0..100).map(|i| (1 << 63) + i).collect());
        compare((0..100).map(|i| ((1 << 31) + i) << 32).collect());
        for n in [1, 2, 3, 63, 64, 65, 500] {
            let mut cumulative: Vec<u64> = (0..n).map(|i| random(i) >> (i % 50)).collect();
            cumulative.sort_unstable();
            compare(cumulative);
        }
    }

    /// Pieces that give their number, and some thousands of values each.
    fn some_tail(starts: &[u64]) -> Vec<TailPiece> {
        let piece = |(i, &start): (usize, &u64)| TailPiece {
            start,
            value: 1_000_000 * (i as u32 + 1),
            shift: 0,
            units: 40,
            coefficients: core::array::from_fn(|power| (1 << 54) >> (i + 2 * power)),
        };
        starts.iter().enumerate().map(piece).collect()
    }

    #[test]
    fn the_tail_follows() {
        let values: [&[u64]; 3] = [&[], &[1 << 40, 1 << 63], &[7, 7, 9]];
        let starts: [&[u64]; 3] = [
            &[1 << 63, (1 << 63) + 1, 5 << 61, 5 << 61, u64::MAX],
            &[1 << 63],
            &[u64::MAX],
        ];
        for (cumulative, starts) in values.into_iter().flat_map(|v| starts.map(|s| (v, s))) {
            let tail = some_tail(starts);
            let thresholds = Thresholds {
                first: 7,
                cumulative: cumulative.to_vec(),
            };
            let table = ThresholdTable::with_tail(thresholds.clone(), tail.clone()).unwrap();
            let near = starts
                .iter()
                .chain(cumulative)
                .flat_map(|t| [t - 1, *t, t.saturating_add(1), t ^ (1 << 32)]);
            for word in near.chain((0..2000).map(random)) {
                let (x, y) = ((word >> 32) as u32, word as u32);
                let expected = match tail.iter().rfind(|piece| piece.start <= word) {
                    Some(piece) => tail_value(piece, word - piece.start),
                    None => by_definition(&thresholds, x, y),
                };
                assert_eq!(by_table(&table, x, y).0, expected, "{word:#x}");
            }
        }
    }

    /// Places that a kernel reads are in the table, whatever the word.
    #[cfg(feature = "plan")]
    #[test]
    fn indexes_are_in_range() {
        for n in [0, 1, 2, 3, 254, 255, 256, 5000] {
            let mut cumulative: Vec<u64> = (0..n).map(|i| random(i) >> (i % 60)).collect();
            cumulative.sort_unstable();
            let thresholds = Thresholds {
                first: 0,
                cumulative,
            };
            let tail = some_tail(&[u64::MAX - 5, u64::MAX]);
            let table = ThresholdTable::with_tail(thresholds, tail).unwrap();
            let [_, shift, high, low, len, values, tail, _] = table.parameters();
            let words = table.words();
            assert_eq!(u32::MAX >> shift, high - 1, "{n}");
            for cell in &words[..high as usize] {
                assert!(high + (cell & !CROWDED) + 1 < low, "{n}");
            }
            assert!(high + len <= low && low + len <= tail, "{n}");
            let pieces = len - values;
            assert_eq!((values as usize, pieces), (n as usize, 2));
            assert_eq!(words.len() as u32, tail + 20 * pieces, "{n}");
            assert_eq!(words.len(), table.words_len(), "{n}");
        }
    }

    #[test]
    fn parts_that_need_no_search_are_the_rule() {
        let cumulative: Vec<u64> = (1..10_000).map(|i| u64::MAX / 10_000 * i).collect();
        let table = ThresholdTable::new(Thresholds {
            first: 0,
            cumulative,
        })
        .unwrap();
        let rare = (0..100_000).filter(|&i| by_table(&table, random(i) as u32, 0).1);
        assert_eq!(rare.count(), 0);
    }
}
