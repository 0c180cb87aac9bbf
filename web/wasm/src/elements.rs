//! Distributions with parameters by element.

use seedbed::{
    Cpu, Stream,
    distr::elementwise::{self, ElementwiseError, Parameter},
    plan::{self, Plan},
};

use crate::{
    draws::{Draws, PlannedDraw, Sample, words},
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
}

impl Source {
    /// Of the samples `first..first + count`, or of all.
    fn part(&self, range: Option<(usize, usize)>) -> Parameter<'_> {
        match (self, range) {
            (Source::One(value), _) => Parameter::One(*value),
            (Source::Each(values), None) => Parameter::Each(values),
            (Source::Each(values), Some((first, count))) => {
                let values = values.get(first..).unwrap_or_default();
                Parameter::Each(&values[..count.min(values.len())])
            }
        }
    }
}

/// A distribution with checked parameters, at least one of which is an array.
pub struct Elements {
    family: Family,
    parameters: [Source; 2],
}

/// The distribution of the samples of `range`, or of all, as `each` in an expression.
macro_rules! with {
    ($elements:expr, $range:expr, $each:ident => $use:expr) => {{
        let [a, b] = $elements
            .parameters
            .each_ref()
            .map(|source| source.part($range));
        let wrong = |error: ElementwiseError| WebError::parameter(error);
        match $elements.family {
            Family::Normal => {
                let $each = elementwise::Normal::new(a, b).map_err(wrong)?;
                $use
            }
            Family::Uniform => {
                let $each = elementwise::Uniform::new(a, b).map_err(wrong)?;
                $use
            }
            Family::Exponential => {
                let $each = elementwise::Exponential::new(b).map_err(wrong)?;
                $use
            }
            Family::Laplace => {
                let $each = elementwise::Laplace::new(a, b).map_err(wrong)?;
                $use
            }
            Family::Bernoulli => {
                let $each = elementwise::Bernoulli::new(a).map_err(wrong)?;
                $use
            }
        }
    }};
}

impl Elements {
    /// The distribution of that name, if it is one that has them.
    pub fn named(name: &str, mut given: Parameters) -> Result<Self, WebError> {
        use Family::{Bernoulli, Exponential, Laplace, Normal, Uniform};
        let (family, names, defaults) = match name {
            "normal" => (Normal, ["mean", "std"], [Some(0.0), Some(1.0)]),
            "uniform" => (Uniform, ["low", "high"], [None, None]),
            "exponential" => (Exponential, ["", "scale"], [Some(0.0), Some(1.0)]),
            "laplace" => (Laplace, ["loc", "scale"], [Some(0.0), Some(1.0)]),
            "bernoulli" => (Bernoulli, ["p", ""], [Some(0.5), Some(0.0)]),
            _ => {
                return Err(WebError::Parameter(format!(
                    "{name} takes one number for all samples: arrays go to normal, uniform, \
                     exponential, laplace and bernoulli"
                )));
            }
        };
        let mut take = |i: usize| given.take(names[i], defaults[i].map(Source::One));
        let parameters = [take(0)?, take(1)?];
        let known: Vec<&'static str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        given.finish(name, &known)?;
        let elements = Elements { family, parameters };
        with!(elements, None, _each => ());
        Ok(elements)
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
        with!(self, Some((first, count)), each => {
            Ok(words(Cpu::new().sample_elementwise(stream, &each)?))
        })
    }

    fn plan(&self, stream: &Stream, draw: PlannedDraw) -> Result<Plan, WebError> {
        let range = Some((draw.first, draw.count as usize));
        with!(self, range, each => Ok(Plan::by_element(stream, &each, draw.offset, draw.limits)?))
    }

    fn own_table(&self) -> Vec<u32> {
        match self.family {
            Family::Laplace => elementwise::Laplace::new(Parameter::Each(&[]), 1.0)
                .map_or_else(|_| vec![0; 4], |each| plan::own_table_by_element(&each)),
            _ => vec![0; 4],
        }
    }

    /// Of the library's own hard cases those that are in the domain.
    fn check(&self) -> Option<Box<dyn Draws>> {
        let [mut first, mut second] = plan::check_elements(plan::CHECK_WORDS);
        for (a, b) in first.iter_mut().zip(&mut second) {
            let is_right = match self.family {
                Family::Normal | Family::Laplace | Family::Exponential => {
                    a.is_finite() && b.is_finite() && *b >= 0.0
                }
                Family::Uniform => a.is_finite() && b.is_finite() && a < b,
                Family::Bernoulli => (0.0..=1.0).contains(a),
            };
            if !is_right {
                [*a, *b] = [0.25, 1.0];
            }
        }
        Some(Box::new(Elements {
            family: self.family,
            parameters: [Source::Each(first), Source::Each(second)],
        }))
    }

    fn elements(&self) -> [&[f32]; 2] {
        self.parameters.each_ref().map(|source| match source {
            Source::One(_) => &[][..],
            Source::Each(values) => values,
        })
    }
}
