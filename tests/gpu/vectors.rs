//! Vectors on the GPU against the CPU, bit for bit.

use seedbed::{
    Cpu, Engine, Error, Gpu, GpuError, GpuOptions, Stream,
    distr::{
        Dirichlet, MultivariateNormal, UnitBall, UnitCircle, UnitDisc, UnitSphere,
        VectorDistribution, VectorError,
    },
    wgpu,
};

/// Odd starts; both words of the block count; the last words of the stream are far behind.
const POSITIONS: [u64; 5] = [0, 1, 4095, (1 << 34) - 3, (5 << 36) + 1024 * 4096 - 11];

fn assert_same<V: VectorDistribution>(gpu: &Gpu, from: &Stream, vectors: &V, n: usize, what: &str) {
    let (mut on_gpu, mut on_cpu) = (from.clone(), from.clone());
    let a = gpu.sample_blocking(&mut on_gpu, vectors, n).unwrap();
    let b = Cpu::new().sample(&mut on_cpu, vectors, n).unwrap();
    assert_eq!(on_gpu.position(), on_cpu.position());
    let (a, b): (&[u32], &[u32]) = (bytemuck::cast_slice(&a), bytemuck::cast_slice(&b));
    assert_eq!(a.len(), b.len());
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    let position = from.position();
    assert_eq!(first, None, "{what}, {n} vectors from {position}");
}

fn at(engine: Engine, position: u64) -> Stream {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).unwrap();
    stream
}

/// Rows of very different sizes, in `d` dimensions.
fn factor(d: usize) -> MultivariateNormal {
    let mean: Vec<f32> = (0..d).map(|i| (i % 7) as f32 - 3.0).collect();
    let cholesky: Vec<f32> = (0..d * d)
        .map(|i| match (i / d, i % d) {
            (row, column) if column > row => 0.0,
            (row, column) if column == row => 1.0 + row as f32,
            (row, column) => ((row * 31 + column * 17) % 97) as f32 / 8.0 - 6.0,
        })
        .collect();
    MultivariateNormal::from_cholesky(&mean, &cholesky).unwrap()
}

macro_rules! for_each_vector_distribution {
    ($visit:ident) => {{
        $visit!("circle", UnitCircle);
        $visit!("disc", UnitDisc);
        $visit!("sphere", UnitSphere);
        $visit!("ball", UnitBall);
        $visit!("normal, 1", factor(1));
        $visit!("normal, 2", factor(2));
        $visit!("normal, 9", factor(9));
        $visit!(
            "normal, infinite and NaN",
            MultivariateNormal::from_cholesky(&[0.0, 3e38], &[3e38, 0.0, -3e38, 3e38]).unwrap()
        );
        $visit!(
            "normal, subnormal",
            MultivariateNormal::from_cholesky(&[1e-44, 0.0], &[1e-39, 0.0, 1e-40, 1e-45]).unwrap()
        );
        $visit!("dirichlet, 2", Dirichlet::new(&[0.5, 3.0]).unwrap());
        $visit!("dirichlet, 3", Dirichlet::new(&[1.0, 2.0, 3.0]).unwrap());
        $visit!("dirichlet, 100", Dirichlet::new(&[0.25; 100]).unwrap());
        $visit!("dirichlet, small", Dirichlet::new(&[0.01; 5]).unwrap());
    }};
}

#[test]
fn every_distribution_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let len = if crate::support::full() {
        1 << 20
    } else {
        20_000
    };
    macro_rules! visit {
        ($name:expr, $vectors:expr) => {{
            let vectors = $vectors;
            let n = len / vectors.dimension();
            for position in POSITIONS {
                assert_same(&gpu, &at(Engine::default(), position), &vectors, n, $name);
            }
            for engine in Engine::ALL {
                assert_same(&gpu, &at(engine, 777), &vectors, 1 + n / 10, $name);
            }
        }};
    }
    for_each_vector_distribution!(visit);
}

/// In chunks of the least size, and vectors that are larger than a chunk.
#[test]
fn small_chunks_change_nothing() {
    let options = GpuOptions {
        chunk_words: 1,
        ..GpuOptions::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    macro_rules! visit {
        ($name:expr, $vectors:expr) => {{
            let vectors = $vectors;
            let n = 30_000 / vectors.dimension();
            assert_same(&gpu, &at(Engine::default(), 3), &vectors, n, $name);
        }};
    }
    for_each_vector_distribution!(visit);
    assert_same(
        &gpu,
        &at(Engine::default(), 5),
        &Dirichlet::new(&[0.5; 6000]).unwrap(),
        3,
        "large",
    );
}

/// The device's smallest limits.
#[test]
fn small_bindings_change_nothing() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let limits = wgpu::Limits {
        max_storage_buffer_binding_size: 1 << 17,
        max_compute_workgroups_per_dimension: 3,
        ..wgpu::Limits::downlevel_defaults()
    };
    let descriptor = wgpu::DeviceDescriptor {
        label: Some("small bindings"),
        required_limits: limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    let gpu = Gpu::new(device, queue);
    for position in [0, 7] {
        let from = at(Engine::default(), position);
        assert_same(&gpu, &from, &UnitSphere, 50_000, "sphere");
        assert_same(&gpu, &from, &factor(5), 20_000, "normal");
    }
}

/// Draws of 10 and 20 into one buffer, recorded together, are what a draw of 30 is.
#[test]
fn recorded_draws_go_on_where_the_last_ended() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    macro_rules! visit {
        ($name:expr, $vectors:expr) => {{
            let vectors = $vectors;
            check_recorded(&gpu, &vectors, $name);
        }};
    }
    for_each_vector_distribution!(visit);
}

