//! Tails that no table of thresholds holds: the inverse of the distribution function, in pieces of its
//! Taylor series.

use alloc::vec::Vec;

use super::double_double::DoubleDouble;
use crate::distr::threshold_tail::{DEGREE, TailPiece};

/// The coefficients of powers 1 to [`DEGREE`], in order.
pub(super) type Series = [DoubleDouble; DEGREE as usize];

/// A value that is the largest u32 or more has the largest u32.
const LAST: u64 = u32::MAX as u64 - 1;

/// A distribution whose distribution function is smooth, between whole numbers too.
pub(super) trait Survival {
    /// `P(X > k)`.
    fn survival(&self, k: u64) -> DoubleDouble;

    /// The `k(v) − k` with `P(X > k(v)) = P(X > k) − v`, by powers of `v`: all coefficients are positive.
    fn inverse(&self, k: u64) -> Series;

    /// Where the piece from `k` on ends.
    fn next(&self, k: u64) -> u64;

    /// The threshold of `k`; `None` for 2⁶⁴.
    fn threshold(&self, k: u64) -> Option<u64> {
        (DoubleDouble::ONE - self.survival(k)).to_threshold()
    }

    /// Whether more than half of the samples are the largest u32.
    fn is_mostly_saturated(&self) -> bool {
        self.threshold(LAST).is_some_and(|last| last < 1 << 63)
    }

    /// The pieces of values above `k`.
    fn pieces(&self, mut k: u64) -> Vec<TailPiece> {
        let mut pieces = Vec::new();
        let mut start = self.threshold(k);
        while let Some(from) = start {
            if k == LAST {
                pieces.push(constant(from));
                break;
            }
            let next = self.next(k).min(LAST);
            let end = self.threshold(next);
            pieces.push(piece(from, end, k, next, &self.inverse(k)));
            (k, start) = (next, end);
        }
        pieces
    }
}

/// The largest u32.
fn constant(start: u64) -> TailPiece {
    TailPiece {
        start,
        value: u32::MAX,
        shift: 0,
        units: 32,
        coefficients: [0; DEGREE as usize],
    }
}

/// The piece of the values `k + 1` to `next`.
fn piece(start: u64, end: Option<u64>, k: u64, next: u64, inverse: &Series) -> TailPiece {
    let end = end.map_or(1 << 64, u128::from);
    let last = (end - u128::from(start)).saturating_sub(1) as u64;
    let value = (k + 1) as u32;
    if last == 0 {
        return TailPiece {
            value,
            ..constant(start)
        };
    }
    // The last offset is shifted to 2⁶³ or above, so that no sum reaches 2⁶⁴.
    let shift = last.leading_zeros();
    let units = (next - k).leading_zeros() - 1;
    let mut coefficients = [0; DEGREE as usize];
    for (power, (integer, &real)) in (1..).zip(coefficients.iter_mut().zip(inverse)) {
        let scaled = real * power_of_two(units as i32 - 64 - power * shift as i32);
        *integer = scaled.to_threshold().unwrap_or(u64::MAX);
    }
    TailPiece {
        start,
        value,
        shift,
        units,
        coefficients,
    }
}

/// `2ⁿ` for n from −1022 to 1023.
fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((1023 + n) as u64) << 52)
}

/// The inverse of `y + c₁ y² + c₂ y³ + …` as a series.
pub(super) fn revert(c: &Series) -> Series {
    const TERMS: usize = DEGREE as usize;
    // powers[m][n] is the coefficient of the power n + 1 in the series to the power m + 1.
    let mut powers = [[DoubleDouble::ZERO; TERMS]; TERMS];
    powers[0][0] = DoubleDouble::ONE;
    for n in 1..TERMS {
        let mut rest = DoubleDouble::ZERO;
        for m in 1..=n {
            let mut sum = DoubleDouble::ZERO;
            for i in 0..=n - m {
                sum = sum + powers[0][i] * powers[m - 1][n - 1 - i];
            }
            powers[m][n] = sum;
            rest = rest + c[m] * sum;
        }
        powers[0][n] = -rest;
    }
    powers[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{
            discrete::{
                negative_binomial::GeometricTail,
                power_tail::{BEFORE_TAIL, ZetaTail, ZipfTail},
            },
            threshold_tail::tail_value,
        },
        exact::mul_top,
    };

    const ZIPF: [(f64, u32); 9] = [
        (0.9, 1 << 24),
        (0.9, u32::MAX),
        (0.99, 1_000_000_000),
        (1.0, 1 << 24),
        (1.0, u32::MAX - 1),
        (1.0 + 1e-12, 1 << 30),
        (1.0 - 1e-5, 1 << 31),
        (1.5, u32::MAX),
        (3.6, 1 << 24),
    ];

    fn all_pieces() -> Vec<Vec<TailPiece>> {
        let geometric =
            [2.6e-6, 1e-6, 1e-8, 1e-9, 1.614e-10].map(|p| GeometricTail::new(p).pieces(0));
        let zeta = [1.0305, 1.1, 1.5, 2.0, 2.5, 3.0, 3.6]
            .map(|a| ZetaTail::new(a).unwrap().0.pieces(BEFORE_TAIL));
        let zipf = ZIPF.map(|(a, n)| ZipfTail::new(a, n).unwrap().0.pieces(BEFORE_TAIL));
        geometric.into_iter().chain(zeta).chain(zipf).collect()
    }

    /// Values rise from piece to piece, and no sum in them wraps.
    #[test]
    fn pieces_join_and_do_not_wrap() {
        for pieces in all_pieces() {
            assert!(pieces.len() > 40 && pieces.len() < 2900, "{}", pieces.len());
            for (piece, next) in pieces.iter().zip(&pieces[1..]) {
                assert!(piece.start <= next.start && piece.value < next.value);
                if piece.start == next.start {
                    continue;
                }
                let last = next.start - 1 - piece.start;
                assert_eq!(tail_value(piece, 0), piece.value);
                assert!(tail_value(piece, last) <= next.value);
                assert_eq!(last << piece.shift >> piece.shift, last);
                let mut sum = 0;
                for &coefficient in piece.coefficients.iter().rev() {
                    sum = mul_top(
                        coefficient.checked_add(sum).expect("no wrap"),
                        last << piece.shift,
                    );
                }
            }
            let end = &pieces[pieces.len() - 1];
            let value = tail_value(end, u64::MAX - end.start);
            assert!(value >= end.value);
        }
    }

    /// The last word has the last value, and no other a larger one.
    #[test]
    fn ranks_end_with_the_last() {
        for (a, n) in ZIPF {
            let pieces = ZipfTail::new(a, n).unwrap().0.pieces(BEFORE_TAIL);
            for (i, piece) in pieces.iter().enumerate() {
                let next = pieces.get(i + 1).map_or(0, |next| next.start);
                let last = next.wrapping_sub(1).wrapping_sub(piece.start);
                assert!(tail_value(piece, last) <= n, "{a} {n}");
            }
            let end = pieces.last().expect("a piece");
            if a < 2.0 {
                assert_eq!(tail_value(end, u64::MAX - end.start), n, "{a}");
            }
        }
    }

    /// That of y / (1 − y) = y + y² + … is y / (1 + y).
    #[test]
    fn series_are_reverted() {
        let found = revert(&[DoubleDouble::ONE; DEGREE as usize]);
        for (power, coefficient) in found.iter().enumerate() {
            let sign = if power % 2 == 0 { 1.0 } else { -1.0 };
            assert_eq!(*coefficient, DoubleDouble::new(sign), "{power}");
        }
    }
}
