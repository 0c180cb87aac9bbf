//! Same seed, same samples: on every GPU, in every browser, on every CPU.
#![cfg_attr(not(feature = "std"), no_std)]
extern crate alloc;

pub mod seed;
