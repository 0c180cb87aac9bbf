//! Draws by element whose parameters are in buffers already.

use alloc::vec::Vec;

use super::{Limits, OwnTable, Plan, PlanError, dispatch::WordRange, draw::check_target, element};
use crate::{
    cpu::{Cpu, zeroed},
    distr::{
        self, ParameterError, Quantile, Results, Transform,
        elementwise::{ByElement, ElementwiseError, Family, Parameter},
    },
    error::Error,
    stream::Stream,
};

/// A parameter on the GPU: a buffer with one f32 for each sample, or one number for all.
///
/// ```
/// use seedbed::plan::BufferParameter;
/// assert_eq!(BufferParameter::from(2.0), BufferParameter::One(2.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BufferParameter {
    /// The same for all samples.
    One(f32),
    /// One number for each sample, from this byte of the buffer on, a multiple of 4.
    Each(u64),
}

impl From<f32> for BufferParameter {
    fn from(value: f32) -> Self {
        BufferParameter::One(value)
    }
}

/// A distribution with parameters by element that are in buffers on the GPU.
///
/// As those of [`distr::elementwise`], with one difference: the host cannot look into the buffers. A
/// sample whose parameters are outside the domain (NaN or infinite, a negative `std` or `scale`,
/// `low ≥ high`, `p` outside [0, 1]) is the NaN with bits `0x7fc00000`, or 0 of a Bernoulli trial; it
/// takes its words like the others.
///
/// ```
/// use seedbed::{Stream, plan::{BufferParameter::Each, ElementwiseBuffers, Limits, Plan}};
/// let each = ElementwiseBuffers::normal(Each(1024), 2.0)?; // means from byte 1024 of a buffer on
/// let plan = Plan::by_element_in_buffers(&Stream::new(42), &each, 0, 100, Limits::WEBGPU)?;
/// assert_eq!(plan.steps()[0].dispatch.element_binding(0), Some((1024, 400)));
/// assert_eq!(plan.steps()[0].dispatch.element_binding(1), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ElementwiseBuffers {
    family: OwnedFamily,
    parameters: [BufferParameter; 2],
}

#[derive(Clone, Debug)]
enum OwnedFamily {
    Normal,
    Uniform,
    Exponential,
    Laplace(Quantile),
    Bernoulli,
}

/// What takes the place of a second parameter.
const NONE: BufferParameter = BufferParameter::One(0.0);

impl ElementwiseBuffers {
    /// Mean and standard deviation: [`elementwise::Normal`](distr::elementwise::Normal).
    ///
    /// # Errors
    /// [`ElementwiseError`] when a single number is outside the domain, or no parameter is a buffer.
    pub fn normal(
        mean: impl Into<BufferParameter>,
        std: impl Into<BufferParameter>,
    ) -> Result<Self, ElementwiseError> {
        let (mean, std) = (mean.into(), std.into());
        check_one("mean", mean, ParameterError::check_finite)?;
        check_one("std", std, ParameterError::check_not_negative)?;
        Self::new("Normal", OwnedFamily::Normal, [mean, std])
    }

