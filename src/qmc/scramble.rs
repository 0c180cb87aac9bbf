//! Owen's nested uniform scrambling by a hash, and the digits behind a word.
//!
//! Owen, *Randomly permuted (t, m, s)-nets and (t, s)-sequences*, MCQMC 1995: each digit is flipped
//! or not, at random for each value of all digits before it. With the bits reversed, that is a
//! permutation in which no bit depends on a higher one: sums, odd multiples and `x ^ (x · even)`
//! (Laine and Karras, *Stratified sampling for stochastic transparency*, EGSR 2011; Burley,
//! *Practical hash-based Owen scrambling*, JCGT 9, 2020). The constants are those of Vegdahl,
//! *Building a better LK hash*, 2021, who searched for them; four words of key, where he has one,
//! take the correlations out of it that are left between four nodes of the tree.

use crate::engine::philox4x32_10;

const EVEN_0: u32 = 0x3d20_adea;
const EVEN_1: u32 = 0x0552_6c56;
const EVEN_2: u32 = 0x53a2_2864;

/// The nested uniform scramble of a word: bit `i` is flipped by a hash of the bits above it.
#[inline(always)]
pub(crate) fn nested_uniform_scramble(x: u32, key: [u32; 4]) -> u32 {
    let mut r = x.reverse_bits();
    r = r.wrapping_add(key[0]);
    r ^= r.wrapping_mul(EVEN_0);
    r = r.wrapping_mul(key[1] | 1);
    r ^= r.wrapping_mul(EVEN_1);
    r = r.wrapping_add(key[2]);
    r = r.wrapping_mul(key[3] | 1);
    r ^= r.wrapping_mul(EVEN_2);
    r.reverse_bits()
}

/// Words of a randomised coordinate behind its high word: block 0 begins with the low word, block
/// `1 + k` with the `k`-th extra words.
#[inline(always)]
pub(crate) fn further_words(high: u32, block: u32, key: [u32; 2]) -> [u32; 4] {
    philox4x32_10([high, 0, block, 0], key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    fn key(i: u64) -> [u32; 4] {
        [0, 1, 2, 3].map(|k| random(4 * i + k) as u32)
    }

    /// The first digit in which two words differ stays the first, and all words stay apart.
    #[test]
    fn scrambling_is_nested() {
        for i in 0..100_000 {
            let (x, key) = (random(i) as u32, key(i / 100));
            let y = x ^ (1 << (i % 32)) ^ ((random(i + (1 << 40)) as u32) & ((1 << (i % 32)) - 1));
            let scrambled = nested_uniform_scramble(x, key) ^ nested_uniform_scramble(y, key);
            assert_eq!(scrambled.leading_zeros(), (x ^ y).leading_zeros());
        }
    }

    /// Over random keys, the flips at two nodes of a level agree half of the time, and those at four
    /// corners of a rectangle are an even number half of the time: chi-square with 1 degree of freedom
    /// a cell, whose mean is 1, and whose sum over 496 cells has the standard deviation √(2 · 496).
    #[test]
    fn flips_are_independent() {
        const KEYS: u64 = 1 << 12;
        let flips = |x: u32, key| nested_uniform_scramble(x, key).reverse_bits() ^ x.reverse_bits();
        for start in 0..4 {
            let x = random(start) as u32;
            let (mut pairs, mut fours) = ([[0_i64; 32]; 32], [[0_i64; 32]; 32]);
            for i in 0..KEYS {
                let key = key(i + 1000);
                let at = flips(x, key);
                let beside = flips(x ^ 0x8000_0000, key);
                for j in 0..31 {
                    let other = 0x8000_0000_u32 >> j;
                    let pair = at ^ flips(x ^ other, key);
                    let four = pair ^ beside ^ flips(x ^ other ^ 0x8000_0000, key);
                    for i in j + 1..32 {
                        pairs[j][i] += 1 - 2 * i64::from((pair >> i) & 1);
                        fours[j][i] += 1 - 2 * i64::from((four >> i) & 1);
                    }
                }
            }
            for (sums, least) in [(pairs, 0), (fours, 1)] {
                let cells: alloc::vec::Vec<f64> = (least..31)
                    .flat_map(|j| sums[j][j + 1..].to_vec())
                    .map(|sum| (sum * sum) as f64 / KEYS as f64)
                    .collect();
                let n = cells.len() as f64;
                let z = (cells.iter().sum::<f64>() - n) / (2.0 * n).sqrt();
                assert!(z.abs() < 4.5, "{z}");
            }
        }
    }
}
