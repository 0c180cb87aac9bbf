//! Everything that can be drawn, as one table: names, parameters with their domains, types of samples,
//! documentation, and the distribution itself from a name and arguments.
//!
//! The command line, the npm package's types, the tables of the documentation and the pictures of the gallery
//! come from it, so that a new family is written down once: a row in the file of its group.
//!
//! ```
//! use seedbed::{Cpu, Stream, catalogue::{self, Drawable}};
//! let Drawable::F32(gamma) = catalogue::build("gamma", &[("shape", 2.5.into())])? else {
//!     unreachable!("its samples are f32")
//! };
//! let samples: Vec<f32> = Cpu::new().sample(&mut Stream::new(42), &gamma, 1000)?;
//! assert!(samples.iter().all(|&x| x > 0.0));
//! let error = catalogue::build("gamma", &[("shape", (-1.0).into())]).unwrap_err();
//! assert_eq!(error.to_string(), "shape is -1: it must be from 0.01 to 1000000000");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arguments;
mod drawable;
mod dtype;
mod entry;
mod error;
mod parameter;
mod rows;
#[cfg(test)]
mod tests;
mod typed;

pub use arguments::Value;
pub use drawable::{Drawable, Erased, ErasedVectors};
pub use dtype::Dtype;
pub use entry::{Dimension, Entry, Example, Group};
pub use error::CatalogueError;
pub use parameter::{Domain, Kind, Parameter, Presence};
pub use typed::Typed;

use alloc::vec::Vec;

use arguments::Arguments;

/// A text that only documentation and the command line show: without the feature `catalogue_docs` it is empty,
/// and not in the program.
const fn text(text: &'static str) -> &'static str {
    if cfg!(feature = "catalogue_docs") {
        text
    } else {
        ""
    }
}

/// Other names, likewise: the npm package is small without them, and knows the first names alone.
const fn names(names: &'static [&'static str]) -> &'static [&'static str] {
    if cfg!(feature = "catalogue_docs") {
        names
    } else {
        &[]
    }
}

/// Every row, in the order of the documentation.
///
/// ```
/// let mut names = seedbed::catalogue::entries().map(|entry| entry.name);
/// assert!(names.any(|name| name == "student_t"));
/// ```
pub fn entries() -> impl Iterator<Item = &'static Entry> + Clone {
    rows::ALL.iter().copied().flatten()
}

/// The row of a name, or of one that it has elsewhere, which takes the feature `catalogue_docs`.
///
/// ```
/// assert_eq!(seedbed::catalogue::by_name("gennorm")?.name, "generalized_normal");
/// # Ok::<(), seedbed::catalogue::CatalogueError>(())
/// ```
///
/// # Errors
/// [`CatalogueError::Unknown`] has the names that there are.
pub fn by_name(name: &str) -> Result<&'static Entry, CatalogueError> {
    entries()
        .find(|entry| entry.name == name || entry.aliases.contains(&name))
        .ok_or_else(|| CatalogueError::unknown(name, entries().map(|entry| entry.name)))
}

/// The distribution of a name and arguments, with samples of its first type.
///
/// # Errors
/// As [`by_name`] and [`Entry::build`].
pub fn build(name: &str, arguments: &[(&str, Value<'_>)]) -> Result<Drawable, CatalogueError> {
    let entry = by_name(name)?;
    entry.build(entry.dtypes[0], arguments)
}

/// The names that stand for one type of samples each, as the npm package has them.
pub fn typed() -> impl Iterator<Item = Typed> + Clone {
    // A list, so that what goes through it is small where it is compiled.
    let all: Vec<Typed> = entries().flat_map(Entry::typed).collect();
    all.into_iter()
}

/// What such a name stands for.
///
/// # Errors
/// [`CatalogueError::Unknown`] has the names that there are.
pub fn typed_by_name(name: &str) -> Result<Typed, CatalogueError> {
    typed()
        .find(|typed| typed.name() == name)
        .ok_or_else(|| CatalogueError::unknown(name, typed().map(|typed| typed.name())))
}
