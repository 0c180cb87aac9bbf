//! Halton's sequence.

use alloc::{sync::Arc, vec::Vec};

use super::{
    Coordinates, Place, PointSet, PointsError,
    radical::{affine_digit, digit_before},
    randomization::{FurtherKeys, MIDPOINT, STATE_WORDS, states},
};
#[cfg(feature = "plan")]
use crate::tables::TableId;
use crate::{cpu::Arch, seed::SeedSequence};

/// `"halt"`: sets the keys of dimensions apart from those of other uses of a seed.
const TAG: u32 = 0x6861_6c74;
/// Primes below 2¹⁶, so that a digit's step is two 32-bit divisions.
const DIMENSIONS: usize = 6542;
/// Words that are handed on at a time, about.
const PART_WORDS: usize = 1 << 15;
/// The lowest digits of an index are looked up together, as many as have fewer values than this.
const BLOCK: u32 = 1024;

/// Halton's sequence: coordinate `k` of point `i` is the radical inverse of `i` in the `k`-th prime base.
///
/// The digits `a₀ a₁ …` of `i`, the lowest first, become the fraction `Σ aⱼ · b⁻ʲ⁻¹`; word and low word
/// are its first 64 bits, rounded down, without error. SciPy's `qmc.Halton(d, scramble=False)` has the
/// same points in binary64 arithmetic. Any number of points is as good as another, which makes it the
/// choice where powers of two are not; with many dimensions it must be [`scrambled`](Self::scrambled),
/// and [`Sobol`](super::Sobol) is better.
///
/// Extra words are 0x8000_0000, the middle, or further random digits where scrambled.
///
/// ```
/// use seedbed::{distr::Bits32, qmc::{Halton, PointSet}};
/// let mut halton = Halton::new(2)?;
/// halton.seek(4)?;
/// assert_eq!(halton.random(&Bits32, 1)?, [0x2000_0000, 0x71c7_1c71]); // 1/8, 4/9
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: Halton, *On the efficiency of certain quasi-random sequences of points in evaluating
/// multi-dimensional integrals*, Numerische Mathematik 2 (1960).
#[derive(Clone, Debug)]
pub struct Halton {
    place: Place,
    pub(super) dimensions: Arc<[Dimension]>,
    /// Of all digits of all dimensions.
    pub(super) digits: Arc<[Digit]>,
    blocks: Arc<[Block]>,
    pub(super) further: Option<FurtherKeys>,
    #[cfg(feature = "plan")]
    pub(super) id: TableId,
}

/// A base, and where its digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    pub(super) base: u32,
    /// The largest power of the base below 2³²: the weight of an index's highest digit.
    pub(super) power: u32,
    pub(super) first_digit: usize,
    pub(super) len: usize,
    /// The fraction behind the last digit, (high, low).
    pub(super) tail: [u32; 2],
    /// The digits of a block, its values, a power of the base, and where they are; none, 1 and nowhere
    /// for large bases.
    block_len: usize,
    block: u32,
    first_block: usize,
}

/// `(N · 2³²) div B` and mod `B`, for the number `N` that the permuted lowest digits are in reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    quotient: u32,
    remainder: u32,
}

/// What becomes of a digit, `(factor · a + summand) mod base`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digit {
    pub(super) factor: u32,
    pub(super) summand: u32,
}

impl Halton {
    /// The most dimensions.
    pub const MAX_DIMENSIONS: usize = DIMENSIONS;

