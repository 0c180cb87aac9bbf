//! The task: two spirals, to be told apart.

use seedbed::{
    Backend, SeedSequence, Stream,
    distr::{Normal, Standard},
    permutation::{Split, train_test_split},
};

/// A point of the plane, and which spiral it is of.
#[derive(Clone, Copy)]
pub struct Example {
    pub at: [f32; 2],
    pub label: bool,
}

/// `n` points, by turns of the one and of the other spiral.
pub fn spirals(backend: &Backend, seed: SeedSequence, n: usize) -> anyhow::Result<Vec<Example>> {
    const TURNS: f64 = 1.75;
    const BLUR: f32 = 0.08;
    let mut stream = Stream::new(seed);
    let along = backend.sample(&mut stream, &Standard, n)?;
    let blur = backend.sample(&mut stream, &Normal::new(0.0, BLUR)?, 2 * n)?;
    let example = |(i, u): (usize, &f32)| {
        let label = i % 2 == 1;
        // Evenly along the radius. `libm` has the same bits on every platform, `f64::sin` has not.
        let radius = 0.3 + 2.7 * f64::from(*u).sqrt();
        let angle = radius / 3.0 * TURNS * std::f64::consts::TAU
            + if label { std::f64::consts::PI } else { 0.0 };
        let [x, y] = [libm::cos(angle), libm::sin(angle)].map(|c| (radius * c) as f32);
        Example {
            at: [x + blur[2 * i], y + blur[2 * i + 1]],
            label,
        }
    };
    Ok(along.iter().enumerate().map(example).collect())
}

/// Training and testing.
pub fn split(examples: &[Example], seed: SeedSequence) -> anyhow::Result<[Vec<Example>; 2]> {
    let Split { train, test } = train_test_split(seed, examples.len() as u64, 0.25)?;
    Ok([train, test].map(|indices| indices.into_iter().map(|i| examples[i as usize]).collect()))
}
