//! Types of samples.

use core::fmt;

/// A type of samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dtype {
    /// `u32`.
    U32,
    /// `i32`.
    I32,
    /// `u64`.
    U64,
    /// `i64`.
    I64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
    /// IEEE 754's binary16.
    F16,
    /// bfloat16, the high half of an `f32`.
    Bf16,
}

impl Dtype {
    /// The name as an argument: integers as Rust has them, floats as NumPy.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Dtype::U32 => "u32",
            Dtype::I32 => "i32",
            Dtype::U64 => "u64",
            Dtype::I64 => "i64",
            Dtype::F32 => "float32",
            Dtype::F64 => "float64",
            Dtype::F16 => "float16",
            Dtype::Bf16 => "bfloat16",
        }
    }

    /// Whether it is a type of floats.
    #[must_use]
    pub const fn is_float(self) -> bool {
        matches!(self, Dtype::F32 | Dtype::F64 | Dtype::F16 | Dtype::Bf16)
    }

    /// The parameter that a distribution with samples of this type takes: of 16 bits too it is an f32.
    #[must_use]
    pub fn round(self, parameter: f64) -> f64 {
        match self {
            Dtype::F32 | Dtype::F16 | Dtype::Bf16 => f64::from(parameter as f32),
            _ => parameter,
        }
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
