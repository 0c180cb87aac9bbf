//! Sequences by coordinates: a private one for each pixel, particle or path, and each of its steps.
//!
//! They are what kernels draw with [`wgsl`](crate::wgsl), here on the host, bit for bit: to test a kernel,
//! or to do its work again for one particle. A sequence is a pure function of engine, seed, coordinates
//! and step, whatever the shape of the dispatch; `docs/streams.md` defines it.
//!
//! ```
//! use seedbed::{coordinates::Coordinates, distr::Normal};
//! let places = Coordinates::new(42);
//! let mut particle = places.at_2d([17, 0], 1000);
//! let kick = [(); 3].map(|()| particle.sample(&Normal::STANDARD));
//! assert_eq!(kick, [(); 3].map({
//!     let mut again = places.at_2d([17, 0], 1000);
//!     move |()| again.sample(&Normal::STANDARD)
//! }));
//! ```

use crate::{
    cpu::{packed, samples_of_words},
    distr::{Distribution, Transform},
    engine::{Engine, Key, MAX_KEY_WORDS},
    seed::SeedSequence,
    stream::{Address, Stream, Tiles},
};

/// `"coor"`: sets the keys of coordinates apart from children that users spawn.
const TAG: u32 = 0x636f_6f72;
/// Words of the largest sample, a mask.
const MAX_WORDS: usize = 32;
/// Bits of each of three coordinates.
const BITS: u32 = 21;

/// Three coordinates, one of which has more than 21 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{id:?} has a coordinate past 2097151: three coordinates have 21 bits each, two have 32")]
#[non_exhaustive]
pub struct CoordinateError {
    /// The coordinates given.
    pub id: [u32; 3],
}

/// All sequences of an engine and a seed.
#[derive(Clone, Debug)]
pub struct Coordinates {
    engine: Engine,
    keys: [Key; 2],
}

impl Coordinates {
    /// Of the default engine.
    #[must_use]
    pub fn new(seed: impl Into<SeedSequence>) -> Self {
        Coordinates::with_engine(Engine::default(), seed)
    }

    /// Of an engine.
    #[must_use]
    pub fn with_engine(engine: Engine, seed: impl Into<SeedSequence>) -> Self {
        let seed = seed.into();
        let key = |dimensions| {
            let mut key = [0; MAX_KEY_WORDS];
            seed.child(&[TAG, dimensions]).fill_state_u32(&mut key);
            key
        };
        Coordinates {
            engine,
            keys: [key(2), key(3)],
        }
    }

    /// The keys of two and of three coordinates; engines with shorter ones use their first words.
    #[cfg(feature = "plan")]
    pub(crate) fn keys(&self) -> &[Key; 2] {
        &self.keys
    }

    /// The sequence of two coordinates and a step: `seedbed_at_2d`.
    #[must_use]
    pub fn at_2d(&self, id: [u32; 2], step: u32) -> Sequence {
        self.sequence(0, id, step)
    }

    /// The sequence of three coordinates, each below 2²¹, and a step: `seedbed_at_3d`.
    ///
    /// ```
    /// use seedbed::coordinates::Coordinates;
    /// assert!(Coordinates::new(42).at_3d([1, 2, 1 << 21], 0).is_err());
    /// ```
    ///
    /// # Errors
    /// [`CoordinateError`] for a larger coordinate, of which a kernel takes the low 21 bits.
    pub fn at_3d(&self, id: [u32; 3], step: u32) -> Result<Sequence, CoordinateError> {
        if id.iter().any(|&i| i >> BITS != 0) {
            return Err(CoordinateError { id });
        }
        let [x, y, z] = id.map(u64::from);
        let id = x | (y << BITS) | (z << (2 * BITS));
        Ok(self.sequence(1, [id as u32, (id >> 32) as u32], step))
    }

    fn sequence(&self, key: usize, id: [u32; 2], step: u32) -> Sequence {
        Sequence {
            engine: self.engine,
            place: Place::Coordinates {
                key: self.keys[key],
                start: [id[0], id[1], step],
            },
            position: 0,
            block: None,
        }
    }
}

/// A sequence of words, from which samples are drawn one after another.
///
/// A sample that owns `W` words takes the next ones at a multiple of `W`. What it needs beyond them
/// moves no other sample. A sequence by coordinates has 2²⁴ blocks of words, one by position those of the
/// stream; behind them it begins anew, as a kernel can refuse nothing.
#[derive(Clone, Debug)]
pub struct Sequence {
    engine: Engine,
    place: Place,
    /// In words.
    position: u64,
    /// The block that was read last, and its number.
    block: Option<(u64, [u32; 16])>,
}

