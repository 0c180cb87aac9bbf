//! From 64-bit integers to the bits of an f64, in one rounding.

/// The positive number `r · 2⁻ᵠ`, `r > 0`: a result before its one rounding to f64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed64 {
    pub r: u64,
    pub q: u64,
}

#[cfg(test)]
impl Fixed64 {
    /// Whether it is not less than `other`, exactly.
    pub(crate) fn is_at_least(self, other: Self) -> bool {
        let distance = self.q.abs_diff(other.q) as u32;
        let (a, b) = (u128::from(self.r), u128::from(other.r));
        if self.q <= other.q {
            a << distance >= b
        } else {
            a >= b << distance
        }
    }
}

/// Bits of the f64 nearest to `v`, ties away from zero. The result must be normal: `q ≤ 1085 − 64`.
#[inline(always)]
pub(crate) fn round_f64(v: Fixed64) -> u64 {
    let zeros = u64::from(v.r.leading_zeros());
    let n = v.r << (zeros & 63);
    (1085u64.wrapping_sub(v.q).wrapping_sub(zeros) << 52)
        .wrapping_add(n >> 11)
        .wrapping_add((n >> 10) & 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// An integer is rounded to nearest by the processor, too, but for ties.
    #[test]
    fn nearest_and_ties_away() {
        for i in 0..1 << 18 {
            let word = random(2 * i);
            let b = random(2 * i + 1);
            // Many of the integers have few bits below the 53 that stay: ties occur.
            let tie_bits = if i % 2 == 0 { u64::MAX } else { u64::MAX << 10 };
            let r = ((word & tie_bits) >> (b & 63)).max(1);
            let q = 40 + (b >> 8) % 128;
            let zeros = r.leading_zeros();
            let n = r << zeros;
            let is_tie = n & 0x7ff == 0x400;
            let up = if is_tie { n | 0x401 } else { n };
            let exact = up as f64 * 2f64.powi(-(q as i32) - zeros as i32);
            assert_eq!(
                f64::from_bits(round_f64(Fixed64 { r, q })),
                exact,
                "{r:#x} {q}"
            );
        }
    }
}
