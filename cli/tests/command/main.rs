//! Every test of the command `seedbed`, in one program; `cargo test --test command verify::` runs one module.

mod common;
mod errors;
mod families;
mod pipes;
mod plot;
mod resume;
mod sample;
mod sequences;
mod vectors;
mod verify;
