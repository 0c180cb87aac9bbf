//! Permutations, as JavaScript holds them.

use seedbed::{Permutation, SeedSequence, plan};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    error::WebError,
    plan::{Limits, Plan},
};

/// The keyed bijection of `0..n`.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Order {
    permutation: Permutation,
    check_first: u64,
}

#[wasm_bindgen]
impl Order {
    /// Of `0..n`, by a seed as text.
    ///
    /// # Errors
    /// An argument error for text that is no seed, or `n` past 2³².
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &str, n: f64) -> Result<Self, WebError> {
        let seed: SeedSequence = seed.parse().map_err(WebError::argument)?;
        let permutation = Permutation::new(seed, n as u64).map_err(WebError::argument)?;
        Ok(Order {
            permutation,
            check_first: 0,
        })
    }

    /// What the kernels of permutations are checked on.
    #[must_use]
    pub fn checks() -> Vec<Order> {
        let of = |(permutation, check_first)| Order {
            permutation,
            check_first,
        };
        plan::check_permutations().into_iter().map(of).collect()
    }

    /// The first element of a check.
    #[must_use]
    #[wasm_bindgen(js_name = checkFirst)]
    pub fn check_first(&self) -> f64 {
        self.check_first as f64
    }

    /// How many elements a check compares.
    #[must_use]
    #[wasm_bindgen(js_name = checkCount)]
    pub fn check_count(&self) -> usize {
        let left = self.permutation.len() - self.check_first;
        left.min(plan::CHECK_WORDS as u64) as usize
    }

    /// How many elements there are.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.permutation.len() as f64
    }

    /// `count` elements from `first` on.
    ///
    /// # Errors
    /// An argument error when there are not as many.
    pub fn elements(&self, first: f64, count: usize) -> Result<Vec<u32>, WebError> {
        let mut out = Vec::new();
        out.try_reserve_exact(count)
            .map_err(|_| WebError::Memory(format!("{count} elements do not fit into memory")))?;
        out.resize(count, 0);
        self.permutation
            .fill(first as u64, &mut out)
            .map_err(WebError::argument)?;
        Ok(out)
    }

    /// `count` elements from `first` on as a plan.
    ///
    /// # Errors
    /// An argument error when there are not as many, and for a target that cannot be.
    pub fn plan(
        &self,
        first: f64,
        offset: f64,
        count: f64,
        limits: &Limits,
    ) -> Result<Plan, WebError> {
        let (first, offset, count) = (first as u64, offset as u64, count as u64);
        let plan = plan::Plan::of_permutation(&self.permutation, first, offset, count, limits.0);
        Ok(Plan(plan?))
    }

    /// A shuffle of the records in so many bytes from a byte of their buffer on, as a plan.
    ///
    /// # Errors
    /// An argument error for bytes that are no such records, and for a target that cannot be.
    #[wasm_bindgen(js_name = planShuffle)]
    pub fn plan_shuffle(
        &self,
        records_offset: f64,
        bytes: f64,
        offset: f64,
        limits: &Limits,
    ) -> Result<Plan, WebError> {
        let (records_offset, bytes) = (records_offset as u64, bytes as u64);
        let (order, offset) = (&self.permutation, offset as u64);
        let plan = plan::Plan::of_shuffle(order, records_offset, bytes, offset, limits.0);
        Ok(Plan(plan?))
    }

    /// The table that its kernels bind.
    #[must_use]
    #[wasm_bindgen(js_name = ownTable)]
    pub fn own_table(&self) -> Vec<u32> {
        plan::own_table_of_permutation(&self.permutation)
    }
}
