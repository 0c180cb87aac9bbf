//! Distributions with parameters by element.

use seedbed::{
    Cpu, Stream, catalogue,
    distr::elementwise::{self, ElementwiseError, Parameter},
    draw::Planner,
    plan::{BufferParameter, ElementwiseBuffers},
};

use crate::{
    draws::{Draws, Sample},
    error::WebError,
    parameters::Parameters,
};

/// Which distribution it is.
#[derive(Clone, Copy)]
enum Family {
    Normal,
    Uniform,
    Exponential,
    Laplace,
    Bernoulli,
}

/// A parameter of a draw.
#[derive(Clone)]
pub enum Source {
    /// The same for all samples.
    One(f32),
    /// One number for each.
    Each(Vec<f32>),
    /// One number for each, from this byte of a buffer of the page on.
    Buffer(u64),
}

/// A distribution with checked parameters, at least one of which is an array or a buffer.
pub struct Elements {
    family: Family,
    /// Where arrays are uploaded, and the samples begin.
    bound: ElementwiseBuffers,
    parameters: [Source; 2],
}

impl Family {
    /// The distribution of such a name.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "normal" => Family::Normal,
            "uniform" => Family::Uniform,
            "exponential" => Family::Exponential,
            "laplace" => Family::Laplace,
            "bernoulli" => Family::Bernoulli,
            _ => return None,
        })
    }

    /// The names of its parameters, and their defaults.
    fn parameters(self) -> [(&'static str, Option<f32>); 2] {
        match self {
            Family::Normal => [("mean", Some(0.0)), ("std", Some(1.0))],
            Family::Uniform => [("low", None), ("high", None)],
            Family::Exponential => [("", Some(0.0)), ("scale", Some(1.0))],
            Family::Laplace => [("loc", Some(0.0)), ("scale", Some(1.0))],
            Family::Bernoulli => [("p", Some(0.5)), ("", Some(0.0))],
        }
    }

    /// Numbers that every other parameter goes with, where there is one: in the place of those in buffers,
    /// which nobody looks at here.
    fn unknown(self) -> [f32; 2] {
        match self {
            Family::Uniform => [f32::MIN, f32::MAX],
            _ => [0.0, 1.0],
        }
    }

    /// Whether arrays are within the domain, and have one length.
    fn check(self, [a, b]: [Parameter<'_>; 2]) -> Result<(), ElementwiseError> {
        match self {
            Family::Normal => elementwise::Normal::new(a, b).map(drop),
            Family::Uniform => elementwise::Uniform::new(a, b).map(drop),
            Family::Exponential => elementwise::Exponential::new(b).map(drop),
            Family::Laplace => elementwise::Laplace::new(a, b).map(drop),
            Family::Bernoulli => elementwise::Bernoulli::new(a).map(drop),
        }
    }

    fn bound(self, [a, b]: [BufferParameter; 2]) -> Result<ElementwiseBuffers, ElementwiseError> {
        match self {
            Family::Normal => ElementwiseBuffers::normal(a, b),
            Family::Uniform => ElementwiseBuffers::uniform(a, b),
            Family::Exponential => ElementwiseBuffers::exponential(b),
            Family::Laplace => ElementwiseBuffers::laplace(a, b),
            Family::Bernoulli => ElementwiseBuffers::bernoulli(a),
        }
    }
}

impl Elements {
    /// The distribution of that name, if it is one that has them.
    pub fn named(name: &str, mut given: Parameters) -> Result<Self, WebError> {
        let Some(family) = Family::named(name) else {
            return Err(WebError::Parameter(format!(
                "{name} takes one number for all samples: arrays and buffers go to normal, uniform, \
                 exponential, laplace and bernoulli"
            )));
        };
        let [first, second] = family.parameters();
        let mut take = |(name, default): (&'static str, Option<f32>)| {
            given.take(name, default.map(Source::One))
        };
        let parameters = [take(first)?, take(second)?];
        given.finish(&catalogue::typed_by_name(name)?)?;
        let elements = Elements::of(family, parameters).map_err(WebError::parameter)?;
        let is_array = |source: &Source| matches!(source, Source::Each(_));
        if elements.parameters.iter().any(is_array) {
            let unknown = family.unknown();
            let checked = [0, 1].map(|i| match &elements.parameters[i] {
                Source::One(value) => Parameter::One(*value),
                Source::Each(values) => Parameter::Each(values),
                Source::Buffer(_) => Parameter::One(unknown[i]),
            });
            family.check(checked).map_err(WebError::parameter)?;
        }
        Ok(elements)
    }

    /// Whatever the numbers in arrays are.
    fn of(family: Family, parameters: [Source; 2]) -> Result<Self, ElementwiseError> {
        let bound = family.bound(parameters.each_ref().map(|source| match source {
            Source::One(value) => BufferParameter::One(*value),
            Source::Each(_) => BufferParameter::Each(0),
            Source::Buffer(offset) => BufferParameter::Each(*offset),
        }))?;
        Ok(Elements {
            family,
            bound,
            parameters,
        })
    }
}

impl Draws for Elements {
    fn array(&self) -> &'static str {
        match self.family {
            Family::Bernoulli => u32::ARRAY,
            _ => f32::ARRAY,
        }
    }

    fn sample_bytes(&self) -> usize {
        4
    }

    fn words(&self) -> usize {
        1
    }

    fn sample(
        &self,
        stream: &mut Stream,
        first: usize,
        count: usize,
    ) -> Result<Vec<u32>, WebError> {
        let elements = self
            .elements()
            .map(|values| values.get(first..).unwrap_or_default());
        Ok(self.bound.sample(Cpu::new(), stream, elements, count)?)
    }

    fn planner<'a>(&'a self, stream: &'a Stream, count: u64) -> Result<Planner<'a>, WebError> {
        Ok(Planner::new(stream, &self.bound, count)?)
    }

    fn elements(&self) -> [&[f32]; 2] {
        self.parameters.each_ref().map(|source| match source {
            Source::Each(values) => values,
            Source::One(_) | Source::Buffer(_) => &[][..],
        })
    }

    fn in_buffers(&self) -> [&'static str; 2] {
        let names = self.bound.names();
        [0, 1].map(|i| match self.parameters[i] {
            Source::Buffer(_) => names[i],
            _ => "",
        })
    }
}
