//! What draws: the library's kinds of draws behind one face.

use anyhow::Result;
use seedbed::{
    Cpu, Permutation, Stream,
    distr::{Distribution, VectorDistribution, elementwise},
};
#[cfg(feature = "gpu")]
use seedbed::{
    Gpu,
    gpu::ElementwiseBuffers,
    wgpu::{self, util::DeviceExt},
};

/// Something that draws.
pub trait Shape: Sync {
    /// Words of memory for so many samples.
    fn memory_words(&self, samples: usize) -> usize {
        samples
    }

    /// Fills memory with the stream's next samples.
    fn on_cpu(&self, cpu: &Cpu, stream: &mut Stream, out: &mut [u32]) -> Result<()>;

    /// The same on the GPU, which need not be done on return.
    #[cfg(feature = "gpu")]
    fn on_gpu(&self, gpu: &Gpu, stream: &mut Stream, out: wgpu::BufferSlice<'_>) -> Result<()>;
}

/// A distribution.
pub struct Draw<D> {
    distribution: D,
    samples_of_an_output: usize,
}

impl<D: Distribution> Draw<D> {
    /// A sample is an output.
    pub fn new(distribution: D) -> Self {
        Self::packed(distribution, 1)
    }

    /// So many samples are.
    pub fn packed(distribution: D, samples_of_an_output: usize) -> Self {
        Draw {
            distribution,
            samples_of_an_output,
        }
    }
}

impl<D: Distribution + Sync> Shape for Draw<D> {
    fn memory_words(&self, samples: usize) -> usize {
        samples / self.samples_of_an_output * size_of::<D::Output>() / 4
    }

    fn on_cpu(&self, cpu: &Cpu, stream: &mut Stream, out: &mut [u32]) -> Result<()> {
        let out = bytemuck::cast_slice_mut(out);
        Ok(cpu.fill(stream, &self.distribution, out)?)
    }

    #[cfg(feature = "gpu")]
    fn on_gpu(&self, gpu: &Gpu, stream: &mut Stream, out: wgpu::BufferSlice<'_>) -> Result<()> {
        Ok(gpu.fill_blocking(stream, &self.distribution, out)?)
    }
}

/// Families of [`ByElement`].
#[derive(Clone, Copy)]
pub enum Family {
    Normal,
    Uniform,
}

/// Two parameters for each sample.
pub struct ByElement {
    family: Family,
    first: Vec<f32>,
    second: Vec<f32>,
    #[cfg(feature = "gpu")]
    buffers: std::sync::OnceLock<[wgpu::Buffer; 2]>,
}

impl ByElement {
    pub fn new(family: Family, first: &[f32], second: &[f32]) -> Self {
        ByElement {
            family,
            first: first.to_vec(),
            second: second.to_vec(),
            #[cfg(feature = "gpu")]
            buffers: Default::default(),
        }
    }
}

impl Shape for ByElement {
    fn on_cpu(&self, cpu: &Cpu, stream: &mut Stream, out: &mut [u32]) -> Result<()> {
        let out = bytemuck::cast_slice_mut(out);
        match self.family {
            Family::Normal => {
                let normal = elementwise::Normal::new(&self.first, &self.second)?;
                cpu.fill(stream, &normal, out)?;
            }
            Family::Uniform => {
                let uniform = elementwise::Uniform::new(&self.first, &self.second)?;
                cpu.fill(stream, &uniform, out)?;
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn on_gpu(&self, gpu: &Gpu, stream: &mut Stream, out: wgpu::BufferSlice<'_>) -> Result<()> {
        let upload = |values: &[f32]| {
            let descriptor = wgpu::util::BufferInitDescriptor {
                label: Some("seedbed.bench"),
                contents: bytemuck::cast_slice(values),
                usage: wgpu::BufferUsages::STORAGE,
            };
            gpu.device().create_buffer_init(&descriptor)
        };
        let buffers = self
            .buffers
            .get_or_init(|| [upload(&self.first), upload(&self.second)]);
        let [first, second] = buffers.each_ref().map(|buffer| buffer.slice(..));
        let each = match self.family {
            Family::Normal => ElementwiseBuffers::normal(first, second)?,
            Family::Uniform => ElementwiseBuffers::uniform(first, second)?,
        };
        Ok(gpu.fill_blocking(stream, &each, out)?)
    }
}

/// Vectors, of which a sample is a component.
pub struct Rows<V>(pub V);

impl<V: VectorDistribution + Sync> Shape for Rows<V> {
    fn memory_words(&self, samples: usize) -> usize {
        samples / self.0.dimension() * self.0.dimension()
    }

    fn on_cpu(&self, cpu: &Cpu, stream: &mut Stream, out: &mut [u32]) -> Result<()> {
        Ok(cpu.fill(stream, &self.0, bytemuck::cast_slice_mut(out))?)
    }

    #[cfg(feature = "gpu")]
    fn on_gpu(&self, gpu: &Gpu, stream: &mut Stream, out: wgpu::BufferSlice<'_>) -> Result<()> {
        Ok(gpu.fill_blocking(stream, &self.0, out)?)
    }
}

/// A permutation, of which a sample is an element.
pub struct Order(pub Permutation);

impl Shape for Order {
    fn on_cpu(&self, _: &Cpu, _: &mut Stream, out: &mut [u32]) -> Result<()> {
        Ok(self.0.fill(0, out)?)
    }

    #[cfg(feature = "gpu")]
    fn on_gpu(&self, gpu: &Gpu, _: &mut Stream, out: wgpu::BufferSlice<'_>) -> Result<()> {
        Ok(gpu.fill_blocking(&mut { 0 }, &self.0, out)?)
    }
}
