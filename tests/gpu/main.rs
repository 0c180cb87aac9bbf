//! Every test that needs an adapter, in one program; `SEEDBED_TEST_ADAPTER` names the adapter, and
//! `cargo xtask test` sets it. `cargo test --test gpu parity::` runs one module.
#![cfg(feature = "gpu")]

#[macro_use]
#[path = "../support/distributions.rs"]
mod distributions;
mod support;

mod auto;
mod backend;
#[path = "../support/choice.rs"]
mod choice_of_kernels;
mod draws;
mod elementwise;
mod exact;
mod examples;
mod golden;
#[path = "../support/golden.rs"]
mod golden_vectors;
mod loss;
mod packed;
mod parity;
mod permutation;
mod qmc;
mod robust;
mod vectors;
mod wgsl;

use choice_of_kernels::is_chosen;
// The examples' modules ask for these at the root of their program.
use examples::{closed_form, compute, convergence, pricing};
