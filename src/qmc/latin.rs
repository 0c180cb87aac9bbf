//! Latin hypercubes.

use alloc::{sync::Arc, vec::Vec};

use super::{
    Coordinates, Place, PointSet, PointsError,
    permutation::{Permutation, ROUNDS},
    randomization::{FurtherKeys, STATE_WORDS, states},
};
use crate::{cpu::Arch, engine::philox4x32_10, seed::SeedSequence};

/// `"lati"`: sets the keys of dimensions apart from those of other uses of a seed.
const TAG: u32 = 0x6c61_7469;
/// 2²⁰: each costs some hundred bytes.
const DIMENSIONS: usize = 1 << 20;
/// Words that are handed on at a time, at least.
const PART_WORDS: usize = 1024;

/// A Latin hypercube: `n` points, of which each dimension has exactly one in each of `n` equal parts.
///
/// Coordinate `k` of point `i` lies in part `πₖ(i)`, at a random place of it, where `πₖ` is a random
/// permutation of `0..n` that gives any of its elements at once. Part `c` is the words from `⌈c · 2³² / n⌉`
/// to before `⌈(c + 1) · 2³² / n⌉`. Low and extra words are random. SciPy's `qmc.LatinHypercube` has the
/// same distribution.
///
/// The parts hold for words and 64-bit samples. An f32 has 24 bits, so that
/// [`Standard`](crate::distr::Standard) can fall into the part before where `n` is no power of two, or
/// above 2²⁴.
///
/// ```
/// use seedbed::{distr::Standard64, qmc::{LatinHypercube, PointSet}};
/// let points = LatinHypercube::new(10, 2, 42)?.random(&Standard64, 10)?;
/// let mut parts: Vec<_> = points.iter().step_by(2).map(|x| (x * 10.0) as u32).collect();
/// parts.sort_unstable();
/// assert_eq!(parts, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: McKay, Beckman, Conover, *A comparison of three methods for selecting values of input
/// variables in the analysis of output from a computer code*, Technometrics 21 (1979).
#[derive(Clone, Debug)]
pub struct LatinHypercube {
    place: Place,
    permutations: Arc<[Permutation]>,
    further: FurtherKeys,
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
        if n == 0 || n > 1 << 32 {
            return Err(PointsError::Count { count: n });
        }
        let place = Place::new("a Latin hypercube", dimensions, DIMENSIONS, n)?;
        let seed = seed.into();
        let parent = seed.child(&[TAG]);
        let permutations = (0..dimensions as u32).map(|k| {
            let mut state = [0; STATE_WORDS + ROUNDS];
            parent.child(&[k]).fill_state_u32(&mut state);
            Permutation::new(n, core::array::from_fn(|i| state[STATE_WORDS + i]))
        });
        Ok(LatinHypercube {
            place,
            permutations: permutations.collect(),
            further: FurtherKeys::new(&states(&seed, TAG, dimensions)),
        })
    }

    fn word(&self, index: u32, dimension: usize) -> u32 {
        let n = self.place.end;
        let part = u64::from(self.permutations[dimension].get(index));
        let start = (part << 32).div_ceil(n);
        let words = ((part + 1) << 32).div_ceil(n) - start;
        let [random, ..] = philox4x32_10([index, 1, 0, 0], self.further.key(dimension));
        (start + ((u64::from(random) * words) >> 32)) as u32
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
        _arch: Arch,
        first_point: u64,
        n_points: u64,
        each: &mut dyn FnMut(&[u32]),
    ) {
        let dimensions = self.place.dimensions;
        let part = PART_WORDS.div_ceil(dimensions) as u64;
        let (mut point, end) = (first_point, first_point + n_points);
        let mut words = Vec::new();
        while point < end {
            let next = end.min(point + part);
            words.clear();
            let points = point..next;
            words.extend(points.flat_map(|i| (0..dimensions).map(move |k| self.word(i as u32, k))));
            each(&words);
            point = next;
        }
    }

    fn low_words(&self, arch: Arch, _first_point: u64, high: &[u32], low: &mut [u32]) {
        self.further.low_words(arch, high, low);
    }

    fn extra_words(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        self.further.extra(dimension, high, k)
    }
}
