//! Sobol's sequence.

use alloc::{sync::Arc, vec, vec::Vec};

use super::{
    Coordinates, Place, PointSet, PointsError,
    gray::gray_code,
    joe_kuo::{self, directions},
    randomization::{FurtherKeys, MIDPOINT, STATE_WORDS, states},
    scramble::nested_uniform_scramble,
};
#[cfg(feature = "plan")]
use crate::tables::TableId;
use crate::{
    cpu::{Aligned, Arch, Vectorized},
    seed::SeedSequence,
};

/// `"sobl"`: sets the keys of dimensions apart from those of tiles and of children.
const TAG: u32 = 0x736f_626c;

/// Sobol's sequence, with the direction numbers of Joe and Kuo, 2008.
///
/// Word `k` of point `i` is the exclusive or of the direction numbers `vₖⱼ` over the ones `j` of the
/// Gray code `i ^ (i >> 1)`: SciPy's `qmc.Sobol(d, scramble=False, bits=32)` in the same order, bit for
/// bit, with 2³² points. Point 0 is the origin. Any 2ᵐ points from a multiple of 2ᵐ on are balanced: draw
/// powers of two, and skip none.
///
/// [`scrambled`](Self::scrambled) is what integration wants: it keeps the balance, makes each point
/// uniform, so that means have no bias and independent scrambles tell the error, and its error for smooth
/// functions falls about as n^-1.5.
///
/// Sample values: 32-bit samples are made of the word. 64-bit samples are made of it as the high word,
/// with a low word of 0 where nothing is random, so that [`Standard64`](crate::distr::Standard64) gives
/// SciPy's numbers, and of further random digits where scrambled or shifted. Extra words are 0x8000_0000,
/// the middle, or further digits.
///
/// ```
/// use seedbed::{distr::Standard64, qmc::{PointSet, Sobol}};
/// let mut sobol = Sobol::new(2)?;
/// sobol.fast_forward(4)?;
/// assert_eq!(sobol.random(&Standard64, 2)?, [0.375, 0.375, 0.875, 0.875]);
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: Sobol', 1967; Joe and Kuo, *Constructing Sobol sequences with better two-dimensional
/// projections*, SIAM Journal on Scientific Computing 30 (2008). Their licence is
/// `src/qmc/joe_kuo_6.LICENSE.txt`.
#[derive(Clone, Debug)]
pub struct Sobol {
    place: Place,
    /// Rows of one bit of the index, a word for each dimension.
    pub(super) directions: Arc<[u32]>,
    pub(super) randomization: Option<Randomization>,
    #[cfg(feature = "plan")]
    pub(super) id: TableId,
}

#[derive(Clone, Debug)]
pub(super) struct Randomization {
    method: Method,
    /// Rows of one word of state, a word for each dimension: four for scrambling, one for a shift.
    pub(super) keys: Arc<[u32]>,
    pub(super) further: FurtherKeys,
}

/// What is done to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Nothing.
    Plain,
    /// Exclusive or with word 0 of the state.
    DigitalShift,
    /// `nested_uniform_scramble` with words 0 to 3 of the state.
    Scrambled,
}

impl Sobol {
    /// The most dimensions.
    pub const MAX_DIMENSIONS: usize = joe_kuo::DIMENSIONS;

    /// The unscrambled sequence, at point 0.
    ///
    /// # Errors
    /// [`PointsError::Dimensions`] unless there are between 1 and 21,201.
    pub fn new(dimensions: usize) -> Result<Self, PointsError> {
        Sobol::of_packed(dimensions, joe_kuo::PACKED)
    }

    /// [`new`](Self::new), with the direction numbers from the bytes of `src/qmc/joe_kuo_6.bin`: for
    /// programs that would rather load these 384 KB when they need them.
    ///
    /// # Errors
    /// [`PointsError::Dimensions`] unless there are between 1 and 21,201, [`PointsError::Numbers`] for
    /// other bytes.
    pub fn with_numbers(dimensions: usize, bytes: &[u8]) -> Result<Self, PointsError> {
        if !joe_kuo::is_packed(bytes) {
            return Err(PointsError::Numbers { len: bytes.len() });
        }
        Sobol::of_packed(dimensions, bytes)
    }

