//! The GPU against the golden vectors of the reference implementation.

use crate::{
    golden_vectors::{self, Draw, ENGINES, FLOAT64, check_some},
    is_chosen,
    support::every_kernel,
};
use seedbed::{Engine, Gpu, Stream, distr::Distribution};

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
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let gpu = OnGpu(gpu);
    // The CPU, which `parity` compares with, makes them all.
    let engines: Vec<String> = Engine::ALL.iter().map(Engine::to_string).collect();
    let mut names = Vec::new();
    let mut is_made = |_: usize, engine: &str, distribution: &str| {
        let name = distribution.split(' ').next().map(str::to_owned);
        let number = names.iter().position(|other| *other == name);
        let number = number.unwrap_or(names.len());
        if number == names.len() {
            names.push(name);
        }
        let engine = engines.iter().position(|other| other == engine);
        every_kernel() || is_chosen(engine.expect("an engine"), engines.len(), number)
    };
    let mut count = 0;
    for (_, text) in ENGINES {
        count += check_some(&gpu, text, &mut is_made);
    }
    count += check_some(&gpu, FLOAT64, &mut is_made);
    #[cfg(feature = "half")]
    {
        count += check_some(&gpu, golden_vectors::PACKED, &mut is_made);
    }
    assert!(
        count > if every_kernel() { 10_000 } else { 2000 },
        "{count}"
    );
}
