//! Draws on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
use crate::{cpu::zeroed, distr::Distribution, error::Error, stream::Stream};
#[cfg(feature = "gpu")]
use crate::{
    distr::{Results, Transform},
    gpu::Waiting,
    stream::Span,
};

impl Backend {
    /// The stream's next `count` samples.
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words, [`Error::Memory`] when the samples
    /// do not fit into memory; then the stream has not changed. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn sample<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        stream.span(count as u64, D::WORDS)?;
        let mut samples = zeroed(count)?;
        self.fill(stream, distribution, &mut samples)?;
        Ok(samples)
    }

    /// Fills `samples` with the stream's next draw.
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words; then neither the stream nor
    /// `samples` has changed.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn fill<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.fill_waiting(
            stream,
            distribution,
            samples,
            Waiting::Block,
        ));
        #[cfg(not(feature = "gpu"))]
        Ok(self.cpu.fill(stream, distribution, samples)?)
    }

    /// [`sample`](Self::sample), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(feature = "gpu")]
    pub async fn sample_async<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        stream.span(count as u64, D::WORDS)?;
        let mut samples = zeroed(count)?;
        let waiting = Waiting::Yield;
        self.fill_waiting(stream, distribution, &mut samples, waiting)
            .await?;
        Ok(samples)
    }

    /// [`fill`](Self::fill), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`fill`](Self::fill).
    #[cfg(feature = "gpu")]
    pub async fn fill_async<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        self.fill_waiting(stream, distribution, samples, Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn fill_waiting<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
        waiting: Waiting,
    ) -> Result<(), Error> {
        let span = stream.span(samples.len() as u64, D::WORDS)?;
        let transform = distribution.transform();
        self.fill_span(stream, transform, span, samples, waiting)
            .await;
        Ok(())
    }

    /// The samples of the words of `span`, which the stream then has behind it.
    #[cfg(feature = "gpu")]
    pub(super) async fn fill_span<T: bytemuck::Pod>(
        &self,
        stream: &mut Stream,
        transform: Transform<'_>,
        span: Span,
        samples: &mut [T],
        waiting: Waiting,
    ) {
        let first_word = span.first_word();
        let mut out = Results::new(transform.packing(), samples);
        let mut done = 0;
        if let Some(gpu) = self.gpu_for(out.len()).await {
            let read = gpu
                .read_results(stream, transform, first_word, out.reborrow(), waiting)
                .await;
            done = self.delivered(out.len(), read);
        }
        // Wraps only behind the last word of the stream.
        let position = first_word.wrapping_add(done);
        let transform = transform.after(done);
        self.cpu
            .fill_results(stream.tiles(), transform, position, out.skip(done));
        stream.finish(span);
    }
}
