//! Elements of a permutation from an index, and records in its order.

#[cfg(feature = "plan")]
use alloc::{borrow::Cow, boxed::Box, vec, vec::Vec};

use super::{Asked, Draw, Make, Range, kind::Elements};
#[cfg(feature = "plan")]
use super::{Check, Place, Work};
use crate::{
    cpu::Cpu,
    distr::Results,
    error::Error,
    permutation::{Permutation, PermutationError},
};
#[cfg(feature = "plan")]
use crate::{
    distr::Packing,
    plan::{
        CHECK_WORDS, Plan, PlanError, PlanLimits, Read, Shader, Step, Words, WriteTo,
        check_permutations,
        permutation::{PermutationKernel, Records, Task, elements},
    },
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Make<u64, Elements> for Permutation {
    type Output = u32;

    fn range(&self, first: &u64, asked: Asked) -> Result<Range, Error> {
        let (Asked::Samples(count) | Asked::Outputs(count)) = asked;
        PermutationError::check_range(*first, count, self.len())?;
        Ok(Range {
            first: *first,
            outputs: count,
            results: count,
            end: u128::from(first + count),
        })
    }

    fn pass(&self, first: &mut u64, range: Range) {
        *first = range.end as u64;
    }

    #[cfg(feature = "plan")]
    type Work<'a> = OrderWork<'a>;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, first: &'a u64, _range: Range) -> OrderWork<'a> {
        OrderWork {
            order: Cow::Borrowed(self),
            task: OrderTask::Elements { first: *first },
        }
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Draw<u64, Elements> for Permutation {
    fn fill(&self, _cpu: Cpu, _first: &mut u64, range: Range, first: u64, out: Results<'_>) {
        // All of them exist.
        let _ = self.fill(range.first + first, out.into_words());
    }
}

/// What is made of a permutation.
#[cfg(feature = "plan")]
pub struct OrderWork<'a> {
    pub(crate) order: Cow<'a, Permutation>,
    pub(crate) task: OrderTask,
}

#[cfg(feature = "plan")]
pub(crate) enum OrderTask {
    /// The elements from one on.
    Elements { first: u64 },
    /// Records of the caller in its order: bytes of its buffer.
    Shuffle { offset: u64, bytes: u64 },
    /// Words of records to check kernels with, likewise.
    Check(Vec<u32>),
}

#[cfg(feature = "plan")]
impl OrderWork<'_> {
    fn shader(&self, limits: PlanLimits) -> Shader {
        let task = match self.task {
            OrderTask::Elements { .. } => Task::Elements,
            OrderTask::Shuffle { .. } | OrderTask::Check(_) => Task::Gather,
        };
        PermutationKernel {
            task,
            wide: limits.wide,
        }
        .into()
    }
}

/// Words of the records of a check.
#[cfg(feature = "plan")]
const CHECK_RECORD_WORDS: u32 = 3;

#[cfg(feature = "plan")]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Work for OrderWork<'_> {
    fn unit(&self) -> u64 {
        let n = self.order.len().max(1);
        match &self.task {
            OrderTask::Elements { .. } => 1,
            OrderTask::Shuffle { bytes, .. } => (bytes / 4 / n).max(1),
            OrderTask::Check(_) => CHECK_RECORD_WORDS.into(),
        }
    }

    fn plan(&self, place: Place, limits: PlanLimits) -> Plan<'_> {
        let mut words = vec![Words::of_order(&self.order)];
        // What cannot be bound was refused before.
        let gather =
            |offset, bytes| match Records::new(limits.dispatch, self.order.len(), offset, bytes) {
                Ok(records) => records.dispatches(limits.dispatch, place.first, place.target),
                Err(_) => Vec::new(),
            };
        let (dispatches, read) = match &self.task {
            OrderTask::Elements { first } => {
                let dispatches = elements(limits.dispatch, first + place.first, place.target);
                (dispatches, Read::Nothing)
            }
            OrderTask::Shuffle { offset, bytes } => (gather(*offset, *bytes), Read::Records),
            OrderTask::Check(values) => {
                words.push(Words::own(values));
                (gather(0, 4 * values.len() as u64), Read::Words(1))
            }
        };
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            read,
            table: Read::Words(0),
        };
        Plan {
            shaders: vec![self.shader(limits)],
            words,
            steps: dispatches.into_iter().map(step).collect(),
            elements: None,
            scratch_words: 0,
        }
    }

    fn check(&self, limits: PlanLimits) -> Result<(), PlanError> {
        if let OrderTask::Shuffle { offset, bytes } = self.task {
            if !offset.is_multiple_of(4) {
                return Err(PlanError::Offset { offset });
            }
            Records::new(limits.dispatch, self.order.len(), offset, bytes)?;
        }
        Ok(())
    }

    fn variants(&self, limits: PlanLimits) -> Vec<Vec<Shader>> {
        vec![vec![self.shader(limits)]]
    }

    /// Elements in their order, or records whose words count down.
    fn checks(&self) -> Vec<Check<'_>> {
        let is_gather = !matches!(self.task, OrderTask::Elements { .. });
        let check = |(order, first): (Permutation, u64)| {
            let n = order.len();
            if is_gather && n > CHECK_WORDS as u64 {
                return None;
            }
            let count = (n - first).min(CHECK_WORDS as u64);
            let mut elements = vec![0; count as usize];
            // All of them exist.
            order.fill(first, &mut elements).ok()?;
            let (task, expected) = if is_gather {
                let each = CHECK_RECORD_WORDS;
                let values: Vec<u32> = (0..n as u32 * each).map(|word| !word).collect();
                let mut expected = Vec::new();
                for element in elements {
                    expected.extend((0..each).map(|word| !(element * each + word)));
                }
                (OrderTask::Check(values), expected)
            } else {
                (OrderTask::Elements { first }, elements)
            };
            let work = OrderWork {
                order: Cow::Owned(order),
                task,
            };
            Some(Check {
                work: Box::new(work),
                packing: Packing::Words,
                expected,
            })
        };
        check_permutations().into_iter().filter_map(check).collect()
    }
}
