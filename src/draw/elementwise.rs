//! Samples with parameters per element from a stream.

#[cfg(feature = "plan")]
use alloc::borrow::Cow;

#[cfg(feature = "plan")]
use super::scalars::ScalarWork;
use super::{Asked, Draw, Make, Range, kind::PerElement};
use crate::{
    cpu::{Cpu, check_target},
    distr::{Packing, Results, elementwise::Elementwise},
    error::Error,
    stream::Stream,
};
#[cfg(feature = "plan")]
use crate::{
    distr::{Transform, elementwise::Parameter},
    plan::Element,
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<D: Elementwise> Make<Stream, PerElement> for D {
    type Output = D::Output;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let (Asked::Samples(count) | Asked::Outputs(count)) = asked;
        let range = Range::of_words(stream, count)?;
        check_target(self.len(), usize::try_from(count).unwrap_or(usize::MAX))?;
        Ok(range)
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    fn packing(&self) -> Packing {
        self.transform().packing()
    }

    #[cfg(feature = "plan")]
    type Work<'a>
        = ScalarWork<'a>
    where
        D: 'a;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> ScalarWork<'a> {
        let transform = self.transform();
        let elements = match transform {
            Transform::ByElement(each) => Some(each.parameters.map(|parameter| match parameter {
                Parameter::One(value) => Element::One(value.to_bits()),
                Parameter::Each(values) => Element::Array(Cow::Borrowed(values)),
            })),
            _ => None,
        };
        ScalarWork {
            stream: Cow::Borrowed(stream),
            transform,
            words_each: 1,
            first_word: range.first,
            elements,
        }
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<D: Elementwise> Draw<Stream, PerElement> for D {
    fn fill(&self, cpu: Cpu, stream: &mut Stream, range: Range, first: u64, out: Results<'_>) {
        let first_word = range.first.wrapping_add(first);
        let transform = self.transform().after(first);
        cpu.fill_results(stream.tiles(), transform, first_word, out);
    }
}
