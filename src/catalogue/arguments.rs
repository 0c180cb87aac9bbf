//! Arguments: values by name, checked against the parameters of a row.

use alloc::vec::Vec;

use super::{CatalogueError, Dtype, Kind, Parameter, Presence};

/// Integers up to here are f64s of their own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A value that is given for a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A number.
    Number(f64),
    /// An integer.
    Integer(i128),
    /// Numbers.
    List(&'a [f64]),
}

macro_rules! values {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Value<'_> {
            fn from(value: $type) -> Self {
                Value::$variant(value.into())
            }
        }
    )*};
}

values!(f64 => Number, f32 => Number, u32 => Integer, i32 => Integer, u64 => Integer, i64 => Integer);

impl From<i128> for Value<'_> {
    fn from(value: i128) -> Self {
        Value::Integer(value)
    }
}

impl<'a> From<&'a [f64]> for Value<'a> {
    fn from(values: &'a [f64]) -> Self {
        Value::List(values)
    }
}

impl<'a, const N: usize> From<&'a [f64; N]> for Value<'a> {
    fn from(values: &'a [f64; N]) -> Self {
        Value::List(values)
    }
}

impl<'a> From<&'a Vec<f64>> for Value<'a> {
    fn from(values: &'a Vec<f64>) -> Self {
        Value::List(values)
    }
}

/// Values of the kinds that their parameters ask for, with defaults in the place of what is not given.
pub(super) struct Arguments<'a> {
    dtype: Dtype,
    values: Vec<(&'static str, Value<'a>)>,
}

impl<'a> Arguments<'a> {
    /// The type of samples that is asked for.
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map(|&(_, value)| value)
    }

    /// Whether it was given, or has a default.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A number. Rows ask for their own parameters alone, and tests for all of them.
    pub fn number(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(Value::Number(number)) => number,
            Some(Value::Integer(integer)) => integer as f64,
            _ => f64::NAN,
        }
    }

    pub fn number32(&self, name: &str) -> f32 {
        self.number(name) as f32
    }

    pub fn integer(&self, name: &str) -> i128 {
        match self.get(name) {
            Some(Value::Integer(integer)) => integer,
            _ => 0,
        }
    }

    pub fn uint32(&self, name: &str) -> u32 {
        self.integer(name) as u32
    }

    pub fn uint64(&self, name: &str) -> u64 {
        self.integer(name) as u64
    }

    pub fn list(&self, name: &str) -> &'a [f64] {
        match self.get(name) {
            Some(Value::List(numbers)) => numbers,
            _ => &[],
        }
    }

    pub fn list32(&self, name: &str) -> Vec<f32> {
        self.list(name)
            .iter()
            .map(|&number| number as f32)
            .collect()
    }
}

/// The arguments of a distribution that takes these parameters.
pub(super) fn resolve<'a>(
    distribution: &'static str,
    parameters: &[&'static Parameter],
    dtype: Dtype,
    given: &[(&str, Value<'a>)],
) -> Result<Arguments<'a>, CatalogueError> {
    let mut arguments = Arguments {
        dtype,
        values: Vec::new(),
    };
    for &(name, value) in given {
        let is_named =
            |parameter: &&&Parameter| parameter.name == name || parameter.aliases.contains(&name);
        let Some(parameter) = parameters.iter().find(is_named) else {
            return Err(CatalogueError::unknown_parameter(
                distribution,
                name,
                parameters,
            ));
        };
        if arguments.has(parameter.name) {
            return Err(CatalogueError::Twice {
                parameter: parameter.name,
            });
        }
        let value = of_kind(parameter, value)?;
        arguments.values.push((parameter.name, value));
    }
    let are_given = |presence| {
        let of = parameters.iter().filter(|other| other.presence == presence);
        of.filter(|other| arguments.has(other.name)).count()
    };
    let (together, one_of) = (are_given(Presence::Together), are_given(Presence::OneOf));
    if one_of > 1 {
        return Err(CatalogueError::one_of(distribution, parameters));
    }
    for parameter in parameters {
        if arguments.has(parameter.name) {
            continue;
        }
        match parameter.presence {
            Presence::Default(default) => {
                let value = match parameter.kind.is_integer() {
                    true => Value::Integer(default as i128),
                    false => Value::Number(default),
                };
                arguments.values.push((parameter.name, value));
            }
            Presence::Together if together == 0 => {}
            Presence::OneOf if one_of > 0 => {}
            _ => return Err(CatalogueError::missing(parameter)),
        }
    }
    Ok(arguments)
}

/// The value, if it is one of the parameter's kind.
fn of_kind<'a>(parameter: &Parameter, value: Value<'a>) -> Result<Value<'a>, CatalogueError> {
    let is_whole = |number: f64| number % 1.0 == 0.0 && number.abs() <= EXACT;
    let must_be = match (parameter.kind, value) {
        (kind, Value::List(_)) if kind.is_list() => return Ok(value),
        (kind, _) if kind.is_list() => "a list of numbers",
        (Kind::Float32, Value::Number(number))
            if number.is_finite() && (number as f32).is_infinite() =>
        {
            "a number that float32 holds, up to 3.4028235e38"
        }
        (Kind::Float32 | Kind::Float64, Value::Number(_) | Value::Integer(_)) => return Ok(value),
        (Kind::Float32 | Kind::Float64, _) => "a number",
        (kind, value) => {
            let integer = match value {
                Value::Integer(integer) => Ok(integer),
                Value::Number(number) if is_whole(number) => Ok(number as i128),
                Value::Number(number) if number.abs() > EXACT => {
                    Err("an integer, and beyond 2^53 not given as a float")
                }
                _ => Err("an integer"),
            };
            match (kind, integer) {
                (Kind::Uint32, Ok(integer)) if u32::try_from(integer).is_err() => {
                    "from 0 to 2^32 - 1"
                }
                (Kind::Uint64, Ok(integer)) if u64::try_from(integer).is_err() => {
                    "from 0 to 2^64 - 1"
                }
                (_, Ok(integer)) => return Ok(Value::Integer(integer)),
                (_, Err(must_be)) => must_be,
            }
        }
    };
    Err(CatalogueError::kind(parameter.name, value, must_be))
}
