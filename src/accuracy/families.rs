//! What the tables of families are made from, and their sizes.

use alloc::{boxed::Box, sync::Arc, vec::Vec};

use crate::{
    distr::{
        Distribution, ParameterError, QuantileError, ThresholdTable, Transform, tail_by_name,
        thresholds_by_name,
    },
    quantile::{QuantileFunction, family::by_name},
};

/// The quantile function of a continuous family in its standard form, f64: within 3.3e-13 of the
/// values in `tests/vectors/quantiles`.
pub struct StandardQuantile(Box<dyn QuantileFunction>);

impl StandardQuantile {
    /// By the family's name in lower case and the parameters that give its shape; `None` if there is
    /// none.
    ///
    /// # Errors
    /// Those of the family.
    #[must_use]
    pub fn new(family: &str, parameters: &[f64]) -> Option<Result<Self, QuantileError>> {
        Some(by_name(family, parameters)?.map(StandardQuantile))
    }

    /// F⁻¹(p), 0 < p ≤ 1/2.
    pub fn lower(&mut self, p: f64) -> f64 {
        self.0.lower(p)
    }

    /// F⁻¹(1 − q), 0 < q ≤ 1/2.
    pub fn upper(&mut self, q: f64) -> f64 {
        self.0.upper(q)
    }
}

/// Pieces of the table.
#[must_use]
pub fn pieces(quantile: &impl Distribution<Output = f32>) -> usize {
    match quantile.transform() {
        Transform::Quantile(_, table) | Transform::QuantileWithin(_, table) => table.len(),
        _ => 0,
    }
}

/// The table of a discrete family by its name in lower case: the first value, and its thresholds in
/// units of 2⁻⁶⁴; `None` if there is no such family.
///
/// # Errors
/// Those of the family.
#[must_use]
pub fn thresholds(
    family: &str,
    parameters: &[f64],
) -> Option<Result<(u32, Vec<u64>), ParameterError>> {
    let thresholds = thresholds_by_name(family, parameters)?;
    Some(thresholds.map(|thresholds| (thresholds.first, thresholds.cumulative)))
}

/// A discrete family beyond tables of thresholds.
pub struct Tail(Arc<ThresholdTable>);

impl Tail {
    /// By the family's name in lower case; `None` if it has no tail.
    ///
    /// # Errors
    /// Those of the family.
    #[must_use]
    pub fn new(family: &str, parameters: &[f64]) -> Option<Result<Self, ParameterError>> {
        Some(tail_by_name(family, parameters)?.map(Tail))
    }

    /// The first 64-bit word whose sample is above `value`; `None` if no sample is.
    #[must_use]
    pub fn threshold(&self, value: u32) -> Option<u64> {
        self.0.threshold(value)
    }
}
