//! Pearson's test: samples counted in cells whose probabilities are known.

/// Cells with fewer samples expected are joined with a neighbour.
const FEWEST: f64 = 25.0;

/// A type of sample that borders of cells are given in.
pub trait Countable: Copy + PartialOrd {
    /// The largest number of the type that is not above `border`.
    fn at_most(border: f64) -> Self;
}

impl Countable for f32 {
    fn at_most(border: f64) -> Self {
        let near = border as f32;
        if f64::from(near) > border {
            near.next_down()
        } else {
            near
        }
    }
}

impl Countable for f64 {
    fn at_most(border: f64) -> Self {
        border
    }
}

impl Countable for u32 {
    fn at_most(border: f64) -> Self {
        assert!(border >= 0.0);
        border as u32
    }
}

impl Countable for i32 {
    fn at_most(border: f64) -> Self {
        border.floor() as i32
    }
}

/// erfc(x) for x ≥ 0, to about 1e-15 absolute: the Taylor series of erf, or Lentz's continued fraction
/// of erfc (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
pub fn erfc(x: f64) -> f64 {
    let factor = (-x * x).exp() / std::f64::consts::PI.sqrt();
    if x < 2.5 {
        let (mut sum, mut term, mut i) = (x, x, 1.0);
        while sum + term != sum {
            i += 2.0;
            term *= 2.0 * x * x / i;
            sum += term;
        }
        1.0 - 2.0 * factor * sum
    } else {
        let tail = (1..=60)
            .rev()
            .fold(x, |tail, k| x + 0.5 * f64::from(k) / tail);
        factor / tail
    }
}

/// P(χ² > x) with so many degrees of freedom, by the recurrence in steps of two (Abramowitz and Stegun
/// 1964, 26.4.8).
pub fn chi_squared_tail(freedom: usize, x: f64) -> f64 {
    let half = 0.5 * x;
    let (mut tail, mut term, mut k) = if freedom.is_multiple_of(2) {
        ((-half).exp(), (-half).exp() * half, 2)
    } else {
        let density = (half / std::f64::consts::PI).sqrt() * 2.0 * (-half).exp();
        (erfc(half.sqrt()), density, 1)
    };
    while k < freedom {
        tail += term;
        k += 2;
        term *= half / (k as f64 / 2.0);
    }
    tail
}

/// Cells of a line, by their upper borders; the last has none.
pub struct Cells {
    pub borders: Vec<f64>,
    /// Of each cell, one more than the borders.
    pub probabilities: Vec<f64>,
}

impl Cells {
    /// From borders with the probability below and that above.
    pub fn new(borders: impl IntoIterator<Item = (f64, f64, f64)>, n: usize) -> Self {
        let mut cells = Cells {
            borders: Vec::new(),
            probabilities: Vec::new(),
        };
        let (mut below, mut above) = (0.0, 1.0);
        for (border, p, q) in borders {
            // From the side where nothing cancels.
            let inside = if p < 0.5 { p - below } else { above - q };
            if inside * n as f64 >= FEWEST && q * n as f64 >= FEWEST {
                cells.borders.push(border);
                cells.probabilities.push(inside);
                (below, above) = (p, q);
            }
        }
        cells.probabilities.push(above);
        cells
    }

    /// Samples in each cell.
    pub fn count<T: Countable>(&self, samples: &[T]) -> Vec<u64> {
        let borders = self.borders.iter().map(|&border| T::at_most(border));
        let borders: Vec<T> = borders.collect();
        // All samples, those above each border, none.
        let mut above = vec![0; borders.len() + 2];
        above[0] = samples.len() as u64;
        // Vectorised, so faster than to look for the cell of each sample; parts stay in the cache.
        for part in samples.chunks(1 << 12) {
            for (above, &border) in above[1..].iter_mut().zip(&borders) {
                let count: u32 = part.iter().map(|&x| u32::from(x > border)).sum();
                *above += u64::from(count);
            }
        }
        above.windows(2).map(|above| above[0] - above[1]).collect()
    }

    /// Of counts that are as far from those expected, or farther.
    pub fn p_value(&self, counts: &[u64]) -> f64 {
        let n = counts.iter().sum::<u64>() as f64;
        let terms = counts.iter().zip(&self.probabilities);
        let statistic = terms
            .map(|(&count, p)| (count as f64 - n * p).powi(2) / (n * p))
            .sum();
        chi_squared_tail(self.probabilities.len() - 1, statistic)
    }
}
