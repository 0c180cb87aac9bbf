//! A picture under way: one dispatch adds a sample to each pixel.

use seedbed::{Gpu, coordinates::Coordinates, distr::Standard, wgpu, wgsl::Library};

use crate::compute::{Kernel, buffer, entries, read, uniform, wait, write};

/// What to look at; numbered as in kernel.wgsl.
#[derive(Clone, Copy)]
pub enum Scene {
    Picture = 0,
    /// The room, where everything shines with 1 and reflects [`FURNACE_ALBEDO`].
    Furnace = 1,
    EmptyRoom = 2,
}

pub const FURNACE_ALBEDO: f64 = 0.8;

/// Seed, size and scene, and what has been added up so far.
pub struct Render<'a> {
    gpu: &'a Gpu,
    kernel: Kernel<'a>,
    groups: [wgpu::BindGroup; 2],
    frame: wgpu::Buffer,
    radiance: wgpu::Buffer,
    drawn: wgpu::Buffer,
    size: u32,
    bounces: u32,
    scene: Scene,
    samples: u32,
}

impl<'a> Render<'a> {
    pub fn new(
        gpu: &'a Gpu,
        seed: u64,
        size: u32,
        bounces: u32,
        scene: Scene,
    ) -> anyhow::Result<Self> {
        let library = Library::default()
            .by_coordinates()
            .draw("uniform", &Standard)?;
        let kernel = Kernel::new(gpu, "trace", library.source() + include_str!("kernel.wgsl"));
        let pixels = u64::from(size).pow(2);
        let frame = uniform(gpu, "frame", 4);
        let radiance = buffer(gpu, "radiance", 4 * pixels);
        let drawn = buffer(gpu, "drawn", pixels);
        let groups = [
            kernel.bind(0, &entries(&[&frame, &radiance, &drawn])),
            kernel.bind(1, &library.buffers(gpu.device(), seed).entries()),
        ];
        Ok(Render {
            gpu,
            kernel,
            groups,
            frame,
            radiance,
            drawn,
            size,
            bounces,
            scene,
            samples: 0,
        })
    }

    /// Adds a sample to each pixel.
    pub fn add_sample(&mut self) -> anyhow::Result<()> {
        let frame = [self.size, self.samples, self.bounces, self.scene as u32];
        write(self.gpu, &self.frame, &frame);
        self.kernel.run(&self.groups, self.size.pow(2).div_ceil(64));
        wait(self.gpu)?;
        self.samples += 1;
        Ok(())
    }

    /// Red, green and blue of each pixel, row by row from above: means over the samples so far.
    pub fn radiance(&self) -> anyhow::Result<Vec<[f32; 3]>> {
        let sums: Vec<[f32; 4]> = read(self.gpu, &self.radiance)?;
        Ok(sums
            .into_iter()
            .map(|[r, g, b, n]| [r / n, g / n, b / n])
            .collect())
    }

    /// For each pixel, a hash of all bits that the kernel has drawn for it.
    pub fn drawn(&self) -> anyhow::Result<Vec<u32>> {
        read(self.gpu, &self.drawn)
    }
}

/// What [`Render::drawn`] has for a pixel, drawn on the host.
pub fn drawn_on_host(seed: u64, at: [u32; 2], samples: u32, bounces: u32) -> u32 {
    let places = Coordinates::new(seed);
    let mut hash = 0_u32;
    for sample in 0..samples {
        let mut random = places.at_2d(at, sample);
        for _ in 0..4 * (1 + bounces) {
            hash = (hash ^ random.sample(&Standard).to_bits()).wrapping_mul(16_777_619);
        }
    }
    hash
}
