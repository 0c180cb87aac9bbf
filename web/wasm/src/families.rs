//! The distributions by name: rows of the library's catalogue, each with one type of samples.

use seedbed::catalogue::{self, Drawable};

use crate::{
    draws::{Draws, Numbers, Rows},
    elements::Elements,
    error::WebError,
    parameters::Parameters,
};

/// The distribution of that name.
pub fn named(name: &str, parameters: Parameters) -> Result<Box<dyn Draws>, WebError> {
    if parameters.has_elements() {
        return Ok(Box::new(Elements::named(name, parameters)?));
    }
    let family = catalogue::typed_by_name(name)?;
    let arguments = parameters.arguments(&family)?;
    Ok(match family.build(&arguments)? {
        Drawable::U32(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::I32(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::U64(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::I64(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::F32(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::F64(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::F16(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::Bf16(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::Mask(distribution) => Box::new(Numbers::of(distribution)),
        Drawable::Vectors(vectors) => Box::new(Rows(Box::new(vectors))),
    })
}
