//! Pipelines of permutations: compiled once, and trusted once they were seen to be right.

use alloc::{string::ToString, vec, vec::Vec};
use std::{collections::HashMap, sync::Mutex};

use super::{
    DURING,
    request::{Asked, Request},
};
use crate::{
    gpu::{
        Gpu, GpuError,
        resources::{initialized, lock},
        wait::Waiting,
    },
    permutation::Permutation,
    plan::{
        CHECK_WORDS, check_permutations,
        permutation::{PermutationKernel, Records, Task},
    },
};

/// Words of the records of a check of [`Task::Gather`].
const CHECK_RECORD_WORDS: u32 = 3;

/// The pipelines of a device that passed the check.
#[derive(Debug, Default)]
pub(in crate::gpu) struct Pipelines {
    known: Mutex<HashMap<PermutationKernel, wgpu::ComputePipeline>>,
}

impl Gpu {
    /// The pipeline of a task, compiled and checked on first use.
    pub(super) async fn permutation_pipeline(
        &self,
        task: Task,
        waiting: Waiting,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        let kernel = self.permutation_kernel(task);
        if let Some(pipeline) = self.known_permutation_pipeline(kernel) {
            return Ok(pipeline);
        }
        // Two threads may both compile; the pipelines are equal and one of them stays.
        let pipeline = self.compile_permutation(kernel).await?;
        if self.inner.options.self_check {
            self.check_permutation(kernel, &pipeline, waiting).await?;
        }
        lock(&self.inner.permutations.known).insert(kernel, pipeline.clone());
        Ok(pipeline)
    }

    /// The pipeline of a task that was prepared: nothing is compiled, submitted or waited for.
    pub(super) fn prepared_permutation_pipeline(
        &self,
        task: Task,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        let kernel = self.permutation_kernel(task);
        self.known_permutation_pipeline(kernel)
            .ok_or_else(|| GpuError::NotPrepared {
                kernel: kernel.to_string(),
                prepare: "prepare_permutation",
            })
    }

    fn known_permutation_pipeline(
        &self,
        kernel: PermutationKernel,
    ) -> Option<wgpu::ComputePipeline> {
        lock(&self.inner.permutations.known).get(&kernel).cloned()
    }

    async fn compile_permutation(
        &self,
        kernel: PermutationKernel,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        let mut source = kernel.source();
        if self.inner.options.planted_fault {
            source = source.replace(
                "element(i: u32) -> u32 {",
                "element(j: u32) -> u32 { let i = j ^ 1u;",
            );
        }
        let layout = &self.inner.resources.pipeline_layout;
        self.compile_source(&kernel.to_string(), source, layout)
            .await
    }

    /// Compares some words of some permutations with the CPU's.
    async fn check_permutation(
        &self,
        kernel: PermutationKernel,
        pipeline: &wgpu::ComputePipeline,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        for (permutation, first) in check_permutations() {
            let n = permutation.len();
            // Elements in their order, or records whose words count down.
            let each = match kernel.task {
                Task::Elements => 1,
                Task::Gather if n > CHECK_WORDS as u64 => continue,
                Task::Gather => CHECK_RECORD_WORDS,
            };
            let count = (n - first).min(CHECK_WORDS as u64);
            let elements = (first..first + count).map(|i| permutation.get(i).unwrap_or(0));
            let expected: Vec<u32> = match kernel.task {
                Task::Elements => elements.collect(),
                Task::Gather => elements
                    .flat_map(|element| (0..each).map(move |word| element * each + word))
                    .map(|word| !word)
                    .collect(),
            };
            let mut found = vec![0; expected.len()];
            self.read_checked(
                kernel.task,
                pipeline,
                &permutation,
                first,
                &mut found,
                waiting,
            )
            .await?;
            self.compare(&kernel, &expected, &found)?;
        }
        log::debug!("seedbed: kernel {kernel} is right on {}", self.name());
        Ok(())
    }

    /// The words of a check through buffers of its own.
    async fn read_checked(
        &self,
        task: Task,
        pipeline: &wgpu::ComputePipeline,
        permutation: &Permutation,
        first: u64,
        words: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let during = "checking a kernel";
        let scopes = self.scopes();
        let records: Vec<u32> = (0..words.len() as u32).map(|word| !word).collect();
        let bytes: &[u8] = bytemuck::cast_slice(&records);
        let usage = wgpu::BufferUsages::STORAGE;
        let buffer = initialized(device, queue, "seedbed.records", usage, bytes);
        scopes.pop(during).await?;
        let asked = match task {
            Task::Elements => Asked::Elements { first },
            Task::Gather => {
                let limits = self.inner.resources.limits;
                let records = Records::new(limits, permutation.len(), 0, bytes.len() as u64);
                let records = records.map_err(|error| GpuError::Failed {
                    during,
                    reason: error.to_string(),
                })?;
                let buffer = &buffer;
                Asked::Shuffle { records, buffer }
            }
        };
        let part_words = words.len();
        self.read_parts(words, part_words, DURING, waiting, |_, target, copy| {
            let request = Request {
                permutation,
                target,
                asked,
            };
            self.submit_recorded(pipeline, request, copy)
        })
        .await?;
        Ok(())
    }
}
