//! Every test of the library that needs no adapter, in one program: linking wgpu and naga takes longer than
//! most tests do. `cargo test --test native golden::` runs one module.
#![cfg(feature = "gpu")] // the kernels' sources are looked at, too

#[macro_use]
#[path = "../support/distributions.rs"]
mod distributions;

mod addressing;
mod cells;
mod choice;
#[path = "../support/choice.rs"]
mod choice_of_kernels;
mod docs_tables;
mod elementwise;
mod errors;
mod golden;
#[path = "../support/golden.rs"]
mod golden_vectors;
mod known_answers;
mod layers;
mod links;
mod module_systems;
mod permutation;
mod permutation_statistics;
#[path = "../support/placed.rs"]
mod placed;
mod qmc;
mod quantile_tables;
mod rand_core;
mod seed_sequence;
mod shaders;
mod statistics;
mod statistics_families;
mod statistics_tails;
mod stream_cost;
mod stream_text;
mod tails;
mod tidy;
mod value_stability;
mod vectors_exactness;
mod vectors_statistics;
mod wgsl;

use choice_of_kernels::is_chosen;

/// `SEEDBED_TEST_FULL=1` asks for the full run: what is measured once, and does not change with the code.
fn full() -> bool {
    std::env::var("SEEDBED_TEST_FULL").is_ok_and(|value| value == "1")
}
