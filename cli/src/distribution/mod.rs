//! Distributions by name and parameters, and the one place where they become types.

mod choice;
mod display;
mod dtype;
#[cfg(test)]
mod extremes;
mod names;
mod parameters;
mod sample;
#[cfg(test)]
mod tests;

pub use choice::{Choice, With};
pub use display::{short, write_with_parameters};
pub use dtype::{Dtype, FloatDtype, WideDtype};
pub use names::{aliases, elsewhere};
pub use parameters::{
    BernoulliParameters, ExponentialParameters, IntegersParameters, NormalParameters,
    UniformParameters,
};
pub use sample::{Sample, SampleType};
use seedbed::distr::{Bernoulli, BernoulliMask, Bits32, Bits64, Open01, OpenClosed01, Standard64};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    draw::Draws,
    family::{continuous, discrete, vector},
};

/// A distribution's name and parameters, as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Specification {
    Bits32,
    Bits64,
    Uniform(UniformParameters),
    Open01,
    OpenClosed01,
    Uniform64,
    Integers(IntegersParameters),
    Bernoulli(BernoulliParameters),
    BernoulliMask(BernoulliParameters),
    Normal(NormalParameters),
    Exponential(ExponentialParameters),
    Continuous(continuous::Family),
    Discrete(discrete::Family),
    Vectors(vector::Family),
}

/// Work on a distribution of whatever type.
pub trait Visitor {
    type Output;

    fn visit<D: Draws>(self, distribution: D) -> Self::Output;
}

impl Specification {
    /// The name on the command line and in records.
    pub fn name(&self) -> &'static str {
        match self {
            Specification::Bits32 => "bits32",
            Specification::Bits64 => "bits64",
            Specification::Uniform(_) => "uniform",
            Specification::Open01 => "open01",
            Specification::OpenClosed01 => "openclosed01",
            Specification::Uniform64 => "uniform64",
            Specification::Integers(_) => "integers",
            Specification::Bernoulli(_) => "bernoulli",
            Specification::BernoulliMask(_) => "bernoulli_mask",
            Specification::Normal(_) => "normal",
            Specification::Exponential(_) => "exponential",
            Specification::Continuous(family) => family.name(),
            Specification::Discrete(family) => family.name(),
            Specification::Vectors(family) => family.name(),
        }
    }

    /// The parameters by name.
    pub fn parameters(&self) -> Map<String, Value> {
        let value = match self {
            Specification::Bits32
            | Specification::Bits64
            | Specification::Open01
            | Specification::OpenClosed01
            | Specification::Uniform64 => return Map::new(),
            Specification::Uniform(parameters) => serde_json::to_value(parameters),
            Specification::Integers(parameters) => serde_json::to_value(parameters),
            Specification::Bernoulli(parameters) | Specification::BernoulliMask(parameters) => {
                serde_json::to_value(parameters)
            }
            Specification::Normal(parameters) => serde_json::to_value(parameters),
            Specification::Exponential(parameters) => serde_json::to_value(parameters),
            Specification::Continuous(family) => family.parameters(),
            Specification::Discrete(family) => family.parameters(),
            Specification::Vectors(family) => family.parameters(),
        };
        match value {
            Ok(Value::Object(parameters)) => parameters,
            other => unreachable!("parameters are a struct of numbers: {other:?}"),
        }
    }

    /// From a name and parameters in a record.
    pub fn from_parts(name: &str, parameters: Map<String, Value>) -> anyhow::Result<Self> {
        let nothing = |specification: Specification| match parameters.keys().next() {
            None => Ok(specification),
            Some(key) => Err(anyhow::anyhow!("{name} has no parameter `{key}`")),
        };
        match name {
            "bits32" => nothing(Specification::Bits32),
            "bits64" => nothing(Specification::Bits64),
            "open01" => nothing(Specification::Open01),
            "openclosed01" => nothing(Specification::OpenClosed01),
            "uniform64" => nothing(Specification::Uniform64),
            "uniform" => Ok(Specification::Uniform(from_map(parameters)?)),
            "integers" => Ok(Specification::Integers(from_map(parameters)?)),
            "bernoulli" => Ok(Specification::Bernoulli(from_map(parameters)?)),
            "bernoulli_mask" => Ok(Specification::BernoulliMask(from_map(parameters)?)),
            "normal" => Ok(Specification::Normal(from_map(parameters)?)),
            "exponential" => Ok(Specification::Exponential(from_map(parameters)?)),
            _ => {
                let continuous = || {
                    let family = continuous::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Continuous))
                };
                let discrete = || {
                    let family = discrete::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Discrete))
                };
                let vectors = || {
                    let family = vector::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Vectors))
                };
                match continuous().or_else(discrete).or_else(vectors) {
                    Some(specification) => Ok(specification?),
                    None => anyhow::bail!("there is no distribution `{name}`"),
                }
            }
        }
    }

    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        Ok(match self {
            Specification::Bits32 => visitor.visit(Bits32),
            Specification::Bits64 => visitor.visit(Bits64),
            Specification::Uniform(p) => p.visit(visitor)?,
            Specification::Open01 => visitor.visit(Open01),
            Specification::OpenClosed01 => visitor.visit(OpenClosed01),
            Specification::Uniform64 => visitor.visit(Standard64),
            Specification::Integers(p) => p.visit(visitor)?,
            Specification::Bernoulli(p) => visitor.visit(Bernoulli::new(p.p)?),
            Specification::BernoulliMask(p) => visitor.visit(BernoulliMask::new(p.p)?),
            Specification::Normal(p) => p.visit(visitor)?,
            Specification::Exponential(p) => p.visit(visitor)?,
            Specification::Continuous(family) => family.visit(visitor)?,
            Specification::Discrete(family) => family.visit(visitor)?,
            Specification::Vectors(family) => family.visit(visitor)?,
        })
    }

    /// The type of the samples; the parameters are checked on the way.
    pub fn sample_type(&self) -> anyhow::Result<SampleType> {
        struct Type;
        impl Visitor for Type {
            type Output = SampleType;

            fn visit<D: Draws>(self, distribution: D) -> SampleType {
                SampleType {
                    dtype: D::Output::DTYPE,
                    words: distribution.words(),
                    dimension: distribution.dimension(),
                }
            }
        }
        self.visit(Type)
    }
}

fn from_map<T: for<'a> Deserialize<'a>>(parameters: Map<String, Value>) -> serde_json::Result<T> {
    serde_json::from_value(Value::Object(parameters))
}
