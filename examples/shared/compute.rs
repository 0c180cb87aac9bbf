//! A compute kernel, its buffers, and reading one back: what every program on wgpu has somewhere.
#![allow(dead_code, reason = "each example uses a part")]

use seedbed::{Gpu, wgpu};

/// A kernel that is compiled.
pub struct Kernel<'a> {
    gpu: &'a Gpu,
    name: &'a str,
    pipeline: wgpu::ComputePipeline,
}

impl<'a> Kernel<'a> {
    /// Compiles the function `name` of some WGSL. What it binds follows from the source.
    pub fn new(gpu: &'a Gpu, name: &'a str, source: String) -> Self {
        let device = gpu.device();
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(name),
            layout: None,
            module: &device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(name),
                source: wgpu::ShaderSource::Wgsl(source.into()),
            }),
            entry_point: Some(name),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        Kernel {
            gpu,
            name,
            pipeline,
        }
    }

    /// A bind group: what `@group(index)` of the source means from now on.
    pub fn bind(&self, index: u32, entries: &[wgpu::BindGroupEntry<'_>]) -> wgpu::BindGroup {
        let device = self.gpu.device();
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some(self.name),
            layout: &self.pipeline.get_bind_group_layout(index),
            entries,
        })
    }

    /// Sends so many workgroups to the GPU. They run behind everything that was sent before.
    pub fn run(&self, groups: &[wgpu::BindGroup], workgroups: u32) {
        let mut encoder = encoder(self.gpu);
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor {
            label: Some(self.name),
            timestamp_writes: None,
        });
        pass.set_pipeline(&self.pipeline);
        for (index, group) in (0..).zip(groups) {
            pass.set_bind_group(index, group, &[]);
        }
        pass.dispatch_workgroups(workgroups, 1, 1);
        drop(pass);
        self.gpu.queue().submit([encoder.finish()]);
    }
}

/// A buffer of `words` 32-bit words, all 0, that kernels write and the host reads.
pub fn buffer(gpu: &Gpu, name: &str, words: u64) -> wgpu::Buffer {
    use wgpu::BufferUsages as Usage;
    create(
        gpu,
        name,
        words,
        Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST,
    )
}

/// A buffer of `words` words that the host writes between dispatches: `var<uniform>` of a kernel.
pub fn uniform(gpu: &Gpu, name: &str, words: u64) -> wgpu::Buffer {
    use wgpu::BufferUsages as Usage;
    create(gpu, name, words, Usage::UNIFORM | Usage::COPY_DST)
}

fn create(gpu: &Gpu, name: &str, words: u64, usage: wgpu::BufferUsages) -> wgpu::Buffer {
    gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some(name),
        size: 4 * words,
        usage,
        mapped_at_creation: false,
    })
}

/// Bind group entries for buffers at bindings 0, 1, ….
pub fn entries<'a>(buffers: &[&'a wgpu::Buffer]) -> Vec<wgpu::BindGroupEntry<'a>> {
    let entry = |(binding, buffer): (u32, &&'a wgpu::Buffer)| wgpu::BindGroupEntry {
        binding,
        resource: buffer.as_entire_binding(),
    };
    (0..).zip(buffers).map(entry).collect()
}

/// Writes a buffer from its start on, behind what was sent before.
pub fn write<T: bytemuck::NoUninit>(gpu: &Gpu, buffer: &wgpu::Buffer, values: &[T]) {
    gpu.queue()
        .write_buffer(buffer, 0, bytemuck::cast_slice(values));
}

/// Waits until the GPU has done all that was sent.
pub fn wait(gpu: &Gpu) -> anyhow::Result<()> {
    gpu.device().poll(wgpu::PollType::wait_indefinitely())?;
    Ok(())
}

/// What a buffer holds, once everything before has run.
pub fn read<T: bytemuck::Pod>(gpu: &Gpu, buffer: &wgpu::Buffer) -> anyhow::Result<Vec<T>> {
    // The host sees a buffer of its own, into which the GPU copies.
    let usage = wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST;
    let readable = create(gpu, "readable", buffer.size() / 4, usage);
    let mut encoder = encoder(gpu);
    encoder.copy_buffer_to_buffer(buffer, 0, &readable, 0, buffer.size());
    gpu.queue().submit([encoder.finish()]);
    let (sender, mapped) = std::sync::mpsc::channel();
    readable.map_async(wgpu::MapMode::Read, .., move |result| {
        // Nobody listens if waiting failed.
        let _ = sender.send(result);
    });
    wait(gpu)?;
    mapped.recv()??;
    let bytes = readable.get_mapped_range(..)?;
    Ok(bytemuck::pod_collect_to_vec(&bytes))
}

fn encoder(gpu: &Gpu) -> wgpu::CommandEncoder {
    gpu.device()
        .create_command_encoder(&wgpu::CommandEncoderDescriptor::default())
}
