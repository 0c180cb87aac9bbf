//! Integer arithmetic that every backend repeats bit for bit: twins of `shaders/exact`.
//!
//! Kernels have no float type; see "How exactness is reached" in `docs/streams.md`.

pub(crate) mod affine;
pub(crate) mod polynomial;
pub(crate) mod round;
#[cfg(any(test, feature = "accuracy"))]
pub(crate) mod softfloat;
pub(crate) mod wide;

pub(crate) use affine::{Affine, Finish, affine_f32, affine_f32_wide};
pub(crate) use polynomial::{piece_exponent, polynomial};
pub(crate) use round::{round_f32, unit_f32, unit_f64};
pub(crate) use wide::{add_wide, mul_high, mul_wide};

/// The positive number `r · 2⁻ᵠ`, `r > 0`: a result before its one rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub r: u32,
    pub q: u32,
}
