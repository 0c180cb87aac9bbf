//! How many samples lie where.

use crate::{density::Shape, distribution::Sample};

/// So many integers get a bar each; more are binned.
const MAX_BARS: u128 = 40;

/// Counts over neighbouring intervals of one width; the last may be narrower.
pub struct Histogram {
    pub low: f64,
    pub high: f64,
    pub width: f64,
    pub counts: Vec<u64>,
    /// Samples inside and outside.
    pub total: u64,
}

impl Histogram {
    /// Empty, with intervals that suit the distribution and the number of samples.
    pub fn for_shape(shape: &Shape, samples: u64) -> Self {
        // Some hundred samples in each, where there are that many.
        let bins = (samples as f64).sqrt().clamp(10.0, 100.0).floor();
        match shape {
            Shape::Continuous { low, high, .. } => {
                Histogram::new(*low, *high, (high - low) / bins, bins as usize)
            }
            Shape::Discrete {
                first,
                probabilities,
            } => {
                let len = probabilities.len();
                let each = match len {
                    ..=MAX_BARS => 1,
                    _ => len.div_ceil(bins as u128),
                };
                let low = *first as f64 - 0.5;
                let high = low + len as f64;
                Histogram::new(low, high, each as f64, len.div_ceil(each) as usize)
            }
        }
    }

    fn new(low: f64, high: f64, width: f64, bins: usize) -> Self {
        Histogram {
            low,
            high,
            width,
            counts: vec![0; bins],
            total: 0,
        }
    }

    /// Whether each integer has its own bar.
    pub fn has_bars(&self) -> bool {
        self.width == 1.0
    }

    pub fn update<T: Sample>(&mut self, samples: &[T]) {
        samples
            .iter()
            .for_each(|sample| self.insert(sample.to_f64()));
    }

    pub fn insert(&mut self, x: f64) {
        self.total += 1;
        if x >= self.low && x <= self.high {
            let bin = ((x - self.low) / self.width) as usize;
            let last = self.counts.len() - 1;
            self.counts[bin.min(last)] += 1;
        }
    }

    /// `(from, to, count / total / width)`.
    pub fn densities(&self) -> impl Iterator<Item = (f64, f64, f64)> + Clone {
        self.counts.iter().enumerate().map(|(i, &count)| {
            let from = self.low + i as f64 * self.width;
            let to = (from + self.width).min(self.high);
            (
                from,
                to,
                count as f64 / self.total.max(1) as f64 / (to - from),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::density::Probabilities;

    #[test]
    fn integers_have_bars_while_they_are_few() {
        let discrete = |len| Shape::Discrete {
            first: -2,
            probabilities: Probabilities::Equal(len),
        };
        let mut few = Histogram::for_shape(&discrete(5), 1_000_000);
        few.update(&[-2, -2, 2, 3, 1_i64]);
        assert_eq!(few.counts, [2, 0, 0, 1, 1]);
        assert_eq!(few.total, 5);

        let many = Histogram::for_shape(&discrete(1 << 64), 1_000_000);
        assert_eq!(many.counts.len(), 100);
        // 250 integers by threes: the last interval holds one.
        let uneven = Histogram::for_shape(&discrete(250), 1_000_000);
        let last = uneven.densities().last().unwrap();
        assert_eq!(uneven.counts.len(), 84);
        assert_eq!(last.1 - last.0, 1.0);
    }

    #[test]
    fn densities_are_over_all_samples() {
        let shape = Shape::Continuous {
            low: 0.0,
            high: 10.0,
            density: Box::new(|_| 0.1),
        };
        let mut histogram = Histogram::for_shape(&shape, 4);
        histogram.update(&[0.0, 10.0, 0.5, 70.0_f64]);
        let densities: Vec<_> = histogram.densities().map(|(_, _, d)| d).collect();
        assert_eq!(densities[0], 0.5);
        assert_eq!(densities[9], 0.25);
    }
}
