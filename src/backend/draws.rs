//! Draws on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
#[cfg(feature = "gpu")]
use crate::{
    cpu::zeroed,
    distr::Results,
    draw::{Asked, Range},
    gpu::Waiting,
};
use crate::{draw::Draw, error::Error};

impl Backend {
    /// The next `count` samples of whatever can be [drawn](crate::draw): samples of a distribution, vectors,
    /// points or elements. Moves on what they are drawn from.
    ///
    /// ```
    /// use seedbed::{Backend, Cpu, Stream, distr::{Normal, UnitSphere}, qmc::{PointSet, Sobol}};
    /// let backend = Backend::auto()?;
    /// let points = backend.sample(&mut Stream::new(42), &UnitSphere, 1000)?;
    /// assert_eq!(points, Cpu::new().sample(&mut Stream::new(42), &UnitSphere, 1000)?);
    /// let mut sobol = Sobol::new(8)?.scrambled(42);
    /// let normals = backend.sample(&mut sobol, &Normal::STANDARD, 1024)?;
    /// assert_eq!((normals.len(), sobol.position()), (8 * 1024, 1024));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many,
    /// [`Error::Elementwise`] when the parameters are for another number of samples, [`Error::Memory`] when the
    /// samples do not fit into memory; then nothing has moved. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn sample<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.sample_waiting(from, what, count, Waiting::Block));
        #[cfg(not(feature = "gpu"))]
        self.cpu.sample(from, what, count)
    }

    /// Fills `samples` with the next ones of whatever can be [drawn](crate::draw), and moves on what they are drawn
    /// from. A slice holds whole vectors, or whole points.
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many;
    /// [`Error::Vectors`], [`Error::Points`] or [`Error::Elementwise`] when the slice holds no whole number of
    /// them. Then neither `samples` nor what they are drawn from has changed.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn fill<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.fill_waiting(from, what, samples, Waiting::Block));
        #[cfg(not(feature = "gpu"))]
        self.cpu.fill(from, what, samples)
    }

    /// [`sample`](Self::sample), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(feature = "gpu")]
    pub async fn sample_async<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        self.sample_waiting(from, what, count, Waiting::Yield).await
    }

    /// [`fill`](Self::fill), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`fill`](Self::fill).
    #[cfg(feature = "gpu")]
    pub async fn fill_async<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        self.fill_waiting(from, what, samples, Waiting::Yield).await
    }

    #[cfg(feature = "gpu")]
    async fn sample_waiting<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        count: usize,
        waiting: Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        let range = what.range(from, Asked::Samples(count as u64))?;
        let mut samples = zeroed(range.outputs as usize)?;
        self.fill_range(from, what, range, &mut samples, waiting)
            .await;
        Ok(samples)
    }

    #[cfg(feature = "gpu")]
    async fn fill_waiting<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        samples: &mut [D::Output],
        waiting: Waiting,
    ) -> Result<(), Error> {
        let range = what.range(from, Asked::Outputs(samples.len() as u64))?;
        self.fill_range(from, what, range, samples, waiting).await;
        Ok(())
    }

    /// A range that exists; the CPU makes what a GPU does not deliver.
    #[cfg(feature = "gpu")]
    async fn fill_range<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        range: Range,
        samples: &mut [D::Output],
        waiting: Waiting,
    ) {
        let mut out = Results::new(what.packing(), samples).first(range.results);
        let (len, mut done) = (out.len(), 0);
        if let Some(gpu) = self.gpu_for(len).await {
            let out = out.reborrow();
            let read = gpu.read_range(&*from, what, range, out, waiting).await;
            done = self.delivered(len, read);
        }
        if done < len {
            what.fill(self.cpu, from, range, done, out.skip(done));
        }
        what.pass(from, range);
    }
}
