//! Epochs of shuffled minibatches, which can be resumed at any step.

use alloc::vec::Vec;

use super::{Permutation, PermutationError};
use crate::{error::Error, seed::SeedSequence};

/// `"epoc"`: sets the seeds of epochs apart from children that users spawn.
const EPOCH_TAG: u32 = 0x6570_6f63;

/// Minibatches of the indices `0..n`, epoch after epoch, each epoch in an order of its own.
///
/// The order of epoch `e` is the [`Permutation`] of `0..n` by the seed's child
/// `(0x65706f63, e mod 2³², ⌊e / 2³²⌋)`, and step `s` takes its elements from `s · batch_size` on. So a
/// run is resumed from seed, epoch and step alone: this is a plain value, which can be stored (with
/// the feature `serde`), or built anew and put in place by [`seek`](Self::seek).
///
/// No other use of the seed has these orders, but minibatches of any size with this seed and `n` do: give
/// `seed.child(&[i])` to [each use](crate::permutation#a-seed-for-each-use).
///
/// As an iterator it never ends, unless an epoch has no steps. As in PyTorch's `DataLoader`, the last
/// batch of an epoch is smaller where `batch_size` does not divide `n`, or is left out by
/// [`with_drop_last`](Self::with_drop_last).
///
/// ```
/// use seedbed::permutation::Minibatches;
/// let mut batches = Minibatches::new(42, 1000, 64)?;
/// assert_eq!(batches.steps_per_epoch(), 16);
/// let before: Vec<_> = batches.by_ref().take(40).collect();
/// assert_eq!((before[39].epoch, before[39].step), (2, 7));
///
/// let mut resumed = Minibatches::new(42, 1000, 64)?;
/// resumed.seek(2, 8)?;
/// assert_eq!(resumed.next(), batches.next());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "stored::Form"))]
pub struct Minibatches {
    seed: SeedSequence,
    n: u64,
    batch_size: u64,
    drop_last: bool,
    epoch: u64,
    step: u64,
}

/// The indices of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minibatch {
    /// The epoch, from 0.
    pub epoch: u64,
    /// The step within the epoch, from 0.
    pub step: u64,
    /// The indices, `batch_size` of them, or fewer at the end of an epoch.
    pub indices: Vec<u32>,
}

impl Minibatches {
    /// Minibatches of `batch_size` indices of `0..n`, at epoch 0 and step 0.
    ///
    /// # Errors
    /// [`PermutationError::TooLong`] when `n` is more than 2³², [`PermutationError::BatchSize`] when
    /// `batch_size` is 0.
    pub fn new(
        seed: impl Into<SeedSequence>,
        n: u64,
        batch_size: u64,
    ) -> Result<Self, PermutationError> {
        PermutationError::check_n(n)?;
        if batch_size == 0 {
            return Err(PermutationError::BatchSize);
        }
        Ok(Minibatches {
            seed: seed.into(),
            n,
            batch_size,
            drop_last: false,
            epoch: 0,
            step: 0,
        })
    }

    /// Whether to leave out a last batch of fewer than `batch_size` indices; not at first. Goes back to
    /// the start of the epoch where its number of steps no longer allows the present one.
    #[must_use]
    pub fn with_drop_last(mut self, drop_last: bool) -> Self {
        self.drop_last = drop_last;
        if self.step >= self.steps_per_epoch() {
            self.step = 0;
        }
        self
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> &SeedSequence {
        &self.seed
    }

    /// The number of indices.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Indices of a batch.
    #[must_use]
    pub fn batch_size(&self) -> u64 {
        self.batch_size
    }

    /// Whether a last, smaller batch is left out.
    #[must_use]
    pub fn drop_last(&self) -> bool {
        self.drop_last
    }

    /// The epoch of the next batch.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The step of the next batch within its epoch.
    #[must_use]
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Batches of an epoch.
    #[must_use]
    pub fn steps_per_epoch(&self) -> u64 {
        if self.drop_last {
            self.n / self.batch_size
        } else {
            self.n.div_ceil(self.batch_size)
        }
    }

    /// Moves to a step of an epoch, in constant time.
    ///
    /// # Errors
    /// [`PermutationError::Step`] when the epoch has no such step; then nothing has changed. Step 0
    /// is there always.
    pub fn seek(&mut self, epoch: u64, step: u64) -> Result<(), PermutationError> {
        let steps = self.steps_per_epoch();
        if step >= steps && step > 0 {
            return Err(PermutationError::Step { step, steps });
        }
        (self.epoch, self.step) = (epoch, step);
        Ok(())
    }

    /// The order of an epoch.
    fn permutation(&self, epoch: u64) -> Result<Permutation, PermutationError> {
        let path = [EPOCH_TAG, epoch as u32, (epoch >> 32) as u32];
        Permutation::new(self.seed.child(&path), self.n)
    }

    /// The batch of a step of an epoch, wherever this iterator is.
    ///
    /// ```
    /// use seedbed::permutation::Minibatches;
    /// let batches = Minibatches::new(42, 10, 4)?;
    /// assert_eq!(batches.batch(7, 2)?.indices.len(), 2);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`PermutationError::Step`] when the epoch has no such step, [`Error::Memory`] when the batch
    /// does not fit into memory.
    pub fn batch(&self, epoch: u64, step: u64) -> Result<Minibatch, Error> {
        let steps = self.steps_per_epoch();
        if step >= steps {
            return Err(PermutationError::Step { step, steps }.into());
        }
        let first = step * self.batch_size;
        let len = self.batch_size.min(self.n - first);
        let indices = self.permutation(epoch)?.some(first, len)?;
        Ok(Minibatch {
            epoch,
            step,
            indices,
        })
    }
}

impl Iterator for Minibatches {
    type Item = Minibatch;

    /// The next batch. `None` where an epoch has no steps, or memory no room.
    fn next(&mut self) -> Option<Minibatch> {
        let batch = self.batch(self.epoch, self.step).ok()?;
        self.step += 1;
        if self.step == self.steps_per_epoch() {
            // After the last of 2⁶⁴ epochs there is no next step.
            if let Some(epoch) = self.epoch.checked_add(1) {
                (self.epoch, self.step) = (epoch, 0);
            }
        }
        Some(batch)
    }
}

#[cfg(feature = "serde")]
mod stored {
    use super::{Minibatches, PermutationError};
    use crate::seed::SeedSequence;

    /// As it is stored, before it is checked.
    #[derive(serde::Deserialize)]
    #[serde(rename = "Minibatches", deny_unknown_fields)]
    pub(super) struct Form {
        seed: SeedSequence,
        n: u64,
        batch_size: u64,
        drop_last: bool,
        epoch: u64,
        step: u64,
    }

    impl TryFrom<Form> for Minibatches {
        type Error = PermutationError;

        fn try_from(form: Form) -> Result<Self, PermutationError> {
            let batches = Minibatches::new(form.seed, form.n, form.batch_size)?;
            let mut batches = batches.with_drop_last(form.drop_last);
            batches.seek(form.epoch, form.step)?;
            Ok(batches)
        }
    }
}
