//! Parameters by element: the bits of an f32 taken apart where the sample is made, as
//! [`Affine::new`] does for a whole draw.

use super::{Affine, Fixed, affine_f32_wide};

/// The NaN of parameters outside their domain.
pub(crate) const NAN: u32 = 0x7fc0_0000;
const INFINITY: u32 = 0x7f80_0000;
const SIGN: u32 = 0x8000_0000;
/// Exponent of a zero: below every other. −2000, as in [`Affine::new`].
const ZERO_EXPONENT: u32 = 0xffff_f830;

/// A magnitude: its significand with the first bit at bit 31, or 0, and that bit's biased exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operand {
    pub significand: u32,
    pub exponent: u32,
}

/// The magnitude of a finite f32.
#[inline(always)]
pub(crate) fn operand_f32(bits: u32) -> Operand {
    let fraction = fraction_at_31(bits);
    let zeros = fraction.leading_zeros();
    let exponent = exponent_or_one(bits).wrapping_sub(zeros);
    Operand {
        significand: fraction << (zeros & 31),
        exponent: if fraction == 0 {
            ZERO_EXPONENT
        } else {
            exponent
        },
    }
}

/// Significand with the bit that normal numbers have without saying at bit 31.
#[inline(always)]
fn fraction_at_31(bits: u32) -> u32 {
    let normal = (bits >> 23) & 0xff != 0;
    ((bits & 0x7f_ffff) << 8) | if normal { SIGN } else { 0 }
}

/// The biased exponent of that bit: subnormals have that of the least normal numbers.
#[inline(always)]
fn exponent_or_one(bits: u32) -> u32 {
    let exponent = (bits >> 23) & 0xff;
    if exponent == 0 { 1 } else { exponent }
}

/// Neither infinite nor NaN.
#[inline(always)]
pub(crate) fn is_finite_f32(bits: u32) -> bool {
    (bits & 0x7fff_ffff) < INFINITY
}

/// Finite, and 0 or more.
#[inline(always)]
pub(crate) fn is_scale_f32(bits: u32) -> bool {
    bits < INFINITY || bits == SIGN
}

/// `high − low` as the host has it for finite `low < high`: rounded to binary64, then cut to 32 bits.
#[inline(always)]
pub(crate) fn difference_f32(high: u32, low: u32) -> Operand {
    let swap = (high & 0x7fff_ffff) < (low & 0x7fff_ffff);
    let (of_high, of_low) = (fraction_at_31(high), fraction_at_31(low));
    let (e_high, e_low) = (exponent_or_one(high), exponent_or_one(low));
    let subtract = (high ^ low) >> 31 == 0;
    // 64 bits with one left for the carry of a sum; those of the smaller past them are kept as one
    // sticky bit.
    let exponent = if swap { e_low } else { e_high };
    let distance = exponent.wrapping_sub(if swap { e_high } else { e_low });
    let s = if distance > 63 { 63 } else { distance };
    let larger = if swap { of_low } else { of_high } >> 1;
    let m = if swap { of_high } else { of_low } >> 1;
    let whole = m >> (s & 31);
    let rest = (m << 1) << (31 - (s & 31));
    let far = s > 31;
    let m_high = if far { 0 } else { whole };
    let m_low = if far {
        whole | u32::from(rest != 0)
    } else {
        rest
    };
    let difference = larger
        .wrapping_sub(m_high)
        .wrapping_sub(u32::from(m_low != 0));
    let sum_high = if subtract {
        difference
    } else {
        larger.wrapping_add(m_high)
    };
    let sum_low = if subtract {
        0u32.wrapping_sub(m_low)
    } else {
        m_low
    };
    let lead = sum_high.leading_zeros() & 31;
    let n_high = (sum_high << lead) | ((sum_low >> 1) >> (31 - lead));
    let n_low = sum_low << lead;
    // The 53rd bit is bit 11 of the low word: its rounding reaches the high word through 21 ones.
    let n = n_high.wrapping_add(u32::from(n_low >= 0xffff_fc00));
    let carry = n >> 31 == 0;
    Operand {
        significand: if carry { SIGN } else { n },
        exponent: exponent
            .wrapping_add(1 + u32::from(carry))
            .wrapping_sub(lead),
    }
}

/// What [`Affine::new`] makes of a mean and a scale.
#[inline(always)]
pub(crate) fn affine_of(mean: u32, scale: Operand) -> Affine {
    let m = operand_f32(mean);
    Affine {
        scale: scale.significand,
        scale_exponent: scale.exponent,
        mean: m.significand >> 1,
        mean_exponent: m.exponent,
        mean_sign: mean & SIGN,
    }
}

