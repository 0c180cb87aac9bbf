//! Samples into your own buffer, in your own command encoder, next to your own kernels.
//!
//! `cargo run --release --example own_device`

use seedbed::{Cpu, Gpu, Stream, distr::Uniform, wgpu};

const SAMPLES: u64 = 1 << 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    pollster::block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    // Your program's device: seedbed needs no feature and no limit beyond the default ones.
    let instance =
        wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle_from_env());
    let adapter = instance
        .request_adapter(&wgpu::RequestAdapterOptions::default())
        .await?;
    let (device, queue) = adapter
        .request_device(&wgpu::DeviceDescriptor::default())
        .await?;
    println!("on {}", adapter.get_info().name);

    let buffer = |label, usage| {
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: 4 * SAMPLES,
            usage,
            mapped_at_creation: false,
        })
    };
    let samples = buffer(
        "samples",
        wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC,
    );
    let readable = buffer(
        "readable",
        wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
    );

    let gpu = Gpu::new(device.clone(), queue.clone());
    let distribution = Uniform::new(-1.0, 1.0)?;
    let mut stream = Stream::new(42);
    // Compiles the kernel and compares its first tile with the CPU's: once, before anything is recorded.
    gpu.prepare_blocking(&stream, &distribution)?;

    // The draw is one compute pass in your encoder; here a copy follows, in your program a kernel.
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    gpu.encode(&mut stream, &distribution, &mut encoder, samples.slice(..))?;
    encoder.copy_buffer_to_buffer(&samples, 0, &readable, 0, 4 * SAMPLES);
    queue.submit([encoder.finish()]);

    readable.map_async(wgpu::MapMode::Read, .., |result| {
        result.expect("the buffer is mapped")
    });
    device.poll(wgpu::PollType::wait_indefinitely())?;
    let on_gpu: Vec<u32> = bytemuck::cast_slice(&readable.get_mapped_range(..)?).to_vec();

    let on_cpu = Cpu::new().sample(&mut Stream::new(42), &distribution, SAMPLES as usize)?;
    assert_eq!(on_gpu, bytemuck::cast_slice(&on_cpu));
    println!(
        "{SAMPLES} samples in your buffer, equal to the CPU's; {:?} ...",
        &on_cpu[..4]
    );
    Ok(())
}
