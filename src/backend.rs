//! The only dispatch point: which backend draws.

mod points;

use alloc::vec::Vec;

use crate::{
    cpu::{Cpu, zeroed},
    distr::{Distribution, VectorDistribution, elementwise::Elementwise},
    error::{BackendError, Error},
    permutation::Permutation,
    stream::Stream,
};
#[cfg(feature = "gpu")]
use crate::{
    distr::{Results, Transform},
    gpu::{Gpu, GpuError},
};

/// The variable that forces a backend.
#[cfg(feature = "gpu")]
const VARIABLE: &str = "SEEDBED_BACKEND";

/// Which of the two backends draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BackendKind {
    /// The CPU.
    Cpu,
    /// The GPU.
    Gpu,
}

/// Draws on the GPU or the CPU, with the same bits.
///
/// A GPU that fails, even in the middle of a draw, is replaced by the CPU from the first sample on
/// that it did not deliver, and the result has the same bits: [`failover`](Self::failover) tells.
///
/// ```
/// use seedbed::{Backend, Stream, distr::Normal};
/// let backend = Backend::auto()?;
/// let samples = backend.sample(&mut Stream::new(42), &Normal::STANDARD, 1000)?;
/// let on_cpu = Backend::cpu().sample(&mut Stream::new(42), &Normal::STANDARD, 1000)?;
/// assert_eq!(samples, on_cpu);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Backend {
    cpu: Cpu,
    #[cfg(feature = "gpu")]
    gpu: Option<Gpu>,
    /// Why the GPU is no longer used.
    #[cfg(feature = "gpu")]
    given_up: std::sync::OnceLock<GpuError>,
}

impl From<Cpu> for Backend {
    fn from(cpu: Cpu) -> Self {
        Backend {
            cpu,
            #[cfg(feature = "gpu")]
            gpu: None,
            #[cfg(feature = "gpu")]
            given_up: std::sync::OnceLock::new(),
        }
    }
}

#[cfg(feature = "gpu")]
impl From<Gpu> for Backend {
    fn from(gpu: Gpu) -> Self {
        Backend {
            gpu: Some(gpu),
            ..Backend::cpu()
        }
    }
}

impl Backend {
    /// The CPU.
    #[must_use]
    pub fn cpu() -> Self {
        Cpu::new().into()
    }

    /// The GPU if there is one that passes its check, else the CPU. `SEEDBED_BACKEND=cpu` or `=gpu`
    /// forces one of them; `gpu` takes an adapter that computes in software too (lavapipe, WARP),
    /// which is several times slower than the CPU backend.
    ///
    /// # Errors
    /// [`BackendError::Variable`] when `SEEDBED_BACKEND` is something else, [`BackendError::Gpu`]
    /// when it forces a GPU and there is none.
    #[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
    pub fn auto() -> Result<Self, BackendError> {
        pollster::block_on(Self::auto_async())
    }

    /// The CPU: the feature `gpu` is off.
    ///
    /// # Errors
    /// None.
    #[cfg(not(feature = "gpu"))]
    pub fn auto() -> Result<Self, BackendError> {
        Ok(Backend::cpu())
    }

    /// [`auto`](Self::auto), without holding the thread.
    ///
    /// # Errors
    /// As [`auto`](Self::auto).
    #[cfg(feature = "gpu")]
    pub async fn auto_async() -> Result<Self, BackendError> {
        match std::env::var(VARIABLE).unwrap_or_default().as_str() {
            "" | "auto" => match Gpu::open_hardware().await {
                Ok(gpu) => Ok(gpu.into()),
                Err(error) => {
                    log::info!("seedbed draws on the CPU: {error}");
                    Ok(Backend::cpu())
                }
            },
            "cpu" => Ok(Backend::cpu()),
            "gpu" => Ok(Gpu::open().await?.into()),
            other => Err(BackendError::Variable {
                value: other.into(),
            }),
        }
    }

    /// The GPU.
    ///
    /// # Errors
    /// [`BackendError::Gpu`], which says what to install.
    #[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
    pub fn gpu() -> Result<Self, BackendError> {
        Ok(Gpu::open_blocking()?.into())
    }

    /// Which backend draws; the GPU turns into the CPU when it is given up.
    #[must_use]
    pub fn kind(&self) -> BackendKind {
        #[cfg(feature = "gpu")]
        if self.working_gpu().is_some() {
            return BackendKind::Gpu;
        }
        BackendKind::Cpu
    }

    /// The adapter, as long as the GPU draws.
    #[cfg(feature = "gpu")]
    #[must_use]
    pub fn adapter(&self) -> Option<&wgpu::AdapterInfo> {
        self.working_gpu().map(Gpu::adapter_info)
    }

