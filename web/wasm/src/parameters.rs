//! Parameters of a distribution, by name.

use seedbed::catalogue::{self, CatalogueError, Typed};
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

/// Parameters by name, each taken once: a few, in the order of their names.
#[derive(Clone, Debug, Default)]
#[wasm_bindgen]
pub struct Parameters {
    values: Vec<(String, Value)>,
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
        self.set(name, Value::Number(value));
    }

    /// Adds an integer of any size, a `BigInt` in text.
    ///
    /// # Errors
    /// An argument error for other text, or past 128 bits.
    pub fn integer(&mut self, name: String, text: &str) -> Result<(), WebError> {
        let value = text
            .parse()
            .map_err(|_| WebError::Argument(format!("{name} is {text}: no integer of 128 bits")))?;
        self.set(name, Value::Integer(value));
        Ok(())
    }

    /// Adds numbers of which each sample has its own.
    pub fn elements(&mut self, name: String, values: Vec<f32>) {
        self.set(name, Value::Elements(values));
    }

    /// Adds numbers of which each sample has its own, from a byte of a buffer of the page on.
    pub fn buffer(&mut self, name: String, offset: f64) {
        self.set(name, Value::Buffer(offset as u64));
    }

    /// Adds a list of numbers.
    pub fn numbers(&mut self, name: String, values: Vec<f64>) {
        self.set(name, Value::Numbers(values));
    }
}

impl Parameters {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.values
            .binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    fn set(&mut self, name: String, value: Value) {
        match self.place(&name) {
            Ok(i) => self.values[i].1 = value,
            Err(i) => self.values.insert(i, (name, value)),
        }
    }

    /// As arguments of a distribution.
    pub fn arguments(&self, family: &Typed) -> Result<Vec<(&str, catalogue::Value<'_>)>, WebError> {
        for (name, value) in &self.values {
            let mut parameters = family.parameters();
            let parameter = parameters.find(|parameter| parameter.name == name);
            // An f64 does not tell it from its neighbours.
            if let Value::Number(number) = value
                && parameter.is_some_and(|parameter| parameter.kind.is_integer())
                && number.abs() > EXACT
            {
                return Err(WebError::Parameter(format!(
                    "{name} is {number}: it must be an integer; beyond 2^53 a BigInt, as 2n ** 60n"
                )));
            }
        }
        let values = self.values.iter().filter_map(|(name, value)| {
            let value = match value {
                Value::Number(number) => (*number).into(),
                Value::Integer(integer) => (*integer).into(),
                Value::Numbers(numbers) => numbers.into(),
                // Those go another way.
                Value::Elements(_) | Value::Buffer(_) => return None,
            };
            Some((name.as_str(), value))
        });
        Ok(values.collect())
    }

    /// A parameter of a distribution with parameters by element, which is taken, or its default.
    pub fn take(
        &mut self,
        name: &'static str,
        default: Option<Source>,
    ) -> Result<Source, WebError> {
        let place = self.place(name);
        match place.ok().map(|i| self.values.remove(i).1) {
            Some(Value::Elements(values)) => Ok(Source::Each(values)),
            Some(Value::Buffer(offset)) => Ok(Source::Buffer(offset)),
            Some(Value::Number(number)) => Ok(Source::One(number as f32)),
            Some(Value::Integer(integer)) => Ok(Source::One(integer as f32)),
            Some(Value::Numbers(numbers)) => Err(WebError::Parameter(format!(
                "{name} is a list of {}: it must be a number",
                numbers.len()
            ))),
            None => default
                .ok_or_else(|| WebError::Parameter(format!("the parameter `{name}` is missing"))),
        }
    }

    /// Whether samples have parameters of their own.
    pub fn has_elements(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(_, value)| matches!(value, Value::Elements(_) | Value::Buffer(_)))
    }

    /// All were taken.
    pub fn finish(&self, family: &Typed) -> Result<(), CatalogueError> {
        match self.values.first() {
            None => Ok(()),
            Some((name, _)) => Err(CatalogueError::UnknownParameter {
                distribution: family.name(),
                given: name.clone(),
                known: family
                    .parameters()
                    .map(|parameter| parameter.name)
                    .collect(),
            }),
        }
    }
}
