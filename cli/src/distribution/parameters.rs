//! Parameters of the core's distributions: options of the command line, and keys of a record.

use anyhow::{anyhow, ensure};
use clap::Args;
use seedbed::distr::{
    Exponential, Exponential64, Integer, Integers, Normal, Normal64, NormalBf16, NormalF16,
    ParameterError, Standard, Standard64, Uniform, Uniform64, UniformBf16, UniformF16,
};
use serde::{Deserialize, Serialize};

use super::{Dtype, FloatDtype, Visitor, WideDtype};
use crate::{count::parse_bound, number::Number};

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct UniformParameters {
    /// Lower bound, which occurs; finite
    #[arg(long, visible_aliases = ["min"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, requires = "high")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper bound, which does not occur; finite, above low
    #[arg(long, visible_aliases = ["max"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, requires = "low")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "FloatDtype::is_default")]
    pub dtype: FloatDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct IntegersParameters {
    /// Lower bound, which occurs
    #[arg(long, allow_hyphen_values = true, value_parser = parse_bound, default_value = "0")]
    pub low: i128,
    /// Upper bound, which does not occur; above low
    #[arg(long, allow_hyphen_values = true, value_parser = parse_bound)]
    pub high: i128,
    /// Type of the samples
    #[arg(long, value_enum, default_value_t)]
    pub dtype: Dtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct BernoulliParameters {
    /// Probability of 1, in [0, 1]
    #[arg(long, visible_aliases = ["prob"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, default_value_t = 0.5)]
    pub p: f64,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct NormalParameters {
    /// Mean; finite
    #[arg(long, visible_aliases = ["loc", "mu"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, default_value_t = 0.0)]
    pub mean: f64,
    /// Standard deviation; finite, 0 or more
    #[arg(long, visible_aliases = ["scale", "sigma", "sd"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, default_value_t = 1.0)]
    pub std: f64,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "FloatDtype::is_default")]
    pub dtype: FloatDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct ExponentialParameters {
    /// Mean, which is 1/rate; finite, 0 or more
    #[arg(long, visible_aliases = ["mean"], allow_hyphen_values = true, value_parser = <f64 as Number>::read, default_value_t = 1.0)]
    pub scale: f64,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "WideDtype::is_default")]
    pub dtype: WideDtype,
}

impl UniformParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let dtype = self.dtype;
        let bounds = self.low.zip(self.high);
        let (low, high) = bounds.unwrap_or((0.0, 1.0));
        // Of the numbers as given, whatever becomes of them.
        let uniform64 = Uniform64::new(low, high)?;
        let round = || Ok::<_, anyhow::Error>((nearest("low", low)?, nearest("high", high)?));
        let hint = |error| with_hint(error, dtype);
        Ok(match (dtype, bounds) {
            (FloatDtype::Float32, None) => visitor.visit(Standard),
            (FloatDtype::Float64, None) => visitor.visit(Standard64),
            (FloatDtype::Float32, Some(_)) => {
                let (low, high) = round()?;
                visitor.visit(Uniform::new(low, high).map_err(hint)?)
            }
            (FloatDtype::Float64, Some(_)) => visitor.visit(uniform64),
            (FloatDtype::Float16, _) => {
                let (low, high) = round()?;
                visitor.visit(UniformF16::new(low, high).map_err(hint)?)
            }
            (FloatDtype::Bfloat16, _) => {
                let (low, high) = round()?;
                visitor.visit(UniformBf16::new(low, high).map_err(hint)?)
            }
        })
    }
}

impl NormalParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let dtype = self.dtype;
        // Of the numbers as given, whatever becomes of them.
        let normal64 = Normal64::new(self.mean, self.std)?;
        if dtype == FloatDtype::Float64 {
            return Ok(visitor.visit(normal64));
        }
        let (mean, std) = (nearest("mean", self.mean)?, nearest("std", self.std)?);
        if mean == 0.0 {
            check_not_lost("std", self.std)?;
        }
        let hint = |error| with_hint(error, dtype);
        Ok(match dtype {
            FloatDtype::Float16 => visitor.visit(NormalF16::new(mean, std).map_err(hint)?),
            FloatDtype::Bfloat16 => visitor.visit(NormalBf16::new(mean, std).map_err(hint)?),
            _ => visitor.visit(Normal::new(mean, std).map_err(hint)?),
        })
    }
}

impl ExponentialParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let exponential64 = Exponential64::new(self.scale)?;
        if self.dtype == WideDtype::Float64 {
            return Ok(visitor.visit(exponential64));
        }
        let scale = nearest("scale", self.scale)?;
        check_not_lost("scale", self.scale)?;
        Ok(visitor.visit(Exponential::new(scale)?))
    }
}

/// The nearest float32 of a finite number.
fn nearest(name: &str, value: f64) -> anyhow::Result<f32> {
    let nearest = value as f32;
    ensure!(
        nearest.is_finite(),
        "{name} is {value:?}: float32 reaches from {:?} to {:?}: choose --dtype float64",
        f32::MIN,
        f32::MAX
    );
    Ok(nearest)
}

/// A scale of 0 is one that was asked for.
fn check_not_lost(name: &str, scale: f64) -> anyhow::Result<()> {
    ensure!(
        scale == 0.0 || scale as f32 != 0.0,
        "{name} is {scale:?}: float32 rounds it to 0, and every sample would be 0: choose --dtype float64"
    );
    Ok(())
}

/// The error, with the type of samples that helps.
fn with_hint(error: ParameterError, dtype: FloatDtype) -> anyhow::Error {
    let sixteen_bits = matches!(dtype, FloatDtype::Float16 | FloatDtype::Bfloat16);
    match error {
        ParameterError::Equal { bound } => anyhow!(
            "low and high are both {bound} in float32, which has 24 bits: choose --dtype float64, which has 53"
        ),
        ParameterError::MostlyInfinite { .. }
        | ParameterError::AllZero { .. }
        | ParameterError::NoValue { .. }
        | ParameterError::Outside { .. }
            if sixteen_bits =>
        {
            anyhow!("{error} (--dtype float32)")
        }
        ParameterError::MostlyInfinite { .. } => anyhow!("{error} (--dtype float64)"),
        other => other.into(),
    }
}

impl IntegersParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        Ok(match self.dtype {
            Dtype::U32 => visitor.visit(self.make::<u32>()?),
            Dtype::I32 => visitor.visit(self.make::<i32>()?),
            Dtype::U64 => visitor.visit(self.make::<u64>()?),
            Dtype::I64 => visitor.visit(self.make::<i64>()?),
        })
    }

    /// The bounds in the samples' type, whose largest value `high` may exceed by one.
    fn make<T: Integer + TryFrom<i128>>(&self) -> anyhow::Result<Integers<T>> {
        let (low, high) = (self.low, self.high);
        if low >= high {
            let (low, high) = (low.to_string(), high.to_string());
            return Err(ParameterError::Empty { low, high }.into());
        }
        let bound = |name, value: i128, in_type: i128| {
            T::try_from(in_type)
                .map_err(|_| anyhow!("{name} is {value}: it does not fit {}", self.dtype.name()))
        };
        let (low, last) = (bound("low", low, low)?, bound("high", high, high - 1)?);
        Ok(Integers::new_inclusive(low, last)?)
    }
}