    /// The unscrambled sequence, at point 0.
    ///
    /// # Errors
    /// [`PointsError::Dimensions`] unless there are between 1 and 6,542.
    pub fn new(dimensions: usize) -> Result<Self, PointsError> {
        let place = Place::new(
            "Halton's sequence",
            dimensions,
            Self::MAX_DIMENSIONS,
            1 << 32,
        )?;
        let (mut first_digit, mut first_block) = (0, 0);
        let all = primes(dimensions).into_iter().map(|base| {
            let len = u32::MAX.ilog(base) as usize + 1;
            let block_len = BLOCK.ilog(base) as usize;
            let block = base.pow(block_len as u32);
            let dimension = Dimension {
                base,
                power: base.pow(len as u32 - 1),
                first_digit,
                len,
                tail: [0; 2],
                block_len,
                block,
                first_block,
            };
            first_digit += len;
            first_block += if block_len == 0 { 0 } else { block as usize };
            dimension
        });
        let all: Arc<[Dimension]> = all.collect();
        let unchanged = Digit {
            factor: 1,
            summand: 0,
        };
        let digits: Arc<[Digit]> = core::iter::repeat_n(unchanged, first_digit).collect();
        Ok(Halton {
            place,
            blocks: blocks(&all, &digits),
            dimensions: all,
            digits,
            further: None,
            #[cfg(feature = "plan")]
            id: TableId::new(),
        })
    }

    /// The sequence with its digits permuted, another way at each place of each dimension: digit `a`
    /// becomes `(f · a + s) mod b` with random `f` in 1 … b − 1 and `s` in 0 … b − 1. Two digits become
    /// each pair of different digits equally often, so that means have no bias and the variance is that
    /// of random permutations. The digits behind the last one of the index are random. The position
    /// stays.
    ///
    /// Source: Matoušek, *On the L₂-discrepancy for anchored boxes*, Journal of Complexity 14 (1998);
    /// Owen, *A randomized Halton algorithm in R*, arXiv 1706.02808 (2017).
    #[must_use]
    pub fn scrambled(self, seed: impl Into<SeedSequence>) -> Self {
        let seed = seed.into();
        let states = states(&seed, TAG, self.place.dimensions);
        let parent = seed.child(&[TAG]);
        let mut digits = Vec::with_capacity(self.digits.len());
        let mut dimensions = self.dimensions.to_vec();
        for (k, dimension) in dimensions.iter_mut().enumerate() {
            let base = u64::from(dimension.base);
            let len = STATE_WORDS + 2 * dimension.len;
            let state = parent.child(&[k as u32]).generate_state_u32(len);
            dimension.tail = [state[6], state[7]];
            let below = |word: u32, n: u64| ((u64::from(word) * n) >> 32) as u32;
            digits.extend(state[STATE_WORDS..].chunks_exact(2).map(|words| Digit {
                factor: 1 + below(words[0], base - 1),
                summand: below(words[1], base),
            }));
        }
        Halton {
            blocks: blocks(&dimensions, &digits),
            dimensions: dimensions.into(),
            digits: digits.into(),
            further: Some(FurtherKeys::new(&states)),
            #[cfg(feature = "plan")]
            id: TableId::new(),
            ..self
        }
    }

    /// The first 64 bits of the coordinate whose digits from `from` on are those of `index`, (high, low).
    fn fraction(&self, dimension: &Dimension, from: usize, index: u32) -> [u32; 2] {
        let digits = &self.digits[dimension.first_digit..][..dimension.len];
        let base = dimension.base;
        let mut power = dimension.power / base.pow(from as u32);
        let [mut high, mut low] = dimension.tail;
        let mut rest = index;
        for digit in digits[from..].iter().rev() {
            let a = rest / power;
            rest -= a * power;
            power /= base;
            let a = affine_digit(a, digit.factor, digit.summand, base);
            let remainder;
            [high, remainder] = digit_before(a, high, base);
            [low, _] = digit_before(remainder, low, base);
        }
        [high, low]
    }

