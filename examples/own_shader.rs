//! Random numbers inside a kernel of your own: each invocation draws while it works.
//!
//! `cargo run --release --example own_shader`

use seedbed::{Gpu, coordinates::Coordinates, distr::Normal, wgpu, wgsl::Library};

const WALKERS: u32 = 1 << 16;
const STEPS: u32 = 100;

/// The sum of a hundred normal steps, whose order is the kernel's.
const KERNEL: &str = "
@group(0) @binding(0) var<storage, read_write> ends: array<f32>;

@compute @workgroup_size(64)
fn walk(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, 0u), 0u);  // this walker's own sequence
    var end = 0.0;
    for (var i = 0u; i < STEPS; i++) {
        end += seedbed_kick(&random);
    }
    ends[id.x] = end;
}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gpu = Gpu::open_blocking()?;
    let device = gpu.device();
    println!("on {}", gpu.adapter_info().name);

    // The functions that the kernel calls, all named seedbed_…, and what they read.
    let library = Library::default()
        .by_coordinates()
        .draw("kick", &Normal::new(0.0, 0.1)?)?;
    let source = library.source() + &KERNEL.replace("STEPS", &format!("{STEPS}u"));
    let buffers = library.buffers(device, 42);

    let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: Some("walk"),
        layout: None, // from the shader
        module: &device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("walk"),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        }),
        entry_point: Some("walk"),
        compilation_options: wgpu::PipelineCompilationOptions::default(),
        cache: None,
    });
    let buffer = |label, usage| {
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: 4 * u64::from(WALKERS),
            usage,
            mapped_at_creation: false,
        })
    };
    let ends = buffer(
        "ends",
        wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC,
    );
    let readable = buffer(
        "readable",
        wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
    );
    let group = |index, entries: &[wgpu::BindGroupEntry<'_>]| {
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("walk"),
            layout: &pipeline.get_bind_group_layout(index),
            entries,
        })
    };
    let own = group(
        0,
        &[wgpu::BindGroupEntry {
            binding: 0,
            resource: ends.as_entire_binding(),
        }],
    );
    let seedbeds = group(1, &buffers.entries());

    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
    pass.set_pipeline(&pipeline);
    pass.set_bind_group(0, &own, &[]);
    pass.set_bind_group(1, &seedbeds, &[]);
    pass.dispatch_workgroups(WALKERS / 64, 1, 1);
    drop(pass);
    encoder.copy_buffer_to_buffer(&ends, 0, &readable, 0, ends.size());
    gpu.queue().submit([encoder.finish()]);
    readable.map_async(wgpu::MapMode::Read, .., |result| {
        result.expect("the buffer is mapped")
    });
    device.poll(wgpu::PollType::wait_indefinitely())?;
    let ends: Vec<f32> = bytemuck::cast_slice(&readable.get_mapped_range(..)?).to_vec();

    // The host draws the same kicks, bit for bit: what one walker did can be looked at again.
    let places = Coordinates::new(42);
    let kick = Normal::new(0.0, 0.1)?;
    let mut furthest = 0;
    for (i, end) in ends.iter().enumerate() {
        if end.abs() > ends[furthest].abs() {
            furthest = i;
        }
    }
    let mut random = places.at_2d([furthest as u32, 0], 0);
    let walk: Vec<f32> = (0..STEPS).map(|_| random.sample(&kick)).collect();
    let again: f32 = walk.iter().sum();
    println!(
        "walker {furthest} went furthest, to {}; on the host it goes to {again}",
        ends[furthest]
    );
    // The kicks are equal; their sum is the adapter's float arithmetic.
    assert!((again - ends[furthest]).abs() < 1e-4);

    // 100 steps of 0.1: a standard deviation of 1.
    let variance = ends.iter().map(|end| f64::from(end * end)).sum::<f64>() / f64::from(WALKERS);
    println!("standard deviation {:.4}, expected 1", variance.sqrt());
    assert!((variance.sqrt() - 1.0).abs() < 0.02);
    Ok(())
}
