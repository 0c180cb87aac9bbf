//! Densities of single components of vectors.

use std::f64::consts::PI;

use anyhow::ensure;
use seedbed::distr::MultivariateNormal;

use super::{Picture, Shape, basic::normal, continuous::beta, continuous_family};
use crate::distribution::Specification;

/// The picture of the first two components, if it is a family of vectors; of vectors that have one component, its
/// density.
pub fn picture(p: &Specification) -> Option<anyhow::Result<Picture>> {
    let circle = |x: f64| (1.0 - x * x).max(0.0).sqrt();
    Some(Ok(match p.name() {
        "unit_circle" => both(|| unit(move |x| 1.0 / (PI * circle(x)))),
        "unit_disc" => both(|| unit(move |x| 2.0 / PI * circle(x))),
        // Archimedes: slices of equal height have equal areas.
        "unit_sphere" => both(|| unit(|_| 0.5)),
        "unit_ball" => both(|| unit(|x| 0.75 * (1.0 - x * x))),
        "dirichlet" => return Some(joint(|i| share(p, i))),
        "multivariate_normal" => {
            return Some(match p.list("mean").len() {
                1 => component(p, 0).map(|shape| Picture::Single(Box::new(shape))),
                _ => joint(|i| component(p, i)),
            });
        }
        _ => return None,
    }))
}

/// The first two components.
fn joint(component: impl Fn(usize) -> anyhow::Result<Shape>) -> anyhow::Result<Picture> {
    Ok(Picture::Joint(Box::new([component(0)?, component(1)?])))
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
fn share(p: &Specification, i: usize) -> anyhow::Result<Shape> {
    let alpha = p.list("alpha");
    let others = alpha.iter().enumerate().filter(|&(j, _)| j != i);
    let sum: f64 = others.map(|(_, &alpha)| alpha).sum();
    let parameters = [("a", alpha[i]), ("b", sum)].map(|(name, x)| (name.to_string(), x.into()));
    let share = Specification::from_parts("beta", parameters.into_iter().collect())?;
    continuous_family(&share, beta(alpha[i], sum, 0.0, 1.0))
}

/// Normal, its variance the squares of a row of the factor.
fn component(p: &Specification, i: usize) -> anyhow::Result<Shape> {
    let to_f32 = |name| -> Vec<f32> { p.list(name).iter().map(|&x| x as f32).collect() };
    let mean = to_f32("mean");
    let distribution = match p.has("cholesky") {
        true => MultivariateNormal::from_cholesky(&mean, &to_f32("cholesky"))?,
        false => MultivariateNormal::from_covariance(&mean, p.list("cov"))?,
    };
    let d = mean.len();
    let row = &distribution.cholesky()[i * d..][..d];
    let variance: f64 = row.iter().map(|&l| f64::from(l).powi(2)).sum();
    let mean = f64::from(mean[i]);
    ensure!(
        variance > 0.0,
        "component {i} has variance 0: it is always {mean}, and there is no density to draw"
    );
    Ok(normal(mean, variance.sqrt()))
}
