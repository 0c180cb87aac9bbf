//! What a GPU does to us, and what we do then: limits, wrong targets, wrong kernels, lost devices.

use std::{sync::mpsc, thread, time::Duration};

use seedbed::{
    Backend, BackendKind, Cpu, Engine, Error, Gpu, GpuError, GpuOptions, Stream,
    distr::{Bits32, Categorical, Normal, Standard64},
    gpu::WideMultiply,
    wgpu,
};
use wgpu::BufferUsages as Usage;

fn buffer(device: &wgpu::Device, size: u64, usage: Usage) -> wgpu::Buffer {
    let descriptor = wgpu::BufferDescriptor {
        label: Some("test"),
        size,
        usage,
        mapped_at_creation: false,
    };
    device.create_buffer(&descriptor)
}

/// The words of a buffer with usage `COPY_SRC`.
fn read(gpu: &Gpu, source: &wgpu::Buffer) -> Vec<u32> {
    let readable = buffer(
        gpu.device(),
        source.size(),
        Usage::MAP_READ | Usage::COPY_DST,
    );
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

fn normals(count: usize) -> Vec<u32> {
    let samples = Cpu::new()
        .sample(&mut Stream::new(42), &Normal::STANDARD, count)
        .unwrap();
    bytemuck::cast_slice(&samples).to_vec()
}

/// A device with limits below the adapter's, on which a draw needs many dispatches.
fn cramped(limits: impl Fn(&mut wgpu::Limits)) -> Option<Gpu> {
    let adapter = crate::support::adapter()?;
    let mut required_limits = adapter.limits();
    limits(&mut required_limits);
    let descriptor = wgpu::DeviceDescriptor {
        required_limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    Some(Gpu::new(device, queue))
}

#[test]
fn a_planted_fault_is_found_before_a_sample_is_used() {
    let options = GpuOptions {
        planted_fault: true,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let error = gpu
        .sample_blocking(&mut Stream::new(42), &Bits32, 10)
        .unwrap_err();
    assert!(
        matches!(error, Error::Gpu(GpuError::Mismatch { index: 0, .. })),
        "{error}"
    );
    let message = error.to_string();
    assert!(
        message.contains("seedbed.bits.threefry4x32_20"),
        "{message}"
    );
    assert!(message.contains(&gpu.adapter_info().name), "{message}");

    // A backend carries on with the CPU, and says why.
    let backend = Backend::from(gpu);
    let samples = backend
        .sample(&mut Stream::new(42), &Normal::STANDARD, 1000)
        .unwrap();
    assert_eq!(bytemuck::cast_slice::<f32, u32>(&samples), normals(1000));
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(matches!(
        backend.failover(),
        Some(GpuError::Mismatch { .. })
    ));
}

#[test]
fn the_check_can_be_turned_off() {
    let options = GpuOptions {
        planted_fault: true,
        self_check: false,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    let words = gpu
        .sample_blocking(&mut Stream::new(42), &Bits32, 10)
        .unwrap();
    let right = Cpu::new()
        .sample(&mut Stream::new(42), &Bits32, 10)
        .unwrap();
    assert_ne!(words, right, "the fault is planted");
}

#[test]
fn both_wide_multiplications_give_the_same_samples() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let options = GpuOptions {
        wide_multiply: WideMultiply::Int64,
        ..Default::default()
    };
    let gpu = pollster::block_on(Gpu::from_adapter(&adapter, options));
    if !adapter.features().contains(wgpu::Features::SHADER_INT64) {
        assert!(matches!(gpu, Err(GpuError::NoInt64)));
        return;
    }
    let int64 = gpu.unwrap();
    let options = GpuOptions {
        wide_multiply: WideMultiply::Portable,
        ..Default::default()
    };
    let portable = pollster::block_on(Gpu::from_adapter(&adapter, options)).unwrap();
    for (gpu, engine) in [&int64, &portable]
        .into_iter()
        .flat_map(|gpu| Engine::ALL.map(|e| (gpu, e)))
    {
        let normal = Normal::new(3.0, 2.0).unwrap();
        let a = gpu
            .sample_blocking(&mut Stream::with_engine(engine, 1), &normal, 100_000)
            .unwrap();
        let b = Cpu::new()
            .sample(&mut Stream::with_engine(engine, 1), &normal, 100_000)
            .unwrap();
        assert!(a.iter().zip(&b).all(|(a, b)| a.to_bits() == b.to_bits()));
    }
}

#[test]
fn draws_past_the_limits_of_bindings_and_dispatches_are_split() {
    let expected = normals(200_003);
    for (bytes, workgroups) in [(65_536, 65_535), (1 << 24, 3), (40_000, 2)] {
        let Some(gpu) = cramped(|limits| {
            limits.max_storage_buffer_binding_size = bytes;
            limits.max_compute_workgroups_per_dimension = workgroups;
        }) else {
            return;
        };
        let target = buffer(gpu.device(), 4 * 200_003, Usage::STORAGE | Usage::COPY_SRC);
        gpu.fill_blocking(&mut Stream::new(42), &Normal::STANDARD, target.slice(..))
            .unwrap();
        assert_eq!(
            read(&gpu, &target),
            expected,
            "{bytes} bytes, {workgroups} workgroups"
        );
    }
}

#[test]
fn tables_past_the_limit_of_bindings_are_named() {
    let Some(gpu) = cramped(|limits| limits.max_storage_buffer_binding_size = 1 << 16) else {
        return;
    };
    let target = buffer(gpu.device(), 4000, Usage::STORAGE | Usage::COPY_SRC);
    // 2¹⁶ cells of the guide, 2 words that are always there, 2 · 9999 words of thresholds.
    let large = Categorical::new((0..10_000).map(|_| 1.0)).unwrap();
    let small = Categorical::new((0..1000).map(|_| 1.0)).unwrap();
    let is_named = |error: Error| {
        let size = GpuError::TableSize {
            bytes: 4 * (65_536 + 2 + 2 * 9999),
            limit: 65_536,
        };
        let Error::Gpu(found) = error else {
            panic!("{error}")
        };
        assert_eq!(found, size);
        let message = found.to_string();
        for part in [
            "342144 bytes",
            "binds 65536 at most (max_storage",
            "higher limits",
            "CPU",
        ] {
            assert!(message.contains(part), "{message}");
        }
    };
    let mut stream = Stream::new(42);
    is_named(gpu.sample_blocking(&mut stream, &large, 10).unwrap_err());
    is_named(
        gpu.fill_blocking(&mut stream, &large, target.slice(..))
            .unwrap_err(),
    );
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    let encoded = gpu.encode(&mut stream, &large, &mut encoder, target.slice(..));
    is_named(encoded.unwrap_err());
    let prepared = pollster::block_on(gpu.prepare(&Stream::new(0), &large));
    is_named(prepared.unwrap_err().into());
    assert_eq!(stream.position(), 0);

    // A backend makes that draw on the CPU, and others on the GPU as before.
    let backend = Backend::from(gpu);
    for distribution in [&large, &small] {
        let mut other = Stream::new(42);
        let samples = backend.sample(&mut other, distribution, 1000).unwrap();
        let right = Cpu::new().sample(&mut Stream::new(42), distribution, 1000);
        assert_eq!(samples, right.unwrap());
        assert_eq!(backend.kind(), BackendKind::Gpu);
        assert!(backend.failover().is_none());
    }
}

#[test]
fn only_the_target_is_written_whatever_its_alignment() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let expected = normals(9000);
    gpu.prepare_blocking(&Stream::new(0), &Normal::STANDARD)
        .unwrap();
    for (offset, len) in [
        (0, 9000),
        (4, 1),
        (8, 4095),
        (12, 4096),
        (260, 4097),
        (1020, 8000),
    ] {
        let target = buffer(
            gpu.device(),
            40_000,
            Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST,
        );
        gpu.queue().write_buffer(&target, 0, &[0xa5; 40_000]);
        let mut encoder = gpu.device().create_command_encoder(&Default::default());
        let slice = target.slice(offset..offset + 4 * len);
        let mut stream = Stream::new(42);
        gpu.encode(&mut stream, &Normal::STANDARD, &mut encoder, slice)
            .unwrap();
        assert_eq!(stream.position(), u128::from(len));
        gpu.queue().submit([encoder.finish()]);
        let words = read(&gpu, &target);
        let (first, end) = (offset as usize / 4, (offset / 4 + len) as usize);
        assert_eq!(words[first..end], expected[..len as usize]);
        let untouched = words[..first].iter().chain(&words[end..]);
        assert!(untouched.into_iter().all(|&word| word == 0xa5a5_a5a5));
    }
}

#[test]
fn several_draws_in_one_encoder_do_not_disturb_each_other() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let targets: Vec<_> = (0..3)
        .map(|_| buffer(gpu.device(), 4 * 5000, Usage::STORAGE | Usage::COPY_SRC))
        .collect();
    let mut stream = Stream::new(42);
    gpu.prepare_blocking(&Stream::new(0), &Normal::STANDARD)
        .unwrap();
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    for target in &targets {
        gpu.encode(
            &mut stream,
            &Normal::STANDARD,
            &mut encoder,
            target.slice(..),
        )
        .unwrap();
    }
    gpu.queue().submit([encoder.finish()]);
    let words: Vec<u32> = targets
        .iter()
        .flat_map(|target| read(&gpu, target))
        .collect();
    assert_eq!(words, normals(15_000));
}

#[test]
fn wrong_targets_are_refused_and_change_nothing() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let mut stream = Stream::new(42);
    let uniform = buffer(gpu.device(), 1024, Usage::UNIFORM | Usage::COPY_DST);
    let error = gpu
        .fill_blocking(&mut stream, &Bits32, uniform.slice(..))
        .unwrap_err();
    assert!(
        error.to_string().contains("BufferUsages::STORAGE"),
        "{error}"
    );

    let storage = buffer(gpu.device(), 1024, Usage::STORAGE);
    let error = gpu
        .fill_blocking(&mut stream, &Standard64, storage.slice(..20))
        .unwrap_err();
    assert!(error.to_string().contains("multiple of 8"), "{error}");
    let error = gpu
        .fill_blocking(&mut stream, &Bits32, storage.slice(2..6))
        .unwrap_err();
    assert!(error.to_string().contains("multiple of 4"), "{error}");
    assert_eq!(stream.position(), 0);

    stream.seek(u64::MAX).unwrap();
    let error = gpu
        .fill_blocking(&mut stream, &Bits32, storage.slice(..))
        .unwrap_err();
    assert!(matches!(error, Error::Stream(_)), "{error}");
    assert_eq!(stream.position(), u128::from(u64::MAX));
}

