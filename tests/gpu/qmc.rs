//! Points on the GPU against the CPU, bit for bit.

use crate::{is_chosen, support::every_kernel};
use seedbed::{
    Backend, BackendKind, Cpu, Error, Gpu, GpuError, GpuOptions,
    distr::{Bits32, Bits64, Distribution, Integers, Normal, Standard, Standard64},
    qmc::{GpuPointSet, Halton, LatinHypercube, PointSet, PointsError, Sobol},
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
    let a = gpu.sample_blocking(&mut on_gpu, distribution, n).unwrap();
    let b = Cpu::new().sample(&mut on_cpu, distribution, n).unwrap();
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

/// A hypercube of so many points, at one of them.
fn latin(n: u64, d: usize, position: u64) -> LatinHypercube {
    let mut latin = LatinHypercube::new(n, d, 7).unwrap();
    latin.seek(position).unwrap();
    latin
}

#[test]
fn every_distribution_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let n = if crate::support::full() {
        1 << 20
    } else {
        3000
    };
    // One of its words in 2048 is rare for the normal.
    let (sobols, haltons) = (sobols(3, 12_345), haltons(3, 12_345));
    let latin = latin(2_000_003, 3, 12_345);
    let mut numbers = 0..;
    macro_rules! visit {
        ($name:expr, $distribution:expr) => {{
            let distribution = $distribution;
            let number = numbers.next().expect("a number");
            // Each kind of points has a kernel of its own with each transform.
            let is_made = |kind: usize| every_kernel() || is_chosen(kind, 3, number);
            for sobol in sobols.iter().filter(|_| is_made(0)) {
                assert_same(&gpu, sobol, &distribution, n, $name);
            }
            for halton in haltons.iter().filter(|_| is_made(1)) {
                assert_same(&gpu, halton, &distribution, n, $name);
            }
            if is_made(2) {
                assert_same(&gpu, &latin, &distribution, n, $name);
            }
        }};
    }
    for_each_distribution!(visit);
}

/// One dimension, fewer and more than a workgroup has invocations, and all; the first and the last
/// points, and those where all bits of the index change.
#[test]
fn dimensions_and_positions_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
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

/// Lists; networks of many and of few rounds, with no cells past the end and with as many as can be; the
/// most strata, of one word each, and all but one of them. All dimensions that a workgroup's invocations
/// share, and more.
#[test]
fn latin_hypercubes_of_all_sizes_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let sizes = [
        1, 2, 3, 17, 63, 64, 65, 66, 100, 1024, 1025, 65_535, 65_536, 65_537, 100_003,
    ];
    let large = [
        (1 << 31) - 1,
        1 << 31,
        (1 << 31) + 1,
        (1 << 32) - 1,
        1 << 32,
    ];
    for n in sizes.into_iter().chain(large) {
        for d in [1, 3, 257] {
            let count = 1200.min(n);
            for position in [0, (n - count) / 2, n - count] {
                let latin = latin(n, d, position);
                assert_same(&gpu, &latin, &Bits32, count as usize, "latin");
            }
            let latin = latin(n, d, n - n.min(5));
            assert_same(&gpu, &latin, &Bits64, n.min(5) as usize, "latin");
            assert_same(&gpu, &latin, &Normal::STANDARD, 0, "no points");
        }
    }
    assert_same(&gpu, &latin(1000, 30_000, 100), &Standard64, 20, "latin");
}

