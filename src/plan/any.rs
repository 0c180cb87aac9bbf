//! Distributions of any type.

use alloc::{boxed::Box, vec::Vec};
use core::any::TypeId;

use super::{Limits, OwnTable, Plan, PlanError};
use crate::{
    cpu::{Cpu, zeroed},
    distr::{Distribution, Results, sealed::Transforms},
    error::Error,
    qmc::{GpuPointSet, PointSet, PointsError},
    stream::Stream,
    wgsl::{Library, WgslError},
};

/// A [`Distribution`] whose type is known at run time alone: for programs that take it by name.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::{Normal, Poisson}, plan::AnyDistribution};
/// let named = |name: &str| -> Result<AnyDistribution, Box<dyn std::error::Error>> {
///     Ok(match name {
///         "normal" => AnyDistribution::new(Normal::STANDARD),
///         _ => AnyDistribution::new(Poisson::new(3.0)?),
///     })
/// };
/// let words = named("normal")?.sample(Cpu::new(), &mut Stream::new(42), 10)?;
/// let samples = Cpu::new().sample(&mut Stream::new(42), &Normal::STANDARD, 10)?;
/// assert!(words.into_iter().map(f32::from_bits).eq(samples));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AnyDistribution {
    distribution: Box<dyn Transforms>,
    output: TypeId,
    bytes_each: usize,
    words: usize,
}

impl AnyDistribution {
    /// Of any type.
    #[must_use]
    pub fn new<D: Distribution<Output: 'static> + 'static>(distribution: D) -> Self {
        AnyDistribution {
            distribution: Box::new(distribution),
            output: TypeId::of::<D::Output>(),
            bytes_each: size_of::<D::Output>(),
            words: D::WORDS,
        }
    }

    /// The type of a sample.
    #[must_use]
    pub fn output(&self) -> TypeId {
        self.output
    }

    /// Bytes of a sample.
    #[must_use]
    pub fn sample_bytes(&self) -> usize {
        self.bytes_each
    }

    /// Words that a sample owns, [`Distribution::WORDS`].
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// The stream's next `count` samples, little-endian in words; the last word may have half a sample.
    ///
    /// # Errors
    /// As [`Cpu::sample`].
    pub fn sample(&self, cpu: Cpu, stream: &mut Stream, count: usize) -> Result<Vec<u32>, Error> {
        let span = stream.span(count as u64, self.words)?;
        let mut memory = self.zeroed(count)?;
        let transform = self.distribution.transform();
        let packing = transform.packing();
        let first = span.first_word();
        if self.bytes_each == 2 {
            let halves: &mut [u16] = bytemuck::cast_slice_mut(&mut memory);
            let results = Results::new(packing, &mut halves[..count]);
            cpu.fill_results(stream.tiles(), transform, first, results);
        } else {
            let results = Results::new(packing, &mut memory);
            cpu.fill_results(stream.tiles(), transform, first, results);
        }
        stream.finish(span);
        Ok(memory)
    }

    /// The coordinates of the next `n` points through it, as the words of samples.
    ///
    /// # Errors
    /// As [`Cpu::sample`].
    pub fn sample_points(
        &self,
        cpu: Cpu,
        points: &mut dyn PointSet,
        n: usize,
    ) -> Result<Vec<u32>, Error> {
        PointsError::check_sizes(self.bytes_each, self.words)?;
        let count = points.place().samples_of_bytes(n, self.bytes_each)?;
        let mut memory = self.zeroed(count)?;
        let first = points.position();
        let transform = self.distribution.transform();
        cpu.fill_point_words(points, transform, self.words, first, &mut memory);
        points.place_mut().pass(n as u64);
        Ok(memory)
    }

    /// [`Plan::new`] of it.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn plan(
        &self,
        stream: &Stream,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Plan, PlanError> {
        let transform = self.distribution.transform();
        Plan::of_transform(
            stream,
            transform,
            [self.words, self.bytes_each],
            offset,
            count,
            limits,
        )
    }

