//! Latin hypercubes.

use alloc::sync::Arc;

use super::{
    Coordinates, Place, PointSet, PointsError,
    randomization::{FurtherKeys, states},
    strata::{Strata, low_word_in_stratum, word_in_stratum},
};
#[cfg(feature = "plan")]
use crate::tables::TableId;
use crate::{
    cpu::{Aligned, Arch, Vectorized, words},
    engine::{Engine, Key},
    permutation::Permutation,
    seed::SeedSequence,
};

/// `"lati"`: sets the keys of dimensions apart from those of other uses of a seed.
const TAG: u32 = 0x6c61_7469;
/// 2²⁰: each costs some hundred bytes.
const DIMENSIONS: usize = 1 << 20;
/// Words that are handed on at a time, about, with few dimensions.
const PART_WORDS: usize = 1 << 16;
/// Points that are handed on at a time, at least: with many dimensions as many as permutations make
/// together, with very many some.
const PART_POINTS: [usize; 2] = [16, 128];
/// Words that are very many.
const MOST_WORDS: usize = 1 << 20;
/// Words made at a time: some vectors' worth.
const LANES: usize = 64;
/// The counters of the places within strata have this second word; those of further words have 0.
const PLACES: u64 = 1 << 32;

/// A Latin hypercube: `n` points, of which each dimension has exactly one in each of `n` strata.
///
/// Coordinate `k` of point `i` lies in stratum `πₖ(i)`, at a random place of it, where `πₖ` is a
/// [`Permutation`](crate::Permutation) of `0..n`. Stratum `c` is the words from `⌈c · 2³² / n⌉` to before
/// `⌈(c + 1) · 2³² / n⌉`. Low and extra words are random. SciPy's `qmc.LatinHypercube` has the same
/// distribution.
///
/// The strata hold for words and 64-bit samples. An f32 has 24 bits, so that
/// [`Standard`](crate::distr::Standard) can fall into the stratum before where `n` is no power of two, or
/// above 2²⁴.
///
/// ```
/// use seedbed::{distr::Standard64, qmc::{LatinHypercube, PointSet}};
/// let points = LatinHypercube::new(10, 2, 42)?.random(&Standard64, 10)?;
/// let mut strata: Vec<_> = points.iter().step_by(2).map(|x| (x * 10.0) as u32).collect();
/// strata.sort_unstable();
/// assert_eq!(strata, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: McKay, Beckman, Conover, *A comparison of three methods for selecting values of input
/// variables in the analysis of output from a computer code*, Technometrics 21 (1979).
#[derive(Clone, Debug)]
pub struct LatinHypercube {
    place: Place,
    pub(super) strata: Strata,
    pub(super) permutations: Arc<[Permutation]>,
    pub(super) further: FurtherKeys,
    #[cfg(feature = "plan")]
    pub(super) id: TableId,
}

impl LatinHypercube {
    /// The most dimensions.
    pub const MAX_DIMENSIONS: usize = DIMENSIONS;

    /// `n` points of some dimensions, at point 0.
    ///
    /// # Errors
    /// [`PointsError::Count`] unless `n` is between 1 and 2³²; [`PointsError::Dimensions`] unless there
    /// are between 1 and 2²⁰ dimensions.
    pub fn new(
        n: u64,
        dimensions: usize,
        seed: impl Into<SeedSequence>,
    ) -> Result<Self, PointsError> {
        let count = PointsError::Count { count: n };
        if n == 0 || n > 1 << 32 {
            return Err(count);
        }
        let place = Place::new("a Latin hypercube", dimensions, DIMENSIONS, n)?;
        let seed = seed.into();
        let parent = seed.child(&[TAG]);
        let permutations: Result<_, _> = (0..dimensions as u32)
            .map(|k| Permutation::new(parent.child(&[k]), n))
            .collect();
        Ok(LatinHypercube {
            place,
            strata: Strata::new(n),
            permutations: permutations.map_err(|_| count)?,
            further: FurtherKeys::new(&states(&seed, TAG, dimensions)),
            #[cfg(feature = "plan")]
            id: TableId::new(),
        })
    }
}

