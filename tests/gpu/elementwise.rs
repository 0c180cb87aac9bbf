//! Parameters by element on the GPU against the CPU, bit for bit: arrays of the host, buffers of the
//! caller with what they may hold, and buffers that do not fit.

use seedbed::{
    Backend, BackendKind, Cpu, Engine, Error, Gpu, GpuError, GpuOptions, Stream,
    distr::{
        self, Distribution,
        elementwise::{Bernoulli, Elementwise, Exponential, Laplace, Normal, Uniform},
    },
    gpu::{BufferParameter, ElementwiseBuffers},
    wgpu,
};
use wgpu::BufferUsages as Usage;

const LEN: usize = 20_000;
/// Around every boundary: block, invocation, tile.
const LENGTHS: [usize; 9] = [0, 1, 3, 4, 5, 17, 4095, 4097, 12_289];
/// The start, within a block, the last word of a tile, a carry past 2³², the last words.
const POSITIONS: [u64; 5] = [0, 3, 4095, (1 << 32) - 5, u64::MAX - LEN as u64 + 1];

/// Any bits in one of eight numbers, usual ones otherwise.
fn any(seed: u64) -> Vec<f32> {
    let words = Cpu::new()
        .sample(&mut Stream::new(seed), &distr::Bits32, LEN)
        .unwrap();
    let number = |(i, x): (usize, u32)| match i % 16 {
        0 | 1 => x,
        2 => x & 0x807f_ffff,
        3 => x & 0x8000_0000,
        _ => (x & 0x807f_ffff) | (120 + ((x >> 23) & 15)) << 23,
    };
    let bits = words.into_iter().enumerate().map(number);
    bits.map(f32::from_bits).collect()
}

/// Those that are finite, 1 for the others.
fn finite(numbers: &[f32]) -> Vec<f32> {
    let finite = |&x: &f32| if x.is_finite() { x } else { 1.0 };
    numbers.iter().map(finite).collect()
}

fn magnitudes(numbers: &[f32]) -> Vec<f32> {
    finite(numbers).into_iter().map(f32::abs).collect()
}

fn assert_same<D: Elementwise>(gpu: &Gpu, engine: Engine, position: u64, each: &D, what: &str) {
    let mut on_gpu = Stream::with_engine(engine, 42);
    on_gpu.seek(position).unwrap();
    let mut on_cpu = on_gpu.clone();
    let a = gpu.sample_blocking(&mut on_gpu, each, each.len()).unwrap();
    let b = Cpu::new().sample(&mut on_cpu, each, each.len()).unwrap();
    let (a, b): (&[u32], &[u32]) = (bytemuck::cast_slice(&a), bytemuck::cast_slice(&b));
    assert_eq!(on_gpu.position(), on_cpu.position());
    assert_eq!((a.len(), b.len()), (each.len(), each.len()));
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    let at = first.map(|i| (i, a[i], b[i]));
    assert_eq!(
        at,
        None,
        "{what}, {engine}, position {position}, {} samples",
        each.len()
    );
}

fn assert_all_same(gpu: &Gpu, engine: Engine, position: u64, len: usize) {
    let (first, second) = (finite(&any(1)), magnitudes(&any(2)));
    let (first, second) = (&first[..len], &second[..len]);
    let high: Vec<f32> = first
        .iter()
        .zip(second)
        .map(|(&low, &width)| (low + width).max(low.next_up()).min(f32::MAX))
        .collect();
    let low: Vec<f32> = first.iter().map(|&x| x.min(f32::MAX.next_down())).collect();
    let p: Vec<f32> = second.iter().map(|&x| x.min(1.0)).collect();
    let normal = Normal::new(first, second).unwrap();
    assert_same(gpu, engine, position, &normal, "normal");
    let normal = Normal::new(-2.5, second).unwrap();
    assert_same(gpu, engine, position, &normal, "normal, one mean");
    let normal = Normal::new(first, 1e-3).unwrap();
    assert_same(gpu, engine, position, &normal, "normal, one std");
    let uniform = Uniform::new(&low, &high).unwrap();
    assert_same(gpu, engine, position, &uniform, "uniform");
    let exponential = Exponential::new(second).unwrap();
    assert_same(gpu, engine, position, &exponential, "exponential");
    let laplace = Laplace::new(first, second).unwrap();
    assert_same(gpu, engine, position, &laplace, "laplace");
    let bernoulli = Bernoulli::new(&p).unwrap();
    assert_same(gpu, engine, position, &bernoulli, "bernoulli");
}

#[test]
fn every_engine_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for engine in Engine::ALL {
        assert_all_same(&gpu, engine, 0, LEN);
    }
}

#[test]
fn boundaries_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for engine in [Engine::Threefry4x32_20, Engine::ChaCha8] {
        for position in POSITIONS {
            for len in LENGTHS {
                assert_all_same(&gpu, engine, position, len);
            }
        }
    }
}

