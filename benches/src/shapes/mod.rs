//! Every kind of draw beside a standard normal of the same backend: what a shape costs.

mod kinds;

use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use rayon::ThreadPool;
use seedbed::{
    Cpu, Permutation, Stream,
    distr::{
        BernoulliMask, Beta, Bits32, Categorical, Dirichlet, Gamma, Geometric, Laplace,
        MultivariateNormal, Normal, Normal64, NormalF16, Poisson, StudentT, UnitBall, UnitCircle,
        UnitDisc, UnitSphere, Zeta,
    },
};
#[cfg(feature = "gpu")]
use seedbed::{Gpu, wgpu};

use self::kinds::{ByElement, Draw, Family, Order, Rows, Shape};
use crate::{
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const SEED: u64 = 42;
const NORMAL: &str = "normal";

/// A shape and its name.
struct Named {
    name: &'static str,
    shape: Box<dyn Shape>,
}

fn named(name: &'static str, shape: impl Shape + 'static) -> Named {
    let shape = Box::new(shape);
    Named { name, shape }
}

/// `samples` counts components of vectors, and elements of permutations.
fn shapes(samples: usize) -> Result<Vec<Named>> {
    let weights = (0..10_000_u32).map(|i| f64::from(i * 7919 % 10_007 + 1));
    let (locs, scales): (Vec<_>, Vec<_>) = (0..samples)
        .map(|i| ((i % 977) as f32 - 500.0, 0.5 + (i % 1013) as f32))
        .unzip();
    let highs: Vec<_> = locs.iter().zip(&scales).map(|(a, b)| a + b).collect();
    let cholesky = [2.0, 0.0, 0.0, 0.5, 1.0, 0.0, -0.5, 0.25, 3.0];
    let normals = MultivariateNormal::from_cholesky(&[1.0, 2.0, 3.0], &cholesky)?;
    Ok(vec![
        named("bits", Draw::new(Bits32)),
        named(NORMAL, Draw::new(Normal::STANDARD)),
        named("normal(mean, std)", Draw::new(Normal::new(1.0, 2.0)?)),
        named("normal f64", Draw::new(Normal64::STANDARD)),
        named("normal f16", Draw::new(NormalF16::STANDARD)),
        named("laplace", Draw::new(Laplace::new(0.0, 1.0)?)),
        named("gamma(2.5)", Draw::new(Gamma::new(2.5, 1.0)?)),
        named("beta(2, 3)", Draw::new(Beta::new(2.0, 3.0)?)),
        named("student_t(4)", Draw::new(StudentT::new(4.0, 0.0, 1.0)?)),
        named("poisson(3.5)", Draw::new(Poisson::new(3.5)?)),
        named("poisson(10^6)", Draw::new(Poisson::new(1e6)?)),
        named("categorical of 10^4", Draw::new(Categorical::new(weights)?)),
        named("zeta(2)", Draw::new(Zeta::new(2.0)?)),
        named("zeta(1.1)", Draw::new(Zeta::new(1.1)?)),
        named("geometric(0.1)", Draw::new(Geometric::new(0.1)?)),
        named("geometric(10^-6)", Draw::new(Geometric::new(1e-6)?)),
        named("bernoulli_mask", Draw::packed(BernoulliMask::new(0.9)?, 32)),
        named(
            "normal by element",
            ByElement::new(Family::Normal, &locs, &scales),
        ),
        named(
            "uniform by element",
            ByElement::new(Family::Uniform, &locs, &highs),
        ),
        named("unit_circle", Rows(UnitCircle)),
        named("unit_disc", Rows(UnitDisc)),
        named("unit_sphere", Rows(UnitSphere)),
        named("unit_ball", Rows(UnitBall)),
        named("dirichlet(3)", Rows(Dirichlet::new(&[0.5, 1.0, 2.5])?)),
        named("multivariate_normal(3)", Rows(normals)),
        named(
            "permutation",
            Order(Permutation::new(SEED, samples as u64)?),
        ),
    ])
}

/// One thread of the CPU.
pub fn on_cpu(options: &Options) -> Result<Vec<Measured>> {
    // Permutations are made by all threads of the pool.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let memory = Rc::new(RefCell::new(vec![1_u32; 2 * options.samples]));
    let mut tasks = Vec::new();
    for Named { name, shape } in shapes(options.samples)? {
        let (memory, pool) = (Rc::clone(&memory), &pool);
        let mut expected = None;
        let len = shape.memory_words(options.samples);
        let draw = move || {
            if expected.is_none() {
                let mut all = vec![0; len];
                shape.on_cpu(&Cpu::new(), &mut Stream::new(SEED), &mut all)?;
                expected = Some(all);
            }
            let mut memory = memory.borrow_mut();
            let memory = &mut memory[..len];
            let time = single(pool, shape.as_ref(), memory)?;
            ensure!(
                expected.as_deref() == Some(&*memory),
                "{name}: one thread's samples are not those of all"
            );
            Ok(time)
        };
        tasks.push(task("seedbed", name, 1, options, draw));
    }
    print(
        "Shapes, one thread of the CPU",
        interleaved(tasks, options)?,
    )
}

/// The time that one thread takes.
fn single(pool: &ThreadPool, shape: &dyn Shape, out: &mut [u32]) -> Result<Duration> {
    pool.install(|| {
        let (cpu, mut stream) = (Cpu::single_threaded(), Stream::new(SEED));
        let start = Instant::now();
        shape.on_cpu(&cpu, &mut stream, out)?;
        Ok(start.elapsed())
    })
}

/// The GPU, without reading back; by the wall clock.
#[cfg(feature = "gpu")]
pub fn on_gpu(gpu: &Gpu, options: &Options) -> Result<Vec<Measured>> {
    use wgpu::BufferUsages as Usage;
    let target = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("seedbed.bench"),
        size: 8 * options.samples as u64,
        usage: Usage::STORAGE | Usage::COPY_SRC,
        mapped_at_creation: false,
    });
    let mut tasks = Vec::new();
    for Named { name, shape } in shapes(options.samples)? {
        let target = target.clone();
        let len = shape.memory_words(options.samples);
        let mut is_checked = false;
        let draw = move || {
            let slice = target.slice(..4 * len as u64);
            let wait = || gpu.device().poll(wgpu::PollType::wait_indefinitely());
            let mut stream = Stream::new(SEED);
            wait()?;
            let start = Instant::now();
            shape.on_gpu(gpu, &mut stream, slice)?;
            wait()?;
            let time = start.elapsed();
            if !is_checked {
                let mut expected = vec![0; len];
                shape.on_cpu(&Cpu::new(), &mut Stream::new(SEED), &mut expected)?;
                ensure!(
                    crate::gpu::read(gpu, &target, len)? == expected,
                    "{name}: the GPU's samples are not the CPU's"
                );
                is_checked = true;
            }
            Ok(time)
        };
        tasks.push(task("seedbed, GPU", name, 0, options, draw));
    }
    let title = format!("Shapes, {}", gpu.adapter_info().name);
    print(&title, interleaved(tasks, options)?)
}

fn task<'a>(
    library: &'static str,
    name: &'static str,
    threads: usize,
    options: &Options,
    draw: impl FnMut() -> Result<Duration> + 'a,
) -> Task<'a> {
    let case = Case {
        library,
        version: seedbed::VERSION.to_owned(),
        generator: Stream::new(SEED).engine().name().to_owned(),
        distribution: name,
        threads,
        samples: options.samples,
    };
    let draw = Box::new(draw);
    Task { case, draw }
}

fn print(title: &str, measured: Vec<Measured>) -> Result<Vec<Measured>> {
    let head = ["", "million samples/s", "time of a normal"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let normal = table::find(&measured, |case| case.distribution == NORMAL).map(Measured::median);
    let normal = normal.unwrap_or_default().as_secs_f64();
    for each in &measured {
        rows.push(vec![
            each.case.distribution.to_owned(),
            table::rate(Some(each)),
            format!("{:.2}", each.median().as_secs_f64() / normal),
        ]);
    }
    table::print(title, &rows);
    Ok(measured)
}
