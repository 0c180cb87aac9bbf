//! Kernels that draw while they work, beside the same with Philox or Threefry by hand.

use anyhow::{Result, ensure};
use seedbed::{
    Engine, Gpu,
    coordinates::{Coordinates, Sequence},
    distr::{Normal, Standard},
    wgpu,
    wgsl::Library,
};

use crate::{
    gpu::Timer,
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const SEED: u64 = 42;
/// Samples of an invocation, as in kernels.wgsl.
const DRAWS: usize = 256;
const WORKGROUP: usize = 64;
/// Invocations that are compared with the host.
const CHECKED: u32 = 256;
/// Engines, and the same by hand.
const ENGINES: [(Engine, &str); 2] = [
    (Engine::Philox4x32_10, include_str!("kernels_philox.wgsl")),
    (
        Engine::Threefry4x32_20,
        include_str!("kernels_threefry.wgsl"),
    ),
];
const HAND_4: &str = "by hand, four at a time";
const LIBRARY_4: &str = "seedbed, four at a time";
const HAND: &str = "by hand, one by one";
const LIBRARY: &str = "seedbed, one by one";
const FLOAT_4: &str = "by hand in floats, four at a time";
/// Distribution, library, entry point.
const KERNELS: [(&str, &str, &str); 9] = [
    ("standard", HAND_4, "hand_unit_4"),
    ("standard", LIBRARY_4, "library_unit_4"),
    ("standard", HAND, "hand_unit"),
    ("standard", LIBRARY, "library_unit"),
    ("standard", FLOAT_4, "float_unit_4"),
    ("normal", HAND_4, "hand_z_4"),
    ("normal", LIBRARY_4, "library_z_4"),
    ("normal", HAND, "hand_z"),
    ("normal", LIBRARY, "library_z"),
];

/// Sums of uniforms and of normals, in kernels of a user's.
pub fn compare(gpu: &Gpu, options: &Options) -> Result<Vec<Measured>> {
    let workgroups = (options.samples / (DRAWS * WORKGROUP)).clamp(1, 65535);
    let options = Options {
        samples: workgroups * WORKGROUP * DRAWS,
        ..*options
    };
    let timer = Timer::new(gpu, &options)?;
    let mut all = Vec::new();
    for (engine, by_hand) in ENGINES {
        let kernels = Kernels::new(&timer, engine, by_hand)?;
        let tasks = KERNELS.map(|kernel| kernels.task(kernel, &timer, workgroups));
        let measured = interleaved(tasks.into(), &options)?;
        print(
            &measured,
            &timer.title(&format!("Kernels that draw, {engine}")),
        );
        all.extend(measured);
    }
    Ok(all)
}

fn print(measured: &[Measured], title: &str) {
    let columns = [HAND_4, LIBRARY_4, HAND, LIBRARY, FLOAT_4];
    let mut head = vec!["million samples/s".to_owned()];
    head.extend(columns.map(str::to_owned));
    let mut rows = vec![head];
    for distribution in ["standard", "normal"] {
        let find = |library| {
            let is_it = |case: &Case| case.library == library && case.distribution == distribution;
            table::find(measured, is_it)
        };
        let mut row = vec![distribution.to_owned()];
        row.extend(columns.map(|library| table::rate(find(library))));
        rows.push(row);
        let time = |library| find(library).map_or(f64::NAN, |m| m.median().as_secs_f64());
        println!(
            "{distribution}: four at a time takes {:.2} times as long as by hand, one by one {:.2} times",
            time(LIBRARY_4) / time(HAND_4),
            time(LIBRARY) / time(HAND)
        );
    }
    table::print(title, &rows);
}

/// The sum of an invocation, on the host.
fn host(engine: Engine, distribution: &str, invocation: u32) -> u32 {
    let mut random = Coordinates::with_engine(engine, SEED).at_2d([invocation, 7], 3);
    let next: fn(&mut Sequence) -> f32 = match distribution {
        "normal" => |random| random.sample(&Normal::STANDARD),
        _ => |random| random.sample(&Standard),
    };
    let bits = (0..DRAWS).map(|_| next(&mut random).to_bits());
    bits.fold(0, u32::wrapping_add)
}

struct Kernels {
    engine: Engine,
    device: wgpu::Device,
    module: wgpu::ShaderModule,
    layout: wgpu::PipelineLayout,
    target: wgpu::BindGroup,
    library: wgpu::BindGroup,
}

impl Kernels {
    fn new(timer: &Timer, engine: Engine, by_hand: &str) -> Result<Self> {
        let library = Library::new(engine)
            .by_coordinates()
            .draw("unit", &Standard)?
            .draw("z", &Normal::STANDARD)?;
        let device = timer.gpu.device().clone();
        let label = Some("seedbed.bench");
        let source = library.source() + include_str!("kernels.wgsl") + by_hand;
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label,
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let target_entry = wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Storage { read_only: false },
                has_dynamic_offset: false,
                min_binding_size: None,
            },
            count: None,
        };
        let of_target = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label,
            entries: &[target_entry],
        });
        let of_library = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label,
            entries: &library.layout_entries(wgpu::ShaderStages::COMPUTE),
        });
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label,
            bind_group_layouts: &[Some(&of_target), Some(&of_library)],
            immediate_size: 0,
        });
        let target = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label,
            layout: &of_target,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: timer.target.as_entire_binding(),
            }],
        });
        let library = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label,
            layout: &of_library,
            entries: &library.buffers(&device, SEED).entries(),
        });
        Ok(Kernels {
            engine,
            device,
            module,
            layout,
            target,
            library,
        })
    }

    fn task<'a>(
        &'a self,
        (distribution, library, entry): (&'static str, &'static str, &'static str),
        timer: &'a Timer,
        workgroups: usize,
    ) -> Task<'a> {
        let pipeline = self.pipeline(entry);
        let mut checked = false;
        let draw = move || {
            let time = timer.time_pass(|pass| {
                pass.set_pipeline(&pipeline);
                pass.set_bind_group(0, &self.target, &[]);
                pass.set_bind_group(1, &self.library, &[]);
                pass.dispatch_workgroups(workgroups as u32, 1, 1);
                Ok(())
            })?;
            if !checked {
                let sums = timer.read(workgroups * WORKGROUP)?;
                let same = sums
                    .iter()
                    .zip(0..CHECKED)
                    .all(|(&sum, i)| sum == host(self.engine, distribution, i));
                ensure!(same, "{entry}: the kernel's sums are not the host's");
                checked = true;
            }
            Ok(time)
        };
        Task {
            case: Case {
                library,
                version: seedbed::VERSION.to_owned(),
                generator: self.engine.name().to_owned(),
                distribution,
                threads: 0,
                samples: workgroups * WORKGROUP * DRAWS,
            },
            draw: Box::new(draw),
        }
    }

    fn pipeline(&self, entry: &str) -> wgpu::ComputePipeline {
        self.device
            .create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: Some("seedbed.bench"),
                layout: Some(&self.layout),
                module: &self.module,
                entry_point: Some(entry),
                compilation_options: Default::default(),
                cache: None,
            })
    }
}
