//! What can be wrong with a distribution's parameters.

use alloc::string::String;
use core::fmt::Debug;

use super::number;
use crate::room::NoRoom;

/// The most thresholds that the table of a discrete distribution has.
pub(crate) const MAX_THRESHOLDS: usize = (1 << 24) - 2;

/// A parameter outside a distribution's domain.
///
/// Numbers are text, as the message has them.
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
         left ≤ mode ≤ right, left below right, all finite, as f32"
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
    /// Bounds that f32 does not tell apart.
    #[error(
        "low and high are both {bound} as f32: low must be below high, by more than 24 bits round \
         away (Uniform64 has 53)"
    )]
    Equal {
        /// Either bound.
        bound: String,
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
        MAX_THRESHOLDS
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
    /// At most one sample in 65,536 would be finite.
    #[error(
        "with {name} = {value} nearly every sample is past {largest}, the largest {format}, \
         and infinite: {remedy}"
    )]
    MostlyInfinite {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// The format of the samples.
        format: &'static str,
        /// The largest number of the format.
        largest: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Every sample would be 0, though the scale is not.
    #[error(
        "with {name} = {value} every sample rounds to 0, for the least {format} above 0 is {least}: \
         {remedy}"
    )]
    AllZero {
        /// The parameter.
        name: &'static str,
        /// The value given.
        value: String,
        /// The format of the samples.
        format: &'static str,
        /// The least number of the format above 0.
        least: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A table that does not fit into memory.
    #[error(
        "the distribution's table does not fit into memory, with a part of {bytes} bytes: choose parameters \
         that have fewer values, or allow more memory"
    )]
    Memory {
        /// Of the part of the table that was asked for.
        bytes: usize,
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

impl From<NoRoom> for ParameterError {
    fn from(no_room: NoRoom) -> Self {
        let bytes = no_room.bytes;
        ParameterError::Memory { bytes }
    }
}

impl ParameterError {
    pub(crate) fn check_finite<T>(name: &'static str, value: T) -> Result<(), Self>
    where
        T: Copy + Debug + Into<f64>,
    {
        if value.into().is_finite() {
            return Ok(());
        }
        let value = number(value);
        Err(ParameterError::NotFinite { name, value })
    }

    pub(crate) fn check_not_negative<T>(name: &'static str, value: T) -> Result<(), Self>
    where
        T: Copy + Debug + Into<f64>,
    {
        Self::check_finite(name, value)?;
        if value.into() >= 0.0 {
            return Ok(());
        }
        let value = number(value);
        Err(ParameterError::Negative { name, value })
    }

    pub(crate) fn check_positive(name: &'static str, value: f64) -> Result<(), Self> {
        Self::check_finite(name, value)?;
        if value > 0.0 {
            return Ok(());
        }
        Err(Self::not_above(name, value, 0))
    }

    pub(crate) fn check_within<T>(
        name: &'static str,
        value: T,
        low: f64,
        high: f64,
    ) -> Result<(), Self>
    where
        T: Copy + Debug + Into<f64>,
    {
        if (low..=high).contains(&value.into()) {
            return Ok(());
        }
        Err(Self::outside(name, value, low, high))
    }

    pub(crate) fn check_probability<T>(p: T) -> Result<(), Self>
    where
        T: Copy + Debug + Into<f64>,
    {
        if (0.0..=1.0).contains(&p.into()) {
            return Ok(());
        }
        let value = number(p);
        Err(ParameterError::Probability { value })
    }

    /// left ≤ mode ≤ right, left < right, and a finite width.
    pub(crate) fn check_between<T>(left: T, mode: T, right: T) -> Result<(), Self>
    where
        T: Copy + Debug + Into<f64>,
    {
        let [a, b, c] = [left, mode, right].map(Into::into);
        if a <= b && b <= c && a < c && (c - a).is_finite() {
            return Ok(());
        }
        Err(ParameterError::Mode {
            left: number(left),
            mode: number(mode),
            right: number(right),
        })
    }

    /// low < high, of finite f32.
    pub(crate) fn check_f32_range(low: f32, high: f32) -> Result<(), Self> {
        if low < high {
            return Ok(());
        }
        if low == high {
            // An f64, so that a whole number has its own digits.
            let bound = number(f64::from(low));
            return Err(ParameterError::Equal { bound });
        }
        Err(Self::empty(low, high))
    }

    pub(crate) fn mostly_past_u32(name: &'static str, value: f64, remedy: &'static str) -> Self {
        ParameterError::MostlyPastU32 {
            name,
            value: number(value),
            remedy,
        }
    }

    pub(crate) fn not_above(name: &'static str, value: f64, low: impl Debug) -> Self {
        ParameterError::NotAbove {
            name,
            value: number(value),
            low: number(low),
        }
    }

    pub(crate) fn outside(
        name: &'static str,
        value: impl Debug,
        low: impl Debug,
        high: impl Debug,
    ) -> Self {
        ParameterError::Outside {
            name,
            value: number(value),
            low: number(low),
            high: number(high),
        }
    }

    pub(crate) fn weight(index: usize, value: f64) -> Self {
        let value = number(value);
        ParameterError::Weight { index, value }
    }

    #[cfg(feature = "half")]
    pub(crate) fn no_value(format: &'static str, low: f32, high: f32) -> Self {
        ParameterError::NoValue {
            format,
            low: number(low),
            high: number(high),
        }
    }

    pub(crate) fn empty(low: impl Debug, high: impl Debug) -> Self {
        ParameterError::Empty {
            low: number(low),
            high: number(high),
        }
    }
}
