//! The distributions.

use super::{
    ByElement, Elementwise, ElementwiseError, Family, Parameter,
    parameter::{check, common_len},
};
use crate::{
    distr::{self, ParameterError, Quantile, Transform, sealed},
    exact::{is_finite_f32, is_scale_f32},
};

/// Normal distribution with mean and standard deviation by element, f32.
///
/// `mean[i] + std[i] · z`: as [`distr::Normal`], in value set, error and words consumed. NumPy's
/// `normal(loc, scale)` and PyTorch's `normal(mean, std)` with arrays.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::elementwise::Normal};
/// let (mean, std) = (vec![0.0, 100.0], vec![1.0, 0.5]);
/// let x = Cpu::new().sample(&mut Stream::new(42), &Normal::new(&mean, &std)?, 2)?;
/// assert!(x[1] > 90.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Normal<'a> {
    mean: Parameter<'a>,
    std: Parameter<'a>,
    len: usize,
}

impl<'a> Normal<'a> {
    /// Every `mean` finite, every `std ≥ 0` and finite.
    ///
    /// # Errors
    /// [`ElementwiseError`] names the first element outside this domain, or the lengths that differ.
    pub fn new(
        mean: impl Into<Parameter<'a>>,
        std: impl Into<Parameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (mean, std) = (mean.into(), std.into());
        let len = common_len("Normal", &[("mean", mean), ("std", std)])?;
        check_location_scale("mean", mean, "std", std)?;
        Ok(Normal { mean, std, len })
    }

    /// The means.
    #[must_use]
    pub fn mean(&self) -> Parameter<'a> {
        self.mean
    }

    /// The standard deviations.
    #[must_use]
    pub fn std(&self) -> Parameter<'a> {
        self.std
    }
}

/// Uniform f32 on [low, high) with bounds by element, never `high`.
///
/// As [`distr::Uniform`], in value set, error and words consumed. NumPy's `uniform(low, high)` with
/// arrays.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::elementwise::Uniform};
/// let high = [1.0, 10.0, 100.0];
/// let x = Cpu::new().sample(&mut Stream::new(42), &Uniform::new(0.0, &high)?, 3)?;
/// assert!(x.iter().zip(high).all(|(&x, high)| (0.0..high).contains(&x)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Uniform<'a> {
    low: Parameter<'a>,
    high: Parameter<'a>,
    len: usize,
}

impl<'a> Uniform<'a> {
    /// Finite `low < high` for every element.
    ///
    /// # Errors
    /// [`ElementwiseError`] names the first element outside this domain, or the lengths that differ.
    pub fn new(
        low: impl Into<Parameter<'a>>,
        high: impl Into<Parameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (low, high) = (low.into(), high.into());
        let len = common_len("Uniform", &[("low", low), ("high", high)])?;
        check("low", low, is_finite_f32, ParameterError::check_finite)?;
        check("high", high, is_finite_f32, ParameterError::check_finite)?;
        let pairs = |i| Some((low.get(i)?, high.get(i)?));
        for (index, (low, high)) in (0..len).map_while(pairs).enumerate() {
            if low >= high {
                let error = ParameterError::empty(low, high);
                return Err(ElementwiseError::Element { index, error });
            }
        }
        Ok(Uniform { low, high, len })
    }

    /// The lower bounds, which occur.
    #[must_use]
    pub fn low(&self) -> Parameter<'a> {
        self.low
    }

    /// The upper bounds, which do not occur.
    #[must_use]
    pub fn high(&self) -> Parameter<'a> {
        self.high
    }
}

/// Exponential distribution with a scale (the mean, `1 / rate`) by element, f32.
///
/// As [`distr::Exponential`], in value set, error and words consumed. NumPy's `exponential(scale)`
/// with an array.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::elementwise::Exponential};
/// let each = Exponential::new(&[1.0, 0.0, 50.0])?;
/// let gaps = Cpu::new().sample(&mut Stream::new(42), &each, 3)?;
/// assert_eq!((gaps.len(), gaps[1]), (3, 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exponential<'a> {
    scale: Parameter<'a>,
    len: usize,
}

impl<'a> Exponential<'a> {
    /// Every `scale ≥ 0` and finite.
    ///
    /// # Errors
    /// [`ElementwiseError`] names the first element outside this domain.
    pub fn new(scale: impl Into<Parameter<'a>>) -> Result<Self, ElementwiseError> {
        let scale = scale.into();
        let len = common_len("Exponential", &[("scale", scale)])?;
        check_location_scale("loc", Parameter::One(0.0), "scale", scale)?;
        Ok(Exponential { scale, len })
    }

