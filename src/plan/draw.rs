//! Plans of draws.

use alloc::vec::Vec;

use super::{
    Dispatch, Limits, PlanError, ReadFrom, Shader, Step, WriteTo,
    dispatch::{WordRange, parameters, plan},
    element,
    kernel::{Kernel, Store, Wide},
    step::AnyKernel,
    vectors::{self, VectorKernel, VectorShape, VectorStep, VectorStepKernel, vector_steps},
};
use crate::{
    distr::{Distribution, Transform, VectorDistribution, elementwise::Elementwise},
    stream::{Span, Stream},
};

/// Scratch words of vectors at a time: 16 MiB.
const SCRATCH_WORDS: u64 = 1 << 22;

/// A draw, ready to be executed.
///
/// See the [module](super) for how.
#[derive(Clone, Debug)]
pub struct Plan {
    shaders: Vec<Shader>,
    steps: Vec<Step>,
    scratch_bytes: u64,
    end: u128,
}

impl Plan {
    /// The next `count` samples of the stream, from byte `offset` of the target on. The stream is not
    /// moved: [`position`](Self::position) is where it is afterwards.
    ///
    /// # Errors
    /// [`PlanError::Stream`] when the stream has not as many words, [`PlanError::Offset`] and
    /// [`PlanError::Size`] for targets that cannot be, [`PlanError::Limit`] for a device that cannot be.
    pub fn new<D: Distribution>(
        stream: &Stream,
        distribution: &D,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let sizes = [D::WORDS, size_of::<D::Output>()];
        Plan::of_transform(
            stream,
            distribution.transform(),
            sizes,
            offset,
            count,
            limits,
        )
    }

    /// [`new`](Self::new), of samples of so many words of the stream and bytes of memory.
    pub(super) fn of_transform(
        stream: &Stream,
        transform: Transform<'_>,
        [words, bytes_each]: [usize; 2],
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let limits = limits.checked()?;
        let span = stream.span(count, words)?;
        check_target(offset, count, bytes_each)?;
        let range = WordRange {
            offset,
            len_words: count * words as u64,
        };
        let first_word = span.first_word();
        let dispatches = plan(
            limits,
            first_word,
            range,
            transform.packing(),
            parameters(transform),
        );
        Ok(Plan::of_words(stream, transform, span, range, dispatches))
    }

    /// The stream's next samples, one for each element of the distribution's parameters. Arrays of
    /// parameters are bound from their byte 0 on.
    ///
    /// ```
    /// use seedbed::{Stream, distr::elementwise::Normal, plan::{Limits, Plan}};
    /// let (mean, stream) = ([0.0, 10.0, 20.0], Stream::new(42));
    /// let plan = Plan::by_element(&stream, &Normal::new(&mean, 1.0)?, 0, Limits::WEBGPU)?;
    /// assert!(plan.shaders()[0].is_by_element());
    /// let dispatch = plan.steps()[0].dispatch;
    /// assert_eq!(dispatch.element_binding(0), Some((0, 12)));
    /// assert_eq!(dispatch.element_binding(1), None); // 1.0 is among its parameters
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn by_element<D: Elementwise>(
        stream: &Stream,
        distribution: &D,
        offset: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let count = distribution.len() as u64;
        let limits = limits.checked()?;
        let span = stream.span(count, 1)?;
        check_target(offset, count, size_of::<D::Output>())?;
        let transform = distribution.transform();
        let range = WordRange {
            offset,
            len_words: count,
        };
        let sources = element::uploaded(transform);
        let dispatches = element::plan(limits, span.first_word(), range, transform, sources);
        Ok(Plan::of_words(stream, transform, span, range, dispatches))
    }

