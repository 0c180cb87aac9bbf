//! A distribution whatever its type.

use seedbed::{
    Cpu, Stream,
    distr::{Distribution, VectorDistribution},
    plan::{self, AnyDistribution, Limits, Plan},
};
#[cfg(feature = "extra")]
use seedbed::{qmc::PointSet, wgsl::Library};

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

    /// The next draw on a GPU, likewise.
    fn plan(&self, stream: &Stream, draw: PlannedDraw) -> Result<Plan, WebError>;

    /// The table to be bound.
    fn own_table(&self) -> Vec<u32>;

    /// What its kernels are checked with, where that is not itself.
    fn check(&self) -> Option<Box<dyn Draws>> {
        None
    }

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
    fn sample_points(&self, _points: &mut dyn PointSet, _n: usize) -> Result<Vec<u32>, WebError> {
        Err(no_points())
    }

    /// The same on a GPU; `draw` counts points.
    #[cfg(feature = "extra")]
    fn plan_points(&self, _points: &Set, _draw: PlannedDraw) -> Result<Plan, WebError> {
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

/// Where a draw goes, and which of its samples.
#[derive(Clone, Copy)]
pub struct PlannedDraw {
    /// Its first sample that is to be made.
    pub first: usize,
    /// Where in the target, in bytes.
    pub offset: u64,
    /// How many.
    pub count: u64,
    /// What the device allows.
    pub limits: Limits,
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
        Ok(self.distribution.sample(Cpu::new(), stream, count)?)
    }

    fn plan(&self, stream: &Stream, draw: PlannedDraw) -> Result<Plan, WebError> {
        let PlannedDraw {
            offset,
            count,
            limits,
            ..
        } = draw;
        Ok(self.distribution.plan(stream, offset, count, limits)?)
    }

    fn own_table(&self) -> Vec<u32> {
        self.distribution.own_table()
    }

    #[cfg(feature = "extra")]
    fn sample_points(&self, points: &mut dyn PointSet, n: usize) -> Result<Vec<u32>, WebError> {
        Ok(self.distribution.sample_points(Cpu::new(), points, n)?)
    }

    #[cfg(feature = "extra")]
    fn plan_points(&self, points: &Set, draw: PlannedDraw) -> Result<Plan, WebError> {
        let PlannedDraw {
            offset,
            count,
            limits,
            ..
        } = draw;
        let plan = each!(points, set => self.distribution.plan_points(set, offset, count, limits));
        Ok(plan?)
    }

    #[cfg(feature = "extra")]
    fn add_to(&self, library: Library, name: &str) -> Result<Library, WebError> {
        let library = self.distribution.add_to(library, name);
        library.map_err(WebError::argument)
    }
}

/// Makes a distribution, if its parameters are right.
pub type MakeDraws = fn() -> Option<Box<dyn Draws>>;

/// A distribution of vectors: rows of f32.
pub struct Rows<V> {
    /// The distribution.
    pub vectors: V,
    /// What its kernels are checked with, where that is not itself.
    pub check: Option<MakeDraws>,
}

impl<V: VectorDistribution> Draws for Rows<V> {
    fn array(&self) -> &'static str {
        f32::ARRAY
    }

    fn dimension(&self) -> usize {
        self.vectors.dimension()
    }

    fn sample_bytes(&self) -> usize {
        4 * self.dimension()
    }

    fn words(&self) -> usize {
        self.vectors.words()
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
        let rows = Cpu::new().sample(stream, &self.vectors, count)?;
        Ok(words(rows))
    }

    fn plan(&self, stream: &Stream, draw: PlannedDraw) -> Result<Plan, WebError> {
        let PlannedDraw {
            offset,
            count,
            limits,
            ..
        } = draw;
        Ok(Plan::of_vectors(
            stream,
            &self.vectors,
            offset,
            count,
            limits,
        )?)
    }

    fn own_table(&self) -> Vec<u32> {
        plan::own_table_of_vectors(&self.vectors)
    }

    fn check(&self) -> Option<Box<dyn Draws>> {
        self.check.and_then(|make| make())
    }
}

/// Samples of 4 bytes as words.
pub fn words<T: bytemuck::Pod>(samples: Vec<T>) -> Vec<u32> {
    bytemuck::cast_vec(samples)
}
