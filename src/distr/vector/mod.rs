//! Distributions of vectors of f32: points, normal vectors, compositions.
//!
//! A vector owns `words` consecutive words of the stream, at any position. They become scratch words by
//! a transform of single words, and rows of scratch words become vectors, the same way on all backends.

use alloc::boxed::Box;

mod cholesky;
pub(crate) mod dirichlet;
pub(crate) mod multivariate_normal;
mod rows;
pub(crate) mod unit;

pub use dirichlet::Dirichlet;
pub use multivariate_normal::MultivariateNormal;
pub use unit::{UnitBall, UnitCircle, UnitDisc, UnitSphere};

use crate::error::VectorError;

pub(crate) use rows::{Rows, sealed};

/// A distribution of vectors with checked parameters, made by the [`Cpu`](crate::Cpu), a GPU or either.
///
/// A draw of `n` vectors is `n` rows of [`dimension`](Self::dimension) f32, one after the other. It takes
/// `n` times [`words`](Self::words) words from the stream's position on, whatever that position is:
/// drawing 10 vectors and then 20 equals drawing 30.
///
/// ```
/// use seedbed::{Cpu, Error, Stream, distr::{UnitSphere, VectorDistribution}};
/// fn mean(vectors: &impl VectorDistribution) -> Result<Vec<f32>, Error> {
///     let d = vectors.dimension();
///     let rows = Cpu::new().sample(&mut Stream::new(42), vectors, 10_000)?;
///     Ok((0..d).map(|i| rows.chunks(d).map(|row| row[i]).sum::<f32>() / 10_000.0).collect())
/// }
/// assert!(mean(&UnitSphere)?.iter().all(|m| m.abs() < 0.05));
/// # Ok::<(), Error>(())
/// ```
pub trait VectorDistribution: sealed::Vectors {
    /// Components of a vector.
    fn dimension(&self) -> usize {
        self.rows().dimension()
    }

    /// Words that a vector owns.
    fn words(&self) -> usize {
        self.rows().words()
    }
}

/// Vectors of a distribution that is known at run time alone.
impl<V: VectorDistribution + ?Sized> sealed::Vectors for Box<V> {
    fn rows(&self) -> Rows<'_> {
        (**self).rows()
    }
}

impl<V: VectorDistribution + ?Sized> VectorDistribution for Box<V> {}
