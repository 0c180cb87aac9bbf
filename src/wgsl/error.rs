//! Errors of libraries for kernels.

use alloc::string::String;

use crate::distr::QuantileError;

/// Why there is no such library.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WgslError {
    /// A name that WGSL does not take, or that is hard to read behind the prefix.
    #[error(
        "{} cannot name a function: take lower-case letters, digits and single underscores, a \
         letter first and no underscore last",
        crate::error::quoted(.0)
    )]
    Name(String),
    /// Two functions of one name.
    #[error("`{name}` is declared twice: give the distribution {draw:?} another name")]
    Clash {
        /// The name in WGSL.
        name: String,
        /// The distribution that came later.
        draw: String,
    },
    /// Two buffers at one binding.
    #[error("binding {binding} of group {group} is given twice: each buffer has its own")]
    Binding {
        /// The bind group.
        group: u32,
        /// The binding in it.
        binding: u32,
    },
    /// Samples that share words of memory.
    #[error(
        "{0:?} has 16-bit samples or masks, which kernels do not draw one by one: take Normal or \
         Uniform, whose samples are f32, or for masks Bernoulli"
    )]
    Packed(String),
    /// A distribution that draws from a sequence, and no sequences.
    #[error(
        "{0:?} draws from a sequence, and the library has none: ask for by_coordinates() or \
         by_position()"
    )]
    NoSequences(String),
    /// The table could not be made.
    #[error(transparent)]
    Quantile(#[from] QuantileError),
}