    /// The scales.
    #[must_use]
    pub fn scale(&self) -> Parameter<'a> {
        self.scale
    }
}

/// Laplace distribution with location and scale by element, f32.
///
/// Density `e^(−|x − loc[i]| / scale[i]) / (2 · scale[i])`: as [`distr::Laplace`] with f32 scales, in
/// value set, error and words consumed. NumPy's `laplace(loc, scale)` with arrays.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::elementwise::Laplace};
/// let each = Laplace::new(0.0, &[0.1, 1.0, 10.0])?;
/// let noise = Cpu::new().sample(&mut Stream::new(42), &each, 3)?;
/// assert!(noise[0].abs() < 4.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Laplace<'a> {
    standard: Quantile,
    loc: Parameter<'a>,
    scale: Parameter<'a>,
    len: usize,
}

impl<'a> Laplace<'a> {
    /// Every `loc` finite, every `scale ≥ 0` and finite.
    ///
    /// # Errors
    /// [`ElementwiseError`] names the first element outside this domain, or the lengths that differ.
    pub fn new(
        loc: impl Into<Parameter<'a>>,
        scale: impl Into<Parameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (loc, scale) = (loc.into(), scale.into());
        let len = common_len("Laplace", &[("loc", loc), ("scale", scale)])?;
        check_location_scale("loc", loc, "scale", scale)?;
        let standard = distr::Laplace::new(0.0, 1.0)?.into();
        Ok(Laplace {
            standard,
            loc,
            scale,
            len,
        })
    }

    /// The locations.
    #[must_use]
    pub fn loc(&self) -> Parameter<'a> {
        self.loc
    }

    /// The scales.
    #[must_use]
    pub fn scale(&self) -> Parameter<'a> {
        self.scale
    }
}

/// Bernoulli distribution with a probability by element: 1 with probability `p[i]`, else 0, as `u32`.
///
/// As [`distr::Bernoulli`] with f32 probabilities, in exactness and words consumed. PyTorch's
/// `bernoulli(p)`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::elementwise::Bernoulli};
/// let each = Bernoulli::new(&[1.0, 0.0, 1.0])?;
/// assert_eq!(Cpu::new().sample(&mut Stream::new(42), &each, 3)?, [1, 0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bernoulli<'a> {
    p: Parameter<'a>,
    len: usize,
}

impl<'a> Bernoulli<'a> {
    /// `0 ≤ p ≤ 1` for every element.
    ///
    /// # Errors
    /// [`ElementwiseError`] names the first element outside this domain.
    pub fn new(p: impl Into<Parameter<'a>>) -> Result<Self, ElementwiseError> {
        let p = p.into();
        let len = common_len("Bernoulli", &[("p", p)])?;
        let is_probability = |p| f32::from_bits(p) >= 0.0 && f32::from_bits(p) <= 1.0;
        check("p", p, is_probability, |_, value| {
            ParameterError::check_probability(value)
        })?;
        Ok(Bernoulli { p, len })
    }

    /// The probabilities of 1.
    #[must_use]
    pub fn p(&self) -> Parameter<'a> {
        self.p
    }
}

/// Finite locations, finite scales of 0 or more.
fn check_location_scale(
    loc_name: &'static str,
    loc: Parameter<'_>,
    scale_name: &'static str,
    scale: Parameter<'_>,
) -> Result<(), ElementwiseError> {
    check(loc_name, loc, is_finite_f32, ParameterError::check_finite)?;
    let not_negative = ParameterError::check_not_negative;
    check(scale_name, scale, is_scale_f32, not_negative)
}

/// Implements what turns a distribution into a draw.
macro_rules! draws {
    ($($name:ident -> $output:ty, $self:ident: $family:expr, $parameters:expr;)*) => {$(
        impl Elementwise for $name<'_> {
            type Output = $output;

            fn len(&self) -> usize {
                self.len
            }
        }

        impl sealed::Transforms for $name<'_> {
            fn transform(&$self) -> Transform<'_> {
                let (family, parameters) = ($family, $parameters);
                Transform::ByElement(ByElement { family, parameters })
            }
        }
    )*};
}

draws! {
    Normal -> f32, self: Family::Normal, [self.mean, self.std];
    Uniform -> f32, self: Family::Uniform, [self.low, self.high];
    Exponential -> f32, self: Family::Exponential, [Parameter::One(0.0), self.scale];
    Laplace -> f32, self: Family::Quantile(self.standard.table()), [self.loc, self.scale];
    Bernoulli -> u32, self: Family::Bernoulli, [self.p, Parameter::One(0.0)];
}
