//! The integer cubic of one piece of a quantile table.

use super::{Fixed, Signed, mul_high};

/// A piece `[c0, c1, c2·2⁸ + reversed, c3·2¹⁴ + q]`: signed `c0`, `c3` and `q`, `c2 < 2²⁴`, `c3` a multiple
/// of 4.
pub(crate) type CubicPiece = [u32; 4];

/// The value of a piece at `t`, in units of 2⁻³² of the piece; 0 is told as the least magnitude.
#[inline(always)]
pub(crate) fn cubic_value(c: CubicPiece, t: u32) -> Signed {
    let r = cubic(c, t);
    let sign = r & 0x8000_0000;
    let magnitude = if sign != 0 { r.wrapping_neg() } else { r };
    Signed {
        v: Fixed {
            r: if magnitude == 0 { 1 } else { magnitude },
            q: cubic_exponent(c),
        },
        sign,
    }
}

/// `c0 ± (c1·t + c2·t² + c3·t³)`, by Horner's rule, every product truncated; minus, and `t` from the
/// other end, in a reversed piece, so that `c2` is never negative.
#[inline(always)]
pub(crate) fn cubic(c: CubicPiece, t: u32) -> u32 {
    let reversed = (c[2] & 1).wrapping_neg();
    let u = t ^ reversed;
    let c3 = (c[3] as i32) >> 16;
    let s3 = (c3.wrapping_mul((u >> 16) as i32) >> 14) as u32;
    let s2 = mul_high((c[2] >> 8).wrapping_add(s3), u & 0xffff_f000);
    let m = mul_high(c[1].wrapping_add(s2), u);
    c[0].wrapping_add((m ^ reversed).wrapping_sub(reversed))
}

/// The exponent `q` of a piece's values `r · 2⁻ᵠ`, a signed number.
#[inline(always)]
pub(crate) fn cubic_exponent(c: CubicPiece) -> u32 {
    ((c[3] << 16) as i32 >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_0_is_the_least_magnitude() {
        let zero = cubic_value([0, 0, 0, 100], 5);
        assert_eq!((zero.v.r, zero.v.q, zero.sign), (1, 100, 0));
    }

    /// Against the same sums in 64 bits, for all that a piece may hold.
    #[test]
    fn products_are_as_wide_as_they_need() {
        use crate::exact::random;
        for i in 0..1 << 18 {
            let [a, b] = [random(2 * i), random(2 * i + 1)];
            let (c1, u) = ((a as u32) >> (b % 32), (a >> 32) as u32);
            let c2 = ((b >> 8) as u32 & 0xff_ffff) >> (b >> 40 & 15);
            let c3 = i64::from((b >> 48) as i16).clamp(-i64::from(c2 / 4), 32_767);
            let s3 = (c3 * i64::from(u >> 16)) >> 14;
            let sum = i64::from(c2) + s3;
            if sum >= 1 << 24 {
                continue;
            }
            let s2 = (sum * i64::from(u >> 12)) >> 20;
            let Ok(slope) = u32::try_from(i64::from(c1) + s2) else {
                continue;
            };
            let m = (u64::from(slope) * u64::from(u)) >> 32;
            let piece = [7, c1, c2 << 8, ((c3 as u32) << 16) | 30];
            assert_eq!(cubic(piece, u), 7u32.wrapping_add(m as u32));
            let reversed = [7, c1, c2 << 8 | 1, ((c3 as u32) << 16) | 30];
            assert_eq!(cubic(reversed, !u), 7u32.wrapping_sub(m as u32));
        }
    }
}
