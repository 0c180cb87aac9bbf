//! Interleaved measurements.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

/// How much and how often.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Options {
    /// Samples of a draw
    #[arg(long, global = true, default_value_t = 1 << 24)]
    pub samples: usize,
    /// Times that each case runs, after one run to warm up
    #[arg(long, global = true, default_value_t = 21)]
    pub rounds: usize,
}

/// What is measured, as tables and records name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// `seedbed`, `numpy` or `mkl`.
    pub library: &'static str,
    /// Its version.
    pub version: String,
    /// The engine, or what the library calls it.
    pub generator: String,
    /// The distribution, in words of seedbed's.
    pub distribution: &'static str,
    /// CPU threads.
    pub threads: usize,
    /// Samples of a draw.
    pub samples: usize,
}

/// A case and what draws it once and says how long that took.
pub struct Task<'a> {
    /// The case.
    pub case: Case,
    /// Draws, checks what was drawn, and returns the time of the draw alone.
    pub draw: Box<dyn FnMut() -> Result<Duration> + 'a>,
}

/// The times of a case, sorted.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The case.
    pub case: Case,
    times: Vec<Duration>,
}

impl Measured {
    /// The median time of a draw.
    pub fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }

    /// The shortest time of a draw.
    pub fn fastest(&self) -> Duration {
        self.times[0]
    }

    /// Millions of samples a second, by the median.
    pub fn rate(&self) -> f64 {
        self.case.samples as f64 / self.median().as_secs_f64() / 1e6
    }
}

/// Runs all tasks once in each round.
pub fn interleaved(mut tasks: Vec<Task>, options: &Options) -> Result<Vec<Measured>> {
    ensure!(options.rounds > 0, "no rounds to measure");
    let mut times = vec![Vec::with_capacity(options.rounds); tasks.len()];
    for round in 0..=options.rounds {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            let time = (task.draw)().with_context(|| format!("{:?}", task.case))?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    let measured = tasks.into_iter().zip(times).map(|(task, mut times)| {
        times.sort_unstable();
        Measured {
            case: task.case,
            times,
        }
    });
    Ok(measured.collect())
}
