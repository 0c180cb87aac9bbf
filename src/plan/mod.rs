//! A draw as plain data, for hosts that this crate's own wgpu host is not: WGSL, bytes to bind,
//! workgroups. The wgpu host executes the same plans.
//!
//! A [`Planner`](crate::draw::Planner) has a draw, and gives plans of it. A host makes a pipeline of each of
//! [`Plan::shaders`], entry point [`ENTRY_POINT`], and executes [`Plan::steps`], in order. Each is a dispatch of
//! [`Dispatch::workgroups`], and binds in group 0
//!
//! | binding | type | what |
//! |---|---|---|
//! | 0 | storage | the target, or scratch ([`Step::to`]): [`Dispatch::binding_size`] bytes from [`Dispatch::binding_offset`] on |
//! | 1 | uniform | [`Dispatch::parameters`] |
//! | 2 | read-only storage | [`Step::read`] |
//! | 3 | uniform | [`table`] |
//! | 4 | read-only storage | [`Step::table`] |
//!
//! and, where samples have parameters of their own ([`Shader::has_elements`]), in group 1
//!
//! | binding | type | what |
//! |---|---|---|
//! | 0, 1 | read-only storage | the parameter's array: [`Dispatch::element_binding`] of a buffer that has [`Plan::element_array`], or of the caller's; nothing where it is one number |
//!
//! Nothing is four words, of any value. Samples then lie in the target one after the other,
//! little-endian. New pipelines are to be trusted after they made
//! [`Planner::checks`](crate::draw::Planner::checks), with the bits of the [`Cpu`](crate::Cpu)'s.
//!
//! ```
//! use seedbed::{Stream, distr::Normal, draw::Planner, plan::{Limits, Read}};
//! let stream = Stream::new(42);
//! let planner = Planner::new(&stream, &Normal::STANDARD, 10_000)?;
//! let plan = planner.plan(0, 10_000, 0, Limits::WEBGPU)?;
//! assert!(plan.shaders()[0].wgsl().contains("fn fill("));
//! let step = plan.steps()[0];
//! assert_eq!(step.dispatch.workgroups(), [3, 1]); // of 4096 words
//! assert_eq!(step.read, Read::Words(0));
//! assert_eq!(plan.words()[0].words().len(), 1024 * 4); // keys of the stream's tiles
//! assert_eq!(planner.position(), 10_000); // afterwards
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod buffers;
mod check;
pub(crate) mod dispatch;
mod element;
pub(crate) mod kernel;
#[cfg(test)]
mod layout;
mod limits;
mod own_table;
pub(crate) mod part;
pub(crate) mod permutation;
#[allow(
    clippy::module_inception,
    reason = "the plan itself, beside what it is made from"
)]
mod plan;
pub(crate) mod points;
mod shader;
pub(crate) mod vectors;

use alloc::vec::Vec;

pub use buffers::{BufferParameter, ElementwiseBuffers};
pub use dispatch::Dispatch;
pub use limits::{Limits, PlanError};
pub use plan::{Plan, Read, Step, Words, WordsKey, WriteTo};
pub use shader::Shader;

pub(crate) use check::{CHECK_SEED, CHECK_WORD, CHECK_WORDS};
#[cfg(feature = "gpu")]
pub(crate) use dispatch::DispatchLimits;
pub(crate) use dispatch::{WordRange, dispatches};
pub(crate) use element::{check_elements, located};
pub(crate) use kernel::{Kernel, Store};
pub(crate) use own_table::OwnTable;
pub(crate) use permutation::{PermutationWords, check_permutations};
pub(crate) use plan::{Element, PlanLimits, table_bytes};
pub(crate) use points::{CHECK_POINTS, check_point_sets};
pub(crate) use vectors::check_normal;

use crate::tables;

/// The table that all kernels read, 4 KiB of words.
///
/// ```
/// assert_eq!(seedbed::plan::table().len(), 1024);
/// ```
#[must_use]
pub fn table() -> Vec<u32> {
    (0..tables::LEN as u32).flat_map(tables::piece).collect()
}

/// The entry point of every kernel.
pub const ENTRY_POINT: &str = "fill";
