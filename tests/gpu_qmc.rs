//! Points on the GPU against the CPU, bit for bit.

mod support;

use seedbed::{
    Cpu, Error, Gpu, GpuError, GpuOptions,
    distr::{Bits32, Bits64, Distribution, Integers, Normal, Standard, Standard64},
    qmc::{GpuPointSet, Halton, PointSet, PointsError, Sobol},
    wgpu,
};

fn assert_same<P: GpuPointSet + Clone, D: Distribution>(
    gpu: &Gpu,
    points: &P,
    distribution: &D,
    n: usize,
    what: &str,
) {
    let (mut on_gpu, mut on_cpu) = (points.clone(), points.clone());
    let a = gpu
        .sample_points_blocking(&mut on_gpu, distribution, n)
        .unwrap();
    let b = Cpu::new()
        .sample_points(&mut on_cpu, distribution, n)
        .unwrap();
    assert_eq!(on_gpu.position(), on_cpu.position());
    let (a, b): (&[u32], &[u32]) = (bytemuck::cast_slice(&a), bytemuck::cast_slice(&b));
    assert_eq!(a.len(), b.len());
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    let (d, position) = (points.dimensions(), points.position());
    assert_eq!(
        first, None,
        "{what}, {d} dimensions, {n} points from {position}"
    );
}

/// The plain set, and the randomised ones, at a point.
fn sobols(d: usize, position: u64) -> Vec<Sobol> {
    let mut plain = Sobol::new(d).unwrap();
    plain.seek(position).unwrap();
    vec![
        plain.clone(),
        plain.clone().digital_shift(7),
        plain.scrambled(7),
    ]
}

fn haltons(d: usize, position: u64) -> Vec<Halton> {
    let mut plain = Halton::new(d).unwrap();
    plain.seek(position).unwrap();
    vec![plain.clone(), plain.scrambled(7)]
}

#[test]
fn every_distribution_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = support::gpu() else { return };
    let n = if support::full() { 1 << 20 } else { 3000 };
    // One of its words in 2048 is rare for the normal.
    let (sobols, haltons) = (sobols(3, 12_345), haltons(3, 12_345));
    macro_rules! visit {
        ($name:expr, $distribution:expr) => {{
            let distribution = $distribution;
            for sobol in &sobols {
                assert_same(&gpu, sobol, &distribution, n, $name);
            }
            for halton in &haltons {
                assert_same(&gpu, halton, &distribution, n, $name);
            }
        }};
    }
    for_each_distribution!(visit);
}

/// One dimension, fewer and more than a workgroup has invocations, and all; the first and the last
/// points, and those where all bits of the index change.
#[test]
fn dimensions_and_positions_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = support::gpu() else { return };
    let half = Integers::new(3_u64, (1 << 63) + 5).unwrap();
    for d in [1, 2, 5, 255, 256, 257, 1111] {
        for (position, n) in [
            (0, 1),
            (0, 500),
            (4093, 17),
            ((1 << 31) - 9, 33),
            ((1 << 32) - 20, 20),
        ] {
            for sobol in sobols(d, position) {
                assert_same(&gpu, &sobol, &Bits32, n, "sobol");
                assert_same(&gpu, &sobol, &Normal::STANDARD, n, "sobol, normal");
                assert_same(&gpu, &sobol, &half, n, "sobol, integers u64");
            }
            for halton in haltons(d, position) {
                assert_same(&gpu, &halton, &Bits64, n, "halton");
                assert_same(&gpu, &halton, &half, n, "halton, integers u64");
            }
        }
    }
    for sobol in sobols(Sobol::MAX_DIMENSIONS, 1000) {
        assert_same(&gpu, &sobol, &Bits32, 70, "sobol");
    }
    for halton in haltons(Halton::MAX_DIMENSIONS, 1000) {
        assert_same(&gpu, &halton, &Standard64, 20, "halton");
    }
}

