//! Other shapes beside NumPy and `rand_distr`, on one thread: what a table costs beside rejection.

use std::{
    cell::RefCell,
    path::Path,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use rand::{Rng, SeedableRng, rngs::SmallRng, rngs::StdRng};
use seedbed::{
    Cpu, Stream,
    distr::{Beta, Binomial, Distribution, Gamma, Poisson, StudentT},
};

use super::{Server, task};
use crate::{
    cpu::{self, Memory},
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const SEED: u64 = 42;

/// Names, means and standard deviations.
const FAMILIES: [(&str, f64, f64); 5] = [
    ("gamma(2.5)", 2.5, 1.581),
    ("beta(2, 3)", 0.4, 0.2),
    ("student_t(4)", 0.0, 1.414),
    ("poisson(3.5)", 3.5, 1.871),
    ("binomial(10, 0.3)", 3.0, 1.449),
];

/// Measures everything, and prints the default engine beside the fastest of each library.
pub fn compare(options: &Options, python: Option<&Path>) -> Result<Vec<Measured>> {
    let python = python.with_context(|| format!("{} is not set", crate::PEERS_PYTHON))?;
    let server = Rc::new(RefCell::new(Server::start(python, options.samples)?));
    let memory = cpu::memory(options.samples);
    let mut tasks = vec![
        ours(0, Gamma::new(2.5, 1.0)?, &memory, options),
        ours(1, Beta::new(2.0, 3.0)?, &memory, options),
        ours(2, StudentT::new(4.0, 0.0, 1.0)?, &memory, options),
        ours(3, Poisson::new(3.5)?, &memory, options),
        ours(4, Binomial::new(10, 0.3)?, &memory, options),
    ];
    rand_distr_tasks::<SmallRng>("SmallRng", &mut tasks, &memory, options)?;
    rand_distr_tasks::<StdRng>("StdRng", &mut tasks, &memory, options)?;
    let version = server.borrow_mut().ask("version numpy")?;
    let generators = server.borrow_mut().ask("generators numpy")?;
    for generator in generators.split_whitespace() {
        for (family, ..) in FAMILIES {
            let case = case("numpy", &version, generator, family, options);
            // The server's questions are words.
            let name = family.replace(' ', "");
            tasks.push(task(case, &name, &server));
        }
    }
    let measured = interleaved(tasks, options)?;
    print(&measured);
    Ok(measured)
}

fn case(
    library: &'static str,
    version: &str,
    generator: &str,
    distribution: &'static str,
    options: &Options,
) -> Case {
    Case {
        library,
        version: version.to_owned(),
        generator: generator.to_owned(),
        distribution,
        threads: 1,
        samples: options.samples,
    }
}

/// Draws of the default engine from the start of a stream.
fn ours<D>(family: usize, distribution: D, memory: &Memory, options: &Options) -> Task<'static>
where
    D: Distribution<Output: Copy + Into<f64>> + 'static,
{
    let (name, ..) = FAMILIES[family];
    let mut stream = Stream::new(SEED);
    let generator = stream.engine().name();
    let version = seedbed::VERSION;
    let draw = move |out: &mut [D::Output]| -> Result<()> {
        stream.seek(0_u64)?;
        Ok(Cpu::single_threaded().fill(&mut stream, &distribution, out)?)
    };
    timed(
        case("seedbed", version, generator, name, options),
        family,
        memory,
        draw,
    )
}

/// Draws of `rand_distr`, with a generator of `rand`.
fn rand_distr_tasks<R: Rng + SeedableRng + 'static>(
    generator: &str,
    tasks: &mut Vec<Task<'static>>,
    memory: &Memory,
    options: &Options,
) -> Result<()> {
    fn filling<T, R: Rng + SeedableRng>(
        distribution: impl rand_distr::Distribution<T>,
    ) -> impl FnMut(&mut [T]) -> Result<()> {
        let mut rng = R::seed_from_u64(SEED);
        move |out| {
            out.fill_with(|| distribution.sample(&mut rng));
            Ok(())
        }
    }
    let case = |family: usize| case("rand_distr", "0.6", generator, FAMILIES[family].0, options);
    let gamma = filling::<f32, R>(rand_distr::Gamma::new(2.5, 1.0)?);
    tasks.push(timed(case(0), 0, memory, gamma));
    let beta = filling::<f32, R>(rand_distr::Beta::new(2.0, 3.0)?);
    tasks.push(timed(case(1), 1, memory, beta));
    let student = filling::<f32, R>(rand_distr::StudentT::new(4.0)?);
    tasks.push(timed(case(2), 2, memory, student));
    let poisson = filling::<f32, R>(rand_distr::Poisson::new(3.5)?);
    tasks.push(timed(case(3), 3, memory, poisson));
    let binomial = rand_distr::Binomial::new(10, 0.3)?;
    let binomial = filling::<u64, R>(binomial);
    tasks.push(timed_u64(case(4), 4, memory, binomial));
    Ok(())
}

fn timed<T: bytemuck::Pod + Into<f64>>(
    case: Case,
    family: usize,
    memory: &Memory,
    mut draw: impl FnMut(&mut [T]) -> Result<()> + 'static,
) -> Task<'static> {
    timed_as(case, family, memory, move |out| draw(out), |x: T| x.into())
}

fn timed_u64(
    case: Case,
    family: usize,
    memory: &Memory,
    mut draw: impl FnMut(&mut [u64]) -> Result<()> + 'static,
) -> Task<'static> {
    timed_as(
        case,
        family,
        memory,
        move |out| draw(out),
        |x: u64| x as f64,
    )
}

/// A task whose samples have the mean of their family.
fn timed_as<T: bytemuck::Pod>(
    case: Case,
    family: usize,
    memory: &Memory,
    mut draw: impl FnMut(&mut [T]) -> Result<()> + 'static,
    number: impl Fn(T) -> f64 + 'static,
) -> Task<'static> {
    let memory = Rc::clone(memory);
    let samples = case.samples;
    let draw = move || -> Result<Duration> {
        let mut memory = memory.borrow_mut();
        let out: &mut [T] = bytemuck::cast_slice_mut(&mut memory);
        let out = &mut out[..samples];
        let start = Instant::now();
        draw(out)?;
        let time = start.elapsed();
        let (name, mean, std) = FAMILIES[family];
        let found = out.iter().map(|&x| number(x)).sum::<f64>() / samples as f64;
        ensure!(
            (found - mean).abs() < 6.0 * std / (samples as f64).sqrt(),
            "the mean of {name} is {found}, not {mean}"
        );
        Ok(time)
    };
    let draw = Box::new(draw);
    Task { case, draw }
}

fn print(measured: &[Measured]) {
    let head = [
        "million samples/s, 1 thread",
        "seedbed",
        "NumPy",
        "ratio",
        "rand_distr",
        "ratio",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (family, ..) in FAMILIES {
        let ours = table::find(measured, |case| {
            (case.library, case.distribution) == ("seedbed", family)
        });
        let mut row = vec![family.to_owned(), table::rate(ours)];
        for library in ["numpy", "rand_distr"] {
            let of_library = measured.iter().filter(|measured| {
                (measured.case.library, measured.case.distribution) == (library, family)
            });
            let theirs = of_library.min_by_key(|measured| measured.median());
            let ratio = ours
                .zip(theirs)
                .map(|(ours, theirs)| ours.rate() / theirs.rate());
            let generator = theirs.map_or("", |theirs| &theirs.case.generator);
            row.push(format!("{} ({generator})", table::rate(theirs)));
            row.push(ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")));
        }
        rows.push(row);
    }
    table::print("Beside NumPy and rand_distr", &rows);
}
