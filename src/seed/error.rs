//! What can go wrong with a seed.

use alloc::string::String;

/// Why a seed could not be parsed, made or spawned from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SeedError {
    /// A part of the text of a seed is not a non-negative integer.
    #[error(
        "seed `{seed}`: `{part}` is not a non-negative integer; write decimal digits, or `0x` and \
         hexadecimal digits, as in `42`, `0x2a` or, with spawn key, `42/1/2`"
    )]
    InvalidInteger {
        /// The whole text.
        seed: String,
        /// The part that is not an integer.
        part: String,
    },
    /// A part of a spawn key, in the text of a seed, is 2³² or more.
    #[error(
        "seed `{seed}`: `{part}` in the spawn key is more than 4294967295; write its 32-bit words, \
         the lowest first, joined by `/`"
    )]
    SpawnKeyTooLarge {
        /// The whole text.
        seed: String,
        /// The part that is too large.
        part: String,
    },
    /// A seed cannot have that many children.
    #[error(
        "cannot spawn {n_children} more children from a seed that has spawned \
         {n_children_spawned}: the limit is 4294967295 in all; spawn from one of the children, \
         each of which can have as many"
    )]
    TooManyChildren {
        /// How many the seed has.
        n_children_spawned: u32,
        /// How many more were asked for.
        n_children: usize,
    },
    /// The children do not fit into memory.
    #[error(
        "{n_children} children of {bytes_each} bytes do not fit into memory: spawn them in parts, or \
         make each by its index when it is wanted, with `SeedSequence::child`"
    )]
    Memory {
        /// How many were asked for.
        n_children: usize,
        /// Bytes of one of them, at least.
        bytes_each: usize,
    },
    /// The operating system gave no entropy.
    #[cfg(feature = "os_entropy")]
    #[error(
        "the operating system gave no entropy: {reason}; give a seed of your own, as in \
         `SeedSequence::new(42)`"
    )]
    OsEntropy {
        /// The operating system's reason.
        reason: String,
    },
}
