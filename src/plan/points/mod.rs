//! A draw of points as dispatches.

mod dispatches;
pub(crate) mod kernel;

use alloc::{vec, vec::Vec};

use dispatches::{PointRange, plan};
pub(crate) use kernel::PointKernel;

use super::{
    CHECK_SEED, Limits, Plan, PlanError, ReadFrom, Shader, Step, WriteTo,
    dispatch::{Dispatch, DispatchLimits, WordRange, parameters},
    draw::check_target,
    kernel::{Shape, Wide},
    step::AnyKernel,
};
use crate::{
    distr::{Distribution, Transform},
    qmc::{GpuPointSet, PointsError, Sequence},
};

/// Points of each of [`check_point_sets`] that a check of a kernel compares, or all that are left.
pub const CHECK_POINTS: usize = 1400;
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

    /// The next `count` points as a plan; all of them exist.
    pub(super) fn plan(&self, offset: u64, count: u64, limits: Limits) -> Result<Plan, PlanError> {
        let limits = limits.checked()?;
        let samples = count * self.dimensions;
        check_target(offset, samples, 4 * self.words_each)?;
        let target = WordRange {
            offset,
            len_words: samples * self.words_each as u64,
        };
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            from: ReadFrom::PointSet,
            has_own_table: true,
        };
        let steps = self.dispatches(limits, target).into_iter().map(step);
        let kernel = self.kernel(Wide::Portable);
        let end = self.first_point + count;
        Ok(Plan::of_steps(
            vec![Shader(AnyKernel::Points(kernel))],
            steps.collect(),
            end.into(),
        ))
    }
}

impl Plan {
    /// The coordinates of the next `count` points through a distribution, from byte `offset` of the target
    /// on. The points are not moved: [`position`](Self::position) is the next one afterwards.
    ///
    /// ```
    /// use seedbed::{distr::Normal, plan::{self, Limits, Plan, ReadFrom}, qmc::Halton};
    /// let halton = Halton::new(3)?.scrambled(42);
    /// let plan = Plan::of_points(&halton, &Normal::STANDARD, 0, 1000, Limits::WEBGPU)?;
    /// assert_eq!(plan.steps()[0].from, ReadFrom::PointSet); // the words of plan::point_set(&halton)
    /// assert_eq!(plan.steps()[0].dispatch.binding_size(), 3 * 1000 * 4);
    /// assert_eq!(plan.position(), 1000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PlanError::Points`] when there are not as many points, or for samples of 16 bits or of 32 trials;
    /// [`PlanError::Offset`], [`PlanError::Size`] and [`PlanError::Limit`] as [`new`](Self::new).
    pub fn of_points<P: GpuPointSet, D: Distribution>(
        points: &P,
        distribution: &D,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let sizes = [D::WORDS, size_of::<D::Output>()];
        Plan::of_points_by(
            points,
            distribution.transform(),
            sizes,
            offset,
            count,
            limits,
        )
    }

    /// [`of_points`](Self::of_points), of samples of so many words of a coordinate and bytes of memory.
    pub(super) fn of_points_by<P: GpuPointSet>(
        points: &P,
        transform: Transform<'_>,
        [words, bytes_each]: [usize; 2],
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        PointsError::check_sizes(bytes_each, words)?;
        points.place().check(count)?;
        PointDraw::new(points, transform, words).plan(offset, count, limits)
    }
}

/// The words of a set of points as kernels read them: for all draws of it, wherever it stands.
///
/// ```
/// use seedbed::{plan::point_set, qmc::{PointSet, Sobol}};
/// let mut sobol = Sobol::new(2)?;
/// let words = point_set(&sobol);
/// sobol.seek(100)?;
/// assert_eq!(words, point_set(&sobol));
/// # Ok::<(), seedbed::qmc::PointsError>(())
/// ```
#[must_use]
pub fn point_set<P: GpuPointSet>(points: &P) -> Vec<u32> {
    points.rows()
}

/// The sets that kernels of points are checked on, each where the check begins: [`CHECK_POINTS`] points
/// of each, or as many as are left.
///
/// ```
/// use seedbed::{plan::check_point_sets, qmc::{PointSet, Sobol}};
/// let sets: Vec<Sobol> = check_point_sets();
/// assert!(sets.iter().all(|set| set.dimensions() == 3 && set.position() > 1 << 30));
/// ```
#[must_use]
pub fn check_point_sets<P: GpuPointSet>() -> Vec<P> {
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
    use crate::{
        distr::{BernoulliMask, Bits64, Normal},
        qmc::{Halton, LatinHypercube, PointSet, Sobol},
    };

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

    #[test]
    fn kernels_are_of_set_and_distribution() {
        let name = |plan: Result<Plan, PlanError>| plan.expect("a plan").shaders()[0].name();
        let limits = Limits::WEBGPU;
        let sobol = Sobol::new(2).expect("dimensions");
        let plan = Plan::of_points(&sobol, &Bits64, 0, 1, limits);
        assert_eq!(name(plan), "seedbed.bits.sobol.pairs");
        let latin = LatinHypercube::new(10, 2, 1).expect("a hypercube");
        let plan = Plan::of_points(&latin, &Normal::STANDARD, 0, 10, limits);
        assert_eq!(name(plan), "seedbed.normal_standard.latin");
    }

    #[test]
    fn what_cannot_be_planned_is_an_error() {
        let mut latin = LatinHypercube::new(10, 2, 1).expect("a hypercube");
        latin.seek(4).expect("a position");
        let error = |offset, count| {
            Plan::of_points(&latin, &Normal::STANDARD, offset, count, Limits::WEBGPU)
                .expect_err("no plan")
                .to_string()
        };
        assert!(error(0, 7).contains("7 points from position 4"));
        assert!(error(0, u64::MAX).contains("points from position 4"));
        assert!(error(2, 1).contains("byte 2"));
        let mask = BernoulliMask::new(0.5).expect("a probability");
        let error = Plan::of_points(&latin, &mask, 0, 1, Limits::WEBGPU).expect_err("no plan");
        assert!(matches!(
            error,
            PlanError::Points(PointsError::Packed { .. })
        ));
    }
}
