//! The normal distribution to f64, by inversion of two words.

use super::{
    Distribution, FinishStep64, ParameterError, Steps, Transform,
    log64::{log64_fraction, log64_normalize, log64_sum},
    sealed,
    transform::{pair, unpair},
};
use crate::{
    exact::{Affine64, Fixed64, Magnitude, mul_top, polynomial64},
    tables,
};

/// Normal distribution with mean and standard deviation, f64.
///
/// `mean + std · z`, where `z = Φ⁻¹((x + ½) / 2⁶⁴)` for the sample's 64-bit word `x` (low word first):
/// inversion, so it is monotone in the word and symmetric; `|z|` reaches 9.08. The sum is formed from
/// the unrounded `z` with one rounding, so the bits are not those of `mean + std * z` in f64
/// arithmetic: they are nearer. Past the largest f64 the result is ±∞. Integer arithmetic, so it works
/// where the GPU has no f64.
///
/// Words consumed: 2 (`W = 2`).
///
/// Error: ERROR
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Normal64};
/// let mut stream = Stream::new(42);
/// let heights: Vec<f64> = Cpu::new().sample(&mut stream, &Normal64::new(170.0, 8.0)?, 1000)?;
/// assert!(heights.iter().all(|h| (100.0..240.0).contains(h)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion with the octaves of the tail probability segmented as in Hörmann and Leydold,
/// *Continuous random variate generation by fast numerical inversion*, TOMACS 13 (2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal64 {
    mean: f64,
    std: f64,
}

impl Normal64 {
    /// Mean 0, standard deviation 1.
    pub const STANDARD: Normal64 = Normal64 {
        mean: 0.0,
        std: 1.0,
    };

    /// Finite `mean`, finite `std ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the parameter that is outside this domain.
    pub fn new(mean: f64, std: f64) -> Result<Self, ParameterError> {
        ParameterError::check_finite("mean", mean)?;
        ParameterError::check_not_negative("std", std)?;
        Ok(Normal64 { mean, std })
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation.
    #[must_use]
    pub fn std(&self) -> f64 {
        self.std
    }
}

impl Distribution for Normal64 {
    type Output = f64;
}

impl sealed::Transforms for Normal64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Normal64(Affine64::finish(self.mean, Magnitude::of(self.std)))
    }
}

/// The sign bit of the sample: words below 2⁶³ are negative samples.
#[inline(always)]
fn normal64_sign(x: u64) -> u64 {
    !x & (1 << 63)
}

/// The word folded on its centre: `(m + ½) / 2⁶⁴` is the tail probability, `m < 2⁶³`.
#[inline(always)]
fn normal64_fold(x: u64) -> u64 {
    if x >> 63 == 0 { x } else { !x }
}

/// Whether the tail probability is below 2⁻¹².
#[inline(always)]
fn normal64_is_tail(x: u64) -> bool {
    normal64_fold(x) >> 52 == 0
}

/// `|z|` for words with `!normal64_is_tail(x)`; some number for the others.
#[inline(always)]
fn normal64_body(x: u64) -> Fixed64 {
    let w = (normal64_fold(x) << 1) | 1;
    let octave = u64::from(w.leading_zeros());
    let e = if octave > 10 { 10 } else { octave };
    // Complement of the fraction, so that |z| rises with t and all coefficients are positive.
    let g = !((w << e) << 1);
    let c = tables::piece64(tables::NORMAL64 + ((e << 5) | (g >> 59)));
    let value = c[0].wrapping_add(polynomial64(c, g << 5));
    // In the first octave the value is z / d, d = ½ − p, so that the relative error stays.
    let d = 0u64.wrapping_sub(w);
    let zeros = u64::from(d.leading_zeros());
    let product = mul_top(value, d << (zeros & 63));
    Fixed64 {
        r: if e == 0 { product } else { value },
        q: if e == 0 { zeros + 63 } else { 62 },
    }
}

/// `|z|` for words with `normal64_is_tail(x)`.
#[inline(always)]
fn normal64_tail(x: u64) -> Fixed64 {
    let p = log64_normalize(normal64_fold(x));
    let l = log64_sum(p.n, log64_fraction(p.d));
    let k = u64::from(l.leading_zeros()) & 3;
    let g = !((l << k) << 1);
    let row = (2u64.wrapping_sub(k) << 5).wrapping_add(g >> 59);
    let c = tables::piece64(tables::NORMAL64_TAIL.wrapping_add(row));
    Fixed64 {
        r: c[0].wrapping_sub(polynomial64(c, g << 5)),
        q: 60,
    }
}

/// The steps of `Transform::Normal64`.
#[derive(Clone, Copy)]
pub(crate) struct Normal64Steps<F>(pub F);

impl<F: FinishStep64> Steps<[u32; 2]> for Normal64Steps<F> {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        let x = pair(x);
        unpair(self.0.finish(normal64_body(x), normal64_sign(x)))
    }

    #[inline(always)]
    fn is_rare(self, x: [u32; 2]) -> bool {
        normal64_is_tail(pair(x))
    }

    #[inline(always)]
    fn rare(self, x: [u32; 2], _extra: impl FnMut(u32) -> [u32; 2]) -> [u32; 2] {
        let x = pair(x);
        unpair(self.0.finish(normal64_tail(x), normal64_sign(x)))
    }
}
