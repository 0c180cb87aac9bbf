//! From the GPU to a `Vec`: two pairs of buffers, so that one is copied while the other is filled.

use alloc::{boxed::Box, string::ToString, vec::Vec};
use std::sync::OnceLock;

use super::{
    Gpu, GpuError,
    draw::{Request, Target},
    element::{Source, Sources},
    kernel::Store,
    read_parts::Interrupted,
    resources::lock,
    wait::{Mapping, Waiting},
};
use crate::{
    cpu::zeroed,
    distr::{Distribution, Packing, Results, Transform, elementwise::Parameter},
    error::Error,
    stream::{Span, Stream},
};

const DURING: &str = "reading samples back";

/// What goes through a buffer pair at once: the results of `len` words from position `first_word` on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) first_word: u64,
    pub(super) len: usize,
    pub(super) packing: Packing,
}

impl Part {
    /// Words from the start of the buffer.
    pub(super) fn words(len: usize) -> Self {
        Part {
            first_word: 0,
            len,
            packing: Packing::Words,
        }
    }

    /// The buffer starts with a whole quad of the blocks: results before the first of the part.
    fn before(self) -> u64 {
        self.first_word % 4
    }

    /// The part's words of memory: the first, and their number.
    fn memory_words(self) -> [u64; 2] {
        let per_word = self.packing.per_word() as u64;
        let first = self.before() / per_word;
        let end = (self.before() + self.len as u64).div_ceil(per_word);
        [first, end - first]
    }

    /// Bytes of the first of these that belong to a result before.
    fn skipped_bytes(self) -> usize {
        let per_word = self.packing.per_word() as u64;
        (self.before() % per_word * 4 / per_word) as usize
    }
}

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
        // Room to start at any result of a quad, and in the middle of a word.
        let whole_quads = (len_words + 3).next_multiple_of(4);
        BufferPair {
            storage: buffer(
                "seedbed.samples",
                whole_quads,
                Usage::STORAGE | Usage::COPY_SRC,
            ),
            readable: buffer(
                "seedbed.readback",
                len_words + 1,
                Usage::MAP_READ | Usage::COPY_DST,
            ),
            elements: OnceLock::new(),
        }
    }

    /// The parameters by element of a part, uploaded so that they lie as its words do in
    /// [`target`](Self::target).
    pub(super) fn sources(
        &self,
        gpu: &Gpu,
        transform: Transform<'_>,
        part: Part,
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
                let values = values.get(..part.len).unwrap_or(values);
                let (buffer, offset) = (buffers[i].clone(), 4 * part.before());
                gpu.queue()
                    .write_buffer(&buffer, offset, bytemuck::cast_slice(values));
                Source::Each { buffer, offset: 0 }
            }
        };
        Some(Sources([source(0), source(1)]))
    }

    /// The target of a part: whole quads of the blocks, which may start some words earlier and end
    /// some later. Returns the first word of these.
    pub(super) fn target(&self, part: Part) -> (u64, Target<'_>) {
        let whole = (part.before() + part.len as u64).next_multiple_of(4);
        let target = Target {
            buffer: &self.storage,
            offset: 0,
            len_words: whole,
        };
        (part.first_word - part.before(), target)
    }

    pub(super) fn copy(&self, encoder: &mut wgpu::CommandEncoder, part: Part) {
        let [from, len] = part.memory_words().map(|words| 4 * words);
        encoder.copy_buffer_to_buffer(&self.storage, from, &self.readable, 0, len);
    }

    pub(super) fn map(&self, part: Part, submission: wgpu::SubmissionIndex) -> Mapping {
        let [_, len] = part.memory_words();
        Mapping::start(self.readable.slice(..4 * len), submission)
    }

    /// Reads what is mapped.
    pub(super) fn read(&self, gpu: &Gpu, part: Part, mut out: Results<'_>) -> Result<(), GpuError> {
        let bytes = out.as_bytes_mut();
        let [_, len] = part.memory_words();
        let slice = self.readable.slice(..4 * len);
        let failed = |error: wgpu::MapRangeError| gpu.inner.loss.explain(DURING, error.to_string());
        let mapped = slice.get_mapped_range().map_err(failed)?;
        let skipped = part.skipped_bytes();
        bytes.copy_from_slice(&mapped[skipped..skipped + bytes.len()]);
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
        let results = Results::new(transform.packing(), &mut samples);
        self.read_results(stream, transform, span.first_word(), results, waiting)
            .await?;
        stream.finish(span);
        Ok(samples)
    }

    /// The results of a draw from word position `first_word`, whose words all exist.
    pub(crate) async fn read_results(
        &self,
        stream: &Stream,
        transform: Transform<'_>,
        first_word: u64,
        out: Results<'_>,
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
        out: Results<'_>,
        waiting: Waiting,
        done: &mut u64,
    ) -> Result<(), GpuError> {
        let kernel = self.kernel(stream.engine(), transform, Store::Quads);
        let pipeline = self.pipeline(kernel, transform, waiting).await?;
        let packing = out.packing();
        let per_word = packing.per_word();
        let staging = self
            .staging(out.len().div_ceil(per_word as u64) as usize)
            .await?;
        // Of bits, which take little room, no more than a second's work.
        let chunk_len = (staging.chunk_words * per_word).min(1 << 28);
        let chunk_first = |chunk: usize| chunk as u64 * chunk_len as u64;
        let submit = |chunk: usize, len: u64| {
            let len = len as usize;
            let pair = &staging.pairs[chunk % 2];
            let part = Part {
                first_word: first_word + chunk_first(chunk),
                len,
                packing,
            };
            let (first_whole, target) = pair.target(part);
            let transform = transform.after(chunk_first(chunk));
            let scopes = self.scopes();
            let sources = pair.sources(self, transform, part);
            let request = Request::of_words(transform, target, sources);
            let dispatches = self.dispatches(first_whole, &request);
            let submission = self.submit(&pipeline, stream, &request, &dispatches, |encoder| {
                pair.copy(encoder, part);
            });
            let mapping = pair.map(part, submission);
            (part, mapping, scopes.pop(DURING))
        };

        let mut chunks = out.parts(chunk_len).into_iter().enumerate().peekable();
        let mut next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
        while let Some((i, chunk)) = chunks.next() {
            let current = next.take();
            next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
            if let Some((part, mapping, errors)) = current {
                errors.await?;
                mapping.finish(self, waiting, DURING).await?;
                staging.pairs[i % 2].read(self, part, chunk)?;
                *done += part.len as u64;
            }
        }
        *lock(&self.inner.staging) = Some(staging);
        Ok(())
    }

    /// Buffers for draws of `len_words`: the kept ones, or larger ones.
    async fn staging(&self, len_words: usize) -> Result<Box<Staging>, GpuError> {
        let device = &self.inner.device;
        let kept = lock(&self.inner.staging).take();
        let most = self.chunk_words();
        let wanted = len_words.next_power_of_two().min(most.next_power_of_two());
        if let Some(staging) = kept.filter(|staging| staging.chunk_words >= wanted) {
            return Ok(staging);
        }
        let scopes = self.scopes();
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
