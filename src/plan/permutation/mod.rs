//! Elements of a permutation, and shuffles by one, as dispatches.

pub(crate) mod kernel;

use alloc::{vec, vec::Vec};

pub(crate) use kernel::{PermutationKernel, PermutationWords, Task};

use super::{
    CHECK_SEED, Limits, Plan, PlanError, ReadFrom, Shader, Step, WriteTo,
    dispatch::{Along, Dispatch, DispatchLimits, WordRange, plan},
    draw::check_target,
    kernel::Wide,
    step::AnyKernel,
};
use crate::{
    distr::Packing,
    permutation::{Permutation, PermutationError},
};

/// What every kernel is checked on: elements, the first of them that is made, whether of the inverse.
/// Few rounds, many rounds, and a list.
const CHECKS: [(u64, u64, bool); 4] = [
    (1_000_003, 500_000, false),
    ((1 << 32) - 5, (1 << 31) - 100, true),
    (1000, 0, false),
    (61, 0, true),
];

/// The dispatches of the elements from `first` on, all of which exist.
pub(crate) fn elements(limits: DispatchLimits, first: u64, target: WordRange) -> Vec<Dispatch> {
    plan(limits, first, target, Packing::Words, [0; 8])
}

/// Records that are shuffled: what is bound of them, and the words of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Records {
    bound: Along,
    record_words: u32,
    len_words: u64,
}

impl Records {
    /// `n` of them, in so many bytes from byte `offset` on, a multiple of 4.
    pub(crate) fn new(
        limits: DispatchLimits,
        n: u64,
        offset: u64,
        bytes: u64,
    ) -> Result<Self, PermutationError> {
        if n == 0 || bytes == 0 || !bytes.is_multiple_of(4 * n) {
            return Err(PermutationError::Records { bytes, n });
        }
        let binding_offset = offset / limits.offset_alignment * limits.offset_alignment;
        let (skipped, limit) = (offset - binding_offset, limits.binding_bytes);
        // Below 2³¹ bytes: words are counted in 32 bits.
        if bytes > limit - skipped.min(limit) {
            return Err(PermutationError::Binding { bytes, limit });
        }
        Ok(Records {
            bound: Along {
                binding_offset,
                binding_size: skipped + bytes,
                word: (skipped / 4) as u32,
            },
            record_words: (bytes / 4 / n) as u32,
            len_words: bytes / 4,
        })
    }

    /// The dispatches of the shuffled records, from byte `offset` of the target on.
    pub(crate) fn dispatches(self, limits: DispatchLimits, offset: u64) -> Vec<Dispatch> {
        let len_words = self.len_words;
        let target = WordRange { offset, len_words };
        let parameters = [self.record_words, self.bound.word, 0, 0, 0, 0, 0, 0];
        let mut dispatches = plan(limits, 0, target, Packing::Words, parameters);
        for dispatch in &mut dispatches {
            dispatch.along[0] = self.bound;
        }
        dispatches
    }
}

impl Plan {
    /// `count` elements of a permutation from `first` on, as `u32`, from byte `offset` of the target on.
    ///
    /// ```
    /// use seedbed::{Permutation, plan::{self, Limits, Plan}};
    /// let order = Permutation::new(42, 1 << 32)?;
    /// let plan = Plan::of_permutation(&order, 1 << 31, 0, 4096, Limits::WEBGPU)?;
    /// assert_eq!(plan.steps()[0].dispatch.workgroups(), [1, 1]);
    /// assert!(plan.steps()[0].has_own_table); // plan::own_table_of_permutation(&order)
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PlanError::Permutation`] when there are not as many elements; [`PlanError::Offset`] and
    /// [`PlanError::Limit`] as [`new`](Self::new).
    pub fn of_permutation(
        permutation: &Permutation,
        first: u64,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let limits = limits.checked()?;
        PermutationError::check_range(first, count, permutation.len())?;
        check_target(offset, count, 4)?;
        let target = WordRange {
            offset,
            len_words: count,
        };
        let dispatches = elements(limits, first, target);
        let end = first + count;
        Ok(Plan::by_task(Task::Elements, dispatches, end))
    }

    /// A shuffle of `n` records into another buffer, from byte `offset` on: record `i` of the target is
    /// record `get(i)`, as in [`Permutation::permuted`]. The records are `bytes` bytes from byte
    /// `records_offset` of their buffer on, each the `n`-th part of them, whole words.
    ///
    /// ```
    /// use seedbed::{Permutation, plan::{Limits, Plan, ReadFrom}};
    /// let order = Permutation::new(42, 60_000)?;
    /// let plan = Plan::of_shuffle(&order, 0, 60_000 * 784, 0, Limits::WEBGPU)?;
    /// let step = plan.steps()[0];
    /// assert_eq!(step.from, ReadFrom::Records);
    /// assert_eq!(step.dispatch.records_binding(), Some((0, 60_000 * 784)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PlanError::Permutation`] for bytes that are no such records, or more than a binding has;
    /// [`PlanError::Offset`] and [`PlanError::Limit`] as [`new`](Self::new).
    pub fn of_shuffle(
        permutation: &Permutation,
        records_offset: u64,
        bytes: u64,
        offset: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let limits = limits.checked()?;
        check_target(records_offset, bytes, 1)?;
        check_target(offset, bytes, 1)?;
        let records = Records::new(limits, permutation.len(), records_offset, bytes)?;
        let dispatches = records.dispatches(limits, offset);
        Ok(Plan::by_task(Task::Gather, dispatches, permutation.len()))
    }

