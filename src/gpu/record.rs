//! Plans as commands: what each step binds, recorded for the caller or submitted.

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    resources::{Bound, SLOTS, initialized, lock},
};
use crate::plan::{Dispatch, Element, Plan, Read, Step, WriteTo};

/// The buffers of a draw that are not the library's.
#[derive(Clone, Copy)]
pub(super) struct Buffers<'a> {
    pub(super) target: &'a wgpu::Buffer,
    /// What kernels read of the caller's.
    pub(super) read: [Option<&'a wgpu::Buffer>; 2],
}

/// A plan with all that it takes to carry it out.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) plan: &'a Plan<'a>,
    /// Of its shaders.
    pub(super) pipelines: &'a [wgpu::ComputePipeline],
    pub(super) buffers: Buffers<'a>,
}

/// Dispatches, ready to be put into a compute pass.
pub(super) struct Recorded(Vec<Command>);

struct Command {
    pipeline: wgpu::ComputePipeline,
    group: wgpu::BindGroup,
    /// Parameters per element.
    elements: Option<wgpu::BindGroup>,
    slot_offset: u32,
    workgroups: [u32; 2],
}

impl Recorded {
    pub(super) fn play(&self, pass: &mut wgpu::ComputePass<'_>) {
        for command in &self.0 {
            pass.set_pipeline(&command.pipeline);
            pass.set_bind_group(0, &command.group, &[command.slot_offset]);
            if let Some(elements) = &command.elements {
                pass.set_bind_group(1, elements, &[]);
            }
            let [x, y] = command.workgroups;
            pass.dispatch_workgroups(x, y, 1);
        }
    }
}

pub(super) fn pass_descriptor() -> wgpu::ComputePassDescriptor<'static> {
    wgpu::ComputePassDescriptor {
        label: Some("seedbed.fill"),
        timestamp_writes: None,
    }
}

/// What the steps of a plan bind beside their parameters.
struct Bindings {
    words: Vec<wgpu::Buffer>,
    scratch: Option<wgpu::Buffer>,
    uploads: [Option<wgpu::Buffer>; 2],
}

impl Gpu {
    /// A plan whose parameters lie in a buffer of its own: for commands that are submitted whenever the caller
    /// likes.
    pub(super) fn record(&self, job: Job<'_>) -> Result<Recorded, GpuError> {
        let scopes = self.scopes();
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let mut slots = self.inner.resources.slot_data(&job.plan.steps);
        // A draw of nothing has no slot, and a buffer has at least one.
        slots.resize(slots.len().max(Dispatch::PARAMETER_BYTES), 0);
        let usage = wgpu::BufferUsages::UNIFORM;
        let slots = initialized(device, queue, "seedbed.draw_parameters", usage, &slots);
        let bindings = self.bindings(job.plan, None);
        let recorded = self.commands(job, &job.plan.steps, &bindings, &slots, false);
        scopes.pop_now("recording a draw")?;
        Ok(recorded)
    }

