//! The exponential distribution, by inversion of one word.

use super::{
    Distribution, ParameterError, Transform, sealed,
    tail::{LN2_HIGH, LN2_LOW, Normalized, tail_neg_log_fraction, tail_normalize},
};
use crate::exact::{Affine, Fixed};

/// Exponential distribution with a scale (the mean, `1 / rate`), f32.
///
/// `−scale · ln((x + ½) / 2³²)` for the sample's word `x`: inversion, so it is falling in the word.
/// Where `x < 2²⁰` one extra word refines the probability to 64 bits, and the standard exponential
/// reaches 43.9. The product is formed from the unrounded logarithm with one rounding. Values are
/// positive, but for those that a scale of 0 or a subnormal one rounds to +0; past the largest f32
/// the result is ∞.
///
/// Words consumed: 1 (`W = 1`), and one extra word for 1 sample in 4096.
///
/// Error: within 1 ulp for results ≥ 2⁻⁶ · scale; see `docs/accuracy.md`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Exponential};
/// let mut stream = Stream::new(42);
/// let gaps: Vec<f32> = Cpu::new().sample(&mut stream, &Exponential::new(2.5)?, 1000)?;
/// assert!(gaps.iter().all(|&gap| gap > 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion; the logarithm is a table of integer polynomials in the manner of Hörmann and
/// Leydold, TOMACS 13 (2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    scale: f32,
}

impl Exponential {
    /// Scale 1.
    pub const STANDARD: Exponential = Exponential { scale: 1.0 };

    /// Finite `scale ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside this domain.
    pub fn new(scale: f32) -> Result<Self, ParameterError> {
        ParameterError::check_not_negative("scale", scale.into())?;
        Ok(Exponential { scale })
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }
}

impl Distribution for Exponential {
    type Output = f32;
}

impl sealed::Transforms for Exponential {
    fn transform(&self) -> Transform {
        Transform::Exponential(Affine::finish(0.0, self.scale.into()))
    }
}

/// Whether the sample needs an extra word: probability below 2⁻¹².
#[inline(always)]
pub(crate) fn exponential_is_tail(x: u32) -> bool {
    x < 0x10_0000
}

/// The sample for words with `!exponential_is_tail(x)`; some number for the others.
#[inline(always)]
pub(crate) fn exponential_body(x: u32) -> Fixed {
    let n = (x | 0x8_0000).leading_zeros();
    let g = !(((x << n) << 1) | (1 << n));
    exponential_sum(Normalized { n, g })
}

/// The sample for words with `exponential_is_tail(x)`, from 64 bits of probability.
#[inline(always)]
pub(crate) fn exponential_tail(x: u32, extra: u32) -> Fixed {
    exponential_sum(tail_normalize(x, extra))
}

/// `n · ln 2 − ln((1 + f) / 2)`, in the finest unit that the sum fits.
#[inline(always)]
fn exponential_sum(p: Normalized) -> Fixed {
    let t = tail_neg_log_fraction(p.g);
    let bits = 32 - p.n.leading_zeros();
    let sum = (t.r >> (t.q.wrapping_sub(32).wrapping_add(bits) & 31))
        .wrapping_add(p.n.wrapping_mul(LN2_HIGH) << (6u32.wrapping_sub(bits) & 31))
        .wrapping_add(p.n.wrapping_mul(LN2_LOW) >> ((bits + 10) & 31));
    if p.n == 0 {
        t
    } else {
        Fixed {
            r: sum,
            q: 32 - bits,
        }
    }
}

/// The steps of `Transform::Exponential`, in the order in which the kernel takes them.
#[derive(Clone, Copy)]
pub(crate) struct ExponentialSteps<F>(pub F);

impl<F: super::FinishStep> super::Steps<u32> for ExponentialSteps<F> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        self.0.finish(exponential_body(x), 0)
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        exponential_is_tail(x)
    }

    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        self.0.finish(exponential_tail(x, extra(0)), 0)
    }
}
