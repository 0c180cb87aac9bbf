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
    /// A mode outside its range, or a range without width.
    #[error(
        "the mode {mode} is not in the range from left = {left} to right = {right}: it takes \
         left ≤ mode ≤ right, left below right, all finite"
    )]
    Mode {
        /// The left end given.
        left: String,
        /// The mode given.
        mode: String,
        /// The right end given.
        right: String,
    },
    /// A range without a value.
    #[error("the range from low = {low} to high = {high} is empty: low must be below high")]
    Empty {
        /// The lower bound given.
        low: String,
        /// The upper bound given.
        high: String,
    },
    /// A range without a value in a format of 16 bits.
    #[error(
        "no {format} lies from low = {low} to below high = {high}: take a wider range, or draw f32"
    )]
    NoValue {
        /// The format.
        format: &'static str,
        /// The lower bound given.
        low: String,
        /// The upper bound given.
        high: String,
    },
    /// Not above a number, where the domain starts above it.
    #[error("{name} is {value}: it must be above {low}, and finite")]
    NotAbove {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// The open end of the domain.
        low: String,
    },
    /// Outside a closed range.
    #[error("{name} is {value}: it must be from {low} to {high}")]
    Outside {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// The smallest value allowed.
        low: String,
        /// The largest value allowed.
        high: String,
    },
    /// A weight, or a probability of a list, that is negative, NaN or infinite.
    #[error("weight {index} is {value}: it must be 0 or more, and finite")]
    Weight {
        /// The index of the weight, from 0.
        index: usize,
        /// The value given.
        value: String,
    },
    /// Weights that are all 0, or none at all.
    #[error("none of {count} weight(s) is above 0: one must be")]
    NoWeight {
        /// The number of weights given.
        count: usize,
    },
    /// More weights than a table has room for.
    #[error("there are more than {limit} weights: merge categories, or cut the support")]
    TooManyWeights {
        /// The largest number allowed.
        limit: usize,
    },
    /// A discrete distribution with too many values.
    #[error(
        "with {name} = {value} the table has more than {} thresholds: {remedy}",
        crate::distr::MAX_THRESHOLDS
    )]
    TableLength {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A discrete distribution that is above u32 more often than not.
    #[error(
        "with {name} = {value} more than half of the samples are above 4294967295, the largest u32: {remedy}"
    )]
    MostlyPastU32 {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A discrete distribution with values that do not fit u32.
    #[error("with {name} = {value} samples may be above 4294967295, the largest u32: {remedy}")]
    PastU32 {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// What to do.
        remedy: &'static str,
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

    pub(crate) fn check_positive(name: &'static str, value: f64) -> Result<(), Self> {
        Self::check_finite(name, value)?;
        if value > 0.0 {
            return Ok(());
        }
        Err(Self::not_above(name, value, 0))
    }

    pub(crate) fn check_within(
        name: &'static str,
        value: f64,
        low: f64,
        high: f64,
    ) -> Result<(), Self> {
        Self::check_finite(name, value)?;
        if (low..=high).contains(&value) {
            return Ok(());
        }
        Err(ParameterError::Outside {
            name,
            value: value.to_string(),
            low: alloc::format!("{low:?}"),
            high: alloc::format!("{high:?}"),
        })
    }

    /// left ≤ mode ≤ right, left < right, and a finite width.
    pub(crate) fn check_between(left: f64, mode: f64, right: f64) -> Result<(), Self> {
        if left <= mode && mode <= right && left < right && (right - left).is_finite() {
            return Ok(());
        }
        Err(ParameterError::Mode {
            left: left.to_string(),
            mode: mode.to_string(),
            right: right.to_string(),
        })
    }

    pub(crate) fn mostly_past_u32(
        name: &'static str,
        value: impl fmt::Display,
        remedy: &'static str,
    ) -> Self {
        ParameterError::MostlyPastU32 {
            name,
            value: value.to_string(),
            remedy,
        }
    }

    pub(crate) fn not_above(
        name: &'static str,
        value: impl fmt::Display,
        low: impl fmt::Display,
    ) -> Self {
        ParameterError::NotAbove {
            name,
            value: value.to_string(),
            low: low.to_string(),
        }
    }

    pub(crate) fn outside(
        name: &'static str,
        value: impl fmt::Display,
        low: impl fmt::Display,
        high: impl fmt::Display,
    ) -> Self {
        ParameterError::Outside {
            name,
            value: value.to_string(),
            low: low.to_string(),
            high: high.to_string(),
        }
    }

    pub(crate) fn weight(index: usize, value: f64) -> Self {
        ParameterError::Weight {
            index,
            value: value.to_string(),
        }
    }

    pub(crate) fn probability(value: f64) -> Self {
        ParameterError::Probability {
            value: value.to_string(),
        }
    }

    #[cfg(feature = "half")]
    pub(crate) fn no_value(format: &'static str, low: f32, high: f32) -> Self {
        ParameterError::NoValue {
            format,
            low: low.to_string(),
            high: high.to_string(),
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
    /// A size, a range or a weight that no permutation has.
    #[error(transparent)]
    Permutation(#[from] crate::permutation::PermutationError),
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
    Elementwise(#[from] crate::distr::elementwise::ElementwiseError),
    /// The set has not as many points, or they do not fit.
    #[error(transparent)]
    Points(#[from] crate::qmc::PointsError),
    /// A slice or a buffer that holds no whole number of vectors.
    #[error(transparent)]
    Vectors(#[from] crate::vector::VectorError),
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
