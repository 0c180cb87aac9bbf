//! Counter-based engines: pure functions `(counter, key) -> block`, and the table of them.

mod chacha;
mod philox;
mod threefry;

use alloc::{format, string::String};
use core::{fmt, str::FromStr};

pub(crate) use chacha::{chacha, chacha_start, quarter_round};
pub use chacha::{chacha8, chacha12, chacha20};
pub use philox::philox4x32_10;
pub use threefry::threefry4x32_20;

/// Key words of the engine with the longest key.
pub(crate) const MAX_KEY_WORDS: usize = 8;
/// A key, as the first [`Engine::key_words`] of these.
pub(crate) type Key = [u32; MAX_KEY_WORDS];

/// The engines, one row each: name, block function, words of a key and of a block, source. All that follows from
/// them: the enum, its table, and the block functions as types.
macro_rules! engines {
    ($(
        $(#[$about:meta])*
        $engine:ident, $name:literal: $function:ident, $key_words:literal => $words:literal, $source:literal;
    )*) => {
        /// A counter-based generator of 32-bit words.
        ///
        /// | engine | words a block | key words | source |
        /// |---|---|---|---|
        $(
            #[doc = concat!("| `", $name, "` | ", $words, " | ", $key_words, " | ", $source, " |")]
        )*
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
        pub enum Engine {$(
            $(#[$about])*
            $engine,
        )*}

        impl Engine {
            /// Every engine.
            ///
            /// ```
            /// assert!(seedbed::Engine::ALL.contains(&seedbed::Engine::default()));
            /// ```
            pub const ALL: [Engine; [$($name),*].len()] = [$(Engine::$engine),*];

            /// The name in the command line, in manifests and in WGSL.
            ///
            /// ```
            /// assert_eq!(seedbed::Engine::ChaCha20.name(), "chacha20");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(
                    Engine::$engine => $name,
                )*}
            }

            /// Words `N` of a block: 4 or 16.
            ///
            /// ```
            /// assert_eq!(seedbed::Engine::Philox4x32_10.block_words(), 4);
            /// ```
            #[must_use]
            pub const fn block_words(self) -> usize {
                match self {$(
                    Engine::$engine => $words,
                )*}
            }

            /// Words of a key: 2, 4 or 8.
            ///
            /// ```
            /// assert_eq!(seedbed::Engine::ChaCha8.key_words(), 8);
            /// ```
            #[must_use]
            pub const fn key_words(self) -> usize {
                match self {$(
                    Engine::$engine => $key_words,
                )*}
            }

            /// One block into `out`, `block_words` long: the scalar path, for single words.
            #[inline]
            pub(crate) fn block(self, counter: [u32; 4], key: &Key, out: &mut [u32]) {
                match self {$(
                    Engine::$engine => out.copy_from_slice(&$engine::block(counter, key)),
                )*}
            }
        }

        $(
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
        )*
    };
}

engines! {
    /// [`philox4x32_10`], the generator of cuRAND, TensorFlow and PyTorch's CUDA backend.
    Philox4x32_10, "philox4x32_10": philox4x32_10, 2 => 4, "Salmon et al. 2011";
    /// [`threefry4x32_20`], of the family of JAX's generator.
    #[default]
    Threefry4x32_20, "threefry4x32_20": threefry4x32_20, 4 => 4, "Salmon et al. 2011";
    /// [`chacha8`], the generator behind `rand`'s `ChaCha8Rng`.
    ChaCha8, "chacha8": chacha8, 8 => 16, "Bernstein 2008";
    /// [`chacha12`], the generator behind `rand`'s `StdRng`.
    ChaCha12, "chacha12": chacha12, 8 => 16, "Bernstein 2008";
    /// [`chacha20`], the block function of RFC 8439.
    ChaCha20, "chacha20": chacha20, 8 => 16, "Bernstein 2008; RFC 8439";
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is no engine's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no engine is called {}: choose {}", crate::error::quoted(.0), names())]
pub struct UnknownEngine(pub String);

/// The names of all, as a sentence lists them.
fn names() -> String {
    let [others @ .., last] = Engine::ALL.map(Engine::name);
    format!("{} or {last}", others.join(", "))
}

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
