//! Vectors on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
#[cfg(feature = "gpu")]
use crate::gpu::Waiting;
use crate::{cpu::zeroed, distr::VectorDistribution, error::Error, stream::Stream};

impl Backend {
    /// The stream's next `n` vectors: `n` rows of their components.
    ///
    /// ```
    /// use seedbed::{Backend, Cpu, Stream, distr::UnitSphere};
    /// let points = Backend::auto()?.sample_vectors(&mut Stream::new(42), &UnitSphere, 1000)?;
    /// let on_cpu = Cpu::new().sample_vectors(&mut Stream::new(42), &UnitSphere, 1000)?;
    /// assert_eq!(points, on_cpu);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words, [`Error::Memory`] when the vectors do not
    /// fit into memory; then the stream has not changed. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn sample_vectors<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        n: usize,
    ) -> Result<Vec<f32>, Error> {
        let rows = vectors.rows();
        rows.span(stream, n as u64)?;
        let mut out = zeroed(rows.len(n)?)?;
        self.fill_vectors(stream, vectors, &mut out)?;
        Ok(out)
    }

    /// Fills `out`, whole rows, with the stream's next vectors.
    ///
    /// # Errors
    /// [`Error::Vectors`] when `out` holds no whole number of vectors, [`Error::Stream`] when the stream
    /// has not as many words. Then neither has changed.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn fill_vectors<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        out: &mut [f32],
    ) -> Result<(), Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.fill_vectors_waiting(stream, vectors, out, Waiting::Block));
        #[cfg(not(feature = "gpu"))]
        self.cpu.fill_vectors(stream, vectors, out)
    }

    /// [`sample_vectors`](Self::sample_vectors), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`sample_vectors`](Self::sample_vectors).
    #[cfg(feature = "gpu")]
    pub async fn sample_vectors_async<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        n: usize,
    ) -> Result<Vec<f32>, Error> {
        let rows = vectors.rows();
        rows.span(stream, n as u64)?;
        let mut out = zeroed(rows.len(n)?)?;
        let waiting = Waiting::Yield;
        self.fill_vectors_waiting(stream, vectors, &mut out, waiting)
            .await?;
        Ok(out)
    }

    /// [`fill_vectors`](Self::fill_vectors), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`fill_vectors`](Self::fill_vectors).
    #[cfg(feature = "gpu")]
    pub async fn fill_vectors_async<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        out: &mut [f32],
    ) -> Result<(), Error> {
        self.fill_vectors_waiting(stream, vectors, out, Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn fill_vectors_waiting<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        out: &mut [f32],
        waiting: Waiting,
    ) -> Result<(), Error> {
        let rows = vectors.rows();
        let count = rows.count(out.len() as u64)?;
        let span = rows.span(stream, count)?;
        let words: &mut [u32] = bytemuck::cast_slice_mut(out);
        let len = words.len() as u64;
        let mut done = 0;
        if let Some(gpu) = self.gpu_for(len).await {
            let read = gpu
                .read_rows(stream, rows, span.first_word(), words, waiting)
                .await;
            done = self.delivered(len, read);
        }
        if done < len {
            let vectors = done / rows.dimension() as u64;
            let first = span.first_word() + vectors * rows.words() as u64;
            self.cpu
                .fill_rows(stream.tiles(), rows, first, &mut words[done as usize..]);
        }
        stream.finish(span);
        Ok(())
    }
}
