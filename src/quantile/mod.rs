//! Quantile tables: continuous distributions as integer polynomials, made on the host.
//!
//! A [`QuantileFunction`] gives `F⁻¹` from both ends: in closed form, or by the inversion of a density.
//! [`build`] fits the table to it, and [`cache`] keeps tables by family and shapes. Only IEEE
//! operations of f64 and the crate `libm`: a table has the same bits wherever it is made.
//! `docs/quantile_tables.md` specifies every operation of it.

pub(crate) mod cache;
pub(crate) mod family;

mod build;
mod function;
mod inversion;
mod panel;
mod small;
mod table;
mod user;

pub use crate::error::QuantileError;
pub(crate) use build::build;
pub(crate) use function::QuantileFunction;
pub(crate) use table::{DIRECTORY, QuantileTable};
pub(crate) use user::{FromCdf, FromQuantile};
