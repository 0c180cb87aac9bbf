//! Parameters of a distribution, by name.

use std::collections::BTreeMap;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{elements::Source, error::WebError};

/// Integers up to here are f64s of their own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// One parameter, as JavaScript has it.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(f64),
    Integer(i128),
    Numbers(Vec<f64>),
    Elements(Vec<f32>),
    Buffer(u64),
}

/// Parameters by name, each taken once.
#[derive(Clone, Debug, Default)]
#[wasm_bindgen]
pub struct Parameters {
    values: BTreeMap<String, Value>,
}

#[wasm_bindgen]
impl Parameters {
    /// None yet.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Parameters::default()
    }

    /// Adds a number.
    pub fn number(&mut self, name: String, value: f64) {
        self.values.insert(name, Value::Number(value));
    }

    /// Adds an integer of any size, a `BigInt` in text.
    ///
    /// # Errors
    /// An argument error for other text, or past 128 bits.
    pub fn integer(&mut self, name: String, text: &str) -> Result<(), WebError> {
        let value = text
            .parse()
            .map_err(|_| WebError::Argument(format!("{name} is {text}: no integer of 128 bits")))?;
        self.values.insert(name, Value::Integer(value));
        Ok(())
    }

    /// Adds numbers of which each sample has its own.
    pub fn elements(&mut self, name: String, values: Vec<f32>) {
        self.values.insert(name, Value::Elements(values));
    }

    /// Adds numbers of which each sample has its own, from a byte of a buffer of the page on.
    pub fn buffer(&mut self, name: String, offset: f64) {
        self.values.insert(name, Value::Buffer(offset as u64));
    }

    /// Adds a list of numbers.
    pub fn numbers(&mut self, name: String, values: Vec<f64>) {
        self.values.insert(name, Value::Numbers(values));
    }
}

/// What a parameter is in Rust.
pub trait Parameter: Sized {
    /// What it is in JavaScript: `number`, `integer` or `numbers`.
    const KIND: &'static str;

    /// From JavaScript's value, or what it must be.
    fn from_value(value: &ValueOf) -> Result<Self, &'static str>;
}

/// A value that is being read.
pub struct ValueOf(Value);

impl Parameters {
    /// The parameter, which is taken, or its default.
    pub fn take<T: Parameter>(
        &mut self,
        name: &'static str,
        default: Option<T>,
    ) -> Result<T, WebError> {
        let Some(value) = self.values.remove(name) else {
            return default
                .ok_or_else(|| WebError::Parameter(format!("the parameter `{name}` is missing")));
        };
        let value = ValueOf(value);
        T::from_value(&value).map_err(|must_be| {
            WebError::Parameter(format!(
                "{name} is {}: it must be {must_be}",
                text(&value.0)
            ))
        })
    }

    /// Whether samples have parameters of their own.
    pub fn has_elements(&self) -> bool {
        let mut values = self.values.values();
        values.any(|value| matches!(value, Value::Elements(_) | Value::Buffer(_)))
    }

    /// All were taken.
    pub fn finish(&self, distribution: &str, known: &[&str]) -> Result<(), WebError> {
        match self.values.keys().next() {
            None => Ok(()),
            Some(name) => Err(WebError::unknown_parameter(distribution, name, known)),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::Numbers(numbers) => format!("a list of {}", numbers.len()),
        Value::Elements(numbers) => format!("an array of {}", numbers.len()),
        Value::Buffer(_) => "a buffer".into(),
    }
}

impl Parameter for f64 {
    const KIND: &'static str = "number";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        match &value.0 {
            Value::Number(number) => Ok(*number),
            Value::Integer(integer) => Ok(*integer as f64),
            Value::Numbers(_) | Value::Elements(_) | Value::Buffer(_) => Err("a number"),
        }
    }
}

impl Parameter for f32 {
    const KIND: &'static str = "number";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        f64::from_value(value).map(|number| number as f32)
    }
}

impl Parameter for i128 {
    const KIND: &'static str = "integer";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        match &value.0 {
            Value::Integer(integer) => Ok(*integer),
            Value::Number(number) if number.fract() == 0.0 && number.abs() <= EXACT => {
                Ok(*number as i128)
            }
            Value::Number(number) if number.abs() > EXACT => {
                Err("an integer; beyond 2^53 a BigInt, as 2n ** 60n")
            }
            _ => Err("an integer"),
        }
    }
}

impl Parameter for u32 {
    const KIND: &'static str = "integer";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        u32::try_from(i128::from_value(value)?).map_err(|_| "from 0 to 2^32 - 1")
    }
}

impl Parameter for u64 {
    const KIND: &'static str = "integer";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        u64::try_from(i128::from_value(value)?).map_err(|_| "from 0 to 2^64 - 1")
    }
}

impl Parameter for Vec<f64> {
    const KIND: &'static str = "numbers";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        match &value.0 {
            Value::Numbers(numbers) => Ok(numbers.clone()),
            _ => Err("a list of numbers"),
        }
    }
}

impl Parameter for Source {
    const KIND: &'static str = "number";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        match &value.0 {
            Value::Elements(values) => Ok(Source::Each(values.clone())),
            Value::Buffer(offset) => Ok(Source::Buffer(*offset)),
            _ => f32::from_value(value).map(Source::One),
        }
    }
}

impl Parameter for Vec<f32> {
    const KIND: &'static str = "numbers";

    fn from_value(value: &ValueOf) -> Result<Self, &'static str> {
        let numbers: Vec<f64> = Vec::from_value(value)?;
        Ok(numbers.into_iter().map(|x| x as f32).collect())
    }
}
