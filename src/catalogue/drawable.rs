//! What the catalogue makes: distributions whose samples have a known type, and nothing else of them has.

use alloc::sync::Arc;
use core::{fmt, marker::PhantomData};

#[cfg(feature = "half")]
use half::{bf16, f16};

use super::CatalogueError;
use crate::{
    distr::vector::{Rows, sealed::Vectors},
    distr::{BernoulliMask, Distribution, Transform, VectorDistribution, sealed::Transforms},
};

/// A distribution that a [row](super::Entry) has made, by the type of its samples.
#[derive(Clone, Debug)]
pub enum Drawable {
    /// Samples of `u32`.
    U32(Erased<u32>),
    /// Samples of `i32`.
    I32(Erased<i32>),
    /// Samples of `u64`.
    U64(Erased<u64>),
    /// Samples of `i64`.
    I64(Erased<i64>),
    /// Samples of `f32`.
    F32(Erased<f32>),
    /// Samples of `f64`.
    F64(Erased<f64>),
    /// Samples of `f16`.
    #[cfg(feature = "half")]
    F16(Erased<f16>),
    /// Samples of `bf16`.
    #[cfg(feature = "half")]
    Bf16(Erased<bf16>),
    /// Trials in the bits of a `u32`, each of which owns a word.
    Mask(BernoulliMask),
    /// Vectors of `f32`.
    Vectors(ErasedVectors),
}

/// A distribution of samples `T` whose own type is known at run time alone.
pub struct Erased<T> {
    distribution: Arc<dyn Transforms + Send + Sync>,
    samples: PhantomData<fn() -> T>,
}

impl<T: bytemuck::Pod + Send + Sync> Erased<T> {
    /// Without its type, of which samples need no more words than their bits.
    #[must_use]
    pub fn new<D: Distribution<Output = T> + Send + Sync + 'static>(distribution: D) -> Self {
        const { assert!(D::WORDS == <Self as Distribution>::WORDS) }
        Erased {
            distribution: Arc::new(distribution),
            samples: PhantomData,
        }
    }
}

impl<T> Clone for Erased<T> {
    fn clone(&self) -> Self {
        Erased {
            distribution: self.distribution.clone(),
            samples: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Erased<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Erased").field(&self.transform()).finish()
    }
}

impl<T: bytemuck::Pod + Send + Sync> Distribution for Erased<T> {
    type Output = T;
}

impl<T> Transforms for Erased<T> {
    fn transform(&self) -> Transform<'_> {
        self.distribution.transform()
    }
}

/// A distribution of vectors whose own type is known at run time alone.
#[derive(Clone)]
pub struct ErasedVectors(Arc<dyn VectorDistribution + Send + Sync>);

impl fmt::Debug for ErasedVectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErasedVectors")
            .field(&self.0.rows())
            .finish()
    }
}

impl VectorDistribution for ErasedVectors {}

impl Vectors for ErasedVectors {
    fn rows(&self) -> Rows<'_> {
        self.0.rows()
    }
}

/// A type of samples.
pub(super) trait Sample: bytemuck::Pod + Send + Sync {
    fn drawable(distribution: Erased<Self>) -> Drawable;
}

macro_rules! samples {
    ($($type:ty => $variant:ident),*) => {$(
        impl Sample for $type {
            fn drawable(distribution: Erased<Self>) -> Drawable {
                Drawable::$variant(distribution)
            }
        }
    )*};
}

samples!(u32 => U32, i32 => I32, u64 => U64, i64 => I64, f32 => F32, f64 => F64);
#[cfg(feature = "half")]
samples!(f16 => F16, bf16 => Bf16);

/// A distribution of numbers, unless its parameters were refused.
pub(super) fn numbers<D, E>(distribution: Result<D, E>) -> Result<Drawable, CatalogueError>
where
    D: Distribution<Output: Sample> + Send + Sync + 'static,
    E: Into<CatalogueError>,
{
    let distribution = distribution.map_err(Into::into)?;
    Ok(D::Output::drawable(Erased::new(distribution)))
}

/// A distribution of vectors, likewise.
pub(super) fn vectors<V, E>(distribution: Result<V, E>) -> Result<Drawable, CatalogueError>
where
    V: VectorDistribution + Send + Sync + 'static,
    E: Into<CatalogueError>,
{
    let distribution = distribution.map_err(Into::into)?;
    Ok(Drawable::Vectors(ErasedVectors(Arc::new(distribution))))
}
