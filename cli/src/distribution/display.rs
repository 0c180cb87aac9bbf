//! Distributions in words.

use std::fmt;

use serde_json::{Map, Value};

use super::Specification;
use crate::count::grouped;

impl fmt::Display for Specification {
    /// Writes `normal(mean=0.0, std=1.0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_with_parameters(f, self.name(), &self.parameters())
    }
}

/// Writes `name(parameter=1.0)`, or the name alone.
pub fn write_with_parameters(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    parameters: &Map<String, Value>,
) -> fmt::Result {
    f.write_str(name)?;
    let parameters: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", short(value)))
        .collect();
    match parameters[..] {
        [] => Ok(()),
        _ => write!(f, "({})", parameters.join(", ")),
    }
}

/// A parameter in few words: of many weights, the first.
pub fn short(value: &Value) -> String {
    const MANY: usize = 8;
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let first: Vec<_> = values.iter().take(MANY).map(short).collect();
            let rest = match values.len() {
                ..=MANY => String::new(),
                len => format!(", … {} in all", grouped(len as u64)),
            };
            format!("[{}{rest}]", first.join(", "))
        }
        _ => value.to_string(),
    }
}
