//! Names for one type of samples each.

use alloc::vec::Vec;

use super::{
    CatalogueError, Drawable, Dtype, Entry, Parameter, Presence, Value, arguments::resolve,
};

/// What a row writes down of such a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypedRow {
    pub name: &'static str,
    pub dtype: Dtype,
    /// Parameters that are not taken under this name.
    pub without: &'static [&'static str],
}

pub(super) const fn typed(name: &'static str, dtype: Dtype) -> TypedRow {
    TypedRow {
        name,
        dtype,
        without: &[],
    }
}

/// A distribution with one type of samples, under a name of its own: `normal64` is `normal` with f64.
///
/// These names are apart from those of [`by_name`](super::by_name): `uniform64` is one thing here and another there.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    pub(super) entry: &'static Entry,
    pub(super) row: TypedRow,
}

impl Typed {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.row.name
    }

    /// The row of the distribution.
    #[must_use]
    pub fn entry(&self) -> &'static Entry {
        self.entry
    }

    /// The type of its samples.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.row.dtype
    }

    /// The parameters. All that have no default must be given.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + Clone {
        self.taken().into_iter()
    }

    /// A list, so that what goes through it is compiled once.
    fn taken(&self) -> Vec<&'static Parameter> {
        let all = self.entry.parameters.iter();
        let taken = |parameter: &&Parameter| !self.row.without.contains(&parameter.name);
        all.filter(taken).collect()
    }

    /// Whether each sample can have parameters of its own.
    #[must_use]
    pub fn is_per_element(&self) -> bool {
        self.entry.is_per_element && self.row.name == self.entry.name
    }

    /// The distribution with these arguments.
    ///
    /// # Errors
    /// As [`Entry::build`].
    pub fn build(&self, arguments: &[(&str, Value<'_>)]) -> Result<Drawable, CatalogueError> {
        let (dtype, parameters) = (self.row.dtype, self.taken());
        let resolved = resolve(self.name(), &parameters, dtype, arguments)?;
        let lacking = parameters.iter().find(|parameter| {
            let is_optional = matches!(parameter.presence, Presence::Default(_));
            !is_optional && !resolved.has(parameter.name)
        });
        match lacking {
            Some(parameter) => Err(CatalogueError::missing(parameter)),
            None => (self.entry.make)(&resolved),
        }
    }
}
