//! The examples' kernels at small sizes, on the adapter under test.
//!
//! An example is a `main.rs` with the options, the words and the picture, and modules with the work,
//! which stand here too: the very source, so that nothing depends on what cargo has built.

#[path = "../../examples/shared/compute.rs"]
mod compute;
#[path = "../support/mod.rs"]
mod support;

#[path = "../../examples/option_pricing/closed_form.rs"]
mod closed_form;
#[path = "../../examples/option_pricing/convergence.rs"]
mod convergence;
#[path = "../../examples/option_pricing/pricing.rs"]
mod pricing;

mod brownian;
mod ising;
mod option_pricing;
mod path_tracer;
mod pi;
mod training_run;
