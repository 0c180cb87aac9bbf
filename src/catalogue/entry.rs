//! A row of the catalogue.

use alloc::vec::Vec;
use core::fmt;

use super::{
    Arguments, CatalogueError, Drawable, Dtype, Parameter, Typed, Value, arguments::resolve,
    typed::TypedRow,
};

/// Arguments as examples: names and values.
pub type Example = &'static [(&'static str, Value<'static>)];

/// Where the documentation lists a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Words and uniform numbers.
    Uniform,
    /// Continuous distributions.
    Continuous,
    /// Discrete distributions.
    Discrete,
    /// Distributions of vectors.
    Vectors,
}

impl Group {
    /// All, in the order of the documentation.
    pub const ALL: [Group; 4] = [
        Group::Uniform,
        Group::Continuous,
        Group::Discrete,
        Group::Vectors,
    ];
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Group::Uniform => "Uniform",
            Group::Continuous => "Continuous",
            Group::Discrete => "Discrete",
            Group::Vectors => "Vectors",
        })
    }
}

/// Components of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// One number.
    One,
    /// A vector of so many.
    Fixed(usize),
    /// A vector of as many as its parameters say.
    OfParameters,
}

/// A distribution: what it is called, what it takes, and how it is made.
///
/// Texts, and other names, are empty without the feature `catalogue_docs`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The name, in the command line and in records too.
    pub name: &'static str,
    /// Names that it has elsewhere, each of which means nothing else anywhere.
    pub aliases: &'static [&'static str],
    /// Whose distribution with these parameters it is, as in `NumPy's gamma(shape, scale)`.
    pub origin: &'static str,
    /// Where it is listed.
    pub group: Group,
    /// What it is, in a line.
    pub about: &'static str,
    /// Its density, distribution function or set of values, in sentences.
    pub formula: &'static str,
    /// Words consumed, without a full stop.
    pub words: &'static str,
    /// What is between a sample and the real number that its words stand for.
    pub error: &'static str,
    /// The parameters.
    pub parameters: &'static [Parameter],
    /// The types that its samples can have, the default one first.
    pub dtypes: &'static [Dtype],
    /// Components of a sample.
    pub dimension: Dimension,
    /// Whether each f32 or u32 sample can have parameters of its own: [`elementwise`](crate::distr::elementwise).
    pub is_per_element: bool,
    /// Parameters that make it.
    pub examples: &'static [Example],
    /// How many of the examples, from the first on, have a picture in the gallery.
    pub pictures: usize,
    pub(super) typed: &'static [TypedRow],
    pub(super) make: fn(&Arguments<'_>) -> Result<Drawable, CatalogueError>,
}

impl Entry {
    /// The distribution with these arguments and this type of samples. Parameters may have their other names.
    ///
    /// # Errors
    /// [`CatalogueError`] names the parameter that is unknown, missing, or outside its domain, with the value, the
    /// limit and the remedy.
    pub fn build(
        &self,
        dtype: Dtype,
        arguments: &[(&str, Value<'_>)],
    ) -> Result<Drawable, CatalogueError> {
        if !self.dtypes.contains(&dtype) {
            return Err(CatalogueError::no_dtype(self, dtype));
        }
        let parameters: Vec<_> = self.parameters.iter().collect();
        (self.make)(&resolve(self.name, &parameters, dtype, arguments)?)
    }

    /// Its names for one type of samples each.
    pub fn typed(&'static self) -> impl Iterator<Item = Typed> + Clone {
        // Nearly every row has one type, and its own name for it.
        let own = self.typed.is_empty().then_some(TypedRow {
            name: self.name,
            dtype: self.dtypes[0],
            without: &[],
        });
        let rows = self.typed.iter().copied().chain(own);
        rows.map(move |row| Typed { entry: self, row })
    }
}

impl PartialEq for Entry {
    /// Names are unique.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
