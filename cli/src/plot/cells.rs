//! How many samples lie in each cell of a rectangle.

/// Cells along a side.
const SIDE: usize = 120;
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
        let full = self.full();
        let filled = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0);
        filled.map(move |(i, &count)| {
            let corner = |column: usize, row: usize| {
                let at =
                    |(low, high): (f64, f64), i: usize| low + (high - low) * i as f64 / SIDE as f64;
                (at(self.ends[0], column), at(self.ends[1], row))
            };
            let (column, row) = (i % SIDE, i / SIDE);
            let part = (count as f64 / full as f64).min(1.0).powf(POWER);
            ([corner(column, row), corner(column + 1, row + 1)], part)
        })
    }

    /// The count of a cell that is full.
    fn full(&self) -> u64 {
        let mut counts: Vec<_> = self.counts.iter().copied().filter(|&n| n > 0).collect();
        counts.sort_unstable();
        let above = (DEEPEST * counts.len() as f64) as usize;
        counts.iter().rev().nth(above).copied().unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_in_their_cells() {
        let mut cells = Cells::new([(0.0, 120.0), (-1.0, 0.0)]);
        for (x, y) in [(0.5, -1.0), (0.5, -0.999), (120.0, 0.0), (7.5, -0.5)] {
            cells.insert(x, y);
        }
        cells.insert(-0.1, -0.5);
        cells.insert(5.0, 0.1);
        cells.insert(f64::NAN, -0.5);
        let filled: Vec<_> = cells.filled().collect();
        assert_eq!(filled.len(), 3);
        assert_eq!(filled[0].0[0], (0.0, -1.0));
        assert_eq!(filled[0].1, 1.0);
        assert_eq!(filled[1].0, [(7.0, -0.5), (8.0, -59.0 / 120.0)]);
        assert!(filled[1].1 < 1.0);
        assert_eq!(filled[2].0[1], (120.0, 0.0));
    }
}
