//! Location and scale, fused: `mean + scale · v` on the unrounded fixed-point `v`, one rounding.

use super::{BINARY32, Fixed, Sum, mul_high, round_sum};

/// `mean` and `scale` taken apart by the host.
///
/// Exponents are biased by 127, belong to the first bit of the significand, and are signed numbers
/// held in `u32` (subnormals go below 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affine {
    /// Significand of `scale`, first bit at bit 31; 0 for scale 0.
    pub scale: u32,
    pub scale_exponent: u32,
    /// Significand of `|mean|`, first bit at bit 30; 0 for mean 0.
    pub mean: u32,
    pub mean_exponent: u32,
    /// Bit 31 is the sign of the mean.
    pub mean_sign: u32,
}

/// How a fixed-point value becomes the bits of an f32; chosen once, by [`Affine::finish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// Location 0, scale 1: [`round_f32`](super::round_f32).
    Standard,
    /// [`affine_f32`].
    Affine(Affine),
    /// [`affine_f32_wide`].
    Wide(Affine),
}

/// Exponent of a zero: below every other.
const ZERO_EXPONENT: i32 = -2000;

impl Affine {
    /// Takes finite `mean` and `scale ≥ 0` apart. The mean must be an f32; the scale is cut to 32 bits.
    pub(crate) fn new(mean: f64, scale: f64) -> Self {
        let (mean_significand, mean_exponent) = take_apart(mean);
        let (scale_significand, scale_exponent) = take_apart(scale);
        Affine {
            scale: scale_significand,
            scale_exponent: scale_exponent as u32,
            mean: mean_significand >> 1,
            mean_exponent: mean_exponent as u32,
            mean_sign: ((mean.to_bits() >> 32) as u32) & 0x8000_0000,
        }
    }

    /// The cheapest step that is right for every `2⁻³⁵ ≤ v < 2⁶`.
    pub(crate) fn finish(mean: f32, scale: f64) -> Finish {
        Self::finish_within(mean, scale, -35, 6)
    }

    /// The cheapest step that is right for every `2^lowest ≤ |v| < 2^highest`.
    pub(crate) fn finish_within(mean: f32, scale: f64, lowest: i32, highest: i32) -> Finish {
        let affine = Affine::new(f64::from(mean), scale);
        if mean == 0.0 && scale == 1.0 && lowest >= -126 && highest <= 127 {
            return Finish::Standard;
        }
        // A sum loses at most 30 leading bits to cancellation and gains one; a product alone
        // has an exponent within lowest..=highest of the scale's.
        let mean_exponent = affine.mean_exponent as i32;
        let scale_exponent = affine.scale_exponent as i32;
        let no_underflow = if mean == 0.0 {
            scale_exponent + lowest >= 5
        } else {
            mean_exponent >= 40
        };
        let no_overflow = mean_exponent <= 240 && scale_exponent + highest <= 246;
        if no_underflow && no_overflow {
            Finish::Affine(affine)
        } else {
            Finish::Wide(affine)
        }
    }
}

/// `|x|` as a significand of 32 bits, truncated, first bit set, and the biased exponent of that bit.
fn take_apart(x: f64) -> (u32, i32) {
    if x == 0.0 {
        return (0, ZERO_EXPONENT);
    }
    // Every non-zero f32, subnormals too, is a normal f64, and so are their differences.
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1023 + 127;
    let significand = ((bits & 0x000f_ffff_ffff_ffff) | 0x0010_0000_0000_0000) >> 21;
    (significand as u32, exponent)
}

/// Bits of `mean + scale · (±v)`: nearest, ties away from zero, from operands truncated to 31 bits;
/// so within 9/16 ulp of max(|result|, |mean| / 4), and nearest if the mean is 0.
/// The host chooses [`affine_f32_wide`] where this could leave the normal numbers.
#[inline(always)]
pub(crate) fn affine_f32(v: Fixed, sign: u32, a: Affine) -> u32 {
    let sum = affine_sum(v, sign, a);
    let bits = (sum.exponent.wrapping_sub(1) << 23)
        .wrapping_add(sum.n >> 8)
        .wrapping_add((sum.n >> 7) & 1);
    if sum.n == 0 { 0 } else { sum.sign | bits }
}

