//! The simulation on the CPU, spin by spin: what the kernel must equal, and nothing of how it does it.

use seedbed::{coordinates::Coordinates, distr::Bits32};

use super::simulation::{Outcome, Simulation, thresholds};

/// The same outcome, much later.
pub fn run(simulation: &Simulation) -> Outcome {
    let places = Coordinates::new(simulation.seed);
    let lattices = simulation.temperatures.len();
    let mut spins = Vec::new();
    let mut records = vec![[0; 2]; lattices * simulation.records as usize];
    for (i, &temperature) in simulation.temperatures.iter().enumerate() {
        let mut lattice = Lattice::new(simulation.side as usize);
        let mut half_sweeps = 0..;
        let mut sweep = |lattice: &mut Lattice| {
            for number in half_sweeps.by_ref().take(2) {
                lattice.half_sweep(&places, i as u32, number, thresholds(temperature));
            }
        };
        for _ in 0..simulation.warm_up {
            sweep(&mut lattice);
        }
        for record in records.iter_mut().skip(i).step_by(lattices) {
            for _ in 0..simulation.every {
                sweep(&mut lattice);
            }
            *record = lattice.measure();
        }
        spins.extend(lattice.packed());
    }
    Outcome { spins, records }
}

/// A square of spins on a torus, all up at first.
struct Lattice {
    side: usize,
    up: Vec<bool>,
}

impl Lattice {
    fn new(side: usize) -> Self {
        let up = vec![true; side * side];
        Lattice { side, up }
    }

    /// Offers each spin on the squares of one colour a flip.
    ///
    /// A flip that costs an energy of 4 or 8 is taken where the spin's random word is below the
    /// threshold for that.
    fn half_sweep(
        &mut self,
        places: &Coordinates,
        lattice: u32,
        half_sweep: u32,
        thresholds: [u32; 2],
    ) {
        let colour = half_sweep as usize % 2;
        let words = self.side / 64;
        for y in 0..self.side {
            for w in 0..words {
                let mut random = places.at_2d([(y * words + w) as u32, lattice], half_sweep);
                for k in 0..32 {
                    let word = random.sample(&Bits32);
                    let x = 2 * (32 * w + k) + (y + colour) % 2;
                    let flips = match self.unlike(x, y) {
                        0 => word < thresholds[1],
                        1 => word < thresholds[0],
                        _ => true,
                    };
                    self.up[y * self.side + x] ^= flips;
                }
            }
        }
    }

    /// The number of neighbours unlike a spin.
    fn unlike(&self, x: usize, y: usize) -> usize {
        let (n, spin) = (self.side, self.up[y * self.side + x]);
        let neighbours = [
            (x, (y + 1) % n),
            (x, (y + n - 1) % n),
            ((x + 1) % n, y),
            ((x + n - 1) % n, y),
        ];
        let unlike = |(x, y): &(usize, usize)| self.up[y * n + x] != spin;
        neighbours.iter().filter(|at| unlike(at)).count()
    }

    /// The spins that are up, and the pairs of neighbours that are unlike.
    fn measure(&self) -> [u32; 2] {
        let up = self.up.iter().filter(|up| **up).count();
        let places = (0..self.side).flat_map(|y| (0..self.side).map(move |x| (x, y)));
        let twice: usize = places.map(|(x, y)| self.unlike(x, y)).sum();
        [up as u32, twice as u32 / 2]
    }

    /// The words that the kernel keeps: first the spins on even squares, then those on odd ones.
    fn packed(&self) -> Vec<u32> {
        let mut words = Vec::new();
        for colour in 0..2 {
            for y in 0..self.side {
                let row: Vec<bool> = (0..self.side / 2)
                    .map(|k| self.up[y * self.side + 2 * k + (y + colour) % 2])
                    .collect();
                let word =
                    |bits: &[bool]| bits.iter().rev().fold(0, |w, &up| (w << 1) | u32::from(up));
                words.extend(row.chunks(32).map(word));
            }
        }
        words
    }
}
