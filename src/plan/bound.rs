//! What draws bind beside their target.

use alloc::vec::Vec;

use super::{OwnTable, vectors};
use crate::{
    distr::{Distribution, VectorDistribution, elementwise::Elementwise},
    stream::Stream,
    tables,
};

/// The tile keys of a stream as kernels read them, 8 to 32 KiB: for all draws of its seed and engine.
///
/// ```
/// use seedbed::{Engine, Stream};
/// let stream = Stream::with_engine(Engine::Philox4x32_10, 42);
/// assert_eq!(seedbed::plan::tile_keys(&stream).len(), 1024 * 2);
/// ```
#[must_use]
pub fn tile_keys(stream: &Stream) -> Vec<u32> {
    stream.tile_keys()
}

/// The table that all kernels read, 4 KiB of words.
///
/// ```
/// assert_eq!(seedbed::plan::table().len(), 1024);
/// ```
#[must_use]
pub fn table() -> Vec<u32> {
    (0..tables::LEN as u32).flat_map(tables::piece).collect()
}

/// The table of a distribution as kernels read it; four zeros where it has none.
///
/// ```
/// use seedbed::{distr::{Laplace, Normal, Quantile}, plan::own_table};
/// assert_eq!(own_table(&Normal::STANDARD), [0; 4]);
/// assert!(own_table(&Quantile::from(Laplace::new(0.0, 1.0)?)).len() > 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn own_table<D: Distribution>(distribution: &D) -> Vec<u32> {
    OwnTable::words_of(distribution.transform())
}

/// [`own_table`] of a distribution by element.
///
/// ```
/// use seedbed::{distr::elementwise::Laplace, plan::own_table_by_element};
/// assert!(own_table_by_element(&Laplace::new(&[0.0, 5.0], 1.0)?).len() > 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn own_table_by_element<D: Elementwise>(distribution: &D) -> Vec<u32> {
    OwnTable::words_of(distribution.transform())
}

/// [`own_table`] of a distribution of vectors.
///
/// ```
/// use seedbed::{distr::{MultivariateNormal, UnitDisc}, plan::own_table_of_vectors};
/// assert_eq!(own_table_of_vectors(&UnitDisc), [0; 4]);
/// let cholesky = [1.0, 0.0, 0.0, 0.5, 1.0, 0.0, 0.2, 0.3, 1.0];
/// let normal = MultivariateNormal::from_cholesky(&[0.0; 3], &cholesky)?;
/// assert_eq!(own_table_of_vectors(&normal).len(), 12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn own_table_of_vectors<V: VectorDistribution>(vectors: &V) -> Vec<u32> {
    vectors::table(vectors.rows()).unwrap_or_else(|| [0; 4].into())
}
