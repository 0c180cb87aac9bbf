//! Draws for hosts that execute plans.

use alloc::{boxed::Box, vec::Vec};

use super::{Asked, Make, Place, Work};
use crate::{
    distr::Packing,
    error::Error,
    plan::{Limits, Plan, PlanError, PlanLimits, Shader, WordRange, kernel::Wide},
};

/// Words that draws of vectors leave in scratch at a time.
const SCRATCH_WORDS: u64 = 1 << 22;

/// A draw of so many samples, vectors, points, elements or records, for hosts other than this crate's own: see
/// [`plan`](crate::plan). What it is drawn from does not move.
pub struct Planner<'a> {
    work: Box<dyn Work + 'a>,
    packing: Packing,
    count: u64,
    end: u128,
}

impl<'a> Planner<'a> {
    /// The next `count`.
    ///
    /// # Errors
    /// As [`Gpu::sample`](crate::Gpu::sample).
    pub fn new<S, K: 'a, M: Make<S, K>>(
        from: &'a S,
        what: &'a M,
        count: u64,
    ) -> Result<Self, Error> {
        let range = what.range(from, Asked::Samples(count))?;
        Ok(Planner {
            work: Box::new(what.work(from, range)),
            packing: what.packing(),
            count,
            end: range.end,
        })
    }

    /// The plan of `count` of them from number `first` on, from byte `offset` of the target on.
    ///
    /// # Errors
    /// [`PlanError::Part`] for some that the draw has not, [`PlanError::Offset`] and [`PlanError::Size`] for targets
    /// that cannot be, [`PlanError::Limit`] for a device that cannot be, [`PlanError::Permutation`] for records that it
    /// cannot bind.
    pub fn plan(
        &self,
        first: u64,
        count: u64,
        offset: u64,
        limits: Limits,
    ) -> Result<Plan<'_>, PlanError> {
        if first.checked_add(count).is_none_or(|end| end > self.count) {
            return Err(PlanError::Part {
                first,
                part: count,
                count: self.count,
            });
        }
        let limits = plan_limits(limits)?;
        self.work.check(limits)?;
        let unit = self.work.unit();
        let results = u128::from(count) * u128::from(unit);
        check_target(offset, results, self.packing)?;
        let place = Place {
            first: first * unit,
            lead: 0,
            target: WordRange {
                offset,
                len_words: results as u64,
            },
        };
        Ok(self.work.plan(place, limits))
    }

    /// The kernels of every plan there may be, those of one plan in their order: to be compiled beforehand.
    ///
    /// # Errors
    /// [`PlanError::Limit`].
    pub fn variants(&self, limits: Limits) -> Result<Vec<Vec<Shader>>, PlanError> {
        Ok(self.work.variants(plan_limits(limits)?))
    }

    /// What new pipelines of a plan's kernels are to make before they are trusted.
    ///
    /// ```
    /// use seedbed::{Stream, distr::Normal, draw::Planner, plan::Limits};
    /// let (stream, normal) = (Stream::new(42), Normal::STANDARD);
    /// let planner = Planner::new(&stream, &normal, 10)?;
    /// for check in planner.checks() {
    ///     let plan = check.plan(Limits::WEBGPU)?;
    ///     assert_eq!(plan.shaders(), planner.plan(0, 8, 0, Limits::WEBGPU)?.shaders());
    ///     assert_eq!(check.expected().len(), 4096);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn checks(&self) -> Vec<Check<'_>> {
        self.work.checks()
    }

    /// The position behind the draw: of a stream in words, of points and elements the index of the next.
    #[must_use]
    pub fn position(&self) -> u128 {
        self.end
    }
}

impl core::fmt::Debug for Planner<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Planner").finish_non_exhaustive()
    }
}

/// A draw whose samples are known.
pub struct Check<'a> {
    pub(crate) work: Box<dyn Work + 'a>,
    pub(crate) packing: Packing,
    /// What the CPU makes, in words of memory.
    pub(crate) expected: Vec<u32>,
}

impl Check<'_> {
    /// Its plan, from byte 0 of the target on. The kernels are as many as those that are checked, and each does the work
    /// of the one in its place, which is to make them.
    ///
    /// # Errors
    /// [`PlanError::Limit`].
    pub fn plan(&self, limits: Limits) -> Result<Plan<'_>, PlanError> {
        let place = Place {
            first: 0,
            lead: 0,
            target: WordRange {
                offset: 0,
                len_words: (self.expected.len() * self.packing.per_word()) as u64,
            },
        };
        Ok(self.work.plan(place, plan_limits(limits)?))
    }

    /// What the target has then, in words.
    #[must_use]
    pub fn expected(&self) -> &[u32] {
        &self.expected
    }
}

