//! Permutations and shuffles on the GPU, equal to the CPU's; what does not fit is refused.

use seedbed::{
    Backend, BackendKind, Error, Gpu, GpuError, GpuOptions, Permutation, PermutationError,
    gpu::WideMultiply, wgpu,
};
use wgpu::BufferUsages as Usage;

/// Lists, networks of many and of few rounds, sizes with many cells past the end, and the largest.
fn sizes() -> Vec<u64> {
    let mut sizes = vec![
        1, 2, 63, 64, 65, 81, 100, 257, 1000, 4096, 65_535, 65_536, 100_003,
    ];
    sizes.extend([(1 << 24) + 1, (1 << 31) - 1, (1 << 32) - 1, 1 << 32]);
    if crate::support::full() {
        sizes.extend([
            3,
            127,
            129,
            1023,
            1025,
            10_000_000,
            3 << 30,
            (1 << 32) - 65_537,
        ]);
    }
    sizes
}

fn buffer(gpu: &Gpu, words: &[u32]) -> wgpu::Buffer {
    let buffer = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size: 4 * words.len() as u64,
        usage: Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST,
        mapped_at_creation: false,
    });
    gpu.queue()
        .write_buffer(&buffer, 0, bytemuck::cast_slice(words));
    buffer
}

fn read(gpu: &Gpu, source: &wgpu::Buffer) -> Vec<u32> {
    let readable = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size: source.size(),
        usage: Usage::MAP_READ | Usage::COPY_DST,
        mapped_at_creation: false,
    });
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

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> PermutationError {
    match result {
        Err(Error::Permutation(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn gpu_permutations_are_the_cpus() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for n in sizes() {
        let order = Permutation::new(42, n).unwrap();
        for (order, what) in [(order, "forward"), (order.inverse(), "inverse")] {
            for first in [0, 1, n / 2, n.saturating_sub(5000)] {
                let count = (n - first).min(10_000);
                let on_gpu = gpu
                    .sample_blocking(&mut { first }, &order, count as usize)
                    .unwrap();
                let mut on_cpu = vec![0; count as usize];
                order.fill(first, &mut on_cpu).unwrap();
                assert!(on_gpu == on_cpu, "{what}, n {n}, from {first}");
            }
        }
    }
}

#[test]
fn gpu_whole_permutations_are_the_cpus() {
    let options = GpuOptions {
        chunk_words: 1 << 16,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let n = if crate::support::full() {
        10_000_000
    } else {
        300_007
    };
    let order = Permutation::new(7, n).unwrap();
    let backend = Backend::from(gpu.clone());
    assert_eq!(backend.sample(&mut { n - 3 }, &order, 3).unwrap().len(), 3);
    assert_eq!(backend.kind(), BackendKind::Gpu);
    let on_gpu = pollster::block_on(gpu.sample(&mut { 0 }, &order, n as usize)).unwrap();
    assert!(on_gpu == order.to_vec().unwrap());
}

#[test]
fn gpu_permutations_fill_any_part_of_a_buffer() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    const LEN: usize = 20_000;
    let order = Permutation::new(3, 1_000_003).unwrap();
    gpu.prepare_blocking(&0, &order).unwrap();
    for (start, len, first) in [(0, LEN, 0), (1, 4097, 4095), (777, 1, 5), (4100, 0, 0)] {
        let target = buffer(&gpu, &[77; LEN]);
        let slice = target.slice(4 * start as u64..4 * (start + len) as u64);
        if len % 2 == 1 {
            gpu.fill_blocking(&mut { first }, &order, slice).unwrap();
        } else {
            let mut encoder = gpu.device().create_command_encoder(&Default::default());
            gpu.encode(&mut { first }, &order, &mut encoder, slice)
                .unwrap();
            gpu.queue().submit([encoder.finish()]);
        }
        let mut expected = vec![77; LEN];
        order
            .fill(first, &mut expected[start..start + len])
            .unwrap();
        assert!(read(&gpu, &target) == expected, "{start} {len}");
    }
}

#[test]
fn gpu_both_wide_multiplications_give_the_same_permutations() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let order = Permutation::new(42, (1 << 32) - 5).unwrap();
    let mut expected = vec![0; 5000];
    order.fill(1 << 31, &mut expected).unwrap();
    for wide_multiply in [WideMultiply::Portable, WideMultiply::Int64] {
        let has_int64 = adapter.features().contains(wgpu::Features::SHADER_INT64);
        if wide_multiply == WideMultiply::Int64 && !has_int64 {
            continue;
        }
        let options = GpuOptions {
            wide_multiply,
            ..Default::default()
        };
        let gpu = crate::support::gpu_with(options).unwrap();
        let found = gpu.sample_blocking(&mut { 1 << 31 }, &order, 5000).unwrap();
        assert!(found == expected, "{wide_multiply:?}");
    }
}

#[test]
fn gpu_shuffles_are_the_cpus() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for (n, record_words) in [
        (1, 1),
        (50, 7),
        (1000, 1),
        (1000, 3),
        (70_001, 2),
        (65, 784),
    ] {
        let words: Vec<u32> = (0..n * record_words as u64).map(|w| !(w as u32)).collect();
        let records: Vec<&[u32]> = words.chunks(record_words).collect();
        let order = Permutation::new(11, n).unwrap();
        let expected = order.permuted(&records).unwrap().concat();
        // The records begin within their buffer, where no binding may.
        let source = buffer(&gpu, &[&[1, 2, 3][..], &words].concat());
        let target = buffer(&gpu, &vec![77; words.len()]);
        gpu.prepare_blocking(&source.slice(..), &order).unwrap();
        gpu.fill_blocking(&mut source.slice(12..), &order, target.slice(..))
            .unwrap();
        assert!(read(&gpu, &target) == expected, "{n} × {record_words}");

        let back = buffer(&gpu, &vec![77; words.len()]);
        let mut encoder = gpu.device().create_command_encoder(&Default::default());
        let inverse = order.inverse();
        gpu.encode(
            &mut target.slice(..),
            &inverse,
            &mut encoder,
            back.slice(..),
        )
        .unwrap();
        gpu.queue().submit([encoder.finish()]);
        assert!(read(&gpu, &back) == words, "{n} × {record_words}, back");
    }
}

#[test]
fn gpu_planted_faults_in_permutations_are_found() {
    let options = GpuOptions {
        planted_fault: true,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let order = Permutation::new(42, 1000).unwrap();
    let error = gpu.sample_blocking(&mut { 0 }, &order, 10).unwrap_err();
    assert!(
        matches!(&error, Error::Gpu(GpuError::Mismatch { kernel, .. })
            if kernel.starts_with("seedbed.permutation")),
        "{error}"
    );
    let backend = Backend::from(gpu.clone());
    let elements = backend.sample(&mut { 0 }, &order, 1000).unwrap();
    assert_eq!(elements, order.to_vec().unwrap());
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(matches!(
        backend.failover(),
        Some(GpuError::Mismatch { .. })
    ));
    let (a, b) = (buffer(&gpu, &[1; 1000]), buffer(&gpu, &[1; 1000]));
    let error = gpu
        .fill_blocking(&mut a.slice(..), &order, b.slice(..))
        .unwrap_err();
    assert!(
        matches!(&error, Error::Gpu(GpuError::Mismatch { kernel, .. })
            if kernel.starts_with("seedbed.shuffle")),
        "{error}"
    );
}

#[test]
fn gpu_bad_permutations_and_shuffles_are_refused() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let order = Permutation::new(42, 1000).unwrap();
    let range = |first, count| PermutationError::Range {
        first,
        count,
        n: 1000,
    };
    let error = refused(gpu.sample_blocking(&mut { 999 }, &order, 2));
    assert_eq!(error, range(999, 2));
    assert_eq!(
        gpu.sample_blocking(&mut { 1000 }, &order, 0).unwrap(),
        Vec::<u32>::new()
    );
    let target = buffer(&gpu, &[77; 1000]);
    let error = refused(gpu.fill_blocking(&mut { 1 }, &order, target.slice(..)));
    assert_eq!(error, range(1, 1000));
    let error = gpu.fill_blocking(&mut { 0 }, &order, target.slice(2..));
    assert!(
        matches!(error, Err(Error::Gpu(GpuError::Range { offset: 2, .. }))),
        "{error:?}"
    );

    let source = buffer(&gpu, &[1; 2000]);
    let shuffle = |mut from, to| refused(gpu.fill_blocking(&mut from, &order, to));
    assert_eq!(
        shuffle(source.slice(..4000), source.slice(4000..)),
        PermutationError::SameBuffer
    );
    assert_eq!(
        shuffle(source.slice(..), target.slice(..)),
        PermutationError::Target {
            bytes: 8000,
            target_bytes: 4000
        }
    );
    assert_eq!(
        shuffle(source.slice(..3996), target.slice(..3996)),
        PermutationError::Records {
            bytes: 3996,
            n: 1000
        }
    );
    let limit = gpu.device().limits().max_storage_buffer_binding_size;
    let uniform = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size: 4000,
        usage: Usage::UNIFORM,
        mapped_at_creation: false,
    });
    let error = gpu.fill_blocking(&mut uniform.slice(..), &order, target.slice(..));
    assert!(
        matches!(error, Err(Error::Gpu(GpuError::Usage { .. }))),
        "{error:?}"
    );
    assert_eq!(read(&gpu, &target), [77; 1000]);
    assert!(limit >= 128 << 20);
}

/// On a device that binds little, where a fill needs many dispatches.
#[test]
fn gpu_permutations_on_a_cramped_device() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let mut required_limits = adapter.limits();
    required_limits.max_storage_buffer_binding_size = 40_000;
    required_limits.max_compute_workgroups_per_dimension = 2;
    let descriptor = wgpu::DeviceDescriptor {
        required_limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    let gpu = Gpu::new(device, queue);
    let order = Permutation::new(42, 100_000).unwrap();
    let target = buffer(&gpu, &[77; 100_000]);
    gpu.fill_blocking(&mut { 0 }, &order, target.slice(..))
        .unwrap();
    assert!(read(&gpu, &target) == order.to_vec().unwrap());
    let records = buffer(&gpu, &[1; 100_000]);
    let error = refused(gpu.fill_blocking(&mut records.slice(..), &order, target.slice(..)));
    assert!(
        matches!(
            error,
            PermutationError::Binding {
                bytes: 400_000,
                limit: 40_000
            }
        ),
        "{error:?}"
    );
}
