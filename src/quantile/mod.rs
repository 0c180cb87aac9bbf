//! Quantile tables: continuous distributions as integer polynomials, made on the host.

mod build;
mod error;
mod function;
mod table;

pub(crate) use build::build;
pub use error::QuantileError;
pub(crate) use function::{Functions, QuantileFunction};
pub(crate) use table::{QuantileTable, Signed};
