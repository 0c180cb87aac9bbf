//! Records in buffers of the caller, in the order of a permutation.

use alloc::borrow::Cow;

use super::samples::whole_samples;
use crate::{
    draw::{Asked, Make, OrderTask, OrderWork, Range, RecordBytes, kind::Records},
    error::Error,
    permutation::{Permutation, PermutationError},
    plan::{PlanLimits, permutation},
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<'b> Make<wgpu::BufferSlice<'b>, Records> for Permutation {
    type Output = u32;

    fn range(&self, records: &wgpu::BufferSlice<'b>, asked: Asked) -> Result<Range, Error> {
        self.range(&bytes_of(records), asked)
    }

    /// Records are shuffled as often as one likes.
    fn pass(&self, _records: &mut wgpu::BufferSlice<'b>, _range: Range) {}

    type Work<'a>
        = OrderWork<'a>
    where
        Self: 'a,
        wgpu::BufferSlice<'b>: 'a;

    fn work<'a>(&'a self, records: &'a wgpu::BufferSlice<'b>, _range: Range) -> OrderWork<'a> {
        OrderWork {
            order: Cow::Borrowed(self),
            task: OrderTask::Shuffle {
                offset: records.offset(),
                bytes: records.size(),
            },
        }
    }

    fn buffers<'a>(&'a self, records: &'a wgpu::BufferSlice<'b>) -> [Option<&'a wgpu::Buffer>; 2] {
        [Some(records.buffer()), None]
    }

    fn check_buffers(
        &self,
        records: &wgpu::BufferSlice<'b>,
        target: Option<&wgpu::BufferSlice<'_>>,
        limits: PlanLimits,
    ) -> Result<(), Error> {
        let (bytes, n) = (records.size(), self.len());
        if let Some(target) = target {
            if records.buffer() == target.buffer() {
                return Err(PermutationError::SameBuffer.into());
            }
            if target.size() != bytes {
                let target_bytes = target.size();
                return Err(PermutationError::Target {
                    bytes,
                    target_bytes,
                }
                .into());
            }
        }
        if !bytes.is_multiple_of(4) {
            return Err(PermutationError::Records { bytes, n }.into());
        }
        whole_samples(*records, 4)?;
        permutation::Records::new(limits.dispatch, n, records.offset(), bytes)?;
        Ok(())
    }
}

fn bytes_of(records: &wgpu::BufferSlice<'_>) -> RecordBytes {
    RecordBytes {
        offset: records.offset(),
        bytes: records.size(),
    }
}
