//! Samples that share words of memory, 16-bit floats and masks: GPU against CPU, bit for bit, into
//! targets of every alignment.
#![cfg(feature = "half")]

use crate::{is_chosen, support::every_kernel};
use half::f16;
use seedbed::{
    Cpu, Engine, Error, Gpu, GpuError, GpuOptions, Stream,
    distr::{BernoulliMask, Distribution, NormalF16, UniformBf16},
    wgpu,
};
use wgpu::BufferUsages as Usage;

/// Positions: the start, in each place of a block, before the end of a tile, the last tile key, the
/// carry of the block counter past 2³².
const POSITIONS: [u64; 8] = [
    0,
    1,
    2,
    3,
    4093,
    4096 * 1023 + 17,
    (1 << 34) - 4097,
    1 << 40,
];

/// Lengths around half words, quads and tiles.
const LENGTHS: [usize; 10] = [1, 2, 3, 4, 5, 8, 31, 4095, 4096, 8193];

fn at(engine: Engine, position: u64) -> Stream {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).unwrap();
    stream
}

fn assert_same<D: Distribution>(
    gpu: &Gpu,
    stream: &Stream,
    distribution: &D,
    n: usize,
    what: &str,
) {
    let (mut on_gpu, mut on_cpu) = (stream.clone(), stream.clone());
    let a = gpu.sample_blocking(&mut on_gpu, distribution, n).unwrap();
    let b = Cpu::new().sample(&mut on_cpu, distribution, n).unwrap();
    assert_eq!(on_gpu.position(), on_cpu.position());
    let bytes = size_of::<D::Output>();
    let (a, b): (&[u8], &[u8]) = (bytemuck::cast_slice(&a), bytemuck::cast_slice(&b));
    let mut samples = a.chunks(bytes).zip(b.chunks(bytes));
    let differing = samples.clone().filter(|(a, b)| a != b).count();
    assert_eq!(
        differing,
        0,
        "{what}, {}, position {}, {n} samples: {:02x?}",
        stream.engine(),
        stream.position(),
        samples.find(|(a, b)| a != b),
    );
}

#[test]
fn every_engine_and_distribution_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let words = if crate::support::full() {
        1 << 24
    } else {
        (1 << 16) + 1235
    };
    for (e, &engine) in Engine::ALL.iter().enumerate() {
        let stream = at(engine, 0);
        let mut numbers = 0..;
        macro_rules! visit {
            ($name:expr, $distribution:expr) => {{
                let distribution = $distribution;
                let number = numbers.next().expect("a number");
                if every_kernel() || is_chosen(e, Engine::ALL.len(), number) {
                    let n = words / words_of(&distribution);
                    assert_same(&gpu, &stream, &distribution, n, $name);
                }
            }};
        }
        for_each_packed_distribution!(visit);
    }
}

fn words_of<D: Distribution>(_: &D) -> usize {
    D::WORDS
}

#[test]
fn positions_and_lengths_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let mask = BernoulliMask::new(0.5).unwrap();
    for engine in [Engine::Threefry4x32_20, Engine::ChaCha8] {
        for position in POSITIONS {
            for n in LENGTHS {
                let stream = at(engine, position);
                assert_same(&gpu, &stream, &NormalF16::STANDARD, n, "normal f16");
                assert_same(&gpu, &stream, &mask, n.div_ceil(8), "mask");
            }
        }
    }
}

/// Chunks of the smallest size, each of which starts in the middle of a block.
#[test]
fn chunks_are_equal_on_gpu_and_cpu() {
    let options = GpuOptions {
        chunk_words: 1,
        ..GpuOptions::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let stream = at(Engine::default(), 3);
    assert_same(&gpu, &stream, &NormalF16::STANDARD, 50_001, "normal f16");
    let mask = BernoulliMask::new(0.25).unwrap();
    assert_same(&gpu, &stream, &mask, 10_000, "mask");
}

fn buffer(device: &wgpu::Device, size: u64, usage: Usage) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size,
        usage,
        mapped_at_creation: false,
    })
}

fn read(gpu: &Gpu, source: &wgpu::Buffer) -> Vec<u8> {
    let size = source.size();
    let readable = buffer(gpu.device(), size, Usage::MAP_READ | Usage::COPY_DST);
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    encoder.copy_buffer_to_buffer(source, 0, &readable, 0, size);
    gpu.queue().submit([encoder.finish()]);
    readable.map_async(wgpu::MapMode::Read, .., Result::unwrap);
    gpu.device()
        .poll(wgpu::PollType::wait_indefinitely())
        .unwrap();
    readable.get_mapped_range(..).unwrap().to_vec()
}

