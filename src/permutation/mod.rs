//! Permutations, and what is made of them: shuffles, samples without replacement, splits and folds
//! of a data set, epochs of minibatches.
//!
//! All of it is a pure function of the seed: equal on every backend, and independent of the number of
//! threads. Indices are `u32`, from 0.
//!
//! | for | in NumPy, scikit-learn, PyTorch |
//! |---|---|
//! | [`Permutation`] | `Generator.permutation(n)` |
//! | [`shuffle`] | `Generator.shuffle(x)` |
//! | [`sample_without_replacement`] | `Generator.choice(n, k, replace=False)` |
//! | [`weighted_sample_without_replacement`] | `Generator.choice(n, k, replace=False, p=…)` |
//! | [`train_test_split`] | `sklearn.model_selection.train_test_split` |
//! | [`KFold`] | `sklearn.model_selection.KFold(k, shuffle=True)` |
//! | [`Minibatches`] | `torch.utils.data.DataLoader(shuffle=True)` |
//!
//! # A seed for each use
//!
//! The order is a function of the seed and of `n` alone, not of what it is for: [`Permutation`], [`shuffle`],
//! [`sample_without_replacement`], [`train_test_split`] and [`KFold`] with one seed and one `n` have **one order**.
//! A sample of 30 of 150 is the test set of a split of 150 with the same seed, and the first of five folds tests the
//! same indices once more. Where such parts must have nothing to do with each other, give each use a child of the
//! seed:
//!
//! ```
//! use seedbed::{SeedSequence, permutation::{sample_without_replacement, train_test_split}};
//! let shared = sample_without_replacement(42, 150, 30)?;
//! assert_eq!(shared, train_test_split(42, 150, 0.2)?.test);
//!
//! let seed = SeedSequence::new(42);
//! let pilot = sample_without_replacement(seed.child(&[0]), 150, 30)?;
//! let split = train_test_split(seed.child(&[1]), 150, 0.2)?;
//! assert_ne!(pilot, split.test);
//! # Ok::<(), seedbed::Error>(())
//! ```
//!
//! `seed.child(&[i])` is also the child that [`spawn`](SeedSequence::spawn) makes as number `i`: number the uses of a
//! seed in one of the two ways. [`Minibatches`] have orders of their own, a new one in each epoch, and
//! [`weighted_sample_without_replacement`] has numbers of its own; two of them with one seed share these. Streams,
//! point sets and [`coordinates`](crate::coordinates) share nothing with permutations of the same seed.

mod feistel;
mod fill;
mod iter;
mod listed;
mod minibatches;
#[cfg(feature = "plan")]
mod order_words;
mod sample;
mod shuffle;
mod split;
#[cfg(all(test, feature = "std"))]
mod tests;
mod weighted;

use alloc::vec::Vec;

use crate::{
    cpu::{Arch, zeroed},
    engine::threefry4x32_20,
    error::Error,
    seed::{SeedSequence, TileKeys},
};
use feistel::Feistel;
use listed::{Listed, MAX_LISTED};

pub use crate::error::PermutationError;
pub use iter::Iter;
pub use minibatches::{Minibatch, Minibatches};
pub use sample::sample_without_replacement;
pub use shuffle::shuffle;
pub use split::{KFold, Split, train_test_split};
pub use weighted::weighted_sample_without_replacement;

#[cfg(feature = "plan")]
pub(crate) use order_words::{ORDER_WORDS, OrderWords};

/// `"perm"`: sets the stream of a permutation apart from children that users spawn.
const PERMUTATION_TAG: u32 = 0x7065_726d;

/// A permutation of `0..n`, for any `n` up to 2³²: a keyed bijection, of which any element can be had
/// in constant time and memory.
///
/// It is a function of the seed and of `n`; permutations of different `n` have nothing to do with each
/// other. For `n ≤ 64` all `n!` orders are equally likely. From there on it is a Feistel network of 16
/// rounds, of 8 from `n = 2¹⁶` on, over a grid of at least `n` cells; which one is decided by 128 bits
/// of seed. It is not for cryptography.
///
/// ```
/// use seedbed::Permutation;
/// let order = Permutation::new(42, 10)?;
/// assert_eq!(order.to_vec()?, [0, 8, 6, 3, 5, 4, 9, 1, 2, 7]);
/// let large = Permutation::new(42, 1 << 32)?;
/// let value = large.get(123_456_789).unwrap();
/// assert_eq!(large.position(value.into()), Some(123_456_789));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: Black and Rogaway, *Ciphers with arbitrary finite domains*, CT-RSA 2002; for GPUs, Mitchell,
/// Stokes, Frank and Holmes, *Bandwidth-optimal random shuffling for GPUs*, 2021. `docs/streams.md`
/// defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutation {
    n: u64,
    order: Order,
    inverted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Listed(Listed),
    Feistel(Feistel),
}

impl Permutation {
    /// A permutation of `0..n`, `n ≤ 2³²`; of nothing where `n` is 0.
    ///
    /// With the same seed and `n` it is the same, [whatever it is used for](crate::permutation#a-seed-for-each-use).
    ///
    /// # Errors
    /// [`PermutationError::TooLong`] when `n` is more than 2³².
    pub fn new(seed: impl Into<SeedSequence>, n: u64) -> Result<Self, PermutationError> {
        PermutationError::check_n(n)?;
        // 2³² elements are a 0 here, and no elements need no words.
        let stream = seed.into().child(&[PERMUTATION_TAG, n as u32]);
        let mut key = [0; 4];
        TileKeys::new(&stream).key(0, &mut key);
        let word = |p: u32, x: u32| threefry4x32_20([p / 4, 0, x, 0], key)[p as usize % 4];
        let order = if n <= MAX_LISTED as u64 {
            Order::Listed(Listed::new(n as usize, word))
        } else {
            Order::Feistel(Feistel::new((n - 1) as u32, |p| word(p, 0)))
        };
        Ok(Permutation {
            n,
            order,
            inverted: false,
        })
    }

