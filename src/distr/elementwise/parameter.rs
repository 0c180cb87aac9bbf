//! One parameter of a draw.

use super::ElementwiseError;
use crate::distr::{LANES, ParameterError};

/// A parameter: one number for each sample, or one for all.
///
/// ```
/// use seedbed::distr::elementwise::{Normal, Parameter};
/// let std = vec![1.0, 2.0, 3.0];
/// let each = Normal::new(0.0, &std)?; // &Vec<f32>, &[f32], &[f32; N], f32: all turn into parameters
/// assert!(matches!(each.mean(), Parameter::One(0.0)));
/// assert_eq!(each.std().get(2), Some(3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Parameter<'a> {
    /// The same for all samples.
    One(f32),
    /// One number for each sample.
    Each(&'a [f32]),
}

impl From<f32> for Parameter<'_> {
    fn from(value: f32) -> Self {
        Parameter::One(value)
    }
}

impl<'a> From<&'a [f32]> for Parameter<'a> {
    fn from(values: &'a [f32]) -> Self {
        Parameter::Each(values)
    }
}

impl<'a, const N: usize> From<&'a [f32; N]> for Parameter<'a> {
    fn from(values: &'a [f32; N]) -> Self {
        Parameter::Each(values)
    }
}

impl<'a> From<&'a alloc::vec::Vec<f32>> for Parameter<'a> {
    fn from(values: &'a alloc::vec::Vec<f32>) -> Self {
        Parameter::Each(values)
    }
}

impl<'a> Parameter<'a> {
    /// That of sample `i`; `None` past the end of a slice.
    #[must_use]
    pub fn get(&self, i: usize) -> Option<f32> {
        match self {
            Parameter::One(value) => Some(*value),
            Parameter::Each(values) => values.get(i).copied(),
        }
    }

    /// Elements of a slice.
    fn len(self) -> Option<usize> {
        match self {
            Parameter::One(_) => None,
            Parameter::Each(values) => Some(values.len()),
        }
    }

    /// The parameters of the samples behind the first `count`.
    pub(crate) fn after(self, count: usize) -> Self {
        match self {
            Parameter::One(_) => self,
            Parameter::Each(values) => Parameter::Each(values.get(count..).unwrap_or_default()),
        }
    }

    /// The bits for the samples of a group, from `first` on; 0 past the end.
    #[inline(always)]
    pub(crate) fn group(self, first: usize) -> [u32; LANES] {
        match self {
            Parameter::One(value) => [value.to_bits(); LANES],
            Parameter::Each(values) => {
                let values = values.get(first..).unwrap_or_default();
                if let Some(values) = values.first_chunk::<LANES>() {
                    return bytemuck::cast(*values);
                }
                let mut bits = [0; LANES];
                for (bits, value) in bits.iter_mut().zip(values) {
                    *bits = value.to_bits();
                }
                bits
            }
        }
    }
}

/// The number of samples that the parameters of `distribution` are for.
pub(super) fn common_len(
    distribution: &'static str,
    parameters: &[(&'static str, Parameter<'_>)],
) -> Result<usize, ElementwiseError> {
    let mut lens = parameters
        .iter()
        .filter_map(|(name, parameter)| Some((*name, parameter.len()?)));
    let Some((first, first_len)) = lens.next() else {
        return Err(ElementwiseError::NoArray { distribution });
    };
    match lens.find(|(_, len)| *len != first_len) {
        None => Ok(first_len),
        Some((second, second_len)) => Err(ElementwiseError::Lengths {
            first,
            first_len,
            second,
            second_len,
        }),
    }
}

/// Checks each number of a parameter by `is`, in vectors; where one is wrong, `domain` tells what.
pub(super) fn check(
    name: &'static str,
    parameter: Parameter<'_>,
    is: impl Fn(u32) -> bool,
    domain: impl Fn(&'static str, f32) -> Result<(), ParameterError>,
) -> Result<(), ElementwiseError> {
    match parameter {
        Parameter::One(value) => domain(name, value)?,
        // Without an early end, so that it is done by vectors.
        Parameter::Each(values) if values.iter().fold(true, |all, v| all & is(v.to_bits())) => (),
        Parameter::Each(values) => {
            for (index, &value) in values.iter().enumerate() {
                domain(name, value).map_err(|error| ElementwiseError::Element { index, error })?;
            }
        }
    }
    Ok(())
}
