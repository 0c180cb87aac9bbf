//! Errors of several runs, against the number of paths.

use crate::{
    closed_form::{ARITHMETIC_ASIAN, Market},
    pricing::Payoffs,
};

/// What is priced: the payoffs of a path, and the arithmetic mean with the geometric one as a control variate.
pub const OPTIONS: [&str; 4] = [
    "European",
    "geometric Asian",
    "arithmetic Asian",
    "Asian, control variate",
];

/// What the prices should be.
pub fn exact(market: &Market) -> [f64; 4] {
    [
        market.european(),
        market.geometric_asian(),
        ARITHMETIC_ASIAN,
        ARITHMETIC_ASIAN,
    ]
}

/// The errors of the runs of one method.
pub struct Errors {
    /// Numbers of paths: powers of two.
    pub paths: Vec<u32>,
    /// `by_run[i][run]`: from the first `paths[i]` paths of a run.
    by_run: Vec<Vec<[f64; 4]>>,
}

impl Errors {
    /// None yet, from `2^smallest` to `2^largest` paths.
    pub fn new(smallest: u32, largest: u32) -> Self {
        let paths: Vec<u32> = (smallest..=largest).map(|k| 1 << k).collect();
        let by_run = vec![Vec::new(); paths.len()];
        Errors { paths, by_run }
    }

    /// Adds a run. Its payoffs are added up in f64, in their order.
    pub fn add(&mut self, market: &Market, payoffs: &[Payoffs]) {
        let exact = exact(market);
        let mut sums = [0.0; 3];
        let mut next = 0;
        for (i, payoff) in (1..).zip(payoffs) {
            for (sum, &payoff) in sums.iter_mut().zip(payoff) {
                *sum += f64::from(payoff);
            }
            if self.paths.get(next) == Some(&i) {
                let [european, geometric, arithmetic] =
                    sums.map(|sum| market.discount() * sum / f64::from(i));
                // Both means go up and down together, and the geometric one's error is known.
                let control = arithmetic - (geometric - exact[1]);
                let prices = [european, geometric, arithmetic, control];
                self.by_run[next].push(std::array::from_fn(|k| prices[k] - exact[k]));
                next += 1;
            }
        }
    }

    /// The error of an option's mean over all runs with the most paths, and its standard error, from
    /// the spread of the runs.
    pub fn mean(&self, option: usize) -> (f64, f64) {
        let runs = self.by_run.last().map_or(&[][..], Vec::as_slice);
        let n = runs.len() as f64;
        let mean = runs.iter().map(|run| run[option]).sum::<f64>() / n;
        let squares = runs.iter().map(|run| (run[option] - mean).powi(2));
        (mean, (squares.sum::<f64>() / (n * (n - 1.0))).sqrt())
    }

    /// Points of a plot: paths, and the root mean square of the runs' errors.
    pub fn points(&self, option: usize) -> Vec<(f64, f64)> {
        let rms = |runs: &Vec<[f64; 4]>| {
            let squares = runs.iter().map(|run| run[option].powi(2));
            (squares.sum::<f64>() / runs.len() as f64).sqrt()
        };
        let paths = self.paths.iter().map(|&paths| f64::from(paths));
        paths.zip(self.by_run.iter().map(rms)).collect()
    }

    /// The power of the number of paths that fits the errors best: least squares in the logs.
    pub fn slope(&self, option: usize) -> f64 {
        let points = self.points(option);
        let logs = points.iter().map(|(x, y)| (x.ln(), y.ln()));
        let n = points.len() as f64;
        let (x, y) = logs
            .clone()
            .fold((0.0, 0.0), |sum, log| (sum.0 + log.0, sum.1 + log.1));
        let (x, y) = (x / n, y / n);
        let products: f64 = logs.clone().map(|log| (log.0 - x) * (log.1 - y)).sum();
        products / logs.map(|log| (log.0 - x).powi(2)).sum::<f64>()
    }
}
