//! What a quantile function can be refused for.

use alloc::string::String;

use super::ParameterError;

/// A distribution that has no usable quantile function.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantileError {
    /// A parameter outside its domain.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The density is negative, infinite or not a number.
    #[error(
        "the density at x = {x:?} is {density:?}: it must be 0 or more, and finite inside its support"
    )]
    Density {
        /// Where.
        x: f64,
        /// What the density is there.
        density: f64,
    },
    /// The density is 0 where half the mass should lie on each side.
    #[error("the density at x = {x:?}, the median by the cdf, is 0: it must be positive there")]
    Empty {
        /// The median.
        x: f64,
    },
    /// The density cannot be integrated.
    #[error("the density cannot be integrated near x = {x:?}: it is too rough there")]
    Rough {
        /// Where.
        x: f64,
    },
    /// The density does not fall off.
    #[error(
        "the density does not fall off beyond x = {x:?}: its mass is infinite, or its tail too long"
    )]
    Infinite {
        /// Where the integration stopped.
        x: f64,
    },
    /// The density's integral is not 1.
    #[error(
        "the density's integral is {mass:?}: it must be 1 (scale the pdf, or check the support)"
    )]
    Mass {
        /// The integral over the support.
        mass: f64,
    },
    /// The cdf is not the integral of the density.
    #[error(
        "the cdf at x = {x:?} is {cdf:?}, the integral of the density up to there {integral:?}: they must agree"
    )]
    Cdf {
        /// Where.
        x: f64,
        /// The cdf's value.
        cdf: f64,
        /// The integral of the density.
        integral: f64,
    },
    /// The cdf has no median.
    #[error("the cdf does not cross 1/2 in the support from {low:?} to {high:?}")]
    NoMedian {
        /// The support's lower end.
        low: f64,
        /// The support's upper end.
        high: f64,
    },
    /// A quantile function that is not a number, or falls.
    #[error(
        "the quantile function is {value:?} at {tail} probability {p:?}, and {before:?} before it: it must rise"
    )]
    NotMonotone {
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        p: f64,
        /// The value there.
        value: f64,
        /// The value at the probability tried before, nearer to the median.
        before: f64,
    },
    /// `ppf` and `isf` that differ in the median.
    #[error("the ppf is {lower:?} at 1/2 and the isf {upper:?}: they must agree")]
    Medians {
        /// The ppf's.
        lower: f64,
        /// The isf's.
        upper: f64,
    },
    /// The error bound cannot be reached.
    #[error(
        "a table of {pieces} pieces does not reach the error bound: the quantile function is too \
         steep, or has a jump or a kink, near {tail} tail probability {p:e}"
    )]
    Bound {
        /// Most pieces of a table.
        pieces: usize,
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        p: f64,
    },
    /// Shapes of a family of which no table can be made.
    #[error(
        "with {shapes} a table of {pieces} pieces does not reach the error bound, near {tail} tail \
         probability {p:e}: {remedy}"
    )]
    Shape {
        /// Their names and values.
        shapes: String,
        /// Most pieces of a table.
        pieces: usize,
        /// `lower` or `upper`.
        tail: &'static str,
        /// The probability of that tail.
        p: f64,
        /// What to do.
        remedy: &'static str,
    },
    /// Nothing that errors near 0 could be measured by.
    #[error(
        "the scale (for a quantile function of your own, the interquartile range) is {value:?}: it must be finite and above 0"
    )]
    Scale {
        /// The value.
        value: f64,
    },
}
