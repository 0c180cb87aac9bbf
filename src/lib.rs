#![cfg_attr(feature = "std", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "std"), doc = "Same seed, same samples.")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "accuracy")]
#[doc(hidden)]
pub mod accuracy;
pub mod coordinates;
pub mod distr;
pub mod engine;
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod permutation;
#[cfg(feature = "plan")]
#[cfg_attr(
    not(feature = "gpu"),
    allow(dead_code, reason = "64-bit products are wgpu's")
)]
pub mod plan;
pub mod qmc;
pub mod rng;
pub mod seed;
#[cfg(feature = "plan")]
pub mod wgsl;

mod backend;
mod cpu;
mod error;
mod exact;
mod quantile;
mod stream;
mod tables;
mod vector;

pub use rand_core;

/// The version of this crate, on which samples depend: see **Values** in its changelog.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub use backend::{Backend, BackendKind};
pub use cpu::Cpu;
pub use engine::{Engine, UnknownEngine};
pub use error::{BackendError, Error, ParameterError, StreamError};
#[cfg(feature = "gpu")]
pub use gpu::{Gpu, GpuError, GpuOptions};
pub use permutation::{Permutation, PermutationError};
pub use seed::{SeedError, SeedSequence};
pub use stream::{ParseStreamError, Stream};
#[cfg(feature = "gpu")]
pub use wgpu;
