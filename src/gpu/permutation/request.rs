//! One call as dispatches: what is asked for, and what the kernels bind.

use alloc::vec::Vec;

use crate::{
    error::Error,
    gpu::{
        Gpu,
        draw::{Target, pass_descriptor},
        plan::{Dispatch, DispatchLimits, DrawParameters},
        resources::{Bound, initialized},
    },
    permutation::{Permutation, PermutationError},
    plan::{
        own_table_of_permutation,
        permutation::{PermutationKernel, Records, Task, elements},
    },
};

/// What one call makes of a permutation.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    /// The elements from `first` on.
    Elements { first: u64 },
    /// The records in its order.
    Shuffle {
        records: Records,
        buffer: &'a wgpu::Buffer,
    },
}

/// One call.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) permutation: &'a Permutation,
    pub(super) target: Target<'a>,
    pub(super) asked: Asked<'a>,
}

impl<'a> Request<'a> {
    pub(super) fn elements(
        permutation: &'a Permutation,
        first: u64,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, Error> {
        let target = Target::of_bytes(target, 4)?;
        PermutationError::check_range(first, target.len_words, permutation.len())?;
        Ok(Request {
            permutation,
            target,
            asked: Asked::Elements { first },
        })
    }

    pub(super) fn shuffle(
        limits: DispatchLimits,
        permutation: &'a Permutation,
        records: wgpu::BufferSlice<'a>,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, Error> {
        let bytes = records.size();
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
        let buffer = records.buffer();
        let records = if bytes.is_multiple_of(4) {
            let offset = Target::of_bytes(records, 4)?.offset;
            Records::new(limits, permutation.len(), offset, bytes)?
        } else {
            let n = permutation.len();
            return Err(PermutationError::Records { bytes, n }.into());
        };
        Ok(Request {
            permutation,
            target: Target::of_bytes(target, 4)?,
            asked: Asked::Shuffle { records, buffer },
        })
    }

    pub(super) fn task(&self) -> Task {
        match self.asked {
            Asked::Elements { .. } => Task::Elements,
            Asked::Shuffle { .. } => Task::Gather,
        }
    }
}

/// Dispatches, ready to be put into a compute pass.
pub(super) struct Recorded {
    pipeline: wgpu::ComputePipeline,
    dispatches: Vec<Dispatch>,
    groups: Vec<wgpu::BindGroup>,
    slot_bytes: u64,
}

impl Recorded {
    pub(super) fn play(&self, encoder: &mut wgpu::CommandEncoder) {
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        pass.set_pipeline(&self.pipeline);
        for (i, (dispatch, group)) in self.dispatches.iter().zip(&self.groups).enumerate() {
            dispatch.play(&mut pass, group, i as u64 * self.slot_bytes);
        }
    }
}

impl Gpu {
    pub(super) fn submit_recorded(
        &self,
        pipeline: &wgpu::ComputePipeline,
        request: Request<'_>,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let mut encoder =
            self.inner
                .device
                .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                    label: Some("seedbed.permutation"),
                });
        self.record_request(pipeline, request).play(&mut encoder);
        then(&mut encoder);
        self.inner.queue.submit([encoder.finish()])
    }

    /// The dispatches of a request, and what they bind.
    pub(super) fn record_request(
        &self,
        pipeline: &wgpu::ComputePipeline,
        request: Request<'_>,
    ) -> Recorded {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let resources = &self.inner.resources;
        let Request {
            permutation,
            target,
            asked,
        } = request;
        let (dispatches, read) = match asked {
            Asked::Elements { first } => {
                let dispatches = elements(resources.limits, first, target.range());
                (dispatches, resources.no_table())
            }
            Asked::Shuffle { records, buffer } => {
                (records.dispatches(resources.limits, target.offset), buffer)
            }
        };
        let mut slots = resources.slot_data(&dispatches);
        // A request for nothing has no slot, and a buffer has at least one.
        slots.resize(slots.len().max(size_of::<DrawParameters>()), 0);
        let usage = wgpu::BufferUsages::UNIFORM;
        let slots = initialized(device, queue, "seedbed.draw_parameters", usage, &slots);
        let words = own_table_of_permutation(permutation);
        let own_table = initialized(
            device,
            queue,
            "seedbed.permutation_table",
            wgpu::BufferUsages::STORAGE,
            bytemuck::cast_slice(&words),
        );
        let groups = dispatches
            .iter()
            .map(|dispatch| {
                let bound = Bound::new(dispatch, target.buffer, &slots, read, &own_table)
                    .of_part(dispatch.records_binding());
                resources.bind_group(device, &bound)
            })
            .collect();
        Recorded {
            pipeline: pipeline.clone(),
            dispatches,
            groups,
            slot_bytes: resources.slot_bytes,
        }
    }

    /// The kernel of a task.
    pub(super) fn permutation_kernel(&self, task: Task) -> PermutationKernel {
        let wide = self.inner.wide;
        PermutationKernel { task, wide }
    }
}
