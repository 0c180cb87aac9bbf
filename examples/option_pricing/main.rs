//! European and Asian options by Monte Carlo, with pseudo-random numbers and with Sobol's points.
//!
//! The kernel draws the pseudo-random normals itself; Sobol's points are made on the GPU and stay there.
//! Prices are compared with Black and Scholes and its relatives, and the errors go into a plot: they
//! fall as n^-1/2 and about as n^-1.
//!
//! The normals have equal bits on every adapter. The kernel's own floats (exp, sums) are the adapter's,
//! so the last digits of a price are, too.
//!
//! `cargo run --release --example option_pricing`

use std::path::PathBuf;

use anyhow::ensure;
use clap::Parser;
use indicatif::HumanCount;
use seedbed::{Gpu, SeedSequence};

#[path = "../shared/chart.rs"]
mod chart;
mod closed_form;
#[path = "../shared/compute.rs"]
mod compute;
mod convergence;
mod picture;
mod pricing;
#[path = "../shared/progress.rs"]
mod progress;

use closed_form::MARKET;
use convergence::{Errors, OPTIONS};

/// Prices options by Monte Carlo, and plots how the error falls with the number of paths.
#[derive(Parser)]
struct Options {
    /// Paths of a run: 2^N, N from 12 to 20
    #[arg(long, value_name = "N", default_value_t = 17,
          value_parser = clap::value_parser!(u32).range(12..=20))]
    log2_paths: u32,
    /// Runs of each kind, from whose spread the errors are estimated: 8 to 1000
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(8..=1000))]
    runs: u32,
    /// Seed of the paths and of the scrambles
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Where the plot goes
    #[arg(long, value_name = "PATH", default_value = "option_pricing.png")]
    output: PathBuf,
}

/// The plot starts with so many paths: 2⁶.
const LOG2_FEWEST: u32 = 6;
/// What floats may add: WGSL's `exp` errs by up to 3 + 2 |x| ulp, so a price near 100 by some 3e-5.
const FLOATS: f64 = 3e-5;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let gpu = Gpu::open_blocking()?;
    println!("on {}", gpu.adapter_info().name);

    let paths = 1 << options.log2_paths;
    let pricing = pricing::Pricing::new(&gpu, MARKET, paths, options.seed)?;
    let mut pseudo_random = Errors::new(LOG2_FEWEST, options.log2_paths);
    let mut quasi_random = Errors::new(LOG2_FEWEST, options.log2_paths);
    let bar = progress::bar(options.runs.into(), "runs");
    // A spawned seed for each scramble: independent, and derived from the one seed.
    let scrambles = SeedSequence::new(options.seed).spawn(options.runs as usize)?;
    for (run, scramble) in (0..).zip(scrambles) {
        pseudo_random.add(&MARKET, &pricing.pseudo_random(run)?);
        quasi_random.add(&MARKET, &pricing.quasi_random(scramble)?);
        bar.inc(1);
    }
    bar.finish_and_clear();

    println!(
        "prices from {} runs of {} paths:",
        options.runs,
        HumanCount(paths.into())
    );
    let exact = convergence::exact(&MARKET);
    let mut furthest: f64 = 0.0;
    for (name, errors) in [
        ("pseudo-random", &pseudo_random),
        ("scrambled Sobol", &quasi_random),
    ] {
        println!("  {name}");
        for (i, option) in OPTIONS.iter().enumerate() {
            let (error, standard_error) = errors.mean(i);
            let price = exact[i] + error;
            println!(
                "    {option:22} {price:9.5} +- {standard_error:.5}, exact {:9.5}, \
                 {:+.1} standard errors; error ~ paths^{:.2}",
                exact[i],
                error / standard_error,
                errors.slope(i),
            );
            furthest = furthest.max((error.abs() - FLOATS) / standard_error);
        }
    }
    picture::save(&options.output, &pseudo_random, &quasi_random, options.runs)?;
    println!("the errors are plotted in {}", options.output.display());

    ensure!(
        furthest < 5.0,
        "a price is {furthest:.1} standard errors further off than floats explain"
    );
    // What the control leaves is small, and falls more slowly.
    for (i, option) in OPTIONS.iter().enumerate().take(3) {
        let (pseudo, quasi) = (pseudo_random.slope(i), quasi_random.slope(i));
        ensure!(
            (pseudo + 0.5).abs() < 0.2,
            "{option}: pseudo-random errors fall as paths^{pseudo:.2}, not about as paths^-0.5"
        );
        ensure!(
            quasi < -0.7,
            "{option}: errors with Sobol's points fall as paths^{quasi:.2}, not about as paths^-1"
        );
    }
    Ok(())
}