    /// [`Plan::of_points`] through it.
    ///
    /// # Errors
    /// As [`Plan::of_points`].
    pub fn plan_points<P: GpuPointSet>(
        &self,
        points: &P,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Plan, PlanError> {
        let transform = self.distribution.transform();
        let sizes = [self.words, self.bytes_each];
        Plan::of_points_by(points, transform, sizes, offset, count, limits)
    }

    /// [`own_table`](super::own_table) of it.
    #[must_use]
    pub fn own_table(&self) -> Vec<u32> {
        OwnTable::words_of(self.distribution.transform())
    }

    /// [`Library::draw`] of it.
    ///
    /// # Errors
    /// As [`Library::draw`].
    pub fn add_to(&self, library: Library, name: &str) -> Result<Library, WgslError> {
        library.draw_transform(name, self.distribution.transform(), self.output)
    }

    /// Zeros for the samples, in whole words.
    fn zeroed(&self, count: usize) -> Result<Vec<u32>, Error> {
        let memory = |_| Error::Memory {
            count,
            bytes_each: self.bytes_each,
        };
        let bytes = count.checked_mul(self.bytes_each).ok_or(());
        zeroed(bytes.map_err(memory)?.div_ceil(4)).map_err(|_| memory(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{BernoulliMask, Bits64, Normal},
        qmc::{Halton, Sobol},
    };

    /// Draws that are the same when the type is known.
    fn check<D: Distribution<Output: 'static> + 'static>(distribution: &D, again: D) {
        let any = AnyDistribution::new(again);
        assert_eq!(any.output(), TypeId::of::<D::Output>());
        for count in [0, 1, 7, 5000] {
            let (mut one, mut other) = (Stream::new(42).at(3), Stream::new(42).at(3));
            let words = any.sample(Cpu::new(), &mut one, count).expect("samples");
            let samples = Cpu::new().sample(&mut other, distribution, count);
            let samples = samples.expect("samples");
            let bytes: &[u8] = bytemuck::cast_slice(&samples);
            assert_eq!(&bytemuck::cast_slice::<_, u8>(&words)[..bytes.len()], bytes);
            assert_eq!(one.position(), other.position());
            let limits = Limits::WEBGPU;
            let plan = any.plan(&one, 4, count as u64, limits).expect("a plan");
            let known = Plan::new(&other, distribution, 4, count as u64, limits);
            let known = known.expect("a plan");
            assert_eq!(plan.shaders(), known.shaders());
            assert_eq!(plan.position(), known.position());
        }
        assert_eq!(any.own_table(), super::super::own_table(distribution));
    }

    #[test]
    fn draws_are_those_of_the_type() {
        check(&Normal::STANDARD, Normal::STANDARD);
        check(&Bits64, Bits64);
        let mask = || BernoulliMask::new(0.3).expect("a probability");
        check(&mask(), mask());
        #[cfg(feature = "half")]
        check(
            &crate::distr::NormalF16::STANDARD,
            crate::distr::NormalF16::STANDARD,
        );
    }

    #[test]
    fn points_are_those_of_the_type() {
        let any = AnyDistribution::new(Bits64);
        let mut sobol = Sobol::new(3).expect("dimensions").scrambled(1_u64);
        let mut halton = Halton::new(2).expect("dimensions");
        let cpu = Cpu::new();
        let plan = any.plan_points(&sobol, 4, 100, Limits::WEBGPU);
        let known = Plan::of_points(&sobol, &Bits64, 4, 100, Limits::WEBGPU);
        let (plan, known) = (plan.expect("a plan"), known.expect("a plan"));
        assert_eq!(plan.shaders(), known.shaders());
        assert_eq!(plan.steps()[0].dispatch, known.steps()[0].dispatch);
        let found = any.sample_points(cpu, &mut sobol, 100).expect("points");
        sobol.reset();
        let known = sobol.random(&Bits64, 100).expect("points");
        assert_eq!(bytemuck::cast_slice::<_, u64>(&found), known);
        let found = any.sample_points(cpu, &mut halton, 10).expect("points");
        assert_eq!((found.len(), halton.position()), (40, 10));
        let mask = AnyDistribution::new(BernoulliMask::new(0.3).expect("a probability"));
        assert!(mask.sample_points(cpu, &mut halton, 1).is_err());
    }
}
