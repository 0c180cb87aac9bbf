//! Location and scale, fused, f64: `mean + scale · v` on the unrounded fixed-point `v`, one rounding.

use super::{Fixed64, mul_top};

/// `mean` and `scale` taken apart by the host.
///
/// Exponents are biased by 1023, belong to the first bit of the significand, and are signed numbers
/// held in `u64` (subnormals go below 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affine64 {
    /// Significand of `scale`, first bit at bit 63; 0 for scale 0.
    pub scale: u64,
    pub scale_exponent: u64,
    /// Significand of `|mean|`, first bit at bit 62; 0 for mean 0. Bit 63 is the sign of the mean.
    pub mean: u64,
    pub mean_exponent: u64,
}

/// How a fixed-point value becomes the bits of an f64; chosen once, by [`Affine64::finish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish64 {
    /// Location 0, scale 1: [`round_f64`](super::round_f64).
    Standard,
    /// [`affine_f64`].
    Affine(Affine64),
}

/// A finite number's magnitude: `significand · 2^(exponent − 1086)`, first bit at bit 63, or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Magnitude {
    significand: u64,
    exponent: i64,
}

/// Exponent of a zero: below every other.
const ZERO_EXPONENT: i64 = -20_000;
const SIGN: u64 = 1 << 63;

impl Magnitude {
    pub(crate) fn of(x: f64) -> Self {
        let bits = x.to_bits() & !SIGN;
        let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52) as i64);
        match biased {
            0 => Self::new(fraction.into(), 1 - 52 + 63),
            _ => Self::new((fraction | 1 << 52).into(), biased - 52 + 63),
        }
    }

    /// `n · 2^(exponent − 1086)`, cut to 64 bits.
    fn new(n: u128, exponent: i64) -> Self {
        let zeros = n.leading_zeros();
        if n == 0 {
            return Magnitude {
                significand: 0,
                exponent: ZERO_EXPONENT,
            };
        }
        Magnitude {
            significand: ((n << zeros) >> 64) as u64,
            exponent: exponent + 64 - i64::from(zeros),
        }
    }

    /// `high − low`, cut to 64 bits, of finite `low < high`: no f64 subtraction, which rounds and may
    /// overflow.
    pub(crate) fn of_width(low: f64, high: f64) -> Self {
        let (low_part, high_part) = (Self::of(low), Self::of(high));
        let (first, second) = if high_part.exponent > low_part.exponent
            || (high_part.exponent == low_part.exponent
                && high_part.significand >= low_part.significand)
        {
            (high_part, low_part)
        } else {
            (low_part, high_part)
        };
        // 53 bits and 74 more, below which only the sign of the rest counts.
        let whole = u128::from(first.significand) << 63;
        let distance = (first.exponent - second.exponent).min(127) as u32;
        let unshifted = u128::from(second.significand) << 63;
        let part = unshifted >> distance;
        let rest = u128::from(part << distance != unshifted);
        let sum = if (low < 0.0) == (high < 0.0) {
            whole - part - rest
        } else {
            whole + part
        };
        Self::new(sum, first.exponent - 63)
    }
}

impl Affine64 {
    /// Takes a finite `mean` apart.
    pub(crate) fn new(mean: f64, scale: Magnitude) -> Self {
        let Magnitude {
            significand,
            exponent,
        } = Magnitude::of(mean);
        Affine64 {
            scale: scale.significand,
            scale_exponent: scale.exponent as u64,
            mean: (significand >> 1) | (mean.to_bits() & SIGN),
            mean_exponent: exponent as u64,
        }
    }

    /// The cheapest step that is right.
    pub(crate) fn finish(mean: f64, scale: Magnitude) -> Finish64 {
        if mean == 0.0 && scale == Magnitude::of(1.0) {
            return Finish64::Standard;
        }
        Finish64::Affine(Self::new(mean, scale))
    }
}

/// A sum before its rounding: `sign · n · 2^(exponent − 1086)`, first bit of `n` at bit 63, or `n = 0`.
#[derive(Clone, Copy)]
struct Sum64 {
    sign: u64,
    exponent: u64,
    n: u64,
}

/// Bits of `mean + scale · (±v)`: nearest, ties away from zero, from operands truncated to 63 bits, over
/// the whole range: subnormal results, and infinity past the largest f64.
#[inline(always)]
pub(crate) fn affine_f64(v: Fixed64, sign: u64, a: Affine64) -> u64 {
    let sum = affine_sum64(v, sign, a);
    let low = (sum.exponent as i64) <= 0;
    let gap = 1u64.wrapping_sub(sum.exponent);
    let shift = if low {
        if gap > 63 { 63 } else { gap }
    } else {
        0
    };
    let n = sum.n >> (shift & 63);
    let base = if low {
        0
    } else {
        sum.exponent.wrapping_sub(1) << 52
    };
    let bits = base.wrapping_add(n >> 11).wrapping_add((n >> 10) & 1);
    let overflow = (sum.exponent as i64) >= 2047 || bits >= 0x7ff0_0000_0000_0000;
    let finite = if overflow {
        0x7ff0_0000_0000_0000
    } else {
        bits
    };
    if sum.n == 0 { 0 } else { sum.sign | finite }
}

#[inline(always)]
fn affine_sum64(v: Fixed64, sign: u64, a: Affine64) -> Sum64 {
    let zeros = u64::from(v.r.leading_zeros());
    let mean = a.mean & !SIGN;
    let mean_sign = a.mean & SIGN;
    // First bit of the product at bit 62 or 61: one bit is left for the carry of the sum.
    let product = mul_top(v.r << (zeros & 63), a.scale) >> 1;
    let product_exponent = a
        .scale_exponent
        .wrapping_add(64)
        .wrapping_sub(v.q)
        .wrapping_sub(zeros);
    let gap = a.mean_exponent.wrapping_sub(product_exponent);
    let product_larger = (gap as i64) < 0;
    let distance = if product_larger {
        0u64.wrapping_sub(gap)
    } else {
        gap
    };
    let shift = if distance > 63 { 63 } else { distance };
    let larger = if product_larger { product } else { mean };
    let smaller = if product_larger { mean } else { product } >> (shift & 63);
    let exponent = if product_larger {
        product_exponent
    } else {
        a.mean_exponent
    };
    let larger_sign = if product_larger { sign } else { mean_sign };
    let subtract = sign != mean_sign;
    let sum = if subtract {
        larger.wrapping_sub(smaller)
    } else {
        larger.wrapping_add(smaller)
    };
    // With exponents equal, or one apart, the larger may turn out to be the smaller.
    let negative = subtract && sum >> 63 != 0;
    let magnitude = if negative {
        0u64.wrapping_sub(sum)
    } else {
        sum
    };
    let flip = if negative { SIGN } else { 0 };
    let lead = u64::from(magnitude.leading_zeros());
    Sum64 {
        sign: larger_sign ^ flip,
        exponent: exponent.wrapping_add(1).wrapping_sub(lead),
        n: magnitude << (lead & 63),
    }
}
