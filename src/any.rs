//! Distributions of any type.

use alloc::boxed::Box;
use core::any::TypeId;

use crate::{
    cpu::Cpu,
    distr::{Distribution, Packing, Results, sealed::Transforms},
    draw::{
        Asked, Draw, Make, PointWork, Range, ScalarWork, fill_points,
        kind::{AnyPoints, AnyScalars},
        pass_points, point_range,
    },
    error::Error,
    qmc::GpuPointSet,
    stream::Stream,
    wgsl::{Library, WgslError},
};

/// A [`Distribution`] whose type is known at run time alone: for programs that take it by name.
///
/// ```
/// use seedbed::{AnyDistribution, Cpu, Stream, distr::{Normal, Poisson}};
/// let named = |name: &str| -> Result<AnyDistribution, Box<dyn std::error::Error>> {
///     Ok(match name {
///         "normal" => AnyDistribution::new(Normal::STANDARD),
///         _ => AnyDistribution::new(Poisson::new(3.0)?),
///     })
/// };
/// let words = Cpu::new().sample(&mut Stream::new(42), &named("normal")?, 10)?; // of memory, as u32
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

    fn count_of(&self, asked: Asked) -> u64 {
        match asked {
            Asked::Samples(count) => count,
            Asked::Outputs(words) => words.saturating_mul(4) / self.bytes_each as u64,
        }
    }

    /// [`Library::draw`] of it.
    ///
    /// # Errors
    /// As [`Library::draw`].
    pub fn add_to(&self, library: Library, name: &str) -> Result<Library, WgslError> {
        library.draw_transform(name, self.distribution.transform(), self.output)
    }
}

/// Words of memory for so many bytes.
fn memory_words(count: u64, bytes_each: usize) -> Result<u64, Error> {
    let bytes = count.checked_mul(bytes_each as u64);
    bytes.map(|bytes| bytes.div_ceil(4)).ok_or(Error::Memory {
        count: usize::try_from(count).unwrap_or(usize::MAX),
        bytes_each,
    })
}

/// Samples as words of memory, little-endian; the last word may have half a sample.
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Make<Stream, AnyScalars> for AnyDistribution {
    type Output = u32;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let count = self.count_of(asked);
        let span = stream.span(count, self.words)?;
        Ok(Range {
            first: span.first_word(),
            outputs: memory_words(count, self.bytes_each)?,
            results: count.saturating_mul(self.words as u64),
            end: span.end(),
        })
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    fn packing(&self) -> Packing {
        self.distribution.transform().packing()
    }

    type Work<'a> = ScalarWork<'a>;

    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> ScalarWork<'a> {
        let transform = self.distribution.transform();
        ScalarWork::new(stream, transform, self.words, range)
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Draw<Stream, AnyScalars> for AnyDistribution {
    fn fill(&self, cpu: Cpu, stream: &mut Stream, range: Range, first: u64, out: Results<'_>) {
        let (transform, first) = (
            self.distribution.transform(),
            range.first.wrapping_add(first),
        );
        cpu.fill_results(stream.tiles(), transform, first, out);
    }
}

/// Likewise.
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet> Make<P, AnyPoints> for AnyDistribution {
    type Output = u32;

    fn range(&self, points: &P, asked: Asked) -> Result<Range, Error> {
        let words = [self.bytes_each, self.words];
        let range = point_range(points, words, asked, self.bytes_each / 4)?;
        Ok(Range {
            outputs: range.results,
            ..range
        })
    }

    fn pass(&self, points: &mut P, range: Range) {
        pass_points(points, range);
    }

    type Work<'a>
        = PointWork<'a, P>
    where
        P: 'a;

    fn work<'a>(&'a self, points: &'a P, _range: Range) -> PointWork<'a, P> {
        PointWork::new(points, self.distribution.transform(), self.words)
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet> Draw<P, AnyPoints> for AnyDistribution {
    fn fill(&self, cpu: Cpu, points: &mut P, range: Range, first: u64, out: Results<'_>) {
        let transform = self.distribution.transform();
        fill_points(
            cpu,
            points,
            transform,
            self.words,
            [range.first, first],
            out,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{BernoulliMask, Bits64, Normal},
        qmc::{Halton, PointSet, Sobol},
    };

    /// Draws that are the same when the type is known.
    fn check<D: Distribution<Output: 'static> + 'static>(distribution: &D, again: D) {
        let any = AnyDistribution::new(again);
        assert_eq!(any.output(), TypeId::of::<D::Output>());
        for count in [0, 1, 7, 5000] {
            let (mut one, mut other) = (Stream::new(42).at(3), Stream::new(42).at(3));
            let words = Cpu::new().sample(&mut one, &any, count).expect("samples");
            let samples = Cpu::new().sample(&mut other, distribution, count);
            let samples = samples.expect("samples");
            let bytes: &[u8] = bytemuck::cast_slice(&samples);
            assert_eq!(&bytemuck::cast_slice::<_, u8>(&words)[..bytes.len()], bytes);
            assert!(words.len() * 4 < bytes.len() + 4);
            assert_eq!(one.position(), other.position());
        }
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
        let found = cpu.sample(&mut sobol, &any, 100).expect("points");
        sobol.reset();
        let known = sobol.random(&Bits64, 100).expect("points");
        assert_eq!(bytemuck::cast_slice::<_, u64>(&found), known);
        let found = cpu.sample(&mut halton, &any, 10).expect("points");
        assert_eq!((found.len(), halton.position()), (40, 10));
        let mask = AnyDistribution::new(BernoulliMask::new(0.3).expect("a probability"));
        assert!(cpu.sample(&mut halton, &mask, 1).is_err());
    }
}
