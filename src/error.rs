//! Errors: values with the offending number and the remedy in the message.

use alloc::string::{String, ToString};
use core::fmt;

/// A draw or a position outside the stream's 2⁶⁴ words, or a request that memory cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The words asked for go past the stream's end.
    #[error(
        "{count} samples of {words_each} word(s) from position {position} go past the stream's end \
         at 2^64 words: spawn another stream, or seek back"
    )]
    Exhausted {
        /// Word position that the draw would start from.
        position: u128,
        /// Samples asked for.
        count: u64,
        /// Words that a sample owns.
        words_each: usize,
    },
    /// A position past 2⁶⁴.
    #[error("position {0} is past the stream's end at 2^64 words")]
    Position(u128),
}

/// A parameter outside a distribution's domain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// NaN or infinite.
    #[error("{name} is {value}: it must be a finite number")]
    NotFinite {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
    },
    /// Below 0, where the domain starts at 0.
    #[error("{name} is {value}: it must be 0 or more, and finite")]
    Negative {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
    },
    /// Outside [0, 1].
    #[error("p is {value}: a probability lies in [0, 1]")]
    Probability {
        /// The value given.
        value: String,
    },
    /// A range without a value.
    #[error("the range from low = {low} to high = {high} is empty: low must be below high")]
    Empty {
        /// The lower bound given.
        low: String,
        /// The upper bound given.
        high: String,
    },
}

impl ParameterError {
    pub(crate) fn check_finite(name: &'static str, value: f64) -> Result<(), Self> {
        if value.is_finite() {
            return Ok(());
        }
        Err(ParameterError::NotFinite {
            name,
            value: value.to_string(),
        })
    }

    pub(crate) fn check_not_negative(name: &'static str, value: f64) -> Result<(), Self> {
        Self::check_finite(name, value)?;
        if value >= 0.0 {
            return Ok(());
        }
        Err(ParameterError::Negative {
            name,
            value: value.to_string(),
        })
    }

    pub(crate) fn probability(value: f64) -> Self {
        ParameterError::Probability {
            value: value.to_string(),
        }
    }

    pub(crate) fn empty(low: impl fmt::Display, high: impl fmt::Display) -> Self {
        ParameterError::Empty {
            low: low.to_string(),
            high: high.to_string(),
        }
    }
}

/// What a draw can fail with, on any backend.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The stream has not as many words.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// The result does not fit into memory.
    #[error("{count} samples of {bytes_each} bytes do not fit into memory: draw them in parts")]
    Memory {
        /// Samples asked for.
        count: usize,
        /// Bytes of a sample.
        bytes_each: usize,
    },
    /// The set has not as many points, or they do not fit.
    #[error(transparent)]
    Points(#[from] crate::qmc::PointsError),
    /// The GPU failed.
    #[cfg(feature = "gpu")]
    #[error(transparent)]
    Gpu(#[from] crate::gpu::GpuError),
}

/// No backend could be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The environment asks for a backend that there is not.
    #[error("SEEDBED_BACKEND is {value:?}: it must be auto, cpu or gpu")]
    Variable {
        /// The variable's value.
        value: String,
    },
    /// The GPU could not be opened.
    #[cfg(feature = "gpu")]
    #[error(transparent)]
    Gpu(#[from] crate::gpu::GpuError),
}
