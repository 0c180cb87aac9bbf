// In front of the README's own links, which lead to files: the first definition counts.
#![cfg_attr(feature = "std", doc = "[docs/streams.md]: guide::streams")]
#![cfg_attr(feature = "std", doc = "[docs/accuracy.md]: guide::accuracy")]
#![cfg_attr(feature = "std", doc = "[docs/quasi_random.md]: guide::quasi_random")]
#![cfg_attr(
    feature = "std",
    doc = "[docs/in_your_kernel.md]: guide::in_your_kernel"
)]
#![cfg_attr(
    feature = "std",
    doc = "[docs/in_the_browser.md]: guide::in_the_browser"
)]
#![cfg_attr(feature = "std", doc = "[docs/distributions.md]: guide::distributions")]
#![cfg_attr(feature = "std", doc = "[docs/engines.md]: guide::engines")]
#![cfg_attr(
    feature = "std",
    doc = "[examples/README.md]: https://docs.rs/crate/seedbed/latest/source/examples/README.md"
)]
#![cfg_attr(
    feature = "std",
    doc = "[docs/gallery.png]: https://docs.rs/crate/seedbed/latest/source/docs/gallery.png"
)]
#![cfg_attr(feature = "std", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "std"), doc = "Same seed, same samples.")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "accuracy")]
#[doc(hidden)]
pub mod accuracy;
pub mod catalogue;
pub mod coordinates;
pub mod distr;
pub mod draw;
pub mod engine;
#[cfg(feature = "gpu")]
pub mod gpu;
#[cfg(doc)]
pub mod guide;
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

#[cfg(feature = "plan")]
mod any;
mod backend;
mod cpu;
mod error;
mod exact;
mod quantile;
mod room;
mod stream;
mod tables;

pub use rand_core;

/// The version of this crate, on which samples depend: see **Values** in its changelog.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg(feature = "plan")]
pub use any::AnyDistribution;
pub use backend::{Backend, BackendKind};
pub use cpu::Cpu;
pub use draw::{Draw, Make};
pub use engine::{Engine, UnknownEngine};
pub use error::{BackendError, Error, ParameterError, StreamError};
#[cfg(feature = "gpu")]
pub use gpu::{Gpu, GpuError, GpuOptions};
pub use permutation::{Permutation, PermutationError};
pub use seed::{SeedError, SeedSequence};
pub use stream::{ParseStreamError, Stream};
#[cfg(feature = "gpu")]
pub use wgpu;
