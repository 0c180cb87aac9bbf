//! Weighted samples without replacement, in exact integer arithmetic.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::PermutationError;
use crate::{
    cpu::Cpu,
    distr::Bits64,
    engine::Engine,
    error::{Error, number},
    seed::SeedSequence,
    stream::Stream,
};

/// `"wght"`: sets the stream of a weighted sample apart from children that users spawn.
const WEIGHTS_TAG: u32 = 0x7767_6874;
/// Fraction bits of [`neg_log2`].
const FRACTION_BITS: u32 = 57;
/// Logarithms that one task makes.
#[cfg(feature = "parallel")]
const PARALLEL_LEN: usize = 1 << 12;

/// `k` different indices of `weights`, in the order in which they are taken: each is taken among
/// those that are left with a probability in proportion to its weight.
///
/// Index `i` gets the key `−log₂(uᵢ) / wᵢ`, where `uᵢ` is made from 64 bits that depend on seed and `i`
/// alone, and the `k` smallest keys are taken, the smallest first; of equal keys the lower index. The
/// logarithm is an integer in units of 2⁻⁵⁷, and keys are compared without rounding, so that the
/// result is the same everywhere. A larger sample with the same seed begins with a smaller one, and samples by
/// other weights take the same `uᵢ`: give `seed.child(&[i])` to
/// [each use](crate::permutation#a-seed-for-each-use).
///
/// ```
/// use seedbed::permutation::weighted_sample_without_replacement;
/// let weights = [0.5, 0.0, 2.0, 1.0];
/// let mut all = weighted_sample_without_replacement(42, &weights, 3)?;
/// all.sort_unstable();
/// assert_eq!(all, [0, 2, 3]); // an element of weight 0 is never taken
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// # Errors
/// [`PermutationError::Weight`] for a weight that is negative, NaN or infinite,
/// [`PermutationError::FewWeights`] when fewer than `k` are above 0, or none of some,
/// [`PermutationError::SampleSize`] when `k` is more than their number,
/// [`PermutationError::TooLong`] for more than 2³² weights, [`Error::Memory`] when the keys, 24 bytes
/// for each weight, do not fit into memory.
///
/// Source: Efraimidis and Spirakis, *Weighted random sampling with a reservoir*, Information
/// Processing Letters 97 (2006).
pub fn weighted_sample_without_replacement(
    seed: impl Into<SeedSequence>,
    weights: &[f64],
    k: u64,
) -> Result<Vec<u32>, Error> {
    let n = weights.len() as u64;
    PermutationError::check_n(n)?;
    for (index, weight) in weights.iter().enumerate() {
        if !(weight.is_finite() && *weight >= 0.0) {
            let value = number(weight);
            return Err(PermutationError::Weight { index, value }.into());
        }
    }
    if k > n {
        return Err(PermutationError::SampleSize { k, n }.into());
    }
    let positive = weights.iter().filter(|&&w| w > 0.0).count() as u64;
    if k > positive || (positive == 0 && n > 0) {
        return Err(PermutationError::FewWeights { k, positive, n }.into());
    }
    let mut keys = keys(seed.into(), weights, positive as usize)?;
    let k = k as usize;
    if k < keys.len() {
        if k > 0 {
            keys.select_nth_unstable(k - 1);
        }
        keys.truncate(k);
    }
    keys.sort_unstable();
    Ok(keys.into_iter().map(|key| key.index).collect())
}

/// The keys of the positive weights.
fn keys(seed: SeedSequence, weights: &[f64], positive: usize) -> Result<Vec<Key>, Error> {
    let mut stream = Stream::with_engine(Engine::Threefry4x32_20, seed.child(&[WEIGHTS_TAG]));
    let mut logs = Cpu::new().sample(&mut stream, &Bits64, weights.len())?;
    #[cfg(feature = "parallel")]
    if logs.len() > PARALLEL_LEN && crate::cpu::threads() > 1 {
        use rayon::prelude::*;
        logs.par_chunks_mut(PARALLEL_LEN).for_each(neg_log2_all);
    } else {
        neg_log2_all(&mut logs);
    }
    #[cfg(not(feature = "parallel"))]
    neg_log2_all(&mut logs);

    let mut keys = Vec::new();
    keys.try_reserve_exact(positive)
        .map_err(|_| Error::Memory {
            count: positive,
            bytes_each: size_of::<Key>(),
        })?;
    let all = (0..).zip(weights).zip(logs);
    keys.extend(
        all.filter(|((_, weight), _)| **weight > 0.0)
            .map(|((index, &weight), log)| Key::new(index, weight, log)),
    );
    Ok(keys)
}

/// [`neg_log2`] of each, some side by side, since one is a chain of 57 multiplications.
fn neg_log2_all(words: &mut [u64]) {
    let (groups, rest) = words.as_chunks_mut::<4>();
    for group in groups {
        *group = neg_log2(*group);
    }
    for x in rest {
        [*x] = neg_log2([*x]);
    }
}