/// Bits of `mean + scale · (±v)`, as [`affine_f32_wide`] has them; NaN outside the domain, which is
/// finite `mean`, finite `scale ≥ 0`.
#[inline(always)]
pub(crate) fn element_f32(v: Fixed, sign: u32, mean: u32, scale: u32) -> u32 {
    let value = affine_f32_wide(v, sign, affine_of(mean, operand_f32(scale)));
    let within = is_finite_f32(mean) && is_scale_f32(scale);
    if within { value } else { NAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// Where rounding, range or sign is at an edge.
    const EDGES: [u32; 18] = [
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
        0x3f7f_ffff,
        0x3f80_0000,
        0x3f80_0001,
        0x4b00_0000,
        0x4b80_0000,
        0x7f00_0000,
        0x7f7f_fffe,
        0x7f7f_ffff,
    ];

    fn finite(bits: u32) -> u32 {
        bits & !((bits & 0x4000_0000) >> 7)
    }

    fn float(bits: u32) -> f64 {
        f32::from_bits(bits).into()
    }

    fn compare_parameters(mean: u32, scale: u32) {
        let expected = Affine::new(float(mean), float(scale));
        assert_eq!(
            affine_of(mean, operand_f32(scale)),
            expected,
            "{mean:#x} {scale:#x}"
        );
    }

    fn compare_difference(high: u32, low: u32) {
        let (high, low) = if float(high) > float(low) {
            (high, low)
        } else {
            (low, high)
        };
        if float(high) <= float(low) {
            return;
        }
        let expected = Affine::new(0.0, float(high) - float(low));
        let difference = difference_f32(high, low);
        assert_eq!(
            (difference.significand, difference.exponent),
            (expected.scale, expected.scale_exponent),
            "{high:#x} - {low:#x}"
        );
    }

    #[test]
    fn parameters_are_taken_apart_as_by_the_host() {
        let signed = || EDGES.into_iter().flat_map(|bits| [bits, bits | SIGN]);
        for mean in signed() {
            for scale in EDGES.into_iter().chain([SIGN]) {
                compare_parameters(mean, scale);
            }
            for low in signed() {
                compare_difference(mean, low);
            }
        }
        for i in 0..1 << 18 {
            let bits = random(i);
            compare_parameters(
                finite(bits as u32),
                finite((bits >> 32) as u32 & 0x7fff_ffff),
            );
        }
    }

    /// All distances of exponents at which bits are kept, rounded or lost, with significands at random
    /// and such that the rounding to binary64 carries through all bits.
    #[test]
    fn differences_are_rounded_as_by_the_host() {
        let mut carried = 0;
        let significands = [0x80_0000, 0x80_0001, 0xff_fffe, 0xff_ffff, 0xaa_aaaa];
        for distance in 0..=80 {
            for i in 0..4096_u64 {
                let bits = random(distance * 4096 + i);
                let pick = |bits: u32| match significands.get(bits as usize % 8) {
                    Some(significand) => *significand,
                    None => bits >> 8,
                };
                let a = (pick(bits as u32) & 0x7f_ffff) | 160 << 23;
                let b = (pick((bits >> 32) as u32) & 0x7f_ffff) | (160 - distance as u32) << 23;
                for (x, y) in [(a, b), (a, b | SIGN), (a | SIGN, b), (a | SIGN, b | SIGN)] {
                    compare_difference(x, y);
                    let exact = float(x) - float(y);
                    carried += u32::from((exact + float(y)) != float(x) && distance > 30);
                }
            }
        }
        assert!(carried > 1000, "{carried}");
        for i in 0..1 << 20 {
            let (a, b) = (random(i) as u32, (random(i) >> 32) as u32);
            compare_difference(finite(a), finite(b));
            let near = ((a >> 23) + b % 70).wrapping_sub(35) & 0xff;
            compare_difference(finite(a), finite((b & 0x807f_ffff) | (near << 23)));
        }
    }

    #[test]
    fn outside_the_domain_is_nan() {
        let v = Fixed { r: 1 << 31, q: 32 };
        let one = 1_f32.to_bits();
        let not_finite = [INFINITY, INFINITY | SIGN, NAN, NAN | SIGN, INFINITY + 1, !0];
        for bits in not_finite {
            assert_eq!(element_f32(v, 0, bits, one), NAN);
            assert_eq!(element_f32(v, SIGN, one, bits), NAN);
        }
        for scale in [one | SIGN, SIGN + 1, f32::MIN.to_bits()] {
            assert_eq!(element_f32(v, 0, one, scale), NAN);
        }
        // Zero is within the domain, whatever its sign.
        assert_eq!(element_f32(v, 0, one, SIGN), one);
        assert_eq!(element_f32(v, 0, SIGN, 0), 0);
        assert_eq!(element_f32(v, 0, 0, one), 0.5_f32.to_bits());
    }
}
