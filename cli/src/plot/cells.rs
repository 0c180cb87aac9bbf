//! How many samples lie in each cell of a rectangle.

/// Cells along a side: thin shapes are lines of three pixels.
const SIDE: usize = 240;
/// Cells are joined, this many along a side at most,
const COARSEST: usize = 2;
/// until so many samples lie in those that are not empty, on average: their chance hides no shape.
const ENOUGH: u64 = 50;
/// This part of the cells that are not empty may have the deepest colour, so that one high peak does not
/// leave the rest pale.
const DEEPEST: f64 = 0.01;
/// The colour follows this power of the count: steps between few samples are seen.
const POWER: f64 = 0.75;

pub struct Cells {
    ends: [(f64, f64); 2],
    counts: Vec<u64>,
}

impl Cells {
    /// Empty, between the ends of each axis.
    pub fn new(ends: [(f64, f64); 2]) -> Self {
        Cells {
            ends,
            counts: vec![0; SIDE * SIDE],
        }
    }

    pub fn insert(&mut self, x: f64, y: f64) {
        let [column, row] = [(x, self.ends[0]), (y, self.ends[1])].map(|(x, (low, high))| {
            let inside = x >= low && x <= high;
            let cell = ((x - low) / (high - low) * SIDE as f64) as usize;
            inside.then(|| cell.min(SIDE - 1))
        });
        if let (Some(column), Some(row)) = (column, row) {
            self.counts[row * SIDE + column] += 1;
        }
    }

    /// Corners of the cells that are not empty, and how full they are: 1 is full.
    pub fn filled(&self) -> impl Iterator<Item = ([(f64, f64); 2], f64)> {
        let (side, counts) = self.joined();
        let full = full(&counts);
        let corner = move |column: usize, row: usize| {
            let at =
                |(low, high): (f64, f64), i: usize| low + (high - low) * i as f64 / side as f64;
            (at(self.ends[0], column), at(self.ends[1], row))
        };
        let counts = counts.into_iter().enumerate().filter(|&(_, n)| n > 0);
        counts.map(move |(i, count)| {
            let (column, row) = (i % side, i / side);
            let part = (count as f64 / full as f64).min(1.0).powf(POWER);
            ([corner(column, row), corner(column + 1, row + 1)], part)
        })
    }

    /// Cells along a side, and the counts of cells that are large enough.
    fn joined(&self) -> (usize, Vec<u64>) {
        let (mut side, mut counts) = (SIDE, self.counts.clone());
        let total: u64 = counts.iter().sum();
        while side > SIDE / COARSEST
            && total < ENOUGH * counts.iter().filter(|&&n| n > 0).count() as u64
        {
            let half = side / 2;
            let mut fewer = vec![0; half * half];
            for (i, count) in counts.into_iter().enumerate() {
                fewer[i / side / 2 * half + i % side / 2] += count;
            }
            (side, counts) = (half, fewer);
        }
        (side, counts)
    }
}

/// The count of a cell that is full.
fn full(counts: &[u64]) -> u64 {
    let mut counts: Vec<_> = counts.iter().copied().filter(|&n| n > 0).collect();
    counts.sort_unstable();
    let above = (DEEPEST * counts.len() as f64) as usize;
    counts.iter().rev().nth(above).copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_samples_have_small_cells() {
        let mut cells = Cells::new([(0.0, 240.0), (0.0, 240.0)]);
        (0..200).for_each(|_| cells.insert(7.5, 9.5));
        let [(corners, part)] = cells.filled().collect::<Vec<_>>()[..] else {
            panic!("one cell is filled")
        };
        assert_eq!((corners, part), ([(7.0, 9.0), (8.0, 10.0)], 1.0));
    }

    #[test]
    fn samples_are_in_their_cells() {
        let mut cells = Cells::new([(0.0, 120.0), (-120.0, 0.0)]);
        for (x, y) in [(0.5, -120.0), (0.5, -119.9), (120.0, 0.0), (7.5, -59.5)] {
            cells.insert(x, y);
        }
        cells.insert(-0.1, -60.0);
        cells.insert(5.0, 0.1);
        cells.insert(f64::NAN, -60.0);
        let filled: Vec<_> = cells.filled().collect();
        assert_eq!(filled.len(), 3);
        assert_eq!(filled[0].0[0], (0.0, -120.0));
        assert_eq!(filled[0].1, 1.0);
        assert_eq!(filled[1].0, [(7.0, -60.0), (8.0, -59.0)]);
        assert!(filled[1].1 < 1.0);
        assert_eq!(filled[2].0[1], (120.0, 0.0));
    }
}
