//! The degree-7 integer polynomial of one table piece, for results in f64.

use super::mul_top;

/// One piece `[c0, c1, c2, c3, c4·2²⁴ + c7, c5·2³² + c6]` of a table, with `c7 < 2²⁴` and `c4`, `c5`,
/// `c6` and `c7` in units of 8.
pub(crate) type Piece64 = [u64; 6];

/// `c1·t + c2·t² + … + c7·t⁷` for `t` in units of 2⁻⁶⁴, by Horner's rule, every product truncated: 32
/// bits of `t` where the result needs no more.
#[inline(always)]
pub(crate) fn polynomial64(c: Piece64, t: u64) -> u64 {
    let high = t >> 32;
    let r6 = (c[5] & 0xffff_ffff) + (((c[4] & 0xff_ffff) * high) >> 32);
    let r5 = (c[5] >> 32) + (((r6 & 0xffff_ffff) * high) >> 32);
    let r4 = (c[4] >> 24) + (((r5 & 0xffff_ffff) * high) >> 32);
    let r3 = c[3].wrapping_add(mul_top(r4 << 3, t));
    let r2 = c[2].wrapping_add(mul_top(r3, t));
    let r1 = c[1].wrapping_add(mul_top(r2, t));
    mul_top(r1, t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::float64::{NORMAL64_TAIL, PIECES64};

    /// Coefficients are not negative, so every intermediate result is largest at the largest `t`: there
    /// it fits, also into the 32 bits that are taken of it.
    #[test]
    fn no_piece_overflows() {
        let mut used = 0;
        for (i, c) in PIECES64.into_iter().enumerate() {
            if c == [0; 6] {
                continue;
            }
            used += 1;
            let top = |a: u128| (a * u128::from(u64::MAX)) >> 64;
            let high = |a: u128| (a * 0xffff_ffff) >> 32;
            let r6 = u128::from(c[5] & 0xffff_ffff) + high(u128::from(c[4] & 0xff_ffff));
            let r5 = u128::from(c[5] >> 32) + high(r6);
            let r4 = u128::from(c[4] >> 24) + high(r5);
            let r3 = u128::from(c[3]) + top(r4 << 3);
            let r2 = u128::from(c[2]) + top(r3);
            let r1 = u128::from(c[1]) + top(r2);
            assert!(r6 < 1 << 32 && r5 < 1 << 32 && r1 < 1 << 64, "{i}");
            let value = polynomial64(c, u64::MAX);
            assert!((0..12).contains(&(top(r1) as u64 - value)), "{i}");
            if (i as u64) < NORMAL64_TAIL {
                assert!(c[0].checked_add(value).is_some(), "{i}");
            } else {
                assert!(c[0] > value, "{i}");
            }
        }
        assert_eq!(used, 352 + 64 + 31 + 32 + 14);
    }
}
