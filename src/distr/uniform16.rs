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
/// use seedbed::{Cpu, Stream, distr::{Uniform, UniformBf16}};
/// let short = Cpu::new().sample(&mut Stream::new(42), &UniformBf16::new(0.0, 3.0)?, 100)?;
/// let long = Cpu::new().sample(&mut Stream::new(42), &Uniform::new(0.0, 3.0)?, 100)?;
/// for (short, long) in short.into_iter().zip(long) {
///     let short = short.to_f32();
///     assert!(short < 3.0 && (short - long).abs() <= long / 128.0);
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
        ParameterError::check_within("low", low, -largest, largest)?;
        ParameterError::check_within("high", high, -largest, largest)?;
        let [first, last] = first_and_last::<F>(low, high);
        if first > last {
            return Err(ParameterError::no_value(F::RANGE.format, low, high));
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

#[cfg(all(test, feature = "half"))]
mod tests {
    use super::*;
    use crate::{
        cpu::{Arch, apply},
        distr::float16::margin,
        exact::random,
    };

    fn words() -> alloc::vec::Vec<u32> {
        let mut words: alloc::vec::Vec<u32> = (0..1 << 15).map(|i| random(i) as u32).collect();
        words.extend((0..32).flat_map(|bit| [1 << bit, (1 << bit) - 1, !(1 << bit)]));
        words.extend([0, u32::MAX]);
        words.sort_unstable();
        words
    }

    fn drawn(distribution: &impl Distribution, words: &[u32]) -> alloc::vec::Vec<u32> {
        let mut out = alloc::vec![0; words.len()];
        let transform = distribution.transform();
        apply(Arch::new(), transform, words, &mut out, &|_, _| [0, 0]);
        out
    }

    /// In the interval, monotone, nearest to the unrounded number, or to the bound that it is beyond; and
    /// the f32 sample rounded again, but for ties.
    fn check<F: Float16>(low: f32, high: f32) {
        let words = words();
        let short = drawn(&Uniform16::<F>::new(low, high).unwrap(), &words);
        let long = drawn(&Uniform::new(low, high).unwrap(), &words);
        let value = |bits: u32| bytemuck::cast::<u16, F>((bits >> 16) as u16).value();
        let [first, last] = first_and_last::<F>(low, high).map(|o| value(float_unorder(o)));
        let width = f64::from(high) - f64::from(low);
        let (mut previous, mut twice) = (first, 0);
        for ((&x, &short), &long) in words.iter().zip(&short).zip(&long) {
            assert_eq!(short & 0xffff, 0);
            let found = value(short);
            let what = alloc::format!("{} [{low:e}, {high:e}) {x:#x}: {found:e}", F::RANGE.format);
            assert!((low..high).contains(&found), "{what}");
            assert!(found >= previous, "{what}");
            previous = found;
            let exact = f64::from(low) + width * f64::from(x | 1) * 2f64.powi(-32);
            let error = (exact.abs() + f64::from(low).abs() + width) * 2f64.powi(-28);
            let at_end = found == first || found == last;
            let sample: F = bytemuck::cast((short >> 16) as u16);
            assert!(at_end || margin(sample, exact) >= -2.0 * error, "{what}");
            let inside = exact.clamp(f64::from(first), f64::from(last));
            assert!(!at_end || margin(sample, inside) >= -2.0 * error, "{what}");
            let long = f32::from_bits(long);
            let again = F::nearest(long).value().clamp(first, last);
            let differs = found != again;
            assert!(!differs || margin(sample, long.into()) == 0.0, "{what}");
            twice += u32::from(differs);
        }
        assert!(twice < words.len() as u32 / 50, "{twice}");
    }

    #[test]
    fn in_the_interval_and_nearest() {
        let near = 1.0f32.next_up();
        for (low, high) in [
            (0.0, 1.0),
            (-1.0, 0.0),
            (-0.0, 1.0),
            (-1.0, 1.0),
            (-3.0, 5.0),
            (0.1, 0.3),
            (near, 2.0),
            (1.0, near),
            (-near, -0.99),
            (0.999, 1.0),
            (-1e-6, 1e-7),
            (0.0, 1e-7),
            (-65_504.0, 65_504.0),
            (2048.0, 2050.0),
            (1e-5, 1.0),
        ] {
            check::<f16>(low, high);
            if low != 0.999 && low != 2048.0 {
                check::<bf16>(low, high);
            }
        }
        check::<bf16>(-3e38, 3e38);
        check::<bf16>(-1e-39, 3e-39);
        check::<bf16>(0.0, 1e-40);
    }

    #[test]
    fn bounds_without_a_number_between_them_are_refused() {
        let message = |low, high| UniformF16::new(low, high).unwrap_err();
        let name = |error| alloc::format!("{error:?}");
        assert!(name(message(1.0001, 1.0002)).starts_with("NoValue"));
        assert!(name(message(-65_536.0, 0.0)).starts_with("Outside"));
        assert!(name(message(0.0, 65_505.0)).starts_with("Outside"));
        assert!(name(message(1.0, 1.0)).starts_with("Equal"));
        assert!(name(message(2.0, 1.0)).starts_with("Empty"));
        assert!(UniformBf16::new(1.001, 1.002).is_err());
        assert!(UniformBf16::new(-3.4e38, 0.0).is_err());
        assert!(UniformF16::new(65_472.0, 65_504.0).is_ok());
        assert!(UniformF16::new(0.0, 1e-10).is_ok());
    }
}
