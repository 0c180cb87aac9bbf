//! Draws by element whose parameters are in buffers already.

use crate::distr::{
    self, ParameterError, Quantile,
    elementwise::{ElementwiseError, Family},
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
/// use seedbed::{Stream, draw::Planner, plan::{BufferParameter::Each, ElementwiseBuffers, Limits}};
/// let each = ElementwiseBuffers::normal(Each(1024), 2.0)?; // means from byte 1024 of a buffer on
/// let stream = Stream::new(42);
/// let planner = Planner::new(&stream, &each, 100)?;
/// let plan = planner.plan(0, 100, 0, Limits::WEBGPU)?;
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

    pub(crate) fn family(&self) -> Family<'_> {
        match &self.family {
            OwnedFamily::Normal => Family::Normal,
            OwnedFamily::Uniform => Family::Uniform,
            OwnedFamily::Exponential => Family::Exponential,
            OwnedFamily::Laplace(standard) => Family::Quantile(standard.table()),
            OwnedFamily::Bernoulli => Family::Bernoulli,
        }
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

#[cfg(test)]
mod tests {
    use super::{BufferParameter::Each, *};

    #[test]
    fn what_cannot_be_is_an_error() {
        let error = ElementwiseBuffers::normal(Each(0), -1.0).expect_err("a negative std");
        assert!(error.to_string().contains("std is -1"));
        assert!(ElementwiseBuffers::uniform(0.0, 1.0).is_err());
        assert!(ElementwiseBuffers::laplace(f32::NAN, Each(0)).is_err());
        assert!(ElementwiseBuffers::bernoulli(1.5).is_err());
        assert!(ElementwiseBuffers::exponential(1.0).is_err());
    }
}
