//! All lattices on the GPU: buffers, kernels and sweeps.

use seedbed::{Gpu, distr::Bits32, wgsl::Library};

use crate::compute::{Kernel, buffer, entries, read, uniform, wait, write};

/// What to simulate.
pub struct Simulation {
    pub seed: u64,
    /// A multiple of 64.
    pub side: u32,
    /// Of each lattice, in units of the coupling.
    pub temperatures: Vec<f64>,
    /// Sweeps before the first record.
    pub warm_up: u32,
    pub records: u32,
    /// Sweeps from record to record.
    pub every: u32,
}

/// What is left of it.
#[derive(PartialEq)]
pub struct Outcome {
    /// 32 spins to a word, lattice after lattice.
    pub spins: Vec<u32>,
    /// For each record and lattice: spins that are up, and pairs of neighbours that are unlike.
    pub records: Vec<[u32; 2]>,
}

/// 2³² times exp(−4/T) and exp(−8/T), the probabilities of flips that cost as much energy.
///
/// There are no other floats, and `libm` gives the same bits on every platform, which `f64::exp` does not.
pub fn thresholds(temperature: f64) -> [u32; 2] {
    [4.0, 8.0].map(|cost| (libm::exp(-cost / temperature) * 4_294_967_296.0) as u32)
}

impl Simulation {
    pub fn sweeps(&self) -> u32 {
        self.warm_up + self.records * self.every
    }

    /// Runs, and calls `progress` with the number of sweeps that are done.
    pub fn run(&self, gpu: &Gpu, progress: impl Fn(u32)) -> anyhow::Result<Outcome> {
        let lattices = self.temperatures.len() as u32;
        let words = lattices * self.side * self.side / 32;
        let spins = buffer(gpu, "spins", words.into());
        let steps_up = buffer(gpu, "thresholds", 2 * u64::from(lattices));
        let records = buffer(gpu, "records", 2 * u64::from(lattices * self.records));
        let step = uniform(gpu, "step", 4);
        write(gpu, &spins, &vec![u32::MAX; words as usize]); // all up
        let each = self.temperatures.iter().map(|&t| thresholds(t));
        write(gpu, &steps_up, &each.collect::<Vec<_>>());

        let library = Library::default().by_coordinates().draw("word", &Bits32)?;
        let source = library.source() + include_str!("kernel.wgsl");
        let half_sweep = Kernel::new(gpu, "half_sweep", source.clone());
        let measure = Kernel::new(gpu, "measure", source);
        // A group has the bindings that its kernel uses: `measure` draws nothing.
        let group_of_sweeps = [
            half_sweep.bind(0, &entries(&[&spins, &steps_up, &step])),
            half_sweep.bind(1, &library.buffers(gpu.device(), self.seed).entries()),
        ];
        let group_of_records = [measure.bind(0, &entries(&[&spins, &steps_up, &step, &records]))];

        let workgroups = words / 2 / 64; // of 64 words of one colour
        for sweep in 0..self.sweeps() {
            for number in [2 * sweep, 2 * sweep + 1] {
                write(gpu, &step, &[self.side, number, 0, 0]);
                half_sweep.run(&group_of_sweeps, workgroups);
            }
            let done = sweep + 1;
            if done > self.warm_up && (done - self.warm_up).is_multiple_of(self.every) {
                let record = (done - self.warm_up) / self.every - 1;
                write(gpu, &step, &[self.side, 0, record, 0]);
                measure.run(&group_of_records, workgroups);
            }
            if done.is_multiple_of(64) {
                wait(gpu)?;
                progress(done);
            }
        }
        Ok(Outcome {
            spins: read(gpu, &spins)?,
            records: read(gpu, &records)?,
        })
    }
}
