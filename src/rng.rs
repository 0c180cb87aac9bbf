//! The `rand_core` face: streams and engines as generators for `rand` and `rand_distr`.

use core::{convert::Infallible, fmt};

use rand_core::{
    SeedableRng, TryRng,
    block::{BlockRng, Generator},
    utils::read_words,
};

use crate::{
    cpu::Cpu,
    distr::{Results, Transform},
    engine::{
        BlockFunction, ChaCha8, ChaCha12, ChaCha20, Key, MAX_KEY_WORDS, Philox4x32_10,
        Threefry4x32_20,
    },
    error::StreamError,
    stream::Stream,
};

/// Words made at a time.
const BUFFER_WORDS: usize = 256;

/// The words of a [`Stream`], one after the other, as a `rand_core` generator.
///
/// `try_next_u32` is the word at the position, `try_next_u64` the next two, low word first, and
/// `try_fill_bytes` takes whole words, little-endian. Its error is the end of the stream after 2⁶⁴
/// words, and leaves the generator as it was; `rand` and `rand_distr` want a generator without errors, which
/// [`UnwrapErr`](rand_core::UnwrapErr) makes of it by panicking there.
///
/// What `rand_distr` computes from these words in floats is not exact across platforms;
/// [`distr`](crate::distr) is.
///
/// ```
/// use rand_distr::{Distribution, Poisson};
/// use seedbed::{Stream, rand_core::UnwrapErr};
/// let mut rng = UnwrapErr(Stream::new(42).into_rng());
/// let k: f64 = Poisson::new(3.5)?.sample(&mut rng);
/// assert!(k >= 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct StreamRng {
    /// At the end of the buffer.
    stream: Stream,
    cpu: Cpu,
    buffer: [u32; BUFFER_WORDS],
    /// Words at the end of the buffer that are still to be given out.
    left: usize,
}

impl Stream {
    /// The stream's words as a `rand_core` generator, from the position on.
    ///
    /// ```
    /// use seedbed::{Stream, rand_core::TryRng};
    /// let mut rng = Stream::new(42).into_rng();
    /// let word = rng.try_next_u32()?;
    /// assert_eq!(rng.into_stream().position(), 1);
    /// # let _ = word;
    /// # Ok::<(), seedbed::StreamError>(())
    /// ```
    #[must_use]
    pub fn into_rng(self) -> StreamRng {
        StreamRng::new(self)
    }
}

impl StreamRng {
    pub(crate) fn new(stream: Stream) -> Self {
        let cpu = Cpu::single_threaded();
        StreamRng {
            stream,
            cpu,
            buffer: [0; BUFFER_WORDS],
            left: 0,
        }
    }

    /// The position of the next word.
    ///
    /// ```
    /// use seedbed::{Stream, rand_core::TryRng};
    /// let mut rng = Stream::new(42).into_rng();
    /// rng.try_next_u64()?;
    /// assert_eq!(rng.position(), 2);
    /// # Ok::<(), seedbed::StreamError>(())
    /// ```
    #[must_use]
    pub fn position(&self) -> u128 {
        self.stream.position() - self.left as u128
    }

    /// The stream at the position of the next word.
    #[must_use]
    pub fn into_stream(self) -> Stream {
        let position = self.position();
        let mut stream = self.stream;
        stream.rewind_to(position);
        stream
    }

    /// Whether `words` more words exist; a request for more changes nothing.
    fn require(&self, words: u64) -> Result<(), StreamError> {
        if self.left as u128 + self.stream.words_left() >= u128::from(words) {
            return Ok(());
        }
        let position = self.position();
        Err(StreamError::Exhausted {
            position,
            count: words,
            words_each: 1,
        })
    }

    #[cold]
    fn refill(&mut self) -> Result<(), StreamError> {
        self.require(1)?;
        let len = self.stream.words_left().min(BUFFER_WORDS as u128) as usize;
        let span = self.stream.span(len as u64, 1)?;
        let words = &mut self.buffer[BUFFER_WORDS - len..];
        self.cpu.fill_results(
            self.stream.tiles(),
            Transform::Bits,
            span.first_word(),
            Results::Words(words),
        );
        self.stream.finish(span);
        self.left = len;
        Ok(())
    }
}

/// Short: the text of the stream at the next word.
impl fmt::Debug for StreamRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamRng(")?;
        self.stream.write_at(self.position(), f)?;
        f.write_str(")")
    }
}