/// [`affine_f32`] over the whole range: subnormal results, and infinity past the largest f32.
#[inline(always)]
pub(crate) fn affine_f32_wide(v: Fixed, sign: u32, a: Affine) -> u32 {
    round_sum(affine_sum(v, sign, a), BINARY32)
}

/// `mean + scale · (±v)` before its rounding, from operands truncated to 31 bits.
#[inline(always)]
pub(crate) fn affine_sum(v: Fixed, sign: u32, a: Affine) -> Sum {
    let zeros = v.r.leading_zeros();
    // First bit of the product at bit 30 or 29: one bit is left for the carry of the sum.
    let product = mul_high(v.r << (zeros & 31), a.scale) >> 1;
    let product_exponent = a
        .scale_exponent
        .wrapping_add(32)
        .wrapping_sub(v.q)
        .wrapping_sub(zeros);
    let gap = a.mean_exponent.wrapping_sub(product_exponent);
    let product_larger = (gap as i32) < 0;
    let distance = if product_larger {
        0u32.wrapping_sub(gap)
    } else {
        gap
    };
    let shift = if distance > 31 { 31 } else { distance };
    let larger = if product_larger { product } else { a.mean };
    let smaller = if product_larger { a.mean } else { product } >> shift;
    let exponent = if product_larger {
        product_exponent
    } else {
        a.mean_exponent
    };
    let larger_sign = if product_larger { sign } else { a.mean_sign };
    let subtract = (sign ^ a.mean_sign) >> 31 != 0;
    let sum = if subtract {
        larger.wrapping_sub(smaller)
    } else {
        larger.wrapping_add(smaller)
    };
    // With exponents equal, or one apart, the larger may turn out to be the smaller.
    let negative = subtract && sum >> 31 != 0;
    let magnitude = if negative {
        0u32.wrapping_sub(sum)
    } else {
        sum
    };
    let flip = if negative { 0x8000_0000 } else { 0 };
    let lead = magnitude.leading_zeros();
    Sum {
        sign: larger_sign ^ flip,
        exponent: exponent.wrapping_add(1).wrapping_sub(lead),
        n: magnitude << (lead & 31),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{random, round_f32};

    const HALF: Fixed = Fixed { r: 1 << 31, q: 32 };

    /// By both steps, where the host allows the first.
    fn bits(mean: f32, scale: f64, v: Fixed, sign: u32) -> u32 {
        let wide = affine_f32_wide(v, sign, Affine::new(mean.into(), scale));
        let chosen = match Affine::finish(mean, scale) {
            Finish::Standard => round_f32(v) | sign,
            Finish::Affine(affine) => affine_f32(v, sign, affine),
            Finish::Wide(affine) => affine_f32_wide(v, sign, affine),
        };
        assert_eq!(chosen, wide, "{mean:e} {scale:e} {v:?} {sign:#x}");
        chosen
    }

    /// Parameters of all exponents, half of them so that the mean and the rest nearly cancel.
    #[test]
    fn within_the_bound() {
        for i in 0..1 << 19 {
            let [a, b] = [random(2 * i), random(2 * i + 1)];
            let not_nan = |bits: u32| f32::from_bits(bits & !((bits & 0x4000_0000) >> 7));
            let scale = f64::from(not_nan(a as u32 & 0x7fff_ffff));
            let v = Fixed {
                r: ((a >> 32) as u32 >> (b & 31)).max(1),
                q: 26 + (b >> 5) as u32 % 10,
            };
            let sign = (b as u32) & 0x8000_0000;
            let unsigned = f64::from(v.r) * 2f64.powi(-(v.q as i32));
            let product = scale * if sign == 0 { unsigned } else { -unsigned };
            let mean = not_nan((b >> 32) as u32);
            let near = f32::from_bits((-product as f32).to_bits() ^ (b >> 50) as u32);
            let mean = if i % 2 == 0 && near.is_finite() {
                near
            } else {
                mean
            };

            let exact = f64::from(mean) + product;
            let value = f32::from_bits(bits(mean, scale, v, sign));
            if value.is_infinite() {
                assert!(exact.abs() > f64::from(f32::MAX) && (exact > 0.0) == (value > 0.0));
                continue;
            }
            let unit = (exact.abs() as f32)
                .max(mean.abs() / 4.0)
                .min(f32::MAX.next_down());
            let ulp = f64::from(unit.next_up()) - f64::from(unit);
            let error = (f64::from(value) - exact).abs();
            assert!(
                error <= 0.5625 * ulp,
                "{mean:e} {scale:e} {v:?} {sign:#x}: {value:e}"
            );
        }
    }

    #[test]
    fn ends_of_the_range() {
        let tiny = f32::from_bits(1);
        let cases = [
            // Ties of subnormals go away from zero.
            (0.0, f64::from(tiny), 1),
            (0.0, f64::from(tiny) * 0.999, 0),
            (0.0, f64::from(tiny) * 3.0, 2),
            (0.0, f64::from(f32::MIN_POSITIVE) * 2.0, 0x0080_0000),
            // The last subnormal and a half rounds up to the first normal number.
            (
                0.0,
                f64::from(f32::MIN_POSITIVE) * 2.0 - f64::from(tiny),
                0x0080_0000,
            ),
            (tiny, 0.0, 1),
            (-tiny, f64::from(tiny) * 2.0, 0),
            (f32::MAX, 0.0, f32::MAX.to_bits()),
            // Half a unit in the last place above the largest number, and less.
            (f32::MAX, 2f64.powi(104), f32::INFINITY.to_bits()),
            (f32::MAX, 2f64.powi(104) * 0.999, f32::MAX.to_bits()),
            (0.0, f64::from(f32::MAX) * 2.0, f32::MAX.to_bits()),
            (f32::MIN, f64::from(f32::MAX) * 2.0, 0),
            (-1.0, 2.0, 0),
            (1.0, 0.0, 1.0f32.to_bits()),
        ];
        for (mean, scale, expected) in cases {
            assert_eq!(bits(mean, scale, HALF, 0), expected, "{mean:e} {scale:e}");
            if expected != 0 {
                let negative = bits(-mean, scale, HALF, 0x8000_0000);
                assert_eq!(negative, expected | 0x8000_0000, "{mean:e} {scale:e}");
            }
        }
        // A product that vanishes keeps its sign, a sum that cancels is positive.
        assert_eq!(bits(0.0, 1e-50, HALF, 0x8000_0000), 0x8000_0000);
        assert_eq!(bits(1.0, 2.0, HALF, 0x8000_0000), 0);
    }

    /// The least wide step that the host chooses leaves room: nothing below the normal numbers.
    #[test]
    fn chosen_step_stays_in_its_range() {
        for exponent in 1..255 {
            let x = f32::from_bits(exponent << 23 | 0x7f_ffff);
            let one = Affine::finish(x, x.into());
            let two = Affine::finish(0.0, x.into());
            for (mean, finish) in [(x, one), (0.0, two)] {
                for v in [Fixed { r: 1, q: 35 }, Fixed { r: u32::MAX, q: 26 }] {
                    for sign in [0, 0x8000_0000] {
                        let value = f32::from_bits(bits(mean, x.into(), v, sign)).abs();
                        if !matches!(finish, Finish::Wide(_)) {
                            assert!(value.is_normal(), "{mean:e} {x:e} {v:?}");
                        }
                    }
                }
            }
        }
    }
}
