//! Benchmarks of seedbed, alone and beside other libraries.
//!
//! Cases that are to be compared run interleaved, round after round, and medians are printed: a
//! busy or hot machine slows all of them down alike. Every case has its first samples checked.

mod cpu;
mod device;
#[cfg(feature = "gpu")]
mod gpu;
#[cfg(feature = "gpu")]
mod kernels;
mod measure;
mod peers;
mod record;
mod table;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use measure::{Measured, Options};

/// The environment variable with the Python of the peers, which `cargo xtask bench --peers` sets.
const PEERS_PYTHON: &str = "SEEDBED_PEERS_PYTHON";

#[derive(Parser)]
#[command(about)]
struct Arguments {
    /// All that can run here, if none is given
    #[command(subcommand)]
    bench: Option<Bench>,
    #[command(flatten)]
    options: Options,
    /// Write a record under benches/records
    #[arg(long, global = true)]
    record: bool,
}

#[derive(Clone, Copy, Subcommand)]
enum Bench {
    /// Raw words of every engine on the CPU
    Engines,
    /// Every distribution on the CPU
    Cpu,
    /// Raw words of every engine on the GPU
    #[cfg(feature = "gpu")]
    GpuEngines,
    /// Every distribution on the GPU: kernels alone, and with reading back
    #[cfg(feature = "gpu")]
    Gpu,
    /// Kernels that draw with `seedbed::wgsl` beside the same with Philox by hand
    #[cfg(feature = "gpu")]
    Kernels,
    /// Uniform, normal and exponential beside NumPy and MKL, whose Python is in SEEDBED_PEERS_PYTHON
    Peers,
    /// Other shapes beside NumPy and rand_distr
    Families,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let python = std::env::var_os(PEERS_PYTHON).map(PathBuf::from);
    let benches = match arguments.bench {
        Some(bench) => vec![bench],
        None if python.is_some() => vec![Bench::Engines, Bench::Cpu, Bench::Peers, Bench::Families],
        None => vec![Bench::Engines, Bench::Cpu],
    };
    println!("{}", device::description());
    for bench in benches {
        let measured: Vec<Measured> = match bench {
            Bench::Engines => cpu::engines(&arguments.options)?,
            Bench::Cpu => cpu::distributions(&arguments.options)?,
            #[cfg(feature = "gpu")]
            Bench::GpuEngines => gpu::engines(&gpu::open()?, &arguments.options)?,
            #[cfg(feature = "gpu")]
            Bench::Gpu => gpu::distributions(&gpu::open()?, &arguments.options)?,
            #[cfg(feature = "gpu")]
            Bench::Kernels => kernels::compare(&gpu::open()?, &arguments.options)?,
            Bench::Peers => peers::compare(&arguments.options, python.as_deref())?,
            Bench::Families => peers::families::compare(&arguments.options, python.as_deref())?,
        };
        if arguments.record {
            println!("Recorded in {}", record::append(&measured)?.display());
        }
    }
    Ok(())
}
