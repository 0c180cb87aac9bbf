//! A draw as plain data, for hosts that this crate's own wgpu host is not: WGSL, bytes to bind,
//! workgroups. The wgpu host executes the same plans.
//!
//! A host makes a pipeline of each of [`Plan::shaders`], entry point [`ENTRY_POINT`], and executes
//! [`Plan::steps`], in order. Each is a dispatch of [`Dispatch::workgroups`], and binds in group 0
//!
//! | binding | type | what |
//! |---|---|---|
//! | 0 | storage | the target, or scratch ([`Step::to`]): [`Dispatch::binding_size`] bytes from [`Dispatch::binding_offset`] on |
//! | 1 | uniform | [`Dispatch::parameters`] |
//! | 2 | read-only storage | [`tile_keys`] of the stream, or scratch, or nothing ([`Step::from`]) |
//! | 3 | uniform | [`table`] |
//! | 4 | read-only storage | the distribution's own table ([`own_table`], [`own_table_of_vectors`]), or nothing ([`Step::has_own_table`]) |
//!
//! and, where samples have parameters of their own ([`Shader::is_by_element`]), in group 1
//!
//! | binding | type | what |
//! |---|---|---|
//! | 0, 1 | read-only storage | the parameter's array: [`Dispatch::element_binding`], or nothing where it is one number |
//!
//! Nothing is four words, of any value. Samples then lie in the target one after the other,
//! little-endian. A new pipeline is to be trusted after it made the samples of [`check_stream`]:
//! [`CHECK_WORDS`] words of them, with the bits of the [`Cpu`](crate::Cpu)'s.
//!
//! ```
//! use seedbed::{Stream, distr::Normal, plan::{Limits, Plan}};
//! let stream = Stream::new(42);
//! let plan = Plan::new(&stream, &Normal::STANDARD, 0, 10_000, Limits::WEBGPU)?;
//! assert!(plan.shaders()[0].wgsl().contains("fn fill("));
//! assert_eq!(plan.steps()[0].dispatch.workgroups(), [3, 1]); // of 4096 words
//! assert_eq!(plan.position(), 10_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
pub(crate) mod dispatch;
pub(crate) mod element;
pub(crate) mod kernel;
mod own_table;
pub(crate) mod part;
pub(crate) mod vectors;

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

pub use any::AnyDistribution;
pub use dispatch::Dispatch;
pub(crate) use own_table::OwnTable;

use crate::{
    distr::{
        Distribution, MultivariateNormal, Transform, VectorDistribution, VectorError,
        elementwise::Elementwise,
    },
    engine::Engine,
    error::StreamError,
    stream::{Span, Stream, TILE_WORDS},
    tables,
};
use dispatch::{DispatchLimits, WordRange, parameters, plan};
use kernel::{Kernel, Store, Wide};
use vectors::{VectorKernel, VectorShape, VectorStep, VectorStepKernel, vector_steps};

/// The entry point of every kernel.
pub const ENTRY_POINT: &str = "fill";
/// Words of the stream that a check of a kernel compares: one tile.
pub const CHECK_WORDS: usize = TILE_WORDS;

/// Scratch words of vectors at a time: 16 MiB.
const SCRATCH_WORDS: u64 = 1 << 22;

/// Seed of the tile that every kernel is checked on.
pub(crate) const CHECK_SEED: u64 = 0x0073_6565_6462_6564;
/// Its position: both words of the block counter differ from 0.
pub(crate) const CHECK_WORD: u64 = (1 << 36) + 5 * TILE_WORDS as u64;

/// What a device allows one dispatch, under WebGPU's names.
///
/// ```
/// use seedbed::plan::Limits;
/// let limits = Limits { max_storage_buffer_binding_size: 1 << 30, ..Limits::WEBGPU };
/// # let _ = limits;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a storage binding; at least 64 KiB.
    pub max_storage_buffer_binding_size: u64,
    /// What the offset of a storage binding is a multiple of; a power of two from 4 to 256.
    pub min_storage_buffer_offset_alignment: u32,
    /// Workgroups of a dispatch in each dimension.
    pub max_compute_workgroups_per_dimension: u32,
}

impl Limits {
    /// Those that every device of WebGPU has.
    pub const WEBGPU: Limits = Limits {
        max_storage_buffer_binding_size: 128 << 20,
        min_storage_buffer_offset_alignment: 256,
        max_compute_workgroups_per_dimension: 65_535,
    };

