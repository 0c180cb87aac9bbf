//! Distributions, as JavaScript holds them.

use std::rc::Rc;

use seedbed::catalogue::{self, Kind, Parameter, Presence, Typed};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{draws::Draws, error::WebError, families, parameters::Parameters};

/// A distribution with checked parameters.
#[wasm_bindgen]
pub struct Distribution {
    draws: Rc<dyn Draws>,
}

impl Distribution {
    pub(crate) fn draws(&self) -> &dyn Draws {
        self.draws.as_ref()
    }

    pub(crate) fn shared(&self) -> Rc<dyn Draws> {
        Rc::clone(&self.draws)
    }
}

#[wasm_bindgen]
impl Distribution {
    /// The distribution of a name.
    ///
    /// # Errors
    /// An argument error where there is none of that name, a parameter error for its parameters.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, parameters: Parameters) -> Result<Self, WebError> {
        let draws = families::named(name, parameters)?.into();
        Ok(Distribution { draws })
    }

    /// The typed array of its samples.
    #[must_use]
    pub fn array(&self) -> String {
        self.draws.array().into()
    }

    /// Components of a sample.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.draws.dimension()
    }

    /// Bytes of a sample.
    #[must_use]
    #[wasm_bindgen(js_name = sampleBytes)]
    pub fn sample_bytes(&self) -> usize {
        self.draws.sample_bytes()
    }

    /// Words that a sample owns.
    #[must_use]
    pub fn words(&self) -> usize {
        self.draws.words()
    }

    /// The array of parameter 0 or 1 by element; empty where it is one number.
    #[must_use]
    pub fn elements(&self, i: usize) -> Vec<f32> {
        let arrays = self.draws.elements();
        arrays.get(i).copied().unwrap_or_default().into()
    }

    /// The name of parameter 0 or 1 if it is in a buffer of the page; else empty.
    #[must_use]
    #[wasm_bindgen(js_name = inBuffer)]
    pub fn in_buffer(&self, i: usize) -> String {
        let names = self.draws.in_buffers();
        names.get(i).copied().unwrap_or_default().into()
    }
}

/// The distributions by name.
#[must_use]
#[wasm_bindgen(js_name = distributionNames)]
pub fn distribution_names() -> Vec<String> {
    catalogue::typed()
        .map(|family| family.name().into())
        .collect()
}

/// The distributions in JSON: `name`, `byElement`, and `parameters` with their `name`, `kind` and, unless it must
/// be given, `default`.
#[must_use]
#[wasm_bindgen]
pub fn distributions() -> String {
    let families: Vec<String> = catalogue::typed().map(family).collect();
    format!("[{}]", families.join(","))
}

fn family(family: Typed) -> String {
    let parameters: Vec<String> = family.parameters().map(parameter).collect();
    format!(
        "{{\"name\":\"{}\",\"byElement\":{},\"parameters\":[{}]}}",
        family.name(),
        family.is_per_element(),
        parameters.join(",")
    )
}

fn parameter(parameter: &Parameter) -> String {
    let kind = match parameter.kind {
        Kind::Float32 | Kind::Float64 => "number",
        Kind::Uint32 | Kind::Uint64 | Kind::Integer => "integer",
        Kind::List | Kind::List32 | Kind::Matrix | Kind::Matrix32 => "numbers",
    };
    let default = match parameter.presence {
        Presence::Default(default) => format!(",\"default\":{default}"),
        _ => String::new(),
    };
    format!(
        "{{\"name\":\"{}\",\"kind\":\"{kind}\"{default}}}",
        parameter.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_json() {
        let list = distributions();
        let normal = "{\"name\":\"normal\",\"byElement\":true,\"parameters\":[\
            {\"name\":\"mean\",\"kind\":\"number\",\"default\":0},\
            {\"name\":\"std\",\"kind\":\"number\",\"default\":1}]}";
        assert!(list.contains(normal), "{list}");
        let binomial = "{\"name\":\"binomial\",\"byElement\":false,\"parameters\":[\
            {\"name\":\"n\",\"kind\":\"integer\"},{\"name\":\"p\",\"kind\":\"number\"}]}";
        assert!(list.contains(binomial), "{list}");
        let categorical = "{\"name\":\"weights\",\"kind\":\"numbers\"}";
        assert!(list.contains(categorical), "{list}");
    }
}
