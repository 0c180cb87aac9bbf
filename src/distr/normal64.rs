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
/// inversion, so `z` is monotone in the word and symmetric; `|z|` reaches 9.155. The sum is formed from
/// the unrounded `z` with one rounding, so the bits are not those of `mean + std * z` in f64
/// arithmetic: they are nearer. Past the largest f64 the result is ±∞. Integer arithmetic, so it works
/// where the GPU has no f64.
///
/// Words consumed: 2 (`W = 2`).
///
/// Error: `z` within 0.54 ulp, also near 0; `mean + std · z` within 0.7 ulp of max(|result|, |mean| / 4);
/// see `docs/accuracy.md`.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cpu::results64::results64, distr::transform::Standard64Finish, exact::random};

    /// `|z|` for the lower of two mirrored words.
    fn magnitude(m: u64) -> f64 {
        let [lower, upper] = results64(&Normal64::STANDARD, &[m, !m])[..] else {
            unreachable!()
        };
        assert_eq!((-lower).to_bits(), upper.to_bits(), "{m:#x}");
        upper
    }

    /// `(word, z rounded, rest of z)`: mpmath 1.4.1, 60 digits, the root z of `erfc(z / √2) / 2 = p`.
    #[test]
    fn anchors() {
        let anchors = [
            (0x0, 9.155293772686072, 6.279087924408936e-16),
            (0x1, 9.035918848571939, -6.389728492595701e-16),
            (0xfff, 8.125905470103032, 4.954875125406928e-16),
            (0x123456789abc, 4.736898402859221, 2.501326455108104e-16),
            (0xfffffffffffff, 3.4871041041144313, -1.4346019882660156e-16),
            (
                0x10000000000000,
                3.4871041041144313,
                -2.0284261554625113e-16,
            ),
            (0x2345678901234, 3.9857253079961605, 3.645565083687211e-17),
            (0x123456789abcdef, 2.616298203643961, -1.326986434930233e-16),
            (
                0x555555555555555,
                2.0368341317013883,
                2.1756429554488888e-16,
            ),
            (0xc00000000000001, 1.6759397227734438, 8.300115493786136e-17),
            (
                0x1555555555555555,
                1.3829941271006383,
                6.977169392094521e-17,
            ),
            (
                0x2aaaaaaaaaaaaaaa,
                0.967421566101701,
                -7.438056275226538e-18,
            ),
            (
                0x3fffffffffffffff,
                0.6744897501960817,
                3.7840807303971866e-17,
            ),
            (
                0x4000000000000000,
                0.6744897501960817,
                3.767021540612871e-17,
            ),
            (
                0x4000000000000001,
                0.6744897501960817,
                3.7499623508285554e-17,
            ),
            (
                0x5fedcba987654321,
                0.3193719950626228,
                5.929591866977461e-18,
            ),
            (
                0x7000000000000000,
                0.1573106846101707,
                -2.4743730019241433e-18,
            ),
            (
                0x7ffffff012345678,
                9.296416135599238e-09,
                -8.932620226032881e-26,
            ),
            (
                0x7fffffffffff0000,
                8.90526461665413e-15,
                -7.71407251026665e-31,
            ),
            (
                0x7ffffffffffffffe,
                2.0382688657263917e-19,
                9.170209629799333e-36,
            ),
            (
                0x7fffffffffffffff,
                6.794229552421306e-20,
                -4.967971558347038e-36,
            ),
        ];
        for (m, high, low) in anchors {
            let value = magnitude(m);
            let error = (value - high - low).abs() / (value.next_up() - value);
            assert!(error <= 0.52, "{m:#x}: {value}, {error} ulp");
        }
    }

    /// Words next to where one piece ends and the next begins.
    fn seams() -> Vec<u64> {
        let body = (0..=10).flat_map(|e| (0..32).map(move |i| (32 + i) << (57 - e)));
        // Where the multiple of a double of d begins.
        let doubles = (0..62).map(|j| (1 << 63) - (1 << j));
        let log = (12..58).flat_map(|n| (0..64).map(move |i| (64 + i) << (57 - n)));
        let row = |m| {
            let p = log64_normalize(m);
            log64_sum(p.n, log64_fraction(p.d))
        };
        // The first word above which −ln p is below each end of a piece.
        let tail = (0..3).flat_map(|k| (32..64).map(move |i: u64| i << (58 - k)));
        let tail = tail.filter_map(|end| {
            let (mut low, mut high) = (0, 1 << 52);
            while low < high {
                let middle = (low + high) / 2;
                if row(middle) >= end {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            (low > 0 && low < 1 << 52).then_some(low)
        });
        let tail: Vec<u64> = tail.collect();
        assert!(tail.len() > 70, "{}", tail.len());
        body.chain(doubles).chain(log).chain(tail).collect()
    }

    #[test]
    fn monotone() {
        let near = |m: u64| (0..6).map(move |i| (m + i).saturating_sub(3));
        let random = (0..1 << 16).map(|i| (random(2 * i) >> 1) >> (random(2 * i + 1) % 60));
        let mut words: Vec<u64> = seams().into_iter().chain(random).flat_map(near).collect();
        words.extend(0..1 << 12);
        words.retain(|m| m >> 63 == 0);
        words.sort_unstable();
        for (mean, std) in [(0.0, 1.0), (0.0, 0.7), (170.0, 8.0), (-1e-3, 3e5)] {
            let samples = results64(&Normal64 { mean, std }, &words);
            assert!(samples.is_sorted(), "{mean} {std}");
            let upper: Vec<u64> = words.iter().rev().map(|m| !m).collect();
            assert!(
                results64(&Normal64 { mean, std }, &upper).is_sorted(),
                "{mean} {std}"
            );
        }
    }

    /// Before the rounding, too, so that no scale brings about what the last one hides.
    #[test]
    fn monotone_before_rounding() {
        let unrounded = |m| {
            if normal64_is_tail(m) {
                normal64_tail(m)
            } else {
                normal64_body(m)
            }
        };
        for m in seams() {
            for m in m.saturating_sub(3)..(m + 3).min(u64::MAX >> 1) {
                assert!(unrounded(m).is_at_least(unrounded(m + 1)), "{m:#x}");
            }
        }
    }

    /// The octaves of `−ln p` that have pieces are 8..64, and `k` is not changed by its mask.
    #[test]
    fn tail_octaves() {
        let zeros = |m| {
            let p = log64_normalize(m);
            log64_sum(p.n, log64_fraction(p.d)).leading_zeros()
        };
        assert_eq!((zeros(0), zeros((1 << 52) - 1)), (0, 2));
        // −ln p falls with p, so no word between has other octaves; seen at the ends of its pieces.
        for m in seams().into_iter().filter(|m| m >> 52 == 0) {
            assert!(zeros(m) <= 2 && zeros(m.saturating_sub(1)) <= 2, "{m:#x}");
        }
    }

    /// No word between is rare, none beyond is not.
    #[test]
    fn rare_words() {
        let steps = Normal64Steps(Standard64Finish);
        for (m, rare) in [
            (0, true),
            ((1 << 52) - 1, true),
            (1 << 52, false),
            (1 << 62, false),
        ] {
            assert_eq!(steps.is_rare(unpair(m)), rare);
            assert_eq!(steps.is_rare(unpair(!m)), rare);
        }
    }

    #[test]
    fn ends_of_the_range() {
        let ends = |mean, std| results64(&Normal64 { mean, std }, &[0, u64::MAX]);
        assert_eq!(ends(0.0, 1.0), [-9.155293772686072, 9.155293772686072]);
        assert_eq!(ends(0.0, f64::MAX), [f64::NEG_INFINITY, f64::INFINITY]);
        assert_eq!(ends(-2.5, 0.0), [-2.5, -2.5]);
        assert_eq!(ends(0.0, 5e-324), [-45e-324, 45e-324]);
    }
}