#[derive(Clone, Debug)]
enum Place {
    Coordinates { key: Key, start: [u32; 3] },
    Stream(Tiles),
}

impl From<&Stream> for Sequence {
    /// From the stream's position on: `seedbed_at_position`.
    ///
    /// Behind the last word of the stream it begins anew at position 0, where a draw of the stream is an
    /// error.
    ///
    /// ```
    /// use seedbed::{Stream, coordinates::Sequence, distr::Bits32};
    /// let mut stream = Stream::new(42);
    /// let first = Sequence::from(&stream).sample(&Bits32);
    /// stream.seek(1_u128 << 64)?;
    /// assert_eq!(Sequence::from(&stream).sample(&Bits32), first);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    fn from(stream: &Stream) -> Self {
        Sequence {
            engine: stream.engine(),
            position: stream.position() as u64,
            place: Place::Stream(stream.clone().into_tiles()),
            block: None,
        }
    }
}

impl Sequence {
    /// The position of the next word; that of the stream for its sequences.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The next sample: `seedbed_NAME`.
    pub fn sample<D: Distribution>(&mut self, distribution: &D) -> D::Output {
        let [sample] = self.samples(distribution, D::WORDS);
        sample
    }

    /// The next four samples, from a word position that is a multiple of 4 on: `seedbed_NAME_4`, which
    /// kernels have of samples with one word.
    pub fn sample_4<D: Distribution>(&mut self, distribution: &D) -> [D::Output; 4] {
        self.samples(distribution, D::WORDS.max(4))
    }

    /// The next samples, from a word position that is a multiple of `align` on.
    fn samples<D: Distribution, const N: usize>(
        &mut self,
        distribution: &D,
        align: usize,
    ) -> [D::Output; N] {
        self.position = self.aligned(align as u64);
        // As 64-bit words, which some transforms take.
        let mut results = [0_u64; 4 * MAX_WORDS / 2];
        let results: &mut [u32] = &mut bytemuck::cast_slice_mut(&mut results)[..N * D::WORDS];
        let transform = distribution.transform();
        self.draw(transform, results);
        let mut samples = results.chunks(D::WORDS);
        [(); N].map(|()| {
            let words = packed(transform.packing(), samples.next().unwrap_or(&[]));
            let bytes = bytemuck::bytes_of(&words);
            bytemuck::pod_read_unaligned(&bytes[..size_of::<D::Output>()])
        })
    }

    /// Those of the next samples. The same code for all distributions, which are many.
    fn draw(&mut self, transform: Transform<'_>, results: &mut [u32]) {
        let first = self.position;
        let mut words = [0_u64; 4 * MAX_WORDS / 2];
        let words: &mut [u32] = &mut bytemuck::cast_slice_mut(&mut words)[..results.len()];
        for word in &mut *words {
            *word = self.own_word(self.position);
            self.position = self.position.wrapping_add(1);
        }
        samples_of_words(transform, words, results, &|i, k| {
            let at = first.wrapping_add(i as u64);
            [0, 1].map(|next| self.word(at.wrapping_add(next), 1 + k))
        });
    }

    fn aligned(&self, words: u64) -> u64 {
        self.position.wrapping_add(words - 1) & words.wrapping_neg()
    }

    /// A word of a sample's own; its block is kept.
    fn own_word(&mut self, position: u64) -> u32 {
        let at = Address::of(position, self.engine.block_words());
        let block = match self.block {
            Some((number, block)) if number == at.block => block,
            _ => {
                if let Place::Stream(tiles) = &mut self.place {
                    tiles.reach(at.tile_key);
                }
                self.block(&at, 0)
            }
        };
        self.block = Some((at.block, block));
        block[at.word]
    }

    /// A word, or the extra word number `extra` − 1 of the sample there.
    fn word(&self, position: u64, extra: u32) -> u32 {
        let at = Address::of(position, self.engine.block_words());
        self.block(&at, extra)[at.word]
    }

    fn block(&self, at: &Address, extra: u32) -> [u32; 16] {
        let (counter, key) = match &self.place {
            Place::Coordinates { key, start } => {
                let block = at.block as u32 & 0xff_ffff;
                let [x, y, step] = *start;
                ([x, y, step, block | (extra << 24)], *key)
            }
            Place::Stream(tiles) => (Address::counter(at.block, extra), tiles.key(at.tile_key)),
        };
        let mut block = [0; 16];
        let block_words = self.engine.block_words();
        self.engine.block(counter, &key, &mut block[..block_words]);
        block
    }
}
