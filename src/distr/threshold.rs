//! Discrete distributions by 64-bit cumulative thresholds.

use alloc::{boxed::Box, sync::Arc, vec, vec::Vec};

use super::{Steps, StepsVisitor};

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
/// The longest table: 64 MiB of guide, 128 MiB of thresholds.
pub(crate) const MAX_THRESHOLDS: usize = CELLS[6] - CELL;
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
    /// Tells tables apart.
    #[cfg(feature = "gpu")]
    pub(crate) id: super::TableId,
}

impl ThresholdTable {
    /// At most [`MAX_THRESHOLDS`] thresholds.
    pub(crate) fn new(thresholds: Thresholds) -> Arc<Self> {
        let Thresholds { first, cumulative } = thresholds;
        let len = cumulative.len();
        debug_assert!(len <= MAX_THRESHOLDS && cumulative.is_sorted());
        // Four cells a threshold or more, within limits: few cells have more than two.
        let cells = CELLS.into_iter().find(|&cells| cells >= 4 * len);
        let cells = cells.unwrap_or(CELLS[6]);
        let shift = 32 - cells.trailing_zeros();
        let mut high = vec![u32::MAX; cells].into_boxed_slice();
        let mut low = vec![0; len].into_boxed_slice();
        let mut counts = vec![0_u32; cells];
        for (i, threshold) in cumulative.iter().enumerate() {
            high[i] = (threshold >> 32) as u32;
            low[i] = *threshold as u32;
            counts[(high[i] >> shift) as usize] += 1;
        }
        let mut below = 0;
        for count in &mut counts {
            let in_cell = *count;
            let crowded = in_cell as usize > CELL;
            *count = below | if crowded { CROWDED } else { 0 };
            below += in_cell;
        }
        Arc::new(ThresholdTable {
            first,
            shift,
            guide: counts.into(),
            high,
            low,
            #[cfg(feature = "gpu")]
            id: super::TableId::new(),
        })
    }

    /// What kernels get as parameters, in the order in which they read it.
    #[cfg(feature = "plan")]
    pub(crate) fn parameters(&self) -> [u32; 8] {
        let [cells, len] = [self.guide.len() as u32, self.low.len() as u32];
        [
            self.first,
            self.shift,
            cells,
            cells + len + CELL as u32,
            len,
            0,
            0,
            0,
        ]
    }

    /// As the GPU has it: the guide, then high words, then low words.
    #[cfg(feature = "plan")]
    pub(crate) fn words(&self) -> Vec<u32> {
        let high = &self.high[..self.low.len() + CELL];
        [&self.guide[..], high, &self.low].concat()
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
        }
    }
}

impl PartialEq for ThresholdTable {
    fn eq(&self, other: &Self) -> bool {
        let key = |table: &Self| (table.first, table.low.len());
        key(self) == key(other) && self.high == other.high && self.low == other.low
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
}

/// What the first word says.
struct Attempt {
    /// First value, and thresholds that the word is above.
    result: u32,
    /// Whether it ties with one, or its cell has more than were looked at.
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

    /// Binary search among all thresholds with both words.
    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        let y = extra(0);
        let mut start = 0;
        let mut end = self.low.len() as u32;
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
        self.first.wrapping_add(start)
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
        let table = ThresholdTable::new(thresholds.clone());
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
            let table = ThresholdTable::new(thresholds.clone());
            let [_, shift, high, low, len, ..] = table.parameters();
            let words = table.words();
            assert_eq!(u32::MAX >> shift, high - 1, "{n}");
            for cell in &words[..high as usize] {
                assert!(high + (cell & !CROWDED) + 1 < low, "{n}");
            }
            assert!(high + len <= low && low + len <= words.len() as u32, "{n}");
        }
    }

    #[test]
    fn parts_that_need_no_search_are_the_rule() {
        let cumulative: Vec<u64> = (1..10_000).map(|i| u64::MAX / 10_000 * i).collect();
        let table = ThresholdTable::new(Thresholds {
            first: 0,
            cumulative,
        });
        let rare = (0..100_000).filter(|&i| by_table(&table, random(i) as u32, 0).1);
        assert_eq!(rare.count(), 0);
    }
}
