//! From the GPU to a `Vec`: two pairs of buffers, so that one is copied while the other is filled.

use alloc::{boxed::Box, string::ToString, vec::Vec};
use std::sync::OnceLock;

use super::{
    Gpu, GpuError,
    draw::{Request, Target},
    element::{Source, Sources},
    kernel::Store,
    resources::lock,
    wait::{Mapping, Scopes, Waiting},
};
use crate::{
    cpu::zeroed,
    distr::{Distribution, Transform, elementwise::Parameter},
    error::Error,
    stream::{Span, Stream},
};

const DURING: &str = "reading samples back";

/// A buffer that kernels write, and one that the host reads.
#[derive(Debug)]
pub(super) struct BufferPair {
    pub(super) storage: wgpu::Buffer,
    readable: wgpu::Buffer,
    /// Parameters by element, made when they are first needed.
    elements: OnceLock<[wgpu::Buffer; 2]>,
}

impl BufferPair {
    pub(super) fn new(device: &wgpu::Device, len_words: usize) -> Self {
        use wgpu::BufferUsages as Usage;
        let buffer = |label, len_words: usize, usage| {
            device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(label),
                size: 4 * len_words as u64,
                usage,
                mapped_at_creation: false,
            })
        };
        // Room to start at any word of a quad.
        let whole_quads = (len_words + 3).next_multiple_of(4);
        BufferPair {
            storage: buffer(
                "seedbed.samples",
                whole_quads,
                Usage::STORAGE | Usage::COPY_SRC,
            ),
            readable: buffer(
                "seedbed.readback",
                len_words,
                Usage::MAP_READ | Usage::COPY_DST,
            ),
            elements: OnceLock::new(),
        }
    }

    /// The parameters by element of the words from `first_word` on, uploaded so that they lie as the
    /// words do in [`target`](Self::target).
    pub(super) fn sources(
        &self,
        gpu: &Gpu,
        transform: Transform<'_>,
        first_word: u64,
        len_words: usize,
    ) -> Option<Sources> {
        let Transform::ByElement(each) = transform else {
            return None;
        };
        let buffers = self.elements.get_or_init(|| {
            [0, 1].map(|_| {
                gpu.device().create_buffer(&wgpu::BufferDescriptor {
                    label: Some("seedbed.elements"),
                    size: self.storage.size(),
                    usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                })
            })
        });
        let source = |i: usize| match each.parameters[i] {
            Parameter::One(value) => Source::One(value.to_bits()),
            Parameter::Each(values) => {
                let values = values.get(..len_words).unwrap_or(values);
                let (buffer, offset) = (buffers[i].clone(), 4 * (first_word % 4));
                gpu.queue()
                    .write_buffer(&buffer, offset, bytemuck::cast_slice(values));
                Source::Each { buffer, offset: 0 }
            }
        };
        Some(Sources([source(0), source(1)]))
    }

    /// The target of the words from `first_word` on: whole quads of the blocks, which may start
    /// some words earlier and end some later. Returns the first word of these.
    pub(super) fn target(&self, first_word: u64, len_words: usize) -> (u64, Target<'_>) {
        let before = first_word % 4;
        let whole = (before + len_words as u64).next_multiple_of(4);
        let target = Target {
            buffer: &self.storage,
            offset: 0,
            len_words: whole,
        };
        (first_word - before, target)
    }

    pub(super) fn copy(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        first_word: u64,
        len_words: usize,
    ) {
        let (from, len_bytes) = (4 * (first_word % 4), 4 * len_words as u64);
        encoder.copy_buffer_to_buffer(&self.storage, from, &self.readable, 0, len_bytes);
    }

    pub(super) fn map(&self, len_words: usize, submission: wgpu::SubmissionIndex) -> Mapping {
        Mapping::start(self.readable.slice(..4 * len_words as u64), submission)
    }

    /// Reads what is mapped.
    pub(super) fn read(&self, words: &mut [u32]) -> Result<(), GpuError> {
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(words);
        let slice = self.readable.slice(..bytes.len() as u64);
        let lost = |error: &dyn core::fmt::Display| GpuError::Lost {
            during: DURING,
            reason: error.to_string(),
        };
        let mapped = slice.get_mapped_range().map_err(|error| lost(&error))?;
        bytes.copy_from_slice(&mapped);
        drop(mapped);
        self.readable.unmap();
        Ok(())
    }
}

/// The buffers of [`Gpu::sample`].
#[derive(Debug)]
pub(super) struct Staging {
    chunk_words: usize,
    pairs: [BufferPair; 2],
}

