//! Samples without replacement.

use alloc::vec::Vec;

use super::{Permutation, PermutationError};
use crate::{error::Error, seed::SeedSequence};

/// `k` different numbers of `0..n`, in random order: the first `k` elements of
/// [`Permutation::new`]`(seed, n)`, in time and memory for `k` elements, whatever `n`.
///
/// A larger sample with the same seed begins with a smaller one, and a
/// [`train_test_split`](super::train_test_split) with this seed and `n` tests what the sample has: give
/// `seed.child(&[i])` to [each use](crate::permutation#a-seed-for-each-use).
///
/// ```
/// use seedbed::permutation::sample_without_replacement;
/// let winners = sample_without_replacement(42, 1_000_000, 3)?;
/// assert_eq!(winners[..], sample_without_replacement(42, 1_000_000, 5)?[..3]);
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// # Errors
/// [`PermutationError::TooLong`] when `n` is more than 2³², [`PermutationError::SampleSize`] when `k`
/// is more than `n`, [`Error::Memory`] when the sample does not fit into memory.
pub fn sample_without_replacement(
    seed: impl Into<SeedSequence>,
    n: u64,
    k: u64,
) -> Result<Vec<u32>, Error> {
    let permutation = Permutation::new(seed, n)?;
    if k > n {
        return Err(PermutationError::SampleSize { k, n }.into());
    }
    permutation.some(0, k)
}
