//! The exponential distribution to f64, by inversion of two words.

use super::{
    Distribution, FinishStep64, ParameterError, Steps, Transform,
    log64::{log64_fraction, log64_normalize, log64_sum},
    sealed,
    transform::{pair, unpair},
};
use crate::exact::{Affine64, Fixed64, Magnitude};

/// Exponential distribution with a scale (the mean, `1 / rate`), f64.
///
/// `−scale · ln((x + ½) / 2⁶⁴)` for the sample's 64-bit word `x` (low word first): inversion, so it is
/// falling in the word; the standard exponential goes from 2⁻⁶⁵ to 45.05. The product is formed from
/// the unrounded logarithm with one rounding. Values are positive, but for those that a scale of 0 or
/// a subnormal one rounds to +0; past the largest f64 the result is ∞. Integer arithmetic, so it works
/// where the GPU has no f64.
///
/// Words consumed: 2 (`W = 2`).
///
/// Error: within 0.52 ulp with scale 1, also near 0; with any other, within 0.7 ulp, or half of the
/// smallest number. See `docs/accuracy.md`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Exponential64};
/// let mut stream = Stream::new(42);
/// let gaps: Vec<f64> = Cpu::new().sample(&mut stream, &Exponential64::new(2.5)?, 1000)?;
/// assert!(gaps.iter().all(|&gap| gap > 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion; the logarithm is a table of integer polynomials in the manner of Hörmann and
/// Leydold, TOMACS 13 (2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential64 {
    scale: f64,
}

impl Exponential64 {
    /// Scale 1.
    pub const STANDARD: Exponential64 = Exponential64 { scale: 1.0 };

    /// Finite `scale ≥ 0`.
    ///
    /// # Errors
    /// [`ParameterError`] names the value when it is outside this domain.
    pub fn new(scale: f64) -> Result<Self, ParameterError> {
        ParameterError::check_not_negative("scale", scale)?;
        Ok(Exponential64 { scale })
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Distribution for Exponential64 {
    type Output = f64;
}

impl sealed::Transforms for Exponential64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Exponential64(Affine64::finish(0.0, Magnitude::of(self.scale)))
    }
}

/// The standard exponential.
#[inline(always)]
fn exponential64_body(x: u64) -> Fixed64 {
    let p = log64_normalize(x);
    let fraction = log64_fraction(p.d);
    let sum = log64_sum(p.n, fraction);
    Fixed64 {
        r: if p.n == 0 { fraction.r } else { sum },
        q: if p.n == 0 { fraction.q } else { 58 },
    }
}

/// The steps of `Transform::Exponential64`.
#[derive(Clone, Copy)]
pub(crate) struct Exponential64Steps<F>(pub F);

