//! The families in their standard forms: location 0 and scale 1.

pub(crate) mod beta;
#[cfg(any(test, feature = "accuracy"))]
mod by_name;
pub(crate) mod closed;
pub(crate) mod closed_shapes;
pub(crate) mod gamma;
pub(crate) mod inverse_gaussian;
pub(crate) mod normal;
pub(crate) mod skew_normal;
pub(crate) mod truncated_normal;
pub(crate) mod von_mises;

#[cfg(any(test, feature = "accuracy"))]
pub(crate) use by_name::by_name;

#[cfg(test)]
mod tests;