/// In parts smaller than a point, in parts of some points, and into the middle of a buffer.
#[test]
fn parts_and_buffers_are_equal_on_gpu_and_cpu() {
    let options = GpuOptions {
        chunk_words: 1,
        ..GpuOptions::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    for sobol in sobols(7, 3) {
        assert_same(&gpu, &sobol, &Standard64, 5000, "small parts");
    }
    assert_same(&gpu, &latin(6000, 7, 3), &Standard64, 5997, "small parts");
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
    gpu.fill_blocking(&mut sobol, &Bits32, target.slice(4 * 101..4 * 3101))
        .unwrap();
    gpu.fill_blocking(&mut sobol, &Standard, target.slice(4 * 3200..4 * 3203))
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
        .fill_blocking(&mut sobol, &Bits32, target.slice(..4 * 10))
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
        .fill_blocking(&mut sobol, &Bits32, readable.slice(..))
        .unwrap_err();
    assert!(
        matches!(error, Error::Gpu(GpuError::Usage { .. })),
        "{error}"
    );
    sobol.seek((1 << 32) - 1).unwrap();
    let error = gpu.sample_blocking(&mut sobol, &Bits32, 2).unwrap_err();
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
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let error = gpu.sample_blocking(&mut sobols(2, 0)[0], &Standard, 10);
    let named = |error: &Error, name: &str| matches!(error, Error::Gpu(GpuError::Mismatch { kernel, .. }) if kernel.starts_with(name));
    let error = error.unwrap_err();
    assert!(named(&error, "seedbed.standard.sobol"), "{error}");
    let error = gpu.sample_blocking(&mut haltons(2, 0)[1], &Bits64, 10);
    let error = error.unwrap_err();
    assert!(named(&error, "seedbed.bits.halton.pairs"), "{error}");
    let error = gpu.sample_blocking(&mut latin(1000, 2, 0), &Standard64, 10);
    let error = error.unwrap_err();
    assert!(named(&error, "seedbed.standard64.latin"), "{error}");

    // A backend carries on with the CPU, and says why.
    let backend = Backend::from(gpu);
    let mut points = latin(1000, 3, 100);
    let samples = backend.sample(&mut points, &Standard64, 900).unwrap();
    let on_cpu = latin(1000, 3, 100).random(&Standard64, 900).unwrap();
    assert!(samples == on_cpu);
    assert_eq!(points.position(), 1000);
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(matches!(
        backend.failover(),
        Some(GpuError::Mismatch { kernel, .. }) if kernel.starts_with("seedbed.standard64.latin")
    ));
}

#[test]
fn backends_sample_points_and_replace_a_lost_gpu() {
    let options = GpuOptions {
        chunk_words: 4096,
        ..GpuOptions::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let backend = Backend::from(gpu.clone());
    let halton = haltons(3, 50).remove(1);
    let expected = halton.clone().random(&Standard, 10_000).unwrap();
    let sample = |backend: &Backend| {
        let mut points = halton.clone();
        let samples = backend.sample(&mut points, &Standard, 10_000);
        assert_eq!(points.position(), 10_050);
        samples.unwrap()
    };
    assert!(sample(&backend) == expected);
    assert!(sample(&Backend::cpu()) == expected);
    let mut points = halton.clone();
    let drawn = backend.sample_async(&mut points, &Standard, 10_000);
    assert!(pollster::block_on(drawn).unwrap() == expected);

    // An error is one on either, moves nothing, and is no reason to give the GPU up.
    let mut last = latin(1000, 2, 990);
    for backend in [&backend, &Backend::cpu()] {
        let kind = backend.kind();
        let error = backend.sample(&mut last, &Bits64, 11).unwrap_err();
        assert!(
            matches!(
                error,
                Error::Points(PointsError::Exhausted { count: 11, .. })
            ),
            "{error}"
        );
        let mut many = Sobol::new(Sobol::MAX_DIMENSIONS).unwrap();
        let error = backend.sample(&mut many, &Bits64, 1 << 32);
        assert!(matches!(error, Err(Error::Memory { .. })), "{error:?}");
        assert_eq!((last.position(), many.position()), (990, 0));
        assert_eq!(backend.kind(), kind);
    }

    gpu.device().destroy();
    assert_eq!(backend.kind(), BackendKind::Gpu);
    assert!(sample(&backend) == expected);
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(backend.failover().is_some());
    assert!(sample(&backend) == expected);
}
