//! The CPU backend: engines and distributions, on one thread and on all.

use std::{
    cell::RefCell,
    fs,
    path::Path,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use seedbed::{
    Cpu, Engine, Stream,
    distr::{
        Bernoulli, Bits32, Distribution, Exponential, Integers, Normal, Standard, Standard64,
        Uniform,
    },
};

use crate::{
    device,
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const SEED: u64 = 42;
/// What tables call a distribution, and what the golden vectors do: parameters by their bits.
const DISTRIBUTIONS: [(&str, &str); 11] = [
    ("bits", "Bits32"),
    ("uniform", "Standard"),
    ("uniform f64", "Standard64"),
    ("uniform(low, high)", "Uniform c3340000 43340000"),
    ("integers", "Integers u32 1000 66535"),
    ("integers i64", "Integers i64 -5 1000000000000"),
    ("bernoulli", "Bernoulli 3fd3333333333333"),
    ("normal", "Normal 00000000 3f800000"),
    ("normal(mean, std)", "Normal 432a0000 41000000"),
    ("exponential", "Exponential 3f800000"),
    ("exponential(scale)", "Exponential 40200000"),
];

/// Memory that all tasks of one thread of execution draw into, so that none has it in a nearer
/// cache.
pub type Memory = Rc<RefCell<Vec<u64>>>;

/// Memory for `samples` of up to 64 bits, all pages of which exist.
pub fn memory(samples: usize) -> Memory {
    Rc::new(RefCell::new(vec![1; samples]))
}

/// Every distribution, with the default engine and with Philox.
pub fn distributions(options: &Options) -> Result<Vec<Measured>> {
    let engines = [Engine::Threefry4x32_20, Engine::Philox4x32_10];
    let memory = memory(options.samples);
    let mut tasks = Vec::new();
    for threads in thread_counts() {
        for engine in engines {
            let draws = Draws {
                engine,
                threads,
                memory: &memory,
                options,
            };
            tasks.extend([
                draws.task("bits", Bits32)?,
                draws.task("uniform", Standard)?,
                draws.task("uniform f64", Standard64)?,
                draws.task("uniform(low, high)", Uniform::new(-180.0, 180.0)?)?,
                draws.task("integers", Integers::new_inclusive(1000_u32, 66_535)?)?,
                draws.task(
                    "integers i64",
                    Integers::new_inclusive(-5_i64, 1_000_000_000_000)?,
                )?,
                draws.task("bernoulli", Bernoulli::new(0.3)?)?,
                draws.task("normal", Normal::STANDARD)?,
                draws.task("normal(mean, std)", Normal::new(170.0, 8.0)?)?,
                draws.task("exponential", Exponential::STANDARD)?,
                draws.task("exponential(scale)", Exponential::new(2.5)?)?,
            ]);
        }
    }
    let measured = interleaved(tasks, options)?;
    let mut rows = vec![head("million samples/s", &engines.map(Engine::name))];
    for (distribution, _) in DISTRIBUTIONS {
        let mut row = vec![distribution.to_owned()];
        for engine in engines {
            row.extend(rates(&measured, |case| {
                case.distribution == distribution && case.generator == engine.name()
            }));
        }
        rows.push(row);
    }
    table::print("CPU", &rows);
    Ok(measured)
}

/// Raw words of every engine.
pub fn engines(options: &Options) -> Result<Vec<Measured>> {
    let memory = memory(options.samples);
    let mut tasks = Vec::new();
    for threads in thread_counts() {
        for engine in Engine::ALL {
            let draws = Draws {
                engine,
                threads,
                memory: &memory,
                options,
            };
            tasks.push(draws.task("bits", Bits32)?);
        }
    }
    let measured = interleaved(tasks, options)?;
    let mut rows = vec![head("million words/s", &["CPU"])];
    for engine in Engine::ALL {
        let mut row = vec![format!("`{engine}`")];
        row.extend(rates(&measured, |case| case.generator == engine.name()));
        rows.push(row);
    }
    table::print("Engines", &rows);
    Ok(measured)
}

/// One, and all where that is more.
pub fn thread_counts() -> Vec<usize> {
    let all = device::threads();
    if all == 1 { vec![1] } else { vec![1, all] }
}

fn head(first: &str, columns: &[&str]) -> Vec<String> {
    let mut row = vec![first.to_owned()];
    for column in columns {
        for threads in thread_counts() {
            let s = if threads == 1 { "" } else { "s" };
            row.push(format!("{column}, {threads} thread{s}"));
        }
    }
    row
}

fn rates(measured: &[Measured], is_it: impl Fn(&Case) -> bool) -> Vec<String> {
    let rate = |threads| {
        table::rate(table::find(measured, |case| {
            case.threads == threads && is_it(case)
        }))
    };
    thread_counts().into_iter().map(rate).collect()
}

/// Tasks of one engine and number of threads.
#[derive(Clone, Copy)]
pub struct Draws<'a> {
    /// The engine.
    pub engine: Engine,
    /// One, or all.
    pub threads: usize,
    /// Where samples go.
    pub memory: &'a Memory,
    /// How many samples.
    pub options: &'a Options,
}

impl Draws<'_> {
    /// Draws of `distribution` from the start of a stream.
    pub fn task<D>(&self, name: &'static str, distribution: D) -> Result<Task<'static>>
    where
        D: Distribution<Output: PartialEq> + 'static,
    {
        let samples = self.options.samples;
        let cpu = if self.threads == 1 {
            Cpu::single_threaded()
        } else {
            Cpu::new()
        };
        let mut stream = Stream::with_engine(self.engine, SEED);
        let memory = Rc::clone(self.memory);
        let golden = golden(self.engine, name)?;
        let draw = move || -> Result<Duration> {
            let mut memory = memory.borrow_mut();
            let out: &mut [D::Output] = bytemuck::cast_slice_mut(&mut memory);
            let out = &mut out[..samples];
            stream.seek(0_u64)?;
            let start = Instant::now();
            cpu.fill(&mut stream, &distribution, out)?;
            let time = start.elapsed();
            check(&golden, &stream, &distribution, out)?;
            Ok(time)
        };
        let case = Case {
            library: "seedbed",
            version: env!("CARGO_PKG_VERSION").to_owned(),
            generator: self.engine.name().to_owned(),
            distribution: name,
            threads: self.threads,
            samples,
        };
        let draw = Box::new(draw);
        Ok(Task { case, draw })
    }
}

/// The first samples of the stream of an engine, from the golden vectors.
fn golden(engine: Engine, name: &str) -> Result<Vec<u64>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors/golden")
        .join(format!("{engine}.txt"));
    let vectors = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (_, distribution) = DISTRIBUTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .with_context(|| format!("{name} has no golden vectors"))?;
    let start = format!("draw; {engine}; {SEED}; 0; {distribution}; 16; ");
    let samples = vectors
        .lines()
        .find_map(|line| line.strip_prefix(&start))
        .with_context(|| format!("{} has no {start:?}", path.display()))?;
    let bits = samples.split(' ').map(|bits| u64::from_str_radix(bits, 16));
    bits.collect::<Result<_, _>>().context(start)
}

/// Compares the first samples with the golden vectors, and the last one with a draw of its own.
fn check<D>(golden: &[u64], stream: &Stream, distribution: &D, out: &[D::Output]) -> Result<()>
where
    D: Distribution<Output: PartialEq>,
{
    for (i, (sample, golden)) in out.iter().zip(golden).enumerate() {
        let bits = bytemuck::bytes_of(sample);
        ensure!(
            bits == &golden.to_le_bytes()[..bits.len()],
            "sample {i} is {bits:02x?}, not {golden:#x}"
        );
    }
    let last = out.len() - 1;
    let mut stream = stream.clone();
    stream.seek((last * D::WORDS) as u64)?;
    let alone = Cpu::single_threaded().sample(&mut stream, distribution, 1)?;
    ensure!(
        alone[0] == out[last],
        "the last sample is not that of a draw of its own"
    );
    Ok(())
}
