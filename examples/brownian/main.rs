//! Brownian motion of a million particles, each displacement addressed by (particle, step).
//!
//! No state of a generator is kept anywhere: any step of any particle can be made again alone, on the
//! GPU or on the host, and has the same bits. The example does both. Its particles spread as Einstein
//! found in 1905: a mean squared displacement of 2 d D t.
//!
//! The displacements have equal bits on every adapter. The positions are sums of floats that the
//! kernel makes, and those are the adapter's own.
//!
//! `cargo run --release --example brownian`

use std::path::PathBuf;

use anyhow::ensure;
use clap::Parser;
use indicatif::HumanCount;
use seedbed::{Gpu, coordinates::Coordinates, distr::Normal};

#[path = "../shared/chart.rs"]
mod chart;
#[path = "../shared/compute.rs"]
mod compute;
mod diffusion;
mod picture;
#[path = "../shared/progress.rs"]
mod progress;
mod spread;

use diffusion::{Diffusion, on_host};
use spread::Spread;

/// Lets particles diffuse in the plane, and compares how they spread with Einstein's law.
#[derive(Parser)]
struct Options {
    /// Particles, from 100 to 4,000,000
    #[arg(long, value_name = "N", default_value_t = 1_000_000,
          value_parser = clap::value_parser!(u32).range(100..=4_000_000))]
    particles: u32,
    /// Steps of a fiftieth of a second, from 10 to 100,000
    #[arg(long, value_name = "N", default_value_t = 200,
          value_parser = clap::value_parser!(u32).range(LEGS as i64..=100_000))]
    steps: u32,
    /// Seed of the displacements
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Where the picture goes
    #[arg(long, value_name = "PATH", default_value = "brownian.png")]
    output: PathBuf,
}

/// D of a sphere of 0.9 micrometres in water, in square micrometres a second.
const DIFFUSION: f64 = 0.5;
/// A step, in seconds.
const STEP: f64 = 0.02;
/// The particles are looked at so many times.
const LEGS: u32 = 10;
/// Steps of a dispatch, which should not hold up the machine's other programs for long.
const AT_ONCE: u32 = 20;
/// Paths in the picture: of the particles that went furthest.
const PATHS: usize = 6;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let gpu = Gpu::open_blocking()?;
    println!("on {}", gpu.adapter_info().name);

    // In each dimension the variance grows by 2 D t.
    let displacement = Normal::new(0.0, (2.0 * DIFFUSION * STEP).sqrt() as f32)?;
    let diffusion = Diffusion::new(&gpu, options.particles, &displacement, options.seed)?;
    let bar = progress::bar(options.steps.into(), "steps");
    let mut spreads = Vec::new();
    let mut remembered = None;
    let mut done = 0;
    for leg in 1..=LEGS {
        let until = (u64::from(options.steps) * u64::from(leg) / u64::from(LEGS)) as u32;
        while done < until {
            let steps = AT_ONCE.min(until - done);
            diffusion.steps(done, steps)?;
            done += steps;
            bar.set_position(done.into());
        }
        let time = STEP * f64::from(until);
        spreads.push(Spread::of(
            &diffusion.positions()?,
            2.0 * DIFFUSION * time,
            time,
        ));
        if leg == LEGS / 2 {
            remembered = Some((until - 1, diffusion.last()?));
        }
    }
    bar.finish_and_clear();

    println!("    t/s   mean squared displacement   2 d D t   standard errors");
    for spread in &spreads {
        let Spread {
            time,
            mean_square,
            expected,
            ..
        } = spread;
        println!(
            "{time:7.2}   {mean_square:25.4}   {expected:7.4}   {:+15.2}",
            spread.deviation()
        );
    }
    let last = &spreads[spreads.len() - 1];
    println!(
        "the largest distance from the Gaussian's distribution function is {:.2} / sqrt(particles); \
         1 in 8,000 would have 2.2",
        last.distance
    );

    // A step out of the middle of the run, alone: on the GPU, and on the host.
    if let Some((step, drawn)) = remembered {
        let alone = Diffusion::new(&gpu, options.particles, &displacement, options.seed)?;
        alone.steps(step, 1)?;
        ensure!(
            alone.last()? == drawn,
            "step {step} alone differs on the GPU"
        );
        let places = Coordinates::new(options.seed);
        for (particle, bits) in (0..).zip(&drawn) {
            let host = on_host(&places, &displacement, particle, step).map(f32::to_bits);
            ensure!(
                host == *bits,
                "particle {particle}, step {step} differs on the host"
            );
        }
        println!(
            "step {step} made again alone: all {} displacements equal in bits, on the GPU and on the host",
            HumanCount(2 * drawn.len() as u64)
        );
    }

    let paths = furthest_paths(&diffusion.positions()?, &displacement, &options);
    picture::save(&options.output, &spreads, &paths, options.particles)?;
    println!(
        "paths and densities are drawn in {}",
        options.output.display()
    );

    for spread in &spreads {
        ensure!(
            spread.deviation().abs() < 5.0,
            "the particles' spread after {} s is more than 5 standard errors off",
            spread.time
        );
    }
    ensure!(
        last.distance < 2.2,
        "the distances are not distributed as a Gaussian's"
    );
    Ok(())
}

/// The paths of the particles that went furthest: the host makes them alone, without the others.
fn furthest_paths(
    positions: &[[f32; 2]],
    displacement: &Normal,
    options: &Options,
) -> Vec<Vec<(f64, f64)>> {
    let mut order: Vec<u32> = (0..options.particles).collect();
    let distance = |i: u32| positions[i as usize].map(|x| x * x).iter().sum::<f32>();
    order.sort_by(|&a, &b| distance(b).total_cmp(&distance(a)));
    let places = Coordinates::new(options.seed);
    let path = |&particle: &u32| {
        let (mut x, mut y) = (0.0, 0.0);
        let mut path = vec![(x, y)];
        for step in 0..options.steps {
            let [dx, dy] = on_host(&places, displacement, particle, step);
            (x, y) = (x + f64::from(dx), y + f64::from(dy));
            path.push((x, y));
        }
        path
    };
    order.iter().take(PATHS).map(path).collect()
}
