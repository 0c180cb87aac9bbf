//! From the GPU to a `Vec`: two pairs of buffers, so that one is copied while the other is filled.

use alloc::{boxed::Box, string::ToString};
use core::future::Future;
use std::sync::OnceLock;

use super::{
    Gpu, GpuError,
    record::{Buffers, Job},
    resources::lock,
    wait::{Mapping, Waiting},
};
use crate::{
    distr::{Packing, Results},
    draw::{Place, Work},
    error::Error,
    plan::WordRange,
};

/// What goes through a buffer pair at once: `len` results, behind `lead` others.
#[derive(Clone, Copy, Debug)]
struct Part {
    first: u64,
    lead: u64,
    len: u64,
    packing: Packing,
}

impl Part {
    fn per_word(self) -> u64 {
        self.packing.per_word() as u64
    }

    /// The part's words of memory: the first, and their number.
    fn memory_words(self) -> [u64; 2] {
        let first = self.lead / self.per_word();
        let end = (self.lead + self.len).div_ceil(self.per_word());
        [first, end - first]
    }

    /// Bytes of the first of these that belong to a result before.
    fn skipped_bytes(self) -> usize {
        (self.lead % self.per_word() * 4 / self.per_word()) as usize
    }

    /// Where its results go, from the start of a buffer on. Draws from streams fill whole quads of blocks, of which
    /// kernels that store them are the fastest.
    fn place(self, in_quads: bool) -> Place {
        let len = self.lead + self.len;
        Place {
            first: self.first,
            lead: self.lead,
            target: WordRange {
                offset: 0,
                len_words: if in_quads {
                    len.next_multiple_of(4)
                } else {
                    len
                },
            },
        }
    }
}

/// A buffer that kernels write, and one that the host reads.
#[derive(Debug)]
struct BufferPair {
    storage: wgpu::Buffer,
    readable: wgpu::Buffer,
    /// Arrays of parameters, made when they are first needed.
    elements: OnceLock<[wgpu::Buffer; 2]>,
}

impl BufferPair {
    fn new(device: &wgpu::Device, len_words: usize) -> Self {
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

    /// Buffers for arrays of parameters.
    fn elements(&self, device: &wgpu::Device) -> &[wgpu::Buffer; 2] {
        self.elements.get_or_init(|| {
            [0, 1].map(|_| {
                device.create_buffer(&wgpu::BufferDescriptor {
                    label: Some("seedbed.elements"),
                    size: self.storage.size(),
                    usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                })
            })
        })
    }

    fn copy(&self, encoder: &mut wgpu::CommandEncoder, part: Part) {
        let [from, len] = part.memory_words().map(|words| 4 * words);
        encoder.copy_buffer_to_buffer(&self.storage, from, &self.readable, 0, len);
    }

    fn map(&self, part: Part, submission: wgpu::SubmissionIndex) -> Mapping {
        let [_, len] = part.memory_words();
        Mapping::start(self.readable.slice(..4 * len), submission)
    }

    /// Reads what is mapped.
    fn read(
        &self,
        gpu: &Gpu,
        part: Part,
        bytes: &mut [u8],
        during: &'static str,
    ) -> Result<(), GpuError> {
        let [_, len] = part.memory_words();
        let slice = self.readable.slice(..4 * len);
        let failed = |error: wgpu::MapRangeError| gpu.inner.loss.explain(during, error.to_string());
        let mapped = slice.get_mapped_range().map_err(failed)?;
        let skipped = part.skipped_bytes();
        bytes.copy_from_slice(&mapped[skipped..skipped + bytes.len()]);
        drop(mapped);
        self.readable.unmap();
        Ok(())
    }
}

/// The buffers that samples come back through.
#[derive(Debug)]
pub(super) struct Staging {
    chunk_words: usize,
    pairs: [BufferPair; 2],
}

/// A read that stopped half way: the first `done` results are right.
pub(crate) struct Interrupted {
    pub(crate) done: u64,
    pub(crate) error: GpuError,
}

impl From<GpuError> for Interrupted {
    /// Before the first result.
    fn from(error: GpuError) -> Self {
        Interrupted { done: 0, error }
    }
}

impl From<Interrupted> for Error {
    fn from(interrupted: Interrupted) -> Self {
        interrupted.error.into()
    }
}

/// What is read back.
struct Reading<'a> {
    work: &'a dyn Work,
    /// Buffers of the caller.
    read: [Option<&'a wgpu::Buffer>; 2],
    /// Those to use, where they are not trusted yet.
    pipelines: Option<&'a [wgpu::ComputePipeline]>,
    waiting: Waiting,
    during: &'static str,
}

impl Gpu {
    /// The results of a draw, [`GpuOptions::chunk_words`](super::GpuOptions::chunk_words) at a time. On an error `out`
    /// has any values behind those that were delivered, which are whole units.
    pub(crate) async fn read(
        &self,
        work: &dyn Work,
        read: [Option<&wgpu::Buffer>; 2],
        out: Results<'_>,
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        if out.is_empty() {
            return Ok(());
        }
        let variants = work.variants(self.plan_limits());
        // Buffers of the caller may begin anywhere, so that parts of a draw have other kernels.
        let needed = if read == [None, None] {
            1
        } else {
            variants.len()
        };
        for shaders in &variants[..needed] {
            self.pipelines(work, shaders, waiting).await?;
        }
        let reading = Reading {
            work,
            read,
            pipelines: None,
            waiting,
            during: "reading samples back",
        };
        let mut done = 0;
        let result = self.read_parts(&reading, out, &mut done).await;
        result.map_err(|error| Interrupted { done, error })
    }

