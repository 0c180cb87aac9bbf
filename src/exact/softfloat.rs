//! IEEE 754 binary32 in integers, over the whole range: subnormals, infinities, NaN.
//!
//! The fused location/scale step ends here where its own range ends, and the tests compare
//! [`f32_mul`] and [`f32_add`] with the processor's.

use super::mul_high;

const NAN: u32 = 0x7fc0_0000;
const INFINITY: u32 = 0x7f80_0000;
const SIGN: u32 = 0x8000_0000;

/// `n >> shift` with the bits shifted out kept as one sticky bit, for any `shift`.
#[inline(always)]
fn shift_right_sticky(n: u32, shift: u32) -> u32 {
    let s = if shift > 31 { 31 } else { shift };
    let lost = n & ((1 << s) - 1);
    (n >> s) | u32::from(lost != 0)
}

/// Bits of the f32 nearest to `n · 2^(exponent − 158)`, ties to even, where bit 31 of `n` is set
/// and bit 0 is sticky. `exponent` is the biased exponent of bit 31, and may be negative.
#[inline(always)]
pub(crate) fn round_even(sign: u32, exponent: u32, n: u32) -> u32 {
    if (exponent as i32) <= 0 {
        let m = shift_right_sticky(n, 1u32.wrapping_sub(exponent));
        return sign | round_bits(0, m);
    }
    if (exponent as i32) >= 255 {
        return sign | INFINITY;
    }
    sign | round_bits((exponent - 1) << 23, n)
}

/// `base + n / 2⁸`, ties to even; a carry out of the fraction goes into the exponent.
#[inline(always)]
fn round_bits(base: u32, n: u32) -> u32 {
    let fraction = n >> 8;
    base + fraction + (((n & 0xff) + 0x7f + (fraction & 1)) >> 8)
}

/// `a · b` in bits, rounded to nearest even; every NaN is `0x7fc00000`.
#[inline(always)]
pub fn f32_mul(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    let x = a & 0x7fff_ffff;
    let y = b & 0x7fff_ffff;
    if x >= INFINITY || y >= INFINITY {
        let undefined = x > INFINITY || y > INFINITY || x == 0 || y == 0;
        return if undefined { NAN } else { sign | INFINITY };
    }
    if x == 0 || y == 0 {
        return sign;
    }
    let mx = significand(x);
    let my = significand(y);
    let sticky = u32::from(mx.wrapping_mul(my) != 0);
    let product = mul_high(mx, my) | sticky;
    let shift = 1 - (product >> 31);
    let exponent = exponent_of(x)
        .wrapping_add(exponent_of(y))
        .wrapping_sub(126)
        .wrapping_sub(shift);
    round_even(sign, exponent, product << shift)
}

/// Significand of a finite, non-zero magnitude with its first bit at bit 31.
#[inline(always)]
fn significand(x: u32) -> u32 {
    let normal = (x << 8) | SIGN;
    let fraction = x << 8;
    let subnormal = fraction << (fraction.leading_zeros() & 31);
    if x >> 23 == 0 { subnormal } else { normal }
}

/// Biased exponent of the first bit of a finite, non-zero magnitude; subnormals go on below 1.
#[inline(always)]
fn exponent_of(x: u32) -> u32 {
    let zeros = (x << 8).leading_zeros();
    if x >> 23 == 0 {
        1u32.wrapping_sub(zeros)
    } else {
        x >> 23
    }
}

/// `a + b` in bits, rounded to nearest even; every NaN is `0x7fc00000`.
#[inline(always)]
pub fn f32_add(a: u32, b: u32) -> u32 {
    let xa = a & 0x7fff_ffff;
    let xb = b & 0x7fff_ffff;
    if xa >= INFINITY || xb >= INFINITY {
        let undefined = xa > INFINITY || xb > INFINITY || (xa == xb && a != b);
        let infinite = if xa == INFINITY { a } else { b };
        return if undefined { NAN } else { infinite };
    }
    // The larger magnitude first; 24-bit significands at bits 30..7 leave one bit for the carry.
    let swap = xa < xb;
    let p = if swap { b } else { a };
    let q = if swap { a } else { b };
    let ex = exponent_or_one(p);
    let m = fraction_at_7(p);
    let aligned = shift_right_sticky(fraction_at_7(q), ex - exponent_or_one(q));
    let subtract = (p ^ q) >> 31 != 0;
    let sum = if subtract { m - aligned } else { m + aligned };
    let sign = p & SIGN;
    if sum == 0 {
        return if subtract { 0 } else { sign };
    }
    let zeros = sum.leading_zeros();
    round_even(sign, (ex + 1).wrapping_sub(zeros), sum << (zeros & 31))
}

#[inline(always)]
fn exponent_or_one(x: u32) -> u32 {
    let e = (x >> 23) & 0xff;
    if e == 0 { 1 } else { e }
}

#[inline(always)]
fn fraction_at_7(x: u32) -> u32 {
    let hidden = if (x >> 23) & 0xff == 0 { 0 } else { 0x80_0000 };
    ((x & 0x7f_ffff) | hidden) << 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// All pairs of some numbers where rounding or range is at an edge, and random pairs, half of
    /// them of near exponents. `cargo xtask accuracy` takes many more.
    #[test]
    fn as_the_processor() {
        let edges = [
            0,
            1,
            2,
            0x3f_ffff,
            0x40_0000,
            0x7f_ffff,
            0x80_0000,
            0x80_0001,
            0xff_ffff,
            0x100_0000,
            0x3f00_0000,
            0x3f7f_ffff,
            0x3f80_0000,
            0x3f80_0001,
            0x3fff_ffff,
            0x4b00_0000,
            0x4b80_0000,
            0x7f00_0000,
            0x7f7f_ffff,
            INFINITY,
            0x7f80_0001,
            NAN,
            0x7fff_ffff,
        ];
        let edges = edges.into_iter().flat_map(|bits| [bits, bits | SIGN]);
        for a in edges.clone() {
            for b in edges.clone() {
                compare(a, b);
            }
        }
        for i in 0..1 << 20 {
            let (a, b) = (random(i) as u32, (random(i) >> 32) as u32);
            compare(a, b);
            let near = ((a >> 23) + b % 50).wrapping_sub(25) & 0xff;
            compare(a, (b & 0x807f_ffff) | (near << 23));
            let inverse = 127u32.wrapping_sub(a >> 23).wrapping_add(b % 40) & 0xff;
            compare(a, (b & 0x807f_ffff) | (inverse << 23));
        }
    }

    fn compare(a: u32, b: u32) {
        let (x, y) = (f32::from_bits(a), f32::from_bits(b));
        let one_nan = |x: f32| if x.is_nan() { NAN } else { x.to_bits() };
        assert_eq!(f32_mul(a, b), one_nan(x * y), "{a:#x} * {b:#x}");
        assert_eq!(f32_add(a, b), one_nan(x + y), "{a:#x} + {b:#x}");
    }
}
