//! For tests: results of chosen words.

use alloc::vec::Vec;

use super::{Arch, apply};
use crate::distr::Distribution;

/// What the CPU makes of 64-bit words.
pub(crate) fn results64(distribution: &impl Distribution<Output = f64>, words: &[u64]) -> Vec<f64> {
    let words: Vec<[u32; 2]> = words
        .iter()
        .map(|&x| [x as u32, (x >> 32) as u32])
        .collect();
    let mut results = alloc::vec![[0; 2]; words.len()];
    apply(
        Arch::new(),
        distribution.transform(),
        words.as_flattened(),
        results.as_flattened_mut(),
        &|_, _| [0; 2],
    );
    results
        .into_iter()
        .map(|x| f64::from_bits(u64::from(x[0]) | u64::from(x[1]) << 32))
        .collect()
}
