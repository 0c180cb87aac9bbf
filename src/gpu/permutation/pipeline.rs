//! Pipelines of permutations: compiled once, and trusted once they were seen to be right.

use alloc::{string::ToString, vec, vec::Vec};
use std::{collections::HashMap, sync::Mutex};

use super::{
    DURING,
    kernel::{PermutationKernel, PermutationParameters, Task},
    request::{Records, Request},
};
use crate::{
    gpu::{
        Gpu, GpuError,
        draw::Target,
        plan::DrawParameters,
        resources::{initialized, lock},
        wait::{Scopes, Waiting},
    },
    permutation::Permutation,
    plan::CHECK_SEED,
};

/// What every kernel is checked on: elements, the first of them that is made, whether of the inverse.
/// Few rounds, many rounds, and a list.
const CHECKS: [(u64, u64, bool); 4] = [
    (1_000_003, 500_000, false),
    ((1 << 32) - 5, (1 << 31) - 100, true),
    (1000, 0, false),
    (61, 0, true),
];
/// Words that are compared.
const CHECK_WORDS: u64 = 4096;
/// Records of a check of [`Task::Gather`].
const CHECK_RECORD_WORDS: u32 = 3;

/// A pipeline and the layout of what it binds.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) pipeline: wgpu::ComputePipeline,
    pub(super) bind_group_layout: wgpu::BindGroupLayout,
}

/// The pipelines of a device that passed the check.
#[derive(Debug, Default)]
pub(in crate::gpu) struct Pipelines {
    known: Mutex<HashMap<PermutationKernel, Compiled>>,
}

impl Gpu {
    /// The pipeline of a task, compiled and checked on first use.
    pub(super) async fn permutation_pipeline(
        &self,
        task: Task,
        waiting: Waiting,
    ) -> Result<Compiled, GpuError> {
        let kernel = self.permutation_kernel(task);
        if let Some(compiled) = self.known_permutation_pipeline(kernel) {
            return Ok(compiled);
        }
        // Two threads may both compile; the pipelines are equal and one of them stays.
        let compiled = self.compile_permutation(kernel).await?;
        if self.inner.options.self_check {
            self.check_permutation(kernel, &compiled, waiting).await?;
        }
        lock(&self.inner.permutations.known).insert(kernel, compiled.clone());
        Ok(compiled)
    }

    /// The pipeline of a task, without a chance to wait for the GPU in browsers.
    pub(super) fn permutation_pipeline_now(&self, task: Task) -> Result<Compiled, GpuError> {
        #[cfg(not(target_arch = "wasm32"))]
        return pollster::block_on(self.permutation_pipeline(task, Waiting::Block));
        #[cfg(target_arch = "wasm32")]
        {
            let kernel = self.permutation_kernel(task);
            self.known_permutation_pipeline(kernel)
                .ok_or_else(|| GpuError::NotPrepared {
                    kernel: kernel.to_string(),
                    prepare: "prepare_permutation",
                })
        }
    }

    fn known_permutation_pipeline(&self, kernel: PermutationKernel) -> Option<Compiled> {
        lock(&self.inner.permutations.known).get(&kernel).cloned()
    }

    async fn compile_permutation(&self, kernel: PermutationKernel) -> Result<Compiled, GpuError> {
        use wgpu::BufferBindingType::{Storage, Uniform};
        let device = &self.inner.device;
        let label = kernel.to_string();
        let mut source = kernel.source();
        if self.inner.options.planted_fault {
            source = source.replace(
                "element(i: u32) -> u32 {",
                "element(j: u32) -> u32 { let i = j ^ 1u;",
            );
        }
        let entry = |binding, ty, has_dynamic_offset, least_bytes| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty,
                has_dynamic_offset,
                min_binding_size: wgpu::BufferSize::new(least_bytes as u64),
            },
            count: None,
        };
        let mut entries = Vec::from([
            entry(0, Storage { read_only: false }, false, 4),
            entry(1, Uniform, true, size_of::<DrawParameters>()),
            entry(2, Uniform, false, size_of::<PermutationParameters>()),
        ]);
        if kernel.task == Task::Gather {
            entries.push(entry(3, Storage { read_only: true }, false, 4));
        }
        let scopes = Scopes::push(device);
        let bind_group_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("seedbed.permutation"),
            entries: &entries,
        });
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("seedbed.permutation"),
            bind_group_layouts: &[Some(&bind_group_layout)],
            immediate_size: 0,
        });
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(&label),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(&label),
            layout: Some(&layout),
            module: &module,
            entry_point: Some("fill"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        scopes.pop("compiling a kernel").await?;
        Ok(Compiled {
            pipeline,
            bind_group_layout,
        })
    }

    /// Compares some words of some permutations with the CPU's.
    async fn check_permutation(
        &self,
        kernel: PermutationKernel,
        compiled: &Compiled,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        for (n, first, inverted) in CHECKS {
            let Ok(mut permutation) = Permutation::new(CHECK_SEED, n) else {
                continue;
            };
            if inverted {
                permutation = permutation.inverse();
            }
            // Elements in their order, or records whose words count down.
            let each = match kernel.task {
                Task::Elements => 1,
                Task::Gather if n > CHECK_WORDS => continue,
                Task::Gather => CHECK_RECORD_WORDS,
            };
            let count = CHECK_WORDS.min(n - first);
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
                compiled,
                &permutation,
                first,
                &mut found,
                waiting,
            )
            .await?;
            if let Some(index) = expected
                .iter()
                .zip(&found)
                .position(|(cpu, gpu)| cpu != gpu)
            {
                return Err(GpuError::Mismatch {
                    adapter: self.name(),
                    kernel: kernel.to_string(),
                    index,
                    gpu: found[index],
                    cpu: expected[index],
                });
            }
        }
        log::debug!("seedbed: kernel {kernel} is right on {}", self.name());
        Ok(())
    }

    /// The words of a check through buffers of its own.
    async fn read_checked(
        &self,
        task: Task,
        compiled: &Compiled,
        permutation: &Permutation,
        first_word: u64,
        words: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let len_words = words.len() as u64;
        let scopes = Scopes::push(device);
        let records: Vec<u32> = (0..words.len() as u32).map(|word| !word).collect();
        let records = initialized(
            device,
            queue,
            "seedbed.records",
            wgpu::BufferUsages::STORAGE,
            bytemuck::cast_slice(&records),
        );
        scopes.pop("checking a kernel").await?;
        let part_words = words.len();
        self.read_parts(words, part_words, DURING, waiting, |_, target, copy| {
            let request = Request {
                permutation,
                first_word,
                target,
                records: (task == Task::Gather).then(|| Records {
                    words: Target {
                        buffer: &records,
                        offset: 0,
                        len_words,
                    },
                    record_words: CHECK_RECORD_WORDS.into(),
                }),
            };
            self.submit_recorded(compiled, request, copy)
        })
        .await
    }
}
