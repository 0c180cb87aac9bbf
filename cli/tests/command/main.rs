//! Every test of the command `seedbed`, in one program; `cargo test --test command verify::` runs one module.

mod common;
mod errors;
mod families;
mod formats;
mod machine;
mod pipes;
mod plot;
mod records;
mod resume;
mod sample;
mod sequences;
mod terminal;
mod vectors;
mod verify;
mod writers;
