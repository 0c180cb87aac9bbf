//! Samples in buffers on the GPU.

use alloc::{format, vec::Vec};
use core::marker::PhantomData;

use super::{Gpu, GpuError, wait::Waiting};
use crate::{cpu::zeroed, error::Error};

/// Samples that stay on the GPU, made by [`Gpu::draw`].
///
/// Of type `T`: samples of a distribution, components of vectors, coordinates of points, or elements.
#[derive(Debug)]
pub struct GpuSamples<T> {
    gpu: Gpu,
    buffer: wgpu::Buffer,
    len: usize,
    of: PhantomData<fn() -> T>,
}

impl<T: bytemuck::Pod> GpuSamples<T> {
    /// Room for so many.
    pub(super) async fn new(gpu: &Gpu, len: u64) -> Result<Self, Error> {
        use wgpu::BufferUsages as Usage;
        let memory = || Error::Memory {
            count: usize::try_from(len).unwrap_or(usize::MAX),
            bytes_each: size_of::<T>(),
        };
        let bytes = len.checked_mul(size_of::<T>() as u64).ok_or_else(memory)?;
        let scopes = gpu.scopes();
        let buffer = gpu.device().create_buffer(&wgpu::BufferDescriptor {
            label: Some("seedbed.samples"),
            size: bytes.next_multiple_of(4).max(4),
            usage: Usage::STORAGE | Usage::COPY_SRC | Usage::COPY_DST,
            mapped_at_creation: false,
        });
        scopes.pop("making buffers").await?;
        Ok(GpuSamples {
            gpu: gpu.clone(),
            buffer,
            len: len as usize,
            of: PhantomData,
        })
    }

    /// The buffer: the samples one after the other; what is behind them, up to a whole word, has any value. It has the
    /// usages `STORAGE`, `COPY_SRC` and `COPY_DST`.
    #[must_use]
    pub fn buffer(&self) -> &wgpu::Buffer {
        &self.buffer
    }

    /// How many numbers of type `T`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them.
    pub(super) fn slice(&self) -> wgpu::BufferSlice<'_> {
        self.buffer.slice(..(self.len * size_of::<T>()) as u64)
    }

    /// The samples, read back.
    ///
    /// # Errors
    /// [`Error::Memory`] when they do not fit into memory, [`Error::Gpu`] when the device fails.
    pub async fn read(&self) -> Result<Vec<T>, Error> {
        self.read_waiting(Waiting::Yield).await
    }

    /// [`read`](Self::read), waiting for the result.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn read_blocking(&self) -> Result<Vec<T>, Error> {
        pollster::block_on(self.read_waiting(Waiting::Block))
    }

    async fn read_waiting(&self, waiting: Waiting) -> Result<Vec<T>, Error> {
        let mut samples: Vec<T> = zeroed(self.len)?;
        let bytes = bytemuck::cast_slice_mut(&mut samples);
        self.gpu.copy_back(&self.buffer, bytes, waiting).await?;
        Ok(samples)
    }
}

/// How many samples of so many bytes a slice has room for, if it is a target.
pub(super) fn whole_samples(
    slice: wgpu::BufferSlice<'_>,
    sample_bytes: u64,
) -> Result<u64, GpuError> {
    let (offset, size) = (slice.offset(), slice.size());
    if !slice.buffer().usage().contains(wgpu::BufferUsages::STORAGE) {
        return Err(GpuError::Usage {
            usage: format!("{:?}", slice.buffer().usage()),
            label: format!(" of {} bytes", slice.buffer().size()),
        });
    }
    // Kernels write whole words.
    let in_words = (offset + size).next_multiple_of(4) <= slice.buffer().size();
    if !offset.is_multiple_of(4) || !size.is_multiple_of(sample_bytes) || !in_words {
        return Err(GpuError::Range {
            offset,
            end: offset + size,
            sample_bytes,
        });
    }
    Ok(size / sample_bytes)
}
