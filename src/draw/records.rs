//! Records in the order of a permutation, as plans have them.

use alloc::borrow::Cow;

use super::{
    Asked, Make, Range,
    kind::Records,
    permutation::{OrderTask, OrderWork},
};
use crate::{
    error::Error,
    permutation::{Permutation, PermutationError},
};

/// Bytes of a buffer of the caller that has the records to be shuffled: for a [`Planner`](super::Planner).
///
/// ```
/// use seedbed::{Permutation, draw::{Planner, RecordBytes}, plan::{Limits, Read}};
/// let order = Permutation::new(42, 60_000)?;
/// let images = RecordBytes { offset: 0, bytes: 60_000 * 784 };
/// let planner = Planner::new(&images, &order, 60_000)?;
/// let plan = planner.plan(0, 60_000, 0, Limits::WEBGPU)?;
/// assert_eq!(plan.steps()[0].read, Read::Records);
/// assert_eq!(plan.steps()[0].dispatch.records_binding(), Some((0, 60_000 * 784)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordBytes {
    /// The first of them, a multiple of 4.
    pub offset: u64,
    /// How many: whole words for each record.
    pub bytes: u64,
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Make<RecordBytes, Records> for Permutation {
    type Output = u32;

    fn range(&self, records: &RecordBytes, asked: Asked) -> Result<Range, Error> {
        let (bytes, n) = (records.bytes, self.len());
        let all = match asked {
            Asked::Samples(count) => count == n,
            Asked::Outputs(words) => words == bytes / 4,
        };
        if !all || n == 0 || bytes == 0 || !bytes.is_multiple_of(4 * n) {
            return Err(PermutationError::Records { bytes, n }.into());
        }
        Ok(Range {
            first: 0,
            outputs: bytes / 4,
            results: bytes / 4,
            end: n.into(),
        })
    }

    /// Records are shuffled as often as one likes.
    fn pass(&self, _records: &mut RecordBytes, _range: Range) {}

    type Work<'a> = OrderWork<'a>;

    fn work<'a>(&'a self, records: &'a RecordBytes, _range: Range) -> OrderWork<'a> {
        OrderWork {
            order: Cow::Borrowed(self),
            task: OrderTask::Shuffle {
                offset: records.offset,
                bytes: records.bytes,
            },
        }
    }
}