    fn checked(self) -> Result<DispatchLimits, PlanError> {
        let alignment = self.min_storage_buffer_offset_alignment;
        let limits = [
            (
                "max_storage_buffer_binding_size",
                self.max_storage_buffer_binding_size,
                self.max_storage_buffer_binding_size >= 1 << 16,
                "64 KiB or more",
            ),
            (
                "min_storage_buffer_offset_alignment",
                alignment.into(),
                alignment.is_power_of_two() && (4..=256).contains(&alignment),
                "a power of two from 4 to 256",
            ),
            (
                "max_compute_workgroups_per_dimension",
                self.max_compute_workgroups_per_dimension.into(),
                self.max_compute_workgroups_per_dimension > 0,
                "1 or more",
            ),
        ];
        match limits.into_iter().find(|(_, _, fits, _)| !fits) {
            Some((name, value, _, domain)) => Err(PlanError::Limit {
                name,
                value,
                domain,
            }),
            None => Ok(DispatchLimits::new(
                self.max_storage_buffer_binding_size,
                alignment,
                self.max_compute_workgroups_per_dimension,
            )),
        }
    }
}

/// A draw that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The stream has not as many words.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// A place in the target that kernels cannot write to.
    #[error("the samples would begin at byte {offset}: take a multiple of 4")]
    Offset {
        /// Where samples were to begin.
        offset: u64,
    },
    /// More samples than a buffer can hold.
    #[error(
        "{count} samples of {bytes_each} bytes from byte {offset} on are past 2^53 bytes: draw fewer"
    )]
    Size {
        /// Where samples were to begin.
        offset: u64,
        /// Samples asked for.
        count: u64,
        /// Bytes of one.
        bytes_each: usize,
    },
    /// A limit that no device of WebGPU has.
    #[error("{name} is {value}: it must be {domain}")]
    Limit {
        /// The limit.
        name: &'static str,
        /// The value given.
        value: u64,
        /// What it may be.
        domain: &'static str,
    },
}

/// A kernel of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shader(AnyKernel);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AnyKernel {
    Draw(Kernel),
    Vectors(VectorKernel),
}

impl Shader {
    /// Its name, as `seedbed.normal.philox4x32_10`: equal names, equal WGSL.
    #[must_use]
    pub fn name(&self) -> String {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.to_string(),
            AnyKernel::Vectors(kernel) => kernel.to_string(),
        }
    }

    /// Its source.
    #[must_use]
    pub fn wgsl(&self) -> String {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.source(),
            AnyKernel::Vectors(kernel) => kernel.source(),
        }
    }

    /// Whether it binds parameters by element, in group 1.
    #[must_use]
    pub fn is_by_element(&self) -> bool {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.is_by_element(),
            AnyKernel::Vectors(_) => false,
        }
    }
}

/// Where a step writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteTo {
    /// The target of the draw.
    Target,
    /// A buffer of [`Plan::scratch_bytes`].
    Scratch,
}

/// What a step reads in binding 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFrom {
    /// [`tile_keys`].
    TileKeys,
    /// What steps before it wrote.
    Scratch,
    /// Nothing.
    Nothing,
}

/// A dispatch of a plan, and what it binds.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which of [`Plan::shaders`].
    pub shader: usize,
    /// The dispatch.
    pub dispatch: Dispatch,
    /// Where it writes.
    pub to: WriteTo,
    /// What it reads.
    pub from: ReadFrom,
    /// Whether it binds the distribution's own table.
    pub has_own_table: bool,
}

/// A stream's next draw, ready to be executed.
///
/// See the [module](self) for how.
#[derive(Clone, Debug)]
pub struct Plan {
    shaders: Vec<Shader>,
    steps: Vec<Step>,
    scratch_bytes: u64,
    span: Span,
}

impl Plan {
    /// The next `count` samples of the stream, from byte `offset` of the target on. The stream is not
    /// moved: [`position`](Self::position) is where it is afterwards.
    ///
    /// # Errors
    /// [`PlanError::Stream`] when the stream has not as many words, [`PlanError::Offset`] and
    /// [`PlanError::Size`] for targets that cannot be, [`PlanError::Limit`] for a device that cannot be.
    pub fn new<D: Distribution>(
        stream: &Stream,
        distribution: &D,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let sizes = [D::WORDS, size_of::<D::Output>()];
        Plan::of_transform(
            stream,
            distribution.transform(),
            sizes,
            offset,
            count,
            limits,
        )
    }

    /// [`new`](Self::new), of samples of so many words of the stream and bytes of memory.
    fn of_transform(
        stream: &Stream,
        transform: Transform<'_>,
        [words, bytes_each]: [usize; 2],
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let limits = limits.checked()?;
        let span = stream.span(count, words)?;
        check_target(offset, count, bytes_each)?;
        let range = WordRange {
            offset,
            len_words: count * words as u64,
        };
        let first_word = span.first_word();
        let dispatches = plan(
            limits,
            first_word,
            range,
            transform.packing(),
            parameters(transform),
        );
        Ok(Plan::of_words(stream, transform, span, range, dispatches))
    }