    /// Bounds: [`elementwise::Uniform`](distr::elementwise::Uniform).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn uniform(
        low: impl Into<BufferParameter>,
        high: impl Into<BufferParameter>,
    ) -> Result<Self, ElementwiseError> {
        let (low, high) = (low.into(), high.into());
        check_one("low", low, ParameterError::check_finite)?;
        check_one("high", high, ParameterError::check_finite)?;
        Self::new("Uniform", OwnedFamily::Uniform, [low, high])
    }

    /// Scale: [`elementwise::Exponential`](distr::elementwise::Exponential).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn exponential(scale: impl Into<BufferParameter>) -> Result<Self, ElementwiseError> {
        let scale = scale.into();
        check_one("scale", scale, ParameterError::check_not_negative)?;
        Self::new("Exponential", OwnedFamily::Exponential, [NONE, scale])
    }

    /// Location and scale: [`elementwise::Laplace`](distr::elementwise::Laplace).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn laplace(
        loc: impl Into<BufferParameter>,
        scale: impl Into<BufferParameter>,
    ) -> Result<Self, ElementwiseError> {
        let (loc, scale) = (loc.into(), scale.into());
        check_one("loc", loc, ParameterError::check_finite)?;
        check_one("scale", scale, ParameterError::check_not_negative)?;
        let standard = distr::Laplace::new(0.0, 1.0)?.into();
        Self::new("Laplace", OwnedFamily::Laplace(standard), [loc, scale])
    }

    /// Probability: [`elementwise::Bernoulli`](distr::elementwise::Bernoulli), samples as `u32`.
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn bernoulli(p: impl Into<BufferParameter>) -> Result<Self, ElementwiseError> {
        let p = p.into();
        check_one("p", p, |_, value| ParameterError::check_probability(value))?;
        Self::new("Bernoulli", OwnedFamily::Bernoulli, [p, NONE])
    }

    fn new(
        distribution: &'static str,
        family: OwnedFamily,
        parameters: [BufferParameter; 2],
    ) -> Result<Self, ElementwiseError> {
        if let [BufferParameter::One(_), BufferParameter::One(_)] = parameters {
            return Err(ElementwiseError::NoArray { distribution });
        }
        Ok(ElementwiseBuffers { family, parameters })
    }

    /// The names of the parameters in the order of their bindings; empty in the place of one that it has
    /// not.
    ///
    /// ```
    /// use seedbed::plan::{BufferParameter::Each, ElementwiseBuffers};
    /// assert_eq!(ElementwiseBuffers::exponential(Each(0))?.names(), ["", "scale"]);
    /// # Ok::<(), seedbed::distr::elementwise::ElementwiseError>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> [&'static str; 2] {
        match self.family {
            OwnedFamily::Normal => ["mean", "std"],
            OwnedFamily::Uniform => ["low", "high"],
            OwnedFamily::Exponential => ["", "scale"],
            OwnedFamily::Laplace(_) => ["loc", "scale"],
            OwnedFamily::Bernoulli => ["p", ""],
        }
    }

    /// The parameters in that order.
    #[must_use]
    pub fn parameters(&self) -> [BufferParameter; 2] {
        self.parameters
    }

    /// The same distribution, where the numbers begin so many bytes later in their buffers.
    ///
    /// ```
    /// use seedbed::plan::{BufferParameter::{Each, One}, ElementwiseBuffers};
    /// let each = ElementwiseBuffers::normal(Each(8), 1.0)?.after([4, 4]);
    /// assert_eq!(each.parameters(), [Each(12), One(1.0)]);
    /// # Ok::<(), seedbed::distr::elementwise::ElementwiseError>(())
    /// ```
    #[must_use]
    pub fn after(&self, bytes: [u64; 2]) -> Self {
        let [first, second] = self.parameters;
        let later = |parameter, bytes| match parameter {
            BufferParameter::Each(offset) => BufferParameter::Each(offset.saturating_add(bytes)),
            one @ BufferParameter::One(_) => one,
        };
        ElementwiseBuffers {
            parameters: [later(first, bytes[0]), later(second, bytes[1])],
            family: self.family.clone(),
        }
    }

    /// [`own_table`](super::own_table) of it.
    #[must_use]
    pub fn own_table(&self) -> Vec<u32> {
        OwnTable::words_of(self.transform([Parameter::One(0.0); 2]))
    }

    /// The stream's next `count` samples where the buffers have these numbers, made on the CPU, as words.
    /// No number is checked: it makes what kernels make.
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
        let span = stream.span(count as u64, 1)?;
        let [first, second] = self.parameters;
        let parameter = |parameter, values: &'a [f32]| match parameter {
            BufferParameter::One(value) => Ok(Parameter::One(value)),
            BufferParameter::Each(_) => {
                values
                    .get(..count)
                    .map(Parameter::Each)
                    .ok_or(ElementwiseError::Target {
                        target: count,
                        len: values.len(),
                    })
            }
        };
        let parameters = [
            parameter(first, elements[0])?,
            parameter(second, elements[1])?,
        ];
        let mut words = zeroed(count)?;
        let transform = self.transform(parameters);
        let results = Results::new(transform.packing(), &mut words);
        cpu.fill_results(stream.tiles(), transform, span.first_word(), results);
        stream.finish(span);
        Ok(words)
    }

    pub(crate) fn family(&self) -> Family<'_> {
        match &self.family {
            OwnedFamily::Normal => Family::Normal,
            OwnedFamily::Uniform => Family::Uniform,
            OwnedFamily::Exponential => Family::Exponential,
            OwnedFamily::Laplace(standard) => Family::Quantile(standard.table()),
            OwnedFamily::Bernoulli => Family::Bernoulli,
        }
    }

    fn transform<'a>(&'a self, parameters: [Parameter<'a>; 2]) -> Transform<'a> {
        let family = self.family();
        Transform::ByElement(ByElement { family, parameters })
    }
}

