//! WGSL for kernels that draw while they work: what a kernel draws, the host draws for the same
//! address, bit for bit.
//!
//! A [`Library`] is WGSL source with the functions that were asked for, all of whose names begin with
//! `seedbed_`, to be put before a kernel of your own:
//!
//! ```
//! use seedbed::{distr::Normal, wgsl::Library};
//! let library = Library::default()
//!     .by_coordinates()
//!     .draw("height", &Normal::new(170.0, 8.0)?)?;
//! let source = library.source() + "
//! @group(0) @binding(0) var<storage, read_write> heights: array<f32>;
//!
//! @compute @workgroup_size(64)
//! fn main(@builtin(global_invocation_id) id: vec3<u32>) {
//!     var random = seedbed_at_2d(id.xy, 0u);
//!     heights[id.x] = seedbed_height(&random);
//! }";
//! # assert!(source.contains("fn seedbed_height("));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | asked for | function | what it does |
//! |---|---|---|
//! | always | `seedbed_philox4x32_10(counter, key)` … | a block of the engine |
//! | [`by_coordinates`](Library::by_coordinates) | `seedbed_at_2d(vec2<u32>, step)` | the sequence of a pixel, particle, path … |
//! | | `seedbed_at_3d(vec3<u32>, step)` | the same with three coordinates, each below 2²¹ |
//! | [`by_position`](Library::by_position) | `seedbed_at_position(vec2<u32>)` | the stream's words from a position, (low, high), on |
//! | [`draw`](Library::draw) | `seedbed_NAME(&sequence)` | the next sample: `f32`, `u32`, `i32`, or `vec2<u32>` for 64 bits |
//! | | `seedbed_NAME_4(&sequence)` | the next four, from a word position that is a multiple of 4 on; not of 64-bit samples |
//! | | `seedbed_NAME_bits(&sequence)`, `seedbed_NAME_bits_4` | their bits, for kernels without floats |
//! | [`draw_with_parameters`](Library::draw_with_parameters) | `seedbed_NAME(&sequence, mean, std_dev)` … | the same, with parameters that the kernel computes |
//!
//! The host's side of a sequence is a [`Sequence`](crate::coordinates::Sequence).

#[cfg(feature = "gpu")]
mod buffers;
mod draw;
mod error;
mod family;
mod library;
mod rename;
mod source;

#[cfg(feature = "gpu")]
pub use buffers::LibraryBuffers;
pub use error::WgslError;
pub use family::Family;
pub use library::{Bindings, Library};

/// Tries what the guide says.
#[cfg(doctest)]
#[doc = include_str!("../../docs/in_your_kernel.md")]
struct Guide;