    /// Submits a plan, and what `then` records after it. Pipelines, parameters and bind groups are kept: a second
    /// submission with equal bindings makes no GPU object. `uploads` are buffers for arrays of parameters.
    pub(super) fn submit(
        &self,
        job: Job<'_>,
        uploads: Option<&[wgpu::Buffer; 2]>,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let Gpu { inner } = self;
        let bindings = self.bindings(job.plan, uploads);
        let mut then = Some(then);
        let mut parts = job.plan.steps.chunks(SLOTS).peekable();
        loop {
            let steps = parts.next().unwrap_or_default();
            let slots = lock(&inner.resources.slots);
            let recorded = self.commands(job, steps, &bindings, &slots, true);
            let mut encoder =
                inner
                    .device
                    .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                        label: Some("seedbed.fill"),
                    });
            recorded.play(&mut encoder.begin_compute_pass(&pass_descriptor()));
            let is_last = parts.peek().is_none();
            if let Some(then) = then.take_if(|_| is_last) {
                then(&mut encoder);
            }
            if !steps.is_empty() {
                let data = inner.resources.slot_data(steps);
                inner.queue.write_buffer(&slots, 0, &data);
            }
            let submission = inner.queue.submit([encoder.finish()]);
            if is_last {
                return submission;
            }
        }
    }

    fn bindings(&self, plan: &Plan<'_>, uploads: Option<&[wgpu::Buffer; 2]>) -> Bindings {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let kept = |words| self.inner.resources.kept_words(device, queue, words);
        let upload = |i: usize| match plan.elements.as_ref().map(|pair| &pair[i]) {
            Some(Element::Upload { values, before }) => {
                let bytes = bytemuck::cast_slice(values);
                let Some(buffers) = uploads else {
                    // The arrays are as long as the target, and not empty.
                    let usage = wgpu::BufferUsages::STORAGE;
                    let bytes = if bytes.is_empty() { &[0; 4] } else { bytes };
                    return Some(initialized(device, queue, "seedbed.elements", usage, bytes));
                };
                // What is past the buffer belongs to the parts that follow.
                let room = buffers[i].size().saturating_sub(4 * before) as usize;
                let bytes = &bytes[..bytes.len().min(room)];
                queue.write_buffer(&buffers[i], 4 * before, bytes);
                Some(buffers[i].clone())
            }
            _ => None,
        };
        Bindings {
            words: plan.words.iter().map(kept).collect(),
            scratch: (plan.scratch_words > 0)
                .then(|| self.inner.scratch.of_words(device, plan.scratch_words)),
            uploads: [upload(0), upload(1)],
        }
    }

    fn commands(
        &self,
        job: Job<'_>,
        steps: &[Step],
        bindings: &Bindings,
        slots: &wgpu::Buffer,
        keep: bool,
    ) -> Recorded {
        let Job {
            plan,
            pipelines,
            buffers,
        } = job;
        let (device, resources) = (&self.inner.device, &self.inner.resources);
        let nothing = resources.nothing();
        let scratch = bindings.scratch.as_ref().unwrap_or(nothing);
        let read = |read: Read| match read {
            Read::Nothing => nothing,
            Read::Scratch => scratch,
            Read::Words(i) => &bindings.words[i],
            Read::Records => buffers.read[0].unwrap_or(nothing),
        };
        let command = |(i, step): (usize, &Step)| {
            let dispatch = &step.dispatch;
            let target = match step.to {
                WriteTo::Target => buffers.target,
                WriteTo::Scratch => scratch,
            };
            let part = match step.read {
                Read::Records => dispatch.records_binding(),
                _ => None,
            };
            let bound_by_group = Bound {
                target: target.clone(),
                offset: dispatch.binding_offset,
                size: dispatch.binding_size,
                slots: slots.clone(),
                read: read(step.read).clone(),
                part,
                table: read(step.table).clone(),
            };
            let group = if keep {
                resources.kept_bind_group(device, bound_by_group)
            } else {
                resources.bind_group(device, &bound_by_group)
            };
            let elements = plan.elements.as_ref().map(|pair| {
                let array = |i: usize| {
                    let buffer = match &pair[i] {
                        Element::One(_) => return (nothing, None),
                        Element::Caller(_) => buffers.read[i].unwrap_or(nothing),
                        _ => bindings.uploads[i].as_ref().unwrap_or(nothing),
                    };
                    (buffer, dispatch.element_binding(i))
                };
                resources.element_group(device, [array(0), array(1)])
            });
            Command {
                pipeline: pipelines[step.shader].clone(),
                group,
                elements,
                slot_offset: (i as u64 * resources.slot_bytes) as u32,
                workgroups: dispatch.workgroups,
            }
        };
        Recorded(steps.iter().enumerate().map(command).collect())
    }
}
