//! The exponential distribution to f64, by inversion of two words.

use super::{
    Distribution, FinishStep64, ParameterError, Steps, Transform,
    log64::{log64_fraction, log64_normalize, log64_sum},
    sealed,
    transform::{pair, unpair},
};
use crate::exact::{Affine64, Fixed64, Magnitude};

/// Exponential distribution with a scale (the mean, `1 / rate`), f64.
///
/// `−scale · ln((x + ½) / 2⁶⁴)` for the sample's 64-bit word `x` (low word first): inversion, so it is
/// falling in the word; the standard exponential goes from 2⁻⁶⁵ to 45.05. The product is formed from
/// the unrounded logarithm with one rounding. Values are positive, but for those that a scale of 0 or
/// a subnormal one rounds to +0; past the largest f64 the result is ∞. Integer arithmetic, so it works
/// where the GPU has no f64.
///
/// Words consumed: 2 (`W = 2`).
///
/// Error: ERROR
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Exponential64};
/// let mut stream = Stream::new(42);
/// let gaps: Vec<f64> = Cpu::new().sample(&mut stream, &Exponential64::new(2.5)?, 1000)?;
/// assert!(gaps.iter().all(|&gap| gap > 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion; the logarithm is a table of integer polynomials in the manner of Hörmann and
/// Leydold, TOMACS 13 (2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential64 {
    scale: f64,
}

impl Exponential64 {
    /// Scale 1.
    pub const STANDARD: Exponential64 = Exponential64 { scale: 1.0 };

    /// Finite `scale ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside this domain.
    pub fn new(scale: f64) -> Result<Self, ParameterError> {
        ParameterError::check_not_negative("scale", scale)?;
        Ok(Exponential64 { scale })
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Distribution for Exponential64 {
    type Output = f64;
}

impl sealed::Transforms for Exponential64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Exponential64(Affine64::finish(0.0, Magnitude::of(self.scale)))
    }
}

/// The standard exponential.
#[inline(always)]
fn exponential64_body(x: u64) -> Fixed64 {
    let p = log64_normalize(x);
    let fraction = log64_fraction(p.d);
    let sum = log64_sum(p.n, fraction);
    Fixed64 {
        r: if p.n == 0 { fraction.r } else { sum },
        q: if p.n == 0 { fraction.q } else { 58 },
    }
}

/// The steps of `Transform::Exponential64`.
#[derive(Clone, Copy)]
pub(crate) struct Exponential64Steps<F>(pub F);

impl<F: FinishStep64> Steps<[u32; 2]> for Exponential64Steps<F> {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        unpair(self.0.finish(exponential64_body(pair(x)), 0))
    }
}
