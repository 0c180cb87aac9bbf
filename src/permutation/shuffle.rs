//! Shuffles of slices.

use alloc::vec::Vec;

use super::{Permutation, PermutationError};
use crate::{error::Error, seed::SeedSequence};

/// Shuffles a slice in place: element `i` becomes the one that was at `get(i)` of
/// [`Permutation::new`]`(seed, slice.len())`.
///
/// Slices of one length that are shuffled with one seed stay in step, as columns of a table must. Everything else with
/// this seed and length has the same order, too: give `seed.child(&[i])` to
/// [each use](crate::permutation#a-seed-for-each-use).
///
/// ```
/// let mut cards: Vec<String> = ["ace", "king", "queen", "jack"].map(String::from).into();
/// seedbed::permutation::shuffle(42, &mut cards)?;
/// assert_eq!(cards, ["jack", "queen", "ace", "king"]);
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// # Errors
/// Those of [`Permutation::shuffle`], and [`PermutationError::TooLong`].
pub fn shuffle<T>(seed: impl Into<SeedSequence>, slice: &mut [T]) -> Result<(), Error> {
    Permutation::new(seed, slice.len() as u64)?.shuffle(slice)
}

impl Permutation {
    /// Shuffles a slice of `n` elements of any type in place: element `i` becomes the one that was at
    /// `get(i)`, as NumPy's `x[permutation]`. Needs 4 bytes of memory for each element.
    ///
    /// ```
    /// let order = seedbed::Permutation::new(42, 4)?;
    /// let mut letters = ['a', 'b', 'c', 'd'];
    /// order.shuffle(&mut letters)?;
    /// assert_eq!(order.get(0), Some(3));
    /// assert_eq!(letters[0], 'd');
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PermutationError::Length`] when the slice has not `n` elements, [`Error::Memory`] when there
    /// is no memory for the order; then the slice has not changed.
    pub fn shuffle<T>(&self, slice: &mut [T]) -> Result<(), Error> {
        self.check_len(slice.len())?;
        let mut order = self.to_vec()?;
        // Along each cycle; what is in its place is marked by being its own source.
        for start in 0..order.len() {
            let mut to = start;
            loop {
                let from = order[to] as usize;
                order[to] = to as u32;
                if from == start {
                    break;
                }
                slice.swap(to, from);
                to = from;
            }
        }
        Ok(())
    }

    /// A shuffled copy of a slice of `n` elements: element `i` is the one at `get(i)`.
    ///
    /// ```
    /// let order = seedbed::Permutation::new(42, 4)?;
    /// assert_eq!(order.permuted(&['a', 'b', 'c', 'd'])?, ['d', 'c', 'a', 'b']);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PermutationError::Length`] when the slice has not `n` elements, [`Error::Memory`] when there
    /// is no memory for the copy.
    pub fn permuted<T: Clone>(&self, slice: &[T]) -> Result<Vec<T>, Error> {
        self.check_len(slice.len())?;
        let mut copy = Vec::new();
        copy.try_reserve_exact(slice.len())
            .map_err(|_| Error::Memory {
                count: slice.len(),
                bytes_each: size_of::<T>(),
            })?;
        copy.extend(self.iter().map(|i| slice[i as usize].clone()));
        Ok(copy)
    }

    fn check_len(&self, len: usize) -> Result<(), PermutationError> {
        let (len, n) = (len as u64, self.len());
        if len == n {
            return Ok(());
        }
        Err(PermutationError::Length { len, n })
    }
}
