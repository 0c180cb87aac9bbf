//! A float before its one rounding, and its rounding to any format.

use super::Fixed;

/// A number before its rounding: `sign · n · 2^(exponent − 158)`, first bit of `n` at bit 31, or
/// `n = 0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    pub sign: u32,
    pub exponent: u32,
    pub n: u32,
}

/// A binary floating-point format of 32 bits, or of 16, whose bits then stand in the high half of a
/// word: so bit 31 is the sign, and bits are in the order of numbers, in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Bits of `n` that the significand has not: 31 less the bits of its fraction.
    pub dropped_bits: u32,
    /// 127 less the bias of the exponent.
    pub rebias: u32,
    /// Infinity, before it is put in its place.
    pub infinity: u32,
    /// Where the lowest bit stands.
    pub place: u32,
}

/// IEEE 754's binary32, f32.
pub(crate) const BINARY32: Format = Format {
    dropped_bits: 8,
    rebias: 0,
    infinity: 0x7f80_0000,
    place: 0,
};

/// IEEE 754's binary16, f16.
pub(crate) const BINARY16: Format = Format {
    dropped_bits: 21,
    rebias: 112,
    infinity: 0x7c00,
    place: 16,
};

/// The upper half of a binary32, bf16.
pub(crate) const BFLOAT16: Format = Format {
    dropped_bits: 24,
    rebias: 0,
    infinity: 0x7f80,
    place: 16,
};

/// `±v`, nothing added.
#[inline(always)]
pub(crate) fn fixed_sum(v: Fixed, sign: u32) -> Sum {
    let zeros = v.r.leading_zeros();
    Sum {
        sign,
        exponent: 158u32.wrapping_sub(v.q).wrapping_sub(zeros),
        n: v.r << (zeros & 31),
    }
}

/// Bits of the float nearest to a sum, ties away from zero, over the whole range: subnormal results,
/// and infinity past the largest number.
#[inline(always)]
pub(crate) fn round_sum(sum: Sum, format: Format) -> u32 {
    let exponent = sum.exponent.wrapping_sub(format.rebias);
    let low = (exponent as i32) <= 0;
    let gap = 1u32.wrapping_sub(exponent);
    let shift = if low {
        if gap > 31 { 31 } else { gap }
    } else {
        0
    };
    let n = sum.n >> shift;
    let dropped_bits = format.dropped_bits & 31;
    let base = if low {
        0
    } else {
        exponent.wrapping_sub(1) << (31 - dropped_bits)
    };
    let half = (n >> (dropped_bits.wrapping_sub(1) & 31)) & 1;
    let bits = base.wrapping_add(n >> dropped_bits).wrapping_add(half);
    let overflow = (exponent as i32) >= 255 || bits >= format.infinity;
    let finite = if overflow { format.infinity } else { bits };
    if sum.n == 0 {
        0
    } else {
        sum.sign | (finite << (format.place & 31))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    const FORMATS: [Format; 3] = [BINARY32, BINARY16, BFLOAT16];

    /// The number that positive bits below infinity stand for, from the definition of a format.
    fn value(bits: u32, format: Format) -> f64 {
        let fraction_bits = 31 - format.dropped_bits;
        let fraction = bits & ((1 << fraction_bits) - 1);
        let exponent = bits >> fraction_bits;
        let significand = if exponent == 0 {
            fraction
        } else {
            fraction | 1 << fraction_bits
        };
        let bias = 127 - format.rebias as i32;
        let scale = exponent.max(1) as i32 - bias - fraction_bits as i32;
        f64::from(significand) * 2f64.powi(scale)
    }

    fn exact(sum: Sum) -> f64 {
        f64::from(sum.n) * 2f64.powi(sum.exponent as i32 - 158)
    }

    /// Rounds, and checks against both neighbours.
    fn assert_nearest(sum: Sum, format: Format) {
        let exact = exact(sum);
        let bits = round_sum(sum, format);
        assert_eq!(bits & ((1 << format.place) - 1), 0);
        let bits = bits >> format.place;
        // Infinity counts as the number that would come next.
        let error = |bits| (value(bits, format) - exact).abs();
        if bits == format.infinity {
            let half_way = (value(bits, format) + value(bits - 1, format)) / 2.0;
            assert!(exact >= half_way, "{sum:x?} {format:x?}");
            return;
        }
        assert!(bits < format.infinity);
        let up = error(bits) < error(bits + 1);
        let down = bits == 0 || error(bits) <= error(bits - 1);
        assert!(up && down, "{sum:x?} {format:x?}: {bits:#x}");
    }

    #[test]
    fn nearest_and_ties_away_in_every_format() {
        for i in 0..1 << 18 {
            let word = random(i);
            // Ties, and one bit beside them, for each format.
            let n = match i % 4 {
                0 => word as u32,
                1 => (word as u32) & 0xffff_ff80,
                2 => (word as u32) & 0xfff0_0000,
                _ => (word as u32) & 0xff80_0000,
            } | 0x8000_0000;
            let n = n.wrapping_add((word >> 32) as u32 % 3).wrapping_sub(1) | 0x8000_0000;
            let place = (word >> 40) as u32;
            for format in FORMATS {
                // From far below the least subnormal number to beyond infinity.
                let exponent = match format {
                    BINARY16 => 70 + place % 80,
                    _ => (place % 300).wrapping_sub(40),
                };
                assert_nearest(
                    Sum {
                        sign: 0,
                        exponent,
                        n,
                    },
                    format,
                );
            }
        }
    }

    #[test]
    fn ends_of_the_range() {
        let half = |x: f64| {
            let exponent = x.log2().floor() as i32;
            Sum {
                sign: 0,
                exponent: (exponent + 127) as u32,
                n: (x * 2f64.powi(31 - exponent)) as u32,
            }
        };
        let cases = [
            (65504.0, 0x7bff),
            (65519.99, 0x7bff),
            (65520.0, 0x7c00),
            (1e30, 0x7c00),
            // The least normal number, and half a unit below it.
            (2f64.powi(-14), 0x0400),
            (2f64.powi(-14) - 2f64.powi(-25), 0x0400),
            (2f64.powi(-14) - 2f64.powi(-24), 0x03ff),
            (2f64.powi(-24), 0x0001),
            (1.5 * 2f64.powi(-24), 0x0002),
            (2f64.powi(-25), 0x0001),
            (2f64.powi(-25) * 0.999, 0x0000),
            (1e-300, 0x0000),
        ];
        for (x, bits) in cases {
            let sum = half(x);
            assert_eq!(round_sum(sum, BINARY16), bits << 16, "{x:e}");
            let sign = 0x8000_0000;
            let negative = Sum { sign, ..sum };
            assert_eq!(round_sum(negative, BINARY16), sign | bits << 16, "-{x:e}");
        }
        assert_eq!(round_sum(half(3.39e38), BFLOAT16), 0x7f7f_0000);
        assert_eq!(round_sum(half(3.4e38), BFLOAT16), 0x7f80_0000);
        assert_eq!(round_sum(half(2f64.powi(-134)), BFLOAT16), 0x0001_0000);
        assert_eq!(round_sum(half(2f64.powi(-134) * 0.999), BFLOAT16), 0);
        // An exact zero is positive.
        let zero = Sum {
            sign: 0x8000_0000,
            exponent: 127,
            n: 0,
        };
        assert!(FORMATS.iter().all(|&format| round_sum(zero, format) == 0));
    }
}
