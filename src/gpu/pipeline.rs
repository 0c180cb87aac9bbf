//! Pipelines: compiled once, and trusted once they were seen to be right.

use alloc::{
    string::{String, ToString},
    vec,
};
use std::{collections::HashMap, sync::Mutex};

use super::{
    Gpu, GpuError,
    draw::Request,
    kernel::Kernel,
    readback::{BufferPair, Part},
    resources::lock,
    wait::Waiting,
};
use crate::{
    cpu::Cpu,
    distr::{
        Results, Transform,
        elementwise::{ByElement, Parameter},
    },
    plan::{CHECK_SEED, CHECK_WORD, element::check_parameters},
    stream::{Stream, TILE_WORDS},
};

/// The pipelines of a device that passed the check.
#[derive(Debug, Default)]
pub(super) struct Pipelines {
    known: Mutex<HashMap<Kernel, wgpu::ComputePipeline>>,
}

impl Gpu {
    /// The pipeline of a kernel, compiled and checked on first use.
    pub(super) async fn pipeline(
        &self,
        kernel: Kernel,
        transform: Transform<'_>,
        waiting: Waiting,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        self.inner.resources.check_table(transform)?;
        if let Some(pipeline) = self.known_pipeline(kernel) {
            return Ok(pipeline);
        }
        // Two threads may both compile; the pipelines are equal and one of them stays.
        let pipeline = self.compile(kernel).await?;
        if self.inner.options.self_check {
            self.check(kernel, &pipeline, transform, waiting).await?;
        }
        lock(&self.inner.pipelines.known).insert(kernel, pipeline.clone());
        Ok(pipeline)
    }

    /// The pipeline of a kernel that was prepared: nothing is compiled, submitted or waited for.
    pub(super) fn prepared_pipeline(
        &self,
        kernel: Kernel,
        transform: Transform<'_>,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        self.inner.resources.check_table(transform)?;
        self.known_pipeline(kernel)
            .ok_or_else(|| GpuError::NotPrepared {
                kernel: kernel.to_string(),
                prepare: match transform {
                    Transform::ByElement(_) => "prepare_elementwise",
                    _ => "prepare",
                },
            })
    }

    pub(super) fn known_pipeline(&self, kernel: Kernel) -> Option<wgpu::ComputePipeline> {
        lock(&self.inner.pipelines.known).get(&kernel).cloned()
    }

    async fn compile(&self, kernel: Kernel) -> Result<wgpu::ComputePipeline, GpuError> {
        let mut source = kernel.source();
        if self.inner.options.planted_fault {
            source = source.replace(
                "store_block(counter, key, ",
                "store_block(counter ^ vec4<u32>(0u, 0u, 1u, 0u), key, ",
            );
        }
        let resources = &self.inner.resources;
        let layout = if kernel.is_by_element() {
            &resources.element_pipeline_layout
        } else {
            &resources.pipeline_layout
        };
        self.compile_source(&kernel.to_string(), source, layout)
            .await
    }

    /// The pipeline of a kernel.
    pub(super) async fn compile_source(
        &self,
        label: &str,
        source: String,
        layout: &wgpu::PipelineLayout,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        let device = &self.inner.device;
        let scopes = self.scopes();
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(label),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(label),
            layout: Some(layout),
            module: &module,
            entry_point: Some("fill"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        scopes.pop("compiling a kernel").await?;
        Ok(pipeline)
    }

    /// Compares one tile with the CPU's.
    async fn check(
        &self,
        kernel: Kernel,
        pipeline: &wgpu::ComputePipeline,
        transform: Transform<'_>,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let mut stream = Stream::with_engine(kernel.engine, CHECK_SEED);
        // Of all kinds, whatever the caller's are.
        let [first, second] = check_parameters(TILE_WORDS);
        let transform = match transform {
            Transform::ByElement(each) => Transform::ByElement(ByElement {
                parameters: [Parameter::Each(&first), Parameter::Each(&second)],
                ..each
            }),
            other => other,
        };
        let packing = transform.packing();
        let mut expected = vec![0_u32; TILE_WORDS / packing.per_word()];
        let results = Results::new(packing, &mut expected);
        Cpu::single_threaded().fill_results(stream.tiles(), transform, CHECK_WORD, results);

        let mut tile = vec![0_u32; expected.len()];
        let results = Results::new(packing, &mut tile);
        self.read_tile(pipeline, &stream, transform, CHECK_WORD, results, waiting)
            .await?;
        self.compare(&kernel, &expected, &tile)?;
        log::debug!("seedbed: kernel {kernel} is right on {}", self.name());
        Ok(())
    }

    /// Whether what the GPU made is what the CPU made.
    pub(super) fn compare(
        &self,
        kernel: &dyn core::fmt::Display,
        expected: &[u32],
        tile: &[u32],
    ) -> Result<(), GpuError> {
        match expected.iter().zip(tile).position(|(cpu, gpu)| cpu != gpu) {
            None => Ok(()),
            Some(index) => Err(GpuError::Mismatch {
                adapter: self.name(),
                kernel: kernel.to_string(),
                index,
                gpu: tile[index],
                cpu: expected[index],
            }),
        }
    }

    /// One tile through buffers of its own.
    async fn read_tile(
        &self,
        pipeline: &wgpu::ComputePipeline,
        stream: &Stream,
        transform: Transform<'_>,
        first_word: u64,
        tile: Results<'_>,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let scopes = self.scopes();
        let part = Part {
            first_word,
            len: tile.len() as usize,
            packing: tile.packing(),
        };
        let pair = BufferPair::new(self.device(), TILE_WORDS);
        let (_, target) = pair.target(part);
        let sources = pair.sources(self, transform, part);
        let request = Request::of_words(transform, target, sources);
        let dispatches = self.dispatches(first_word, &request);
        let submission = self.submit(pipeline, stream, &request, &dispatches, |encoder| {
            pair.copy(encoder, part);
        });
        let mapping = pair.map(part, submission);
        scopes.pop("checking a kernel").await?;
        mapping.finish(self, waiting, "checking a kernel").await?;
        pair.read(self, part, tile)
    }
}