/// A read that stopped half way: `done` words are right.
pub(crate) struct Interrupted {
    pub done: usize,
    pub error: GpuError,
}

impl Gpu {
    /// The stream's next `count` samples.
    ///
    /// Read back in chunks of [`GpuOptions::chunk_words`](super::GpuOptions::chunk_words), while
    /// the next chunk is made.
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words, [`Error::Memory`] when the samples
    /// do not fit into memory, [`Error::Gpu`] when the device fails. Then the stream has not
    /// changed. [`Backend`](crate::Backend) goes on with the CPU instead.
    pub async fn sample<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        self.sample_waiting(stream, distribution, count, Waiting::Yield)
            .await
    }

    /// [`sample`](Self::sample), waiting for the result.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sample_blocking<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        pollster::block_on(self.sample_waiting(stream, distribution, count, Waiting::Block))
    }

    async fn sample_waiting<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
        waiting: Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        let span = stream.span(count as u64, D::WORDS)?;
        self.sample_transform(stream, distribution.transform(), span, count, waiting)
            .await
    }

    /// The `count` samples of a span of words.
    pub(super) async fn sample_transform<T: bytemuck::Pod>(
        &self,
        stream: &mut Stream,
        transform: Transform<'_>,
        span: Span,
        count: usize,
        waiting: Waiting,
    ) -> Result<Vec<T>, Error> {
        let mut samples = zeroed::<T>(count)?;
        let words = bytemuck::cast_slice_mut(&mut samples);
        self.read_words(stream, transform, span.first_word(), words, waiting)
            .await
            .map_err(|interrupted| interrupted.error)?;
        stream.finish(span);
        Ok(samples)
    }

    /// The words of a draw from word position `first_word`, all of which exist.
    pub(crate) async fn read_words(
        &self,
        stream: &Stream,
        transform: Transform<'_>,
        first_word: u64,
        out: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        if out.is_empty() {
            return Ok(());
        }
        let mut done = 0;
        let result = self
            .read_chunks(stream, transform, first_word, out, waiting, &mut done)
            .await;
        result.map_err(|error| Interrupted { done, error })
    }

    async fn read_chunks(
        &self,
        stream: &Stream,
        transform: Transform<'_>,
        first_word: u64,
        out: &mut [u32],
        waiting: Waiting,
        done: &mut usize,
    ) -> Result<(), GpuError> {
        let device = &self.inner.device;
        let kernel = self.kernel(stream.engine(), transform, Store::Quads);
        let pipeline = self.pipeline(kernel, transform, waiting).await?;
        let staging = self.staging(out.len()).await?;
        let submit = |chunk: usize, len: usize| {
            let pair = &staging.pairs[chunk % 2];
            let first = first_word + (chunk * staging.chunk_words) as u64;
            let (first_whole, target) = pair.target(first, len);
            let transform = transform.after(chunk * staging.chunk_words);
            let scopes = Scopes::push(device);
            let sources = pair.sources(self, transform, first, len);
            let request = Request::of_words(transform, target, sources);
            let dispatches = self.dispatches(first_whole, &request);
            let submission = self.submit(&pipeline, stream, &request, &dispatches, |encoder| {
                pair.copy(encoder, first, len);
            });
            let mapping = pair.map(len, submission);
            (mapping, scopes.pop(DURING))
        };

        let mut chunks = out.chunks_mut(staging.chunk_words).enumerate().peekable();
        let mut next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
        while let Some((i, chunk)) = chunks.next() {
            let current = next.take();
            next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
            if let Some((mapping, errors)) = current {
                errors.await?;
                mapping.finish(device, waiting, DURING).await?;
                staging.pairs[i % 2].read(chunk)?;
                *done += chunk.len();
            }
        }
        *lock(&self.inner.staging) = Some(staging);
        Ok(())
    }

    /// Buffers for draws of `len_words`: the kept ones, or larger ones.
    async fn staging(&self, len_words: usize) -> Result<Box<Staging>, GpuError> {
        let device = &self.inner.device;
        let kept = lock(&self.inner.staging).take();
        let most = self.inner.options.chunk_words.clamp(4096, 1 << 28);
        let wanted = len_words.next_power_of_two().min(most.next_power_of_two());
        if let Some(staging) = kept.filter(|staging| staging.chunk_words >= wanted) {
            return Ok(staging);
        }
        let scopes = Scopes::push(device);
        let pairs = [
            BufferPair::new(device, wanted),
            BufferPair::new(device, wanted),
        ];
        scopes.pop("making buffers").await?;
        Ok(Box::new(Staging {
            chunk_words: wanted,
            pairs,
        }))
    }
}
