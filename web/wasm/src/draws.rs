//! A distribution whatever its type.

use seedbed::{
    Cpu, Stream,
    distr::{Distribution, VectorDistribution},
    plan::{self, Limits, Plan},
};

use crate::error::WebError;

/// The types of samples, by the names of typed arrays.
pub trait Sample {
    /// `Float32Array` and so on.
    const ARRAY: &'static str;
}

macro_rules! samples {
    ($($type:ty => $array:literal),*) => {$(
        impl Sample for $type {
            const ARRAY: &'static str = $array;
        }
    )*};
}

samples!(
    f32 => "Float32Array", f64 => "Float64Array", u32 => "Uint32Array", i32 => "Int32Array",
    u64 => "BigUint64Array", i64 => "BigInt64Array"
);

/// What can be drawn.
pub trait Draws {
    /// The typed array of its samples.
    fn array(&self) -> &'static str;

    /// Components of a sample: 1, but for vectors.
    fn dimension(&self) -> usize {
        1
    }

    /// Bytes of a sample.
    fn sample_bytes(&self) -> usize;

    /// Words that a sample owns.
    fn words(&self) -> usize;

    /// What the position of a draw is a multiple of.
    fn alignment(&self) -> usize {
        self.words()
    }

    /// The next `count` samples' bytes.
    fn sample(&self, stream: &mut Stream, count: usize) -> Result<Vec<u8>, WebError>;

    /// The next draw on a GPU, where kernels can make it.
    fn plan(
        &self,
        stream: &Stream,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Option<Plan>, WebError>;

    /// The table to be bound.
    fn own_table(&self) -> Vec<u32>;
}

/// A distribution of numbers.
pub struct Numbers<D>(pub D);

impl<D: Distribution<Output: Sample>> Draws for Numbers<D> {
    fn array(&self) -> &'static str {
        D::Output::ARRAY
    }

    fn sample_bytes(&self) -> usize {
        size_of::<D::Output>()
    }

    fn words(&self) -> usize {
        D::WORDS
    }

    fn sample(&self, stream: &mut Stream, count: usize) -> Result<Vec<u8>, WebError> {
        Ok(bytes(&Cpu::new().sample(stream, &self.0, count)?))
    }

    fn plan(
        &self,
        stream: &Stream,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Option<Plan>, WebError> {
        Ok(Some(Plan::new(stream, &self.0, offset, count, limits)?))
    }

    fn own_table(&self) -> Vec<u32> {
        plan::own_table(&self.0)
    }
}

/// A distribution of vectors: rows of f32, made on the CPU.
pub struct Rows<V>(pub V);

impl<V: VectorDistribution> Draws for Rows<V> {
    fn array(&self) -> &'static str {
        f32::ARRAY
    }

    fn dimension(&self) -> usize {
        self.0.dimension()
    }

    fn sample_bytes(&self) -> usize {
        4 * self.dimension()
    }

    fn words(&self) -> usize {
        self.0.words()
    }

    fn alignment(&self) -> usize {
        1
    }

    fn sample(&self, stream: &mut Stream, count: usize) -> Result<Vec<u8>, WebError> {
        Ok(bytes(&Cpu::new().sample_vectors(stream, &self.0, count)?))
    }

    fn plan(
        &self,
        _stream: &Stream,
        _offset: u64,
        _count: u64,
        _limits: Limits,
    ) -> Result<Option<Plan>, WebError> {
        Ok(None)
    }

    fn own_table(&self) -> Vec<u32> {
        vec![0; 4]
    }
}

fn bytes<T: bytemuck::Pod>(samples: &[T]) -> Vec<u8> {
    bytemuck::cast_slice(samples).to_vec()
}
