//! Kernels of users, with the library's WGSL in them, against the host.

use crate::{is_chosen, support::every_kernel};
use rayon::prelude::*;
use seedbed::{
    Engine, Gpu, Stream,
    coordinates::{Coordinates, Sequence},
    distr::{
        Bernoulli, Bits32, Bits64, Distribution, Exponential, Laplace, Normal, Poisson, Uniform,
    },
    wgpu,
    wgsl::{Bindings, Family, Library},
};
use wgpu::BufferUsages as Usage;

const SEED: u64 = 42;
/// Words of samples that an invocation draws.
const WORDS: u32 = 20;

/// Samples of a kernel, or a few more.
fn samples() -> u32 {
    if crate::support::full() {
        1 << 22
    } else {
        20_480
    }
}

/// Invocations of a kernel, each of which draws so many samples.
fn places(samples_each: u32) -> u32 {
    samples().div_ceil(samples_each).next_multiple_of(64)
}

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
        samples.extend((0..WORDS / 2).map(|_| s.sample(d)));
    } else {
        samples.extend([s.sample_4(d), s.sample_4(d)].as_flattened());
        samples.extend((8..15).map(|_| s.sample(d)));
        samples.extend(s.sample_4(d));
        samples.push(s.sample(d));
    }
    bytemuck::cast_slice(&samples).to_vec()
}

/// How the invocations of a kernel address their sequences.
struct Form {
    name: &'static str,
    place: &'static str,
    host: fn(Engine) -> Host,
}

/// The sequence of an invocation, on the host.
type Host = Box<dyn Fn(u32) -> Sequence + Sync>;

const FORMS: [Form; 3] = [
    Form {
        name: "2d",
        place: "seedbed_at_2d(vec2<u32>(id.x, 7u), id.x * 3u)",
        host: |engine| {
            let all = Coordinates::with_engine(engine, SEED);
            Box::new(move |i| all.at_2d([i, 7], i * 3))
        },
    },
    Form {
        name: "3d",
        place: "seedbed_at_3d(vec3<u32>(1000000u + id.x, 2097151u - id.x, id.x), 5u)",
        host: |engine| {
            let all = Coordinates::with_engine(engine, SEED);
            Box::new(move |i| all.at_3d([1_000_000 + i, 2_097_151 - i, i], 5).unwrap())
        },
    },
    // Across the end of a tile, and far out.
    Form {
        name: "position",
        place: "seedbed_at_position(vec2<u32>(4294967295u - id.x * 5u, id.x * 1000u))",
        host: |engine| {
            let stream = Stream::with_engine(engine, SEED);
            Box::new(move |i| {
                let mut stream = stream.clone();
                let low = u64::from(u32::MAX - i * 5);
                stream.seek((u64::from(i * 1000) << 32) | low).unwrap();
                Sequence::from(&stream)
            })
        },
    },
];

/// Across the end of the stream, behind which a sequence begins anew.
const END: Form = Form {
    name: "position at the end",
    place: "seedbed_at_position(vec2<u32>(4294967295u - id.x % 30u, 4294967295u))",
    host: |engine| {
        let stream = Stream::with_engine(engine, SEED);
        Box::new(move |i| {
            let mut stream = stream.clone();
            stream.seek(u64::MAX - u64::from(i % 30)).unwrap();
            Sequence::from(&stream)
        })
    },
};

/// Each of the forms in a third of the invocations, for full runs.
const ALL_FORMS: Form = Form {
    name: "all forms",
    place: "place(id)",
    host: |engine| {
        let forms = FORMS.map(|form| (form.host)(engine));
        Box::new(move |i| forms[i as usize % 3](i))
    },
};

/// What the kernels of a form call: the place of an invocation.
fn place_function(form: &Form) -> String {
    if form.name != ALL_FORMS.name {
        return String::new();
    }
    let [a, b, c] = FORMS.map(|form| form.place);
    format!(
        "fn place(id: vec3<u32>) -> seedbed_Sequence {{
            switch id.x % 3u {{
                case 0u: {{ return {a}; }}
                case 1u: {{ return {b}; }}
                default: {{ return {c}; }}
            }}
        }}"
    )
}

