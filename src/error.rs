//! Errors: values with the offending number and the remedy in the message. A file for each concern; here those of
//! whatever is drawn.

use alloc::{
    format,
    string::{String, ToString},
};
use core::fmt::Debug;

mod elementwise;
#[cfg(feature = "gpu")]
mod gpu;
mod parameter;
mod permutation;
mod points;
mod quantile;
mod stream;
mod vectors;

pub use elementwise::ElementwiseError;
#[cfg(feature = "gpu")]
pub use gpu::{AdapterName, GpuError};
pub use parameter::ParameterError;
pub use permutation::PermutationError;
pub use points::PointsError;
pub use quantile::QuantileError;
pub use stream::StreamError;
pub use vectors::VectorError;

pub(crate) use parameter::MAX_THRESHOLDS;
pub(crate) use vectors::{LEAST_ALPHA, MOST_ALPHA, MOST_TABLES};

/// A number as every error prints it: with a power of ten from 10¹⁶ on and below 10⁻⁴, so that none has
/// hundreds of digits.
pub(crate) fn number(value: impl Debug) -> String {
    let text = format!("{value:?}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_string(),
        None => text,
    }
}

/// Text that somebody gave, as errors print it: in quotes, and cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// What a draw can fail with, on any backend.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The stream has not as many words.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// A size, a range or a weight that no permutation has.
    #[error(transparent)]
    Permutation(#[from] PermutationError),
    /// The result does not fit into memory.
    #[error("{count} samples of {bytes_each} bytes do not fit into memory: draw them in parts")]
    Memory {
        /// Samples asked for.
        count: usize,
        /// Bytes of a sample.
        bytes_each: usize,
    },
    /// Parameters by element and a target that differ in length.
    #[error(transparent)]
    Elementwise(#[from] ElementwiseError),
    /// The set has not as many points, or they do not fit.
    #[error(transparent)]
    Points(#[from] PointsError),
    /// A slice or a buffer that holds no whole number of vectors.
    #[error(transparent)]
    Vectors(#[from] VectorError),
    /// The GPU failed.
    #[cfg(feature = "gpu")]
    #[error(transparent)]
    Gpu(#[from] GpuError),
}

/// No backend could be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The environment asks for a backend that there is not.
    #[error("SEEDBED_BACKEND is {}: it must be auto, cpu or gpu", quoted(.value))]
    Variable {
        /// The variable's value.
        value: String,
    },
    /// The GPU could not be opened.
    #[cfg(feature = "gpu")]
    #[error(transparent)]
    Gpu(#[from] GpuError),
}
