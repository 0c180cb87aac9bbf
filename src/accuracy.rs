//! The arithmetic with inputs of the caller's choice, for `cargo xtask accuracy`.
//!
//! No part of the interface: it may change or go in any version.

mod families;

use alloc::{vec, vec::Vec};

use crate::{
    cpu::{self, Arch},
    distr::{Distribution, ExponentialSteps, FinishStep, NormalSteps, Steps},
    exact::{Affine, Finish, Fixed, affine_f32, affine_f32_wide, round_f32},
};

pub use crate::exact::softfloat::{f32_add, f32_mul};
pub use families::{StandardQuantile, Tail, pieces, thresholds};

/// What the CPU backend makes of `words`, as bits; the sample of word `i` takes `extra(i)` where it
/// needs an extra word.
pub fn samples<D: Distribution<Output = f32>>(
    distribution: &D,
    words: &[u32],
    extra: impl Fn(usize) -> u32,
    out: &mut [u32],
) {
    let extra = |i, _| [extra(i), 0];
    cpu::apply(Arch::new(), distribution.transform(), words, out, &extra);
}

/// What the CPU backend makes of `words` in 16 bits, as bits; extra words are as for [`samples`].
#[cfg(feature = "half")]
pub fn samples16<D: Distribution<Output: crate::distr::Float16>>(
    distribution: &D,
    words: &[u32],
    extra: impl Fn(usize) -> u32,
    out: &mut [u16],
) {
    let mut made = vec![0; words.len()];
    let extra = |i, _| [extra(i), 0];
    cpu::apply(
        Arch::new(),
        distribution.transform(),
        words,
        &mut made,
        &extra,
    );
    for (out, bits) in out.iter_mut().zip(made) {
        *out = (bits >> 16) as u16;
    }
}

/// What the CPU backend makes of 64-bit `words`, as bits.
pub fn samples64<D: Distribution<Output = f64>>(distribution: &D, words: &[u64], out: &mut [u64]) {
    let low_first = |&x: &u64| [x as u32, (x >> 32) as u32];
    let words: Vec<u32> = words.iter().flat_map(low_first).collect();
    let mut made = vec![0; words.len()];
    let none = |_, _| [0; 2];
    cpu::apply(
        Arch::new(),
        distribution.transform(),
        &words,
        &mut made,
        &none,
    );
    for (out, pair) in out.iter_mut().zip(made.chunks(2)) {
        *out = u64::from(pair[0]) | (u64::from(pair[1]) << 32);
    }
}

/// `(r, q)` of the `|z| = r · 2⁻ᵠ` that a normal sample is rounded from.
#[must_use]
pub fn normal_unrounded(x: u32, extra: u32) -> (u32, u32) {
    let r = result(NormalSteps(Significand), x, extra);
    (r, result(NormalSteps(Exponent), x, extra))
}

/// `(r, q)` of the `r · 2⁻ᵠ` that an exponential sample is rounded from.
#[must_use]
pub fn exponential_unrounded(x: u32, extra: u32) -> (u32, u32) {
    let r = result(ExponentialSteps(Significand), x, extra);
    (r, result(ExponentialSteps(Exponent), x, extra))
}

fn result(steps: impl Steps<u32>, x: u32, extra: u32) -> u32 {
    if steps.is_rare(x) {
        steps.rare(x, |_| extra)
    } else {
        steps.body(x)
    }
}

#[derive(Clone, Copy)]
struct Significand;

impl FinishStep for Significand {
    #[inline(always)]
    fn finish(self, v: Fixed, _sign: u32) -> u32 {
        v.r
    }
}

#[derive(Clone, Copy)]
struct Exponent;

impl FinishStep for Exponent {
    #[inline(always)]
    fn finish(self, v: Fixed, _sign: u32) -> u32 {
        v.q
    }
}

/// A location and a scale, as the host hands them to kernels.
#[derive(Clone, Copy, Debug)]
pub struct LocationScale {
    affine: Affine,
    finish: Finish,
}

impl LocationScale {
    /// Finite `location`, finite `scale ≥ 0`.
    #[must_use]
    pub fn new(location: f32, scale: f64) -> Self {
        LocationScale {
            affine: Affine::new(location.into(), scale),
            finish: Affine::finish(location, scale),
        }
    }

    /// Whether the host chose the step that is right over the whole range of f32.
    #[must_use]
    pub fn is_wide(self) -> bool {
        matches!(self.finish, Finish::Wide(_))
    }

    /// Bits of `location ± scale · r · 2⁻ᵠ`, by the step that the host chose.
    #[must_use]
    pub fn chosen(self, r: u32, q: u32, sign: u32) -> u32 {
        let v = Fixed { r, q };
        match self.finish {
            Finish::Standard => round_f32(v) | sign,
            Finish::Affine(affine) => affine_f32(v, sign, affine),
            Finish::Wide(affine) => affine_f32_wide(v, sign, affine),
        }
    }

    /// [`chosen`](Self::chosen), by the step that is right over the whole range of f32.
    #[must_use]
    pub fn wide(self, r: u32, q: u32, sign: u32) -> u32 {
        affine_f32_wide(Fixed { r, q }, sign, self.affine)
    }
}
