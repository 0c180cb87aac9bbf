//! What the sets of points have in common.
//!
//! The items are `pub`, in a private module, because the trait [`PointSet`](super::PointSet) mentions
//! them.

use crate::error::PointsError;
use crate::{cpu::Arch, error::Error};

/// Dimensions, the position, and the number of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) dimensions: usize,
    pub(super) position: u64,
    pub(super) end: u64,
}

impl Place {
    /// At point 0 of a set that has between 1 and `limit` dimensions, and `end` points.
    pub(super) fn new(
        set: &'static str,
        dimensions: usize,
        limit: usize,
        end: u64,
    ) -> Result<Self, PointsError> {
        if dimensions == 0 || dimensions > limit {
            return Err(PointsError::Dimensions {
                set,
                dimensions,
                limit,
            });
        }
        Ok(Place {
            dimensions,
            position: 0,
            end,
        })
    }

    pub(super) fn seek(&mut self, position: u64) -> Result<(), PointsError> {
        let end = self.end;
        if position > end {
            return Err(PointsError::Position { position, end });
        }
        self.position = position;
        Ok(())
    }

    /// Whether `count` points are left.
    pub(crate) fn check(&self, count: u64) -> Result<(), PointsError> {
        if count > self.end - self.position {
            return Err(PointsError::Exhausted {
                position: self.position,
                count,
                end: self.end,
            });
        }
        Ok(())
    }

    /// The samples of the next `n` points, all of which exist and may fit into memory.
    pub(crate) fn samples_of<T>(&self, n: usize) -> Result<usize, Error> {
        self.samples_of_bytes(n, size_of::<T>())
    }

    /// [`samples_of`](Self::samples_of), where a sample has so many bytes.
    pub(crate) fn samples_of_bytes(&self, n: usize, bytes_each: usize) -> Result<usize, Error> {
        self.check(n as u64)?;
        n.checked_mul(self.dimensions).ok_or(Error::Memory {
            count: n,
            bytes_each: self.dimensions.saturating_mul(bytes_each),
        })
    }

    /// Moves on past points that exist.
    pub(crate) fn pass(&mut self, count: u64) {
        self.position += count;
    }

    /// The points that `len` samples are, all of which exist.
    pub(crate) fn points_of(&self, len: u64) -> Result<u64, PointsError> {
        let dimensions = self.dimensions;
        if !len.is_multiple_of(dimensions as u64) {
            return Err(PointsError::Length { len, dimensions });
        }
        let count = len / dimensions as u64;
        self.check(count)?;
        Ok(count)
    }
}

/// The words of a set of points. Closed: sets are the same on all backends, or they are not here.
pub trait Coordinates: Sync {
    fn place(&self) -> &Place;
    fn place_mut(&mut self) -> &mut Place;

    /// The high words of `n_points` points, which exist, in parts of whole points that come in order.
    fn high_words(&self, arch: Arch, first_point: u64, n_points: u64, each: &mut dyn FnMut(&[u32]));

    /// The low words of the same points, some of those that were handed to `each`.
    fn low_words(&self, arch: Arch, first_point: u64, high: &[u32], low: &mut [u32]);

    /// The `k`-th extra words of a coordinate; the first of them alone where samples have one word.
    fn extra_words(&self, dimension: usize, high: u32, k: u32) -> [u32; 2];
}
