//! Integer arithmetic that every backend repeats bit for bit: twins of `shaders/exact`.
//!
//! Kernels have no float type; see "How exactness is reached" in `docs/streams.md`.

pub(crate) mod affine;
pub(crate) mod cubic;
pub(crate) mod order;
pub(crate) mod polynomial;
pub(crate) mod round;
#[cfg(any(test, feature = "accuracy"))]
pub(crate) mod softfloat;
pub(crate) mod sum;
pub(crate) mod wide;

pub(crate) use affine::{Affine, Finish, affine_f32, affine_f32_wide, affine_sum};
pub(crate) use cubic::{CubicPiece, Signed, cubic, cubic_exponent, cubic_value};
pub(crate) use order::{float_order, float_unorder};
pub(crate) use polynomial::{piece_exponent, polynomial};
pub(crate) use round::{round_f32, unit_f32, unit_f64};
pub(crate) use sum::{BFLOAT16, BINARY16, BINARY32, Format, Sum, fixed_sum, round_sum};
pub(crate) use wide::{add_wide, mul_high, mul_wide};

/// The positive number `r · 2⁻ᵠ`, `r > 0`: a result before its one rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub r: u32,
    pub q: u32,
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
