//! One call as dispatches: what is asked for, and what the kernels bind.

use alloc::vec::Vec;

use super::{
    kernel::{PermutationKernel, PermutationParameters, Task},
    pipeline::Compiled,
};
use crate::{
    distr::Packing,
    error::Error,
    gpu::{
        Gpu,
        draw::Target,
        plan::{Dispatch, DrawParameters, plan},
        resources::initialized,
    },
    permutation::{Permutation, PermutationError},
};

/// Records to be gathered: where they begin, and the words of each.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    pub(super) words: Target<'a>,
    pub(super) record_words: u64,
}

/// What one call makes: the words from `first_word` on of the elements, or of the records in their
/// order.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) permutation: &'a Permutation,
    pub(super) first_word: u64,
    pub(super) target: Target<'a>,
    pub(super) records: Option<Records<'a>>,
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
            first_word: first,
            target,
            records: None,
        })
    }

    pub(super) fn shuffle(
        device: &wgpu::Device,
        permutation: &'a Permutation,
        records: wgpu::BufferSlice<'a>,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, Error> {
        let (n, bytes) = (permutation.len(), records.size());
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
        if n == 0 || bytes == 0 || !bytes.is_multiple_of(4 * n) {
            return Err(PermutationError::Records { bytes, n }.into());
        }
        let limit = binding_limit(device);
        let words = Target::of_bytes(records, 4)?;
        if bytes + binding_start(device, words).1 > limit {
            return Err(PermutationError::Binding { bytes, limit }.into());
        }
        Ok(Request {
            permutation,
            first_word: 0,
            target: Target::of_bytes(target, 4)?,
            records: Some(Records {
                words,
                record_words: bytes / 4 / n,
            }),
        })
    }

    pub(super) fn task(&self) -> Task {
        match self.records {
            None => Task::Elements,
            Some(_) => Task::Gather,
        }
    }
}

/// Bytes of the largest binding, below which words are counted in 32 bits.
fn binding_limit(device: &wgpu::Device) -> u64 {
    let limits = device.limits();
    limits.max_storage_buffer_binding_size.min(1 << 31) & !15
}

/// Where a binding of these words may start, and the bytes from there to the first of them.
fn binding_start(device: &wgpu::Device, words: Target<'_>) -> (u64, u64) {
    let alignment = u64::from(device.limits().min_storage_buffer_offset_alignment);
    let start = words.offset / alignment * alignment;
    (start, words.offset - start)
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
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor {
            label: Some("seedbed.permutation"),
            timestamp_writes: None,
        });
        pass.set_pipeline(&self.pipeline);
        for (i, (dispatch, group)) in self.dispatches.iter().zip(&self.groups).enumerate() {
            dispatch.play(&mut pass, group, i as u64 * self.slot_bytes);
        }
    }
}

impl Gpu {
    pub(super) fn submit_recorded(
        &self,
        compiled: &Compiled,
        request: Request<'_>,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let mut encoder =
            self.inner
                .device
                .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                    label: Some("seedbed.permutation"),
                });
        self.record_request(compiled, request).play(&mut encoder);
        then(&mut encoder);
        self.inner.queue.submit([encoder.finish()])
    }

    /// The dispatches of a request, and what they bind.
    pub(super) fn record_request(&self, compiled: &Compiled, request: Request<'_>) -> Recorded {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let resources = &self.inner.resources;
        let Request {
            permutation,
            first_word,
            target,
            records,
        } = request;
        let dispatches = plan(
            resources.limits,
            first_word,
            target.range(),
            Packing::Words,
            [0; 8],
        );
        let uniform = |label, bytes: &[u8]| {
            initialized(device, queue, label, wgpu::BufferUsages::UNIFORM, bytes)
        };
        let mut slots = resources.slot_data(&dispatches);
        // A request for nothing has no slot, and a buffer has at least one.
        slots.resize(slots.len().max(size_of::<DrawParameters>()), 0);
        let slots = uniform("seedbed.draw_parameters", &slots);
        let binding = records.map(|records| (records, binding_start(device, records.words)));
        let (record_words, first_record_word) = binding
            .map_or((1, 0), |(records, (_, skipped))| {
                (records.record_words as u32, (skipped / 4) as u32)
            });
        let parameters = PermutationParameters::new(permutation, record_words, first_record_word);
        let parameters = uniform(
            "seedbed.permutation_parameters",
            bytemuck::bytes_of(&parameters),
        );
        let part = |buffer, offset, size| {
            wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer,
                offset,
                size: wgpu::BufferSize::new(size),
            })
        };
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let groups = dispatches
            .iter()
            .map(|dispatch| {
                let (start, size) = (dispatch.binding_offset, dispatch.binding_size);
                let mut entries = Vec::from([
                    entry(0, part(target.buffer, start, size)),
                    entry(1, part(&slots, 0, size_of::<DrawParameters>() as u64)),
                    entry(2, parameters.as_entire_binding()),
                ]);
                if let Some((Records { words, .. }, (start, skipped))) = binding {
                    let size = skipped + 4 * words.len_words;
                    entries.push(entry(3, part(words.buffer, start, size)));
                }
                device.create_bind_group(&wgpu::BindGroupDescriptor {
                    label: Some("seedbed.permutation"),
                    layout: &compiled.bind_group_layout,
                    entries: &entries,
                })
            })
            .collect();
        Recorded {
            pipeline: compiled.pipeline.clone(),
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
