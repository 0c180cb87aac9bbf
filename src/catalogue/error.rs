//! Why the catalogue makes no distribution.

use alloc::{format, string::String, string::ToString, vec::Vec};

use super::{Dtype, Entry, Parameter, Presence, Value};
use crate::{
    distr::{ParameterError, QuantileError, VectorError},
    error::{number, quoted},
};

/// A name that is none, or an argument that a distribution does not take.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The name of no distribution.
    #[error("there is no distribution {}: there are {}", shown(.given), known.join(", "))]
    Unknown {
        /// The name.
        given: String,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// The name of no parameter.
    #[error("{distribution} has no parameter {}: it has {}", shown(.given), listed(known))]
    UnknownParameter {
        /// The distribution.
        distribution: &'static str,
        /// The name.
        given: String,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// A parameter without a value and without a default.
    #[error("the parameter `{parameter}` is missing")]
    Missing {
        /// The parameter.
        parameter: &'static str,
    },
    /// A parameter with two values.
    #[error("the parameter `{parameter}` is given twice")]
    Twice {
        /// The parameter.
        parameter: &'static str,
    },
    /// Several parameters of which one is enough.
    #[error("{distribution} takes one of {}", known.join(" and "))]
    OneOf {
        /// The distribution.
        distribution: &'static str,
        /// The parameters.
        known: Vec<&'static str>,
    },
    /// A value that is not of the parameter's kind.
    #[error("{parameter} is {value}: it must be {must_be}")]
    Kind {
        /// The parameter.
        parameter: &'static str,
        /// The value given.
        value: String,
        /// What it must be.
        must_be: &'static str,
    },
    /// A type that samples of this distribution cannot have.
    #[error("{distribution} has no samples of {given}: it has {}", known.join(", "))]
    Dtype {
        /// The distribution.
        distribution: &'static str,
        /// The type given.
        given: Dtype,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// An integer bound outside the type of samples.
    #[error("{parameter} is {value}: it does not fit {dtype}")]
    Bound {
        /// The parameter.
        parameter: &'static str,
        /// The value given.
        value: i128,
        /// The type of samples.
        dtype: Dtype,
    },
    /// A number that float32 does not hold, where float64 does.
    #[error("{problem}: choose float64")]
    Float32 {
        /// What is wrong with it.
        problem: String,
    },
    /// A distribution that samples of another type have.
    #[error("{problem} (or choose {dtype})")]
    Narrow {
        /// What is wrong with it.
        problem: ParameterError,
        /// The type of samples.
        dtype: Dtype,
    },
    /// A parameter outside its domain.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A parameter outside its domain, or shapes that no table holds.
    #[error(transparent)]
    Quantile(#[from] QuantileError),
    /// Parameters of vectors that do not go together.
    #[error(transparent)]
    Vector(#[from] VectorError),
}

/// A name that somebody gave, in backquotes as all names are here.
fn shown(name: &str) -> String {
    quoted(name).replace('"', "`")
}

/// Names, or that there are none.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "none".into(),
        _ => names.join(", "),
    }
}

impl CatalogueError {
    pub(super) fn unknown(given: &str, known: impl Iterator<Item = &'static str>) -> Self {
        CatalogueError::Unknown {
            given: given.into(),
            known: known.collect(),
        }
    }

    pub(super) fn unknown_parameter(
        distribution: &'static str,
        given: &str,
        parameters: &[&'static Parameter],
    ) -> Self {
        CatalogueError::UnknownParameter {
            distribution,
            given: given.into(),
            known: parameters.iter().map(|parameter| parameter.name).collect(),
        }
    }

    pub(super) fn missing(parameter: &Parameter) -> Self {
        CatalogueError::Missing {
            parameter: parameter.name,
        }
    }

    pub(super) fn one_of(distribution: &'static str, parameters: &[&'static Parameter]) -> Self {
        let one_of = parameters.iter().filter(|p| p.presence == Presence::OneOf);
        CatalogueError::OneOf {
            distribution,
            known: one_of.map(|parameter| parameter.name).collect(),
        }
    }

    pub(super) fn kind(parameter: &'static str, value: Value<'_>, must_be: &'static str) -> Self {
        let value = match value {
            Value::Number(value) => number(value),
            Value::Integer(value) => value.to_string(),
            Value::List(values) => format!("a list of {}", values.len()),
        };
        CatalogueError::Kind {
            parameter,
            value,
            must_be,
        }
    }

    pub(super) fn no_dtype(entry: &Entry, given: Dtype) -> Self {
        CatalogueError::Dtype {
            distribution: entry.name,
            given,
            known: entry.dtypes.iter().map(|dtype| dtype.name()).collect(),
        }
    }

    /// A number past float32.
    pub(super) fn past_float32(name: &str, value: f64) -> Self {
        let problem = format!(
            "{name} is {value:?}: float32 reaches from {:?} to {:?}",
            f32::MIN,
            f32::MAX
        );
        CatalogueError::Float32 { problem }
    }

    /// A scale that is not 0, until it is rounded.
    pub(super) fn lost_in_float32(name: &str, scale: f64) -> Self {
        let problem =
            format!("{name} is {scale:?}: float32 rounds it to 0, and every sample would be 0");
        CatalogueError::Float32 { problem }
    }

    /// The error of a type of floats, with the one that helps.
    pub(super) fn of_floats(error: ParameterError, dtype: Dtype) -> Self {
        let is_narrow = matches!(dtype, Dtype::F16 | Dtype::Bf16);
        match error {
            ParameterError::Equal { bound } => CatalogueError::Float32 {
                problem: format!("low and high are both {bound} in float32, which has 24 bits"),
            },
            ParameterError::AllZero { .. }
            | ParameterError::NoValue { .. }
            | ParameterError::Outside { .. }
            | ParameterError::MostlyInfinite { .. }
                if is_narrow =>
            {
                CatalogueError::Narrow {
                    problem: error,
                    dtype: Dtype::F32,
                }
            }
            ParameterError::MostlyInfinite { .. } => CatalogueError::Narrow {
                problem: error,
                dtype: Dtype::F64,
            },
            other => other.into(),
        }
    }
}
