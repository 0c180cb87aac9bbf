//! The GPU backend: kernel time apart from the time with reading back.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use seedbed::{
    Cpu, Engine, Gpu, Stream,
    distr::{
        Bernoulli, Bits32, Distribution, Exponential, Gamma, Integers, Logistic, Normal, Poisson,
        Standard, Standard64, Uniform,
    },
    wgpu,
};

use crate::{
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const SEED: u64 = 42;
const KERNEL: &str = "seedbed, kernel";
const READ_BACK: &str = "seedbed, read back";
const DISTRIBUTIONS: [&str; 14] = [
    "bits",
    "standard",
    "standard64",
    "uniform",
    "integers",
    "integers64",
    "bernoulli",
    "normal",
    "normal(mean, std)",
    "exponential",
    "exponential(scale)",
    "logistic",
    "gamma(2.5, 2)",
    "poisson(3.5)",
];

/// The adapter that is measured, with its driver.
pub fn open() -> Result<Gpu> {
    let gpu = Gpu::open_blocking()?;
    let info = gpu.adapter_info();
    println!(
        "GPU: {} ({}, {} {})",
        info.name, info.backend, info.driver, info.driver_info
    );
    Ok(gpu)
}

/// Raw words of every engine.
pub fn engines(gpu: &Gpu, options: &Options) -> Result<Vec<Measured>> {
    let timer = Timer::new(gpu, options)?;
    let tasks = Engine::ALL
        .map(|engine| timer.kernel(engine, "bits", Bits32))
        .into();
    let measured = interleaved(tasks, options)?;
    let mut rows = vec![vec!["million words/s".to_owned(), "GPU, kernel".to_owned()]];
    for engine in Engine::ALL {
        let found = table::find(&measured, |case| case.generator == engine.name());
        rows.push(vec![format!("`{engine}`"), table::rate(found)]);
    }
    table::print(&timer.title("Engines"), &rows);
    Ok(measured)
}

/// Every distribution, with the default engine and with Philox.
pub fn distributions(gpu: &Gpu, options: &Options) -> Result<Vec<Measured>> {
    let engines = [Engine::Threefry4x32_20, Engine::Philox4x32_10];
    let timer = Timer::new(gpu, options)?;
    let mut tasks = Vec::new();
    for engine in engines {
        macro_rules! both {
            ($name:literal, $distribution:expr) => {
                tasks.push(timer.kernel(engine, $name, $distribution));
                tasks.push(timer.read_back(engine, $name, $distribution));
            };
        }
        both!("bits", Bits32);
        both!("standard", Standard);
        both!("standard64", Standard64);
        both!("uniform", Uniform::new(-1.0, 1.0)?);
        both!("integers", Integers::new(0, 1000)?);
        both!("integers64", Integers::new(0_i64, 1000)?);
        both!("bernoulli", Bernoulli::new(0.3)?);
        both!("normal", Normal::STANDARD);
        both!("normal(mean, std)", Normal::new(1.0, 2.0)?);
        both!("exponential", Exponential::STANDARD);
        both!("exponential(scale)", Exponential::new(3.0)?);
        both!("logistic", Logistic::new(0.0, 1.0)?);
        both!("gamma(2.5, 2)", Gamma::new(2.5, 2.0)?);
        both!("poisson(3.5)", Poisson::new(3.5)?);
    }
    let measured = interleaved(tasks, options)?;
    let mut head = vec!["million samples/s".to_owned()];
    for engine in engines {
        head.push(format!("{engine}, kernel"));
        head.push(format!("{engine}, read back"));
    }
    let mut rows = vec![head];
    for distribution in DISTRIBUTIONS {
        let mut row = vec![distribution.to_owned()];
        for engine in engines {
            for library in [KERNEL, READ_BACK] {
                row.push(table::rate(table::find(&measured, |case| {
                    case.library == library
                        && case.distribution == distribution
                        && case.generator == engine.name()
                })));
            }
        }
        rows.push(row);
    }
    table::print(&timer.title("GPU"), &rows);
    for engine in engines {
        let time = |distribution: &str| {
            let is_it = |case: &Case| {
                case.library == KERNEL
                    && case.distribution == distribution
                    && case.generator == engine.name()
            };
            table::find(&measured, is_it).map_or(f64::NAN, |m| m.median().as_secs_f64())
        };
        println!(
            "{engine}: a normal takes {:.2} times a raw word",
            time("normal") / time("bits")
        );
    }
    Ok(measured)
}

/// A target, and timestamps around the kernels that fill it, where the device has them.
pub struct Timer {
    /// The device.
    pub gpu: Gpu,
    /// Where kernels write.
    pub target: wgpu::Buffer,
    samples: usize,
    queries: Option<Queries>,
}

#[derive(Clone)]
struct Queries {
    set: wgpu::QuerySet,
    resolved: wgpu::Buffer,
    readable: wgpu::Buffer,
}

impl Timer {
    /// For draws of so many samples.
    pub fn new(gpu: &Gpu, options: &Options) -> Result<Self> {
        let buffer = |size, usage| {
            let label = Some("seedbed.bench");
            let descriptor = wgpu::BufferDescriptor {
                label,
                size,
                usage,
                mapped_at_creation: false,
            };
            gpu.device().create_buffer(&descriptor)
        };
        use wgpu::BufferUsages as Usage;
        let size = 8 * options.samples as u64;
        ensure!(
            size <= gpu.device().limits().max_buffer_size,
            "{} samples do not fit a buffer of this adapter: give fewer with --samples",
            options.samples
        );
        let has = gpu
            .device()
            .features()
            .contains(wgpu::Features::TIMESTAMP_QUERY);
        let queries = has.then(|| Queries {
            set: gpu.device().create_query_set(&wgpu::QuerySetDescriptor {
                label: Some("seedbed.bench"),
                ty: wgpu::QueryType::Timestamp,
                count: 2,
            }),
            resolved: buffer(16, Usage::QUERY_RESOLVE | Usage::COPY_SRC),
            readable: buffer(16, Usage::MAP_READ | Usage::COPY_DST),
        });
        let target = buffer(size, Usage::STORAGE | Usage::COPY_SRC);
        Ok(Timer {
            gpu: gpu.clone(),
            target,
            samples: options.samples,
            queries,
        })
    }

    /// The heading of a table.
    pub fn title(&self, what: &str) -> String {
        let clock = if self.queries.is_some() {
            "timestamps"
        } else {
            "wall clock"
        };
        format!("{what}, by {clock}, on {}", self.gpu.adapter_info().name)
    }

    fn case(&self, library: &'static str, engine: Engine, distribution: &'static str) -> Case {
        Case {
            library,
            version: seedbed::VERSION.to_owned(),
            generator: engine.name().to_owned(),
            distribution,
            threads: 0,
            samples: self.samples,
        }
    }

    /// Fills the target; the time of the kernels alone.
    fn kernel<D>(&self, engine: Engine, name: &'static str, distribution: D) -> Task<'_>
    where
        D: Distribution<Output: PartialEq> + 'static,
    {
        let mut checked = false;
        let draw = move || {
            if !checked {
                // The same draw, all of it, before anything is timed.
                let mut streams = [(); 2].map(|()| Stream::with_engine(engine, SEED));
                let [a, b] = &mut streams;
                let on_gpu = self.gpu.sample_blocking(a, &distribution, self.samples)?;
                let on_cpu = Cpu::new().sample(b, &distribution, self.samples)?;
                ensure!(
                    on_gpu == on_cpu,
                    "{name}: the GPU's samples are not the CPU's"
                );
                checked = true;
            }
            self.time_kernel(&mut Stream::with_engine(engine, SEED), &distribution)
        };
        Task {
            case: self.case(KERNEL, engine, name),
            draw: Box::new(draw),
        }
    }

    /// Draws to memory; the time of all.
    fn read_back<D>(&self, engine: Engine, name: &'static str, distribution: D) -> Task<'_>
    where
        D: Distribution<Output: PartialEq> + 'static,
    {
        let draw = move || {
            let mut stream = Stream::with_engine(engine, SEED);
            let start = Instant::now();
            let samples = self
                .gpu
                .sample_blocking(&mut stream, &distribution, self.samples)?;
            let time = start.elapsed();
            let mut stream = Stream::with_engine(engine, SEED);
            let first = Cpu::new().sample(&mut stream, &distribution, 64)?;
            ensure!(
                samples[..64] == first[..],
                "{name}: the GPU's samples are not the CPU's"
            );
            Ok(time)
        };
        Task {
            case: self.case(READ_BACK, engine, name),
            draw: Box::new(draw),
        }
    }

    fn time_kernel<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
    ) -> Result<Duration> {
        self.gpu.prepare_blocking(stream, distribution)?;
        let target = self
            .target
            .slice(..(self.samples * size_of::<D::Output>()) as u64);
        self.time_pass(|pass| {
            let encoded = self.gpu.encode_pass(stream, distribution, pass, target);
            Ok(encoded?)
        })
    }

    /// The first words of the target.
    pub fn read(&self, words: usize) -> Result<Vec<u32>> {
        read(&self.gpu, &self.target, words)
    }

    /// The time of what `encode` adds to a pass.
    pub fn time_pass(
        &self,
        encode: impl FnOnce(&mut wgpu::ComputePass<'_>) -> Result<()>,
    ) -> Result<Duration> {
        let (device, queue) = (self.gpu.device(), self.gpu.queue());
        let mut encoder = device.create_command_encoder(&Default::default());
        let timestamps = self
            .queries
            .as_ref()
            .map(|queries| wgpu::ComputePassTimestampWrites {
                query_set: &queries.set,
                beginning_of_pass_write_index: Some(0),
                end_of_pass_write_index: Some(1),
            });
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor {
            label: Some("seedbed.bench"),
            timestamp_writes: timestamps,
        });
        encode(&mut pass)?;
        drop(pass);
        if let Some(queries) = &self.queries {
            encoder.resolve_query_set(&queries.set, 0..2, &queries.resolved, 0);
            encoder.copy_buffer_to_buffer(&queries.resolved, 0, &queries.readable, 0, 16);
        }
        let start = Instant::now();
        queue.submit([encoder.finish()]);
        let Some(queries) = &self.queries else {
            device.poll(wgpu::PollType::wait_indefinitely())?;
            return Ok(start.elapsed());
        };
        let mapped = map(&self.gpu, &queries.readable)?;
        let stamps: Vec<u64> = bytemuck::pod_collect_to_vec(&mapped);
        drop(mapped);
        queries.readable.unmap();
        let ticks = stamps[1].saturating_sub(stamps[0]) as f64;
        Ok(Duration::from_secs_f64(
            ticks * f64::from(queue.get_timestamp_period()) * 1e-9,
        ))
    }
}

/// The first words of a buffer.
pub fn read(gpu: &Gpu, buffer: &wgpu::Buffer, words: usize) -> Result<Vec<u32>> {
    let size = 4 * words as u64;
    let readable = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("seedbed.bench"),
        size,
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    encoder.copy_buffer_to_buffer(buffer, 0, &readable, 0, size);
    gpu.queue().submit([encoder.finish()]);
    Ok(bytemuck::pod_collect_to_vec(&map(gpu, &readable)?))
}

/// What a readable buffer holds when the device is done.
fn map(gpu: &Gpu, readable: &wgpu::Buffer) -> Result<wgpu::BufferView> {
    let (sender, receiver) = std::sync::mpsc::channel();
    readable.map_async(wgpu::MapMode::Read, .., move |result| {
        // The receiver waits below.
        let _ = sender.send(result);
    });
    gpu.device().poll(wgpu::PollType::wait_indefinitely())?;
    receiver.recv().context("the buffer was not mapped")??;
    Ok(readable.get_mapped_range(..)?)
}
