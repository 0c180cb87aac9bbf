//! Uniform 16-bit floats on an interval.

#[cfg(feature = "half")]
use core::marker::PhantomData;

#[cfg(feature = "half")]
use half::{bf16, f16};

#[cfg(feature = "half")]
use super::{
    Distribution, Finish16, Float16, ParameterError, Transform, Uniform, float16::first_and_last,
    sealed,
};
use super::{FinishStep, Steps};
use crate::exact::{Fixed, float_order, float_unorder};

/// Uniform f16 on [low, high): see [`Uniform16`].
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UniformF16};
/// let noise = Cpu::new().sample(&mut Stream::new(42), &UniformF16::new(-1.0, 1.0)?, 1000)?;
/// assert!(noise.iter().all(|x| (-1.0..1.0).contains(&x.to_f32())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "half")]
pub type UniformF16 = Uniform16<f16>;

/// Uniform bf16 on [low, high): see [`Uniform16`].
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UniformBf16};
/// let noise = Cpu::new().sample(&mut Stream::new(42), &UniformBf16::new(-1.0, 1.0)?, 1000)?;
/// assert!(noise.iter().all(|x| (-1.0..1.0).contains(&x.to_f32())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "half")]
pub type UniformBf16 = Uniform16<bf16>;

/// Uniform on [low, high) in 16 bits, never `high`, and never below `low`.
///
/// The sample at a position is the one of [`Uniform`] with the same bounds, rounded once from the number
/// that is behind both: `low + (high − low) · (2·⌊x / 2⌋ + 1) · 2⁻³²`, before its rounding to f32.
/// Nearest, ties away from zero; a result outside [low, high), which rounding gives near a bound, becomes
/// the nearest number inside. Monotone in the word. Near 0 there are more values than at the ends, down
/// to subnormal numbers. Negative results that round to zero are −0.
///
/// Words consumed: 1 (`W = 1`).
///
/// Error: half a unit in the last place of the 16-bit result, and what [`Uniform`] has before its
/// rounding: 1/16 ulp of f32 of max(|result|, |low| / 4), plus 2⁻³¹ · (high − low); within 1 unit in the
/// last place plus that next to a bound. See `docs/accuracy.md`.
///
/// ```
/// use half::bf16;
/// use seedbed::{Cpu, Stream, distr::{Uniform, UniformBf16}};
/// let short = Cpu::new().sample(&mut Stream::new(42), &UniformBf16::new(0.0, 3.0)?, 100)?;
/// let long = Cpu::new().sample(&mut Stream::new(42), &Uniform::new(0.0, 3.0)?, 100)?;
/// for (short, long) in short.into_iter().zip(long) {
///     assert_eq!(short, bf16::from_f32(long)); // not where rounding twice differs, or gives 3
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "half")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform16<F> {
    uniform: Uniform,
    format: PhantomData<F>,
}

#[cfg(feature = "half")]
impl<F: Float16> Uniform16<F> {
    /// `low < high`, both within the finite numbers of the format, one of which is in [low, high).
    ///
    /// # Errors
    /// [`ParameterError`] names the bound that is outside, or both when they are not in order, or when
    /// no number of 16 bits lies between them.
    pub fn new(low: f32, high: f32) -> Result<Self, ParameterError> {
        let uniform = Uniform::new(low, high)?;
        let largest = f64::from(F::LARGEST.value());
        ParameterError::check_within("low", low.into(), -largest, largest)?;
        ParameterError::check_within("high", high.into(), -largest, largest)?;
        let [first, last] = first_and_last::<F>(low, high);
        if first > last {
            return Err(ParameterError::no_value(F::NAME, low, high));
        }
        Ok(Uniform16 {
            uniform,
            format: PhantomData,
        })
    }

    /// The lower bound. It occurs, if it is a number of 16 bits.
    #[must_use]
    pub fn low(&self) -> f32 {
        self.uniform.low()
    }

    /// The upper bound, which does not occur.
    #[must_use]
    pub fn high(&self) -> f32 {
        self.uniform.high()
    }
}

#[cfg(feature = "half")]
impl<F: Float16> Distribution for Uniform16<F> {
    type Output = F;
}

#[cfg(feature = "half")]
impl<F: Float16> sealed::Transforms for Uniform16<F> {
    fn transform(&self) -> Transform<'_> {
        let (low, high) = (self.low(), self.high());
        let width = f64::from(high) - f64::from(low);
        let [first, last] = first_and_last::<F>(low, high);
        Transform::Uniform16(Finish16::new(F::FORMAT16, low, width), first, last)
    }
}

/// The steps of `Transform::Uniform16`; `first` and `last` are the least and the largest result, by
/// [`float_order`].
#[derive(Clone, Copy)]
pub(crate) struct Uniform16Steps<F> {
    pub finish: F,
    pub first: u32,
    pub last: u32,
}

impl<F: FinishStep> Steps<u32> for Uniform16Steps<F> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        let order = float_order(self.finish.finish(Fixed { r: x | 1, q: 32 }, 0));
        let above = if order < self.first {
            self.first
        } else {
            order
        };
        float_unorder(if above > self.last { self.last } else { above })
    }
}
