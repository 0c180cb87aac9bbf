//! Elements and points in order, any of which can be made.

use seedbed::{Backend, Permutation, distr::Distribution, qmc::GpuPointSet};

use crate::distribution::Sample;

/// Elements of a permutation, or points.
pub trait Elements {
    /// An element, or a coordinate.
    type Value: Sample;

    /// How many there are.
    fn len(&self) -> u64;

    /// Coordinates of a point, where it is one.
    fn dimensions(&self) -> Option<usize>;

    /// Those from `start` on, which are there.
    fn make(
        &mut self,
        backend: &Backend,
        start: u64,
        count: u64,
    ) -> Result<Vec<Self::Value>, seedbed::Error>;
}

impl Elements for Permutation {
    type Value = u32;

    fn len(&self) -> u64 {
        Permutation::len(self)
    }

    fn dimensions(&self) -> Option<usize> {
        None
    }

    fn make(
        &mut self,
        backend: &Backend,
        start: u64,
        count: u64,
    ) -> Result<Vec<u32>, seedbed::Error> {
        backend.sample(&mut { start }, self, count as usize)
    }
}

/// Points, their coordinates through a distribution.
pub struct Points<P, D>(pub P, pub D);

impl<P: GpuPointSet, D: Distribution<Output: Sample>> Elements for Points<P, D> {
    type Value = D::Output;

    fn len(&self) -> u64 {
        self.0.len()
    }

    fn dimensions(&self) -> Option<usize> {
        Some(self.0.dimensions())
    }

    fn make(
        &mut self,
        backend: &Backend,
        start: u64,
        count: u64,
    ) -> Result<Vec<D::Output>, seedbed::Error> {
        self.0.seek(start)?;
        backend.sample(&mut self.0, &self.1, count as usize)
    }
}
