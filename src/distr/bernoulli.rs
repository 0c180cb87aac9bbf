//! Bernoulli trials.

use super::{Distribution, ParameterError, Steps, Transform, sealed};

/// Bernoulli distribution: 1 with probability `p`, else 0, as `u32`.
///
/// The sample is 1 when its word, refined by one extra word where the first 32 bits tie, is below
/// `p · 2⁶⁴`. The probability is exact for every `p` that is a multiple of 2⁻⁶⁴ (all f64 from 2⁻¹²
/// up), and within 2⁻⁶⁵ for smaller ones. 0 and 1 are certain.
///
/// Words consumed: 1 (`W = 1`), and one extra word with probability 2⁻³².
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Bernoulli};
/// let heads = Cpu::new().sample(&mut Stream::new(42), &Bernoulli::new(0.5)?, 1000)?;
/// assert!((400..600).contains(&heads.iter().sum::<u32>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bernoulli {
    p: f64,
}

impl Bernoulli {
    /// `0 ≤ p ≤ 1`.
    ///
    /// # Errors
    /// [`ParameterError`] names `p` when it is outside.
    pub fn new(p: f64) -> Result<Self, ParameterError> {
        if !(0.0..=1.0).contains(&p) {
            return Err(ParameterError::probability(p));
        }
        Ok(Bernoulli { p })
    }

    /// The probability of 1.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for Bernoulli {
    type Output = u32;
}

impl Bernoulli {
    pub(super) fn steps(&self) -> BernoulliSteps {
        // Scaling by a power of two is exact; the float's integer part is below 2⁶⁴ for p < 1.
        let scaled = self.p * 18_446_744_073_709_551_616.0;
        let nearest = scaled as u64;
        let half_up = u64::from(scaled - nearest as f64 >= 0.5);
        let threshold = nearest.saturating_add(half_up);
        BernoulliSteps {
            threshold_high: (threshold >> 32) as u32,
            threshold_low: threshold as u32,
            always: u32::from(self.p >= 1.0),
        }
    }
}

impl sealed::Transforms for Bernoulli {
    fn transform(&self) -> Transform<'_> {
        Transform::Bernoulli(self.steps())
    }
}

/// The steps of `Transform::Bernoulli`, and of `Transform::BernoulliMask`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BernoulliSteps {
    pub threshold_high: u32,
    pub threshold_low: u32,
    pub always: u32,
}

impl Steps<u32> for BernoulliSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        u32::from(x < self.threshold_high) | self.always
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        x == self.threshold_high
    }

    #[inline(always)]
    fn rare(self, _x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        u32::from(extra(0) < self.threshold_low) | self.always
    }
}
