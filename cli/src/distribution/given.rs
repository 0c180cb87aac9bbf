//! A parameter's value, as the command line and records have it.

use anyhow::Context;
use seedbed::catalogue::{self, Kind};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A value that was given for a parameter, or its default.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Number(f64),
    Integer(i128),
    List(Vec<f64>),
}

impl Given {
    pub fn number(&self) -> f64 {
        match self {
            Given::Number(number) => *number,
            Given::Integer(integer) => *integer as f64,
            Given::List(_) => f64::NAN,
        }
    }

    pub fn integer(&self) -> i128 {
        match self {
            Given::Integer(integer) => *integer,
            Given::Number(_) | Given::List(_) => 0,
        }
    }

    pub fn list(&self) -> &[f64] {
        match self {
            Given::List(numbers) => numbers,
            Given::Number(_) | Given::Integer(_) => &[],
        }
    }

    /// As the catalogue takes it.
    pub fn value(&self) -> catalogue::Value<'_> {
        match self {
            Given::Number(number) => (*number).into(),
            Given::Integer(integer) => (*integer).into(),
            Given::List(numbers) => numbers.into(),
        }
    }

    /// As a record has it: the digits are those of the type that the parameter is rounded to.
    pub fn to_json(&self, kind: Kind) -> Value {
        let is_float32 = matches!(kind, Kind::Float32 | Kind::List32 | Kind::Matrix32);
        let number = |number: f64| match is_float32 {
            true => Value::from(number as f32),
            false => Value::from(number),
        };
        match self {
            Given::Number(given) => number(*given),
            Given::Integer(given) => json!(given),
            Given::List(given) => given.iter().copied().map(number).collect(),
        }
    }

    /// From a record.
    pub fn from_json(value: Value, kind: Kind) -> anyhow::Result<Self> {
        Ok(match kind {
            Kind::Float32 => Given::Number(read::<f32>(value)?.into()),
            Kind::Float64 => Given::Number(read(value)?),
            Kind::Uint32 => Given::Integer(read::<u32>(value)?.into()),
            Kind::Uint64 => Given::Integer(read::<u64>(value)?.into()),
            Kind::Integer => Given::Integer(read(value)?),
            Kind::List | Kind::Matrix => Given::List(read(value)?),
            Kind::List32 | Kind::Matrix32 => Given::List(
                read::<Vec<f32>>(value)?
                    .into_iter()
                    .map(f64::from)
                    .collect(),
            ),
        })
    }
}

fn read<T: DeserializeOwned>(value: Value) -> anyhow::Result<T> {
    serde_json::from_value(value).context("a parameter is of another type")
}
