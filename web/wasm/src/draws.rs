//! A distribution whatever its type.

#[cfg(feature = "extra")]
use seedbed::wgsl::Library;
use seedbed::{
    AnyDistribution, Cpu, Stream,
    distr::{Distribution, VectorDistribution},
    draw::Planner,
};

use crate::error::WebError;
#[cfg(feature = "extra")]
use crate::points::{Set, each};

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
    u64 => "BigUint64Array", i64 => "BigInt64Array",
    half::f16 => "Uint16Array", half::bf16 => "Uint16Array"
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

    /// The next `count` samples, as words of memory; those of a draw from its sample `first` on.
    fn sample(&self, stream: &mut Stream, first: usize, count: usize)
    -> Result<Vec<u32>, WebError>;

    /// The next draw for a GPU.
    fn planner<'a>(&'a self, stream: &'a Stream, count: u64) -> Result<Planner<'a>, WebError>;

    /// The arrays of parameters by element.
    fn elements(&self) -> [&[f32]; 2] {
        [&[]; 2]
    }

    /// The names of parameters that are in buffers of the page; empty in the place of others.
    fn in_buffers(&self) -> [&'static str; 2] {
        [""; 2]
    }

    /// The coordinates of the next `n` points through it, likewise.
    #[cfg(feature = "extra")]
    fn sample_points(&self, _points: &mut Set, _n: usize) -> Result<Vec<u32>, WebError> {
        Err(no_points())
    }

    /// The same for a GPU.
    #[cfg(feature = "extra")]
    fn point_planner<'a>(&'a self, _points: &'a Set, _n: u64) -> Result<Planner<'a>, WebError> {
        Err(no_points())
    }

    /// A library for kernels that draws from it, too.
    #[cfg(feature = "extra")]
    fn add_to(&self, _library: Library, name: &str) -> Result<Library, WebError> {
        Err(WebError::Argument(format!(
            "`{name}`: kernels draw numbers, not vectors; parameters by element are arguments there"
        )))
    }
}

#[cfg(feature = "extra")]
fn no_points() -> WebError {
    WebError::Argument(
        "points take one number a coordinate: a distribution of numbers, the same for all".into(),
    )
}

/// A distribution of numbers.
pub struct Numbers {
    distribution: AnyDistribution,
    array: &'static str,
}

impl Numbers {
    /// Of any type.
    pub fn of<D: Distribution<Output: Sample + 'static> + 'static>(distribution: D) -> Self {
        Numbers {
            distribution: AnyDistribution::new(distribution),
            array: D::Output::ARRAY,
        }
    }
}

impl Draws for Numbers {
    fn array(&self) -> &'static str {
        self.array
    }

    fn sample_bytes(&self) -> usize {
        self.distribution.sample_bytes()
    }

    fn words(&self) -> usize {
        self.distribution.words()
    }

    fn sample(
        &self,
        stream: &mut Stream,
        _first: usize,
        count: usize,
    ) -> Result<Vec<u32>, WebError> {
        Ok(Cpu::new().sample(stream, &self.distribution, count)?)
    }

    fn planner<'a>(&'a self, stream: &'a Stream, count: u64) -> Result<Planner<'a>, WebError> {
        Ok(Planner::new(stream, &self.distribution, count)?)
    }

    #[cfg(feature = "extra")]
    fn sample_points(&self, points: &mut Set, n: usize) -> Result<Vec<u32>, WebError> {
        Ok(each!(points, set => Cpu::new().sample(set, &self.distribution, n))?)
    }

    #[cfg(feature = "extra")]
    fn point_planner<'a>(&'a self, points: &'a Set, n: u64) -> Result<Planner<'a>, WebError> {
        Ok(each!(points, set => Planner::new(set, &self.distribution, n))?)
    }

    #[cfg(feature = "extra")]
    fn add_to(&self, library: Library, name: &str) -> Result<Library, WebError> {
        let library = self.distribution.add_to(library, name);
        library.map_err(WebError::argument)
    }
}

/// A distribution of vectors: rows of f32.
pub struct Rows(pub Box<dyn VectorDistribution>);

impl Draws for Rows {
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

    fn sample(
        &self,
        stream: &mut Stream,
        _first: usize,
        count: usize,
    ) -> Result<Vec<u32>, WebError> {
        let rows = Cpu::new().sample(stream, &self.0, count)?;
        Ok(words(rows))
    }

    fn planner<'a>(&'a self, stream: &'a Stream, count: u64) -> Result<Planner<'a>, WebError> {
        Ok(Planner::new(stream, &self.0, count)?)
    }
}

/// Samples of 4 bytes as words.
pub fn words<T: bytemuck::Pod>(samples: Vec<T>) -> Vec<u32> {
    bytemuck::cast_vec(samples)
}
