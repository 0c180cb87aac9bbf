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
/// Error: `z` within 0.71 ulp for `|z| ≥ 2⁻⁶`, 6.2e-10 absolute below; see `docs/accuracy.md`.
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
        Self::check_finite(mean, std)?;
        Ok(Normal { mean, std })
    }

    /// Parameters that were checked.
    #[cfg(feature = "half")]
    pub(super) fn of(mean: f32, std: f32) -> Self {
        Normal { mean, std }
    }

    /// Finite `mean`, finite `std ≥ 0`.
    pub(super) fn check_finite(mean: f32, std: f32) -> Result<(), ParameterError> {
        ParameterError::check_finite("mean", mean)?;
        ParameterError::check_not_negative("std", std)
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
    fn transform(&self) -> Transform<'_> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{Steps, transform::StandardFinish},
        exact::random,
    };

    const STANDARD: NormalSteps<StandardFinish> = NormalSteps(StandardFinish);

    fn bits(x: u32, extra: u32) -> u32 {
        if STANDARD.is_rare(x) {
            STANDARD.rare(x, |_| extra)
        } else {
            STANDARD.body(x)
        }
    }

    /// `|z|` for the lower of two mirrored words.
    fn magnitude(m: u32, extra: u32) -> f32 {
        assert_eq!(bits(m, extra), bits(!m, extra) | 0x8000_0000, "{m:#x}");
        -f32::from_bits(bits(m, extra))
    }

    /// `(word, extra word, z)`: mpmath 1.4.1, 40 digits, the root z of `erfc(z / √2) / 2 = p`.
    #[test]
    #[expect(clippy::excessive_precision, reason = "digits as computed")]
    fn anchors() {
        let anchors = [
            (0x7fffffff, 0x0, 2.9180993729166227e-10),
            (0x7e6ffffe, 0x0, 0.015299842605826281),
            (0x7cd2c0a1, 0x0, 0.031110200489280578),
            (0x70000000, 0x0, 0.15731068431472767),
            (0x60000001, 0x0, 0.31863936304335631),
            (0x40000000, 0x0, 0.67448974982973843),
            (0x3fffffff, 0x0, 0.67448975056242505),
            (0x2aaaaaaa, 0x0, 0.96742156625701407),
            (0x15555555, 0x0, 1.3829941268475277),
            (0xc000000, 0x0, 1.6759397215848935),
            (0x5555555, 0x0, 2.0368341309271832),
            (0x2345678, 0x0, 2.3819289023221764),
            (0x1000000, 0x0, 2.6600674585799718),
            (0xabcdef, 0x0, 2.7917085824788702),
            (0x555555, 0x0, 3.0109675580099791),
            (0x234567, 0x0, 3.2697596841858639),
            (0x100000, 0x0, 3.4871039765916906),
            (0xfffff, 0xffffffff, 3.4871041041144311),
            (0x81452, 0xdf0b5e2e, 3.6658032921872188),
            (0x12345, 0x6789abcd, 4.1400552241214158),
            (0xfff, 0x0, 4.7630502860734906),
            (0x1, 0x80000000, 6.1664295177829159),
            (0x0, 0xffffffff, 6.2302601380072804),
            (0x0, 0x3661e, 7.6263425037209419),
            (0x0, 0x1, 9.035918848571938),
        ];
        for (m, extra, z) in anchors {
            let value = magnitude(m, extra);
            let ulp = f64::from(value.next_up()) - f64::from(value);
            let bound = if z < 1.0 / 64.0 { 6.2e-10 } else { 0.71 * ulp };
            assert!(
                (f64::from(value) - z).abs() <= bound,
                "{m:#x} {extra:#x}: {value}"
            );
        }
    }

    /// Between neighbours wherever one piece ends and the next begins, and at random.
    #[test]
    fn monotone() {
        let seams = (0..11).flat_map(|e| (0..16).map(move |i| (16 + i) << (26 - e)));
        let random = (0..1 << 16).map(|i| (random(i) as u32 >> 1).max(0x10_0000));
        for m in seams.chain(random) {
            let before = magnitude(m - 1, 0xffff_ffff);
            assert!(before >= magnitude(m, 0), "{m:#x}");
            assert!(magnitude(m, 0) >= magnitude(m + 1, 0), "{m:#x}");
        }
    }

    #[test]
    fn monotone_in_the_tail() {
        for i in 0..1 << 16 {
            let m = (random(i) as u32 & 0xf_ffff) >> (i % 21);
            let extra = (random(i) >> 32) as u32 >> (i % 32);
            let pair = magnitude(m, extra);
            let after = match extra.checked_add(1 + (i as u32 % 1000)) {
                Some(larger) => magnitude(m, larger),
                None => magnitude(m + 1, 0),
            };
            assert!(
                pair >= after && pair <= magnitude(m, 0),
                "{m:#x} {extra:#x}"
            );
        }
        assert_eq!(magnitude(0, 0), 9.035919);
    }

    /// The octaves of `−ln p` that have pieces are 8..64, and `k` is not changed by its mask.
    #[test]
    fn tail_octaves() {
        let leading = |m, extra| tail_neg_log(tail_normalize(m, extra)).leading_zeros();
        assert_eq!(leading(0, 0), 0);
        assert_eq!(leading(0xf_ffff, 0xffff_ffff), 2);
        // −ln p falls with p, so no pair between has other octaves; seen at the ends of its pieces.
        for shift in 0..52 {
            let p = u64::MAX >> (12 + shift);
            for p in [p, p - (p >> 5), p + 1] {
                assert!(leading((p >> 32) as u32, p as u32) <= 2);
            }
        }
    }
}
