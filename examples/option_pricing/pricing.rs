//! Payoffs of many paths, by the kernel.

use bytemuck::{Pod, Zeroable};
use seedbed::{Gpu, SeedSequence, distr::Normal, qmc::Sobol, wgpu, wgsl::Library};

use crate::{
    closed_form::{DATES, Market},
    compute::{Kernel, buffer, entries, read, uniform, write},
};

/// Of a path: European, geometric Asian, arithmetic Asian.
pub type Payoffs = [f32; 3];

/// `Market` of kernel.wgsl: uniforms are padded to 16 bytes.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Uniform {
    market: [f32; 4],
    run: u32,
    padding: [u32; 3],
}

/// The two kernels, for a number of paths.
pub struct Pricing<'a> {
    gpu: &'a Gpu,
    market: Market,
    paths: u32,
    uniform: wgpu::Buffer,
    /// Normals, as Sobol's points give them.
    points: wgpu::Buffer,
    payoffs: wgpu::Buffer,
    pseudo_random: (Kernel<'a>, [wgpu::BindGroup; 2]),
    quasi_random: (Kernel<'a>, [wgpu::BindGroup; 1]),
}

impl<'a> Pricing<'a> {
    /// Runs of `paths` paths, a multiple of 64.
    pub fn new(gpu: &'a Gpu, market: Market, paths: u32, seed: u64) -> anyhow::Result<Self> {
        let library = Library::default()
            .by_coordinates()
            .draw("normal", &Normal::STANDARD)?;
        let source = library.source() + include_str!("kernel.wgsl");
        let uniform = uniform(gpu, "market", 8);
        let points = buffer(gpu, "points", u64::from(paths * DATES));
        let payoffs = buffer(gpu, "payoffs", 3 * u64::from(paths));

        // A kernel has those bindings that it reads.
        let kernel = Kernel::new(gpu, "pseudo_random", source.clone());
        let groups = [
            kernel.bind(0, &entries(&[&payoffs, &uniform])),
            kernel.bind(1, &library.buffers(gpu.device(), seed).entries()),
        ];
        let pseudo_random = (kernel, groups);
        let kernel = Kernel::new(gpu, "quasi_random", source);
        let groups = [kernel.bind(0, &entries(&[&payoffs, &uniform, &points]))];
        let quasi_random = (kernel, groups);
        Ok(Pricing {
            gpu,
            market,
            paths,
            uniform,
            points,
            payoffs,
            pseudo_random,
            quasi_random,
        })
    }

    /// Paths that draw for themselves, each from its sequence in this run.
    pub fn pseudo_random(&self, run: u32) -> anyhow::Result<Vec<Payoffs>> {
        let (kernel, groups) = &self.pseudo_random;
        self.run(kernel, groups, run)
    }

    /// Paths from Sobol's points, scrambled with a seed. They are made on the GPU, and stay there.
    pub fn quasi_random(&self, seed: SeedSequence) -> anyhow::Result<Vec<Payoffs>> {
        let mut sobol = Sobol::new(DATES as usize)?.scrambled(seed);
        let target = self.points.slice(..);
        self.gpu
            .fill_blocking(&mut sobol, &Normal::STANDARD, target)?;
        let (kernel, groups) = &self.quasi_random;
        self.run(kernel, groups, 0)
    }

    fn run(
        &self,
        kernel: &Kernel<'_>,
        groups: &[wgpu::BindGroup],
        run: u32,
    ) -> anyhow::Result<Vec<Payoffs>> {
        let Market {
            spot,
            strike,
            rate,
            volatility,
        } = self.market;
        let uniform = Uniform {
            market: [spot, strike, rate, volatility].map(|value| value as f32),
            run,
            padding: [0; 3],
        };
        write(self.gpu, &self.uniform, &[uniform]);
        kernel.run(groups, self.paths / 64);
        read(self.gpu, &self.payoffs)
    }
}