fn check<D: Distribution<Output: 'static> + Sync>(
    gpu: &Gpu,
    engine: Engine,
    form: &Form,
    what: &str,
    d: &D,
) {
    let library = Library::new(engine);
    // Alone, or beside sequences of the other form.
    let library = match (form.name, what.len() % 2) {
        (_, 0) | ("all forms", _) => library.by_position().by_coordinates(),
        ("position" | "position at the end", _) => library.by_position(),
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
    let kernel = place_function(form) + &kernel.replace("PLACE", form.place);
    let places = places(WORDS / D::WORDS as u32);
    let out = run(
        gpu,
        &library,
        &kernel,
        &vec![0xffff_ffff; (places * WORDS) as usize],
        places / 64,
    );
    let host = (form.host)(engine);
    let all = out.par_chunks(WORDS as usize).enumerate();
    all.for_each(|(i, found)| {
        let expected = expected(host(i as u32), d);
        assert_eq!(found, expected, "{engine} {what} {} at {i}", form.name);
    });
}

/// What a kernel of the user's, of so many workgroups, makes of these words.
fn run(gpu: &Gpu, library: &Library, kernel: &str, words: &[u32], workgroups: u32) -> Vec<u32> {
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
        let size = size_of_val(words) as u64;
        device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("test.user"),
            size,
            usage,
            mapped_at_creation: false,
        })
    };
    let out = buffer(Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST);
    gpu.queue()
        .write_buffer(&out, 0, bytemuck::cast_slice(words));
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

/// A distribution whose parameters are arguments, and its host's side.
struct Parametric {
    family: Family,
    name: &'static str,
    /// How many of two numbers it takes.
    parameters: usize,
    /// Of parameters outside the domain.
    outside: u32,
    host: fn(f32, f32, &mut Sequence) -> Option<u32>,
}

fn bits<D: Distribution>(s: &mut Sequence, distribution: Result<D, impl Sized>) -> Option<u32> {
    let sample = s.sample(&distribution.ok()?);
    Some(bytemuck::cast(sample))
}

const PARAMETRIC: [Parametric; 5] = [
    Parametric {
        family: Family::Normal,
        name: "normal",
        parameters: 2,
        outside: 0x7fc0_0000,
        host: |a, b, s| bits(s, Normal::new(a, b)),
    },
    Parametric {
        family: Family::Uniform,
        name: "uniform",
        parameters: 2,
        outside: 0x7fc0_0000,
        host: |a, b, s| bits(s, Uniform::new(a, b)),
    },
    Parametric {
        family: Family::Exponential,
        name: "exponential",
        parameters: 1,
        outside: 0x7fc0_0000,
        host: |a, _, s| bits(s, Exponential::new(a)),
    },
    Parametric {
        family: Family::Laplace,
        name: "laplace",
        parameters: 2,
        outside: 0x7fc0_0000,
        host: |a, b, s| bits(s, Laplace::new(a, b.into())),
    },
    Parametric {
        family: Family::Bernoulli,
        name: "bernoulli",
        parameters: 1,
        outside: 0,
        host: |a, _, s| bits(s, Bernoulli::new(a.into())),
    },
];

/// Samples of an invocation with parameters of its own.
const WITH_PARAMETERS: usize = 11;

