//! A keyed bijection of `0..n`, one element at a time.

use crate::exact::mul_wide;

/// Words of key: one a round.
pub(super) const ROUNDS: usize = 16;

/// Philox's multiplier.
const M: u32 = 0xd251_1f53;

/// A Feistel network over the least number of bits, at least 6, that hold `0..n`; what falls behind is
/// sent through again until it does not ("cycle walking": Black and Rogaway, *Ciphers with arbitrary
/// finite domains*, CT-RSA 2002; Mitchell et al., *Bandwidth-optimal random shuffling for GPUs*, 2021).
#[derive(Clone, Copy, Debug)]
pub(super) struct Permutation {
    n: u64,
    left_bits: u32,
    right_bits: u32,
    keys: [u32; ROUNDS],
}

impl Permutation {
    /// Of `0..n`, for n in 1..=2³².
    pub(super) fn new(n: u64, keys: [u32; ROUNDS]) -> Self {
        let bits = (u64::BITS - (n - 1).leading_zeros()).max(6);
        Permutation {
            n,
            left_bits: bits / 2,
            right_bits: bits - bits / 2,
            keys,
        }
    }

    /// Where `i`, below `n`, goes.
    pub(super) fn get(&self, i: u32) -> u32 {
        let mut x = i;
        loop {
            x = self.once(x);
            if u64::from(x) < self.n {
                return x;
            }
        }
    }

    fn once(&self, x: u32) -> u32 {
        let (left_mask, right_mask) = ((1 << self.left_bits) - 1, (1 << self.right_bits) - 1);
        let (mut left, mut right) = (x >> self.right_bits, x & right_mask);
        for keys in self.keys.as_chunks::<2>().0 {
            left = (left ^ round(right, keys[0])) & left_mask;
            right = (right ^ round(left, keys[1])) & right_mask;
        }
        (left << self.right_bits) | right
    }
}

/// High bits of a product depend on all bits of its factors: they come down to where masks keep them.
fn round(x: u32, key: u32) -> u32 {
    let [low, high] = mul_wide(x ^ key, M);
    let [low2, high2] = mul_wide(low ^ high ^ (key >> 16), M);
    low2 ^ high2
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::exact::random;

    fn keys(seed: u64) -> [u32; ROUNDS] {
        core::array::from_fn(|i| random(seed * ROUNDS as u64 + i as u64) as u32)
    }

    #[test]
    fn each_element_comes_once() {
        for n in [1, 2, 3, 63, 64, 65, 1000, 4096, 4097] {
            let permutation = Permutation::new(n, keys(n));
            let mut seen = vec![false; n as usize];
            for i in 0..n as u32 {
                let at = permutation.get(i) as usize;
                assert!(!core::mem::replace(&mut seen[at], true), "{n}, {i}");
            }
        }
        let all = Permutation::new(1 << 32, keys(1));
        assert_ne!(all.get(0), all.get(u32::MAX));
    }

    /// Pairs (π(0), π(1)) over 30,000 keys: chi-square with 29 degrees of freedom, whose mean is 29 and
    /// standard deviation √58; and values of one element of 100: 99 and √198.
    #[test]
    fn pairs_and_places_are_equally_likely() {
        let mut pairs = [[0_u32; 6]; 6];
        let mut places = [0_u32; 100];
        for seed in 0..30_000 {
            let six = Permutation::new(6, keys(seed));
            pairs[six.get(0) as usize][six.get(1) as usize] += 1;
            places[Permutation::new(100, keys(seed)).get(41) as usize] += 1;
        }
        let term = |count: u32, expected: f64| (f64::from(count) - expected).powi(2) / expected;
        let mut of_pairs = 0.0;
        for (i, row) in pairs.iter().enumerate() {
            assert_eq!(row[i], 0);
            let others = row.iter().enumerate().filter(|(j, _)| *j != i);
            of_pairs += others.map(|(_, &count)| term(count, 1000.0)).sum::<f64>();
        }
        assert!((of_pairs - 29.0).abs() < 4.0 * 58_f64.sqrt(), "{of_pairs}");
        let of_places: f64 = places.iter().map(|&count| term(count, 300.0)).sum();
        assert!(
            (of_places - 99.0).abs() < 4.0 * 198_f64.sqrt(),
            "{of_places}"
        );
    }
}
