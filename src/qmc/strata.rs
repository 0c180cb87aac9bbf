//! The 2³² words in `n` strata, 1 ≤ n ≤ 2³², as equal as words allow. Twin of `shaders/qmc/strata.wgsl`.
//!
//! Stratum `c` is the words `x` with ⌊x · n / 2³²⌋ = c, and the 64-bit numbers `y` with ⌊y · n / 2⁶⁴⌋ = c.
//! The words begin at ⌈c · 2³² / n⌉, found without a division: the product of `c` and ⌈2⁶⁴ / n⌉ is too
//! large by less than c / 2³² < 1 word, and so, rounded down, is the start or 1 less (Granlund and
//! Montgomery, *Division by invariant integers using multiplication*, PLDI 1994).

use crate::exact::{mul_high, mul_wide};

/// What strata share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strata {
    /// n − 1.
    pub last: u32,
    /// ⌈2⁶⁴ / n⌉ mod 2⁶⁴, (low, high).
    pub reciprocal: [u32; 2],
    /// ⌊2³² / n⌋ − 1: each stratum has one word more, or two.
    pub width: u32,
    /// 2³² mod n.
    pub remainder: u32,
}

impl Strata {
    /// For n in 1..=2³².
    pub(super) fn new(n: u64) -> Self {
        // For n = 1 it is 0: only stratum 0 is asked for.
        let reciprocal = (u64::MAX / n).wrapping_add(1);
        Strata {
            last: (n - 1) as u32,
            reciprocal: [reciprocal as u32, (reciprocal >> 32) as u32],
            width: ((1 << 32) / n - 1) as u32,
            remainder: ((1 << 32) % n) as u32,
        }
    }
}

/// ⌊x · (last + 1) / 2³²⌋.
#[inline(always)]
fn scale_word(x: u32, last: u32) -> u32 {
    let product = mul_wide(x, last);
    product[1].wrapping_add(u32::from(product[0].wrapping_add(x) < x))
}

/// The first word of a stratum.
#[inline(always)]
fn stratum_start(stratum: u32, strata: Strata) -> u32 {
    let high = stratum.wrapping_mul(strata.reciprocal[1]);
    let start = high.wrapping_add(mul_high(stratum, strata.reciprocal[0]));
    start.wrapping_add(u32::from(scale_word(start, strata.last) < stratum))
}

/// Of the product of a word and n, the last 32 bits: how far the word's start is behind that of its
/// stratum, in n-ths of a word.
#[inline(always)]
fn start_in_stratum(word: u32, strata: Strata) -> u32 {
    word.wrapping_mul(strata.last).wrapping_add(word)
}

/// The word of a stratum that lies `random / 2³²` of the way through it.
#[inline(always)]
pub(super) fn word_in_stratum(stratum: u32, random: u32, strata: Strata) -> u32 {
    let start = stratum_start(stratum, strata);
    let has_one_more = start_in_stratum(start, strata) < strata.remainder;
    start.wrapping_add(scale_word(random, strata.width + u32::from(has_one_more)))
}

/// A low word so that the coordinate is in the stratum of its high word. That may end within the word:
/// the low words from there on are left out.
#[inline(always)]
pub(super) fn low_word_in_stratum(high: u32, random: u32, strata: Strata) -> u32 {
    // n-ths of a word up to the end, of which a word has n; 0 for all 2³².
    let end = start_in_stratum(high, strata).wrapping_neg();
    if end.wrapping_sub(1) < strata.last {
        mul_high(random, stratum_start(end, strata))
    } else {
        random
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// Few and many strata, powers of two, and their neighbours.
    fn sizes() -> impl Iterator<Item = u64> {
        let powers = (0..=32).flat_map(|i| [(1_u64 << i) - 1, 1 << i, (1 << i) + 1]);
        let others = (0..2000).map(|i| 1 + (random(i) >> (32 + random(i + 9999) % 32)));
        powers.chain(others).filter(|n| (1..=1 << 32).contains(n))
    }

    #[test]
    fn strata_are_the_words_of_equal_parts() {
        for n in sizes() {
            let strata = Strata::new(n);
            let start = |c: u64| (u128::from(c) << 32).div_ceil(n.into()) as u64;
            let some = (0..200).map(|i| random(i) % n);
            for c in some.chain([0, n - 1, n / 2, n / 3]) {
                let found = stratum_start(c as u32, strata);
                assert_eq!(u64::from(found), start(c), "{n}, {c}");
                let words = start(c + 1) - start(c);
                for x in [0, 1, 1 << 31, u32::MAX, random(c) as u32] {
                    let expected = start(c) + ((u64::from(x) * words) >> 32);
                    let word = word_in_stratum(c as u32, x, strata);
                    assert_eq!(u64::from(word), expected, "{n}, {c}, {x}");
                    assert_eq!(u64::from(scale_word(word, strata.last)), c);
                    let low = low_word_in_stratum(word, x, strata);
                    let place = u128::from(word) << 32 | u128::from(low);
                    assert_eq!((place * u128::from(n)) >> 64, c.into(), "{n}, {c}, {x}");
                    // The first number of 64 bits behind the stratum.
                    let end = (u128::from(c + 1) << 64).div_ceil(n.into());
                    let lows = (end - (u128::from(word) << 32)).min(1 << 32);
                    assert_eq!(u128::from(low), (u128::from(x) * lows) >> 32);
                }
            }
        }
    }
}
