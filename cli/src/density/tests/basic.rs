//! Densities and probabilities of the core's distributions.

use serde_json::json;

use super::{super::*, of};

#[test]
fn basic_densities_integrate_to_one() {
    for (name, parameters, outside) in [
        ("normal", json!({"mean": -3.0, "std": 0.5}), 6.8e-6),
        (
            "normal",
            json!({"mean": -3.0, "std": 0.1, "dtype": "float64"}),
            6.8e-6,
        ),
        ("exponential", json!({"scale": 20.0}), 3.35e-4),
        (
            "exponential",
            json!({"scale": 0.1, "dtype": "float64"}),
            3.35e-4,
        ),
        (
            "uniform",
            json!({"low": -0.1, "high": 3.0, "dtype": "float64"}),
            0.0,
        ),
        ("uniform", json!({"low": -1.0, "high": 3.0}), 0.0),
        ("uniform", json!({}), 0.0),
        ("uniform64", json!({}), 0.0),
    ] {
        let Ok(Shape::Continuous { low, high, density }) = of(name, parameters) else {
            panic!("{name} is continuous")
        };
        let steps = 100_000;
        let width = (high - low) / f64::from(steps);
        let middles = (0..steps).map(|i| low + (f64::from(i) + 0.5) * width);
        let integral: f64 = middles.map(|x| density(x) * width).sum();
        assert!(
            (integral - (1.0 - outside)).abs() < 1e-6,
            "{name} {integral}"
        );
    }
}

#[test]
fn basic_probabilities_add_up_to_one() {
    for (name, parameters) in [
        ("integers", json!({"low": -3, "high": 4, "dtype": "i32"})),
        ("bernoulli", json!({"p": 0.3})),
    ] {
        let Ok(Shape::Discrete { probabilities, .. }) = of(name, parameters) else {
            panic!("{name} is discrete")
        };
        let sum: f64 = (0..probabilities.len()).map(|i| probabilities.of(i)).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{name} {sum}");
    }
}

#[test]
fn a_single_point_has_no_density() {
    assert!(of("normal", json!({"mean": 1.0, "std": 0.0})).is_err());
    assert!(of("exponential", json!({"scale": 0.0})).is_err());
    assert!(of("cauchy", json!({"loc": 1.0, "scale": 0.0})).is_err());
    assert!(of("log_normal", json!({"mean": 0.0, "sigma": 0.0})).is_err());
}
