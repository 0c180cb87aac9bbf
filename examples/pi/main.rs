//! π by throwing points at a square: drawn, tested and added up on the GPU. One number comes back.
//!
//! Everything is integers, so the number of points in the circle is the same on every adapter: with the
//! default options it is 3,373,283,455 of 2³².
//!
//! `cargo run --release --example pi`

use std::f64::consts::PI;

use anyhow::ensure;
use clap::Parser;
use indicatif::HumanCount;
use seedbed::Gpu;

#[path = "../shared/compute.rs"]
mod compute;
mod counting;
#[path = "../shared/progress.rs"]
mod progress;

use counting::{Counting, INVOCATIONS, cells_inside, on_host};

/// Estimates π by the share of random points that lie in a quarter circle.
#[derive(Parser)]
struct Options {
    /// Throw 2^N points, N from 18 to 40
    #[arg(long, value_name = "N", default_value_t = 32,
          value_parser = clap::value_parser!(u32).range(18..=40))]
    log2_points: u32,
    /// Seed of the points
    #[arg(long, default_value_t = 42)]
    seed: u64,
}

/// A leg has at most 2²⁶ points, so that no dispatch holds up the machine's other programs for long.
const LOG2_LEG: u32 = 26;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let gpu = Gpu::open_blocking()?;
    println!("on {}", gpu.adapter_info().name);

    // A kernel is easily tested: the host has the same sequences.
    let small = Counting::new(&gpu, options.seed)?;
    small.leg(0, 1)?;
    let (found, expected) = (small.inside()?, on_host(options.seed, 1, 1));
    ensure!(
        found == expected,
        "of 2^18 points the GPU finds {found} in the circle, the host {expected}"
    );

    let log2_leg = options.log2_points.min(LOG2_LEG);
    let quads = (1 << log2_leg) / (4 * INVOCATIONS);
    let legs = 1 << (options.log2_points - log2_leg);
    let counting = Counting::new(&gpu, options.seed)?;
    let bar = progress::bar(legs.into(), "legs");
    for leg in 0..legs {
        counting.leg(leg, quads)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let inside = counting.inside()?;

    let points = 1_u64 << options.log2_points;
    println!(
        "{} of {} points are in the quarter circle, on every adapter",
        HumanCount(inside),
        HumanCount(points)
    );
    let share = PI / 4.0;
    let pi = 4.0 * inside as f64 / points as f64;
    let standard_error = 4.0 * (share * (1.0 - share) / points as f64).sqrt();
    let deviation = (pi - PI) / standard_error;
    println!(
        "pi is about {pi:.7}: {deviation:+.2} standard errors of {standard_error:.1e} from {PI:.7}"
    );
    let cells = cells_inside() as f64 / 2_f64.powi(30);
    println!("without chance, the grid of 2^32 cells would give {cells:.9}");
    ensure!(
        deviation.abs() < 4.0,
        "that is more than 4 standard errors: once in 16,000 seeds by chance"
    );
    Ok(())
}
