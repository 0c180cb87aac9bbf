//! Points on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
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
        if let Some(gpu) = self.working_gpu() {
            match gpu.sample_points_blocking(points, distribution, n) {
                Err(Error::Gpu(error)) => self.give_up(error),
                result => return result,
            }
        }
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
        if let Some(gpu) = self.working_gpu() {
            match gpu.sample_points(points, distribution, n).await {
                Err(Error::Gpu(error)) => self.give_up(error),
                result => return result,
            }
        }
        self.cpu.sample_points(points, distribution, n)
    }
}
