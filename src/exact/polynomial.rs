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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;

    /// Coefficients are not negative, so every intermediate result is largest at the largest `t`:
    /// there it fits, in u32 and in the narrower widths that products of 16-bit halves allow.
    #[test]
    fn no_piece_overflows() {
        let mut used = 0;
        for i in 0..tables::LEN as u32 {
            let c = tables::piece(i);
            if c == [0; 4] {
                continue;
            }
            used += 1;
            let [c0, c1, c2, c3, c4] =
                [c[0], c[1], c[2] & 0xff_ffff, c[3] >> 15, c[3] & 0x7fff].map(u64::from);
            let hs = (c[2] >> 24) & 7;
            let r3 = c3 + ((c4 * 0xffff) >> 16);
            let r2 = c2 + (((r3 * 0x7fff) >> 15) << hs);
            let r1 = c1 + ((r2 * 0xffff_f000) >> 32);
            let r0 = (r1 * 0xffff_ffff) >> 32;
            assert!(r3 < 1 << 17 && r2 < 1 << 24 && r1 < 1 << 32, "{i}");
            assert_eq!(u64::from(polynomial(c, u32::MAX)), r0, "{i}");
            if i < tables::NORMAL_TAIL {
                assert!(c0 > 0 && c0 + r0 < 1 << 32, "{i}");
            } else {
                assert!(c0 < 1 << 32 && c0 > r0, "{i}");
            }
            assert!((27..=35).contains(&piece_exponent(c)), "{i}");
        }
        assert_eq!(used, 176 + 16 + 20);
    }
}
