//! The exact densities and probabilities that histograms are compared with.

use std::f64::consts::TAU;

use anyhow::bail;

use crate::distribution::Specification;

/// Normal samples are drawn to this many standard deviations: 7 in a million are outside.
const NORMAL_REACH: f64 = 4.5;
/// Exponential samples are drawn to this many times the scale: 335 in a million are outside.
const EXPONENTIAL_REACH: f64 = 8.0;

/// A distribution as a picture shows it.
pub enum Shape {
    /// A density over an interval.
    Continuous {
        low: f64,
        high: f64,
        density: Box<dyn Fn(f64) -> f64>,
    },
    /// Probabilities of the integers from `first` on.
    Discrete {
        first: i128,
        probabilities: Probabilities,
    },
}

pub enum Probabilities {
    /// Of 0 and 1.
    Bernoulli(f64),
    /// Equal, of so many integers.
    Equal(u128),
}

impl Probabilities {
    /// How many integers there are.
    pub fn len(&self) -> u128 {
        match self {
            Probabilities::Bernoulli(_) => 2,
            Probabilities::Equal(len) => *len,
        }
    }

    /// Of the `i`-th integer.
    pub fn of(&self, i: u128) -> f64 {
        match *self {
            Probabilities::Bernoulli(p) => [1.0 - p, p][i as usize],
            Probabilities::Equal(len) => 1.0 / len as f64,
        }
    }
}

/// The picture of a distribution whose parameters are in its domain.
pub fn shape(specification: &Specification) -> anyhow::Result<Shape> {
    let equal = |first, len| Shape::Discrete {
        first,
        probabilities: Probabilities::Equal(len),
    };
    Ok(match specification {
        Specification::Bits32 => equal(0, 1 << 32),
        Specification::Bits64 => equal(0, 1 << 64),
        Specification::Integers(p) => equal(p.low, (p.high - p.low) as u128),
        Specification::Bernoulli(parameters) => Shape::Discrete {
            first: 0,
            probabilities: Probabilities::Bernoulli(parameters.p),
        },
        Specification::Open01 | Specification::OpenClosed01 | Specification::Uniform64 => {
            flat(0.0, 1.0)
        }
        Specification::Uniform(p) => match (p.low, p.high) {
            (Some(low), Some(high)) => flat(low.into(), high.into()),
            _ => flat(0.0, 1.0),
        },
        Specification::Normal(p) => {
            let (mean, std) = (f64::from(p.mean), f64::from(p.std));
            if std == 0.0 {
                bail!("std is 0: every sample is {mean}, and there is no density to draw");
            }
            Shape::Continuous {
                low: mean - NORMAL_REACH * std,
                high: mean + NORMAL_REACH * std,
                density: Box::new(move |x| {
                    let z = (x - mean) / std;
                    (-z * z / 2.0).exp() / (std * TAU.sqrt())
                }),
            }
        }
        Specification::Exponential(p) => {
            let scale = f64::from(p.scale);
            if scale == 0.0 {
                bail!("scale is 0: every sample is 0, and there is no density to draw");
            }
            Shape::Continuous {
                low: 0.0,
                high: EXPONENTIAL_REACH * scale,
                density: Box::new(move |x| (-x / scale).exp() / scale),
            }
        }
    })
}

fn flat(low: f64, high: f64) -> Shape {
    Shape::Continuous {
        low,
        high,
        density: Box::new(move |_| 1.0 / (high - low)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, json};

    fn of(name: &str, parameters: serde_json::Value) -> anyhow::Result<Shape> {
        let parameters: Map<_, _> = parameters.as_object().unwrap().clone();
        shape(&Specification::from_parts(name, parameters)?)
    }

    #[test]
    fn densities_integrate_to_one() {
        for (name, parameters, outside) in [
            ("normal", json!({"mean": -3.0, "std": 0.5}), 6.8e-6),
            ("exponential", json!({"scale": 20.0}), 3.35e-4),
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
    fn probabilities_add_up_to_one() {
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
    }
}
