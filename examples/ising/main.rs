//! The Ising model of magnets: Metropolis on a checkerboard, against the exact curves.
//!
//! The kernel computes in integers only, so that the whole simulation, not just its random numbers, has
//! the same bits on every adapter: with the default options the spins end with the digest 0493133d46ad34f3….
//!
//! `cargo run --release --example ising`

use std::path::PathBuf;

use anyhow::ensure;
use clap::Parser;
use seedbed::Gpu;

#[path = "../shared/chart.rs"]
mod chart;
#[path = "../shared/compute.rs"]
mod compute;
mod exact;
mod picture;
#[path = "../shared/progress.rs"]
mod progress;
mod simulation;
mod statistics;
mod twin;

use simulation::Simulation;
use statistics::Point;

/// Simulates the two-dimensional Ising model at many temperatures, and compares it with the exact solution.
#[derive(Parser)]
struct Options {
    /// Sites along each side of a lattice, a multiple of 64
    #[arg(long, default_value_t = 128, value_parser = side)]
    side: u32,
    /// Lattices, at temperatures from 1.5 to 3.5
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u32).range(3..=100))]
    temperatures: u32,
    /// Sweeps over each lattice that are measured, after a fifth as many that are not
    #[arg(long, default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1000..=500_000))]
    sweeps: u32,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// The picture
    #[arg(long, value_name = "PATH", default_value = "ising.png")]
    output: PathBuf,
}

fn side(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(side @ 64..=1024) if side % 64 == 0 => Ok(side),
        _ => Err("it must be a multiple of 64, at most 1024".into()),
    }
}

/// Sweeps from record to record.
const EVERY: u32 = 5;
/// A lattice so many correlation lengths wide has the means of an infinite one, as far as can be seen.
const WIDE: f64 = 12.0;
/// In standard errors. These are estimates from 20 batches: of fifty deviations one is above 6 once in 2,000
/// seeds (Student's t).
const LARGEST_DEVIATION: f64 = 6.0;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let gpu = Gpu::open_blocking()?;
    println!("on {}", gpu.adapter_info().name);

    // A kernel is easily tested: the host has the same sequences.
    let small = Simulation {
        seed: options.seed,
        side: 64,
        temperatures: vec![1.5, exact::CRITICAL_TEMPERATURE, 3.5],
        warm_up: 5,
        records: 2,
        every: 2,
    };
    ensure!(
        small.run(&gpu, |_| ())? == twin::run(&small),
        "a small lattice has other spins on the GPU than on the CPU"
    );

    let step = 2.0 / f64::from(options.temperatures - 1);
    let simulation = Simulation {
        seed: options.seed,
        side: options.side,
        temperatures: (0..options.temperatures)
            .map(|i| 1.5 + f64::from(i) * step)
            .collect(),
        warm_up: options.sweeps / 5,
        records: options.sweeps / EVERY,
        every: EVERY,
    };
    let bar = progress::bar(simulation.sweeps().into(), "sweeps");
    let outcome = simulation.run(&gpu, |sweeps| bar.set_position(sweeps.into()))?;
    bar.finish_and_clear();

    let points = statistics::points(&simulation, &outcome);
    println!("     T   magnetisation    exact  energy              exact");
    let mut largest = 0.0_f64;
    for point in &points {
        let Point {
            temperature,
            magnetisation,
            energy,
        } = point;
        let exact = [
            exact::magnetisation(*temperature),
            exact::energy(*temperature),
        ];
        // Near the critical temperature the lattice is too small to be compared with an infinite one, and
        // spins remember the start, and each other, for about as many sweeps as the length squared.
        let length = exact::correlation_length(*temperature);
        let batch = f64::from(options.sweeps) / statistics::BATCHES as f64;
        let is_checked = WIDE * length < f64::from(options.side) && length * length < batch;
        if is_checked {
            for (mean, exact) in [magnetisation, energy].into_iter().zip(exact) {
                largest = largest.max(((mean.value - exact) / mean.error).abs());
            }
        }
        println!(
            "{temperature:.4}  {magnetisation}  {:7.4}  {energy}  {:8.5}{}",
            exact[0],
            exact[1],
            if is_checked {
                ""
            } else {
                "  not checked: too near to the critical T"
            }
        );
    }
    picture::save(&options.output, &simulation, &outcome, &points)?;
    println!("the picture is {}", options.output.display());
    let digest = blake3::hash(
        &outcome
            .spins
            .iter()
            .flat_map(|w| w.to_le_bytes())
            .collect::<Vec<_>>(),
    );
    println!("the last spins have the BLAKE3 digest {digest}, on every adapter");
    println!("largest deviation from the infinite lattice: {largest:.2} standard errors");
    ensure!(
        largest < LARGEST_DEVIATION,
        "that is more than {LARGEST_DEVIATION}"
    );
    Ok(())
}
