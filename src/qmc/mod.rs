//! Low-discrepancy points, also called quasi-random: points that fill the unit cube more evenly than
//! random ones, so that the mean of a smooth function over `n` of them errs by about 1/n, or n^-1.5
//! where they are scrambled, instead of n^-0.5.
//!
//! | points | dimensions | randomised by |
//! |---|---|---|
//! | [`Sobol`] | 1 to 21,201 | nested uniform scrambling, digital shift |
//! | [`Halton`] | 1 to 6,542 | permuted digits |
//! | [`LatinHypercube`] | 1 to 2²⁰ | always |
//!
//! A coordinate is a 32-bit word, and any [`Distribution`] of the crate makes a sample of it: all are
//! monotone in the word, so that points stay evenly spread. Points are a pure function of the set, the
//! seed of its randomisation and their index, with the same bits everywhere; `docs/quasi_random.md`
//! defines them.
//!
//! ```
//! use seedbed::{distr::{Normal, Standard64}, qmc::{PointSet, Sobol}};
//! let mut sobol = Sobol::new(2)?.scrambled(42);
//! let points = sobol.random(&Standard64, 1024)?; // x₀ y₀ x₁ y₁ …
//! let mean = points.chunks(2).map(|p| (p[0] * p[1]).exp()).sum::<f64>() / 1024.0;
//! assert!((mean - 1.317_902_151_454_404).abs() < 1e-4);
//! let normals = sobol.random(&Normal::new(170.0, 8.0)?, 1024)?;
//! assert_eq!(sobol.position(), 2048);
//! # let _ = normals;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod fill;
mod gray;
mod halton;
mod joe_kuo;
mod latin;
#[cfg(feature = "plan")]
mod on_gpu;
mod place;
mod radical;
mod randomization;
mod scramble;
mod sobol;
mod strata;

use alloc::vec::Vec;

pub use crate::error::PointsError;
pub use halton::Halton;
pub use latin::LatinHypercube;
pub use sobol::Sobol;

#[cfg(feature = "plan")]
pub(crate) use on_gpu::Sequence;
pub(crate) use place::{Coordinates, Place};

#[cfg(feature = "plan")]
use on_gpu::OnGpu;
// Without GPUs, nothing is uploaded.
#[cfg(not(feature = "plan"))]
use place::Coordinates as OnGpu;

use crate::{distr::Distribution, error::Error};

/// Points of the unit cube `[0, 1)^d`, in order, with random access.
///
/// The methods are those of SciPy's `scipy.stats.qmc.QMCEngine`. Samples lie point after point: sample
/// `i · d + k` is coordinate `k` of point `i`. They are made on the CPU; a
/// [`Backend`](crate::Backend::sample), a [`Cpu`](crate::Cpu::fill) or a GPU of the caller's makes the same.
pub trait PointSet: Coordinates {
    /// The dimensions `d` of a point.
    fn dimensions(&self) -> usize {
        self.place().dimensions
    }

    /// Points that the set has: 2³², but for Latin hypercubes.
    fn len(&self) -> u64 {
        self.place().end
    }

    /// Never: a set has a point.
    fn is_empty(&self) -> bool {
        false
    }

    /// The index of the next point, in `0..=len()`; SciPy's `num_generated`.
    fn position(&self) -> u64 {
        self.place().position
    }

    /// Moves to the point of an index, in constant time.
    ///
    /// # Errors
    /// [`PointsError::Position`] past [`len`](Self::len).
    fn seek(&mut self, position: u64) -> Result<(), PointsError> {
        self.place_mut().seek(position)
    }

    /// Leaves out the next `n` points, in constant time.
    ///
    /// # Errors
    /// [`PointsError::Exhausted`] when there are not as many.
    fn fast_forward(&mut self, n: u64) -> Result<(), PointsError> {
        let place = self.place();
        place.check(n)?;
        let position = place.position + n;
        self.seek(position)
    }

    /// Moves back to point 0.
    fn reset(&mut self) {
        self.place_mut().position = 0;
    }

    /// The words of one point, whatever the position.
    ///
    /// ```
    /// use seedbed::qmc::{PointSet, Sobol};
    /// assert_eq!(Sobol::new(2)?.point(2)?, [0xc000_0000, 0x4000_0000]);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`PointsError::Position`] where there is no such point; [`Error::Memory`].
    fn point(&self, index: u64) -> Result<Vec<u32>, Error>
    where
        Self: Clone,
    {
        if index >= self.len() {
            let end = self.len();
            return Err(PointsError::Position {
                position: index,
                end,
            }
            .into());
        }
        let mut points = self.clone();
        points.seek(index)?;
        points.random(&crate::distr::Bits32, 1)
    }

    /// The coordinates of the next `n` points through a distribution, and moves on.
    ///
    /// ```
    /// use seedbed::{distr::Standard64, qmc::{Halton, PointSet}};
    /// let points = Halton::new(2)?.random(&Standard64, 3)?;
    /// assert_eq!(points[..5], [0.0, 0.0, 0.5, 0.333_333_333_333_333_26, 0.25]);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`PointsError::Exhausted`] when there are not as many points, [`Error::Memory`] when they do not
    /// fit into memory. Then the position has not changed.
    fn random<D: Distribution>(
        &mut self,
        distribution: &D,
        n: usize,
    ) -> Result<Vec<D::Output>, Error>
    where
        Self: Sized,
    {
        fill::sample_points(self, distribution, n)
    }

    /// [`random`](Self::random) into a slice, which holds whole points.
    ///
    /// # Errors
    /// [`PointsError::Length`] when it does not, [`PointsError::Exhausted`] when there are not as many
    /// points. Then neither the position nor `samples` has changed.
    fn fill<D: Distribution>(
        &mut self,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), PointsError>
    where
        Self: Sized,
    {
        fill::fill_points(self, distribution, samples)
    }
}

/// Point sets that a GPU makes too, with the same bits: [`Sobol`], [`Halton`] and [`LatinHypercube`], which
/// are all that there are.
pub trait GpuPointSet: PointSet + OnGpu + Clone + Send {}

impl GpuPointSet for Sobol {}
impl GpuPointSet for Halton {}
impl GpuPointSet for LatinHypercube {}