/// −log₂((x + ½) / 2⁶⁴) in units of 2⁻⁵⁷, at least 1: by squaring, a bit at a time.
fn neg_log2<const N: usize>(x: [u64; N]) -> [u64; N] {
    // 2x + 1 has `length` bits; `m` are the first 64 of (2x + 1) · 2⁶⁴.
    let doubled = x.map(|x| u128::from(x) * 2 + 1);
    let length = doubled.map(|n| u128::BITS - n.leading_zeros());
    let mut m = doubled.map(|n| ((n << n.leading_zeros()) >> 64) as u64);
    let mut fraction = [0; N];
    for _ in 0..FRACTION_BITS {
        for (m, fraction) in m.iter_mut().zip(&mut fraction) {
            let square = (u128::from(*m) * u128::from(*m)) >> 63;
            let bit = (square >> 64) as u64;
            *m = (square >> bit) as u64;
            *fraction = 2 * *fraction + bit;
        }
    }
    core::array::from_fn(|i| (u64::from(66 - length[i]) << FRACTION_BITS) - fraction[i])
}

/// `log / (significand · 2^exponent)`, and whose key it is.
#[derive(Clone, Copy, Debug)]
struct Key {
    log: u64,
    /// 2⁵² or more, below 2⁵³.
    significand: u64,
    exponent: i16,
    index: u32,
}

impl Key {
    /// Of a positive weight.
    fn new(index: u32, weight: f64, log: u64) -> Self {
        let bits = weight.to_bits();
        let biased = (bits >> 52) as i16;
        let fraction = bits & ((1 << 52) - 1);
        let (significand, exponent) = if biased > 0 {
            (fraction | 1 << 52, biased)
        } else {
            // Subnormal: the first one moves to bit 52.
            let shift = fraction.leading_zeros() - 11;
            (fraction << shift, 1 - shift as i16)
        };
        Key {
            log,
            significand,
            exponent,
            index,
        }
    }

    /// `log · significand` of the other, and its exponent: what this key compares by.
    fn times(&self, other: &Self) -> (i32, u128) {
        let product = u128::from(self.log) * u128::from(other.significand);
        let zeros = product.leading_zeros();
        (i32::from(other.exponent) - zeros as i32, product << zeros)
    }
}

impl Ord for Key {
    /// a / b < c / d as a · d < c · b, without rounding.
    fn cmp(&self, other: &Self) -> Ordering {
        self.times(other)
            .cmp(&other.times(self))
            .then(self.index.cmp(&other.index))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(index: u32, weight: f64, log: u64) -> Key {
        Key::new(index, weight, log)
    }

    /// `(x, −log₂((x + ½) / 2⁶⁴) · 2⁵⁷, rounded)`: Python's decimal, 70 digits.
    #[test]
    fn logarithms() {
        let anchors = [
            (0x0, 9367487224930631680),
            (0x1, 9139070056046023409),
            (0x2, 9032862120837325736),
            (0x3, 8962904742342620362),
            (0xff, 8070857011883075070),
            (0xffffffff, 4611686018451592310),
            (0x5555555555555555, 228417168884608271),
            (0x7fffffffffffffff, 144115188075855872),
            (0x8000000000000000, 144115188075855872),
            (0x9e3779b97f4a7c15, 100050803953018501),
            (0xc000000000000000, 59813207267103473),
            (0xfedcba9876543210, 926122988537752),
            (0xffffff0000000000, 12392656407),
            (0xfffffffffff00000, 11819),
            (0xffffffffffffff00, 3),
            (0xfffffffffffffffd, 0),
            (0xffffffffffffffff, 0),
        ];
        for (x, exact) in anchors {
            let [found] = neg_log2([x]);
            assert!(found.abs_diff(exact) <= 1, "{x:#x}: {found}, {exact}");
            assert!(found > 0);
        }
        let mut all = anchors.map(|(x, _)| x);
        neg_log2_all(&mut all);
        assert_eq!(all, anchors.map(|(x, _)| neg_log2([x])[0]));
    }

    #[test]
    fn logarithms_fall() {
        for i in 0..64 {
            let x = 1_u64 << i;
            let [before, at, after] = neg_log2([x - 1, x, x + 1]);
            assert!(before > at && at >= after, "{i}");
        }
        assert_eq!(neg_log2([u64::MAX]), [1]);
    }

    #[test]
    fn keys_are_compared_without_rounding() {
        // 3 / 1.5 = 2 / 1, whatever the exponents; then the index counts.
        for scale in [1.0, f64::MIN_POSITIVE, 5e-324 * 8.0, 1e300] {
            assert!(key(0, 1.5 * scale, 3) < key(1, scale, 2));
            assert!(key(1, 1.5 * scale, 3) > key(0, scale, 2));
            assert!(key(1, 1.5 * scale, 3) < key(0, scale, 3));
        }
        // One unit in the last place of a weight.
        let one = 1.0_f64;
        assert!(key(1, one.next_up(), 1 << 56) < key(0, one, 1 << 56));
        assert!(key(1, 5e-324, 1) > key(0, f64::MAX, u64::MAX));
        assert!(key(1, 1e-323, 1) < key(0, 5e-324, 1));
        assert_eq!(key(3, 2.0, 5), key(3, 2.0, 5));
    }
}
