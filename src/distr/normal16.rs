//! The normal distribution in 16 bits.

use core::marker::PhantomData;

use half::{bf16, f16};

use super::{
    Blame, Distribution, Finish16, Float16, Normal, NormalSteps, ParameterError, Transform, range,
    sealed, transform::AffineRoundFinish,
};
use crate::exact::Affine;

/// Normal distribution with mean and standard deviation, f16: see [`Normal16`].
///
/// ```
/// use seedbed::{Cpu, Stream, distr::NormalF16};
/// let weights = Cpu::new().sample(&mut Stream::new(42), &NormalF16::new(0.0, 0.02)?, 1000)?;
/// assert!(weights.iter().all(|w| w.to_f32().abs() < 0.2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type NormalF16 = Normal16<f16>;

/// Normal distribution with mean and standard deviation, bf16: see [`Normal16`].
///
/// ```
/// use seedbed::{Cpu, Stream, distr::NormalBf16};
/// let weights = Cpu::new().sample(&mut Stream::new(42), &NormalBf16::new(0.0, 0.02)?, 1000)?;
/// assert!(weights.iter().all(|w| w.to_f32().abs() < 0.2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type NormalBf16 = Normal16<bf16>;

/// Normal distribution with mean and standard deviation, in 16 bits.
///
/// The sample at a position is the one of [`Normal`] with the same parameters, rounded once from the
/// number that is behind both: `mean + std · z`, before its rounding to f32. Nearest, ties away from
/// zero; subnormal numbers occur, and past the largest number the result is ±∞.
///
/// Words consumed: 1 (`W = 1`), and one extra word for 1 sample in 2048.
///
/// Error: half a unit in the last place of the 16-bit result, beside that of [`Normal`] before its
/// rounding, which is a relative 1.8e-8 of `z`; see `docs/accuracy.md`.
///
/// ```
/// use half::f16;
/// use seedbed::{Cpu, Stream, distr::{Normal, NormalF16}};
/// let short = Cpu::new().sample(&mut Stream::new(42), &NormalF16::STANDARD, 100)?;
/// let long = Cpu::new().sample(&mut Stream::new(42), &Normal::STANDARD, 100)?;
/// for (short, long) in short.into_iter().zip(long) {
///     assert_eq!(short, f16::from_f32(long)); // for all but one sample in 16,000
/// }
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: as [`Normal`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal16<F> {
    normal: Normal,
    format: PhantomData<F>,
}

impl<F: Float16> Normal16<F> {
    /// Mean 0, standard deviation 1.
    pub const STANDARD: Self = Normal16 {
        normal: Normal::STANDARD,
        format: PhantomData,
    };

    /// Finite `mean`, finite `std ≥ 0`, with which more than one sample in 65,536 is finite, and, of mean
    /// 0, not all are 0 unless `std` is.
    ///
    /// # Errors
    /// [`ParameterError`] names the parameter that is outside this domain.
    pub fn new(mean: f32, std: f32) -> Result<Self, ParameterError> {
        Normal::check_finite(mean, std)?;
        let normal = Normal::of(mean, std);
        if normal != Normal::of(0.0, 0.0) {
            let affine = Affine::new(mean.into(), std.into());
            let finish = Finish16::new(F::FORMAT16, mean, std.into());
            let steps = NormalSteps(AffineRoundFinish(affine, finish.format()));
            let sample = |x, extra| {
                let bits = (range::bits(steps, x, extra) >> 16) as u16;
                bytemuck::cast::<u16, F>(bits).value().into()
            };
            let largest = F::LARGEST.value();
            range::check(sample, F::RANGE, mean.into(), || {
                Blame::normal(mean, std, largest)
            })?;
        }
        Ok(Normal16 {
            normal,
            format: PhantomData,
        })
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f32 {
        self.normal.mean()
    }

    /// The standard deviation.
    #[must_use]
    pub fn std(&self) -> f32 {
        self.normal.std()
    }
}

impl<F: Float16> Distribution for Normal16<F> {
    type Output = F;
}

impl<F: Float16> sealed::Transforms for Normal16<F> {
    fn transform(&self) -> Transform<'_> {
        let std = f64::from(self.std());
        Transform::Normal16(Finish16::new(F::FORMAT16, self.mean(), std))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cpu::{Arch, apply},
        distr::{
            Packing,
            float16::margin,
            normal::{normal_body, normal_is_tail, normal_sign, normal_tail},
        },
        exact::random,
    };

    const EXTRA: u32 = 0x6789_abcd;

    /// Words on both sides of every seam: octaves, pieces, the tail; and at random.
    fn words() -> alloc::vec::Vec<u32> {
        let seams = (0..32).flat_map(|bit| (0..16).map(move |piece| (16 + piece) << bit >> 4));
        let near = seams.flat_map(|m: u32| [m.wrapping_sub(1), m, m.wrapping_add(1)]);
        let both = near.flat_map(|m| [m, !m]);
        both.chain((0..1 << 16).map(|i| random(i) as u32)).collect()
    }

    fn drawn(distribution: &impl Distribution, words: &[u32]) -> alloc::vec::Vec<u32> {
        let mut out = alloc::vec![0; words.len()];
        let transform = distribution.transform();
        apply(Arch::new(), transform, words, &mut out, &|_, _| [EXTRA, 0]);
        out
    }

    /// The unrounded `z` of a word, which f64 holds.
    fn z(x: u32) -> f64 {
        let v = if normal_is_tail(x) {
            normal_tail(x, EXTRA)
        } else {
            normal_body(x)
        };
        let z = f64::from(v.r) * 2f64.powi(-(v.q as i32));
        if normal_sign(x) == 0 { z } else { -z }
    }

    fn samples<F: Float16>(distribution: &Normal16<F>, words: &[u32]) -> alloc::vec::Vec<F> {
        let all = drawn(distribution, words);
        assert!(all.iter().all(|bits| bits & 0xffff == 0));
        let of = |bits| bytemuck::cast((bits >> 16) as u16);
        all.into_iter().map(of).collect()
    }

    /// The standard normal in 16 bits is the number nearest to the unrounded one, at a tie the larger.
    fn check_standard<F: Float16>() {
        let words = words();
        let mut ties = 0;
        for (&x, found) in words.iter().zip(samples(&Normal16::<F>::STANDARD, &words)) {
            let margin = margin(found, z(x));
            let away = f64::from(found.value()).abs() > z(x).abs();
            assert!(
                margin > 0.0 || margin == 0.0 && away,
                "{} {x:#x}",
                F::RANGE.format
            );
            ties += u32::from(margin == 0.0);
        }
        assert!(ties < 100, "{ties}");
    }

    #[test]
    fn nearest_to_the_unrounded_variate() {
        check_standard::<f16>();
        check_standard::<bf16>();
    }

    /// With location and scale: nearest wherever the truncations before the sum cannot change that, and
    /// the f32 sample rounded again wherever that one is no tie. Returns the samples so decided, those
    /// that rounding twice changes, and all.
    fn check<F: Float16>(mean: f32, std: f32) -> [usize; 3] {
        let words = words();
        let long = drawn(&Normal::new(mean, std).unwrap(), &words);
        // Parameters too that leave the range.
        let normal = Normal::of(mean, std);
        let format = PhantomData::<F>;
        let short = samples(&Normal16 { normal, format }, &words);
        let (mut decided, mut twice) = (0, 0);
        for ((&x, found), long) in words.iter().zip(short).zip(long) {
            let what = alloc::format!("{} {mean:e} {std:e} {x:#x}", F::RANGE.format);
            let exact = f64::from(mean) + f64::from(std) * z(x);
            let error = (exact.abs() + f64::from(mean).abs()) * 2f64.powi(-28);
            let nearer = margin(found, exact);
            assert!(nearer >= -2.0 * error, "{what}");
            decided += usize::from(nearer > 2.0 * error);
            let long = f32::from_bits(long);
            let again = F::nearest(long).value();
            if found.value() != again {
                assert_eq!(margin(found, long.into()), 0.0, "{what}");
                twice += 1;
            }
        }
        [decided, twice, words.len()]
    }

    #[test]
    fn nearest_with_location_and_scale() {
        let parameters = [
            (0.0, 0.02),
            (170.0, 8.0),
            (-1.0, 1.0),
            (-60_000.0, 10_000.0),
            (1e-7, 1e-6),
            (65_504.0, 1e-3),
            (0.0, 1e-8),
            (1e30, 3e38),
            (-1e-39, 1e-39),
            (3.0, 0.0),
        ];
        let mut sums = [0; 3];
        for (mean, std) in parameters {
            for found in [check::<f16>(mean, std), check::<bf16>(mean, std)] {
                for (sum, found) in sums.iter_mut().zip(found) {
                    *sum += found;
                }
            }
        }
        let [decided, twice, all] = sums;
        assert!(decided > all / 100 * 99, "{decided} of {all}");
        assert!(twice > 0 && twice < all / 1000, "{twice} of {all}");
    }

    #[test]
    fn past_the_largest_number_is_infinity() {
        let all = drawn(&NormalF16::new(65_504.0, 100.0).unwrap(), &words());
        assert!(all.contains(&0x7c00_0000));
        assert!(all.iter().all(|&bits| bits <= 0x7c00_0000));
    }

    #[test]
    fn halves_share_words() {
        let transform = sealed::Transforms::transform(&NormalBf16::STANDARD).packing();
        assert_eq!((transform, NormalBf16::WORDS), (Packing::Halves, 1));
    }
}
