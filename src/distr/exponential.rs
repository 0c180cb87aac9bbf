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
/// Error: with scale 1, within 0.96 ulp for results ≥ 2⁻⁶, 6.8e-10 absolute below; with any other,
/// within 1.02 ulp for results ≥ 2⁻⁶ · scale. See `docs/accuracy.md`.
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
        ParameterError::check_not_negative("scale", scale)?;
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
    fn transform(&self) -> Transform<'_> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        distr::{Steps, tail::tail_neg_log, transform::StandardFinish},
        exact::{piece_exponent, random},
        tables,
    };

    const STANDARD: ExponentialSteps<StandardFinish> = ExponentialSteps(StandardFinish);

    fn value(x: u32, extra: u32) -> f32 {
        f32::from_bits(if STANDARD.is_rare(x) {
            STANDARD.rare(x, |_| extra)
        } else {
            STANDARD.body(x)
        })
    }

    /// `(word, extra word, −ln p)`: mpmath 1.4.1, 40 digits.
    #[test]
    #[expect(clippy::excessive_precision, reason = "digits as computed")]
    fn anchors() {
        let anchors = [
            (0xffffffff, 0x0, 1.1641532183371108e-10),
            (0xfc0fc0fc, 0x0, 0.015504186432282858),
            (0xf8321000, 0x0, 0.03096047408353538),
            (0xf0000000, 0x0, 0.064538521013394828),
            (0xc0000000, 0x0, 0.2876820722965605),
            (0x80000000, 0x0, 0.69314718032711467),
            (0x7fffffff, 0x0, 0.69314718079277595),
            (0x55555555, 0x0, 1.0986122885516944),
            (0x20000001, 0x0, 2.0794415388858682),
            (0xabcdef0, 0x0, 3.1714093799844087),
            (0x3456789, 0x0, 4.3600477310730124),
            (0xfedcba, 0x0, 5.5496318005499243),
            (0x321321, 0x0, 7.1768384009428346),
            (0x100000, 0x0, 8.3177656898822992),
            (0xfffff, 0xffffffff, 8.3177661667193438),
            (0xfb2c, 0x43e83175, 11.109390742324112),
            (0x12345, 0x6789abcd, 10.961277846683984),
            (0xfff, 0x0, 13.863187781630995),
            (0x1, 0x80000000, 21.775244669577255),
            (0x0, 0xffffffff, 22.180709778034665),
            (0x0, 0x98b0d500, 22.697472586916425),
            (0x0, 0x1, 43.955954447728335),
        ];
        for (x, extra, exact) in anchors {
            let value = value(x, extra);
            let ulp = f64::from(value.next_up()) - f64::from(value);
            let bound = if exact < 1.0 / 64.0 {
                6.8e-10
            } else {
                0.96 * ulp
            };
            assert!(
                (f64::from(value) - exact).abs() <= bound,
                "{x:#x} {extra:#x}: {value}"
            );
        }
    }

    /// Between neighbours wherever one piece ends and the next begins, and at random.
    #[test]
    fn monotone() {
        let seams = (0..12).flat_map(|n| (0..16).map(move |i| (16 + i) << (27 - n)));
        let random = (0..1 << 16).map(|i| (random(i) as u32).clamp(0x10_0000, u32::MAX - 1));
        for x in seams.chain(random) {
            let before = value(x - 1, 0xffff_ffff);
            assert!(before >= value(x, 0), "{x:#x}");
            assert!(value(x, 0) >= value(x + 1, 0), "{x:#x}");
        }
        assert!(value(u32::MAX, 0) > 0.0);
    }

    #[test]
    fn monotone_in_the_tail() {
        for i in 0..1 << 16 {
            let x = (random(i) as u32 & 0xf_ffff) >> (i % 21);
            let extra = (random(i) >> 32) as u32 >> (i % 32);
            let pair = value(x, extra);
            let after = match extra.checked_add(1 + (i as u32 % 1000)) {
                Some(larger) => value(x, larger),
                None => value(x + 1, 0),
            };
            assert!(pair >= after && pair <= value(x, 0), "{x:#x} {extra:#x}");
        }
        assert_eq!(value(0, 0), 43.955956);
    }

    /// Every shift of `exponential_sum` and `tail_neg_log` is below 32 without its mask, and no sum
    /// is too large: for all 64 numbers of leading zeros, and at both ends of every piece.
    #[test]
    fn shifts_and_sums() {
        for g in (0..=15).flat_map(|i| [i << 28, i << 28 | 0x0fff_ffff]) {
            let q = piece_exponent(tables::piece(tables::LOG + (g >> 28)));
            assert!((32..=34).contains(&q));
            let t = tail_neg_log_fraction(g);
            for n in 0u32..64 {
                let bits = 32 - n.leading_zeros();
                assert!(bits <= 6 && q - 32 + bits < 32 && bits + 10 < 32);
                let sum = (u64::from(t.r) >> (q - 32 + bits))
                    + (u64::from(n * LN2_HIGH) << (6 - bits))
                    + u64::from((n * LN2_LOW) >> (bits + 10));
                let p = Normalized { n, g };
                if n > 0 {
                    let Fixed { r, q } = exponential_sum(p);
                    assert_eq!((u64::from(r), q), (sum, 32 - bits));
                }
                let log = u64::from(t.r >> (q - 26))
                    + u64::from(n * LN2_HIGH)
                    + u64::from((n * LN2_LOW) >> 16);
                assert_eq!(u64::from(tail_neg_log(p)), log);
            }
        }
        assert_eq!(tail_normalize(0, 0).n, 63);
        assert_eq!(tail_normalize(0xf_ffff, 0xffff_ffff).n, 12);
    }
}
