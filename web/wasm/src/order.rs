//! Permutations, as JavaScript holds them.

use seedbed::{
    Permutation, SeedSequence,
    draw::{Planner, RecordBytes},
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    error::WebError,
    plan::{Planned, Work},
};

/// The keyed bijection of `0..n`.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Order(Permutation);

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
        Ok(Order(permutation))
    }

    /// How many elements there are.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.0.len() as f64
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

    /// `count` elements from `first` on for a device.
    ///
    /// # Errors
    /// An argument error when there are not as many.
    pub fn work(&self, first: f64, count: f64) -> Result<Work, WebError> {
        Work::new(Elements {
            order: self.0,
            first: first as u64,
            count: count as u64,
        })
    }

    /// A shuffle of the records in so many bytes from a byte of their buffer on, for a device.
    ///
    /// # Errors
    /// An argument error for bytes that are no such records.
    pub fn shuffle(&self, offset: f64, bytes: f64) -> Result<Work, WebError> {
        Work::new(Shuffle {
            order: self.0,
            records: RecordBytes {
                offset: offset as u64,
                bytes: bytes as u64,
            },
        })
    }
}

struct Elements {
    order: Permutation,
    first: u64,
    count: u64,
}

impl Planned for Elements {
    fn with(&self, use_it: &mut dyn FnMut(&Planner<'_>)) -> Result<(), WebError> {
        use_it(&Planner::new(&self.first, &self.order, self.count)?);
        Ok(())
    }
}

struct Shuffle {
    order: Permutation,
    records: RecordBytes,
}

impl Planned for Shuffle {
    fn with(&self, use_it: &mut dyn FnMut(&Planner<'_>)) -> Result<(), WebError> {
        let n = self.order.len();
        use_it(&Planner::new(&self.records, &self.order, n)?);
        Ok(())
    }
}