/// In parts smaller than a point, in parts of some points, and into the middle of a buffer.
#[test]
fn parts_and_buffers_are_equal_on_gpu_and_cpu() {
    let options = GpuOptions {
        chunk_words: 1,
        ..GpuOptions::default()
    };
    let Some(gpu) = support::gpu_with(options) else {
        return;
    };
    for sobol in sobols(7, 3) {
        assert_same(&gpu, &sobol, &Standard64, 5000, "small parts");
    }
    let device = gpu.device();
    let buffer = |usage, label| {
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: 4 * 4096,
            usage,
            mapped_at_creation: false,
        })
    };
    use wgpu::BufferUsages as Usage;
    let target = buffer(Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST, "target");
    let readable = buffer(Usage::MAP_READ | Usage::COPY_DST, "readable");
    gpu.queue().write_buffer(&target, 0, &[0xa5; 4 * 4096]);
    let mut sobol = Sobol::new(3).unwrap().scrambled(1);
    let mut expected = vec![0xa5a5_a5a5; 4096];
    // Words 101 to 101 + 3 · 1000, and then again from where the points are.
    gpu.fill_points_blocking(&mut sobol, &Bits32, target.slice(4 * 101..4 * 3101))
        .unwrap();
    gpu.fill_points_blocking(&mut sobol, &Standard, target.slice(4 * 3200..4 * 3203))
        .unwrap();
    assert_eq!(sobol.position(), 1001);
    let mut again = Sobol::new(3).unwrap().scrambled(1);
    again.fill(&Bits32, &mut expected[101..3101]).unwrap();
    let last = again.random(&Standard, 1).unwrap();
    expected[3200..3203].copy_from_slice(bytemuck::cast_slice(&last));
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    encoder.copy_buffer_to_buffer(&target, 0, &readable, 0, 4 * 4096);
    gpu.queue().submit([encoder.finish()]);
    readable
        .slice(..)
        .map_async(wgpu::MapMode::Read, |result| result.unwrap());
    device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
    let mapped = readable.slice(..).get_mapped_range().unwrap();
    assert!(bytemuck::cast_slice::<u8, u32>(&mapped) == expected);

    let error = gpu
        .fill_points_blocking(&mut sobol, &Bits32, target.slice(..4 * 10))
        .unwrap_err();
    let expected = PointsError::Length {
        len: 10,
        dimensions: 3,
    };
    assert!(
        matches!(&error, Error::Points(e) if *e == expected),
        "{error}"
    );
    let error = gpu
        .fill_points_blocking(&mut sobol, &Bits32, readable.slice(..))
        .unwrap_err();
    assert!(
        matches!(error, Error::Gpu(GpuError::Usage { .. })),
        "{error}"
    );
    sobol.seek((1 << 32) - 1).unwrap();
    let error = gpu
        .sample_points_blocking(&mut sobol, &Bits32, 2)
        .unwrap_err();
    assert!(matches!(
        error,
        Error::Points(PointsError::Exhausted { .. })
    ));
    assert_eq!(sobol.position(), (1 << 32) - 1);
}

#[test]
fn a_wrong_kernel_is_found() {
    let options = GpuOptions {
        planted_fault: true,
        ..GpuOptions::default()
    };
    let Some(gpu) = support::gpu_with(options) else {
        return;
    };
    let error = gpu.sample_points_blocking(&mut sobols(2, 0)[0], &Standard, 10);
    let named = |error: &Error, name: &str| matches!(error, Error::Gpu(GpuError::Mismatch { kernel, .. }) if kernel.starts_with(name));
    let error = error.unwrap_err();
    assert!(named(&error, "seedbed.standard.sobol"), "{error}");
    let error = gpu.sample_points_blocking(&mut haltons(2, 0)[1], &Bits64, 10);
    let error = error.unwrap_err();
    assert!(named(&error, "seedbed.bits.halton.pairs"), "{error}");
}
