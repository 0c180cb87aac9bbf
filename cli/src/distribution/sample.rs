//! What a sample is.

use std::fmt;

use bytemuck::Pod;
use half::{bf16, f16};

/// A type of samples.
pub trait Sample: Pod + PartialOrd + fmt::Debug + Send + Sync {
    /// NumPy's name of the type, in little-endian order.
    const DTYPE: &'static str;

    /// The nearest f64.
    fn to_f64(self) -> f64;
}

macro_rules! samples {
    ($($type:ty => $dtype:literal),*) => {$(
        impl Sample for $type {
            const DTYPE: &'static str = $dtype;

            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )*};
}

samples!(u32 => "<u4", i32 => "<i4", u64 => "<u8", i64 => "<i8", f32 => "<f4", f64 => "<f8");

impl Sample for f16 {
    const DTYPE: &'static str = "<f2";

    #[inline(always)]
    fn to_f64(self) -> f64 {
        f16::to_f64(self)
    }
}

/// NumPy has no bfloat16: two bytes without a meaning, as `ml_dtypes` saves its own.
impl Sample for bf16 {
    const DTYPE: &'static str = "|V2";

    #[inline(always)]
    fn to_f64(self) -> f64 {
        bf16::to_f64(self)
    }
}

/// What a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleType {
    /// NumPy's name, as `<f4`.
    pub dtype: &'static str,
    /// Words that it owns, or its vector.
    pub words: usize,
    /// Components of a vector, where it is one of them.
    pub dimension: Option<usize>,
}

impl SampleType {
    /// A word of the stream.
    pub const WORD: SampleType = SampleType {
        dtype: u32::DTYPE,
        words: 1,
        dimension: None,
    };

    /// The shape of an array of so many samples, or vectors.
    pub fn shape(self, count: u64) -> Vec<u64> {
        let dimension = self.dimension.map(|dimension| dimension as u64);
        [count].into_iter().chain(dimension).collect()
    }

    /// What one of them is called.
    pub fn unit(self) -> &'static str {
        self.dimension.map_or("samples", |_| "vectors")
    }
}
