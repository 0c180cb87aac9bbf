//! Draws on the CPU.

use alloc::vec::Vec;

use super::{Asked, Draw};
use crate::{
    cpu::{Cpu, zeroed},
    distr::Results,
    error::Error,
};

impl Cpu {
    /// The next `count` samples of whatever can be [drawn](crate::draw): samples of a distribution, vectors,
    /// points or elements. Moves on what they are drawn from.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::UnitDisc};
    /// let mut stream = Stream::new(42);
    /// let points = Cpu::new().sample(&mut stream, &UnitDisc, 1000)?;
    /// assert_eq!((points.len(), stream.position()), (2000, 2000));
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many,
    /// [`Error::Elementwise`] when the parameters are for another number of samples, [`Error::Memory`] when the
    /// samples do not fit into memory. Then nothing has moved.
    pub fn sample<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        let range = what.range(from, Asked::Samples(count as u64))?;
        let mut samples = zeroed(range.outputs as usize)?;
        let results = Results::new(what.packing(), &mut samples);
        what.fill(*self, from, range, 0, results.first(range.results));
        what.pass(from, range);
        Ok(samples)
    }

    /// Fills `samples` with the next ones of whatever can be [drawn](crate::draw), and moves on what they are drawn
    /// from. A slice holds whole vectors, or whole points.
    ///
    /// ```
    /// use seedbed::{Cpu, distr::Standard, qmc::Sobol};
    /// let mut samples = [0.0; 6];
    /// Cpu::single_threaded().fill(&mut Sobol::new(2)?, &Standard, &mut samples)?;
    /// assert_eq!(samples, [0.0, 0.0, 0.5, 0.5, 0.75, 0.25]);
    /// # Ok::<(), seedbed::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many;
    /// [`Error::Vectors`], [`Error::Points`] or [`Error::Elementwise`] when the slice holds no whole number of
    /// them. Then neither `samples` nor what they are drawn from has changed.
    pub fn fill<S, K, D: Draw<S, K>>(
        &self,
        from: &mut S,
        what: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        let range = what.range(from, Asked::Outputs(samples.len() as u64))?;
        let results = Results::new(what.packing(), samples);
        what.fill(*self, from, range, 0, results.first(range.results));
        what.pass(from, range);
        Ok(())
    }
}
