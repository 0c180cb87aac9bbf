#![doc = "Same seed, same samples: on every GPU, in every browser, on every CPU."]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "accuracy")]
#[doc(hidden)]
pub mod accuracy;
pub mod distr;
pub mod engine;
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod rng;
pub mod seed;

mod backend;
mod cpu;
mod error;
mod exact;
mod stream;
mod tables;

pub use rand_core;

pub use backend::{Backend, BackendKind};
pub use cpu::Cpu;
pub use engine::{Engine, UnknownEngine};
pub use error::{BackendError, Error, ParameterError, StreamError};
#[cfg(feature = "gpu")]
pub use gpu::{Gpu, GpuError, GpuOptions};
pub use seed::{SeedError, SeedSequence};
pub use stream::Stream;
#[cfg(feature = "gpu")]
pub use wgpu;
