//! Densities of components have their integral, and samples follow them.

use seedbed::{Backend, Stream};
use serde_json::{Value, json};

use super::{super::*, integral::integral, specification};
use crate::histogram::Histogram;

fn cases() -> Vec<(&'static str, Value)> {
    vec![
        ("unit_circle", json!({})),
        ("unit_disc", json!({})),
        ("unit_sphere", json!({})),
        ("unit_ball", json!({})),
        ("dirichlet", json!({"alpha": [1.0, 2.5, 4.0]})),
        ("dirichlet", json!({"alpha": [0.5, 0.5]})),
        (
            "multivariate_normal",
            json!({"mean": [3.0, -1.0, 0.0], "cov": [4.0, 1.0, 0.0, 1.0, 0.5, 0.1, 0.0, 0.1, 1.0]}),
        ),
        (
            "multivariate_normal",
            json!({"mean": [0.0, 10.0], "cholesky": [0.5, 0.0, -3.0, 4.0]}),
        ),
    ]
}

fn marginals(specification: &Specification) -> [Shape; 2] {
    match picture(specification).unwrap() {
        Picture::Joint(marginals) => *marginals,
        Picture::Single(_) => panic!("{specification} is of vectors"),
    }
}

#[test]
fn densities_of_components_integrate_to_one() {
    for (name, parameters) in cases() {
        let specification = specification(name, &parameters);
        for shape in marginals(&specification) {
            let Shape::Continuous { low, high, density } = shape else {
                panic!("components are continuous")
            };
            let whole = integral((low, high), (low + high) / 2.0, 1.0, &density);
            // Of normals and betas, what is outside of the picture is small.
            let outside = if name.starts_with("unit") { 2e-7 } else { 2e-3 };
            assert!((whole - 1.0).abs() < outside, "{specification}: {whole}");
        }
    }
}

/// Six standard deviations for each bar.
#[test]
fn components_follow_their_densities() {
    const SAMPLES: usize = 50_000;
    struct Count([Histogram; 2]);
    impl Visitor for Count {
        type Output = [Histogram; 2];

        fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
            let (backend, mut stream) = (Backend::cpu(), Stream::new(7));
            let row = distribution.dimension().unwrap();
            let n = SAMPLES as u128;
            draw(&backend, &mut stream, &distribution, n, CHUNK, |samples| {
                for row in samples.chunks_exact(row) {
                    self.0[0].insert(row[0].to_f64());
                    self.0[1].insert(row[1].to_f64());
                }
                Ok(())
            })
            .unwrap();
            self.0
        }
    }
    for (name, parameters) in cases() {
        let specification = specification(name, &parameters);
        let shapes = marginals(&specification);
        let empty = shapes
            .each_ref()
            .map(|shape| Histogram::for_shape(shape, SAMPLES as u64));
        let histograms = specification.visit(Count(empty)).unwrap();
        for (shape, histogram) in shapes.iter().zip(&histograms) {
            let Shape::Continuous { density, .. } = shape else {
                panic!("components are continuous")
            };
            let total = SAMPLES as f64;
            for (from, to, found) in histogram.densities() {
                let middle = (from + to) / 2.0;
                let share = integral((from, to), middle, 1.0, density);
                let deviation = (share * (1.0 - share).max(0.0) / total).sqrt();
                let difference = (found * (to - from) - share).abs();
                assert!(
                    difference <= 6.0 * deviation + 3.0 / total,
                    "{specification}: {found} from {from} to {to}"
                );
            }
        }
    }
}