    pub(super) fn of_words(
        stream: &Stream,
        transform: Transform<'_>,
        span: Span,
        range: WordRange,
        dispatches: Vec<Dispatch>,
    ) -> Self {
        let store = Store::of(span.first_word(), range, transform.packing());
        let kernel = Kernel::new(stream.engine(), transform, store, Wide::Portable);
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            from: ReadFrom::TileKeys,
            has_own_table: true,
        };
        Plan::of_steps(
            [Shader(AnyKernel::Draw(kernel))].into(),
            dispatches.into_iter().map(step).collect(),
            span.end(),
        )
    }

    /// Steps without scratch.
    pub(super) fn of_steps(shaders: Vec<Shader>, steps: Vec<Step>, end: u128) -> Self {
        Plan {
            shaders,
            steps,
            scratch_bytes: 0,
            end,
        }
    }

    /// The stream's next `count` vectors, in rows.
    ///
    /// ```
    /// use seedbed::{Stream, distr::UnitSphere, plan::{Limits, Plan}};
    /// let plan = Plan::of_vectors(&Stream::new(42), &UnitSphere, 0, 1000, Limits::WEBGPU)?;
    /// assert_eq!((plan.shaders().len(), plan.position()), (2, 2000));
    /// assert!(plan.scratch_bytes() >= 8000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_vectors<V: VectorDistribution>(
        stream: &Stream,
        vectors: &V,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let rows = vectors.rows();
        let limits = limits.checked()?;
        let span = rows.span(stream, count)?;
        let dimension = rows.dimension();
        check_target(offset, count, 4 * dimension)?;
        let target = WordRange {
            offset,
            len_words: count * dimension as u64,
        };
        let (steps, scratch_words) =
            vector_steps(limits, rows, span.first_word(), target, SCRATCH_WORDS);
        let scratch = vectors::draws(rows).map(|transform| {
            let kernel = Kernel::new(stream.engine(), transform, Store::Quads, Wide::Portable);
            Shader(AnyKernel::Draw(kernel))
        });
        let mut shaders: Vec<Shader> = scratch.collect();
        let draws = shaders.len();
        shaders.extend(VectorShape::of(rows).iter().map(|&shape| {
            Shader(AnyKernel::Vectors(VectorKernel {
                shape,
                wide: Wide::Portable,
            }))
        }));
        let step = |VectorStep { kernel, dispatch }| {
            let (shader, to, from, has_own_table) = match kernel {
                VectorStepKernel::Draw(i) => (i, WriteTo::Scratch, ReadFrom::TileKeys, false),
                VectorStepKernel::InPlace(i) => {
                    (draws + i, WriteTo::Scratch, ReadFrom::Nothing, true)
                }
                VectorStepKernel::Last(i) => (draws + i, WriteTo::Target, ReadFrom::Scratch, true),
            };
            Step {
                shader,
                dispatch,
                to,
                from,
                has_own_table,
            }
        };
        Ok(Plan {
            shaders,
            steps: steps.into_iter().map(step).collect(),
            scratch_bytes: 4 * scratch_words,
            end: span.end(),
        })
    }

    /// The kernels of its steps.
    #[must_use]
    pub fn shaders(&self) -> &[Shader] {
        &self.shaders
    }

    /// What to dispatch, in this order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Bytes of the scratch buffer that its steps share; 0 where they need none.
    #[must_use]
    pub fn scratch_bytes(&self) -> u64 {
        self.scratch_bytes
    }

    /// The stream's position behind the draw, for [`Stream::seek`]; of points or elements, the index of the
    /// next.
    #[must_use]
    pub fn position(&self) -> u128 {
        self.end
    }
}

/// A place in a target that kernels can write to, and a buffer can be.
pub(super) fn check_target(offset: u64, count: u64, bytes_each: usize) -> Result<(), PlanError> {
    if !offset.is_multiple_of(4) {
        return Err(PlanError::Offset { offset });
    }
    let end = u128::from(offset) + u128::from(count) * bytes_each as u128;
    if end > 1 << 53 {
        return Err(PlanError::Size {
            offset,
            count,
            bytes_each,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distr::{BernoulliMask, Normal, Normal64};
    use crate::engine::Engine;

    fn plan<D: Distribution>(
        position: u64,
        distribution: &D,
        offset: u64,
        count: u64,
    ) -> Result<Plan, PlanError> {
        let stream = Stream::new(42).at(position);
        Plan::new(&stream, distribution, offset, count, Limits::WEBGPU)
    }

    #[test]
    fn kernels_follow_the_place_of_the_draw() {
        let name = |position, offset, count| {
            let plan = plan(position, &Normal::STANDARD, offset, count);
            plan.expect("a plan").shaders()[0].name()
        };
        let quads = format!("seedbed.normal_standard.{}", Engine::default());
        assert_eq!(name(0, 0, 4096), quads);
        assert_eq!(name(4, 16, 8), quads);
        for (position, offset, count) in [(1, 0, 4), (0, 4, 4), (0, 0, 5)] {
            assert_eq!(name(position, offset, count), format!("{quads}.words"));
        }
    }

    #[test]
    fn positions_are_those_of_draws() {
        let at = |plan: Result<Plan, PlanError>| plan.expect("a plan").position();
        assert_eq!(at(plan(1, &Normal::STANDARD, 0, 3)), 4);
        assert_eq!(at(plan(1, &Normal64::STANDARD, 0, 3)), 8);
        let mask = BernoulliMask::new(0.5).expect("a probability");
        assert_eq!(at(plan(1, &mask, 0, 3)), 4 * 32);
        assert_eq!(at(plan(7, &Normal::STANDARD, 0, 0)), 7);
    }

    #[test]
    fn what_cannot_be_planned_is_an_error() {
        let error = |offset, count| {
            plan(8, &Normal64::STANDARD, offset, count)
                .expect_err("no plan")
                .to_string()
        };
        assert!(error(6, 1).contains("byte 6"));
        assert!(error(0, u64::MAX).contains("2^64 words"));
        assert!(error(1 << 52, 1 << 50).contains("2^53 bytes"));
        for (limits, name) in [
            (
                Limits {
                    max_storage_buffer_binding_size: 4096,
                    ..Limits::WEBGPU
                },
                "max_storage_buffer_binding_size is 4096",
            ),
            (
                Limits {
                    min_storage_buffer_offset_alignment: 0,
                    ..Limits::WEBGPU
                },
                "min_storage_buffer_offset_alignment is 0",
            ),
            (
                Limits {
                    max_compute_workgroups_per_dimension: 0,
                    ..Limits::WEBGPU
                },
                "max_compute_workgroups_per_dimension is 0",
            ),
        ] {
            let plan = Plan::new(&Stream::new(1), &Normal::STANDARD, 0, 1, limits);
            let message = plan.expect_err("no plan").to_string();
            assert!(message.contains(name), "{message}");
        }
    }
}
