//! The exact densities and probabilities that histograms are compared with.

mod basic;
mod continuous;
mod discrete;
mod special;
#[cfg(test)]
mod tests;
mod vector;

use anyhow::{bail, ensure};
pub use basic::{flat, picture};
use seedbed::{Backend, Stream};

use crate::{
    distribution::{Sample, Specification, Visitor},
    draw::{CHUNK, Draws, draw},
};

/// What a picture shows.
pub enum Picture {
    /// A distribution of numbers.
    Single(Box<Shape>),
    /// The first two components of vectors.
    Joint(Box<[Shape; 2]>),
}

/// A distribution as a picture shows it.
pub enum Shape {
    /// A density over an interval.
    Continuous {
        low: f64,
        high: f64,
        density: Function,
    },
    /// Probabilities of the integers from `first` on.
    Discrete {
        first: i128,
        probabilities: Probabilities,
    },
}

pub type Function = Box<dyn Fn(f64) -> f64 + Send>;

pub enum Probabilities {
    /// Of so many integers, by how far they are from the first.
    Each(u128, Function),
    /// Equal, of so many integers.
    Equal(u128),
}

/// Terms of a sum: of more, which only smooth families have, parts are taken for their middle.
const MOST_TERMS: u128 = 1 << 18;

impl Probabilities {
    /// How many integers there are.
    pub fn len(&self) -> u128 {
        match self {
            Probabilities::Each(len, _) | Probabilities::Equal(len) => *len,
        }
    }

    /// Of the `i`-th integer.
    pub fn of(&self, i: u128) -> f64 {
        match self {
            Probabilities::Each(_, each) => each(i as f64),
            Probabilities::Equal(len) => 1.0 / *len as f64,
        }
    }

    /// Of all from the `i`-th to before the `j`-th.
    pub fn of_range(&self, i: u128, j: u128) -> f64 {
        match self {
            Probabilities::Each(_, each) if j - i <= MOST_TERMS => {
                (i..j).map(|i| each(i as f64)).sum()
            }
            Probabilities::Each(_, each) => {
                let step = (j - i) as f64 / MOST_TERMS as f64;
                let middle = |k| i as f64 + (k as f64 + 0.5) * step - 0.5;
                (0..MOST_TERMS).map(|k| each(middle(k)) * step).sum()
            }
            Probabilities::Equal(len) => (j - i) as f64 / *len as f64,
        }
    }
}

/// A density on its whole support.
struct Density {
    support: (f64, f64),
    of: Function,
}

/// Probabilities on the whole support, and what is worth showing of it.
struct Mass {
    #[cfg_attr(not(test), expect(dead_code, reason = "tests sum over it"))]
    support: (i128, i128),
    shown: (i128, i128),
    of: Function,
}

fn continuous_family(specification: &Specification, density: Density) -> anyhow::Result<Shape> {
    let Density { support, of } = density;
    let (low, high) = range(specification, support)?;
    Ok(Shape::Continuous {
        low,
        high,
        density: of,
    })
}

fn discrete_family(mass: Mass) -> Shape {
    let Mass { shown, of, .. } = mass;
    let (first, last) = shown;
    let len = (last - first) as u128 + 1;
    let each = Box::new(move |i| of(first as f64 + i));
    Shape::Discrete {
        first,
        probabilities: Probabilities::Each(len, each),
    }
}

/// Samples whose quantiles say what is worth showing.
const PILOT: usize = 100_000;
/// Part of them that may be outside on either side.
const OUTSIDE: f64 = 5e-4;
/// So many times the distance of median and quartile are shown at most: a heavy tail does not squeeze
/// the rest. A normal distribution reaches OUTSIDE at 4.9.
const REACH: f64 = 8.0;
/// An end of the support that is nearer than this part of the range is shown.
const NEAR: f64 = 0.1;

/// Central quantiles of a continuous distribution, widened to the ends of its support near them.
fn range(specification: &Specification, support: (f64, f64)) -> anyhow::Result<(f64, f64)> {
    struct Pilot;
    impl Visitor for Pilot {
        type Output = anyhow::Result<Vec<f64>>;

        fn visit<D: Draws>(self, distribution: D) -> Self::Output {
            let mut all = Vec::with_capacity(PILOT);
            let (backend, mut stream) = (Backend::cpu(), Stream::new(0));
            draw(
                &backend,
                &mut stream,
                &distribution,
                PILOT as u128,
                CHUNK,
                |samples| {
                    all.extend(samples.iter().map(|&x| x.to_f64()));
                    Ok(())
                },
            )?;
            Ok(all)
        }
    }
    let mut samples = specification.visit(Pilot)??;
    samples.sort_by(f64::total_cmp);
    let quantile = |p: f64| samples[(p * (PILOT - 1) as f64).round() as usize];
    let [lower, median, upper] = [0.25, 0.5, 0.75].map(quantile);
    ensure!(
        median.is_finite(),
        "half of the samples are infinite, and there is no density to draw"
    );
    let low = quantile(OUTSIDE).max(median - REACH * (median - lower));
    let high = quantile(1.0 - OUTSIDE).min(median + REACH * (upper - median));
    let (low, high) = (low.max(f32::MIN.into()), high.min(f32::MAX.into()));
    if low >= high {
        bail!("every sample is near {median}, and there is no density to draw");
    }
    let near = NEAR * (high - low);
    Ok((
        if low - support.0 < near {
            support.0
        } else {
            low
        },
        if support.1 - high < near {
            support.1
        } else {
            high
        },
    ))
}