/// Checks a number for all samples.
fn check_one(
    name: &'static str,
    parameter: BufferParameter,
    domain: impl Fn(&'static str, f32) -> Result<(), ParameterError>,
) -> Result<(), ParameterError> {
    match parameter {
        BufferParameter::One(value) => domain(name, value),
        BufferParameter::Each(_) => Ok(()),
    }
}

impl Plan {
    /// The stream's next `count` samples, with parameters from buffers.
    ///
    /// # Errors
    /// As [`new`](Self::new); [`PlanError::Offset`] and [`PlanError::Size`] also for the place of a
    /// parameter.
    pub fn by_element_in_buffers(
        stream: &Stream,
        distribution: &ElementwiseBuffers,
        offset: u64,
        count: u64,
        limits: Limits,
    ) -> Result<Self, PlanError> {
        let limits = limits.checked()?;
        let span = stream.span(count, 1)?;
        check_target(offset, count, 4)?;
        for parameter in distribution.parameters {
            if let BufferParameter::Each(offset) = parameter {
                check_target(offset, count, 4)?;
            }
        }
        let transform = distribution.transform([Parameter::One(0.0); 2]);
        let range = WordRange {
            offset,
            len_words: count,
        };
        let parameters = distribution.parameters;
        let dispatches = element::plan(limits, span.first_word(), range, transform, parameters);
        Ok(Plan::of_words(stream, transform, span, range, dispatches))
    }
}

#[cfg(test)]
mod tests {
    use super::{BufferParameter::Each, *};
    use crate::distr::elementwise::Normal;

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

    #[test]
    fn arrays_from_byte_0_make_the_plan_of_arrays() {
        let (mean, stream, limits) = ([0.0; 9000], Stream::new(42), Limits::WEBGPU);
        let each = ElementwiseBuffers::normal(Each(0), 2.0).expect("parameters");
        let arrays = Normal::new(&mean, 2.0).expect("parameters");
        let found = Plan::by_element_in_buffers(&stream, &each, 8, 9000, limits).expect("a plan");
        let known = Plan::by_element(&stream, &arrays, 8, limits).expect("a plan");
        assert_eq!(found.shaders(), known.shaders());
        let dispatches =
            |plan: &Plan| -> Vec<_> { plan.steps().iter().map(|step| step.dispatch).collect() };
        assert_eq!(dispatches(&found), dispatches(&known));
    }

    #[test]
    fn what_cannot_be_is_an_error() {
        let error = ElementwiseBuffers::normal(Each(0), -1.0).expect_err("a negative std");
        assert!(error.to_string().contains("std is -1"));
        assert!(ElementwiseBuffers::uniform(0.0, 1.0).is_err());
        assert!(ElementwiseBuffers::laplace(f32::NAN, Each(0)).is_err());
        assert!(ElementwiseBuffers::bernoulli(1.5).is_err());
        assert!(ElementwiseBuffers::exponential(1.0).is_err());
        let plan = |offset| {
            let each = ElementwiseBuffers::exponential(Each(offset)).expect("parameters");
            Plan::by_element_in_buffers(&Stream::new(1), &each, 0, 4, Limits::WEBGPU)
        };
        assert!(plan(4).is_ok());
        assert!(matches!(plan(6), Err(PlanError::Offset { offset: 6 })));
        assert!(matches!(plan(1 << 53), Err(PlanError::Size { .. })));
    }
}