impl PointSet for LatinHypercube {}

impl Coordinates for LatinHypercube {
    fn place(&self) -> &Place {
        &self.place
    }

    fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    fn high_words(
        &self,
        arch: Arch,
        first_point: u64,
        n_points: u64,
        each: &mut dyn FnMut(&[u32]),
    ) {
        let d = self.place.dimensions;
        let least = (MOST_WORDS / d).clamp(PART_POINTS[0], PART_POINTS[1]);
        let part = (PART_WORDS / d).max(least).min(n_points as usize);
        let mut elements = alloc::vec![0; part];
        // Whole blocks, from the one on that has the first point's word.
        let mut randoms = alloc::vec![0; (part + 3).next_multiple_of(4)];
        let mut rows = alloc::vec![0; part * d];
        let (mut point, end) = (first_point, first_point + n_points);
        while point < end {
            let len = part.min((end - point) as usize);
            let (block, skipped) = (point / 4, point as usize % 4);
            let (elements, rows) = (&mut elements[..len], &mut rows[..len * d]);
            let randoms = &mut randoms[..(skipped + len).next_multiple_of(4)];
            for (k, permutation) in self.permutations.iter().enumerate() {
                permutation.fill_part(arch, point as u32, elements);
                let mut key = Key::default();
                key[..2].copy_from_slice(&self.further.key(k));
                words(arch, Engine::Philox4x32_10, &key, PLACES + block, randoms);
                arch.run(HighWords {
                    strata: self.strata,
                    elements,
                    randoms: &randoms[skipped..],
                    column: &mut rows[k..],
                    dimensions: d,
                });
            }
            each(rows);
            point += len as u64;
        }
    }

    fn low_words(&self, arch: Arch, _first_point: u64, high: &[u32], low: &mut [u32]) {
        self.further.low_words(arch, high, low);
        let strata = self.strata;
        arch.run(LowWords { strata, high, low });
    }

    fn extra_words(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        self.further.extra(dimension, high, k)
    }
}

/// The words of one dimension: every `dimensions`-th one of `column`.
struct HighWords<'a> {
    strata: Strata,
    elements: &'a [u32],
    randoms: &'a [u32],
    column: &'a mut [u32],
    dimensions: usize,
}

impl Vectorized for HighWords<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let randoms = self.randoms.chunks(LANES);
        let columns = self.column.chunks_mut(LANES * self.dimensions);
        for ((elements, randoms), column) in self.elements.chunks(LANES).zip(randoms).zip(columns) {
            let results = each_lane(elements, randoms, |element, random| {
                word_in_stratum(element, random, self.strata)
            });
            let column = column.iter_mut().step_by(self.dimensions);
            for (word, &result) in column.zip(&results.0[..elements.len()]) {
                *word = result;
            }
        }
    }
}

/// The low words of high words, of random ones.
struct LowWords<'a> {
    strata: Strata,
    high: &'a [u32],
    low: &'a mut [u32],
}

impl Vectorized for LowWords<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (high, low) in self.high.chunks(LANES).zip(self.low.chunks_mut(LANES)) {
            let results = each_lane(high, low, |high, random| {
                low_word_in_stratum(high, random, self.strata)
            });
            low.copy_from_slice(&results.0[..low.len()]);
        }
    }
}

/// A function of two words, of at most so many as there are lanes.
#[inline(always)]
fn each_lane(a: &[u32], b: &[u32], f: impl Fn(u32, u32) -> u32) -> Aligned<[u32; LANES]> {
    let mut from = Aligned([[0; LANES]; 2]);
    from.0[0][..a.len()].copy_from_slice(a);
    from.0[1][..b.len()].copy_from_slice(b);
    let mut results = Aligned([0; LANES]);
    for i in 0..LANES {
        results.0[i] = f(from.0[0][i], from.0[1][i]);
    }
    results
}
