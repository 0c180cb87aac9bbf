//! Parameters of the core's distributions: options of the command line, and keys of a record.

use anyhow::anyhow;
use clap::Args;
use seedbed::distr::{
    Exponential, Exponential64, Integer, Integers, Normal, Normal64, NormalBf16, NormalF16,
    ParameterError, Standard, Standard64, Uniform, Uniform64, UniformBf16, UniformF16,
};
use serde::{Deserialize, Serialize};

use super::{Dtype, FloatDtype, Visitor, WideDtype};
use crate::count::parse_bound;

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct UniformParameters {
    /// Lower bound, which occurs; finite
    #[arg(long, allow_hyphen_values = true, requires = "high")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper bound, which does not occur; finite, above low
    #[arg(long, allow_hyphen_values = true, requires = "low")]
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
    #[arg(long, allow_hyphen_values = true, default_value_t = 0.5)]
    pub p: f64,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct NormalParameters {
    /// Mean; finite
    #[arg(long, allow_hyphen_values = true, default_value_t = 0.0)]
    pub mean: f64,
    /// Standard deviation; finite, 0 or more
    #[arg(long, allow_hyphen_values = true, default_value_t = 1.0)]
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
    #[arg(long, allow_hyphen_values = true, default_value_t = 1.0)]
    pub scale: f64,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "WideDtype::is_default")]
    pub dtype: WideDtype,
}

impl UniformParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let bounds = self.low.zip(self.high);
        let (low, high) = bounds.unwrap_or((0.0, 1.0));
        let (low32, high32) = (low as f32, high as f32);
        Ok(match (self.dtype, bounds) {
            (FloatDtype::Float32, None) => visitor.visit(Standard),
            (FloatDtype::Float64, None) => visitor.visit(Standard64),
            (FloatDtype::Float32, Some(_)) => visitor.visit(Uniform::new(low32, high32)?),
            (FloatDtype::Float64, Some(_)) => visitor.visit(Uniform64::new(low, high)?),
            (FloatDtype::Float16, _) => visitor.visit(UniformF16::new(low32, high32)?),
            (FloatDtype::Bfloat16, _) => visitor.visit(UniformBf16::new(low32, high32)?),
        })
    }
}

impl NormalParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        let (mean32, std32) = (self.mean as f32, self.std as f32);
        Ok(match self.dtype {
            FloatDtype::Float32 => visitor.visit(Normal::new(mean32, std32)?),
            FloatDtype::Float64 => visitor.visit(Normal64::new(self.mean, self.std)?),
            FloatDtype::Float16 => visitor.visit(NormalF16::new(mean32, std32)?),
            FloatDtype::Bfloat16 => visitor.visit(NormalBf16::new(mean32, std32)?),
        })
    }
}

impl ExponentialParameters {
    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        Ok(match self.dtype {
            WideDtype::Float32 => visitor.visit(Exponential::new(self.scale as f32)?),
            WideDtype::Float64 => visitor.visit(Exponential64::new(self.scale)?),
        })
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
