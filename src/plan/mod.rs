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
//! | 2 | read-only storage | [`tile_keys`] of the stream, the [`point_set`], scratch, records, or nothing ([`Step::from`]) |
//! | 3 | uniform | [`table`] |
//! | 4 | read-only storage | the table of its own, of a distribution or a permutation ([`own_table`], [`own_table_of_vectors`], [`own_table_of_permutation`]), or nothing ([`Step::has_own_table`]) |
//!
//! and, where samples have parameters of their own ([`Shader::is_by_element`]), in group 1
//!
//! | binding | type | what |
//! |---|---|---|
//! | 0, 1 | read-only storage | the parameter's array: [`Dispatch::element_binding`] of its buffer, or nothing where it is one number |
//!
//! Nothing is four words, of any value. Samples then lie in the target one after the other,
//! little-endian. A new pipeline is to be trusted after it made the samples of [`check_stream`]:
//! [`CHECK_WORDS`] words of them, with the bits of the [`Cpu`](crate::Cpu)'s; of points those of
//! [`check_point_sets`], of a permutation those of [`check_permutations`].
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
mod bound;
mod buffers;
mod check;
pub(crate) mod dispatch;
mod draw;
pub(crate) mod element;
pub(crate) mod kernel;
#[cfg(test)]
mod layout;
mod limits;
mod own_table;
pub(crate) mod part;
pub(crate) mod permutation;
mod planned;
pub(crate) mod points;
mod step;
pub(crate) mod vectors;

pub use any::AnyDistribution;
pub use bound::{own_table, own_table_by_element, own_table_of_vectors, table, tile_keys};
pub use buffers::{BufferParameter, ElementwiseBuffers};
pub(crate) use check::{CHECK_SEED, CHECK_WORD};
pub use check::{CHECK_WORDS, check_elements, check_normal, check_stream};
pub use dispatch::Dispatch;
pub(crate) use dispatch::{DispatchLimits, WordRange, dispatches};
pub use draw::Plan;
pub(crate) use element::located;
pub(crate) use kernel::{Kernel, Store};
pub use limits::{Limits, PlanError};
pub(crate) use own_table::OwnTable;
pub use permutation::{check_permutations, own_table_of_permutation};
pub(crate) use planned::{
    Bound, Element, PlanLimits, Planned, PlannedStep, Read, Words, WordsKey, table_bytes,
};
pub use points::{CHECK_POINTS, check_point_sets, point_set};
pub use step::{ReadFrom, Shader, Step, WriteTo};

/// The entry point of every kernel.
pub const ENTRY_POINT: &str = "fill";
