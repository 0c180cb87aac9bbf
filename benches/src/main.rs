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
mod shapes;
mod table;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};
#[cfg(feature = "gpu")]
use seedbed::Gpu;

use device::Device;
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
    /// Every kind of draw beside a normal, on one thread of the CPU
    Shapes,
    /// Every kind of draw beside a normal, on the GPU
    #[cfg(feature = "gpu")]
    GpuShapes,
    /// Kernels that draw with `seedbed::wgsl` beside the same with the engine by hand
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
        let (device, measured) = bench.run(&arguments.options, python.as_deref())?;
        if arguments.record {
            let path = record::append(&device, &measured)?;
            println!("Recorded in {}", path.display());
        }
    }
    Ok(())
}

impl Bench {
    /// What was measured, and on what.
    fn run(self, options: &Options, python: Option<&Path>) -> Result<(Device, Vec<Measured>)> {
        #[cfg(feature = "gpu")]
        let on_gpu = |measure: fn(&Gpu, &Options) -> Result<Vec<Measured>>| {
            let gpu = gpu::open()?;
            let measured = measure(&gpu, options)?;
            Ok((Device::gpu(gpu.adapter_info()), measured))
        };
        let measured = match self {
            Bench::Engines => cpu::engines(options)?,
            Bench::Cpu => cpu::distributions(options)?,
            Bench::Shapes => shapes::on_cpu(options)?,
            Bench::Peers => peers::compare(options, python)?,
            Bench::Families => peers::families::compare(options, python)?,
            #[cfg(feature = "gpu")]
            Bench::GpuEngines => return on_gpu(gpu::engines),
            #[cfg(feature = "gpu")]
            Bench::Gpu => return on_gpu(gpu::distributions),
            #[cfg(feature = "gpu")]
            Bench::GpuShapes => return on_gpu(shapes::on_gpu),
            #[cfg(feature = "gpu")]
            Bench::Kernels => return on_gpu(kernels::compare),
        };
        Ok((Device::cpu(), measured))
    }
}
