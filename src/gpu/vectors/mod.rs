//! Vectors into buffers, and read back.

mod pipeline;
mod record;

use alloc::vec::Vec;

use super::{Gpu, GpuError, draw::Target, read_parts::Interrupted, wait::Waiting};
use crate::{
    cpu::zeroed,
    engine::Engine,
    error::Error,
    stream::{Span, Stream},
    vector::{Rows, VectorDistribution},
};

pub(super) use pipeline::VectorPipelines;
pub(super) use record::Scratch;

impl Gpu {
    /// Compiles and checks the kernels of an engine and a distribution of vectors, so that later draws
    /// start at once. [`encode_vectors`](Self::encode_vectors) needs this; the functions that may wait do it
    /// on first use.
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when a kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare_vectors<V: VectorDistribution>(
        &self,
        engine: Engine,
        vectors: &V,
    ) -> Result<(), GpuError> {
        self.vector_pipelines(engine, vectors.rows(), Waiting::Yield)
            .await?;
        Ok(())
    }

    /// [`prepare_vectors`](Self::prepare_vectors), waiting for it.
    ///
    /// # Errors
    /// As [`prepare_vectors`](Self::prepare_vectors).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn prepare_vectors_blocking<V: VectorDistribution>(
        &self,
        engine: Engine,
        vectors: &V,
    ) -> Result<(), GpuError> {
        pollster::block_on(self.vector_pipelines(engine, vectors.rows(), Waiting::Block))?;
        Ok(())
    }

    /// Records the stream's next vectors into `target`, all of it, in rows, and moves the stream on.
    /// Nothing is compiled, submitted or waited for: [`prepare_vectors`](Self::prepare_vectors) comes
    /// first.
    ///
    /// Each call makes a small parameter buffer. A scratch buffer of at most
    /// [`GpuOptions::chunk_words`](super::GpuOptions::chunk_words) words (twice that for
    /// [`Dirichlet`](crate::distr::Dirichlet)), or of one vector's, is shared by all calls: recorded
    /// commands must be submitted to the queue of this device.
    ///
    /// # Errors
    /// [`Error::Vectors`] when the target holds no whole number of vectors; [`Error::Stream`] when the
    /// stream has not as many words; [`GpuError::Usage`] and [`GpuError::Range`] for a target that does
    /// not fit; [`GpuError::NotPrepared`] without [`prepare_vectors`](Self::prepare_vectors);
    /// [`GpuError::Failed`] or [`GpuError::Lost`] when the device fails. Then neither stream nor encoder
    /// has changed.
    pub fn encode_vectors<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let rows = vectors.rows();
        let (target, span) = target_of(rows, stream, target)?;
        let pipelines = self.prepared_vector_pipelines(stream.engine(), rows)?;
        let scopes = self.scopes();
        let recorded = self.record_rows(&pipelines, stream, rows, span.first_word(), target);
        scopes.pop_now("recording vectors")?;
        recorded.play(encoder);
        stream.finish(span);
        Ok(())
    }

    /// Fills `target`, all of it, with the stream's next vectors, in rows, and moves the stream on: the
    /// bits of [`Cpu::fill_vectors`](crate::Cpu::fill_vectors). The work is submitted to the queue when
    /// the future is ready; it need not be done.
    ///
    /// # Errors
    /// As [`encode_vectors`](Self::encode_vectors). Then the stream has not changed.
    pub async fn fill_vectors<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        self.fill_rows_waiting(stream, vectors.rows(), target, Waiting::Yield)
            .await
    }

    /// [`fill_vectors`](Self::fill_vectors), where the calling thread may be held while a kernel is
    /// checked.
    ///
    /// # Errors
    /// As [`fill_vectors`](Self::fill_vectors).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_vectors_blocking<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let waiting = Waiting::Block;
        pollster::block_on(self.fill_rows_waiting(stream, vectors.rows(), target, waiting))
    }

    async fn fill_rows_waiting(
        &self,
        stream: &mut Stream,
        rows: Rows<'_>,
        target: wgpu::BufferSlice<'_>,
        waiting: Waiting,
    ) -> Result<(), Error> {
        let (target, span) = target_of(rows, stream, target)?;
        let pipelines = self
            .vector_pipelines(stream.engine(), rows, waiting)
            .await?;
        let scopes = self.scopes();
        let recorded = self.record_rows(&pipelines, stream, rows, span.first_word(), target);
        self.submit_rows(&recorded, |_| ());
        scopes.pop("filling a buffer").await?;
        stream.finish(span);
        Ok(())
    }

    /// The stream's next `n` vectors, in rows.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, Stream, distr::UnitSphere};
    /// let gpu = Gpu::open_blocking()?;
    /// let mut stream = Stream::new(42);
    /// let points: Vec<f32> = gpu.sample_vectors_blocking(&mut stream, &UnitSphere, 1_000_000)?;
    /// assert_eq!(points.len(), 3_000_000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words, [`Error::Memory`] when the vectors do not
    /// fit into memory, [`Error::Gpu`] when the device fails. Then the stream has not changed.
    pub async fn sample_vectors<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        n: usize,
    ) -> Result<Vec<f32>, Error> {
        self.sample_rows(stream, vectors.rows(), n, Waiting::Yield)
            .await
    }

    /// [`sample_vectors`](Self::sample_vectors), waiting for the result.
    ///
    /// # Errors
    /// As [`sample_vectors`](Self::sample_vectors).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sample_vectors_blocking<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        n: usize,
    ) -> Result<Vec<f32>, Error> {
        pollster::block_on(self.sample_rows(stream, vectors.rows(), n, Waiting::Block))
    }

    async fn sample_rows(
        &self,
        stream: &mut Stream,
        rows: Rows<'_>,
        n: usize,
        waiting: Waiting,
    ) -> Result<Vec<f32>, Error> {
        let span = rows.span(stream, n as u64)?;
        let mut out = zeroed(rows.len(n)?)?;
        let words = bytemuck::cast_slice_mut(&mut out);
        self.read_rows(stream, rows, span.first_word(), words, waiting)
            .await?;
        stream.finish(span);
        Ok(out)
    }

    /// Whole vectors, the first of which starts at word position `first_word`; all words exist. What is
    /// done on an error is whole vectors, too.
    pub(crate) async fn read_rows(
        &self,
        stream: &Stream,
        rows: Rows<'_>,
        first_word: u64,
        out: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        if out.is_empty() {
            return Ok(());
        }
        let pipelines = self
            .vector_pipelines(stream.engine(), rows, waiting)
            .await?;
        self.read_rows_by(&pipelines, stream, rows, first_word, out, waiting)
            .await
    }

    /// [`read_rows`](Self::read_rows), in parts of the size that [`Gpu::sample`] reads.
    async fn read_rows_by(
        &self,
        pipelines: &pipeline::Compiled,
        stream: &Stream,
        rows: Rows<'_>,
        first_word: u64,
        out: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        let dimension = rows.dimension();
        let part_vectors = (self.chunk_words() / dimension).max(1);
        let during = "reading vectors back";
        let part_words = part_vectors * dimension;
        self.read_parts(out, part_words, during, waiting, |first, target, copy| {
            let first = first_word + (first / dimension * rows.words()) as u64;
            let recorded = self.record_rows(pipelines, stream, rows, first, target);
            self.submit_rows(&recorded, copy)
        })
        .await
    }
}

/// The slice as rows, and the words of its vectors.
fn target_of<'a>(
    rows: Rows<'_>,
    stream: &Stream,
    slice: wgpu::BufferSlice<'a>,
) -> Result<(Target<'a>, Span), Error> {
    let target = Target::of_bytes(slice, 4)?;
    let count = rows.count(target.len_words)?;
    Ok((target, rows.span(stream, count)?))
}
