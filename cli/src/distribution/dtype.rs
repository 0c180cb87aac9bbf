//! The types of coordinates, of which one can be chosen.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// The types of floats with 32 bits or more. Records say nothing of the default, as those made before
/// there was a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum WideDtype {
    #[default]
    Float32,
    Float64,
}

impl WideDtype {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    pub fn is_default(&self) -> bool {
        *self == WideDtype::default()
    }
}
