//! The normal distribution in 16 bits.

use core::marker::PhantomData;

use half::{bf16, f16};

use super::{Distribution, Finish16, Float16, Normal, ParameterError, Transform, sealed};

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
/// Error: half a unit in the last place of the 16-bit result, and what [`Normal`] has before its
/// rounding: at most 7/16 ulp of f32; see `docs/accuracy.md`.
///
/// ```
/// use half::f16;
/// use seedbed::{Cpu, Stream, distr::{Normal, NormalF16}};
/// let short = Cpu::new().sample(&mut Stream::new(42), &NormalF16::STANDARD, 100)?;
/// let long = Cpu::new().sample(&mut Stream::new(42), &Normal::STANDARD, 100)?;
/// for (short, long) in short.into_iter().zip(long) {
///     assert_eq!(short, f16::from_f32(long)); // rounding twice differs for 1 sample in some 10,000
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

    /// Finite `mean`, finite `std ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the parameter that is outside this domain.
    pub fn new(mean: f32, std: f32) -> Result<Self, ParameterError> {
        Ok(Normal16 {
            normal: Normal::new(mean, std)?,
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
        apply(Arch::new(), transform, words, &mut out, |_, _| [EXTRA, 0]);
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

    /// The standard normal in 16 bits is the nearest number to the unrounded one; `half` rounds ties to
    /// even, so at a tie the magnitude is its own or the next.
    #[test]
    fn nearest_to_the_unrounded_variate() {
        let words = words();
        let to_f16 = drawn(&NormalF16::STANDARD, &words);
        let to_bf16 = drawn(&NormalBf16::STANDARD, &words);
        let mut ties = 0;
        for ((&x, short), brain) in words.iter().zip(to_f16).zip(to_bf16) {
            assert_eq!((short | brain) & 0xffff, 0);
            let z = z(x);
            let nearest = f16::from_f64(z);
            let short = f16::from_bits((short >> 16) as u16);
            let tie = (z - short.to_f64()).abs() == (z - nearest.to_f64()).abs();
            assert!(
                short == nearest || tie && short.to_f64().abs() > z.abs(),
                "{x:#x}"
            );
            ties += u32::from(short != nearest);
            let nearest = bf16::from_f64(z);
            let brain = bf16::from_bits((brain >> 16) as u16);
            let tie = (z - brain.to_f64()).abs() == (z - nearest.to_f64()).abs();
            assert!(
                brain == nearest || tie && brain.to_f64().abs() > z.abs(),
                "{x:#x}"
            );
        }
        assert!(ties < 10, "{ties}");
    }

    /// With location and scale: nearest wherever the error of the unrounded sum cannot change that, and
    /// the f32 sample rounded again wherever that one is no tie.
    #[test]
    fn nearest_with_location_and_scale() {
        let words = words();
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
        let (mut decided, mut twice) = (0, 0);
        for (mean, std) in parameters {
            let long = drawn(&Normal::new(mean, std).unwrap(), &words);
            let short = drawn(&NormalF16::new(mean, std).unwrap(), &words);
            let brain = drawn(&NormalBf16::new(mean, std).unwrap(), &words);
            for (i, &x) in words.iter().enumerate() {
                let exact = f64::from(mean) + f64::from(std) * z(x);
                // Of the truncations before the sum, see `exact::affine`.
                let error = (exact.abs() + f64::from(mean).abs()) * 2f64.powi(-28);
                let long = f32::from_bits(long[i]);
                let same = |low: f32, high: f32, found: f32, again: f32, back: f32| {
                    assert!(
                        low <= found && found <= high,
                        "{mean} {std} {x:#x}: {found}"
                    );
                    // Rounding twice differs only where the first rounding gave a tie.
                    assert!(found == again || back != long, "{mean} {std} {x:#x}");
                    (u32::from(low == high), u32::from(found != again))
                };
                let found = f16::from_bits((short[i] >> 16) as u16);
                let again = f16::from_f32(long);
                let (low, high) = (f16::from_f64(exact - error), f16::from_f64(exact + error));
                let (one, two) = same(
                    low.into(),
                    high.into(),
                    found.into(),
                    again.into(),
                    again.into(),
                );
                decided += one;
                twice += two;
                let found = bf16::from_bits((brain[i] >> 16) as u16);
                let again = bf16::from_f32(long);
                let (low, high) = (bf16::from_f64(exact - error), bf16::from_f64(exact + error));
                let (one, two) = same(
                    low.into(),
                    high.into(),
                    found.into(),
                    again.into(),
                    again.into(),
                );
                decided += one;
                twice += two;
            }
        }
        let all = 2 * (parameters.len() * words.len()) as u32;
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
