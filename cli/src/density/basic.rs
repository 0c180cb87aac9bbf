//! Densities and probabilities of the core's distributions.

use std::f64::consts::TAU;

use anyhow::bail;

use super::{
    Picture, Probabilities, Shape, continuous, continuous_family, discrete, discrete_family, vector,
};
use crate::distribution::Specification;

/// Normal samples are drawn to this many standard deviations: 7 in a million are outside.
const NORMAL_REACH: f64 = 4.5;
/// Exponential samples are drawn to this many times the scale: 335 in a million are outside.
const EXPONENTIAL_REACH: f64 = 8.0;

/// The picture of a distribution whose parameters are in its domain.
pub fn picture(p: &Specification) -> anyhow::Result<Picture> {
    let equal = |first, len| Shape::Discrete {
        first,
        probabilities: Probabilities::Equal(len),
    };
    let round = |name| p.dtype().round(p.number(name));
    let shape = match p.name() {
        "bits32" => equal(0, 1 << 32),
        "bits64" => equal(0, 1 << 64),
        "integers" => {
            let (low, high) = (p.integer("low"), p.integer("high"));
            equal(low, (high - low) as u128)
        }
        "bernoulli" => {
            let p = p.number("p");
            let each = Box::new(move |k| if k == 0.0 { 1.0 - p } else { p });
            Shape::Discrete {
                first: 0,
                probabilities: Probabilities::Each(2, each),
            }
        }
        "bernoulli_mask" => {
            bail!("a sample of bernoulli_mask is 32 trials: `plot bernoulli` shows what they are")
        }
        "uniform" if p.has("low") => flat(round("low"), round("high")),
        "uniform" | "open01" | "openclosed01" | "uniform64" => flat(0.0, 1.0),
        "normal" => {
            let (mean, std) = (round("mean"), round("std"));
            if std == 0.0 {
                bail!("std is 0: every sample is {mean}, and there is no density to draw");
            }
            normal(mean, std)
        }
        "exponential" => {
            let scale = round("scale");
            if scale == 0.0 {
                bail!("scale is 0: every sample is 0, and there is no density to draw");
            }
            Shape::Continuous {
                low: 0.0,
                high: EXPONENTIAL_REACH * scale,
                density: Box::new(move |x| (-x / scale).exp() / scale),
            }
        }
        name => {
            if let Some(density) = continuous::density(p) {
                continuous_family(p, density)?
            } else if let Some(mass) = discrete::mass(p) {
                discrete_family(mass)
            } else if let Some(picture) = vector::picture(p) {
                return picture;
            } else {
                bail!("no density of {name} is known here, and there is none to draw");
            }
        }
    };
    Ok(Picture::Single(Box::new(shape)))
}

/// A normal density, as far as it is drawn.
pub fn normal(mean: f64, std: f64) -> Shape {
    Shape::Continuous {
        low: mean - NORMAL_REACH * std,
        high: mean + NORMAL_REACH * std,
        density: Box::new(move |x| {
            let z = (x - mean) / std;
            (-z * z / 2.0).exp() / (std * TAU.sqrt())
        }),
    }
}

/// A uniform density.
pub fn flat(low: f64, high: f64) -> Shape {
    Shape::Continuous {
        low,
        high,
        density: Box::new(move |_| 1.0 / (high - low)),
    }
}
