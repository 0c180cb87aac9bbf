//! Addresses: from a word position to tile, tile key, counter and word.

#[cfg(feature = "serde")]
mod serde_form;
mod text;
mod tiles;

use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

use crate::{
    engine::Engine,
    error::StreamError,
    seed::{SeedError, SeedSequence},
};

pub use text::ParseStreamError;
pub(crate) use tiles::Tiles;

/// Words of a tile, the unit of work of one GPU workgroup.
pub(crate) const TILE_WORDS: usize = 4096;
/// Tile `t` uses tile key `t mod 1024`.
pub(crate) const TILE_KEYS: usize = 1024;
/// Words of a stream.
const END: u128 = 1 << 64;

/// An engine and a seed: an endless sequence of 32-bit words, and a position in it.
///
/// A draw of `n` samples that own `W` words each starts at the position rounded up to a multiple of
/// `W`, and moves it on by `n · W`: drawing 10 and then 20 equals drawing 30. Word `p` is a pure
/// function of engine, seed and `p`, stated in `docs/streams.md`. A clone is a snapshot. "Endless"
/// means 2⁶⁴ words; to go past them is an error.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Normal};
/// let mut stream = Stream::new(42);
/// let snapshot = stream.clone();
/// let first = Cpu::new().sample(&mut stream, &Normal::STANDARD, 1000)?;
/// assert_eq!(stream.position(), 1000);
///
/// let mut again = snapshot;
/// again.seek(500_u64)?;
/// let half = Cpu::new().sample(&mut again, &Normal::STANDARD, 500)?;
/// assert_eq!(half, first[500..]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Saving and resuming
///
/// A stream is its engine, its seed, its position and the number of children spawned, and prints as one line
/// of text that holds all four: `threefry4x32_20:42/1@500000+3`. [Parsing](#impl-FromStr-for-Stream) the text gives
/// back an equal stream, which draws and spawns what the first one would have. With the feature `serde`, a
/// stream is also [`Serialize`](#impl-Serialize-for-Stream) and `Deserialize`, for checkpoints that hold more.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Normal};
/// let cpu = Cpu::new();
/// let mut stream = Stream::new(42);
/// let all = cpu.sample(&mut stream.clone(), &Normal::STANDARD, 3000)?;
///
/// cpu.sample(&mut stream, &Normal::STANDARD, 1000)?;
/// let checkpoint = stream.to_string(); // store this
/// assert_eq!(checkpoint, "threefry4x32_20:42@1000");
///
/// // Another day, another machine, with or without a GPU:
/// let mut resumed: Stream = checkpoint.parse()?;
/// assert_eq!(cpu.sample(&mut resumed, &Normal::STANDARD, 2000)?, all[1000..]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Distributions are not a part of it: a program that resumes makes them as before. Store
/// [`VERSION`](crate::VERSION) beside the text: another version may draw other samples from the same stream
/// only where its changelog says so, under **Values**.
///
/// On the command line the text is the value of `--stream`, and `stream_after` in the record of a draw.
///
/// A generator is saved as the stream that it reads, `rng.clone().into_stream()`, at its next word. A permutation, a
/// point set and the sequences of [`coordinates`](crate::coordinates) have no state: they are made again from
/// their seed, and take a position, point or place as an argument.
#[derive(Clone)]
pub struct Stream {
    seed: SeedSequence,
    position: u128,
    tiles: Tiles,
}

impl Stream {
    /// The stream of the default engine at position 0.
    ///
    /// ```
    /// use seedbed::{SeedSequence, Stream};
    /// let stream = Stream::new(42);
    /// let child = Stream::new(SeedSequence::from(42_u64).with_spawn_key([1, 2]));
    /// assert_eq!(stream.position(), 0);
    /// # let _ = child;
    /// ```
    #[must_use]
    pub fn new(seed: impl Into<SeedSequence>) -> Self {
        Stream::with_engine(Engine::default(), seed)
    }

    /// The stream of an engine at position 0.
    ///
    /// ```
    /// use seedbed::{Engine, Stream};
    /// let stream = Stream::with_engine(Engine::Philox4x32_10, 42);
    /// assert_eq!(stream.engine(), Engine::Philox4x32_10);
    /// ```
    #[must_use]
    pub fn with_engine(engine: Engine, seed: impl Into<SeedSequence>) -> Self {
        let seed = seed.into();
        let tiles = Tiles::new(engine, &seed);
        Stream {
            seed,
            position: 0,
            tiles,
        }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.tiles.engine()
    }

    /// The seed, with the number of children spawned so far.
    #[must_use]
    pub fn seed(&self) -> &SeedSequence {
        &self.seed
    }

    /// The position in words, in `0..=2⁶⁴`.
    #[must_use]
    pub fn position(&self) -> u128 {
        self.position
    }

