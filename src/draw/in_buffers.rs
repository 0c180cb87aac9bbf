//! Samples with parameters in buffers, from a stream.

use alloc::{borrow::Cow, vec::Vec};

use super::{Asked, Make, Range, ScalarWork, kind::InBuffers};
use crate::{
    cpu::{Cpu, zeroed},
    distr::{
        Results, Transform,
        elementwise::{ByElement, ElementwiseError, Parameter},
    },
    error::Error,
    plan::{BufferParameter, Element, ElementwiseBuffers},
    stream::Stream,
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Make<Stream, InBuffers> for ElementwiseBuffers {
    /// The bits of an f32, or 0 or 1.
    type Output = u32;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let (Asked::Samples(count) | Asked::Outputs(count)) = asked;
        Range::of_words(stream, count)
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    type Work<'a> = ScalarWork<'a>;

    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> ScalarWork<'a> {
        let elements = self.parameters().map(|parameter| match parameter {
            BufferParameter::One(value) => Element::One(value.to_bits()),
            BufferParameter::Each(offset) => Element::Caller(offset),
        });
        let parameters = [Parameter::One(0.0); 2];
        let family = self.family();
        ScalarWork {
            stream: Cow::Borrowed(stream),
            transform: Transform::ByElement(ByElement { family, parameters }),
            words_each: 1,
            first_word: range.first,
            elements: Some(elements),
        }
    }
}

impl ElementwiseBuffers {
    /// The stream's next samples where the buffers have these numbers, one for each sample, made on the CPU. No number
    /// is checked: it makes what kernels make. Moves the stream on.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, plan::{BufferParameter::Each, ElementwiseBuffers}};
    /// let each = ElementwiseBuffers::normal(0.0, Each(0))?;
    /// let std = [1.0, -1.0, 2.0];
    /// let words = each.sample(Cpu::new(), &mut Stream::new(42), [&[], &std], 3)?;
    /// assert_eq!(words[1], 0x7fc0_0000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Cpu::sample`]; [`ElementwiseError::Target`] for fewer numbers than samples.
    pub fn sample<'a>(
        &'a self,
        cpu: Cpu,
        stream: &mut Stream,
        elements: [&'a [f32]; 2],
        count: usize,
    ) -> Result<Vec<u32>, Error> {
        let range = Range::of_words(stream, count as u64)?;
        let parameter = |i: usize| match self.parameters()[i] {
            BufferParameter::One(value) => Ok(Parameter::One(value)),
            BufferParameter::Each(_) => {
                let (values, len) = (elements[i], elements[i].len());
                let values = values.get(..count).map(Parameter::Each);
                values.ok_or(ElementwiseError::Target { target: count, len })
            }
        };
        let parameters = [parameter(0)?, parameter(1)?];
        let family = self.family();
        let transform = Transform::ByElement(ByElement { family, parameters });
        let mut words = zeroed(count)?;
        let results = Results::new(transform.packing(), &mut words);
        cpu.fill_results(stream.tiles(), transform, range.first, results);
        stream.pass_to(range.end);
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::{distr::elementwise::Normal, plan::BufferParameter::Each};

    #[test]
    fn samples_are_those_of_arrays() {
        let (mean, mut one, mut other) = ([1.0, 2.0, 3.0], Stream::new(42), Stream::new(42));
        let each = ElementwiseBuffers::normal(Each(0), 2.0).expect("parameters");
        let words = each.sample(Cpu::new(), &mut one, [&mean, &[]], 3);
        let arrays = Normal::new(&mean, 2.0).expect("parameters");
        let samples = Cpu::new().sample(&mut other, &arrays, 3);
        let samples: Vec<u32> = bytemuck::cast_vec(samples.expect("samples"));
        assert_eq!(words.expect("samples"), samples);
        assert_eq!(one.position(), other.position());
    }

    #[test]
    fn too_few_numbers_are_an_error_and_take_no_words() {
        let each = ElementwiseBuffers::normal(Each(0), Each(0)).expect("parameters");
        let mut stream = Stream::new(42);
        for elements in [[&[0.0; 3][..], &[1.0; 2][..]], [&[], &[1.0; 3]]] {
            let error = each.sample(Cpu::new(), &mut stream, elements, 3);
            let message = error.expect_err("too few").to_string();
            assert!(message.contains("3 sample(s)"), "{message}");
        }
        assert_eq!(stream.position(), 0);
        let more = each.sample(Cpu::new(), &mut stream, [&[0.0; 4], &[1.0; 5]], 3);
        assert_eq!(more.expect("samples").len(), 3);
    }
}
