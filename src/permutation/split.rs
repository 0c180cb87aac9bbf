//! Splits of a data set: training and testing, and folds.

use alloc::vec::Vec;

use super::{Permutation, PermutationError};
use crate::{
    error::{Error, number},
    seed::SeedSequence,
};

/// Indices for training and for testing: each index is in one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// For training.
    pub train: Vec<u32>,
    /// For testing.
    pub test: Vec<u32>,
}

/// Splits the indices `0..n` at random: `⌈test_size · n⌉` of them are for testing, the others for
/// training, both in random order.
///
/// Testing gets the first elements of [`Permutation::new`]`(seed, n)`, training the others, as in
/// scikit-learn. So does fold 0 of a [`KFold`] with this seed and `n`, and a sample without replacement has the
/// same elements: give `seed.child(&[i])` to [each use](crate::permutation#a-seed-for-each-use).
///
/// ```
/// use seedbed::permutation::train_test_split;
/// let split = train_test_split(42, 150, 0.2)?;
/// assert_eq!((split.train.len(), split.test.len()), (120, 30));
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// # Errors
/// [`PermutationError::TestSize`] when `test_size` is not within (0, 1),
/// [`PermutationError::EmptySplit`] when a part would be empty, [`PermutationError::TooLong`] when `n`
/// is more than 2³², [`Error::Memory`] when the indices do not fit into memory.
pub fn train_test_split(
    seed: impl Into<SeedSequence>,
    n: u64,
    test_size: f64,
) -> Result<Split, Error> {
    if !(test_size > 0.0 && test_size < 1.0) {
        let value = number(test_size);
        return Err(PermutationError::TestSize { value }.into());
    }
    let permutation = Permutation::new(seed, n)?;
    let test_len = ceil(test_size * n as f64);
    let train_len = n - test_len;
    if test_len == 0 || train_len == 0 {
        return Err(PermutationError::EmptySplit {
            test_size: number(test_size),
            n,
            train: train_len,
            test: test_len,
        }
        .into());
    }
    let mut test = permutation.to_vec()?;
    let train = test.split_off(test_len as usize);
    Ok(Split { train, test })
}

/// ⌈x⌉ for x in `0.0..=2³²`; `core` has no `f64::ceil`.
fn ceil(x: f64) -> u64 {
    let floor = x as u64;
    floor + u64::from((floor as f64) < x)
}

/// `k` folds of the indices `0..n`: each index is tested in one of them, and trained with in the others.
///
/// Fold `f` tests the `f`-th run of elements of [`Permutation::new`]`(seed, n)`; the first `n mod k`
/// folds have `⌊n / k⌋ + 1` of them, the others `⌊n / k⌋`. Indices are in ascending order. So it is in
/// scikit-learn's `KFold(n_splits=k, shuffle=True)`.
///
/// With this seed and `n`, folds of any `k`, splits, samples and shuffles have one order, so that fold 0 tests what
/// a [`train_test_split`] does: give `seed.child(&[i])` to [each use](crate::permutation#a-seed-for-each-use), and to
/// each repetition of a cross-validation.
///
/// ```
/// use seedbed::permutation::KFold;
/// for split in KFold::new(42, 10, 5)?.splits() {
///     let split = split?;
///     assert_eq!((split.train.len(), split.test.len()), (8, 2));
/// }
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KFold {
    permutation: Permutation,
    k: u64,
}

impl KFold {
    /// `k` folds of `0..n`, with `2 ≤ k ≤ n`.
    ///
    /// # Errors
    /// [`PermutationError::Folds`] for other `k`, [`PermutationError::TooLong`] when `n` is more than
    /// 2³².
    pub fn new(seed: impl Into<SeedSequence>, n: u64, k: u64) -> Result<Self, PermutationError> {
        let permutation = Permutation::new(seed, n)?;
        if k < 2 || k > n {
            return Err(PermutationError::Folds { k, n });
        }
        Ok(KFold { permutation, k })
    }

    /// The number of folds.
    #[must_use]
    pub fn k(&self) -> u64 {
        self.k
    }

    /// Fold `fold` of `0..k`.
    ///
    /// # Errors
    /// [`PermutationError::Fold`] when `fold` is not below `k`, [`Error::Memory`] when the indices do
    /// not fit into memory.
    pub fn split(&self, fold: u64) -> Result<Split, Error> {
        let k = self.k;
        if fold >= k {
            return Err(PermutationError::Fold { fold, k }.into());
        }
        let n = self.permutation.len();
        let (size, larger) = (n / k, n % k);
        let start = fold * size + fold.min(larger);
        let len = size + u64::from(fold < larger);
        let mut test = self.permutation.some(start, len)?;
        let mut train = self.permutation.to_vec()?;
        train.drain(start as usize..(start + len) as usize);
        train.sort_unstable();
        test.sort_unstable();
        Ok(Split { train, test })
    }

    /// All folds, in order.
    pub fn splits(&self) -> impl Iterator<Item = Result<Split, Error>> {
        let folds = *self;
        (0..self.k).map(move |fold| folds.split(fold))
    }
}
