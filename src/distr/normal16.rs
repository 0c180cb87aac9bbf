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
