//! Samples of the families follow their densities and probabilities.

use serde_json::Value;

use super::{
    super::*, continuous::continuous_cases, discrete::discrete_cases, shape, specification,
};
use crate::histogram::Histogram;

/// Draws, and compares each bar with its probability: six standard deviations, which chance exceeds
/// in one bar of 500 million.
fn samples_follow(name: &str, parameters: &Value) {
    struct Pilot(Histogram);
    impl Visitor for Pilot {
        type Output = Histogram;

        fn visit<D: Draws>(mut self, distribution: D) -> Histogram {
            let (backend, mut stream) = (Backend::cpu(), Stream::new(7));
            let n = SAMPLES as u128;
            draw(&backend, &mut stream, &distribution, n, CHUNK, |samples| {
                self.0.update(samples);
                Ok(())
            })
            .unwrap();
            self.0
        }
    }
    const SAMPLES: usize = 50_000;
    let specification = specification(name, parameters);
    let shape = shape(&specification).unwrap();
    let empty = Histogram::for_shape(&shape, SAMPLES as u64);
    let (width, low) = (empty.width, empty.low);
    let histogram = specification.visit(Pilot(empty)).unwrap();
    let mut inside = 0.0;
    for (bin, &count) in histogram.counts.iter().enumerate() {
        let expected = match &shape {
            Shape::Continuous { density, .. } => {
                const PARTS: u32 = 200;
                let from = low + bin as f64 * width;
                let part = |i| density(from + (f64::from(i) + 0.5) / f64::from(PARTS) * width);
                (0..PARTS).map(part).sum::<f64>() * width / f64::from(PARTS)
            }
            Shape::Discrete { probabilities, .. } => {
                let each = width as u128;
                let from = bin as u128 * each;
                probabilities.of_range(from, (from + each).min(probabilities.len()))
            }
        };
        inside += expected;
        let total = SAMPLES as f64;
        let deviation = (total * expected * (1.0 - expected).max(0.0)).sqrt();
        let difference = (count as f64 - total * expected).abs();
        // The middles of parts are coarse where a density is infinite.
        let infinite = match &shape {
            Shape::Continuous { density, .. } => [0, 1]
                .iter()
                .any(|i| density(low + (bin + i) as f64 * width).is_infinite()),
            Shape::Discrete { .. } => false,
        };
        assert!(
            infinite || difference <= 6.0 * deviation + 3.0,
            "{specification}: {count} in bar {bin}, not {}",
            total * expected
        );
    }
    assert!(inside > 0.4, "{specification}: {inside} is shown");
}

#[test]
fn samples_of_continuous_families_follow_their_densities() {
    for (name, parameters, ..) in continuous_cases() {
        samples_follow(name, &parameters);
    }
}

#[test]
fn samples_of_discrete_families_follow_their_probabilities() {
    for (name, parameters, ..) in discrete_cases() {
        samples_follow(name, &parameters);
    }
}