fn check_recorded<V: VectorDistribution>(gpu: &Gpu, vectors: &V, what: &str) {
    use wgpu::BufferUsages as Usage;
    const WORDS: usize = 4096;
    let device = gpu.device();
    let buffer = |usage, label| {
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: 4 * WORDS as u64,
            usage,
            mapped_at_creation: false,
        })
    };
    let target = buffer(Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST, "target");
    let readable = buffer(Usage::MAP_READ | Usage::COPY_DST, "readable");
    gpu.queue().write_buffer(&target, 0, &[0xa5; 4 * WORDS]);
    let mut stream = at(Engine::default(), 11);
    let d = vectors.dimension();
    let slice = |start: usize, end: usize| target.slice(4 * start as u64..4 * end as u64);
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    let (first, second) = (101 + 10 * d, 101 + 30 * d);
    gpu.prepare_blocking(&stream, vectors).unwrap();
    gpu.encode(&mut stream, vectors, &mut encoder, slice(101, first))
        .unwrap();
    gpu.encode(&mut stream, vectors, &mut encoder, slice(first, second))
        .unwrap();
    gpu.encode(&mut stream, vectors, &mut encoder, slice(4000, 4000))
        .unwrap();
    gpu.queue().submit([encoder.finish()]);
    let mut whole = at(Engine::default(), 11);
    let expected = Cpu::new().sample(&mut whole, vectors, 30).unwrap();
    assert_eq!(stream.position(), whole.position());
    gpu.fill_blocking(&mut stream, vectors, slice(second, second + d))
        .unwrap();
    let next = Cpu::new().sample(&mut whole, vectors, 1).unwrap();

    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    encoder.copy_buffer_to_buffer(&target, 0, &readable, 0, 4 * WORDS as u64);
    gpu.queue().submit([encoder.finish()]);
    readable
        .slice(..)
        .map_async(wgpu::MapMode::Read, |result| result.unwrap());
    device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
    let mapped = readable.slice(..).get_mapped_range().unwrap();
    let found: &[u32] = bytemuck::cast_slice(&mapped);
    let mut all = vec![0xa5a5_a5a5; WORDS];
    all[101..second].copy_from_slice(bytemuck::cast_slice(&expected));
    all[second..second + d].copy_from_slice(bytemuck::cast_slice(&next));
    let different = found.iter().zip(&all).position(|(a, b)| a != b);
    assert_eq!(different, None, "{what}");
}

#[test]
fn what_does_not_fit_is_an_error() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let buffer = |usage| {
        gpu.device().create_buffer(&wgpu::BufferDescriptor {
            label: Some("target"),
            size: 64,
            usage,
            mapped_at_creation: false,
        })
    };
    let storage = buffer(wgpu::BufferUsages::STORAGE);
    let mut stream = Stream::new(42);
    let error = gpu.fill_blocking(&mut stream, &UnitBall, storage.slice(..));
    assert!(matches!(
        error,
        Err(Error::Vectors(VectorError::Length {
            len: 16,
            dimension: 3
        }))
    ));
    let other = buffer(wgpu::BufferUsages::COPY_DST);
    let error = gpu.fill_blocking(&mut stream, &UnitCircle, other.slice(..));
    assert!(matches!(error, Err(Error::Gpu(GpuError::Usage { .. }))));
    assert_eq!(stream.position(), 0);
    stream.seek(u64::MAX - 2).unwrap();
    let error = gpu.fill_blocking(&mut stream, &UnitBall, storage.slice(..24));
    assert!(matches!(error, Err(Error::Stream(_))));
    // The last vector of the stream ends with its last word.
    let last = gpu.sample_blocking(&mut stream, &UnitBall, 1).unwrap();
    stream.seek(u64::MAX - 2).unwrap();
    assert_eq!(Cpu::new().sample(&mut stream, &UnitBall, 1).unwrap(), last);
    assert!(matches!(
        gpu.sample_blocking(&mut Stream::new(42), &UnitBall, usize::MAX),
        Err(Error::Memory { .. } | Error::Stream(_))
    ));
}

/// A wrong kernel is found before it delivers anything.
#[test]
fn a_wrong_kernel_is_not_trusted() {
    let options = GpuOptions {
        planted_fault: true,
        self_check: false,
        ..GpuOptions::default()
    };
    let Some(wrong) = crate::support::gpu_with(options) else {
        return;
    };
    // The faults are there.
    macro_rules! visit {
        ($name:expr, $vectors:expr) => {{
            let vectors = $vectors;
            let found = wrong
                .sample_blocking(&mut Stream::new(1), &vectors, 1000)
                .unwrap();
            let right = Cpu::new()
                .sample(&mut Stream::new(1), &vectors, 1000)
                .unwrap();
            assert_ne!(found, right, "{}", $name);
        }};
    }
    for_each_vector_distribution!(visit);
    let options = GpuOptions {
        planted_fault: true,
        ..GpuOptions::default()
    };
    let Some(checked) = crate::support::gpu_with(options) else {
        return;
    };
    let error = checked.sample_blocking(&mut Stream::new(1), &UnitBall, 10);
    assert!(matches!(error, Err(Error::Gpu(GpuError::Mismatch { .. }))));
}