    fn by_task(task: Task, dispatches: Vec<Dispatch>, end: u64) -> Self {
        let kernel = PermutationKernel {
            task,
            wide: Wide::Portable,
        };
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            from: match task {
                Task::Elements => ReadFrom::Nothing,
                Task::Gather => ReadFrom::Records,
            },
            has_own_table: true,
        };
        Plan::of_steps(
            vec![Shader(AnyKernel::Permutation(kernel))],
            dispatches.into_iter().map(step).collect(),
            end.into(),
        )
    }
}

/// The table of a permutation as kernels read it: 96 bytes.
///
/// ```
/// use seedbed::{Permutation, plan::own_table_of_permutation};
/// let order = Permutation::new(42, 1000)?;
/// assert_eq!(own_table_of_permutation(&order).len(), 24);
/// assert_ne!(own_table_of_permutation(&order), own_table_of_permutation(&order.inverse()));
/// # Ok::<(), seedbed::PermutationError>(())
/// ```
#[must_use]
pub fn own_table_of_permutation(permutation: &Permutation) -> Vec<u32> {
    bytemuck::cast_slice(&[PermutationWords::new(permutation)]).into()
}

/// What kernels of permutations are checked on: each permutation, and the element where the check begins.
/// [`CHECK_WORDS`](super::CHECK_WORDS) elements are compared, or as many as there are.
///
/// ```
/// let checks = seedbed::plan::check_permutations();
/// assert!(checks.iter().all(|(order, first)| *first < order.len()));
/// ```
#[must_use]
pub fn check_permutations() -> Vec<(Permutation, u64)> {
    let of = |(n, first, inverted)| {
        let permutation = Permutation::new(CHECK_SEED, n).ok()?;
        let turned = if inverted {
            permutation.inverse()
        } else {
            permutation
        };
        Some((turned, first))
    };
    CHECKS.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permutation(n: u64) -> Permutation {
        Permutation::new(42, n).expect("a permutation")
    }

    #[test]
    fn all_checks_are_there() {
        assert_eq!(check_permutations().len(), CHECKS.len());
    }

    #[test]
    fn records_are_bound_from_an_aligned_place() {
        let limits = Limits::WEBGPU.checked().expect("limits");
        let records = Records::new(limits, 10, 260, 120).expect("records");
        let [dispatch] = records.dispatches(limits, 4)[..] else {
            panic!("one dispatch")
        };
        assert_eq!(dispatch.records_binding(), Some((256, 124)));
        assert_eq!(records.record_words, 3);
        assert_eq!(
            (dispatch.binding_offset(), dispatch.binding_size()),
            (0, 124)
        );
        let most = limits.binding_bytes;
        assert!(Records::new(limits, most / 4, 0, most).is_ok());
        assert_eq!(
            Records::new(limits, most / 4, 4, most).expect_err("too many"),
            PermutationError::Binding {
                bytes: most,
                limit: most
            }
        );
    }

    #[test]
    fn what_cannot_be_planned_is_an_error() {
        let limits = Limits::WEBGPU;
        let elements = |first, offset, count| {
            Plan::of_permutation(&permutation(1000), first, offset, count, limits)
                .expect_err("no plan")
                .to_string()
        };
        assert!(elements(999, 0, 2).contains("2 elements from element 999"));
        assert!(elements(u64::MAX, 0, 2).contains("18446744073709551615"));
        assert!(elements(0, 3, 1).contains("byte 3"));
        let shuffle = |n, records_offset, bytes, offset| {
            Plan::of_shuffle(&permutation(n), records_offset, bytes, offset, limits)
                .expect_err("no plan")
                .to_string()
        };
        assert!(shuffle(10, 0, 44, 0).contains("44 bytes do not hold n = 10 records"));
        assert!(shuffle(0, 0, 0, 0).contains("n = 0 records"));
        assert!(shuffle(10, 2, 40, 0).contains("byte 2"));
        assert!(shuffle(10, 0, 40, 6).contains("byte 6"));
        assert!(shuffle(1, 0, 1 << 40, 0).contains("binds"));
        assert!(shuffle(1, 0, u64::MAX, 0).contains("2^53"));
    }
}