#[test]
fn a_second_fill_allocates_nothing_on_the_gpu() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let target = buffer(gpu.device(), 4 * 100_000, Usage::STORAGE);
    let mut stream = Stream::new(42);
    let mut fill = || {
        gpu.fill_blocking(&mut stream, &Normal::STANDARD, target.slice(..))
            .unwrap();
        gpu.device()
            .poll(wgpu::PollType::wait_indefinitely())
            .unwrap();
        let hal = gpu.device().get_internal_counters().hal;
        [
            hal.buffers.read(),
            hal.bind_groups.read(),
            hal.compute_pipelines.read(),
            hal.shader_modules.read(),
            hal.memory_allocations.read(),
        ]
    };
    let first = fill();
    assert!(first[1] > 0, "wgpu counts: {first:?}");
    assert_eq!(fill(), first);
    assert_eq!(fill(), first);
}

#[test]
fn a_lost_gpu_is_replaced_by_the_cpu_with_the_same_bits() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    gpu.sample_blocking(&mut Stream::new(1), &Normal::STANDARD, 10)
        .unwrap();
    gpu.device().destroy();
    let error = gpu
        .sample_blocking(&mut Stream::new(1), &Normal::STANDARD, 10)
        .unwrap_err();
    assert!(matches!(error, Error::Gpu(_)), "{error}");

    let backend = Backend::from(gpu);
    assert_eq!(backend.kind(), BackendKind::Gpu);
    let samples = backend
        .sample(&mut Stream::new(42), &Normal::STANDARD, 10_000)
        .unwrap();
    assert_eq!(bytemuck::cast_slice::<f32, u32>(&samples), normals(10_000));
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(backend.failover().is_some());
}

