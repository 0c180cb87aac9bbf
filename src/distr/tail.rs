//! Logarithm of a 64-bit tail probability, shared by the normal and the exponential.

use crate::{
    exact::{Fixed, piece_exponent, polynomial},
    tables,
};

/// `ln 2` in units of 2⁻²⁶, and the rest of it in units of 2⁻⁴².
pub(crate) const LN2_HIGH: u32 = 46_516_319;
pub(crate) const LN2_LOW: u32 = 57_159;

/// A probability `2⁻ⁿ⁻¹ · (1 + f)`, with `g` the complement of the fraction `f` in units of 2⁻³².
#[derive(Clone, Copy)]
pub(crate) struct Normalized {
    pub n: u32,
    pub g: u32,
}

/// `(high · 2³² + low + ½) / 2⁶⁴`, with the lowest bit of `low` set to keep it above 0.
#[inline(always)]
pub(crate) fn tail_normalize(high: u32, low: u32) -> Normalized {
    let low = low | 1;
    let high_is_zero = high == 0;
    let first = if high_is_zero { low } else { high };
    let second = if high_is_zero { 0x8000_0000 } else { low };
    let zeros = first.leading_zeros();
    let shift = zeros & 31;
    let significand = (first << shift) | ((second >> 1) >> (31 - shift));
    Normalized {
        n: if high_is_zero { zeros + 32 } else { zeros },
        g: !(significand << 1),
    }
}

/// `−ln((1 + f) / 2)`.
#[inline(always)]
pub(crate) fn tail_neg_log_fraction(g: u32) -> Fixed {
    let c = tables::piece(tables::LOG + (g >> 28));
    Fixed {
        r: c[0].wrapping_add(polynomial(c, g << 4)),
        q: piece_exponent(c),
    }
}

/// `−ln p` in units of 2⁻²⁶, for `p < 2⁻¹²`.
#[inline(always)]
pub(crate) fn tail_neg_log(p: Normalized) -> u32 {
    let t = tail_neg_log_fraction(p.g);
    (t.r >> (t.q.wrapping_sub(26) & 31))
        .wrapping_add(p.n.wrapping_mul(LN2_HIGH))
        .wrapping_add(p.n.wrapping_mul(LN2_LOW) >> 16)
}