impl TryRng for StreamRng {
    type Error = StreamError;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, StreamError> {
        if self.left == 0 {
            self.refill()?;
        }
        let word = self.buffer[BUFFER_WORDS - self.left];
        self.left -= 1;
        Ok(word)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, StreamError> {
        if self.left < 2 {
            self.require(2)?;
        }
        rand_core::utils::next_u64_via_u32(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), StreamError> {
        self.require(bytes.len().div_ceil(4) as u64)?;
        rand_core::utils::fill_bytes_via_next_word(bytes, || self.try_next_u32())
    }
}

/// Blocks of an engine in the order of a 128-bit counter that starts at 0.
#[derive(Clone)]
struct Blocks<B> {
    key: Key,
    counter: u128,
    function: core::marker::PhantomData<B>,
}

impl<B> Blocks<B> {
    fn new(seed: &[u8]) -> Self {
        let mut key = [0; MAX_KEY_WORDS];
        for (word, bytes) in key.iter_mut().zip(seed.chunks_exact(4)) {
            [*word] = read_words(bytes);
        }
        Blocks {
            key,
            counter: 0,
            function: core::marker::PhantomData,
        }
    }

    fn next<const N: usize>(&mut self) -> [u32; N]
    where
        B: BlockFunction<N>,
    {
        let c = self.counter;
        self.counter = c.wrapping_add(1);
        let counter = [
            c as u32,
            (c >> 32) as u32,
            (c >> 64) as u32,
            (c >> 96) as u32,
        ];
        B::block(counter, &self.key)
    }
}

macro_rules! engine_rng {
    ($name:ident, $function:ident, $words:literal, $seed_bytes:literal, $doc:literal) => {
        #[doc = $doc]
        ///
        /// The words of block 0, 1, 2, … in order: the plain engine with its own key, without the
        /// tiles and tile keys of a [`Stream`]. The counter has 128 bits.
        ///
        /// ```
        /// use rand_core::{Rng, SeedableRng};
        #[doc = concat!("use seedbed::rng::", stringify!($name), ";")]
        #[doc = concat!("let mut rng = ", stringify!($name), "::seed_from_u64(42);")]
        #[doc = concat!("let mut again = ", stringify!($name), "::seed_from_u64(42);")]
        /// assert_eq!(rng.next_u64(), again.next_u64());
        /// ```
        #[derive(Clone)]
        pub struct $name(BlockRng<Blocks<$function>>);

        impl Generator for Blocks<$function> {
            type Output = [u32; $words];

            fn generate(&mut self, output: &mut [u32; $words]) {
                *output = self.next();
            }
        }

        impl SeedableRng for $name {
            type Seed = [u8; $seed_bytes];

            /// The key, little-endian.
            fn from_seed(seed: Self::Seed) -> Self {
                $name(BlockRng::new(Blocks::new(&seed)))
            }
        }

        impl TryRng for $name {
            type Error = Infallible;

            #[inline]
            fn try_next_u32(&mut self) -> Result<u32, Infallible> {
                Ok(self.0.next_word())
            }

            #[inline]
            fn try_next_u64(&mut self) -> Result<u64, Infallible> {
                Ok(self.0.next_u64_from_u32())
            }

            #[inline]
            fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
                self.0.fill_bytes(bytes);
                Ok(())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
}

engine_rng!(
    Philox4x32_10Rng,
    Philox4x32_10,
    4,
    8,
    "[`philox4x32_10`](crate::engine::philox4x32_10) as a seedable generator."
);
engine_rng!(
    Threefry4x32_20Rng,
    Threefry4x32_20,
    4,
    16,
    "[`threefry4x32_20`](crate::engine::threefry4x32_20) as a seedable generator."
);
engine_rng!(
    ChaCha8Rng,
    ChaCha8,
    16,
    32,
    "[`chacha8`](crate::engine::chacha8) as a seedable generator, the words of `rand_chacha`'s."
);
engine_rng!(
    ChaCha12Rng,
    ChaCha12,
    16,
    32,
    "[`chacha12`](crate::engine::chacha12) as a seedable generator, the words of `rand_chacha`'s."
);
engine_rng!(
    ChaCha20Rng,
    ChaCha20,
    16,
    32,
    "[`chacha20`](crate::engine::chacha20) as a seedable generator, the words of `rand_chacha`'s."
);
