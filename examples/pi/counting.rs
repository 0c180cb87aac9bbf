//! The count of points in the quarter circle, on the GPU and on the host.

use seedbed::{Gpu, coordinates::Coordinates, distr::Bits32, wgpu, wgsl::Library};

use crate::compute::{Kernel, buffer, entries, read, uniform, wait, write};

/// The workgroups of `count` in kernel.wgsl have 64.
pub const INVOCATIONS: u32 = 1 << 16;

/// A count under way: the total stays on the GPU.
pub struct Counting<'a> {
    gpu: &'a Gpu,
    kernel: Kernel<'a>,
    groups: [wgpu::BindGroup; 2],
    total: wgpu::Buffer,
    leg: wgpu::Buffer,
}

impl<'a> Counting<'a> {
    /// Nothing counted yet.
    pub fn new(gpu: &'a Gpu, seed: u64) -> anyhow::Result<Self> {
        // The kernel calls seedbed_at_2d and seedbed_point_4: ask for them, and put them before it.
        let library = Library::default().by_coordinates().draw("point", &Bits32)?;
        let source = library.source() + include_str!("kernel.wgsl");
        let kernel = Kernel::new(gpu, "count", source);
        let total = buffer(gpu, "total", 2);
        let leg = uniform(gpu, "leg", 2);
        let groups = [
            kernel.bind(0, &entries(&[&total, &leg])),
            kernel.bind(1, &library.buffers(gpu.device(), seed).entries()),
        ];
        Ok(Counting {
            gpu,
            kernel,
            groups,
            total,
            leg,
        })
    }

    /// Throws another [`INVOCATIONS`] · 4 · `quads` points.
    pub fn leg(&self, number: u32, quads: u32) -> anyhow::Result<()> {
        write(self.gpu, &self.leg, &[number, quads]);
        self.kernel.run(&self.groups, INVOCATIONS / 64);
        wait(self.gpu)
    }

    /// The one number that comes back: how many points were in the circle.
    pub fn inside(&self) -> anyhow::Result<u64> {
        let total: Vec<u32> = read(self.gpu, &self.total)?;
        Ok(u64::from(total[0]) | (u64::from(total[1]) << 32))
    }
}

/// The same count on the host, invocation by invocation.
pub fn on_host(seed: u64, legs: u32, quads: u32) -> u64 {
    let places = Coordinates::new(seed);
    let mut inside = 0;
    for leg in 0..legs {
        for invocation in 0..INVOCATIONS {
            let mut random = places.at_2d([invocation, leg], 0);
            for _ in 0..4 * quads {
                let point = random.sample(&Bits32);
                inside += u64::from(is_inside(point & 0xffff, point >> 16));
            }
        }
    }
    inside
}

/// Whether the middle of a cell is in the circle.
fn is_inside(x: u32, y: u32) -> bool {
    (x * (x + 1)).checked_add(y * (y + 1)).is_some()
}

/// How many of the 2³² cells are: the number that the count estimates, within 3e-8 of π/4 · 2³².
pub fn cells_inside() -> u64 {
    let mut y = 0x1_0000;
    let in_column = |x: u32| {
        // The circle falls from column to column.
        while y > 0 && !is_inside(x, y - 1) {
            y -= 1;
        }
        u64::from(y)
    };
    (0..0x1_0000).map(in_column).sum()
}
