//! What parameters by element can be refused for.

use super::{ParameterError, QuantileError};

/// Parameters by element that make no draw.
///
/// ```
/// use seedbed::distr::elementwise::Normal;
/// let error = Normal::new(&[0.0, 0.0], &[1.0, -1.0]).unwrap_err();
/// let message = "element 1: std is -1: it must be 0 or more, and finite";
/// assert_eq!(error.to_string(), message);
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ElementwiseError {
    /// An element outside the distribution's domain.
    #[error("element {index}: {error}")]
    Element {
        /// Its index, from 0.
        index: usize,
        /// The parameter, its value and its domain.
        error: ParameterError,
    },
    /// A number for all samples that is outside the distribution's domain.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// Slices of different lengths.
    #[error(
        "{first} has {first_len} element(s) and {second} has {second_len}: each must have one for \
         each sample, or be a single number"
    )]
    Lengths {
        /// A parameter.
        first: &'static str,
        /// Its elements.
        first_len: usize,
        /// The parameter that differs.
        second: &'static str,
        /// Its elements.
        second_len: usize,
    },
    /// No parameter is an array.
    #[error(
        "no parameter of this {distribution} has an element for each sample: use \
         distr::{distribution} with `sample`, which takes the number of samples"
    )]
    NoArray {
        /// The distribution.
        distribution: &'static str,
    },
    /// A target of another length.
    #[error("the target has {target} sample(s), the parameters {len} element(s): make them equal")]
    Target {
        /// Samples that the target holds.
        target: usize,
        /// Elements of the parameters.
        len: usize,
    },
    /// The table could not be made.
    #[error(transparent)]
    Quantile(#[from] QuantileError),
}
