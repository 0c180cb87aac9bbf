//! Kernels of users, with the library's WGSL in them, against the host.

mod support;

use seedbed::{
    Engine, Gpu, Stream,
    coordinates::{Coordinates, Sequence},
    distr::{Distribution, Poisson},
    wgpu,
    wgsl::{Bindings, Library},
};
use wgpu::BufferUsages as Usage;

const SEED: u64 = 42;
/// Invocations of a kernel.
const PLACES: u32 = 1024;
/// Samples of an invocation.
const SAMPLES: u32 = 20;

/// Draws quads, then samples one by one; a quad from an odd place on, and one more sample.
const KERNEL: &str = "
@group(0) @binding(0) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    var s = PLACE;
    let o = id.x * 20u;
    for (var i = 0u; i < 20u; i++) {
        if i == 0u || i == 4u || i == 15u {
            let quad = seedbed_sample_bits_4(&s);
            for (var k = 0u; k < 4u; k++) {
                out[o + i + k] = quad[k];
            }
            i += 3u;
        } else {
            out[o + i] = seedbed_sample_bits(&s);
        }
    }
}
";

/// The same for samples of two words.
const KERNEL_64: &str = "
@group(0) @binding(0) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    var s = PLACE;
    let o = id.x * 20u;
    for (var i = 0u; i < 20u; i += 2u) {
        let pair = seedbed_sample(&s);
        out[o + i] = pair.x;
        out[o + i + 1u] = pair.y;
    }
}
";

/// What the kernel writes for one place.
fn expected<D: Distribution>(mut s: Sequence, d: &D) -> Vec<u32> {
    let mut samples = Vec::new();
    if D::WORDS == 2 {
        samples.extend((0..SAMPLES / 2).map(|_| s.sample(d)));
    } else {
        samples.extend([s.sample_4(d), s.sample_4(d)].as_flattened());
        samples.extend((8..15).map(|_| s.sample(d)));
        samples.extend(s.sample_4(d));
        samples.push(s.sample(d));
    }
    bytemuck::cast_slice(&samples).to_vec()
}

struct Form {
    name: &'static str,
    place: &'static str,
    host: fn(Engine, u32) -> Sequence,
}

const FORMS: [Form; 3] = [
    Form {
        name: "2d",
        place: "seedbed_at_2d(vec2<u32>(id.x, 7u), id.x * 3u)",
        host: |engine, i| Coordinates::with_engine(engine, SEED).at_2d([i, 7], i * 3),
    },
    Form {
        name: "3d",
        place: "seedbed_at_3d(vec3<u32>(1000000u + id.x, 2097151u - id.x, id.x), 5u)",
        host: |engine, i| {
            let places = Coordinates::with_engine(engine, SEED);
            places.at_3d([1_000_000 + i, 2_097_151 - i, i], 5).unwrap()
        },
    },
    // Across the end of a tile, and far out.
    Form {
        name: "position",
        place: "seedbed_at_position(vec2<u32>(4294967295u - id.x * 5u, id.x * 1000u))",
        host: |engine, i| {
            let mut stream = Stream::with_engine(engine, SEED);
            let low = u32::MAX - i * 5;
            stream
                .seek((u64::from(i * 1000) << 32) | u64::from(low))
                .unwrap();
            Sequence::from(&stream)
        },
    },
];

fn check<D: Distribution<Output: 'static>>(
    gpu: &Gpu,
    engine: Engine,
    form: &Form,
    what: &str,
    d: &D,
) {
    let library = Library::new(engine);
    // Alone, or beside sequences of the other form.
    let library = match (form.name, what.len() % 2) {
        (_, 0) => library.by_position().by_coordinates(),
        ("position", _) => library.by_position(),
        _ => library.by_coordinates(),
    };
    let bindings = Bindings {
        keys: 5,
        ..Bindings::default()
    };
    let library = library
        .bindings(bindings)
        .and_then(|library| library.draw("other", &Poisson::new(3.5).unwrap()))
        .and_then(|library| library.draw("sample", d))
        .unwrap();
    let kernel = if D::WORDS == 2 { KERNEL_64 } else { KERNEL };
    let kernel = kernel.replace("PLACE", form.place);
    let out = run(
        gpu,
        &library,
        &kernel,
        (PLACES * SAMPLES) as usize,
        PLACES / 64,
    );
    for (i, found) in out.chunks(SAMPLES as usize).enumerate() {
        let expected = expected((form.host)(engine, i as u32), d);
        assert_eq!(found, expected, "{engine} {what} {} at {i}", form.name);
    }
}

