//! Distributions as the command line and records name them: rows of the library's catalogue, with parameters.

mod choice;
mod display;
mod dtype;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod extremes;
mod file;
mod given;
mod names;
mod options;
mod sample;
#[cfg(test)]
mod tests;

use anyhow::{anyhow, bail, ensure};
pub use choice::{Choice, With};
pub use display::{short, write_with_parameters};
pub use dtype::WideDtype;
#[cfg(test)]
pub use examples::examples;
pub use given::Given;
pub use names::elsewhere;
pub use sample::{Sample, SampleType};
use seedbed::catalogue::{self, CatalogueError, Drawable, Dtype, Entry, Presence};
use serde_json::{Map, Value};

use crate::draw::{Draws, Rows};

/// A distribution's name and parameters, as given.
#[derive(Clone, Debug, PartialEq)]
pub struct Specification {
    entry: &'static Entry,
    dtype: Dtype,
    /// In the order of the row's parameters.
    given: Vec<(&'static str, Given)>,
}

/// Work on a distribution of whatever type.
pub trait Visitor {
    type Output;

    fn visit<D: Draws>(self, distribution: D) -> Self::Output;
}

impl Specification {
    /// The name on the command line and in records.
    pub fn name(&self) -> &'static str {
        self.entry.name
    }

    /// The type of the samples that was asked for.
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn get(&self, name: &str) -> Option<&Given> {
        let found = self.given.iter().find(|(known, _)| *known == name);
        found.map(|(_, given)| given)
    }

    /// A parameter that is a number; NaN where it is none or not given.
    pub fn number(&self, name: &str) -> f64 {
        self.get(name).map_or(f64::NAN, Given::number)
    }

    /// A parameter that is an integer.
    pub fn integer(&self, name: &str) -> i128 {
        self.get(name).map_or(0, Given::integer)
    }

    /// A parameter that is a list; empty where it is not given.
    pub fn list(&self, name: &str) -> &[f64] {
        self.get(name).map_or(&[], Given::list)
    }

    /// Whether the parameter was given, or has a default.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The parameters by name. A type of samples is one where there is a choice; records of floats say nothing of
    /// the default, as those made before there was a choice.
    pub fn parameters(&self) -> Map<String, Value> {
        let parameters = self.entry.parameters.iter().filter_map(|parameter| {
            let given = self.get(parameter.name)?;
            Some((parameter.name.to_string(), given.to_json(parameter.kind)))
        });
        let is_said = !self.dtype.is_float() || self.dtype != self.entry.dtypes[0];
        let dtype = (self.entry.dtypes.len() > 1 && is_said)
            .then(|| ("dtype".to_string(), self.dtype.name().into()));
        parameters.chain(dtype).collect()
    }

    /// From a name and parameters in a record.
    pub fn from_parts(name: &str, mut parameters: Map<String, Value>) -> anyhow::Result<Self> {
        let Some(entry) = catalogue::entries().find(|entry| entry.name == name) else {
            bail!("there is no distribution `{name}`");
        };
        let default = entry.dtypes[0];
        let dtype = match entry.dtypes {
            [only] => *only,
            known => match parameters.remove("dtype") {
                Some(given) => {
                    let is_given = |dtype: &&Dtype| given.as_str() == Some(dtype.name());
                    let dtype = known.iter().find(is_given);
                    *dtype.ok_or_else(|| anyhow!("{name} has no samples of type {given}"))?
                }
                None if default.is_float() => default,
                None => bail!("missing field `dtype`"),
            },
        };
        let mut given = Vec::new();
        for parameter in entry.parameters {
            if let Some(value) = parameters.remove(parameter.name) {
                given.push((parameter.name, Given::from_json(value, parameter.kind)?));
            }
        }
        if let Some(key) = parameters.keys().next() {
            let known = entry
                .parameters
                .iter()
                .map(|known| format!("`{}`", known.name));
            let known: Vec<_> = known.collect();
            match known[..] {
                [] => bail!("{name} has no parameter `{key}`"),
                _ => bail!("unknown field `{key}`, expected {}", known.join(" or ")),
            }
        }
        let specification = Specification {
            entry,
            dtype,
            given,
        };
        specification.check_complete()?;
        Ok(specification)
    }

    /// A record leaves nothing to defaults, which another version may have changed.
    fn check_complete(&self) -> anyhow::Result<()> {
        let of = |presence: Presence| {
            let all = self.entry.parameters.iter();
            all.filter(move |parameter| parameter.presence == presence)
        };
        let given = |presence| of(presence).filter(|p| self.has(p.name)).count();
        let (together, one_of) = (given(Presence::Together), given(Presence::OneOf));
        let lacking = self.entry.parameters.iter().find(|parameter| {
            let may_lack = match parameter.presence {
                Presence::Together => together == 0,
                Presence::OneOf => one_of == 1,
                Presence::Required | Presence::Default(_) => false,
            };
            !may_lack && !self.has(parameter.name)
        });
        if let Some(parameter) = lacking {
            bail!("missing field `{}`", parameter.name);
        }
        ensure!(one_of <= 1, "{} has one matrix", self.name());
        Ok(())
    }

    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let arguments: Vec<_> = self
            .given
            .iter()
            .map(|(name, given)| (*name, given.value()))
            .collect();
        let drawable = self.entry.build(self.dtype, &arguments);
        Ok(match drawable.map_err(with_option)? {
            Drawable::U32(distribution) => visitor.visit(distribution),
            Drawable::I32(distribution) => visitor.visit(distribution),
            Drawable::U64(distribution) => visitor.visit(distribution),
            Drawable::I64(distribution) => visitor.visit(distribution),
            Drawable::F32(distribution) => visitor.visit(distribution),
            Drawable::F64(distribution) => visitor.visit(distribution),
            Drawable::F16(distribution) => visitor.visit(distribution),
            Drawable::Bf16(distribution) => visitor.visit(distribution),
            Drawable::Mask(distribution) => visitor.visit(distribution),
            Drawable::Vectors(distribution) => visitor.visit(Rows(distribution)),
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

/// The error, with the option that helps.
fn with_option(error: CatalogueError) -> anyhow::Error {
    match error {
        CatalogueError::Float32 { problem } => anyhow!("{problem}: choose --dtype float64"),
        CatalogueError::Narrow { problem, dtype } => anyhow!("{problem} (--dtype {dtype})"),
        other => other.into(),
    }
}
