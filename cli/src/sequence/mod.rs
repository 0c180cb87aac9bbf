//! What has an order of its own, not words of a stream: permutations and point sets, by name and
//! parameters.

mod elements;
mod options;
mod part;
mod write;

use std::fmt;

use anyhow::Context;
use seedbed::{
    SeedSequence,
    distr::{Standard, Standard64},
    qmc,
};
use serde_json::{Map, Value};

pub use elements::Elements;
use elements::Points;
pub use options::{
    Halton, HaltonScramble, LatinHypercube, PartArg, Permutation, PointsArg, SequenceArgs, Sobol,
    SobolScramble, StartArg,
};
pub use part::Part;
pub use write::run;

use crate::distribution::{WideDtype, write_with_parameters};

/// Name and parameters, as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Sequence {
    Permutation(Permutation),
    Sobol(Sobol),
    Halton(Halton),
    LatinHypercube(LatinHypercube),
}

/// Work on a sequence of whatever type.
pub trait Visitor {
    type Output;

    fn visit<E: Elements>(self, elements: E) -> Self::Output;
}

impl Sequence {
    /// The name on the command line and in records.
    pub fn name(&self) -> &'static str {
        match self {
            Sequence::Permutation(_) => "permutation",
            Sequence::Sobol(_) => "sobol",
            Sequence::Halton(_) => "halton",
            Sequence::LatinHypercube(_) => "latin_hypercube",
        }
    }

    /// What one of them is called.
    pub fn unit(&self) -> &'static str {
        match self {
            Sequence::Permutation(_) => "elements",
            Sequence::Sobol(_) | Sequence::Halton(_) | Sequence::LatinHypercube(_) => "points",
        }
    }

    /// The parameters by name.
    pub fn parameters(&self) -> Map<String, Value> {
        let value = match self {
            Sequence::Permutation(parameters) => serde_json::to_value(parameters),
            Sequence::Sobol(parameters) => serde_json::to_value(parameters),
            Sequence::Halton(parameters) => serde_json::to_value(parameters),
            Sequence::LatinHypercube(parameters) => serde_json::to_value(parameters),
        };
        match value {
            Ok(Value::Object(parameters)) => parameters,
            other => unreachable!("parameters are a struct: {other:?}"),
        }
    }

    /// From a name and parameters in a record.
    pub fn from_parts(name: &str, parameters: Map<String, Value>) -> anyhow::Result<Self> {
        let parameters = Value::Object(parameters);
        Ok(match name {
            "permutation" => Sequence::Permutation(serde_json::from_value(parameters)?),
            "sobol" => Sequence::Sobol(serde_json::from_value(parameters)?),
            "halton" => Sequence::Halton(serde_json::from_value(parameters)?),
            "latin_hypercube" => Sequence::LatinHypercube(serde_json::from_value(parameters)?),
            _ => anyhow::bail!("there is no sequence `{name}`"),
        })
    }

    /// Whether a seed changes it.
    pub fn is_random(&self) -> bool {
        match self {
            Sequence::Permutation(_) | Sequence::LatinHypercube(_) => true,
            Sequence::Sobol(p) => p.scramble != SobolScramble::None,
            Sequence::Halton(p) => p.scramble != HaltonScramble::None,
        }
    }

    /// Makes it, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(
        &self,
        seed: Option<&SeedSequence>,
        visitor: V,
    ) -> anyhow::Result<V::Output> {
        let seed = || seed.cloned().context("no seed");
        match self {
            Sequence::Permutation(p) => Ok(visitor.visit(seedbed::Permutation::new(seed()?, p.n)?)),
            Sequence::Sobol(p) => {
                let plain = qmc::Sobol::new(p.dimensions)?;
                let set = match p.scramble {
                    SobolScramble::Owen => plain.scrambled(seed()?),
                    SobolScramble::Shift => plain.digital_shift(seed()?),
                    SobolScramble::None => plain,
                };
                Ok(visit_points(set, p.dtype, visitor))
            }
            Sequence::Halton(p) => {
                let plain = qmc::Halton::new(p.dimensions)?;
                let set = match p.scramble {
                    HaltonScramble::Linear => plain.scrambled(seed()?),
                    HaltonScramble::None => plain,
                };
                Ok(visit_points(set, p.dtype, visitor))
            }
            Sequence::LatinHypercube(p) => {
                let set = qmc::LatinHypercube::new(p.n, p.dimensions, seed()?)?;
                Ok(visit_points(set, p.dtype, visitor))
            }
        }
    }
}

fn visit_points<P: qmc::GpuPointSet, V: Visitor>(
    set: P,
    dtype: WideDtype,
    visitor: V,
) -> V::Output {
    match dtype {
        WideDtype::Float32 => visitor.visit(Points(set, Standard)),
        WideDtype::Float64 => visitor.visit(Points(set, Standard64)),
    }
}

impl fmt::Display for Sequence {
    /// Writes `permutation(n=10)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_with_parameters(f, self.name(), &self.parameters())
    }
}

macro_rules! from_parameters {
    ($($name:ident),*) => {$(
        impl From<$name> for Sequence {
            fn from(parameters: $name) -> Self {
                Sequence::$name(parameters)
            }
        }
    )*};
}
from_parameters!(Permutation, Sobol, Halton, LatinHypercube);