    /// The stream's next samples, one for each element of the distribution's parameters. Arrays of
    /// parameters are bound from their byte 0 on.
    ///
    /// ```
    /// use seedbed::{Stream, distr::elementwise::Normal, plan::{Limits, Plan}};
    /// let (mean, stream) = ([0.0, 10.0, 20.0], Stream::new(42));
    /// let plan = Plan::by_element(&stream, &Normal::new(&mean, 1.0)?, 0, Limits::WEBGPU)?;
    /// assert!(plan.shaders()[0].is_by_element());
    /// let dispatch = plan.steps()[0].dispatch;
    /// assert_eq!(dispatch.element_binding(0), Some((0, 12)));
    /// assert_eq!(dispatch.element_binding(1), None); // 1.0 is among its parameters
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn by_element<D: Elementwise>(
        stream: &Stream,
        distribution: &D,
        offset: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let count = distribution.len() as u64;
        let limits = limits.checked()?;
        let span = stream.span(count, 1)?;
        check_target(offset, count, size_of::<D::Output>())?;
        let transform = distribution.transform();
        let range = WordRange {
            offset,
            len_words: count,
        };
        let dispatches = element::plan(limits, span.first_word(), range, transform);
        Ok(Plan::of_words(stream, transform, span, range, dispatches))
    }

    fn of_words(
        stream: &Stream,
        transform: Transform<'_>,
        span: Span,
        range: WordRange,
        dispatches: Vec<Dispatch>,
    ) -> Self {
        let store = Store::of(span.first_word(), range, transform.packing());
        let kernel = Kernel::new(stream.engine(), transform, store, Wide::Portable);
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            from: ReadFrom::TileKeys,
            has_own_table: true,
        };
        Plan {
            shaders: [Shader(AnyKernel::Draw(kernel))].into(),
            steps: dispatches.into_iter().map(step).collect(),
            scratch_bytes: 0,
            span,
        }
    }

    /// The stream's next `count` vectors, in rows.
    ///
    /// ```
    /// use seedbed::{Stream, distr::UnitSphere, plan::{Limits, Plan}};
    /// let plan = Plan::of_vectors(&Stream::new(42), &UnitSphere, 0, 1000, Limits::WEBGPU)?;
    /// assert_eq!((plan.shaders().len(), plan.position()), (2, 2000));
    /// assert!(plan.scratch_bytes() >= 8000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_vectors<V: VectorDistribution>(
        stream: &Stream,
        vectors: &V,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let rows = vectors.rows();
        let limits = limits.checked()?;
        let span = rows.span(stream, count)?;
        let dimension = rows.dimension();
        check_target(offset, count, 4 * dimension)?;
        let target = WordRange {
            offset,
            len_words: count * dimension as u64,
        };
        let (steps, scratch_words) =
            vector_steps(limits, rows, span.first_word(), target, SCRATCH_WORDS);
        let scratch = vectors::draws(rows).map(|transform| {
            let kernel = Kernel::new(stream.engine(), transform, Store::Quads, Wide::Portable);
            Shader(AnyKernel::Draw(kernel))
        });
        let mut shaders: Vec<Shader> = scratch.collect();
        let draws = shaders.len();
        shaders.extend(VectorShape::of(rows).iter().map(|&shape| {
            Shader(AnyKernel::Vectors(VectorKernel {
                shape,
                wide: Wide::Portable,
            }))
        }));
        let step = |VectorStep { kernel, dispatch }| {
            let (shader, to, from, has_own_table) = match kernel {
                VectorStepKernel::Draw(i) => (i, WriteTo::Scratch, ReadFrom::TileKeys, false),
                VectorStepKernel::InPlace(i) => {
                    (draws + i, WriteTo::Scratch, ReadFrom::Nothing, true)
                }
                VectorStepKernel::Last(i) => (draws + i, WriteTo::Target, ReadFrom::Scratch, true),
            };
            Step {
                shader,
                dispatch,
                to,
                from,
                has_own_table,
            }
        };
        Ok(Plan {
            shaders,
            steps: steps.into_iter().map(step).collect(),
            scratch_bytes: 4 * scratch_words,
            span,
        })
    }

    /// The kernels of its steps.
    #[must_use]
    pub fn shaders(&self) -> &[Shader] {
        &self.shaders
    }

    /// What to dispatch, in this order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Bytes of the scratch buffer that its steps share; 0 where they need none.
    #[must_use]
    pub fn scratch_bytes(&self) -> u64 {
        self.scratch_bytes
    }

    /// The stream's position behind the draw, for [`Stream::seek`].
    #[must_use]
    pub fn position(&self) -> u128 {
        self.span.end()
    }
}

