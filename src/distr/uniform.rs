//! Uniform f32 on an interval.

use super::{Distribution, FinishStep, ParameterError, Steps, Transform, sealed};
use crate::exact::{
    Affine, Fixed, NAN, affine_f32_wide, affine_of, difference_f32, float_order, float_unorder,
};

/// Uniform f32 on [low, high), never `high`.
///
/// `low + (high − low) · (2·⌊x / 2⌋ + 1) · 2⁻³²` for the sample's word `x`, formed in integers and
/// rounded once; where that rounding gives `high`, the largest f32 below `high` instead. Monotone
/// in the word. All 31 bits count: where f32 is dense, near 0, there are more values than `k · 2⁻²⁴`
/// would give. `high − low` may exceed the largest f32. Negative results that round to zero are −0.
///
/// Words consumed: 1 (`W = 1`).
///
/// Error: within 9/16 ulp of max(|result|, |low| / 4), plus 2⁻³¹ · (high − low); within 1 ulp plus
/// that where the rounding gives `high`. See `docs/accuracy.md`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Uniform};
/// let angles = Cpu::new().sample(&mut Stream::new(42), &Uniform::new(-180.0, 180.0)?, 1000)?;
/// assert!(angles.iter().all(|a| (-180.0..180.0).contains(a)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f32,
    high: f32,
}

impl Uniform {
    /// Finite `low < high`.
    ///
    /// # Errors
    /// [`ParameterError`] names the bound that is not finite, or both when they are not in order.
    pub fn new(low: f32, high: f32) -> Result<Self, ParameterError> {
        ParameterError::check_finite("low", low)?;
        ParameterError::check_finite("high", high)?;
        ParameterError::check_f32_range(low, high)?;
        Ok(Uniform { low, high })
    }

    /// The lower bound, which occurs.
    #[must_use]
    pub fn low(&self) -> f32 {
        self.low
    }

    /// The upper bound, which does not occur.
    #[must_use]
    pub fn high(&self) -> f32 {
        self.high
    }
}

impl Distribution for Uniform {
    type Output = f32;
}

impl sealed::Transforms for Uniform {
    fn transform(&self) -> Transform<'_> {
        let width = f64::from(self.high) - f64::from(self.low);
        // An infinite or NaN never gets here; 0 counts as positive.
        let last = float_order(self.high.next_down().to_bits());
        Transform::Uniform(Affine::finish(self.low, width), last)
    }
}

/// The steps of `Transform::Uniform`; `last` is the largest result, by [`float_order`].
#[derive(Clone, Copy)]
pub(crate) struct UniformSteps<F> {
    pub finish: F,
    pub last: u32,
}

impl<F: FinishStep> Steps<u32> for UniformSteps<F> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        let order = float_order(self.finish.finish(Fixed { r: x | 1, q: 32 }, 0));
        float_unorder(if order > self.last { self.last } else { order })
    }
}

/// The largest result below `high`, by [`float_order`]: zeros are one number.
#[inline(always)]
fn uniform_last(high: u32) -> u32 {
    float_order(high).wrapping_sub(if high == 0 { 2 } else { 1 })
}

/// Finite `low < high`, by [`float_order`] of `low` and the largest result.
#[inline(always)]
fn uniform_is_valid(first: u32, last: u32) -> bool {
    first > 0x007f_ffff && first <= last && last < 0xff7f_ffff
}

/// The steps with bounds by element, in bits; NaN outside their domain.
#[derive(Clone, Copy)]
pub(crate) struct UniformElementSteps {
    pub low: u32,
    pub high: u32,
}

impl Steps<u32> for UniformElementSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        let affine = affine_of(self.low, difference_f32(self.high, self.low));
        let order = float_order(affine_f32_wide(Fixed { r: x | 1, q: 32 }, 0, affine));
        let last = uniform_last(self.high);
        let value = float_unorder(if order > last { last } else { order });
        if uniform_is_valid(float_order(self.low), last) {
            value
        } else {
            NAN
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{
            Steps,
            transform::{AffineFinish, StandardFinish, WideFinish},
        },
        exact::{Finish, random},
    };

    fn value(transform: Transform, x: u32) -> f32 {
        let Transform::Uniform(finish, last) = transform else {
            panic!("{transform:?}")
        };
        f32::from_bits(match finish {
            Finish::Standard => {
                let finish = StandardFinish;
                UniformSteps { finish, last }.body(x)
            }
            Finish::Affine(a) => {
                let finish = AffineFinish(a);
                UniformSteps { finish, last }.body(x)
            }
            Finish::Wide(a) => {
                let finish = WideFinish(a);
                UniformSteps { finish, last }.body(x)
            }
        })
    }

    #[test]
    fn in_the_interval_and_monotone() {
        let near = 1.0f32.next_up();
        let intervals = [
            (0.0, 1.0),
            (-0.0, 1.0),
            (-1.0, 0.0),
            (-1.0, 1.0),
            (1.0, near),
            (near, near.next_up()),
            (1.0f32.next_down(), 1.0),
            (-near, -1.0),
            (0.0, 1e-45),
            (-1e-45, 1e-45),
            (-1e-45, 0.0),
            (1e-40, 2e-38),
            (f32::MIN_POSITIVE, 1.0),
            (-1.0, f32::MIN_POSITIVE),
            (f32::MIN, f32::MAX),
            (f32::MAX.next_down(), f32::MAX),
            (-180.0, 180.0),
            (16_777_216.0, 16_777_220.0),
            (-1e30, 1e-30),
        ];
        let ends = [
            0,
            1,
            2,
            3,
            0x7fff_ffff,
            0x8000_0000,
            0xffff_fffd,
            0xffff_fffe,
            0xffff_ffff,
        ];
        for (low, high) in intervals {
            let uniform = Uniform::new(low, high).unwrap();
            let transform = sealed::Transforms::transform(&uniform);
            let mut words: Vec<u32> = (0..1 << 14).map(|i| random(i) as u32).collect();
            words.extend(ends);
            words.sort_unstable();
            let mut previous = low;
            for x in words {
                let value = value(transform, x);
                assert!(
                    (low..high).contains(&value),
                    "[{low:e}, {high:e}) {x:#x}: {value:e}"
                );
                assert!(value >= previous, "[{low:e}, {high:e}) {x:#x}");
                previous = value;
            }
        }
    }
}