/// Draws with a kernel of the user's: `words` words, from so many workgroups.
fn run(gpu: &Gpu, library: &Library, kernel: &str, words: usize, workgroups: u32) -> Vec<u32> {
    let device = gpu.device();
    let source = library.source() + kernel;
    let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some("test.user"),
        source: wgpu::ShaderSource::Wgsl(source.into()),
    });
    let buffers = library.buffers(device, SEED);
    let group_layout = |entries: &[wgpu::BindGroupLayoutEntry]| {
        let label = Some("test.user");
        device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label, entries })
    };
    let of_library = group_layout(&library.layout_entries(wgpu::ShaderStages::COMPUTE));
    let of_user = group_layout(&[wgpu::BindGroupLayoutEntry {
        binding: 0,
        visibility: wgpu::ShaderStages::COMPUTE,
        ty: wgpu::BindingType::Buffer {
            ty: wgpu::BufferBindingType::Storage { read_only: false },
            has_dynamic_offset: false,
            min_binding_size: None,
        },
        count: None,
    }]);
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("test.user"),
        bind_group_layouts: &[Some(&of_user), Some(&of_library)],
        immediate_size: 0,
    });
    let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: Some("test.user"),
        layout: Some(&layout),
        module: &module,
        entry_point: Some("main"),
        compilation_options: Default::default(),
        cache: None,
    });
    let buffer = |usage| {
        let size = 4 * words as u64;
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("test.user"),
            size,
            usage,
            mapped_at_creation: false,
        })
    };
    let out = buffer(Usage::STORAGE | Usage::COPY_SRC);
    let readable = buffer(Usage::MAP_READ | Usage::COPY_DST);
    let group = |layout, entries: &[wgpu::BindGroupEntry<'_>]| {
        let label = Some("test.user");
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label,
            layout,
            entries,
        })
    };
    let user = group(
        &of_user,
        &[wgpu::BindGroupEntry {
            binding: 0,
            resource: out.as_entire_binding(),
        }],
    );
    let of_library = group(&of_library, &buffers.entries());
    let mut encoder = device.create_command_encoder(&Default::default());
    let mut pass = encoder.begin_compute_pass(&Default::default());
    pass.set_pipeline(&pipeline);
    pass.set_bind_group(0, &user, &[]);
    pass.set_bind_group(1, &of_library, &[]);
    pass.dispatch_workgroups(workgroups, 1, 1);
    drop(pass);
    encoder.copy_buffer_to_buffer(&out, 0, &readable, 0, out.size());
    gpu.queue().submit([encoder.finish()]);
    readable.map_async(wgpu::MapMode::Read, .., Result::unwrap);
    device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
    let mapped = readable.get_mapped_range(..).unwrap();
    bytemuck::cast_slice(&mapped).to_vec()
}

/// Whether a sample is as long as its words.
fn is_of_words<D: Distribution>(_: &D) -> bool {
    size_of::<D::Output>() == 4 * D::WORDS
}

/// Whether to take a pipeline, which compilers need a second for: all on a full run; else each
/// distribution with one engine and one form, and some with every engine.
fn is_taken(engine: Engine, form: usize, distribution: usize) -> bool {
    let chosen = match engine {
        Engine::Threefry4x32_20 => distribution % 3 == form,
        Engine::Philox4x32_10 => distribution % 12 == 4 * form,
        _ => distribution % 24 == 8 * form,
    };
    support::full() || chosen
}

#[test]
fn kernels_draw_what_the_host_draws() {
    let Some(gpu) = support::gpu() else { return };
    let mut taken = 0;
    for engine in Engine::ALL {
        let mut numbers = 0..;
        macro_rules! visit {
            ($name:expr, $distribution:expr) => {
                let (number, d) = (numbers.next().expect("a number"), $distribution);
                for (form, place) in FORMS.iter().enumerate() {
                    // 16-bit samples and masks are refused.
                    if is_of_words(&d) && is_taken(engine, form, number) {
                        check(&gpu, engine, place, $name, &d);
                        taken += 1;
                    }
                }
            };
        }
        for_each_distribution!(visit);
    }
    println!("{taken} kernels");
}
