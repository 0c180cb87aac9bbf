//! Densities and probabilities of the core's distributions.

use std::f64::consts::TAU;

use anyhow::bail;

use super::{Picture, Probabilities, Shape, continuous_family, discrete_family, vector};
use crate::distribution::Specification;

/// Normal samples are drawn to this many standard deviations: 7 in a million are outside.
const NORMAL_REACH: f64 = 4.5;
/// Exponential samples are drawn to this many times the scale: 335 in a million are outside.
const EXPONENTIAL_REACH: f64 = 8.0;

/// The picture of a distribution whose parameters are in its domain.
pub fn picture(specification: &Specification) -> anyhow::Result<Picture> {
    let equal = |first, len| Shape::Discrete {
        first,
        probabilities: Probabilities::Equal(len),
    };
    let shape = match specification {
        Specification::Bits32 => equal(0, 1 << 32),
        Specification::Bits64 => equal(0, 1 << 64),
        Specification::Integers(p) => equal(p.low, (p.high - p.low) as u128),
        Specification::Bernoulli(parameters) => {
            let p = parameters.p;
            let each = Box::new(move |k| if k == 0.0 { 1.0 - p } else { p });
            Shape::Discrete {
                first: 0,
                probabilities: Probabilities::Each(2, each),
            }
        }
        Specification::BernoulliMask(_) => {
            bail!("a sample of bernoulli_mask is 32 trials: `plot bernoulli` shows what they are")
        }
        Specification::Open01 | Specification::OpenClosed01 | Specification::Uniform64 => {
            flat(0.0, 1.0)
        }
        Specification::Uniform(p) => match (p.low, p.high) {
            (Some(low), Some(high)) => flat(p.dtype.round(low), p.dtype.round(high)),
            _ => flat(0.0, 1.0),
        },
        Specification::Normal(p) => {
            let (mean, std) = (p.dtype.round(p.mean), p.dtype.round(p.std));
            if std == 0.0 {
                bail!("std is 0: every sample is {mean}, and there is no density to draw");
            }
            normal(mean, std)
        }
        Specification::Exponential(p) => {
            let scale = p.dtype.round(p.scale);
            if scale == 0.0 {
                bail!("scale is 0: every sample is 0, and there is no density to draw");
            }
            Shape::Continuous {
                low: 0.0,
                high: EXPONENTIAL_REACH * scale,
                density: Box::new(move |x| (-x / scale).exp() / scale),
            }
        }
        Specification::Continuous(family) => continuous_family(specification, family)?,
        Specification::Discrete(family) => discrete_family(family),
        Specification::Vectors(family) => return vector::picture(family),
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
