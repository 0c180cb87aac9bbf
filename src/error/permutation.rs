//! What can be wrong with a permutation's size, range or weights.

use alloc::string::String;

/// A size, a range or a weight that no permutation, sample or split has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PermutationError {
    /// More than 2³² elements.
    #[error("n is {n}: a permutation has at most 4294967296 elements (2^32)")]
    TooLong {
        /// The number of elements given.
        n: u64,
    },
    /// Elements past the end.
    #[error("{count} elements from element {first} on go past the end of a permutation of n = {n}")]
    Range {
        /// The first element asked for.
        first: u64,
        /// How many were asked for.
        count: u64,
        /// Elements of the permutation.
        n: u64,
    },
    /// A slice or buffer of another length.
    #[error(
        "{len} elements cannot be shuffled by a permutation of n = {n}: make one of \
         Permutation::new(seed, {len})"
    )]
    Length {
        /// Elements of the slice.
        len: u64,
        /// Elements of the permutation.
        n: u64,
    },
    /// A sample larger than what it is taken from.
    #[error("k is {k}: without replacement at most n = {n} can be taken")]
    SampleSize {
        /// The size of the sample asked for.
        k: u64,
        /// Of how many.
        n: u64,
    },
    /// A weight that is negative, NaN or infinite.
    #[error("weight {index} is {value}: it must be 0 or more, and finite")]
    Weight {
        /// The first such weight.
        index: usize,
        /// Its value.
        value: String,
    },
    /// Not as many positive weights as samples.
    #[error(
        "k is {k}, but {positive} of {n} weights are above 0: an element of weight 0 is never taken"
    )]
    FewWeights {
        /// The size of the sample asked for.
        k: u64,
        /// Weights above 0.
        positive: u64,
        /// All weights.
        n: u64,
    },
    /// A test fraction outside (0, 1).
    #[error("test_size is {value}: it must be above 0 and below 1")]
    TestSize {
        /// The value given.
        value: String,
    },
    /// A split with an empty part.
    #[error(
        "test_size = {test_size} splits n = {n} into {train} for training and {test} for testing: \
         each part needs at least one element"
    )]
    EmptySplit {
        /// The fraction given.
        test_size: String,
        /// Elements to be split.
        n: u64,
        /// Elements that training would get.
        train: u64,
        /// Elements that testing would get.
        test: u64,
    },
    /// Fewer than two folds, or more than elements.
    #[error("k is {k}: n = {n} elements can be put into 2 to n folds")]
    Folds {
        /// The number of folds given.
        k: u64,
        /// Elements to be put into folds.
        n: u64,
    },
    /// A fold past the last one.
    #[error("fold {fold} is not one of the {k} folds, which are numbered from 0")]
    Fold {
        /// The fold asked for.
        fold: u64,
        /// The number of folds.
        k: u64,
    },
    /// Minibatches of nothing.
    #[error("batch_size is 0: it must be 1 or more")]
    BatchSize,
    /// A step past the end of its epoch.
    #[error("step {step} is past the end of an epoch, which has {steps} steps, numbered from 0")]
    Step {
        /// The step asked for.
        step: u64,
        /// Steps of an epoch.
        steps: u64,
    },
    /// Records on the GPU that are no whole words, or none.
    #[error("{bytes} bytes do not hold n = {n} records of equal, whole 4-byte words")]
    Records {
        /// Bytes of the records.
        bytes: u64,
        /// Elements of the permutation.
        n: u64,
    },
    /// A target on the GPU of another size than the records.
    #[error("records of {bytes} bytes cannot be shuffled into {target_bytes} bytes")]
    Target {
        /// Bytes of the records.
        bytes: u64,
        /// Bytes of the target.
        target_bytes: u64,
    },
    /// Records on the GPU that would be overwritten while they are read.
    #[error("the records and the target of a shuffle on the GPU lie in one buffer: it needs two")]
    SameBuffer,
    /// More records than a kernel on this device can read.
    #[error("records of {bytes} bytes are too many for this device, which binds {limit} at a time")]
    Binding {
        /// Bytes of the records.
        bytes: u64,
        /// Bytes of the largest binding.
        limit: u64,
    },
}

impl PermutationError {
    /// At most 2³² elements.
    pub(crate) fn check_n(n: u64) -> Result<(), Self> {
        if n <= 1 << 32 {
            return Ok(());
        }
        Err(PermutationError::TooLong { n })
    }

    /// `first..first + count` lies within `0..n`.
    pub(crate) fn check_range(first: u64, count: u64, n: u64) -> Result<(), Self> {
        match first.checked_add(count) {
            Some(end) if end <= n => Ok(()),
            _ => Err(PermutationError::Range { first, count, n }),
        }
    }
}