/// Draws one by one, four at once, and through floats, which may flush subnormals.
const KERNEL_WITH_PARAMETERS: &str = "
@group(0) @binding(0) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    var s = PLACE;
    let o = id.x * 11u;
    let a = out[o];
    let b = out[o + 1u];
    out[o] = seedbed_sample_bits(&s, BITS);
    let quad = seedbed_sample_bits_4(&s, BITS);
    for (var k = 0u; k < 4u; k++) {
        out[o + 1u + k] = quad[k];
    }
    out[o + 5u] = seedbed_sample_bits(&s, BITS);
    let x = bitcast<f32>((a & 0x03ffffffu) | 0x3c000000u);
    let y = bitcast<f32>((b & 0x03ffffffu) | 0x3c000000u);
    out[o + 6u] = bitcast<u32>(seedbed_sample(&s, FLOATS));
    let floats = bitcast<vec4<u32>>(seedbed_sample_4(&s, FLOATS));
    for (var k = 0u; k < 4u; k++) {
        out[o + 7u + k] = floats[k];
    }
}
";

/// Two parameters: usual ones, any bits at all, zeros, subnormals, numbers near each other.
fn parameters(place: u32) -> [f32; 2] {
    let mut random = Coordinates::new(7).at_2d([place, 0], 0);
    let [a, b] = [(); 2].map(|()| random.sample(&Bits32));
    // 2⁻¹⁶ to 1 in magnitude.
    let usual = |x: u32| (x & 0x807f_ffff) | (111 + ((x >> 23) & 15)) << 23;
    let pair = match place % 8 {
        0..=3 => [usual(a), usual(b) & 0x7fff_ffff],
        4 => [a, b],
        5 => [a & 0x80ff_ffff, (a & 0x80ff_ffff).wrapping_add(b % 7)],
        6 => [usual(a), (a >> 31) << 31],
        _ => [usual(a) & 0x7fff_ffff, 1.0_f32.to_bits() - (b % 3)],
    };
    pair.map(f32::from_bits)
}

fn check_with_parameters(gpu: &Gpu, engine: Engine, form: &Form, parametric: &Parametric) {
    let library = Library::new(engine)
        .by_coordinates()
        .by_position()
        .draw("other", &Normal::STANDARD)
        .and_then(|library| library.draw_with_parameters("sample", parametric.family))
        .unwrap();
    let (bits, floats) = match parametric.parameters {
        2 => ("a, b", "-x, y"),
        _ => ("a", "x"),
    };
    let kernel = KERNEL_WITH_PARAMETERS
        .replace("PLACE", form.place)
        .replace("BITS", bits)
        .replace("FLOATS", floats);
    let kernel = place_function(form) + &kernel;
    let places = places(WITH_PARAMETERS as u32);
    let mut words = vec![0; places as usize * WITH_PARAMETERS];
    for (i, words) in words.chunks_mut(WITH_PARAMETERS).enumerate() {
        words[..2].copy_from_slice(&parameters(i as u32).map(f32::to_bits));
    }
    let out = run(gpu, &library, &kernel, &words, places / 64);
    let host = (form.host)(engine);
    let all = out.par_chunks(WITH_PARAMETERS).enumerate();
    let counts = all.map(|(i, found)| {
        let (mut inside, mut outside) = (0, 0);
        let mut s = host(i as u32);
        let [a, b] = parameters(i as u32);
        let mut next = |s: &mut Sequence, a, b| {
            if let Some(bits) = (parametric.host)(a, b, s) {
                inside += 1;
                return bits;
            }
            outside += 1;
            s.sample(&Bits32);
            parametric.outside
        };
        let align = |s: &mut Sequence| {
            while !s.position().is_multiple_of(4) {
                s.sample(&Bits32);
            }
        };
        let mut expected = vec![next(&mut s, a, b)];
        align(&mut s);
        expected.extend([(); 5].map(|()| next(&mut s, a, b)));
        let x = f32::from_bits((a.to_bits() & 0x03ff_ffff) | 0x3c00_0000);
        let y = f32::from_bits((b.to_bits() & 0x03ff_ffff) | 0x3c00_0000);
        let (x, y) = match parametric.parameters {
            2 => (-x, y),
            _ => (x, 0.0),
        };
        expected.push(next(&mut s, x, y));
        align(&mut s);
        expected.extend([(); 4].map(|()| next(&mut s, x, y)));
        assert_eq!(
            found, expected,
            "{engine} {} {} at {i}, {a:e} {b:e}",
            parametric.name, form.name
        );
        [inside, outside]
    });
    let [inside, outside] = counts.reduce(|| [0, 0], |[a, b], [c, d]| [a + c, b + d]);
    // Both are met, and often.
    assert!(
        inside > 10 * places / 3 && outside > places / 20,
        "{inside} {outside}"
    );
}

