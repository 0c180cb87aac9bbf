//! Densities of single components of vectors.

use std::f64::consts::PI;

use anyhow::ensure;

use super::{Picture, Shape, basic::normal, continuous_family};
use crate::{
    distribution::Specification,
    family::{
        NormalVectors,
        continuous::{Beta, Family as Continuous},
        vector::{Dirichlet, Family},
    },
};

/// The picture of the first two components; of vectors that have one, its density.
pub fn picture(family: &Family) -> anyhow::Result<Picture> {
    Ok(match family {
        Family::UnitCircle(_) => both(|| unit(|x| 1.0 / (PI * (1.0 - x * x).max(0.0).sqrt()))),
        Family::UnitDisc(_) => both(|| unit(|x| 2.0 / PI * (1.0 - x * x).max(0.0).sqrt())),
        // Archimedes: slices of equal height have equal areas.
        Family::UnitSphere(_) => both(|| unit(|_| 0.5)),
        Family::UnitBall(_) => both(|| unit(|x| 0.75 * (1.0 - x * x))),
        Family::Dirichlet(p) => Picture::Joint(Box::new([share(p, 0)?, share(p, 1)?])),
        Family::MultivariateNormal(p) => match p.mean.len() {
            1 => Picture::Single(Box::new(component(p, 0)?)),
            _ => Picture::Joint(Box::new([component(p, 0)?, component(p, 1)?])),
        },
    })
}

fn both(shape: impl Fn() -> Shape) -> Picture {
    Picture::Joint(Box::new([shape(), shape()]))
}

fn unit(density: impl Fn(f64) -> f64 + Send + 'static) -> Shape {
    Shape::Continuous {
        low: -1.0,
        high: 1.0,
        density: Box::new(density),
    }
}

/// Beta, of its concentration and the sum of the others.
fn share(p: &Dirichlet, i: usize) -> anyhow::Result<Shape> {
    let others = p.alpha.iter().enumerate().filter(|&(j, _)| j != i);
    let beta = Continuous::Beta(Beta {
        a: p.alpha[i],
        b: others.map(|(_, &alpha)| alpha).sum(),
    });
    continuous_family(&Specification::Continuous(beta.clone()), &beta)
}

/// Normal, its variance the squares of a row of the factor.
fn component(p: &NormalVectors, i: usize) -> anyhow::Result<Shape> {
    let d = p.mean.len();
    let distribution = p.make()?;
    let row = &distribution.cholesky()[i * d..][..d];
    let variance: f64 = row.iter().map(|&l| f64::from(l).powi(2)).sum();
    let mean = f64::from(p.mean[i]);
    ensure!(
        variance > 0.0,
        "component {i} has variance 0: it is always {mean}, and there is no density to draw"
    );
    Ok(normal(mean, variance.sqrt()))
}