/// Fills `target[offset..]` with `n` samples, and compares the whole buffer.
fn assert_filled<D: Distribution>(
    gpu: &Gpu,
    stream: &Stream,
    distribution: &D,
    offset: usize,
    n: usize,
) {
    const BEFORE: u8 = 0xa5;
    let end = offset + n * size_of::<D::Output>();
    let size = end.next_multiple_of(4) + 8;
    let usage = Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST;
    let target = buffer(gpu.device(), size as u64, usage);
    gpu.queue().write_buffer(&target, 0, &vec![BEFORE; size]);
    let (mut on_gpu, mut on_cpu) = (stream.clone(), stream.clone());
    let slice = target.slice(offset as u64..end as u64);
    gpu.fill_blocking(&mut on_gpu, distribution, slice).unwrap();
    let samples = Cpu::new().sample(&mut on_cpu, distribution, n).unwrap();
    assert_eq!(on_gpu.position(), on_cpu.position());
    let mut expected = vec![BEFORE; size];
    expected[offset..end].copy_from_slice(bytemuck::cast_slice(&samples));
    // Behind an odd number of halves, the other half of the word is 0.
    expected[end..end.next_multiple_of(4)].fill(0);
    let found = read(gpu, &target);
    let first = found.iter().zip(&expected).position(|(a, b)| a != b);
    assert_eq!(
        first,
        None,
        "position {}, offset {offset}, {n} samples",
        stream.position()
    );
}

#[test]
fn targets_of_every_alignment_are_filled_and_no_more() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let uniform = UniformBf16::new(-1.0, 2.0).unwrap();
    let mask = BernoulliMask::new(0.5).unwrap();
    for engine in [Engine::Threefry4x32_20, Engine::ChaCha8] {
        for position in POSITIONS {
            let stream = at(engine, position);
            for offset in [0, 4, 8, 256, 260] {
                for n in [1, 4, 7, 4096, 4100, 8193] {
                    assert_filled(&gpu, &stream, &NormalF16::STANDARD, offset, n);
                }
                assert_filled(&gpu, &stream, &uniform, offset, 1001);
                assert_filled(&gpu, &stream, &mask, offset, 129);
            }
        }
    }
}

/// On a device with limits so low that a draw needs many bindings.
#[test]
fn many_bindings_are_equal_to_one() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let mut required_limits = adapter.limits();
    required_limits.max_storage_buffer_binding_size = 1 << 15;
    required_limits.max_compute_workgroups_per_dimension = 3;
    let descriptor = wgpu::DeviceDescriptor {
        required_limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    let gpu = Gpu::new(device, queue);
    for position in [0, 1, 4095] {
        let stream = at(Engine::default(), position);
        for offset in [0, 4] {
            assert_filled(&gpu, &stream, &NormalF16::STANDARD, offset, 100_001);
            let mask = BernoulliMask::new(0.5).unwrap();
            assert_filled(&gpu, &stream, &mask, offset, 20_000);
        }
    }
}

#[test]
fn a_target_ends_within_its_buffer() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let target = buffer(gpu.device(), 16, Usage::STORAGE);
    let mut stream = Stream::new(42);
    for (start, end) in [(2, 6), (0, 5)] {
        let slice = target.slice(start..end);
        let error = gpu.fill_blocking(&mut stream, &NormalF16::STANDARD, slice);
        assert!(
            matches!(
                error,
                Err(Error::Gpu(GpuError::Range {
                    sample_bytes: 2,
                    ..
                }))
            ),
            "{error:?}"
        );
    }
    assert_eq!(stream.position(), 0);
}

/// A wrong kernel of halves and one of bits are found.
#[test]
fn planted_faults_are_found() {
    let options = GpuOptions {
        planted_fault: true,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let halves = gpu.sample_blocking(&mut Stream::new(42), &NormalF16::STANDARD, 9);
    let mask = BernoulliMask::new(0.5).unwrap();
    let bits = gpu.sample_blocking(&mut Stream::new(42), &mask, 9);
    let is_mismatch = |error: &Error| matches!(error, Error::Gpu(GpuError::Mismatch { .. }));
    let halves: Result<Vec<f16>, Error> = halves;
    assert!(is_mismatch(&halves.unwrap_err()));
    assert!(is_mismatch(&bits.unwrap_err()));
}