#[test]
fn chunks_change_nothing() {
    let options = GpuOptions {
        chunk_words: 4096,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    for position in POSITIONS {
        assert_all_same(&gpu, Engine::default(), position, LEN);
    }
}

fn buffer(gpu: &Gpu, bytes: &[u8], usage: Usage) -> wgpu::Buffer {
    let descriptor = wgpu::BufferDescriptor {
        label: Some("test"),
        size: bytes.len() as u64,
        usage: usage | Usage::COPY_DST,
        mapped_at_creation: false,
    };
    let buffer = gpu.device().create_buffer(&descriptor);
    gpu.queue().write_buffer(&buffer, 0, bytes);
    buffer
}

fn read(gpu: &Gpu, source: &wgpu::Buffer) -> Vec<u32> {
    let descriptor = wgpu::BufferDescriptor {
        label: Some("test"),
        size: source.size(),
        usage: Usage::MAP_READ | Usage::COPY_DST,
        mapped_at_creation: false,
    };
    let readable = gpu.device().create_buffer(&descriptor);
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    encoder.copy_buffer_to_buffer(source, 0, &readable, 0, source.size());
    gpu.queue().submit([encoder.finish()]);
    readable.map_async(wgpu::MapMode::Read, .., Result::unwrap);
    gpu.device()
        .poll(wgpu::PollType::wait_indefinitely())
        .unwrap();
    let mapped = readable.get_mapped_range(..).unwrap();
    bytemuck::cast_slice(&mapped).to_vec()
}

/// One sample by the distribution whose parameters are the same for all; `outside` of its domain.
fn one<D: Distribution, E>(
    distribution: Result<D, E>,
    stream: &Stream,
    position: u64,
    outside: u32,
) -> u32 {
    let Ok(distribution) = distribution else {
        return outside;
    };
    let mut stream = stream.clone();
    stream.seek(position).unwrap();
    let sample = Cpu::new().sample(&mut stream, &distribution, 1).unwrap();
    bytemuck::cast_slice(&sample)[0]
}

const NAN: u32 = 0x7fc0_0000;
/// What a target holds where nothing is drawn to.
const UNTOUCHED: u32 = 0xa5a5_a5a5;

/// Draws into a part of a buffer with parameters from parts of buffers, at places given in words, and
/// compares each sample.
fn from_buffers(gpu: &Gpu, position: u64, len: usize, places: [usize; 3], encoded: bool) {
    let (first, second) = (any(11), any(12));
    let usage = Usage::STORAGE;
    let [at_first, at_second, at_target] = places;
    let first_buffer = buffer(gpu, bytemuck::cast_slice(&first), usage);
    let second_buffer = buffer(gpu, bytemuck::cast_slice(&second), usage);
    let part = |at: usize| 4 * at as u64..4 * (at + len) as u64;
    let first_slice = first_buffer.slice(part(at_first));
    let second_slice = second_buffer.slice(part(at_second));
    let target_bytes = vec![0xa5; 4 * (at_target + len + 3)];
    let mut stream = Stream::new(42);
    stream.seek(position).unwrap();
    let start = stream.clone();
    let expected = |name: &str, i: usize| {
        let (a, b) = (first[at_first + i], second[at_second + i]);
        let at = position + i as u64;
        match name {
            "normal" => one(distr::Normal::new(a, b), &start, at, NAN),
            "one std" => one(distr::Normal::new(a, 2.0), &start, at, NAN),
            "uniform" => one(distr::Uniform::new(a, b), &start, at, NAN),
            "exponential" => one(distr::Exponential::new(b), &start, at, NAN),
            "laplace" => one(distr::Laplace::new(a, b.into()), &start, at, NAN),
            _ => one(distr::Bernoulli::new(b.into()), &start, at, 0),
        }
    };
    let draws = [
        (
            "normal",
            ElementwiseBuffers::normal(first_slice, second_slice),
        ),
        ("one std", ElementwiseBuffers::normal(first_slice, 2.0)),
        (
            "uniform",
            ElementwiseBuffers::uniform(first_slice, second_slice),
        ),
        ("exponential", ElementwiseBuffers::exponential(second_slice)),
        (
            "laplace",
            ElementwiseBuffers::laplace(first_slice, second_slice),
        ),
        ("bernoulli", ElementwiseBuffers::bernoulli(second_slice)),
    ];
    for (name, each) in draws {
        let each = each.unwrap();
        let target = buffer(gpu, &target_bytes, Usage::STORAGE | Usage::COPY_SRC);
        let slice = target.slice(part(at_target));
        let mut stream = start.clone();
        if encoded {
            pollster::block_on(gpu.prepare(&stream, &each)).unwrap();
            let mut encoder = gpu.device().create_command_encoder(&Default::default());
            gpu.encode(&mut stream, &each, &mut encoder, slice).unwrap();
            gpu.queue().submit([encoder.finish()]);
        } else {
            gpu.fill_blocking(&mut stream, &each, slice).unwrap();
        }
        assert_eq!(stream.position(), u128::from(position) + len as u128);
        let words = read(gpu, &target);
        let (before, rest) = words.split_at(at_target);
        let (samples, after) = rest.split_at(len);
        assert!(before.iter().chain(after).all(|&word| word == UNTOUCHED));
        for (i, &sample) in samples.iter().enumerate() {
            assert_eq!(
                sample,
                expected(name, i),
                "{name} {position} {places:?}: sample {i} of {len}"
            );
        }
    }
}

#[test]
fn buffers_with_any_bits_make_what_the_cpu_makes() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for encoded in [false, true] {
        // Whole quads, and any words.
        from_buffers(&gpu, 0, 8192, [0, 0, 0], encoded);
        from_buffers(&gpu, 4093, 5003, [1, 130, 7], encoded);
    }
}

