//! A Cornell box by path tracing, in one kernel that draws while it works.
//!
//! Each path has a sequence of its own, by (pixel, sample), so its random numbers are the same on every
//! adapter: the program prints a digest of the bits that the kernel drew (1535404cafc70c53… with the default
//! options), and draws some of them again on the host. The picture itself is f32 arithmetic of the scene,
//! which is the adapter's: from another adapter it looks the same, but its bits may differ.
//!
//! `cargo run --release --example path_tracer`

use std::path::PathBuf;

use anyhow::ensure;
use clap::Parser;
use seedbed::Gpu;

#[path = "../shared/chart.rs"]
mod chart;
mod checks;
#[path = "../shared/compute.rs"]
mod compute;
#[path = "../shared/progress.rs"]
mod progress;
mod render;

use render::{Render, Scene, drawn_on_host};

/// Renders a Cornell box by path tracing, a sample of each pixel at a time.
#[derive(Parser)]
struct Options {
    /// Pixels of each side of the picture
    #[arg(long, default_value_t = 480, value_parser = clap::value_parser!(u32).range(16..=2000))]
    size: u32,
    /// Samples of each pixel
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    samples: u32,
    /// Surfaces along a path
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=64))]
    bounces: u32,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// The picture, which is written anew whenever its samples have doubled
    #[arg(long, value_name = "PATH", default_value = "path_tracer.png")]
    output: PathBuf,
}

/// Pixels whose draws are repeated on the host.
const PIXELS_ON_HOST: u32 = 64;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let Options {
        size,
        samples,
        bounces,
        seed,
        ..
    } = options;
    let gpu = Gpu::open_blocking()?;
    println!("on {}", gpu.adapter_info().name);

    let error = checks::furnace_error(&gpu)?;
    println!("white furnace: every pixel as the closed form, within {error:.1e}");
    ensure!(error < 1e-5, "that is more than rounding");
    let [ratio, error] = checks::floor_ratio(&gpu)?;
    println!("light on the floor: {ratio:.5} ± {error:.5} of the closed form");
    ensure!(
        (ratio - 1.0).abs() < 4.0 * error,
        "that is more than 4 standard errors from 1"
    );

    let mut render = Render::new(&gpu, seed, size, bounces, Scene::Picture)?;
    let bar = progress::bar(samples.into(), "samples of each pixel");
    for sample in 1..=samples {
        render.add_sample()?;
        bar.inc(1);
        if sample.is_power_of_two() || sample == samples {
            let pixels: Vec<u8> = render
                .radiance()?
                .as_flattened()
                .iter()
                .map(developed)
                .collect();
            chart::save_png(&options.output, (size, size), &pixels)?;
        }
    }
    bar.finish_and_clear();
    println!("the picture is {}", options.output.display());

    let drawn = render.drawn()?;
    for i in 0..PIXELS_ON_HOST {
        let pixel = (u64::from(i) * drawn.len() as u64 / u64::from(PIXELS_ON_HOST)) as u32;
        let on_host = drawn_on_host(seed, [pixel % size, pixel / size], samples, bounces);
        ensure!(
            drawn[pixel as usize] == on_host,
            "pixel {pixel} was drawn with other random numbers"
        );
    }
    let bytes: Vec<u8> = drawn.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    println!(
        "the random numbers have the BLAKE3 digest {}",
        blake3::hash(&bytes)
    );
    println!(
        "they are the same on every adapter, and the host's for all {PIXELS_ON_HOST} pixels tried;"
    );
    println!("the picture is float arithmetic, and its last bits are this adapter's");
    Ok(())
}

/// A byte of the picture: as on film, bright light saturates slowly; then sRGB.
fn developed(radiance: &f32) -> u8 {
    let linear = 1.0 - (-1.1 * radiance).exp();
    let encoded = match linear {
        ..0.003_130_8 => 12.92 * linear,
        _ => 1.055 * linear.powf(1.0 / 2.4) - 0.055,
    };
    (255.0 * encoded).round() as u8
}
