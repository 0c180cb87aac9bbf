//! A training run that can be repeated: on any backend, with any number of workers, from its record.
//!
//! One master seed gives a stream to each purpose: data, split, initialisation, order of the batches,
//! augmentation, dropout. What a step draws is at a place of its own in its stream. The samples are the same
//! bits on every backend; the network is plain Rust whose sums have one order. So the losses are the same
//! bits everywhere, and `run.json` can be verified on another machine.
//!
//! `cargo run --release --example training_run`
//! `cargo run --release --example training_run -- --verify run.json --backend gpu --workers 1`

use std::path::PathBuf;

use anyhow::ensure;
use clap::{Parser, ValueEnum};
use seedbed::{Backend, Engine};

#[path = "../shared/chart.rs"]
mod chart;
mod network;
mod picture;
#[path = "../shared/progress.rs"]
mod progress;
mod record;
mod spirals;
mod training;

use record::{Machine, Record, Results, Settings};
use training::Training;

/// Teaches a small network to tell two spirals apart, and records the run.
#[derive(Parser)]
struct Options {
    /// The master seed
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Examples, a quarter of them for testing
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    examples: u32,
    /// How often to go through them
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    epochs: u64,
    /// Who draws; it changes no sample
    #[arg(long, value_enum, default_value_t = Draws::Auto)]
    backend: Draws,
    /// Threads that learn; it changes no loss
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1024))]
    workers: u32,
    /// The picture
    #[arg(long, value_name = "PATH", default_value = "training_run.png")]
    output: PathBuf,
    /// The record
    #[arg(long, value_name = "PATH", default_value = "run.json")]
    record: PathBuf,
    /// Repeat the run of a record, and compare
    #[arg(long, value_name = "PATH", conflicts_with_all = ["seed", "examples", "epochs", "output", "record"])]
    verify: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Draws {
    Cpu,
    Gpu,
    Auto,
}

/// Steps whose losses the record shows.
const FIRST_LOSSES: usize = 10;
/// The share of the test data that must be told right.
const SHARE_RIGHT: f64 = 0.95;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let backend = match options.backend {
        Draws::Cpu => Backend::cpu(),
        Draws::Gpu => Backend::gpu()?,
        Draws::Auto => Backend::auto()?,
    };
    let on = backend
        .adapter()
        .map_or("CPU".into(), |adapter| adapter.name.clone());
    let machine = Machine {
        backend: on,
        workers: options.workers as usize,
    };
    println!(
        "samples from: {}; workers: {}",
        machine.backend, machine.workers
    );

    let Some(path) = options.verify else {
        let settings = Settings {
            seed: options.seed,
            examples: options.examples as usize,
            epochs: options.epochs,
        };
        let (training, record, curves) = run(&backend, machine, settings)?;
        picture::save(&options.output, &training, settings, &curves)?;
        record.save(&options.record)?;
        println!(
            "the picture is {}, the record {}",
            options.output.display(),
            options.record.display()
        );
        let Results {
            tested, told_right, ..
        } = record.results;
        let share = told_right as f64 / tested as f64;
        println!(
            "{told_right} of {tested} test examples are classified correctly: {:.1} %",
            100.0 * share
        );
        ensure!(
            share >= SHARE_RIGHT,
            "that is less than {:.0} %",
            100.0 * SHARE_RIGHT
        );
        return Ok(());
    };
    let record = Record::read(&path)?;
    let (_, again, _) = run(&backend, machine, record.settings)?;
    record.compare(&again)?;
    println!(
        "every loss and parameter has the bits of {}, drawn by {} for {} workers",
        path.display(),
        record.machine.backend,
        record.machine.workers
    );
    Ok(())
}

/// Mean losses of each epoch: while training, and on the test data behind it.
type Curves = Vec<[f32; 2]>;

fn run(
    backend: &Backend,
    machine: Machine,
    settings: Settings,
) -> anyhow::Result<(Training<'_>, Record, Curves)> {
    let mut training = Training::new(backend, machine.workers, settings.seed, settings.examples)?;
    let bar = progress::bar(settings.epochs, "epochs");
    let (mut losses, mut curves) = (Vec::new(), Vec::new());
    let mut checkpoint = training.state.clone();
    for _ in 0..settings.epochs {
        let first = losses.len();
        for step in 0..training.steps_per_epoch() {
            if step == training.steps_per_epoch() / 2 {
                checkpoint = training.state.clone();
            }
            losses.push(training.step()?);
        }
        let mean = losses[first..].iter().sum::<f32>() / (losses.len() - first) as f32;
        curves.push([mean, training.test().0]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let first_losses = losses[..FIRST_LOSSES.min(losses.len())].to_vec();
    println!("first losses: {first_losses:?}");

    // As if the program had been stopped in the middle of the last epoch: nothing of the generators
    // needs to be saved, because a step's place in the streams follows from its number.
    let mut resumed = Training::new(backend, machine.workers, settings.seed, settings.examples)?;
    resumed.resume(checkpoint)?;
    while resumed.state.epoch < settings.epochs {
        resumed.step()?;
    }
    ensure!(
        resumed.state.parameters == training.state.parameters,
        "resumed in the last epoch, the run ended with other parameters"
    );

    let record = Record {
        seedbed: seedbed::VERSION.into(),
        engine: Engine::default().to_string(),
        settings,
        streams: training.seeds.as_text(),
        results: Results {
            first_losses,
            losses_blake3: record::blake3(&losses),
            parameters_blake3: record::blake3(&training.state.parameters),
            tested: training.test.len(),
            told_right: training.test().1,
        },
        machine,
    };
    Ok((training, record, curves))
}
