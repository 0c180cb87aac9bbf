//! The degree-4 integer polynomial of one table piece.

use super::mul_high;

/// One piece `[c0, c1, hs·2²⁴ + c2, c3·2¹⁵ + c4]` of a table, with `hs < 8`, `c3 < 2¹⁷`, `c4 < 2¹⁵`.
/// The five highest bits of the third word are `q − 20`.
pub(crate) type Piece = [u32; 4];

/// `c1·t + c2·t² + (c3·t³ + c4·t⁴)·2ʰˢ` for `t` in units of 2⁻³², by Horner's rule, every product
/// truncated: as many bits are kept at each step as the result needs.
#[inline(always)]
pub(crate) fn polynomial(c: Piece, t: u32) -> u32 {
    let hs = (c[2] >> 24) & 7;
    let r3 = (c[3] >> 15) + (((c[3] & 0x7fff) * (t >> 16)) >> 16);
    let r2 = (c[2] & 0xff_ffff).wrapping_add((r3.wrapping_mul(t >> 17) >> 15) << hs);
    mul_high(c[1].wrapping_add(mul_high(r2, t & 0xffff_f000)), t)
}

/// The exponent `q` of a piece's value `r · 2⁻ᵠ`.
#[inline(always)]
pub(crate) fn piece_exponent(c: Piece) -> u32 {
    (c[2] >> 27) + 20
}
