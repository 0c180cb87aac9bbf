//! The examples' kernels at small sizes, on the adapter under test.
//!
//! An example is a `main.rs` with the options, the words and the picture, and a module with the work,
//! which stands here too: the very source, so that nothing depends on what cargo has built.

#[path = "../../examples/shared/compute.rs"]
mod compute;
#[path = "../support/mod.rs"]
mod support;

mod pi;
