//! Uniform f64 on an interval.

use super::{
    Distribution, ParameterError, Steps, Transform, sealed,
    transform::{pair, unpair},
};
use crate::exact::{Affine64, Fixed64, Magnitude, affine_f64, float_order64, float_unorder64};

/// Uniform f64 on [low, high), never `high`.
///
/// `low + (high − low) · (2·⌊x / 2⌋ + 1) · 2⁻⁶⁴` for the sample's 64-bit word `x` (low word first),
/// formed in integers and rounded once; where that rounding gives `high`, the largest f64 below `high`
/// instead. Monotone in the word. All 63 bits count: where f64 is dense, near 0, there are more values
/// than `k · 2⁻⁵³` would give. `high − low` may exceed the largest f64. Negative results that round to
/// zero are −0.
///
/// Words consumed: 2 (`W = 2`).
///
/// Error: within 0.508 ulp of max(|result|, |low| / 4), plus 2⁻⁶³ · (high − low); within 1 ulp plus that
/// where the rounding gives `high`. See `docs/accuracy.md`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Uniform64};
/// let angles = Cpu::new().sample(&mut Stream::new(42), &Uniform64::new(-180.0, 180.0)?, 1000)?;
/// assert!(angles.iter().all(|a| (-180.0..180.0).contains(a)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform64 {
    low: f64,
    high: f64,
}

impl Uniform64 {
    /// Finite `low < high`.
    ///
    /// # Errors
    /// [`ParameterError`] names the bound that is not finite, or both when they are not in order.
    pub fn new(low: f64, high: f64) -> Result<Self, ParameterError> {
        ParameterError::check_finite("low", low)?;
        ParameterError::check_finite("high", high)?;
        if low >= high {
            return Err(ParameterError::empty(low, high));
        }
        Ok(Uniform64 { low, high })
    }

    /// The lower bound, which occurs.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper bound, which does not occur.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }
}

impl Distribution for Uniform64 {
    type Output = f64;
}

impl sealed::Transforms for Uniform64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Uniform64(Uniform64Steps {
            affine: Affine64::new(self.low, Magnitude::of_width(self.low, self.high)),
            last: float_order64(self.high.next_down().to_bits()),
        })
    }
}

/// The steps of `Transform::Uniform64`; `last` is the largest result, by [`float_order64`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uniform64Steps {
    pub affine: Affine64,
    pub last: u64,
}

impl Steps<[u32; 2]> for Uniform64Steps {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        let v = Fixed64 {
            r: pair(x) | 1,
            q: 64,
        };
        let order = float_order64(affine_f64(v, 0, self.affine));
        unpair(float_unorder64(if order > self.last {
            self.last
        } else {
            order
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cpu::results64::results64, exact::random};

    #[test]
    fn in_the_interval_and_monotone() {
        let near = 1.0f64.next_up();
        let tiny = 5e-324;
        let intervals = [
            (0.0, 1.0),
            (-0.0, 1.0),
            (-1.0, 0.0),
            (-1.0, 1.0),
            (1.0, near),
            (near, near.next_up()),
            (1.0f64.next_down(), 1.0),
            (-near, -1.0),
            (0.0, tiny),
            (-tiny, tiny),
            (-tiny, 0.0),
            (1e-320, 2e-308),
            (f64::MIN_POSITIVE, 1.0),
            (-1.0, f64::MIN_POSITIVE),
            (f64::MIN, f64::MAX),
            (f64::MAX.next_down(), f64::MAX),
            (-180.0, 180.0),
            (1e15, 1e15 + 1.0),
            (-1e300, 1e-300),
            (-1e-300, 1e300),
        ];
        let mut words: Vec<u64> = (0..1 << 14).map(random).collect();
        words.extend([0, 1, 2, 3, u64::MAX / 2, u64::MAX / 2 + 1]);
        words.extend([u64::MAX - 2, u64::MAX - 1, u64::MAX]);
        words.sort_unstable();
        for (low, high) in intervals {
            let samples = results64(&Uniform64::new(low, high).unwrap(), &words);
            assert!(samples.is_sorted(), "[{low:e}, {high:e})");
            for (value, x) in samples.iter().zip(&words) {
                assert!(
                    (low..high).contains(value),
                    "[{low:e}, {high:e}) {x:#x}: {value:e}"
                );
            }
        }
    }

    /// `(x | 1) · 2⁻⁶⁴`, rounded by the processor; ties are helped up.
    #[test]
    fn unit_interval() {
        let words: Vec<u64> = (0..1 << 14).map(|i| random(i) >> (i % 64)).collect();
        let samples = results64(&Uniform64::new(0.0, 1.0).unwrap(), &words);
        for (x, value) in words.iter().zip(samples) {
            let n = u128::from(x | 1) << 12;
            let up = if n >> 65 == 0 { n } else { n | 1 };
            let exact = up as f64 * 2f64.powi(-76);
            assert_eq!(value, exact.min(1.0f64.next_down()), "{x:#x}");
        }
    }
}