    /// Moves to a word position, in constant time.
    ///
    /// # Errors
    /// [`StreamError::Position`] past 2⁶⁴.
    pub fn seek(&mut self, position: impl Into<u128>) -> Result<(), StreamError> {
        let position = position.into();
        if position > END {
            return Err(StreamError::Position(position));
        }
        self.position = position;
        Ok(())
    }

    /// The next `n` child streams, at position 0: independent of this one and of each other, as
    /// NumPy's `SeedSequence.spawn`. Spawning again gives further children.
    ///
    /// ```
    /// use seedbed::Stream;
    /// let mut stream = Stream::new(42);
    /// let workers = stream.spawn(4)?;
    /// assert_eq!(workers[3].seed().spawn_key(), [3]);
    /// # Ok::<(), seedbed::SeedError>(())
    /// ```
    ///
    /// # Errors
    /// As [`SeedSequence::spawn`]: [`SeedError::TooManyChildren`] when they cannot be numbered in 32 bits,
    /// [`SeedError::Memory`] when they do not fit into memory. Then none are spawned.
    pub fn spawn(&mut self, n: usize) -> Result<Vec<Stream>, SeedError> {
        let engine = self.engine();
        let stream = |seed| Stream::with_engine(engine, seed);
        self.seed.spawn_each(n, stream)
    }

    /// The stream at a position that it has.
    #[cfg(test)]
    pub(crate) fn at(self, position: u64) -> Self {
        Stream {
            position: position.into(),
            ..self
        }
    }

    /// Words from the position to the end.
    pub(crate) fn words_left(&self) -> u128 {
        END - self.position
    }

    /// Moves back to a position that was passed.
    pub(crate) fn rewind_to(&mut self, position: u128) {
        debug_assert!(position <= self.position);
        self.position = position;
    }

    /// The words of a draw of `count` samples of `words_each`, which must all exist.
    pub(crate) fn span(&self, count: u64, words_each: usize) -> Result<Span, StreamError> {
        let start = self.position.next_multiple_of(words_each as u128);
        Self::span_from(start, count, words_each)
    }

    /// The words of `count` vectors of `words_each`, from the position on as it is; all must exist.
    pub(crate) fn span_anywhere(&self, count: u64, words_each: usize) -> Result<Span, StreamError> {
        Self::span_from(self.position, count, words_each)
    }

    fn span_from(start: u128, count: u64, words_each: usize) -> Result<Span, StreamError> {
        // At most 2⁶⁴ times a length in memory.
        let end = start + u128::from(count) * words_each as u128;
        if end > END {
            return Err(StreamError::Exhausted {
                position: start,
                count,
                words_each,
            });
        }
        Ok(Span { start, end })
    }

    /// Moves on to the end of a draw that has succeeded.
    pub(crate) fn finish(&mut self, span: Span) {
        self.position = span.end;
    }

    /// [`finish`](Self::finish), where the end alone is known.
    pub(crate) fn pass_to(&mut self, end: u128) {
        debug_assert!((self.position..=END).contains(&end));
        self.position = end;
    }

    /// What fill loops take of a stream.
    pub(crate) fn tiles(&mut self) -> &mut Tiles {
        &mut self.tiles
    }

    pub(crate) fn into_tiles(self) -> Tiles {
        self.tiles
    }

    /// The 1024 tile keys, as kernels read them.
    #[cfg(feature = "plan")]
    pub(crate) fn tile_keys(&self) -> Vec<u32> {
        self.tiles.all()
    }
}

/// Equal in engine, seed with the number of its children, and position: what is drawn next, and spawned next,
/// is equal.
impl PartialEq for Stream {
    fn eq(&self, other: &Self) -> bool {
        self.engine() == other.engine()
            && self.position == other.position
            && self.seed == other.seed
    }
}

impl Eq for Stream {}

impl Hash for Stream {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.engine(), self.position, &self.seed).hash(state);
    }
}

/// The word positions `start..end` of one draw, within `0..=2⁶⁴`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: u128,
    end: u128,
}

impl Span {
    /// Position of the first word; 0 for an empty draw at the very end.
    pub(crate) fn first_word(self) -> u64 {
        self.start as u64
    }

    /// Position behind the last word.
    pub(crate) fn end(self) -> u128 {
        self.end
    }
}

/// The place of one word: which key, which block, which word of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub tile_key: usize,
    pub block: u64,
    pub word: usize,
}

impl Address {
    #[inline]
    pub(crate) fn of(position: u64, block_words: usize) -> Self {
        Address {
            tile_key: (position / TILE_WORDS as u64) as usize % TILE_KEYS,
            block: position / block_words as u64,
            word: position as usize % block_words,
        }
    }

    /// The counter of the block, or of its `k`-th extra block with `extra = 1 + k`.
    #[inline(always)]
    pub(crate) fn counter(block: u64, extra: u32) -> [u32; 4] {
        [block as u32, (block >> 32) as u32, extra, 0]
    }
}
