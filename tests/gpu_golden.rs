//! The GPU against the golden vectors of the reference implementation.
#![cfg(feature = "gpu")]

#[path = "support/golden.rs"]
mod golden;
mod support;

use golden::{Draw, ENGINES, check};
use seedbed::{Gpu, Stream, distr::Distribution};

struct OnGpu(Gpu);

impl Draw for OnGpu {
    fn draw<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        n: usize,
    ) -> Vec<D::Output> {
        self.0.sample_blocking(stream, distribution, n).unwrap()
    }
}

/// Every known answer in the full run, and otherwise one in 7, which is no divisor of the number of
/// distributions.
#[test]
fn draws_are_the_golden_vectors() {
    let Some(gpu) = support::gpu() else { return };
    let step = if support::full() { 1 } else { 7 };
    for (engine, text) in ENGINES {
        let count = check(&OnGpu(gpu.clone()), text, |i| i % step == 0);
        assert!(count > 2000 / step, "{engine}: {count}");
    }
}
