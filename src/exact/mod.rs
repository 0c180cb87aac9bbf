//! Integer arithmetic that every backend repeats bit for bit: twins of `shaders/exact`.
//!
//! Kernels have no float type; see "How exactness is reached" in `docs/streams.md`.

pub(crate) mod affine;
pub(crate) mod affine64;
pub(crate) mod cubic;
pub(crate) mod element;
pub(crate) mod long;
pub(crate) mod order;
pub(crate) mod polynomial;
pub(crate) mod polynomial64;
pub(crate) mod root;
pub(crate) mod round;
pub(crate) mod round64;
#[cfg(any(test, feature = "accuracy"))]
pub(crate) mod softfloat;
pub(crate) mod sum;
pub(crate) mod wide;

pub(crate) use affine::{Affine, Finish, affine_f32, affine_f32_wide, affine_sum};
pub(crate) use affine64::{Affine64, Finish64, Magnitude, affine_f64};
pub(crate) use cubic::{CubicPiece, cubic, cubic_exponent, cubic_value};
pub(crate) use element::{
    NAN, affine_of, difference_f32, element_f32, is_finite_f32, is_scale_f32,
};
pub(crate) use long::mul_top;
pub(crate) use order::{float_order, float_order64, float_unorder, float_unorder64};
pub(crate) use polynomial::{piece_exponent, polynomial};
pub(crate) use polynomial64::polynomial64;
pub(crate) use root::{fixed_cbrt, fixed_sqrt};
pub(crate) use round::{round_f32, unit_f32, unit_f64};
pub(crate) use round64::{Fixed64, round_f64};
pub(crate) use sum::{BFLOAT16, BINARY16, BINARY32, Format, Sum, fixed_sum, round_sum};
pub(crate) use wide::{add_wide, mul_high, mul_wide};

/// The positive number `r · 2⁻ᵠ`, `r > 0`: a result before its one rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub r: u32,
    pub q: u32,
}

/// A number with its sign in bit 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub v: Fixed,
    pub sign: u32,
}

/// Word `i` of a sequence for tests which none of the engines makes: SplitMix64, Steele, Lea and
/// Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014.
#[cfg(test)]
pub(crate) fn random(i: u64) -> u64 {
    let x = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
