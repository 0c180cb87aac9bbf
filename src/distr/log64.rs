//! Logarithm of a 64-bit probability, shared by the normal and the exponential to f64.

use crate::{
    exact::{Fixed64, mul_top, polynomial64},
    tables,
};

/// `ln 2` in units of 2⁻²⁶, 2⁻⁵⁸ and 2⁻⁹⁰: words of its binary digits.
const LN2_TOP: u64 = 46_516_319;
const LN2_MIDDLE: u64 = 3_745_988_070;
const LN2_BOTTOM: u64 = 2_938_605_262;

/// A probability `2⁻ⁿ · (1 − d)`, with `d ≤ ½` in units of 2⁻⁶⁵, `d > 0`.
#[derive(Clone, Copy)]
pub(crate) struct Normalized64 {
    pub n: u64,
    pub d: u64,
}

/// `(x + ½) / 2⁶⁴`; `d` of ½ is a unit less.
#[inline(always)]
pub(crate) fn log64_normalize(x: u64) -> Normalized64 {
    let n = u64::from(x.leading_zeros());
    let shift = n & 63;
    let significand = ((x << shift) << 1) | (1 << shift);
    Normalized64 {
        n,
        d: 0u64.wrapping_sub(significand),
    }
}

/// `−ln(1 − d)`: `d · R(d)`, so that the relative error stays where `d` is small.
#[inline(always)]
pub(crate) fn log64_fraction(d: u64) -> Fixed64 {
    let c = tables::piece64(tables::LOG64 + (d >> 58));
    let ratio = c[0].wrapping_add(polynomial64(c, d << 6));
    let zeros = u64::from(d.leading_zeros());
    Fixed64 {
        r: mul_top(ratio, d << (zeros & 63)),
        q: zeros + 64,
    }
}

/// `n · ln 2 − ln(1 − d)` in units of 2⁻⁵⁸, from [`log64_fraction`]. One is added for what is truncated, so
/// that no sum is below a fraction of `n = 0`.
#[inline(always)]
pub(crate) fn log64_sum(n: u64, fraction: Fixed64) -> u64 {
    let part = (fraction.r >> (fraction.q & 63)) >> 6;
    part.wrapping_add((n * LN2_TOP) << 32)
        .wrapping_add(n * LN2_MIDDLE)
        .wrapping_add((n * LN2_BOTTOM) >> 32)
        .wrapping_add(1)
}
