//! Draws of vectors as dispatches: scratch words by the kernels of draws, then vectors.

use alloc::vec::Vec;
use std::sync::Mutex;

use super::pipeline::Compiled;
use crate::{
    distr::TableId,
    gpu::{
        Gpu,
        draw::{Target, pass_descriptor},
        plan::{Dispatch, DrawParameters},
        resources::{Bound, initialized, lock},
    },
    plan::vectors::{VectorStep, VectorStepKernel, vector_steps},
    stream::Stream,
    vector::Rows,
};

/// The scratch buffer: the largest that was needed. All draws write what they read of it, and one queue
/// carries them out one after the other.
#[derive(Debug, Default)]
pub(in crate::gpu) struct Scratch(Mutex<Option<wgpu::Buffer>>);

impl Scratch {
    pub(in crate::gpu) fn release(&self) {
        lock(&self.0).take();
    }

    fn of_words(&self, device: &wgpu::Device, len_words: u64) -> wgpu::Buffer {
        let mut kept = lock(&self.0);
        if let Some(buffer) = kept.as_ref().filter(|b| b.size() >= 4 * len_words) {
            return buffer.clone();
        }
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("seedbed.scratch"),
            size: 4 * len_words,
            usage: wgpu::BufferUsages::STORAGE,
            mapped_at_creation: false,
        });
        *kept = Some(buffer.clone());
        buffer
    }
}

/// Dispatches, ready to be put into a compute pass.
pub(super) struct Recorded {
    steps: Vec<(wgpu::ComputePipeline, wgpu::BindGroup, Dispatch)>,
    slot_bytes: u64,
}

impl Recorded {
    pub(super) fn play(&self, encoder: &mut wgpu::CommandEncoder) {
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        for (i, (pipeline, group, dispatch)) in self.steps.iter().enumerate() {
            pass.set_pipeline(pipeline);
            dispatch.play(&mut pass, group, i as u64 * self.slot_bytes);
        }
    }
}

/// A dispatch, and what it binds beside its parameters.
struct Step {
    pipeline: wgpu::ComputePipeline,
    dispatch: Dispatch,
    target: wgpu::Buffer,
    read: wgpu::Buffer,
    own_table: wgpu::Buffer,
}

impl Gpu {
    /// The dispatches of whole vectors into a target, and what they bind.
    pub(super) fn record_rows(
        &self,
        pipelines: &Compiled,
        stream: &Stream,
        rows: Rows<'_>,
        first_word: u64,
        target: Target<'_>,
    ) -> Recorded {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let resources = &self.inner.resources;
        let (planned, scratch_len) = vector_steps(
            resources.limits,
            rows,
            first_word,
            target.range(),
            self.chunk_words() as u64,
        );
        let scratch = self.inner.scratch.of_words(device, scratch_len);
        let tile_keys = resources.tile_keys(device, queue, stream);
        let no_table = resources.no_table();
        let table = self.table_of(rows).unwrap_or_else(|| no_table.clone());
        let step = |VectorStep { kernel, dispatch }| {
            let (pipeline, target, read, own_table) = match kernel {
                VectorStepKernel::Draw(i) => (&pipelines.draws[i], &scratch, &tile_keys, no_table),
                VectorStepKernel::InPlace(i) => (&pipelines.vectors[i], &scratch, no_table, &table),
                VectorStepKernel::Last(i) => {
                    (&pipelines.vectors[i], target.buffer, &scratch, &table)
                }
            };
            Step {
                pipeline: pipeline.clone(),
                dispatch,
                target: target.clone(),
                read: read.clone(),
                own_table: own_table.clone(),
            }
        };
        let steps: Vec<Step> = planned.into_iter().map(step).collect();

        let dispatches: Vec<Dispatch> = steps.iter().map(|step| step.dispatch).collect();
        let mut slots = resources.slot_data(&dispatches);
        // A draw of nothing has no slot, and a buffer has at least one.
        slots.resize(slots.len().max(size_of::<DrawParameters>()), 0);
        let usage = wgpu::BufferUsages::UNIFORM;
        let slots = initialized(device, queue, "seedbed.vector_parameters", usage, &slots);
        let steps = steps.into_iter().map(|step| {
            let bound = Bound::new(
                &step.dispatch,
                &step.target,
                &slots,
                &step.read,
                &step.own_table,
            );
            (
                step.pipeline,
                resources.bind_group(device, &bound),
                step.dispatch,
            )
        });
        Recorded {
            steps: steps.collect(),
            slot_bytes: resources.slot_bytes,
        }
    }

    pub(super) fn submit_rows(
        &self,
        recorded: &Recorded,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let mut encoder =
            self.inner
                .device
                .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                    label: Some("seedbed.vectors"),
                });
        recorded.play(&mut encoder);
        then(&mut encoder);
        self.inner.queue.submit([encoder.finish()])
    }

    /// The table of a distribution that has one, uploaded once.
    fn table_of(&self, rows: Rows<'_>) -> Option<wgpu::Buffer> {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let keep = |id: TableId, words: &dyn Fn() -> Vec<u32>| {
            self.inner.resources.kept_table(device, queue, id, words)
        };
        match rows {
            Rows::MultivariateNormal(factor) => Some(keep(factor.id, &|| factor.words())),
            Rows::Dirichlet(shares) => Some(keep(shares.id, &|| shares.gpu_words())),
            _ => None,
        }
    }
}
