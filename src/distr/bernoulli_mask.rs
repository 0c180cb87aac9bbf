//! Bernoulli trials, 32 to a word.

use super::{Bernoulli, Distribution, ParameterError, Transform, sealed};

/// 32 Bernoulli trials in the bits of a `u32`, for dropout: each bit is 1 with probability `p`.
///
/// Bit `k` of the sample at word position `32 · m` is the sample of [`Bernoulli`] at word position
/// `32 · m + k`: a draw is a draw of [`Bernoulli`] at a multiple of 32, packed as NumPy's
/// `packbits(…, bitorder="little")` does. The probability is as exact as there.
///
/// Words consumed: 32 (`W = 32`), and one extra word with probability 2⁻³² for each.
///
/// Dropout keeps an activation with probability `p`, and divides what it keeps by `p`, which keeps the
/// mean (Srivastava et al., *Dropout*, JMLR 15 (2014)). For a dropout rate of 0.1:
///
/// ```
/// use seedbed::{Cpu, Stream, distr::BernoulliMask};
/// let mut activations = [1.0_f32; 1000];
/// let keep = BernoulliMask::new(0.9)?;
/// let mask = Cpu::new().sample(&mut Stream::new(42), &keep, activations.len().div_ceil(32))?;
/// let scale = 1.0 / keep.p() as f32;
/// for (i, activation) in activations.iter_mut().enumerate() {
///     let bit = (mask[i / 32] >> (i % 32)) & 1;
///     *activation *= scale * bit as f32;
/// }
/// let mean = activations.iter().sum::<f32>() / 1000.0;
/// assert!((mean - 1.0).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In WGSL, with the mask in a buffer `mask: array<u32>`, that is
/// `let bit = (mask[i >> 5u] >> (i & 31u)) & 1u;`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BernoulliMask {
    bernoulli: Bernoulli,
}

impl BernoulliMask {
    /// `0 ≤ p ≤ 1`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::BernoulliMask};
    /// let none = Cpu::new().sample(&mut Stream::new(42), &BernoulliMask::new(0.0)?, 2)?;
    /// let all = Cpu::new().sample(&mut Stream::new(42), &BernoulliMask::new(1.0)?, 2)?;
    /// assert_eq!((none, all), (vec![0, 0], vec![u32::MAX, u32::MAX]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ParameterError`] names `p` when it is outside.
    pub fn new(p: f64) -> Result<Self, ParameterError> {
        let bernoulli = Bernoulli::new(p)?;
        Ok(BernoulliMask { bernoulli })
    }

    /// The probability that a bit is 1.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.bernoulli.p()
    }
}

impl Distribution for BernoulliMask {
    type Output = u32;
    const WORDS: usize = 32;
}

impl sealed::Transforms for BernoulliMask {
    fn transform(&self) -> Transform<'_> {
        Transform::BernoulliMask(self.bernoulli.steps())
    }
}
