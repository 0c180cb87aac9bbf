//! From points to samples, on the CPU.

use alloc::{vec, vec::Vec};

use super::{Coordinates, PointSet, PointsError};
use crate::{
    cpu::{Arch, Cpu, apply, zeroed},
    distr::{Distribution, Transform},
    error::Error,
};

/// Words that one task fills, at least.
#[cfg(feature = "parallel")]
const TASK_WORDS: usize = 1 << 16;
/// Points of a task, at least: its first one takes as long as some dozen others.
#[cfg(feature = "parallel")]
const TASK_POINTS: usize = 256;

/// Fills `samples`, which hold whole points, with the coordinates of the next points through a distribution, and
/// moves the points on.
pub(super) fn fill_points<P: PointSet, D: Distribution>(
    points: &mut P,
    distribution: &D,
    samples: &mut [D::Output],
) -> Result<(), PointsError> {
    PointsError::check_sizes(size_of::<D::Output>(), D::WORDS)?;
    let count = points.place().points_of(samples.len() as u64)?;
    let first = points.position();
    let words = bytemuck::cast_slice_mut(samples);
    let transform = distribution.transform();
    Cpu::new().fill_point_words(points, transform, D::WORDS, first, words);
    points.place_mut().pass(count);
    Ok(())
}

/// The coordinates of the next `n` points through a distribution; moves the points on.
pub(super) fn sample_points<P: PointSet, D: Distribution>(
    points: &mut P,
    distribution: &D,
    n: usize,
) -> Result<Vec<D::Output>, Error> {
    PointsError::check_sizes(size_of::<D::Output>(), D::WORDS)?;
    let count = points.place().samples_of::<D::Output>(n)?;
    let mut samples = zeroed(count)?;
    fill_points(points, distribution, &mut samples)?;
    Ok(samples)
}

impl Cpu {
    /// The words of whole points from `first_point` on, all of which exist.
    pub(crate) fn fill_point_words(
        &self,
        points: &dyn Coordinates,
        transform: Transform<'_>,
        words_each: usize,
        first_point: u64,
        out: &mut [u32],
    ) {
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let point_words = points.place().dimensions * words_each;
            let task_points = TASK_POINTS.max(TASK_WORDS / point_words);
            if out.len() / point_words >= 2 * task_points && self.is_parallel() {
                out.par_chunks_mut(task_points * point_words)
                    .enumerate()
                    .for_each(|(i, part)| {
                        let first = first_point + (i * task_points) as u64;
                        fill(self.arch(), points, transform, words_each, first, part);
                    });
                return;
            }
        }
        fill(self.arch(), points, transform, words_each, first_point, out);
    }
}

fn fill(
    arch: Arch,
    points: &dyn Coordinates,
    transform: Transform<'_>,
    words_each: usize,
    first_point: u64,
    out: &mut [u32],
) {
    let dimensions = points.place().dimensions;
    let n_points = (out.len() / (dimensions * words_each)) as u64;
    let mut point = first_point;
    let mut rest = out;
    let (mut low, mut pairs) = (vec![], vec![]);
    points.high_words(arch, first_point, n_points, &mut |high| {
        let (part, after) = core::mem::take(&mut rest).split_at_mut(high.len() * words_each);
        if words_each == 2 {
            low.resize(high.len(), 0);
            points.low_words(arch, point, high, &mut low);
            pairs.resize(2 * high.len(), 0);
            let words = low.iter().zip(high);
            for (pair, (&low, &high)) in pairs.as_chunks_mut::<2>().0.iter_mut().zip(words) {
                *pair = [low, high];
            }
            let extra = |i, k| points.extra_words(i / 2 % dimensions, high[i / 2], k);
            apply(arch, transform, &pairs, part, &extra);
        } else if matches!(transform, Transform::Bits) {
            part.copy_from_slice(high);
        } else {
            let extra = |i, k| points.extra_words(i % dimensions, high[i], k);
            apply(arch, transform, high, part, &extra);
        }
        point += (high.len() / dimensions) as u64;
        rest = after;
    });
}