    /// Why the GPU was given up in favour of the CPU, if it was.
    #[cfg(feature = "gpu")]
    #[must_use]
    pub fn failover(&self) -> Option<&GpuError> {
        self.given_up.get()
    }

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
            crate::gpu::Waiting::Block,
        ));
        #[cfg(not(feature = "gpu"))]
        Ok(self.cpu.fill(stream, distribution, samples)?)
    }

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
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.sample_elementwise_waiting(
            stream,
            distribution,
            crate::gpu::Waiting::Block,
        ));
        #[cfg(not(feature = "gpu"))]
        self.cpu.sample_elementwise(stream, distribution)
    }

    /// `count` elements of a permutation from `first` on.
    ///
    /// ```
    /// use seedbed::{Backend, Permutation};
    /// let order = Permutation::new(42, 1000)?;
    /// let some = Backend::auto()?.permutation(&order, 500, 3)?;
    /// assert_eq!(some, [500, 501, 502].map(|i| order.get(i).unwrap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Permutation`] when there are not as many, [`Error::Memory`] when they do not fit into
    /// memory. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn permutation(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
    ) -> Result<Vec<u32>, Error> {
        #[cfg(feature = "gpu")]
        if let Some(gpu) = self.working_gpu() {
            match gpu.permutation_blocking(permutation, first, count) {
                Err(Error::Gpu(error)) => self.give_up(error),
                result => return result,
            }
        }
        permutation.some(first, count)
    }

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
        return pollster::block_on(self.fill_vectors_waiting(
            stream,
            vectors,
            out,
            crate::gpu::Waiting::Block,
        ));
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
        let waiting = crate::gpu::Waiting::Yield;
        self.fill_vectors_waiting(stream, vectors, &mut out, waiting)
            .await?;
        Ok(out)
    }

    #[cfg(feature = "gpu")]
    async fn fill_vectors_waiting<V: VectorDistribution>(
        &self,
        stream: &mut Stream,
        vectors: &V,
        out: &mut [f32],
        waiting: crate::gpu::Waiting,
    ) -> Result<(), Error> {
        let rows = vectors.rows();
        let count = rows.count(out.len() as u64)?;
        let span = rows.span(stream, count)?;
        if let Some(gpu) = self.working_gpu() {
            let words = bytemuck::cast_slice_mut(out);
            match gpu
                .read_rows(stream, rows, span.first_word(), words, waiting)
                .await
            {
                Ok(()) => {
                    stream.finish(span);
                    return Ok(());
                }
                Err(error) => self.give_up(error),
            }
        }
        self.cpu.fill_vectors(stream, vectors, out)
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
        let waiting = crate::gpu::Waiting::Yield;
        self.fill_waiting(stream, distribution, &mut samples, waiting)
            .await?;
        Ok(samples)
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
        self.sample_elementwise_waiting(stream, distribution, crate::gpu::Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn sample_elementwise_waiting<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        waiting: crate::gpu::Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        let span = stream.span(distribution.len() as u64, 1)?;
        let mut samples = zeroed(distribution.len())?;
        let transform = distribution.transform();
        let results = Results::new(transform.packing(), &mut samples);
        self.fill_results(stream, transform, span.first_word(), results, waiting)
            .await;
        stream.finish(span);
        Ok(samples)
    }

    #[cfg(feature = "gpu")]
    async fn fill_waiting<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
        waiting: crate::gpu::Waiting,
    ) -> Result<(), Error> {
        let span = stream.span(samples.len() as u64, D::WORDS)?;
        let transform = distribution.transform();
        let results = Results::new(transform.packing(), samples);
        self.fill_results(stream, transform, span.first_word(), results, waiting)
            .await;
        stream.finish(span);
        Ok(())
    }

    /// The results of a draw from word position `first_word`, whose words all exist.
    #[cfg(feature = "gpu")]
    async fn fill_results(
        &self,
        stream: &Stream,
        transform: Transform<'_>,
        first_word: u64,
        mut out: Results<'_>,
        waiting: crate::gpu::Waiting,
    ) {
        let mut done = 0;
        if let Some(gpu) = self.working_gpu() {
            let result = gpu
                .read_results(stream, transform, first_word, out.reborrow(), waiting)
                .await;
            done = match result {
                Ok(()) => out.len(),
                Err(interrupted) => {
                    self.give_up(interrupted.error);
                    interrupted.done
                }
            };
        }
        // Wraps only behind the last word of the stream.
        let position = first_word.wrapping_add(done);
        let transform = transform.after(done);
        self.cpu
            .fill_results(stream, transform, position, out.skip(done));
    }

    /// The GPU, unless it was given up.
    #[cfg(feature = "gpu")]
    fn working_gpu(&self) -> Option<&Gpu> {
        self.gpu.as_ref().filter(|_| self.given_up.get().is_none())
    }

    /// Goes on with the CPU.
    #[cfg(feature = "gpu")]
    fn give_up(&self, error: GpuError) {
        // Other tables may fit.
        if matches!(error, GpuError::TableSize { .. }) {
            log::warn!("seedbed makes this draw on the CPU: {error}");
            return;
        }
        log::warn!("seedbed goes on with the CPU: {error}");
        // Of two calls that fail at once, one tells why.
        let _ = self.given_up.set(error);
    }
}
