//! Draws with parameters by element, on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
#[cfg(feature = "gpu")]
use crate::{cpu::check_target, gpu::Waiting};
use crate::{cpu::zeroed, distr::elementwise::Elementwise, error::Error, stream::Stream};

impl Backend {
    /// The stream's next samples, one for each element of the distribution's parameters.
    ///
    /// ```
    /// use seedbed::{Backend, Stream, distr::elementwise::Normal};
    /// let (mean, std) = ([0.0, 10.0, 20.0], [1.0, 1.0, 2.0]);
    /// let each = Normal::new(&mean, &std)?;
    /// assert_eq!(Backend::auto()?.sample_elementwise(&mut Stream::new(42), &each)?.len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn sample_elementwise<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
    ) -> Result<Vec<D::Output>, Error> {
        stream.span(distribution.len() as u64, 1)?;
        let mut samples = zeroed(distribution.len())?;
        self.fill_elementwise(stream, distribution, &mut samples)?;
        Ok(samples)
    }

    /// Fills `samples`, as many as the distribution's parameters have elements, with the stream's next
    /// draw.
    ///
    /// # Errors
    /// [`Error::Elementwise`] when there are more or fewer samples than elements, [`Error::Stream`]
    /// when the stream has not as many words; then neither the stream nor `samples` has changed.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn fill_elementwise<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.fill_elementwise_waiting(
            stream,
            distribution,
            samples,
            Waiting::Block,
        ));
        #[cfg(not(feature = "gpu"))]
        self.cpu.fill_elementwise(stream, distribution, samples)
    }

    /// [`sample_elementwise`](Self::sample_elementwise), without holding the thread while the GPU
    /// works.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(feature = "gpu")]
    pub async fn sample_elementwise_async<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
    ) -> Result<Vec<D::Output>, Error> {
        stream.span(distribution.len() as u64, 1)?;
        let mut samples = zeroed(distribution.len())?;
        self.fill_elementwise_waiting(stream, distribution, &mut samples, Waiting::Yield)
            .await?;
        Ok(samples)
    }

    /// [`fill_elementwise`](Self::fill_elementwise), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`fill_elementwise`](Self::fill_elementwise).
    #[cfg(feature = "gpu")]
    pub async fn fill_elementwise_async<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        self.fill_elementwise_waiting(stream, distribution, samples, Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn fill_elementwise_waiting<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
        waiting: Waiting,
    ) -> Result<(), Error> {
        check_target(distribution.len(), samples.len())?;
        let span = stream.span(samples.len() as u64, 1)?;
        let transform = distribution.transform();
        self.fill_span(stream, transform, span, samples, waiting)
            .await;
        Ok(())
    }
}
