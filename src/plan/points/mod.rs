//! A draw of points as dispatches.

mod dispatches;
pub(crate) mod kernel;

use alloc::vec::Vec;

use dispatches::{PointRange, plan};
pub(crate) use kernel::PointKernel;

use super::{
    CHECK_SEED,
    dispatch::{Dispatch, DispatchLimits, WordRange, parameters},
    kernel::{Shape, Wide},
};
use crate::{
    distr::Transform,
    qmc::{GpuPointSet, Sequence},
};

/// Points of each of [`check_point_sets`] that a check of a kernel compares, or all that are left.
pub(crate) const CHECK_POINTS: usize = 1400;
/// Where kernels are checked: all bits of the index differ within the points. Smaller sets are checked
/// at their end.
const CHECK_POINT: u64 = (1 << 31) - 700;

/// Points through a transform.
#[derive(Clone, Copy)]
pub(crate) struct PointDraw<'a> {
    sequence: Sequence,
    method: u32,
    dimensions: u64,
    pub(crate) transform: Transform<'a>,
    pub(crate) words_each: usize,
    pub(crate) first_point: u64,
}

impl<'a> PointDraw<'a> {
    /// From the set's position on.
    pub(crate) fn new<P: GpuPointSet>(
        points: &P,
        transform: Transform<'a>,
        words_each: usize,
    ) -> Self {
        PointDraw {
            sequence: P::SEQUENCE,
            method: points.method(),
            dimensions: points.dimensions() as u64,
            transform,
            words_each,
            first_point: points.position(),
        }
    }

    pub(crate) fn kernel(&self, wide: Wide) -> PointKernel {
        PointKernel {
            sequence: self.sequence,
            shape: Shape::of(self.transform),
            pairs: self.words_each == 2,
            wide,
        }
    }

    /// The dispatches that write whole points to a target.
    pub(crate) fn dispatches(&self, limits: DispatchLimits, target: WordRange) -> Vec<Dispatch> {
        let range = PointRange {
            first_point: self.first_point,
            dimensions: self.dimensions,
            words_each: self.words_each as u64,
            method: self.method,
        };
        plan(limits, range, target, parameters(self.transform))
    }
}

/// The sets that kernels of points are checked on, each where the check begins: [`CHECK_POINTS`] points
/// of each, or as many as are left.
pub(crate) fn check_point_sets<P: GpuPointSet>() -> Vec<P> {
    let mut sets = P::check_sets(CHECK_SEED);
    for points in &mut sets {
        let n = points.len();
        let first = CHECK_POINT.min(n - n.min(CHECK_POINTS as u64));
        // A point of the set.
        let _ = points.seek(first);
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qmc::{Halton, LatinHypercube, Sobol};

    #[test]
    fn sets_of_checks_have_points_left() {
        fn left<P: GpuPointSet>() -> Vec<u64> {
            let sets = check_point_sets::<P>();
            let left = sets.iter().map(|set| set.len() - set.position());
            left.map(|n| n.min(CHECK_POINTS as u64)).collect()
        }
        assert_eq!(left::<Sobol>(), [1400; 3]);
        assert_eq!(left::<Halton>(), [1400; 2]);
        assert_eq!(left::<LatinHypercube>(), [1, 50, 1025, 1400, 1400]);
    }
}
