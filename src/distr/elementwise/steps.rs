//! What is done to words with parameters by element, on the CPU.

use super::{Family, Parameter};
use crate::{
    distr::{
        BernoulliSteps, ExponentialSteps, FinishStep, LANES, Lanes, NormalSteps, QuantileSteps,
        Steps, StepsVisitor, UniformElementSteps,
    },
    exact::{Fixed, element_f32},
    quantile::QuantileTable,
};

/// A draw with parameters by element. Those of its samples need not be within their domain: what is
/// outside makes NaN, or 0 of a Bernoulli trial.
#[derive(Clone, Copy, Debug)]
pub struct ByElement<'a> {
    pub family: Family<'a>,
    pub parameters: [Parameter<'a>; 2],
}

impl ByElement<'_> {
    /// The draw of the samples behind the first `count`.
    pub(crate) fn after(self, count: usize) -> Self {
        let parameters = self.parameters.map(|parameter| parameter.after(count));
        ByElement { parameters, ..self }
    }

    /// Hands the steps of the samples to `visitor`.
    pub(crate) fn visit_steps(self, visitor: impl StepsVisitor) {
        let parameters = self.parameters;
        match self.family {
            Family::Normal => visitor.visit(Each(OfNormal, parameters)),
            Family::Uniform => visitor.visit(Each(OfUniform, parameters)),
            Family::Exponential => visitor.visit(Each(OfExponential, parameters)),
            Family::Quantile(table) => visitor.visit(Each(OfQuantile(table), parameters)),
            Family::Bernoulli => visitor.visit(Each(OfBernoulli, parameters)),
        }
    }
}

/// The last step with location and scale of one sample.
#[derive(Clone, Copy)]
pub(crate) struct ElementFinish {
    loc: u32,
    scale: u32,
}

impl FinishStep for ElementFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        element_f32(v, sign, self.loc, self.scale)
    }
}

/// From the parameters of a sample to its steps.
trait OfElement: Copy {
    type Steps: Steps<u32>;
    fn steps(self, first: u32, second: u32) -> Self::Steps;
}

#[derive(Clone, Copy)]
struct OfNormal;

impl OfElement for OfNormal {
    type Steps = NormalSteps<ElementFinish>;
    #[inline(always)]
    fn steps(self, loc: u32, scale: u32) -> Self::Steps {
        NormalSteps(ElementFinish { loc, scale })
    }
}

#[derive(Clone, Copy)]
struct OfUniform;

impl OfElement for OfUniform {
    type Steps = UniformElementSteps;
    #[inline(always)]
    fn steps(self, low: u32, high: u32) -> Self::Steps {
        UniformElementSteps { low, high }
    }
}

#[derive(Clone, Copy)]
struct OfExponential;

impl OfElement for OfExponential {
    type Steps = ExponentialSteps<ElementFinish>;
    #[inline(always)]
    fn steps(self, loc: u32, scale: u32) -> Self::Steps {
        ExponentialSteps(ElementFinish { loc, scale })
    }
}

#[derive(Clone, Copy)]
struct OfQuantile<'a>(&'a QuantileTable);

impl<'a> OfElement for OfQuantile<'a> {
    type Steps = QuantileSteps<'a, ElementFinish>;
    #[inline(always)]
    fn steps(self, loc: u32, scale: u32) -> Self::Steps {
        QuantileSteps {
            table: self.0,
            finish: ElementFinish { loc, scale },
        }
    }
}

#[derive(Clone, Copy)]
struct OfBernoulli;

impl OfElement for OfBernoulli {
    type Steps = BernoulliSteps;
    #[inline(always)]
    fn steps(self, p: u32, _: u32) -> Self::Steps {
        crate::distr::bernoulli_of_element(p)
    }
}

/// Samples with parameters of their own.
#[derive(Clone, Copy)]
struct Each<'a, F>(F, [Parameter<'a>; 2]);

impl<F: OfElement> Lanes<u32> for Each<'_, F> {
    type Group = (F, [[u32; LANES]; 2]);
    type Steps = F::Steps;

    #[inline(always)]
    fn group(self, first: usize) -> Self::Group {
        (self.0, self.1.map(|parameter| parameter.group(first)))
    }

    #[inline(always)]
    fn lane((family, [first, second]): &Self::Group, lane: usize) -> Self::Steps {
        family.steps(first[lane % LANES], second[lane % LANES])
    }
}