impl core::fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Check").finish_non_exhaustive()
    }
}

fn plan_limits(limits: Limits) -> Result<PlanLimits, PlanError> {
    Ok(PlanLimits {
        dispatch: limits.checked()?,
        wide: Wide::Portable,
        scratch_words: SCRATCH_WORDS,
    })
}

/// A place in a target that kernels can write to, and a buffer can be.
fn check_target(offset: u64, results: u128, packing: Packing) -> Result<(), PlanError> {
    if !offset.is_multiple_of(4) {
        return Err(PlanError::Offset { offset });
    }
    let bytes = results.div_ceil(packing.per_word() as u128) * 4;
    if u128::from(offset) + bytes > 1 << 53 {
        return Err(PlanError::Size { offset, bytes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::{
        format,
        string::{String, ToString},
    };

    use super::*;
    use crate::{
        Permutation, Stream,
        distr::{BernoulliMask, Bits64, Distribution, Normal, Normal64, UnitSphere, elementwise},
        draw::RecordBytes,
        engine::Engine,
        plan::{BufferParameter::Each, ElementwiseBuffers, Read},
        qmc::{LatinHypercube, PointSet, Sobol},
    };

    const LIMITS: Limits = Limits::WEBGPU;

    fn name<S, K>(from: &S, what: &impl Make<S, K>, offset: u64, count: u64) -> String {
        let planner = Planner::new(from, what, count).unwrap();
        planner.plan(0, count, offset, LIMITS).unwrap().shaders()[0].name()
    }

    #[test]
    fn kernels_follow_the_place_of_the_draw() {
        let normal = |position, offset, count| {
            name(
                &Stream::new(42).at(position),
                &Normal::STANDARD,
                offset,
                count,
            )
        };
        let quads = format!("seedbed.normal_standard.{}", Engine::default());
        assert_eq!(normal(0, 0, 4096), quads);
        assert_eq!(normal(4, 16, 8), quads);
        for (position, offset, count) in [(1, 0, 4), (0, 4, 4), (0, 0, 5)] {
            assert_eq!(normal(position, offset, count), format!("{quads}.words"));
        }
        assert_eq!(
            name(&Sobol::new(2).unwrap(), &Bits64, 0, 1),
            "seedbed.bits.sobol.pairs"
        );
        let latin = LatinHypercube::new(10, 2, 1).unwrap();
        assert_eq!(
            name(&latin, &Normal::STANDARD, 0, 10),
            "seedbed.normal_standard.latin"
        );
    }

    #[test]
    fn positions_are_those_of_draws() {
        fn at<D: Distribution>(position: u64, distribution: &D, count: u64) -> u128 {
            let stream = Stream::new(42).at(position);
            Planner::new(&stream, distribution, count)
                .unwrap()
                .position()
        }
        assert_eq!(at(1, &Normal::STANDARD, 3), 4);
        assert_eq!(at(1, &Normal64::STANDARD, 3), 8);
        assert_eq!(at(1, &BernoulliMask::new(0.5).unwrap(), 3), 4 * 32);
        assert_eq!(at(7, &Normal::STANDARD, 0), 7);
    }

    #[test]
    fn parts_are_those_of_the_whole() {
        let stream = Stream::new(42);
        let dispatches = |first, count| -> Vec<_> {
            let planner = Planner::new(&stream, &UnitSphere, 10_000).unwrap();
            let plan = planner.plan(first, count, 0, LIMITS).unwrap();
            plan.steps().iter().map(|step| step.dispatch).collect()
        };
        let mut later = Stream::new(42);
        later.seek(2 * 4096_u64).unwrap();
        let planner = Planner::new(&later, &UnitSphere, 5000).unwrap();
        let plan = planner.plan(0, 5000, 0, LIMITS).unwrap();
        let expected: Vec<_> = plan.steps().iter().map(|step| step.dispatch).collect();
        assert_eq!(dispatches(4096, 5000), expected);
        assert_ne!(dispatches(0, 5000), expected);
    }

    #[test]
    fn arrays_and_buffers_make_the_same_dispatches() {
        let (mean, stream) = ([0.0; 9000], Stream::new(42));
        let buffers = ElementwiseBuffers::normal(Each(0), 2.0).unwrap();
        let arrays = elementwise::Normal::new(&mean, 2.0).unwrap();
        let buffers = Planner::new(&stream, &buffers, 9000).unwrap();
        let arrays = Planner::new(&stream, &arrays, 9000).unwrap();
        let buffers = buffers.plan(0, 9000, 8, LIMITS).unwrap();
        let arrays = arrays.plan(0, 9000, 8, LIMITS).unwrap();
        assert_eq!(buffers.shaders(), arrays.shaders());
        for (one, other) in buffers.steps().iter().zip(arrays.steps()) {
            assert_eq!(one.dispatch, other.dispatch);
        }
        assert_eq!(arrays.element_array(0).unwrap().len(), 9000);
        assert!(arrays.element_array(1).is_none() && buffers.element_array(0).is_none());
    }

    #[test]
    fn records_are_read_by_part() {
        let order = Permutation::new(42, 1000).unwrap();
        let records = RecordBytes {
            offset: 512,
            bytes: 12_000,
        };
        let planner = Planner::new(&records, &order, 1000).unwrap();
        let plan = planner.plan(10, 5, 0, LIMITS).unwrap();
        let step = plan.steps()[0];
        assert_eq!(step.read, Read::Records);
        assert_eq!(step.dispatch.records_binding(), Some((512, 12_000)));
        assert_eq!(step.dispatch.binding_size(), 60);
    }

    #[test]
    fn what_cannot_be_planned_is_an_error() {
        let stream = Stream::new(42).at(8);
        let planner = Planner::new(&stream, &Normal64::STANDARD, 1 << 60).unwrap();
        let error = |first, count, offset| {
            let plan = planner.plan(first, count, offset, LIMITS);
            plan.expect_err("no plan").to_string()
        };
        assert!(error(0, 1, 6).contains("byte 6"));
        assert!(error(0, 1 << 50, 1 << 52).contains("2^53 bytes"));
        assert!(
            error(1, 1 << 60, 0)
                .contains("from number 1 on are not in a draw of 1152921504606846976")
        );
        assert!(error(u64::MAX, 2, 0).contains("not in a draw"));
        let end = Planner::new(&stream, &Normal64::STANDARD, u64::MAX).unwrap_err();
        assert!(end.to_string().contains("2^64 words"), "{end}");
        for (limits, name) in [
            (
                Limits {
                    max_storage_buffer_binding_size: 4096,
                    ..LIMITS
                },
                "max_storage_buffer_binding_size is 4096",
            ),
            (
                Limits {
                    min_storage_buffer_offset_alignment: 0,
                    ..LIMITS
                },
                "min_storage_buffer_offset_alignment is 0",
            ),
            (
                Limits {
                    max_compute_workgroups_per_dimension: 0,
                    ..LIMITS
                },
                "max_compute_workgroups_per_dimension is 0",
            ),
        ] {
            let message = planner
                .plan(0, 1, 0, limits)
                .expect_err("no plan")
                .to_string();
            assert!(message.contains(name), "{message}");
        }
        let mut latin = LatinHypercube::new(10, 2, 1).unwrap();
        latin.seek(4).unwrap();
        let error = Planner::new(&latin, &Normal::STANDARD, 7).unwrap_err();
        assert!(
            error.to_string().contains("7 points from position 4"),
            "{error}"
        );
        let mask = BernoulliMask::new(0.5).unwrap();
        assert!(Planner::new(&latin, &mask, 1).is_err());
        let order = |n| Permutation::new(42, n).unwrap();
        let error = Planner::new(&u64::MAX, &order(1000), 2).unwrap_err();
        assert!(
            error.to_string().contains("18446744073709551615"),
            "{error}"
        );
        let shuffle = |n, offset, bytes| {
            let (order, records) = (order(n), RecordBytes { offset, bytes });
            let planner = match Planner::new(&records, &order, n) {
                Ok(planner) => planner,
                Err(error) => return error.to_string(),
            };
            let plan = planner.plan(0, n, 0, LIMITS);
            plan.expect_err("no plan").to_string()
        };
        assert!(shuffle(10, 0, 44).contains("44 bytes do not hold n = 10 records"));
        assert!(shuffle(0, 0, 0).contains("n = 0 records"));
        assert!(shuffle(10, 2, 40).contains("byte 2"));
        assert!(shuffle(1, 0, 1 << 40).contains("binds"));
    }
}
