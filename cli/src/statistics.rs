//! Range, mean and standard deviation of samples as they pass.

use rayon::prelude::*;

use crate::{distribution::Sample, memory::has_threads};

/// Samples that one task takes.
const TASK: usize = 1 << 16;
/// Samples that are summed together.
const BLOCK: usize = 4096;
/// Samples of a block whose mean is near enough to that of all.
const NEAR: usize = 64;
/// Sums side by side, for the vector unit.
const LANES: usize = 8;

/// Range and moments. Equal for any number of threads.
#[derive(Clone, Copy, Debug)]
pub struct Statistics<T> {
    count: f64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
    range: Option<(T, T)>,
}

impl<T: Sample> Statistics<T> {
    pub fn new() -> Self {
        Statistics {
            count: 0.0,
            mean: 0.0,
            squares: 0.0,
            range: None,
        }
    }

    /// Takes in samples: all calls but the last with a multiple of 65,536 of them, or the last bits
    /// of the result depend on the split.
    pub fn update(&mut self, samples: &[T]) {
        let of_task = |task: &[T]| {
            let blocks = task.chunks(BLOCK).map(of_block);
            blocks.fold(Statistics::new(), Statistics::merge)
        };
        let tasks: Vec<_> = match has_threads() {
            true => samples.par_chunks(TASK).map(of_task).collect(),
            false => samples.chunks(TASK).map(of_task).collect(),
        };
        *self = tasks.into_iter().fold(*self, Statistics::merge);
    }

    /// Chan, Golub and LeVeque, *Updating formulae and a pairwise algorithm for computing sample
    /// variances* (1979).
    fn merge(self, other: Self) -> Self {
        let count = self.count + other.count;
        if count == 0.0 {
            return self;
        }
        let delta = other.mean - self.mean;
        Statistics {
            count,
            mean: self.mean + delta * (other.count / count),
            squares: self.squares
                + other.squares
                + delta * delta * (self.count * other.count / count),
            range: match (self.range, other.range) {
                (Some((a, b)), Some((c, d))) => {
                    Some((if c < a { c } else { a }, if d > b { d } else { b }))
                }
                (range, None) | (None, range) => range,
            },
        }
    }

    /// Smallest and largest sample.
    pub fn range(&self) -> Option<(T, T)> {
        self.range
    }

    pub fn mean(&self) -> Option<f64> {
        (self.count > 0.0).then_some(self.mean)
    }

    /// The standard deviation of these samples, as NumPy's `std`.
    pub fn std(&self) -> Option<f64> {
        (self.count > 0.0).then(|| (self.squares / self.count).sqrt())
    }
}

/// One pass, with sums taken from a point near the mean so that they do not cancel.
fn of_block<T: Sample>(samples: &[T]) -> Statistics<T> {
    let Some(&first) = samples.first() else {
        return Statistics::new();
    };
    let near = &samples[..samples.len().min(NEAR)];
    let centre = near.iter().map(|x| x.to_f64()).sum::<f64>() / near.len() as f64;

    let (mut sums, mut squares) = ([0.0; LANES], [0.0; LANES]);
    let (mut low, mut high) = ([first; LANES], [first; LANES]);
    let (rows, rest) = samples.as_chunks::<LANES>();
    let mut take = |lane: usize, x: T| {
        let distance = x.to_f64() - centre;
        sums[lane] += distance;
        squares[lane] += distance * distance;
        low[lane] = if x < low[lane] { x } else { low[lane] };
        high[lane] = if x > high[lane] { x } else { high[lane] };
    };
    for row in rows {
        for (lane, &x) in row.iter().enumerate() {
            take(lane, x);
        }
    }
    for (lane, &x) in rest.iter().enumerate() {
        take(lane, x);
    }

    let count = samples.len() as f64;
    let sum: f64 = sums.iter().sum();
    let least = |a: T, &b: &T| if b < a { b } else { a };
    let greatest = |a: T, &b: &T| if b > a { b } else { a };
    Statistics {
        count,
        mean: centre + sum / count,
        squares: squares.iter().sum::<f64>() - sum * sum / count,
        range: Some((
            low.iter().fold(first, least),
            high.iter().fold(first, greatest),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statistics<T: Sample>(samples: &[T]) -> Statistics<T> {
        let mut all = Statistics::new();
        all.update(samples);
        all
    }

    #[test]
    fn nothing_has_no_statistics() {
        let none = statistics::<f32>(&[]);
        assert_eq!((none.range(), none.mean(), none.std()), (None, None, None));
    }

    #[test]
    fn small_spread_on_a_large_mean_is_kept() {
        let samples: Vec<f64> = (0..100_000).map(|i| 1e9 + f64::from(i % 2)).collect();
        let all = statistics(&samples);
        assert_eq!(all.range(), Some((1e9, 1e9 + 1.0)));
        assert_eq!(all.mean(), Some(1e9 + 0.5));
        assert!((all.std().unwrap() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn the_range_of_large_integers_is_exact() {
        let all = statistics(&[u64::MAX, 5, u64::MAX - 1]);
        assert_eq!(all.range(), Some((5, u64::MAX)));
        let all = statistics(&(-50..=50).collect::<Vec<i32>>());
        assert_eq!(all.range(), Some((-50, 50)));
        assert_eq!(all.mean(), Some(0.0));
    }

    #[test]
    fn whole_tasks_may_come_apart() {
        let samples: Vec<f32> = (0..200_000).map(|i| (i as f32).sin()).collect();
        let mut parts = Statistics::new();
        let (first, rest) = samples.split_at(TASK);
        parts.update(first);
        parts.update(rest);
        let whole = statistics(&samples);
        assert_eq!(parts.mean(), whole.mean());
        assert_eq!(parts.std(), whole.std());
    }
}
