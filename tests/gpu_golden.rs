//! The GPU against the golden vectors of the reference implementation.
#![cfg(feature = "gpu")]

#[path = "support/golden.rs"]
mod golden;
mod support;

use golden::{Draw, ENGINES, FLOAT64, check};
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

#[test]
fn draws_are_the_golden_vectors() {
    let Some(gpu) = support::gpu() else { return };
    let gpu = OnGpu(gpu);
    for (engine, text) in ENGINES {
        let count = check(&gpu, text);
        assert!(count > 2000, "{engine}: {count}");
    }
    assert_eq!(check(&gpu, FLOAT64), 5 * 13 * 6);
    #[cfg(feature = "half")]
    assert!(check(&gpu, golden::PACKED) > 800);
}
