//! Particles on the GPU, and any displacement of theirs on the host.

use seedbed::{Gpu, coordinates::Coordinates, distr::Normal, wgpu, wgsl::Library};

use crate::compute::{Kernel, buffer, entries, read, uniform, wait, write};

/// Particles that start at (0, 0).
pub struct Diffusion<'a> {
    gpu: &'a Gpu,
    kernel: Kernel<'a>,
    groups: [wgpu::BindGroup; 2],
    particles: u32,
    positions: wgpu::Buffer,
    leg: wgpu::Buffer,
    last: wgpu::Buffer,
}

impl<'a> Diffusion<'a> {
    /// `displacement` is what a particle does in one dimension and one step.
    pub fn new(
        gpu: &'a Gpu,
        particles: u32,
        displacement: &Normal,
        seed: u64,
    ) -> anyhow::Result<Self> {
        let library = Library::default()
            .by_coordinates()
            .draw("displacement", displacement)?;
        let source = library.source() + include_str!("kernel.wgsl");
        let kernel = Kernel::new(gpu, "walk", source);
        let positions = buffer(gpu, "positions", 2 * u64::from(particles));
        let leg = uniform(gpu, "leg", 3);
        let last = buffer(gpu, "last", 2 * u64::from(particles));
        let groups = [
            kernel.bind(0, &entries(&[&positions, &leg, &last])),
            kernel.bind(1, &library.buffers(gpu.device(), seed).entries()),
        ];
        Ok(Diffusion {
            gpu,
            kernel,
            groups,
            particles,
            positions,
            leg,
            last,
        })
    }

    /// Takes some steps. They need not be the next ones: a step does not know what was before it.
    pub fn steps(&self, first: u32, number: u32) -> anyhow::Result<()> {
        write(self.gpu, &self.leg, &[first, number, self.particles]);
        self.kernel.run(&self.groups, self.particles.div_ceil(64));
        wait(self.gpu)
    }

    /// Where the particles are.
    pub fn positions(&self) -> anyhow::Result<Vec<[f32; 2]>> {
        read(self.gpu, &self.positions)
    }

    /// The bits of their last displacements.
    pub fn last(&self) -> anyhow::Result<Vec<[u32; 2]>> {
        read(self.gpu, &self.last)
    }
}

/// The displacement of a particle in a step, on the host: the bits of the kernel's.
pub fn on_host(places: &Coordinates, displacement: &Normal, particle: u32, step: u32) -> [f32; 2] {
    let mut random = places.at_2d([particle, 0], step);
    [random.sample(displacement), random.sample(displacement)]
}