/// Bindings of at most 64 KiB: a draw needs several dispatches, cut where a parameter's binding ends.
#[test]
fn a_draw_with_more_parameters_than_a_binding_holds() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let mut required_limits = adapter.limits();
    required_limits.max_storage_buffer_binding_size = 1 << 16;
    let descriptor = wgpu::DeviceDescriptor {
        required_limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    let gpu = Gpu::new(device, queue);
    from_buffers(&gpu, 5, 19_000, [61, 999, 0], false);
    from_buffers(&gpu, 5, 19_000, [0, 1, 64], true);
    assert_all_same(&gpu, Engine::default(), 3, LEN);
}

#[test]
fn buffers_that_do_not_fit() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let good = buffer(&gpu, &[0; 64], Usage::STORAGE);
    let target = buffer(&gpu, &[0; 64], Usage::STORAGE | Usage::COPY_SRC);
    let no_storage = buffer(&gpu, &[0; 64], Usage::COPY_SRC);
    let mut stream = Stream::new(42);
    let mut refused = |mean: BufferParameter<'_>, std: BufferParameter<'_>| {
        let each = ElementwiseBuffers::normal(mean, std).unwrap();
        let error = gpu.fill_blocking(&mut stream, &each, target.slice(..));
        let Err(Error::Gpu(error)) = error else {
            panic!("{error:?}")
        };
        let mut encoder = gpu.device().create_command_encoder(&Default::default());
        let again = gpu.encode(&mut stream, &each, &mut encoder, target.slice(..));
        assert!(matches!(again, Err(Error::Gpu(again)) if again == error));
        assert_eq!(stream.position(), 0);
        error
    };
    let all = good.slice(..).into();
    let error = refused(all, no_storage.slice(..).into());
    assert!(matches!(error, GpuError::ElementUsage { name: "std", .. }));
    let error = refused(target.slice(..).into(), all);
    assert_eq!(error, GpuError::ElementTarget { name: "mean" });
    let error = refused(1.0.into(), good.slice(..60).into());
    assert_eq!(
        error.to_string(),
        "bytes 0..60 of the buffer of std are not the parameters of 16 sample(s): the offset must be \
         a multiple of 4 and the length 64 bytes, 4 for each sample of the target"
    );
    let wide = buffer(&gpu, &[0; 72], Usage::STORAGE);
    let error = refused(wide.slice(2..66).into(), all);
    assert!(matches!(
        error,
        GpuError::ElementRange {
            name: "mean",
            offset: 2,
            ..
        }
    ));
    // Numbers for all samples are looked at.
    assert!(ElementwiseBuffers::normal(good.slice(..), -1.0).is_err());
    assert!(ElementwiseBuffers::uniform(f32::NAN, good.slice(..)).is_err());
    assert!(ElementwiseBuffers::laplace(f32::INFINITY, good.slice(..)).is_err());
    assert!(ElementwiseBuffers::exponential(1.0).is_err());
    assert!(ElementwiseBuffers::bernoulli(0.5).is_err());
    assert!(ElementwiseBuffers::normal(0.0, 1.0).is_err());
}

#[test]
fn a_planted_fault_is_found_and_a_backend_goes_on_with_the_cpu() {
    let options = GpuOptions {
        planted_fault: true,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let mean: Vec<f32> = (0..1000).map(|i| i as f32).collect();
    let each = Normal::new(&mean, 2.0).unwrap();
    let error = gpu
        .sample_blocking(&mut Stream::new(42), &each, each.len())
        .unwrap_err();
    assert!(
        matches!(&error, Error::Gpu(GpuError::Mismatch { kernel, .. })
            if kernel.contains("seedbed.normal_elementwise.threefry4x32_20")),
        "{error}"
    );
    let backend = Backend::from(gpu);
    let samples = backend.sample(&mut Stream::new(42), &each, each.len());
    let on_cpu = Cpu::new().sample(&mut Stream::new(42), &each, each.len());
    assert_eq!(samples.unwrap(), on_cpu.unwrap());
    assert_eq!(backend.kind(), BackendKind::Cpu);
}