    /// The number of elements, `n`.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.n
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Element `i`, or `None` where `i` is not below `n`. In constant time: about √n / (√n − 1) steps.
    ///
    /// ```
    /// let order = seedbed::Permutation::new(7, 1000)?;
    /// assert_eq!(order.get(3), order.iter().nth(3));
    /// assert_eq!(order.get(1000), None);
    /// # Ok::<(), seedbed::PermutationError>(())
    /// ```
    #[must_use]
    pub fn get(&self, i: u64) -> Option<u32> {
        self.at(i, self.inverted)
    }

    /// Where a value stands: the `i` with `get(i) == value`, or `None` where `value` is not below `n`.
    /// It takes the time of [`get`](Self::get).
    ///
    /// ```
    /// let order = seedbed::Permutation::new(7, 1000)?;
    /// assert_eq!(order.position(order.get(3).unwrap().into()), Some(3));
    /// # Ok::<(), seedbed::PermutationError>(())
    /// ```
    #[must_use]
    pub fn position(&self, value: u64) -> Option<u32> {
        self.at(value, !self.inverted)
    }

    fn at(&self, i: u64, inverted: bool) -> Option<u32> {
        if i >= self.n {
            return None;
        }
        Some(match &self.order {
            Order::Listed(listed) => listed.list(inverted)[i as usize].into(),
            Order::Feistel(feistel) => feistel.get(i as u32, inverted),
        })
    }

    /// The permutation that undoes this one: its `get` is this one's [`position`](Self::position).
    ///
    /// ```
    /// use seedbed::Permutation;
    /// let order = Permutation::new(7, 5)?;
    /// let mut letters = ['a', 'b', 'c', 'd', 'e'];
    /// order.shuffle(&mut letters)?;
    /// order.inverse().shuffle(&mut letters)?;
    /// assert_eq!(letters, ['a', 'b', 'c', 'd', 'e']);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn inverse(&self) -> Self {
        Permutation {
            inverted: !self.inverted,
            ..*self
        }
    }

    /// All elements in order.
    ///
    /// ```
    /// let order = seedbed::Permutation::new(7, 1000)?;
    /// let mut values: Vec<u32> = order.iter().collect();
    /// values.sort_unstable();
    /// assert!(values.into_iter().eq(0..1000));
    /// # Ok::<(), seedbed::PermutationError>(())
    /// ```
    #[must_use]
    pub fn iter(&self) -> Iter {
        Iter::new(*self)
    }

    /// Fills `out` with the elements from `first` on. With the feature `parallel` long fills use
    /// rayon's current thread pool.
    ///
    /// ```
    /// let order = seedbed::Permutation::new(7, 10_000_000)?;
    /// let mut some = [0; 4];
    /// order.fill(9_999_996, &mut some)?;
    /// assert_eq!(order.get(9_999_999), Some(some[3]));
    /// # Ok::<(), seedbed::PermutationError>(())
    /// ```
    ///
    /// # Errors
    /// [`PermutationError::Range`] when there are not as many; then `out` has not changed.
    pub fn fill(&self, first: u64, out: &mut [u32]) -> Result<(), PermutationError> {
        PermutationError::check_range(first, out.len() as u64, self.n)?;
        match &self.order {
            Order::Listed(listed) => listed.fill(self.inverted, first as usize, out),
            Order::Feistel(feistel) => fill::fill(feistel, self.inverted, first as u32, out),
        }
        Ok(())
    }

    /// [`fill`](Self::fill) on one thread, with elements that exist.
    pub(crate) fn fill_part(&self, arch: Arch, first: u32, out: &mut [u32]) {
        match &self.order {
            Order::Listed(listed) => listed.fill(self.inverted, first as usize, out),
            Order::Feistel(feistel) => fill::fill_part(arch, feistel, self.inverted, first, out),
        }
    }

    /// All elements in a `Vec`.
    ///
    /// # Errors
    /// [`Error::Memory`] when they do not fit into memory.
    pub fn to_vec(&self) -> Result<Vec<u32>, Error> {
        self.some(0, self.n)
    }

    /// `count` elements from `first` on.
    pub(crate) fn some(&self, first: u64, count: u64) -> Result<Vec<u32>, Error> {
        PermutationError::check_range(first, count, self.n)?;
        // More than a `usize` has room for do not fit into memory either.
        let mut elements = zeroed(usize::try_from(count).unwrap_or(usize::MAX))?;
        self.fill(first, &mut elements)?;
        Ok(elements)
    }

    /// What kernels are told of it.
    #[cfg(feature = "plan")]
    pub(crate) fn order_words(&self) -> OrderWords {
        match &self.order {
            Order::Listed(listed) => OrderWords::of_list(listed.list(self.inverted)),
            Order::Feistel(feistel) => OrderWords::of_network(feistel, self.inverted),
        }
    }
}

impl IntoIterator for &Permutation {
    type Item = u32;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}