/// On a full run every engine and family; else each engine, form and family once or more.
#[test]
fn kernels_with_parameters_draw_what_the_host_draws() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let mut taken = Taken::default();
    for (number, parametric) in PARAMETRIC.iter().enumerate() {
        for (e, engine) in Engine::ALL.into_iter().enumerate() {
            if crate::support::full() {
                check_with_parameters(&gpu, engine, &ALL_FORMS, parametric);
                taken.add(engine, parametric.name);
            } else if e == number {
                check_with_parameters(&gpu, engine, &FORMS[number % 3], parametric);
                taken.add(engine, parametric.name);
            }
        }
    }
    taken.are([25, 5, 5]);
}

/// How many kernels were compared.
#[derive(Default)]
struct Taken(usize);

impl Taken {
    fn add(&mut self, engine: Engine, what: &str) {
        self.0 += 1;
        if crate::support::full() {
            println!("{} {engine} {what}", self.0);
        }
    }

    /// On a full run, on a usual one, and on one that makes chosen kernels only.
    fn are(&self, kernels: [usize; 3]) {
        let samples = samples();
        println!("{} kernels, each of {samples} samples or more", self.0);
        let [full, usual, chosen] = kernels;
        let expected = match (crate::support::full(), every_kernel()) {
            (true, _) => full,
            (false, true) => usual,
            (false, false) => chosen,
        };
        assert_eq!(self.0, expected);
    }
}

/// Whether a sample is as long as its words.
fn is_of_words<D: Distribution>(_: &D) -> bool {
    size_of::<D::Output>() == 4 * D::WORDS
}

/// Whether to take a pipeline, which compilers need a second for, on a usual run: each distribution with
/// one engine and one form, and some with every engine.
fn is_taken(engine: Engine, form: usize, distribution: usize) -> bool {
    if !every_kernel() {
        let (e, engines) = (engine as usize, Engine::ALL.len());
        return is_chosen(e, engines, distribution) && is_chosen(form, 3, distribution / engines);
    }
    match engine {
        Engine::Threefry4x32_20 => distribution % 3 == form,
        Engine::Philox4x32_10 => distribution % 12 == 4 * form,
        _ => distribution % 24 == 8 * form,
    }
}

#[test]
fn kernels_draw_what_the_host_draws() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let mut taken = Taken::default();
    let mut numbers = 0..;
    macro_rules! visit {
        ($name:expr, $distribution:expr) => {
            let (number, d) = (numbers.next().expect("a number"), $distribution);
            // 16-bit samples and masks are refused.
            if is_of_words(&d) {
                for engine in Engine::ALL {
                    if crate::support::full() {
                        check(&gpu, engine, &ALL_FORMS, $name, &d);
                        taken.add(engine, $name);
                        continue;
                    }
                    for (form, place) in FORMS.iter().enumerate() {
                        if is_taken(engine, form, number) {
                            check(&gpu, engine, place, $name, &d);
                            taken.add(engine, $name);
                        }
                    }
                }
            }
        };
    }
    for_each_distribution!(visit);
    for engine in Engine::ALL {
        check(
            &gpu,
            engine,
            &END,
            "normal",
            &Normal::new(1.0, 2.0).unwrap(),
        );
        check(&gpu, engine, &END, "bits64", &Bits64);
        taken.add(engine, END.name);
        taken.add(engine, END.name);
    }
    taken.are([5 * 64 + 10, 104 + 10, 64 + 10]);
}
