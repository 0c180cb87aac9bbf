//! The normal distribution, by inversion of one word.

use super::{
    Distribution, ParameterError, Transform, sealed,
    tail::{tail_neg_log, tail_normalize},
};
use crate::{
    exact::{Affine, Fixed, piece_exponent, polynomial},
    tables,
};

/// Normal distribution with mean and standard deviation, f32.
///
/// `mean + std · z`, where `z = Φ⁻¹((x + ½) / 2³²)` for the sample's word `x`: inversion, so it is
/// monotone in the word and symmetric. Where `p = min(x, 2³² − 1 − x) / 2³² < 2⁻¹²` one extra word
/// refines `p` to 64 bits, and `|z|` reaches 9.03. The sum is formed from the unrounded `z` with
/// one rounding, so the bits are not those of `mean + std * z` in f32 arithmetic: they are nearer.
/// Past the largest f32 the result is ±∞.
///
/// Words consumed: 1 (`W = 1`), and one extra word for 1 sample in 2048.
///
/// Error: `z` within 1 ulp for `|z| ≥ 2⁻⁶`, 6.1e-10 absolute below; see `docs/accuracy.md`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Normal};
/// let mut stream = Stream::new(42);
/// let heights: Vec<f32> = Cpu::new().sample(&mut stream, &Normal::new(170.0, 8.0)?, 1000)?;
/// assert!(heights.iter().all(|h| (100.0..240.0).contains(h)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion with the octaves of the tail probability segmented as in Hörmann and Leydold,
/// *Continuous random variate generation by fast numerical inversion*, TOMACS 13 (2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f32,
    std: f32,
}

impl Normal {
    /// Mean 0, standard deviation 1.
    pub const STANDARD: Normal = Normal {
        mean: 0.0,
        std: 1.0,
    };

    /// Finite `mean`, finite `std ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the parameter that is outside this domain.
    pub fn new(mean: f32, std: f32) -> Result<Self, ParameterError> {
        ParameterError::check_finite("mean", mean.into())?;
        ParameterError::check_not_negative("std", std.into())?;
        Ok(Normal { mean, std })
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f32 {
        self.mean
    }

    /// The standard deviation.
    #[must_use]
    pub fn std(&self) -> f32 {
        self.std
    }
}

impl Distribution for Normal {
    type Output = f32;
}

impl sealed::Transforms for Normal {
    fn transform(&self) -> Transform {
        Transform::Normal(Affine::finish(self.mean, self.std.into()))
    }
}

/// The sign bit of the sample: words below 2³¹ are negative samples.
#[inline(always)]
pub(crate) fn normal_sign(x: u32) -> u32 {
    !x & 0x8000_0000
}

/// The word folded on its centre: `(m + ½) / 2³²` is the tail probability, `m < 2³¹`.
#[inline(always)]
pub(crate) fn normal_fold(x: u32) -> u32 {
    if x < 0x8000_0000 { x } else { !x }
}

/// Whether the sample needs an extra word: tail probability below 2⁻¹².
#[inline(always)]
pub(crate) fn normal_is_tail(x: u32) -> bool {
    normal_fold(x) < 0x10_0000
}

/// `|z|` for words with `!normal_is_tail(x)`; some number for the others.
#[inline(always)]
pub(crate) fn normal_body(x: u32) -> Fixed {
    let w = (normal_fold(x) << 1) | 1;
    let octave = w.leading_zeros();
    let e = if octave > 10 { 10 } else { octave };
    // Complement of the fraction, so that |z| rises with t and all coefficients are positive.
    let g = !((w << e) << 1);
    let c = tables::piece(tables::NORMAL + ((e << 4) | (g >> 28)));
    Fixed {
        r: c[0].wrapping_add(polynomial(c, g << 4)),
        q: piece_exponent(c),
    }
}

/// `|z|` for words with `normal_is_tail(x)`, from 64 bits of tail probability.
#[inline(always)]
pub(crate) fn normal_tail(x: u32, extra: u32) -> Fixed {
    let p = tail_normalize(normal_fold(x), extra);
    let l = tail_neg_log(p);
    let k = l.leading_zeros() & 3;
    let g = !((l << k) << 1);
    let c = tables::piece(tables::NORMAL_TAIL + (2u32.wrapping_sub(k) << 3) + (g >> 29));
    Fixed {
        r: c[0].wrapping_sub(polynomial(c, g << 3)),
        q: piece_exponent(c),
    }
}

/// The steps of `Transform::Normal`, in the order in which the kernel takes them.
#[derive(Clone, Copy)]
pub(crate) struct NormalSteps<F>(pub F);

impl<F: super::FinishStep> super::Steps<u32> for NormalSteps<F> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        self.0.finish(normal_body(x), normal_sign(x))
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        normal_is_tail(x)
    }

    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        self.0.finish(normal_tail(x, extra(0)), normal_sign(x))
    }
}
