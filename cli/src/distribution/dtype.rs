//! Types of samples that can be chosen.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// The types of integers; NumPy's default first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    #[default]
    I64,
    U64,
    I32,
    U32,
}

impl Dtype {
    pub fn name(self) -> &'static str {
        match self {
            Dtype::I64 => "i64",
            Dtype::U64 => "u64",
            Dtype::I32 => "i32",
            Dtype::U32 => "u32",
        }
    }
}

/// The types of floats with 32 bits or more. Records say nothing of the default, as those made before
/// there was a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum WideDtype {
    #[default]
    Float32,
    Float64,
}

/// The types of floats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum FloatDtype {
    #[default]
    Float32,
    Float64,
    /// Half precision
    Float16,
    /// The high half of a float32; NumPy has no such type: `ml_dtypes` has
    Bfloat16,
}

impl WideDtype {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    pub fn is_default(&self) -> bool {
        *self == WideDtype::default()
    }

    /// The parameter that a distribution with samples of this type takes.
    pub fn round(self, parameter: f64) -> f64 {
        match self {
            WideDtype::Float32 => f64::from(parameter as f32),
            WideDtype::Float64 => parameter,
        }
    }
}

impl FloatDtype {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    pub fn is_default(&self) -> bool {
        *self == FloatDtype::default()
    }

    /// The parameter that a distribution with samples of this type takes; with 16 bits too, it is an f32.
    pub fn round(self, parameter: f64) -> f64 {
        match self {
            FloatDtype::Float32 | FloatDtype::Float16 | FloatDtype::Bfloat16 => {
                f64::from(parameter as f32)
            }
            FloatDtype::Float64 => parameter,
        }
    }
}
