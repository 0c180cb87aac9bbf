//! Whatever can be drawn: what it is drawn from, and how each backend makes it.
//!
//! | from | what | results |
//! |---|---|---|
//! | [`Stream`] | [`Distribution`] | samples |
//! | [`Stream`] | [`Elementwise`] | samples, each with parameters of its own |
//! | [`Stream`] | [`VectorDistribution`] | vectors, in rows |
//! | points of [`qmc`](crate::qmc) | [`Distribution`] | coordinates, point after point |
//! | an index, `u64` | [`Permutation`] | elements |
//!
//! [`Cpu`], `Gpu` and [`Backend`] have the same methods for all of them, of the form
//! `sample(&mut from, &what, count)`. What is drawn from moves on: a stream by words, points by points, an index by
//! elements.
//!
//! ```
//! use seedbed::{Backend, Permutation, Stream, distr::{Normal, UnitSphere}, qmc::Sobol};
//! let backend = Backend::cpu();
//! let mut stream = Stream::new(42);
//! let heights = backend.sample(&mut stream, &Normal::new(170.0, 8.0)?, 1000)?;
//! let directions = backend.sample(&mut stream, &UnitSphere, 1000)?; // rows of 3
//! let normals = backend.sample(&mut Sobol::new(2)?.scrambled(42), &Normal::STANDARD, 1024)?; // rows of 2
//! let order = backend.sample(&mut 0, &Permutation::new(42, 1000)?, 1000)?;
//! # assert_eq!((heights.len(), directions.len(), normals.len(), order.len()), (1000, 3000, 2048, 1000));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Distribution`]: crate::distr::Distribution
//! [`Elementwise`]: crate::distr::elementwise::Elementwise
//! [`VectorDistribution`]: crate::distr::VectorDistribution
//! [`Permutation`]: crate::Permutation
//! [`Backend`]: crate::Backend

mod cpu;
mod elementwise;
#[cfg(feature = "plan")]
mod in_buffers;
pub mod kind;
mod permutation;
#[cfg(feature = "plan")]
mod planner;
mod points;
#[cfg(feature = "plan")]
mod records;
mod scalars;
mod vectors;
#[cfg(feature = "plan")]
mod work;

#[cfg(feature = "plan")]
pub use planner::{Check, Planner};
#[cfg(feature = "plan")]
pub use records::RecordBytes;

#[cfg(feature = "gpu")]
pub(crate) use permutation::{OrderTask, OrderWork};
#[cfg(feature = "plan")]
pub(crate) use work::{Place, Work};
#[cfg(feature = "plan")]
pub(crate) use {
    points::{PointWork, fill_points, pass_points, point_range},
    scalars::ScalarWork,
};

use crate::{
    cpu::Cpu,
    distr::{Packing, Results},
    error::Error,
    stream::Stream,
};

/// What can be made of a source `S`: by a GPU, or as a [plan](crate::plan). Closed; `K`, a [`kind`], follows from the
/// other two.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be drawn from `{S}`",
    note = "distributions are drawn from a `Stream` or from points, and permutations from an index, a `u64`"
)]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
pub trait Make<S, K> {
    /// The type of a sample, of a vector's component, or of an element.
    type Output: bytemuck::Pod + Send + Sync;

    /// The next ones, if there are as many.
    #[doc(hidden)]
    fn range(&self, from: &S, asked: Asked) -> Result<Range, Error>;

    /// Moves past them.
    #[doc(hidden)]
    fn pass(&self, from: &mut S, range: Range);

    /// How results lie in memory.
    #[doc(hidden)]
    fn packing(&self) -> Packing {
        Packing::Words
    }

    #[cfg(feature = "plan")]
    #[doc(hidden)]
    type Work<'a>: Work
    where
        Self: 'a,
        S: 'a;

    /// What kernels have to do for them.
    #[cfg(feature = "plan")]
    #[doc(hidden)]
    fn work<'a>(&'a self, from: &'a S, range: Range) -> Self::Work<'a>;

    /// The caller's buffers that kernels read.
    #[cfg(feature = "gpu")]
    #[doc(hidden)]
    fn buffers<'a>(&'a self, _from: &'a S) -> [Option<&'a wgpu::Buffer>; 2] {
        [None; 2]
    }

    /// Whether kernels can read them, and write a target of the caller, if it is one.
    #[cfg(feature = "gpu")]
    #[doc(hidden)]
    fn check_buffers(
        &self,
        _from: &S,
        _target: Option<&wgpu::BufferSlice<'_>>,
        _limits: crate::plan::PlanLimits,
    ) -> Result<(), Error> {
        Ok(())
    }
}

/// What can be drawn from a source `S` on every backend, with the same bits. Closed; `K`, a [`kind`], follows from
/// the other two.
///
/// ```
/// use seedbed::{Cpu, Draw, Error, Permutation, Stream, distr::Normal};
/// fn checksum<S, K, D: Draw<S, K>>(from: &mut S, what: &D) -> Result<u8, Error> {
///     let samples = Cpu::new().sample(from, what, 1000)?;
///     Ok(bytemuck::cast_slice(&samples).iter().fold(0, |sum, byte| sum ^ byte))
/// }
/// let of_normals = checksum(&mut Stream::new(42), &Normal::STANDARD)?;
/// let of_elements = checksum(&mut 0, &Permutation::new(42, 1000)?)?;
/// # let _ = (of_normals, of_elements);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be drawn from `{S}`",
    note = "distributions are drawn from a `Stream` or from points, and permutations from an index, a `u64`"
)]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
pub trait Draw<S, K>: Make<S, K> {
    /// The results of a range from number `first` on, on the CPU.
    #[doc(hidden)]
    fn fill(&self, cpu: Cpu, from: &mut S, range: Range, first: u64, out: Results<'_>);
}

/// How many are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// Samples, vectors, points or elements.
    Samples(u64),
    /// Numbers of type [`Make::Output`], which must be whole vectors or points.
    Outputs(u64),
}

/// What a draw makes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// The position of the first word, or the index of the first point or element.
    pub(crate) first: u64,
    /// Numbers of type [`Make::Output`].
    pub(crate) outputs: u64,
    /// Results in memory: words, halves of words or bits.
    pub(crate) results: u64,
    /// The position behind it.
    pub(crate) end: u128,
}

impl Range {
    /// Samples of a stream that own a word each.
    pub(crate) fn of_words(stream: &Stream, count: u64) -> Result<Self, Error> {
        let span = stream.span(count, 1)?;
        Ok(Range {
            first: span.first_word(),
            outputs: count,
            results: count,
            end: span.end(),
        })
    }
}
