//! The elements one after the other.

use core::{fmt, iter::FusedIterator};

use super::Permutation;

/// Elements made at a time.
const BUFFER_LEN: usize = 256;

/// The elements of a [`Permutation`] in order: [`Permutation::iter`].
#[derive(Clone)]
pub struct Iter {
    permutation: Permutation,
    /// The first element that is not in the buffer any more.
    next: u64,
    buffer: [u32; BUFFER_LEN],
    /// Elements at the end of the buffer that are still to be given out.
    left: usize,
}

impl Iter {
    pub(super) fn new(permutation: Permutation) -> Self {
        Iter {
            permutation,
            next: 0,
            buffer: [0; BUFFER_LEN],
            left: 0,
        }
    }

    /// Elements to come.
    fn remaining(&self) -> u64 {
        self.permutation.len() - self.next + self.left as u64
    }
}

impl Iterator for Iter {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.left == 0 {
            let len = (BUFFER_LEN as u64).min(self.permutation.len() - self.next) as usize;
            let buffer = &mut self.buffer[BUFFER_LEN - len..];
            self.permutation.fill(self.next, buffer).ok()?;
            self.next += len as u64;
            self.left = len;
        }
        let element = *self.buffer[BUFFER_LEN - self.left..].first()?;
        self.left -= 1;
        Some(element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match usize::try_from(self.remaining()) {
            Ok(remaining) => (remaining, Some(remaining)),
            Err(_) => (usize::MAX, None),
        }
    }

    /// In constant time.
    fn nth(&mut self, n: usize) -> Option<u32> {
        let position = self.permutation.len() - self.remaining();
        self.left = 0;
        self.next = position
            .saturating_add(n as u64)
            .min(self.permutation.len());
        self.next()
    }
}

impl FusedIterator for Iter {}

impl fmt::Debug for Iter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter")
            .field("permutation", &self.permutation)
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}
