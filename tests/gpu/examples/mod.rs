//! The examples' kernels at small sizes, on the adapter under test.
//!
//! An example is a `main.rs` with the options, the words and the picture, and modules with the work,
//! which stand here too: the very source, so that nothing depends on what cargo has built.

#[path = "../../../examples/option_pricing/closed_form.rs"]
pub mod closed_form;
#[path = "../../../examples/shared/compute.rs"]
pub mod compute;
#[path = "../../../examples/option_pricing/convergence.rs"]
pub mod convergence;
#[path = "../../../examples/option_pricing/pricing.rs"]
pub mod pricing;

mod brownian;
mod ising;
mod option_pricing;
mod path_tracer;
mod pi;
mod training_run;
