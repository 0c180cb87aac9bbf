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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{random, round_f64};

    const HALF: Fixed64 = Fixed64 { r: 1 << 63, q: 64 };
    const TINY: f64 = 5e-324;

    /// By both steps, where the host chooses the first.
    fn value(mean: f64, scale: f64, v: Fixed64, sign: u64) -> f64 {
        let scale = Magnitude::of(scale);
        let bits = affine_f64(v, sign, Affine64::new(mean, scale));
        if Affine64::finish(mean, scale) == Finish64::Standard {
            assert_eq!(bits, round_f64(v) | sign, "{v:?}");
        }
        f64::from_bits(bits)
    }

    /// `v` of 53 bits, so that the processor's fused multiply-add rounds the exact sum; half of the
    /// means nearly cancel the product.
    #[test]
    fn within_the_bound() {
        for i in 0..1 << 18 {
            let [a, b, c] = [0, 1, 2].map(|k| random(3 * i + k));
            let exponent = |bits: u64, range: u64| ((bits % range) as i32) - range as i32 / 2;
            let number = |bits: u64, e| ((bits >> 11) | 1 << 52) as f64 * 2f64.powi(e - 52);
            let scale = number(a, exponent(c, 400));
            let v = Fixed64 {
                r: (b >> 11).max(1) << (c >> 20 & 7),
                q: 60 + (c >> 24) % 60,
            };
            let sign = c & SIGN;
            let unsigned = v.r as f64 * 2f64.powi(-(v.q as i32));
            let v_signed = if sign == 0 { unsigned } else { -unsigned };
            let product = scale * v_signed;
            let rest = scale.mul_add(v_signed, -product);
            let mean = match i % 4 {
                0 => number(a ^ b, exponent(c >> 8, 400)),
                1 => number(a ^ b, exponent(c >> 8, 4)) * product,
                _ => f64::from_bits((-product).to_bits() ^ ((c >> 32) >> ((c >> 8) % 32))),
            };
            let value = value(mean, scale, v, sign);
            let nearest = scale.mul_add(v_signed, mean);
            // mean + product = sum + sum_rest exactly (Knuth's two-sum).
            let sum = mean + product;
            let other = sum - mean;
            let sum_rest = (mean - (sum - other)) + (product - other);
            let error = ((value - sum) - sum_rest - rest).abs();
            let unit = nearest.abs().max(mean.abs() / 4.0);
            assert!(
                error <= 0.504 * (unit.next_up() - unit),
                "{mean:e} {scale:e} {v:?} {sign:#x}: {value:e}"
            );
        }
    }

    #[test]
    fn ends_of_the_range() {
        let infinity = f64::INFINITY;
        let cases = [
            // Ties of subnormals go away from zero.
            (0.0, TINY, TINY),
            (0.0, TINY * 3.0, TINY * 2.0),
            (0.0, f64::MIN_POSITIVE * 2.0, f64::MIN_POSITIVE),
            // The last subnormal and a half rounds up to the first normal number.
            (0.0, f64::MIN_POSITIVE * 2.0 - TINY, f64::MIN_POSITIVE),
            (TINY, 0.0, TINY),
            (-TINY, TINY * 2.0, 0.0),
            (f64::MAX, 0.0, f64::MAX),
            // Half a unit in the last place above the largest number, and less.
            (f64::MAX, 2f64.powi(971), infinity),
            (f64::MAX, 2f64.powi(971) * 0.999, f64::MAX),
            (f64::MIN, f64::MAX, f64::MIN / 2.0),
            (-1.0, 2.0, 0.0),
            (1.0, 0.0, 1.0),
            (1e308, 1e308, 1.5e308),
        ];
        for (mean, scale, expected) in cases {
            assert_eq!(value(mean, scale, HALF, 0), expected, "{mean:e} {scale:e}");
            assert_eq!(
                value(-mean, scale, HALF, SIGN),
                -expected,
                "{mean:e} {scale:e}"
            );
        }
        // A product that vanishes keeps its sign, a sum that cancels is positive.
        let small = Fixed64 { r: 1, q: 65 };
        assert_eq!(value(0.0, 1e-320, small, SIGN).to_bits(), SIGN);
        assert_eq!(value(1.0, 2.0, HALF, SIGN).to_bits(), 0);
    }

    #[test]
    fn widths() {
        let cut = |low, high| {
            let Magnitude {
                significand,
                exponent,
            } = Magnitude::of_width(low, high);
            (significand, exponent - 1023)
        };
        let top = SIGN;
        assert_eq!(cut(0.0, 1.0), (top, 0));
        assert_eq!(cut(-1.0, 0.0), (top, 0));
        assert_eq!(cut(-3.0, 5.0), (top, 3));
        assert_eq!(cut(1.0, 1.0f64.next_up()), (top, -52));
        assert_eq!(cut(0.0, TINY), (top, -1074));
        assert_eq!(cut(-TINY, TINY), (top, -1073));
        assert_eq!(cut(f64::MIN, f64::MAX), (u64::MAX << 11, 1024));
        // Cut, not rounded: 2 - 2⁻²⁰⁰ and 2 + 2⁻²⁰⁰.
        assert_eq!(cut(2f64.powi(-200), 2.0), (u64::MAX, 0));
        assert_eq!(cut(-(2f64.powi(-200)), 2.0), (top, 1));
        assert_eq!(cut(-2.0, -(2f64.powi(-200))), (u64::MAX, 0));
        assert_eq!(cut(-1e-3, 1.0), (0x8020_c49b_a5e3_53f8, 0));
    }
}
