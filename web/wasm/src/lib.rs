//! The WebAssembly half of the npm package `seedbed`.
//!
//! A draw is described here and executed by JavaScript on the page's own `GPUDevice`, or made here on
//! the CPU, with the same bits. No wgpu inside.

mod digest;
mod distribution;
mod draws;
mod elements;
mod error;
mod families;
#[cfg(feature = "extra")]
mod library;
mod order;
mod parameters;
mod plan;
#[cfg(feature = "extra")]
mod points;
mod stream;

pub use digest::Digest;
pub use distribution::{Distribution, distribution_names, distributions};
#[cfg(feature = "extra")]
pub use library::Library;
pub use order::Order;
pub use parameters::Parameters;
pub use plan::{Limits, Plan, Work};
#[cfg(feature = "extra")]
pub use points::Points;
pub use stream::Stream;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the library, on which samples depend.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    seedbed::VERSION.into()
}

/// The engines by name, the default one first.
#[must_use]
#[wasm_bindgen(js_name = engineNames)]
pub fn engine_names() -> Vec<String> {
    let default = seedbed::Engine::default();
    let others = seedbed::Engine::ALL.into_iter().filter(|&e| e != default);
    [default]
        .into_iter()
        .chain(others)
        .map(|e| e.name().into())
        .collect()
}

/// The table that all kernels bind.
#[must_use]
#[wasm_bindgen]
pub fn table() -> Vec<u32> {
    seedbed::plan::table()
}
