//! The GPU against the golden vectors of the reference implementation.

use crate::golden_vectors::{Draw, ENGINES, FLOAT64, check_every};
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
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let gpu = OnGpu(gpu);
    // The CPU, which `parity` compares with, makes them all.
    let step = if crate::support::full() || crate::support::is("lavapipe") {
        1
    } else {
        7
    };
    for (engine, text) in ENGINES {
        let count = check_every(step, &gpu, text);
        assert!(count > 2000 / step, "{engine}: {count}");
    }
    let count = check_every(step, &gpu, FLOAT64);
    assert_eq!(count, (5 * 13 * 6_usize).div_ceil(step));
    #[cfg(feature = "half")]
    assert!(check_every(step, &gpu, crate::golden_vectors::PACKED) > 800 / step);
}