    /// The results of a draw by pipelines that are not trusted yet.
    pub(super) async fn read_with(
        &self,
        pipelines: &[wgpu::ComputePipeline],
        work: &dyn Work,
        out: Results<'_>,
        waiting: Waiting,
        during: &'static str,
    ) -> Result<(), GpuError> {
        let reading = Reading {
            work,
            read: [None; 2],
            pipelines: Some(pipelines),
            waiting,
            during,
        };
        self.read_parts(&reading, out, &mut 0).await
    }

    /// One part is copied while the next is made.
    async fn read_parts(
        &self,
        reading: &Reading<'_>,
        out: Results<'_>,
        done: &mut u64,
    ) -> Result<(), GpuError> {
        let &Reading {
            work,
            waiting,
            during,
            ..
        } = reading;
        let packing = out.packing();
        let per_word = packing.per_word() as u64;
        // Of bits, which take little room, no more than a second's work.
        let most = (self.chunk_words() as u64 * per_word).min(1 << 28);
        let chunk_len = (most / work.unit()).max(1) * work.unit();
        let chunk_words = out.len().min(chunk_len).div_ceil(per_word) as usize;
        let staging = self.staging(chunk_words).await?;
        let submit = |chunk: usize, len: u64| {
            let first = chunk as u64 * chunk_len;
            let part = Part {
                first,
                lead: work.lead(first),
                len,
                packing,
            };
            self.submit_part(reading, part, &staging.pairs[chunk % 2])
        };
        let chunks = out.parts(chunk_len as usize).into_iter().enumerate();
        let mut chunks = chunks.peekable();
        let mut next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
        while let Some((i, chunk)) = chunks.next() {
            let current = next.take().transpose()?;
            next = chunks.peek().map(|(i, chunk)| submit(*i, chunk.len()));
            if let Some((part, mapping, errors)) = current {
                errors.await?;
                mapping.finish(self, waiting, during).await?;
                staging.pairs[i % 2].read(self, part, chunk.into_bytes(), during)?;
                *done += part.len;
            }
        }
        *lock(&self.inner.staging) = Some(staging);
        Ok(())
    }

    /// A part, being made and mapped; and whether that went wrong.
    fn submit_part(
        &self,
        reading: &Reading<'_>,
        part: Part,
        pair: &BufferPair,
    ) -> Result<
        (
            Part,
            Mapping,
            impl Future<Output = Result<(), GpuError>> + use<>,
        ),
        GpuError,
    > {
        let work = reading.work;
        let plan = work.plan(part.place(work.is_of_quads()), self.plan_limits());
        let known;
        let pipelines = match reading.pipelines {
            Some(pipelines) => pipelines,
            None => {
                known = self.known(&plan.shaders)?;
                &known
            }
        };
        let scopes = self.scopes();
        let job = Job {
            plan: &plan,
            pipelines,
            buffers: Buffers {
                target: &pair.storage,
                read: reading.read,
            },
        };
        let uploads = plan
            .elements
            .is_some()
            .then(|| pair.elements(self.device()));
        let submission = self.submit(job, uploads, |encoder| pair.copy(encoder, part));
        let mapping = pair.map(part, submission);
        Ok((part, mapping, scopes.pop(reading.during)))
    }

    /// Buffers for chunks of `len_words`: the kept ones, or larger ones.
    async fn staging(&self, len_words: usize) -> Result<Box<Staging>, GpuError> {
        let device = &self.inner.device;
        let kept = lock(&self.inner.staging).take();
        if let Some(staging) = kept.filter(|staging| staging.chunk_words >= len_words) {
            return Ok(staging);
        }
        let most = self.chunk_words().max(len_words);
        let chunk_words = len_words.next_power_of_two().min(most);
        let scopes = self.scopes();
        let pairs = [
            BufferPair::new(device, chunk_words),
            BufferPair::new(device, chunk_words),
        ];
        scopes.pop("making buffers").await?;
        Ok(Box::new(Staging { chunk_words, pairs }))
    }

    /// The first bytes of a buffer, a chunk at a time.
    pub(super) async fn copy_back(
        &self,
        buffer: &wgpu::Buffer,
        bytes: &mut [u8],
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let during = "reading samples back";
        let words = self.chunk_words().min(bytes.len().div_ceil(4)).max(1);
        let staging = self.staging(words).await?;
        let [pair, _] = &staging.pairs;
        for (i, chunk) in bytes.chunks_mut(4 * words).enumerate() {
            let part = Part {
                first: 0,
                lead: 0,
                len: chunk.len().div_ceil(4) as u64,
                packing: Packing::Words,
            };
            let scopes = self.scopes();
            let descriptor = wgpu::CommandEncoderDescriptor {
                label: Some("seedbed.copy"),
            };
            let mut encoder = self.inner.device.create_command_encoder(&descriptor);
            let (from, size) = ((4 * words * i) as u64, 4 * part.len);
            encoder.copy_buffer_to_buffer(buffer, from, &pair.readable, 0, size);
            let submission = self.inner.queue.submit([encoder.finish()]);
            let mapping = pair.map(part, submission);
            scopes.pop(during).await?;
            mapping.finish(self, waiting, during).await?;
            pair.read(self, part, chunk, during)?;
        }
        *lock(&self.inner.staging) = Some(staging);
        Ok(())
    }
}