#[test]
fn a_gpu_lost_in_the_middle_of_a_draw_is_replaced_by_the_cpu_with_the_same_bits() {
    // Many small chunks, so that there is a middle.
    let options = GpuOptions {
        chunk_words: 4096,
        ..Default::default()
    };
    let Some(gpu) = crate::support::gpu_with(options) else {
        return;
    };
    gpu.sample_blocking(&mut Stream::new(1), &Normal::STANDARD, 10)
        .unwrap();
    let device = gpu.device().clone();
    let backend = Backend::from(gpu);
    let (begin, began) = mpsc::channel();
    let destroyer = thread::spawn(move || {
        began.recv().unwrap();
        thread::sleep(Duration::from_millis(5));
        device.destroy();
    });
    begin.send(()).unwrap();
    let count = 1 << 22;
    let samples = backend
        .sample(&mut Stream::new(42), &Normal::STANDARD, count)
        .unwrap();
    destroyer.join().unwrap();
    assert!(bytemuck::cast_slice::<f32, u32>(&samples) == normals(count));
    assert!(
        backend.failover().is_some(),
        "a thousand chunks take longer than 5 ms"
    );
}

#[test]
fn the_async_functions_do_not_need_a_blocked_thread() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let backend = Backend::from(gpu.clone());
    let samples = pollster::block_on(async {
        gpu.prepare(&Stream::new(0), &Normal::STANDARD)
            .await
            .unwrap();
        backend
            .sample_async(&mut Stream::new(42), &Normal::STANDARD, 50_000)
            .await
            .unwrap()
    });
    assert_eq!(bytemuck::cast_slice::<f32, u32>(&samples), normals(50_000));
}

#[test]
fn clones_may_draw_from_several_threads_at_once() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    thread::scope(|scope| {
        for seed in 0..4 {
            let gpu = gpu.clone();
            scope.spawn(move || {
                for _ in 0..3 {
                    let mut stream = Stream::new(seed);
                    let a = gpu.sample_blocking(&mut stream, &Bits32, 30_000).unwrap();
                    let b = Cpu::new()
                        .sample(&mut Stream::new(seed), &Bits32, 30_000)
                        .unwrap();
                    assert!(a == b);
                }
            });
        }
    });
}