impl<F: FinishStep64> Steps<[u32; 2]> for Exponential64Steps<F> {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        unpair(self.0.finish(exponential64_body(pair(x)), 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cpu::results64::results64, exact::random};

    /// `(word, E rounded, rest of E)`: mpmath 1.4.1, 60 digits.
    #[test]
    #[expect(clippy::approx_constant, reason = "logarithms of numbers near ½")]
    fn anchors() {
        let anchors = [
            (0x0, 45.054566736396445, -3.7999871286267135e-16),
            (0x1, 43.95595444772834, -2.7317763946880006e-15),
            (0xfff, 36.043775466880845, -2.143263026190106e-15),
            (0x123456789abc, 13.733866568923782, 6.155282141709622e-16),
            (0xfffffffffffff, 8.317766166719343, 8.333971299741343e-16),
            (0x10000000000000, 8.317766166719343, 6.113525250491029e-16),
            (0x2345678901234, 10.299879365565218, -6.544273923689602e-16),
            (0x123456789abcdef, 5.41610040220442, 1.1141688079906807e-17),
            (
                0x555555555555555,
                3.871201010907891,
                -2.2042938559018883e-16,
            ),
            (
                0xc00000000000001,
                3.0602707946915624,
                -2.1596815214524614e-16,
            ),
            (
                0x1555555555555555,
                2.4849066497880004,
                -4.444045629033786e-17,
            ),
            (0x2aaaaaaaaaaaaaaa, 1.791759469228055, 4.355400835958762e-17),
            (
                0x3fffffffffffffff,
                1.3862943611198906,
                4.648935649417454e-17,
            ),
            (
                0x4000000000000000,
                1.3862943611198906,
                4.627251605967744e-17,
            ),
            (
                0x4000000000000001,
                1.3862943611198906,
                4.605567562518034e-17,
            ),
            (
                0x5fedcba987654321,
                0.9815702682364454,
                4.591587476442477e-17,
            ),
            (
                0x7000000000000000,
                0.8266785731844679,
                1.9464056064946596e-17,
            ),
            (
                0x7ffffff012345678,
                0.6931471879774123,
                -1.787591148890955e-17,
            ),
            (
                0x7fffffffffff0000,
                0.6931471805599524,
                2.3136258029863964e-17,
            ),
            (
                0x7ffffffffffffffe,
                0.6931471805599453,
                2.335309846433582e-17,
            ),
            (
                0x7fffffffffffffff,
                0.6931471805599453,
                2.324467824708727e-17,
            ),
            (
                0x8000000000000000,
                0.6931471805599453,
                2.313625802983872e-17,
            ),
            (
                0x9999999999999999,
                0.5108256237659907,
                -3.852178064605294e-17,
            ),
            (
                0xc3210fedcba98765,
                0.2715158010113514,
                1.6787515976660893e-17,
            ),
            (
                0xfffffff000000001,
                3.725290305319493e-09,
                1.6930006887606287e-26,
            ),
            (
                0xffffffffffff1234,
                3.3000674675570718e-15,
                -7.680369133281638e-32,
            ),
            (
                0xfffffffffffffffe,
                8.131516293641283e-20,
                3.3060778616876836e-39,
            ),
            (
                0xffffffffffffffff,
                2.710505431213761e-20,
                3.6734198463196485e-40,
            ),
        ];
        for (x, high, low) in anchors {
            let value = results64(&Exponential64::STANDARD, &[x])[0];
            let error = (value - high - low).abs() / (value.next_up() - value);
            assert!(error <= 0.53, "{x:#x}: {value}, {error} ulp");
        }
    }

    /// Words next to where one piece ends and the next begins, or the multiple of a double of d.
    fn seams() -> impl Iterator<Item = u64> {
        let near = |x: u64| (0..6).map(move |i| x.saturating_add(i).saturating_sub(3));
        let pieces = (0..58).flat_map(|n| (0..64).map(move |i| (64 + i) << (57 - n)));
        let doubles = (0..63).map(|j| 0u64.wrapping_sub(1 << j));
        pieces.chain(doubles).flat_map(near).chain(0..1 << 12)
    }

    /// Before the rounding, too, so that no scale brings about what the last one hides.
    #[test]
    fn monotone_before_rounding() {
        for x in seams().filter(|&x| x < u64::MAX) {
            let (value, next) = (exponential64_body(x), exponential64_body(x + 1));
            assert!(value.is_at_least(next), "{x:#x}");
        }
    }

    #[test]
    fn monotone() {
        let random = (0..1 << 16).map(|i| random(2 * i) >> (random(2 * i + 1) % 60));
        let mut words: Vec<u64> = seams().chain(random).collect();
        words.sort_unstable_by_key(|x| !x);
        for scale in [1.0, 0.7, 2.5, 1e-300] {
            let samples = results64(&Exponential64 { scale }, &words);
            assert!(samples.is_sorted(), "{scale}");
            assert!(samples[0] > 0.0);
        }
    }

    #[test]
    fn ends_of_the_range() {
        let ends = |scale| results64(&Exponential64 { scale }, &[u64::MAX, 0]);
        assert_eq!(ends(1.0), [2f64.powi(-65), 45.054_566_736_396_445]);
        assert_eq!(ends(0.0), [0.0, 0.0]);
        assert_eq!(ends(f64::MAX), [f64::MAX * 2f64.powi(-65), f64::INFINITY]);
        assert_eq!(ends(5e-324), [0.0, 45.0 * 5e-324]);
    }
}