    /// The first 64 bits of a dimension's coordinates of some points, to `each(point, high, low)`.
    ///
    /// The digits behind a block's are the same for as many points as the block has values. The step
    /// for its own digits together, `(N · 2³² + y) div B`, is then a sum and a carry.
    #[inline]
    fn column(
        &self,
        dimension: &Dimension,
        points: core::ops::Range<u64>,
        mut each: impl FnMut(usize, u32, &dyn Fn() -> u32),
    ) {
        if dimension.block_len == 0 {
            for (t, i) in points.enumerate() {
                let [high, low] = self.fraction(dimension, 0, i as u32);
                each(t, high, &|| low);
            }
            return;
        }
        let b = dimension.block;
        let blocks = &self.blocks[dimension.first_block..][..b as usize];
        let (mut t, mut point) = (0, points.start);
        while point < points.end {
            let (upper, first) = (point as u32 / b, point as u32 % b);
            let [y, y_low] = self.fraction(dimension, dimension.block_len, upper);
            let (quotient, remainder) = (y / b, y % b);
            let len = u64::from(b - first).min(points.end - point);
            for block in &blocks[first as usize..][..len as usize] {
                let sum = block.remainder + remainder;
                let carry = u32::from(sum >= b);
                let high = block.quotient + quotient + carry;
                each(t, high, &|| digit_before(sum - carry * b, y_low, b)[0]);
                t += 1;
            }
            point += len;
        }
    }
}

/// The blocks of all dimensions that have some.
fn blocks(dimensions: &[Dimension], digits: &[Digit]) -> Arc<[Block]> {
    let all = dimensions.iter().flat_map(|d| {
        let values = if d.block_len == 0 { 0 } else { d.block };
        (0..values).map(move |value| {
            let mut rest = value;
            let digits = &digits[d.first_digit..][..d.block_len];
            let reversed = digits.iter().fold(0, |n, digit| {
                let a = rest % d.base;
                rest /= d.base;
                n * d.base + affine_digit(a, digit.factor, digit.summand, d.base)
            });
            let [quotient, remainder] = digit_before(reversed, 0, d.block);
            Block {
                quotient,
                remainder,
            }
        })
    });
    all.collect()
}

impl PointSet for Halton {}

impl Coordinates for Halton {
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
        let d = self.place.dimensions;
        let part = (PART_WORDS / d).max(16) as u64;
        let mut words = alloc::vec![0; part.min(n_points) as usize * d];
        let (mut point, end) = (first_point, first_point + n_points);
        while point < end {
            let next = end.min(point + part);
            let words = &mut words[..(next - point) as usize * d];
            for (k, dimension) in self.dimensions.iter().enumerate() {
                self.column(dimension, point..next, |t, high, _| words[t * d + k] = high);
            }
            each(words);
            point = next;
        }
    }

    fn low_words(&self, _arch: Arch, first_point: u64, high: &[u32], low: &mut [u32]) {
        let d = self.place.dimensions;
        let points = first_point..first_point + (high.len() / d) as u64;
        for (k, dimension) in self.dimensions.iter().enumerate() {
            self.column(dimension, points.clone(), |t, _, of| low[t * d + k] = of());
        }
    }

    fn extra_words(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        match &self.further {
            None => [MIDPOINT; 2],
            Some(further) => further.extra(dimension, high, k),
        }
    }
}

/// The first primes, at most those below 2¹⁶.
fn primes(count: usize) -> Vec<u32> {
    let mut is_composite = alloc::vec![false; 1 << 16];
    let mut primes = Vec::with_capacity(count);
    for n in 2..is_composite.len() {
        if primes.len() == count {
            break;
        }
        if !is_composite[n] {
            primes.push(n as u32);
            for multiple in (n * n..is_composite.len()).step_by(n) {
                is_composite[multiple] = true;
            }
        }
    }
    primes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_primes() {
        assert_eq!(primes(5), [2, 3, 5, 7, 11]);
        assert_eq!(primes(10_000).len(), DIMENSIONS);
        assert_eq!(primes(DIMENSIONS)[DIMENSIONS - 1], 65_521);
    }

    /// Each index below 2³² has all its digits, and each power is one.
    #[test]
    fn digits_suffice() {
        let halton = Halton::new(DIMENSIONS).unwrap();
        for d in &*halton.dimensions {
            let next = u64::from(d.power) * u64::from(d.base);
            assert!(next > u64::from(u32::MAX), "{d:?}");
            assert_eq!(d.power, d.base.pow(d.len as u32 - 1));
        }
    }
}
