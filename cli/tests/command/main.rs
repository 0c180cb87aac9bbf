//! Every test of the command `seedbed`, in one program; `cargo test --test command verify::` runs one module.

mod common;
mod errors;
mod families;
mod machine;
mod pipes;
mod plot;
mod sample;
mod sequences;
mod vectors;
mod verify;
