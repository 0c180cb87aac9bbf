//! Why a table could not be built.

/// A quantile function that no table can hold.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantileError {
    /// NaN or infinite.
    #[error(
        "the quantile function is {value} at {tail} tail probability {probability:e}: it must be finite there"
    )]
    NotFinite {
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        probability: f64,
        /// What the function returned.
        value: f64,
    },
    /// Falling.
    #[error(
        "the quantile function falls from {before:e} to {after:e} at {tail} tail probability \
         {probability:e}: it must rise with the probability of being below"
    )]
    NotMonotone {
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        probability: f64,
        /// The value before.
        before: f64,
        /// The value after.
        after: f64,
    },
    /// The error bound cannot be reached.
    #[error(
        "a table of {pieces} pieces does not reach the error bound: the quantile function is too \
         steep, or has a jump, near {tail} tail probability {probability:e}"
    )]
    Bound {
        /// Most pieces of a table.
        pieces: usize,
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        probability: f64,
    },
    /// No scale for errors near 0.
    #[error("the scale is {value}: it must be finite and above 0")]
    Scale {
        /// The value.
        value: f64,
    },
}