    pub(super) fn of_packed(dimensions: usize, packed: &[u8]) -> Result<Self, PointsError> {
        let place = Place::new(
            "Sobol's sequence",
            dimensions,
            Self::MAX_DIMENSIONS,
            1 << 32,
        )?;
        let mut rows = vec![0; joe_kuo::BITS * dimensions];
        for k in 0..dimensions {
            for (j, v) in directions(packed, k).into_iter().enumerate() {
                rows[j * dimensions + k] = v;
            }
        }
        Ok(Sobol {
            place,
            directions: rows.into(),
            randomization: None,
            #[cfg(feature = "plan")]
            id: TableId::new(),
        })
    }

    /// The sequence with nested uniform scrambling, also called Owen scrambling, in each dimension
    /// another, by the words 0 to 3 of its state. The position stays.
    ///
    /// ```
    /// use seedbed::{distr::Bits32, qmc::{PointSet, Sobol}};
    /// let replicates: Vec<_> = (0..8_u64)
    ///     .map(|seed| Sobol::new(3)?.scrambled(seed).random(&Bits32, 64))
    ///     .collect::<Result<_, _>>()?;
    /// assert_ne!(replicates[0], replicates[1]);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// Source: Owen, 1995; by a hash as in Burley, *Practical hash-based Owen scrambling*, JCGT 9 (2020).
    #[must_use]
    pub fn scrambled(self, seed: impl Into<SeedSequence>) -> Self {
        self.randomized(Method::Scrambled, 4, &seed.into())
    }

    /// The sequence with a random digital shift: each word is changed by exclusive or with one word for
    /// its dimension, word 0 of its state. Cheaper than [`scrambled`](Self::scrambled), and as free of
    /// bias; the error falls as that of the plain sequence. The position stays.
    #[must_use]
    pub fn digital_shift(self, seed: impl Into<SeedSequence>) -> Self {
        self.randomized(Method::DigitalShift, 1, &seed.into())
    }

    fn randomized(self, method: Method, key_words: usize, seed: &SeedSequence) -> Self {
        let states: Vec<[u32; STATE_WORDS]> = states(seed, TAG, self.place.dimensions);
        let keys = (0..key_words).flat_map(|w| states.iter().map(move |state| state[w]));
        let randomization = Some(Randomization {
            method,
            keys: keys.collect(),
            further: FurtherKeys::new(&states),
        });
        Sobol {
            randomization,
            #[cfg(feature = "plan")]
            id: TableId::new(),
            ..self
        }
    }

    pub(super) fn method(&self) -> Method {
        self.randomization
            .as_ref()
            .map_or(Method::Plain, |randomization| randomization.method)
    }

    /// Row `w` of the keys, or any row where there are fewer.
    fn keys(&self, w: usize) -> &[u32] {
        let rows = self
            .randomization
            .as_ref()
            .map_or(&self.directions, |r| &r.keys);
        let w = w % (rows.len() / self.place.dimensions);
        self.row_of(rows, w)
    }

    fn row_of<'a>(&self, rows: &'a [u32], row: usize) -> &'a [u32] {
        &rows[row * self.place.dimensions..][..self.place.dimensions]
    }

    /// Changes the point with Gray code `a` to that with Gray code `b`.
    fn step(&self, point: &mut [u32], a: u32, b: u32) {
        let mut bits = a ^ b;
        while bits != 0 {
            let v = self.row_of(&self.directions, bits.trailing_zeros() as usize);
            for (x, v) in point.iter_mut().zip(v) {
                *x ^= v;
            }
            bits &= bits - 1;
        }
    }
}

impl PointSet for Sobol {}

/// Words of a block of points: they stay in the first-level cache.
const BLOCK_WORDS: usize = 4096;
/// Words of a pattern, at least: the loop over it is vectorised.
const PATTERN_WORDS: usize = 128;

impl Coordinates for Sobol {
    fn place(&self) -> &Place {
        &self.place
    }

    fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    /// By blocks of 2ᵇ points that start at a multiple of 2ᵇ: there `gray(first + t)` is
    /// `gray(first) ^ gray(t)`, so that a block is a table of 2ᵇ points, the same for all, and its first
    /// point.
    fn high_words(
        &self,
        arch: Arch,
        first_point: u64,
        n_points: u64,
        each: &mut dyn FnMut(&[u32]),
    ) {
        let d = self.place.dimensions;
        let most = n_points.next_power_of_two() as usize;
        let rows = most.min((BLOCK_WORDS / d).max(1).next_power_of_two());
        let table = self.table(rows);
        let pattern_rows = PATTERN_WORDS.div_ceil(d).next_power_of_two().min(rows);
        let keys = [0, 1, 2, 3].map(|w| self.keys(w).repeat(pattern_rows));
        let mut first = vec![0; d];
        let mut words = vec![0; rows * d];
        let (mut gray, mut point, end) = (0, first_point, first_point + n_points);
        while point < end {
            let block = point - point % rows as u64;
            let next_gray = gray_code(block as u32);
            self.step(&mut first, gray, next_gray);
            gray = next_gray;
            arch.run(Block {
                method: self.method(),
                table: &table,
                first: &first.repeat(pattern_rows),
                keys: [0, 1, 2, 3].map(|w| &keys[w][..]),
                out: &mut words,
            });
            let (from, to) = (
                point - block,
                rows as u64 - (block + rows as u64).saturating_sub(end),
            );
            each(&words[from as usize * d..to as usize * d]);
            point = block + rows as u64;
        }
    }

    fn low_words(&self, arch: Arch, _first_point: u64, high: &[u32], low: &mut [u32]) {
        match &self.randomization {
            None => low.fill(0),
            Some(randomization) => randomization.further.low_words(arch, high, low),
        }
    }

    fn extra_words(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        match &self.randomization {
            None => [MIDPOINT; 2],
            Some(randomization) => randomization.further.extra(dimension, high, k),
        }
    }
}

impl Sobol {
    /// The first points, not randomised.
    fn table(&self, rows: usize) -> Vec<u32> {
        let d = self.place.dimensions;
        let mut table = vec![0; rows * d];
        for t in 1..rows {
            let (before, after) = table.split_at_mut(t * d);
            after[..d].copy_from_slice(&before[(t - 1) * d..]);
            self.step(
                &mut after[..d],
                gray_code(t as u32 - 1),
                gray_code(t as u32),
            );
        }
        table
    }
}

/// A block of points, whose rows repeat `first` and `keys`.
struct Block<'a> {
    method: Method,
    table: &'a [u32],
    first: &'a [u32],
    keys: [&'a [u32]; 4],
    out: &'a mut [u32],
}

impl Vectorized for Block<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        match self.method {
            Method::Plain => self.each(|x, _| x),
            Method::DigitalShift => self.each(|x, key| x ^ key[0]),
            Method::Scrambled => self.each(nested_uniform_scramble),
        }
    }
}

impl Block<'_> {
    #[inline(always)]
    fn each(self, randomized: impl Fn(u32, [u32; 4]) -> u32) {
        const LANES: usize = 64;
        let Block {
            table,
            first,
            keys,
            out,
            ..
        } = self;
        let len = first.len();
        let keys = keys.map(|row| &row[..len]);
        for (table, out) in table.chunks_exact(len).zip(out.chunks_exact_mut(len)) {
            let (groups, rest) = out.as_chunks_mut::<LANES>();
            let whole = groups.len() * LANES;
            for (g, out) in groups.iter_mut().enumerate() {
                let lanes = g * LANES..(g + 1) * LANES;
                let (table, first) = (&table[lanes.clone()], &first[lanes.clone()]);
                let keys = keys.map(|row| &row[lanes.clone()]);
                let mut results = Aligned([0; LANES]);
                for i in 0..LANES {
                    let key = [keys[0][i], keys[1][i], keys[2][i], keys[3][i]];
                    results.0[i] = randomized(table[i] ^ first[i], key);
                }
                *out = results.0;
            }
            for (i, out) in (whole..len).zip(rest) {
                let key = [keys[0][i], keys[1][i], keys[2][i], keys[3][i]];
                *out = randomized(table[i] ^ first[i], key);
            }
        }
    }
}
