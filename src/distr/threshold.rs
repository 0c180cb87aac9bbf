//! Discrete distributions by 64-bit cumulative thresholds.

#[cfg(feature = "gpu")]
use alloc::vec::Vec;
use alloc::{boxed::Box, vec};

use super::Steps;

/// Most thresholds of a table.
pub(crate) const MOST_THRESHOLDS: usize = 1 << 24;
/// Thresholds that a cell of the guide table may have before its words count as rare.
const CELL: usize = 2;
/// Set in the guide for cells that have more.
const CROWDED: u32 = 0x8000_0000;

/// What a threshold table is made from: `cumulative[k]` is `2⁶⁴ · P(X ≤ first + k)`, rising, without
/// the last value's 2⁶⁴.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thresholds {
    pub first: u32,
    pub cumulative: alloc::vec::Vec<u64>,
}

/// Thresholds in search order, with a guide: Chen and Asau 1974.
pub(crate) struct ThresholdTable {
    first: u32,
    /// Word `x` belongs to cell `x >> shift`; below 32.
    shift: u32,
    /// Of each cell, the number of thresholds below its words. A power of two.
    guide: Box<[u32]>,
    /// High words of the thresholds, and ones up to a power of two, at least two of them.
    high: Box<[u32]>,
    low: Box<[u32]>,
    len: u32,
    /// Tells tables apart.
    #[cfg(feature = "gpu")]
    pub(crate) id: super::TableId,
}

impl ThresholdTable {
    /// At most [`MOST_THRESHOLDS`] thresholds.
    pub(crate) fn new(thresholds: &Thresholds) -> Self {
        let Thresholds { first, cumulative } = thresholds;
        let len = cumulative.len();
        debug_assert!(len <= MOST_THRESHOLDS && cumulative.is_sorted());
        // Four cells a threshold, within limits: few cells have more than two.
        let cells = (4 * len).next_power_of_two().clamp(256, MOST_THRESHOLDS);
        let shift = 32 - cells.trailing_zeros();
        let padded = (len + CELL).next_power_of_two();
        let mut high = vec![u32::MAX; padded].into_boxed_slice();
        let mut low = vec![u32::MAX; padded].into_boxed_slice();
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
        ThresholdTable {
            first: *first,
            shift,
            guide: counts.into(),
            high,
            low,
            len: len as u32,
            #[cfg(feature = "gpu")]
            id: super::TableId::new(),
        }
    }

    /// What kernels get as parameters, in the order in which they read it.
    #[cfg(feature = "gpu")]
    pub(crate) fn parameters(&self) -> [u32; 8] {
        let cells = self.guide.len() as u32;
        let padded = self.high.len() as u32;
        [
            self.first,
            self.shift,
            cells,
            cells + padded,
            self.len,
            0,
            0,
            0,
        ]
    }

    /// As the GPU has it: the guide, then high words, then low words.
    #[cfg(feature = "gpu")]
    pub(crate) fn words(&self) -> Vec<u32> {
        [&self.guide[..], &self.high, &self.low].concat()
    }
}

impl core::fmt::Debug for ThresholdTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ThresholdTable").finish_non_exhaustive()
    }
}

/// The steps of `Transform::Thresholds`: twin of `shaders/distr/threshold.wgsl`.
#[derive(Clone, Copy)]
pub(crate) struct ThresholdSteps<'a>(pub &'a ThresholdTable);

/// What the first word says.
struct Found {
    /// Thresholds that it is above.
    count: u32,
    /// Whether it ties with one, or its cell has more than were looked at.
    unsure: bool,
}

impl ThresholdSteps<'_> {
    #[inline(always)]
    fn find(self, x: u32) -> Found {
        let table = self.0;
        // Masks of powers of two, so that the compiler needs no bounds checks.
        let cell = table.guide[(x >> (table.shift & 31)) as usize & (table.guide.len() - 1)];
        let start = cell & !CROWDED;
        let mask = table.high.len() - 1;
        let a = table.high[start as usize & mask];
        let b = table.high[(start as usize + 1) & mask];
        Found {
            count: start + u32::from(a < x) + u32::from(b < x),
            unsure: cell >= CROWDED || a == x || b == x,
        }
    }
}

impl Steps<u32> for ThresholdSteps<'_> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        self.0.first.wrapping_add(self.find(x).count)
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        self.find(x).unsure
    }

    /// Binary search among all thresholds with both words.
    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        let table = self.0;
        let y = extra(0);
        let mut start = 0;
        let mut end = table.len;
        while start < end {
            let middle = (start + end) >> 1;
            let high = table.high[middle as usize];
            let low = table.low[middle as usize];
            if high < x || (high == x && low <= y) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        table.first.wrapping_add(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    fn by_definition(thresholds: &Thresholds, x: u32, y: u32) -> u32 {
        let word = u64::from(x) << 32 | u64::from(y);
        let below = thresholds.cumulative.iter().filter(|&&t| t <= word).count();
        thresholds.first + below as u32
    }

    fn by_table(table: &ThresholdTable, x: u32, y: u32) -> u32 {
        let steps = ThresholdSteps(table);
        if steps.is_rare(x) {
            steps.rare(x, |_| y)
        } else {
            steps.body(x)
        }
    }

    fn compare(cumulative: Vec<u64>) {
        let thresholds = Thresholds {
            first: 7,
            cumulative,
        };
        let table = ThresholdTable::new(&thresholds);
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
            assert_eq!(by_table(&table, x, y), expected, "{word:#x}");
        }
    }

    use alloc::vec::Vec;

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
    #[cfg(feature = "gpu")]
    #[test]
    fn indexes_are_in_range() {
        for n in [0, 1, 2, 3, 254, 255, 256, 5000] {
            let mut cumulative: Vec<u64> = (0..n).map(|i| random(i) >> (i % 60)).collect();
            cumulative.sort_unstable();
            let thresholds = Thresholds {
                first: 0,
                cumulative,
            };
            let table = ThresholdTable::new(&thresholds);
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
        let table = ThresholdTable::new(&Thresholds {
            first: 0,
            cumulative,
        });
        let rare = (0..100_000).filter(|&i| ThresholdSteps(&table).is_rare(random(i) as u32));
        assert_eq!(rare.count(), 0);
    }
}
