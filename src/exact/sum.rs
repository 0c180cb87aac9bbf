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
