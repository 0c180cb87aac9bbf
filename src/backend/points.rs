//! Points on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
#[cfg(feature = "gpu")]
use crate::{cpu::zeroed, gpu::Waiting, qmc::PointsError};
use crate::{distr::Distribution, error::Error, qmc::GpuPointSet};

impl Backend {
    /// The coordinates of the next `n` points through a distribution, point after point; moves the points
    /// on.
    ///
    /// ```
    /// use seedbed::{Backend, distr::Normal, qmc::{PointSet, Sobol}};
    /// let backend = Backend::auto()?;
    /// let mut sobol = Sobol::new(8)?.scrambled(42);
    /// let normals = backend.sample_points(&mut sobol, &Normal::STANDARD, 1024)?;
    /// let on_cpu = Sobol::new(8)?.scrambled(42).random(&Normal::STANDARD, 1024)?;
    /// assert_eq!(normals, on_cpu);
    /// assert_eq!(sobol.position(), 1024);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Points`] when there are not as many points, [`Error::Memory`] when they do not fit into
    /// memory; then the position has not changed. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn sample_points<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
    ) -> Result<Vec<D::Output>, Error> {
        #[cfg(feature = "gpu")]
        return pollster::block_on(self.sample_points_waiting(
            points,
            distribution,
            n,
            Waiting::Block,
        ));
        #[cfg(not(feature = "gpu"))]
        self.cpu.sample_points(points, distribution, n)
    }

    /// [`sample_points`](Self::sample_points), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`sample_points`](Self::sample_points).
    #[cfg(feature = "gpu")]
    pub async fn sample_points_async<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
    ) -> Result<Vec<D::Output>, Error> {
        self.sample_points_waiting(points, distribution, n, Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn sample_points_waiting<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
        waiting: Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        PointsError::check_whole_words::<D>()?;
        let mut samples = zeroed(points.place().samples_of::<D::Output>(n)?)?;
        let words: &mut [u32] = bytemuck::cast_slice_mut(&mut samples);
        let (transform, words_each) = (distribution.transform(), D::WORDS);
        let len = words.len() as u64;
        let mut done = 0;
        if let Some(gpu) = self.gpu_for(len).await {
            let read = gpu
                .read_point_words(&*points, transform, words_each, words, waiting)
                .await;
            done = self.delivered(len, read);
        }
        if done < len {
            let point_words = (points.dimensions() * words_each) as u64;
            let first = points.position() + done / point_words;
            let rest = &mut words[done as usize..];
            self.cpu
                .fill_point_words(&*points, transform, words_each, first, rest);
        }
        points.place_mut().pass(n as u64);
        Ok(samples)
    }
}
