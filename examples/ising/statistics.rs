//! Means over the records of a lattice, with standard errors.

use std::fmt;

use crate::simulation::{Outcome, Simulation};

/// Records follow each other closely and are correlated; the means of so many long batches are not.
pub const BATCHES: usize = 20;

pub struct Mean {
    pub value: f64,
    /// The standard error.
    pub error: f64,
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:8.5} ± {:.5}", self.value, self.error)
    }
}

/// What was measured at a temperature, for each spin.
pub struct Point {
    pub temperature: f64,
    pub magnetisation: Mean,
    pub energy: Mean,
}

pub fn points(simulation: &Simulation, outcome: &Outcome) -> Vec<Point> {
    let sites = f64::from(simulation.side).powi(2);
    let lattices = simulation.temperatures.len();
    let point = |(i, &temperature): (usize, &f64)| {
        let records = || outcome.records.iter().skip(i).step_by(lattices);
        Point {
            temperature,
            magnetisation: mean(records().map(|&[up, _]| 2.0 * f64::from(up) / sites - 1.0)),
            // Of the two pairs for each site, like ones have the energy −1, unlike ones 1.
            energy: mean(records().map(|&[_, unlike]| 2.0 * f64::from(unlike) / sites - 2.0)),
        }
    };
    simulation
        .temperatures
        .iter()
        .enumerate()
        .map(point)
        .collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Mean {
    let values: Vec<f64> = values.collect();
    let batch = values.len() / BATCHES;
    let means: Vec<f64> = values
        .chunks_exact(batch)
        .take(BATCHES)
        .map(|batch| batch.iter().sum::<f64>() / batch.len() as f64)
        .collect();
    let n = BATCHES as f64;
    let value = means.iter().sum::<f64>() / n;
    let variance = means.iter().map(|mean| (mean - value).powi(2)).sum::<f64>() / (n - 1.0);
    Mean {
        value,
        error: (variance / n).sqrt(),
    }
}
