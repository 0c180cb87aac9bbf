//! The rows: a file a group, and what the rows of a group have in common.

mod bounded;
mod continuous;
mod discrete;
mod heavy;
mod integers;
mod unbounded;
mod uniform;
mod vectors;

use super::{CatalogueError, Dimension, Drawable, Dtype, Entry, Group, drawable::numbers, text};
use crate::distr::{Quantile, QuantileError};

/// All rows, in the order of the documentation.
pub const ALL: &[&[Entry]] = &[
    uniform::ROWS,
    integers::ROWS,
    unbounded::ROWS,
    continuous::ROWS,
    heavy::ROWS,
    bounded::ROWS,
    discrete::ROWS,
    vectors::ROWS,
];

/// What most rows have, to be written over by each.
const ROW: Entry = Entry {
    name: "",
    aliases: &[],
    origin: "",
    group: Group::Uniform,
    about: "",
    formula: "",
    words: text("One word a sample"),
    error: text("exact"),
    parameters: &[],
    dtypes: &[Dtype::F32],
    dimension: Dimension::One,
    is_per_element: false,
    examples: &[&[]],
    pictures: 1,
    typed: &[],
    make: |_| Err(CatalogueError::unknown("", core::iter::empty())),
};

/// A continuous distribution by a quantile table.
const CONTINUOUS: Entry = Entry {
    group: Group::Continuous,
    error: text("with location 0 and scale 1 within 1 ulp, or 2^-30; see docs/accuracy.md"),
    ..ROW
};

/// A discrete distribution by a table of thresholds.
const DISCRETE: Entry = Entry {
    group: Group::Discrete,
    error: text("probabilities within 2^-63"),
    dtypes: &[Dtype::U32],
    ..ROW
};

/// A distribution of vectors.
const VECTORS: Entry = Entry {
    group: Group::Vectors,
    error: text("see docs/accuracy.md"),
    ..ROW
};

/// A continuous family, which is a quantile table with a location and a scale.
fn continuous(
    family: Result<impl Into<Quantile>, QuantileError>,
) -> Result<Drawable, CatalogueError> {
    numbers(family.map(Into::<Quantile>::into))
}
