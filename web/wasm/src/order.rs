//! Permutations, as JavaScript holds them.

use seedbed::{Permutation, SeedSequence};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::WebError;

/// The keyed bijection of `0..n`.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Order(Permutation);

#[wasm_bindgen]
impl Order {
    /// Of `0..n`, by a seed as text.
    ///
    /// # Errors
    /// An argument error for text that is no seed, or `n` of 0 or past 2³².
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &str, n: f64) -> Result<Self, WebError> {
        let seed: SeedSequence = seed.parse().map_err(WebError::argument)?;
        let permutation = Permutation::new(seed, n as u64).map_err(WebError::argument)?;
        Ok(Order(permutation))
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
        self.0
            .fill(first as u64, &mut out)
            .map_err(WebError::argument)?;
        Ok(out)
    }
}
