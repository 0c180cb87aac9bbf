//! Float arithmetic in integers, on the GPU, against the processor's.

use seedbed::{Gpu, wgpu};
use wgpu::BufferUsages as Usage;

const PAIRS: usize = 1 << 16;

const KERNEL: &str = "
@group(0) @binding(0) var<storage, read> pairs: array<vec2<u32>>;
@group(0) @binding(1) var<storage, read_write> results: array<vec2<u32>>;

@compute @workgroup_size(256)
fn both(@builtin(global_invocation_id) id: vec3<u32>) {
    let pair = pairs[id.x];
    results[id.x] = vec2<u32>(f32_mul(pair.x, pair.y), f32_add(pair.x, pair.y));
}
";

/// Pairs of all kinds: any bits, exponents near each other, subnormals, products near 1 and 0.
fn pairs() -> Vec<[u32; 2]> {
    let words = seedbed::Cpu::new()
        .sample(
            &mut seedbed::Stream::new(5),
            &seedbed::distr::Bits32,
            2 * PAIRS,
        )
        .unwrap();
    let special = [
        0,
        1,
        0x7f_ffff,
        0x80_0000,
        0x3f80_0000,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7fc0_0001,
    ];
    let pair = |(i, w): (usize, &[u32; 2])| {
        let [a, b] = *w;
        let near = (b & 0x807f_ffff) | (a.wrapping_add((b & 7) << 23) & 0x7f80_0000);
        match i % 5 {
            0 => [a, b],
            1 => [a, near],
            2 => [a & 0x83ff_ffff, (b & 0x807f_ffff) | (120 + (b >> 27)) << 23],
            3 => [a, near ^ 0x8000_0000],
            _ => [
                special[a as usize % 8] | b & 0x8000_0000,
                special[(a >> 8) as usize % 8] | a & 0x8000_0000,
            ],
        }
    };
    words.as_chunks().0.iter().enumerate().map(pair).collect()
}

fn run(gpu: &Gpu, wide: &str, pairs: &[[u32; 2]]) -> Vec<[u32; 2]> {
    let device = gpu.device();
    let source = [
        KERNEL,
        wide,
        include_str!("../../shaders/exact/softfloat.wgsl"),
    ]
    .join("\n");
    let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some("test.softfloat"),
        source: wgpu::ShaderSource::Wgsl(source.into()),
    });
    let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: Some("test.softfloat"),
        layout: None,
        module: &module,
        entry_point: Some("both"),
        compilation_options: Default::default(),
        cache: None,
    });
    let buffer = |usage| {
        let size = 8 * pairs.len() as u64;
        let label = Some("test");
        let descriptor = wgpu::BufferDescriptor {
            label,
            size,
            usage,
            mapped_at_creation: false,
        };
        device.create_buffer(&descriptor)
    };
    let input = buffer(Usage::STORAGE | Usage::COPY_DST);
    let output = buffer(Usage::STORAGE | Usage::COPY_SRC);
    let readable = buffer(Usage::MAP_READ | Usage::COPY_DST);
    gpu.queue()
        .write_buffer(&input, 0, bytemuck::cast_slice(pairs));
    let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("test"),
        layout: &pipeline.get_bind_group_layout(0),
        entries: &[
            wgpu::BindGroupEntry {
                binding: 0,
                resource: input.as_entire_binding(),
            },
            wgpu::BindGroupEntry {
                binding: 1,
                resource: output.as_entire_binding(),
            },
        ],
    });
    let mut encoder = device.create_command_encoder(&Default::default());
    let mut pass = encoder.begin_compute_pass(&Default::default());
    pass.set_pipeline(&pipeline);
    pass.set_bind_group(0, &group, &[]);
    pass.dispatch_workgroups(pairs.len() as u32 / 256, 1, 1);
    drop(pass);
    encoder.copy_buffer_to_buffer(&output, 0, &readable, 0, output.size());
    gpu.queue().submit([encoder.finish()]);
    readable.map_async(wgpu::MapMode::Read, .., Result::unwrap);
    device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
    let mapped = readable.get_mapped_range(..).unwrap();
    bytemuck::cast_slice(&mapped).to_vec()
}

/// A float's bits, with one NaN for all.
fn bits(x: f32) -> u32 {
    if x.is_nan() { 0x7fc0_0000 } else { x.to_bits() }
}

#[test]
fn f32_mul_and_f32_add_are_ieee_on_the_gpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let pairs = pairs();
    let mut wides = vec![include_str!("../../shaders/exact/wide.wgsl")];
    if gpu
        .device()
        .features()
        .contains(wgpu::Features::SHADER_INT64)
    {
        wides.push(include_str!("../../shaders/exact/wide_int64.wgsl"));
    }
    for wide in wides {
        for (pair, result) in pairs.iter().zip(run(&gpu, wide, &pairs)) {
            let [a, b] = pair.map(f32::from_bits);
            assert_eq!(
                result,
                [bits(a * b), bits(a + b)],
                "{a:e} {b:e}, bits {pair:#010x?}"
            );
        }
    }
}
