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
        ParameterError::check_probability(p)?;
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

/// The steps for the probability with these bits; for bits of no probability, those of a sample that
/// is 0.
#[inline(always)]
pub(crate) fn bernoulli_of_element(p: u32) -> BernoulliSteps {
    // p · 2⁶⁴ is the significand and 32 bits, shifted right. The sign counts as an exponent, which
    // is too large, like those past 1; those of zeros and subnormals are too small.
    let significand = (p << 8) | 0x8000_0000;
    let s = 126u32.wrapping_sub(p >> 23);
    let high = significand >> (s & 31);
    let near = (significand << 1) << (31u32.wrapping_sub(s) & 31);
    // Half a unit is rounded up.
    let beyond = s.wrapping_sub(33);
    let rounded = ((significand >> (beyond & 31)) + 1) >> 1;
    let far = if beyond > 31 { 0 } else { rounded };
    let low = if s == 32 { significand } else { far };
    BernoulliSteps {
        threshold_high: if s > 31 { 0 } else { high },
        threshold_low: if s > 31 { low } else { near },
        always: u32::from(p == 0x3f80_0000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    fn scalar(p: f32) -> BernoulliSteps {
        let distribution = Bernoulli::new(p.into()).unwrap();
        match sealed::Transforms::transform(&distribution) {
            Transform::Bernoulli(steps) => steps,
            other => panic!("{other:?}"),
        }
    }

    /// Every exponent, where bits are kept, rounded and lost; the ends; and what is no probability.
    #[test]
    fn thresholds_are_those_of_the_host() {
        for exponent in 0..127_u32 {
            let ends = [0, 1, 0x40_0000, 0x7f_ffff].into_iter();
            for fraction in ends.chain((0..64).map(|i| random(i) as u32 >> 9)) {
                let p = exponent << 23 | fraction;
                let each = bernoulli_of_element(p);
                assert_eq!(each, scalar(f32::from_bits(p)), "{p:#x}");
            }
        }
        let never = scalar(0.0);
        assert_eq!(bernoulli_of_element(0x8000_0000), never);
        for p in [
            0x3f80_0001,
            0x4000_0000,
            0x7f80_0000,
            0x7fc0_0000,
            0x8000_0001,
            0xbf80_0000,
            0xffff_ffff,
        ] {
            assert_eq!(bernoulli_of_element(p), never, "{p:#x}");
        }
        // Samples of p = 1 do not depend on the threshold.
        let (certain, host) = (bernoulli_of_element(0x3f80_0000), scalar(1.0));
        for x in [0, 1, u32::MAX] {
            assert_eq!((certain.body(x), host.body(x)), (1, 1));
            assert_eq!((certain.rare(x, |_| x), host.rare(x, |_| x)), (1, 1));
        }
    }
}
