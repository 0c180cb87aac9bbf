//! Counter-based engines: pure functions `(counter, key) -> block`, and the table of them.

mod chacha;
mod philox;
mod threefry;

use core::{fmt, str::FromStr};

pub(crate) use chacha::{chacha, chacha_start, quarter_round};
pub use chacha::{chacha8, chacha12, chacha20};
pub use philox::philox4x32_10;
pub use threefry::threefry4x32_20;

/// Key words of the engine with the longest key.
pub(crate) const MAX_KEY_WORDS: usize = 8;
/// A key, as the first [`Engine::key_words`] of these.
pub(crate) type Key = [u32; MAX_KEY_WORDS];

/// A counter-based generator of 32-bit words.
///
/// | engine | words a block | key words | source |
/// |---|---|---|---|
/// | `philox4x32_10` | 4 | 2 | Salmon et al. 2011 |
/// | `threefry4x32_20` | 4 | 4 | Salmon et al. 2011 |
/// | `chacha8`, `chacha12`, `chacha20` | 16 | 8 | Bernstein 2008; RFC 8439 |
///
/// The default is the faster of the first two across backends; `docs/engines.md` has the
/// measurement.
///
/// ```
/// use seedbed::Engine;
/// let engine: Engine = "philox4x32_10".parse()?;
/// assert_eq!(engine, Engine::Philox4x32_10);
/// assert_eq!(Engine::default().to_string(), "threefry4x32_20");
/// # Ok::<(), seedbed::UnknownEngine>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Engine {
    /// [`philox4x32_10`], the generator of cuRAND, TensorFlow and PyTorch's CUDA backend.
    Philox4x32_10,
    /// [`threefry4x32_20`], of the family of JAX's generator.
    #[default]
    Threefry4x32_20,
    /// [`chacha8`], the generator behind `rand`'s `ChaCha8Rng`.
    ChaCha8,
    /// [`chacha12`], the generator behind `rand`'s `StdRng`.
    ChaCha12,
    /// [`chacha20`], the block function of RFC 8439.
    ChaCha20,
}

impl Engine {
    /// Every engine.
    ///
    /// ```
    /// assert!(seedbed::Engine::ALL.contains(&seedbed::Engine::default()));
    /// ```
    pub const ALL: [Engine; 5] = [
        Engine::Philox4x32_10,
        Engine::Threefry4x32_20,
        Engine::ChaCha8,
        Engine::ChaCha12,
        Engine::ChaCha20,
    ];

    /// The name in the command line, in manifests and in WGSL.
    ///
    /// ```
    /// assert_eq!(seedbed::Engine::ChaCha20.name(), "chacha20");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Philox4x32_10 => "philox4x32_10",
            Engine::Threefry4x32_20 => "threefry4x32_20",
            Engine::ChaCha8 => "chacha8",
            Engine::ChaCha12 => "chacha12",
            Engine::ChaCha20 => "chacha20",
        }
    }

    /// Words `N` of a block: 4 or 16.
    ///
    /// ```
    /// assert_eq!(seedbed::Engine::Philox4x32_10.block_words(), 4);
    /// ```
    #[must_use]
    pub const fn block_words(self) -> usize {
        match self {
            Engine::Philox4x32_10 | Engine::Threefry4x32_20 => 4,
            Engine::ChaCha8 | Engine::ChaCha12 | Engine::ChaCha20 => 16,
        }
    }

    /// Words of a key: 2, 4 or 8.
    ///
    /// ```
    /// assert_eq!(seedbed::Engine::ChaCha8.key_words(), 8);
    /// ```
    #[must_use]
    pub const fn key_words(self) -> usize {
        match self {
            Engine::Philox4x32_10 => 2,
            Engine::Threefry4x32_20 => 4,
            Engine::ChaCha8 | Engine::ChaCha12 | Engine::ChaCha20 => 8,
        }
    }

    /// One block into `out`, `block_words` long: the scalar path, for single words.
    #[inline]
    pub(crate) fn block(self, counter: [u32; 4], key: &Key, out: &mut [u32]) {
        match self {
            Engine::Philox4x32_10 => out.copy_from_slice(&Philox4x32_10::block(counter, key)),
            Engine::Threefry4x32_20 => out.copy_from_slice(&Threefry4x32_20::block(counter, key)),
            Engine::ChaCha8 => out.copy_from_slice(&ChaCha8::block(counter, key)),
            Engine::ChaCha12 => out.copy_from_slice(&ChaCha12::block(counter, key)),
            Engine::ChaCha20 => out.copy_from_slice(&ChaCha20::block(counter, key)),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is no engine's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no engine is called {}: choose philox4x32_10, threefry4x32_20, chacha8, chacha12 or chacha20",
    crate::error::quoted(.0)
)]
pub struct UnknownEngine(pub alloc::string::String);

impl FromStr for Engine {
    type Err = UnknownEngine;

    fn from_str(name: &str) -> Result<Self, UnknownEngine> {
        Engine::ALL
            .into_iter()
            .find(|engine| engine.name() == name)
            .ok_or_else(|| UnknownEngine(name.into()))
    }
}

/// A block function behind one face, so that fill loops are written once for all engines.
pub(crate) trait BlockFunction<const N: usize>: Copy {
    fn block(counter: [u32; 4], key: &Key) -> [u32; N];
}

macro_rules! block_function {
    ($engine:ident, $function:ident, $words:literal, $key_words:literal) => {
        #[derive(Clone, Copy)]
        pub(crate) struct $engine;

        impl BlockFunction<$words> for $engine {
            #[inline(always)]
            fn block(counter: [u32; 4], key: &Key) -> [u32; $words] {
                let mut first = [0; $key_words];
                first.copy_from_slice(&key[..$key_words]);
                $function(counter, first)
            }
        }
    };
}

block_function!(Philox4x32_10, philox4x32_10, 4, 2);
block_function!(Threefry4x32_20, threefry4x32_20, 4, 4);
block_function!(ChaCha8, chacha8, 16, 8);
block_function!(ChaCha12, chacha12, 16, 8);
block_function!(ChaCha20, chacha20, 16, 8);
