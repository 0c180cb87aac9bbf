//! Densities and probabilities against what must hold of them: one in all, their closed moments, and
//! the samples.

mod basic;
mod continuous;
mod discrete;
mod integral;
mod samples;
mod vector;

use serde_json::{Map, Value};

use super::*;

fn specification(name: &str, parameters: &Value) -> Specification {
    let parameters: Map<_, _> = parameters.as_object().unwrap().clone();
    Specification::from_parts(name, parameters).unwrap()
}

fn shape(specification: &Specification) -> anyhow::Result<Shape> {
    match picture(specification)? {
        Picture::Single(shape) => Ok(*shape),
        Picture::Joint(_) => panic!("{specification} is of vectors"),
    }
}

fn of(name: &str, parameters: Value) -> anyhow::Result<Shape> {
    shape(&specification(name, &parameters))
}

/// Never from NaN, which stands for what does not exist.
pub fn differs(found: f64, exact: f64, bound: f64) -> bool {
    (found - exact).abs() > bound
}