/// A place in a target that kernels can write to, and a buffer can be.
fn check_target(offset: u64, count: u64, bytes_each: usize) -> Result<(), PlanError> {
    if !offset.is_multiple_of(4) {
        return Err(PlanError::Offset { offset });
    }
    let end = u128::from(offset) + u128::from(count) * bytes_each as u128;
    if end > 1 << 53 {
        return Err(PlanError::Size {
            offset,
            count,
            bytes_each,
        });
    }
    Ok(())
}

/// The tile keys of a stream as kernels read them, 8 to 32 KiB: for all draws of its seed and engine.
///
/// ```
/// use seedbed::{Engine, Stream};
/// let stream = Stream::with_engine(Engine::Philox4x32_10, 42);
/// assert_eq!(seedbed::plan::tile_keys(&stream).len(), 1024 * 2);
/// ```
#[must_use]
pub fn tile_keys(stream: &Stream) -> Vec<u32> {
    stream.keys().all(stream.engine().key_words())
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

/// What to check the kernels of normal vectors with, whatever is drawn: products and sums of all sizes.
///
/// # Errors
/// None.
pub fn check_normal() -> Result<MultivariateNormal, VectorError> {
    vectors::check_normal()
}

/// Parameters to check kernels by element with, `len` of each: usual ones, any bits at all, zeros, and
/// subnormal pairs that are near each other.
#[must_use]
pub fn check_elements(len: usize) -> [Vec<f32>; 2] {
    element::check_parameters(len)
}

/// The stream that kernels are checked on, at the position of the check.
///
/// ```
/// use seedbed::{Engine, plan::check_stream};
/// assert_eq!(check_stream(Engine::ChaCha8).position(), (1 << 36) + 5 * 4096);
/// ```
#[must_use]
pub fn check_stream(engine: Engine) -> Stream {
    Stream::with_engine(engine, CHECK_SEED).at(CHECK_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distr::{BernoulliMask, Normal, Normal64};

    fn plan<D: Distribution>(
        position: u64,
        distribution: &D,
        offset: u64,
        count: u64,
    ) -> Result<Plan, PlanError> {
        let stream = Stream::new(42).at(position);
        Plan::new(&stream, distribution, offset, count, Limits::WEBGPU)
    }

    #[test]
    fn kernels_follow_the_place_of_the_draw() {
        let name = |position, offset, count| {
            let plan = plan(position, &Normal::STANDARD, offset, count);
            plan.expect("a plan").shaders()[0].name()
        };
        let quads = format!("seedbed.normal_standard.{}", Engine::default());
        assert_eq!(name(0, 0, 4096), quads);
        assert_eq!(name(4, 16, 8), quads);
        for (position, offset, count) in [(1, 0, 4), (0, 4, 4), (0, 0, 5)] {
            assert_eq!(name(position, offset, count), format!("{quads}.words"));
        }
    }

    #[test]
    fn positions_are_those_of_draws() {
        let at = |plan: Result<Plan, PlanError>| plan.expect("a plan").position();
        assert_eq!(at(plan(1, &Normal::STANDARD, 0, 3)), 4);
        assert_eq!(at(plan(1, &Normal64::STANDARD, 0, 3)), 8);
        let mask = BernoulliMask::new(0.5).expect("a probability");
        assert_eq!(at(plan(1, &mask, 0, 3)), 4 * 32);
        assert_eq!(at(plan(7, &Normal::STANDARD, 0, 0)), 7);
    }

    #[test]
    fn what_cannot_be_planned_is_an_error() {
        let error = |offset, count| {
            plan(8, &Normal64::STANDARD, offset, count)
                .expect_err("no plan")
                .to_string()
        };
        assert!(error(6, 1).contains("byte 6"));
        assert!(error(0, u64::MAX).contains("2^64 words"));
        assert!(error(1 << 52, 1 << 50).contains("2^53 bytes"));
        for (limits, name) in [
            (
                Limits {
                    max_storage_buffer_binding_size: 4096,
                    ..Limits::WEBGPU
                },
                "max_storage_buffer_binding_size is 4096",
            ),
            (
                Limits {
                    min_storage_buffer_offset_alignment: 0,
                    ..Limits::WEBGPU
                },
                "min_storage_buffer_offset_alignment is 0",
            ),
            (
                Limits {
                    max_compute_workgroups_per_dimension: 0,
                    ..Limits::WEBGPU
                },
                "max_compute_workgroups_per_dimension is 0",
            ),
        ] {
            let plan = Plan::new(&Stream::new(1), &Normal::STANDARD, 0, 1, limits);
            let message = plan.expect_err("no plan").to_string();
            assert!(message.contains(name), "{message}");
        }
    }
}
