//! Pipelines: compiled once, and trusted once they were seen to be right.

use alloc::{string::String, vec, vec::Vec};
use std::{collections::HashMap, sync::Mutex};

use super::{Gpu, GpuError, resources::lock, wait::Waiting};
use crate::{
    distr::{Packing, Results},
    draw::{Check, Work},
    plan::Shader,
};

/// The pipelines of a device that passed the check.
#[derive(Debug, Default)]
pub(super) struct Pipelines {
    known: Mutex<HashMap<Shader, wgpu::ComputePipeline>>,
}

/// What makes every kernel wrong, each in its own way.
const FAULTS: [(&str, &str); 7] = [
    (
        "store_block(counter, key, ",
        "store_block(counter ^ vec4<u32>(0u, 0u, 1u, 0u), key, ",
    ),
    ("        make(i);", "        make(i ^ 1u);"),
    ("draw.scratch_word + i", "draw.scratch_word + (i ^ 1u)"),
    ("gray_code(index), ", "gray_code(index ^ 1u), "),
    ("coordinate(index, ", "coordinate(index ^ 1u, "),
    ("stratified_word(index, ", "stratified_word(index ^ 1u, "),
    (
        "element(i: u32) -> u32 {",
        "element(j: u32) -> u32 { let i = j ^ 1u;",
    ),
];

impl Gpu {
    /// The pipelines of kernels of a draw, compiled and checked on first use.
    pub(super) async fn pipelines(
        &self,
        work: &dyn Work,
        shaders: &[Shader],
        waiting: Waiting,
    ) -> Result<Vec<wgpu::ComputePipeline>, GpuError> {
        self.check_table(work)?;
        if let Ok(pipelines) = self.known(shaders) {
            return Ok(pipelines);
        }
        // Two threads may both compile; the pipelines are equal and one of them stays.
        let mut pipelines = Vec::new();
        for shader in shaders {
            pipelines.push(match self.known_pipeline(*shader) {
                Some(pipeline) => pipeline,
                None => self.compile(*shader).await?,
            });
        }
        if self.inner.options.self_check {
            for check in work.checks() {
                self.check(&check, shaders, &pipelines, waiting).await?;
            }
        }
        let mut known = lock(&self.inner.pipelines.known);
        known.extend(shaders.iter().copied().zip(pipelines.iter().cloned()));
        Ok(pipelines)
    }

    /// The pipelines of kernels that were prepared: nothing is compiled, submitted or waited for.
    pub(super) fn prepared(
        &self,
        work: &dyn Work,
        shaders: &[Shader],
    ) -> Result<Vec<wgpu::ComputePipeline>, GpuError> {
        self.check_table(work)?;
        self.known(shaders)
    }

    pub(super) fn known(&self, shaders: &[Shader]) -> Result<Vec<wgpu::ComputePipeline>, GpuError> {
        let known = |shader: &Shader| {
            self.known_pipeline(*shader)
                .ok_or_else(|| GpuError::NotPrepared {
                    kernel: shader.name(),
                })
        };
        shaders.iter().map(known).collect()
    }

    fn known_pipeline(&self, shader: Shader) -> Option<wgpu::ComputePipeline> {
        lock(&self.inner.pipelines.known).get(&shader).cloned()
    }

    /// Whether the tables of a draw can be bound.
    fn check_table(&self, work: &dyn Work) -> Result<(), GpuError> {
        let (bytes, limit) = (work.table_bytes(), self.inner.resources.table_bytes);
        if bytes > limit {
            return Err(GpuError::TableSize { bytes, limit });
        }
        Ok(())
    }

    async fn compile(&self, shader: Shader) -> Result<wgpu::ComputePipeline, GpuError> {
        let (device, resources) = (&self.inner.device, &self.inner.resources);
        let mut source = shader.wgsl();
        if self.inner.options.planted_fault {
            for (right, wrong) in FAULTS {
                source = source.replace(right, wrong);
            }
        }
        let name: String = shader.name();
        let label = Some(name.as_str());
        let scopes = self.scopes();
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label,
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label,
            layout: Some(resources.pipeline_layout(shader.has_elements())),
            module: &module,
            entry_point: Some(crate::plan::ENTRY_POINT),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        scopes.pop("compiling a kernel").await?;
        Ok(pipeline)
    }

    /// Compares what pipelines make with what the CPU makes.
    async fn check(
        &self,
        check: &Check<'_>,
        shaders: &[Shader],
        pipelines: &[wgpu::ComputePipeline],
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let mut found = vec![0; check.expected.len()];
        let results = match check.packing {
            Packing::Halves => Results::Halves(bytemuck::cast_slice_mut(&mut found)),
            packing => Results::new(packing, &mut found),
        };
        self.read_with(
            pipelines,
            &*check.work,
            results,
            waiting,
            "checking a kernel",
        )
        .await?;
        let kernel = || shaders.last().map_or_else(String::new, Shader::name);
        let differs = |(cpu, gpu)| cpu != gpu;
        match check.expected.iter().zip(&found).position(differs) {
            None => {
                log::debug!("seedbed: kernel {} is right on {}", kernel(), self.name());
                Ok(())
            }
            Some(index) => Err(GpuError::Mismatch {
                adapter: self.name(),
                kernel: kernel(),
                index,
                gpu: found[index],
                cpu: check.expected[index],
            }),
        }
    }
}
