//! Numbers of 106 bits as unevaluated sums of two f64.
//!
//! Only `+ − × ÷` of f64, which IEEE 754 defines to the bit, so that tables are equal on every
//! platform; no fused operations. Joldes, Muller and Popescu, *Tight and rigorous error bounds for
//! basic building blocks of double-word arithmetic*, TOMS 44 (2017), give the relative errors, with
//! `u² = 2⁻¹⁰⁶`: sum 3 u², product 7 u², quotient 15 u².

use core::ops::{Add, Div, Mul, Neg, Sub};

/// `high + low`, with `|low|` at most half an ulp of `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DoubleDouble {
    pub high: f64,
    pub low: f64,
}

/// `ln 2`; its error is below 2⁻¹⁰⁹.
const LN_2: DoubleDouble = DoubleDouble {
    high: core::f64::consts::LN_2,
    low: 2.319_046_813_846_299_6e-17,
};

const TWO_64: f64 = 18_446_744_073_709_551_616.0;

/// `a + b` without error (Knuth).
fn two_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let rest = high - a;
    let low = (a - (high - rest)) + (b - rest);
    DoubleDouble { high, low }
}

/// `a + b` without error, where `|a| ≥ |b|` (Dekker).
fn fast_two_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let low = b - (high - a);
    DoubleDouble { high, low }
}

/// `a` as a sum of two numbers of 26 bits (Veltkamp).
fn split(a: f64) -> [f64; 2] {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    [high, a - high]
}

/// `a · b` without error (Dekker).
fn two_product(a: f64, b: f64) -> DoubleDouble {
    let high = a * b;
    let [a_high, a_low] = split(a);
    let [b_high, b_low] = split(b);
    let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
    DoubleDouble { high, low }
}

impl DoubleDouble {
    pub(super) const ZERO: DoubleDouble = DoubleDouble::new(0.0);
    pub(super) const ONE: DoubleDouble = DoubleDouble::new(1.0);

    pub(super) const fn new(high: f64) -> Self {
        DoubleDouble { high, low: 0.0 }
    }

    /// `2⁶⁴ · self`, for `−½ ≤ self ≤ 1 + 2⁻⁶⁴`, to the nearest integer, `None` for 2⁶⁴ and more.
    pub(super) fn to_threshold(self) -> Option<u64> {
        // Both are exact. What is left of `high` is below 1, `low` is at most 2¹⁰.
        let [high, low] = [self.high * TWO_64, self.low * TWO_64];
        let whole = high as i128;
        let rest = (high - whole as f64) + low + 0.5;
        let down = rest as i128;
        let floor = down - i128::from(rest < down as f64);
        u64::try_from((whole + floor).max(0)).ok()
    }

    /// `eˣ` for `|x| ≤ 700`, within 2⁻¹⁰⁰ of itself for `|x| ≤ 64`.
    pub(super) fn exp(self) -> Self {
        let halves = self.high / LN_2.high;
        let n = (halves + if halves < 0.0 { -0.5 } else { 0.5 }) as i32;
        // |r| ≤ 0.0014; ten terms of the series leave less than 2⁻¹²⁰.
        let r = (self - LN_2 * f64::from(n)) / 256.0;
        let mut sum = DoubleDouble::ONE;
        for k in (2..=10).rev() {
            sum = DoubleDouble::ONE + r * sum / f64::from(k);
        }
        // (1 + s)² = 1 + (2 s + s²), eight times.
        let mut s = r * sum;
        for _ in 0..8 {
            s = s * 2.0 + s * s;
        }
        let power = f64::from_bits(((1023 + n) as u64) << 52);
        (s + DoubleDouble::ONE) * power
    }

    /// `ln x` for a normal `x > 0`, within 2⁻¹⁰⁰ · max(1, |ln x|).
    pub(super) fn ln(x: f64) -> Self {
        let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
        let m = f64::from_bits((x.to_bits() & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
        // m in 0.7 … 1.42
        let (m, n) = if m > 1.42 {
            (m / 2.0, exponent + 1)
        } else {
            (m, exponent)
        };
        // ln m = 2 artanh z; |z| ≤ 0.18, 22 terms leave less than 2⁻¹¹⁵.
        let z = two_sum(m, -1.0) / two_sum(m, 1.0);
        let square = z * z;
        let mut sum = DoubleDouble::ZERO;
        for k in (0..22).rev() {
            sum = sum * square + DoubleDouble::ONE / f64::from(2 * k + 1);
        }
        LN_2 * f64::from(n) + z * sum * 2.0
    }
}

impl From<u64> for DoubleDouble {
    fn from(x: u64) -> Self {
        two_sum((x >> 32) as f64 * 4_294_967_296.0, (x & 0xffff_ffff) as f64)
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        DoubleDouble {
            high: -self.high,
            low: -self.low,
        }
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let high = two_sum(self.high, other.high);
        let low = two_sum(self.low, other.low);
        let sum = fast_two_sum(high.high, high.low + low.high);
        fast_two_sum(sum.high, sum.low + low.low)
    }
}

impl Add<f64> for DoubleDouble {
    type Output = Self;

    fn add(self, other: f64) -> Self {
        let sum = two_sum(self.high, other);
        fast_two_sum(sum.high, sum.low + self.low)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = two_product(self.high, other.high);
        let cross = self.high * other.low + self.low * other.high;
        fast_two_sum(product.high, product.low + cross)
    }
}

impl Mul<f64> for DoubleDouble {
    type Output = Self;

    fn mul(self, other: f64) -> Self {
        let product = two_product(self.high, other);
        fast_two_sum(product.high, product.low + self.low * other)
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let quotient = self.high / other.high;
        let product = other * quotient;
        let rest = (self.high - product.high) + (self.low - product.low);
        fast_two_sum(quotient, rest / other.high)
    }
}

impl Div<f64> for DoubleDouble {
    type Output = Self;

    fn div(self, other: f64) -> Self {
        self / DoubleDouble::new(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// Whether `x` is `high + low`, with an error below `2⁻ᵇⁱᵗˢ` of `scale`.
    fn check(x: DoubleDouble, high: f64, low: f64, scale: f64, bits: u32) {
        let error = (x - DoubleDouble { high, low }).high.abs();
        let bound = scale / (1u128 << bits) as f64;
        assert!(error <= bound, "{x:?} {high:e} {low:e}: {error:e}");
    }

    /// Anchors from mpmath 1.4.1 at 60 digits, rounded to two f64.
    #[test]
    fn exponentials_and_logarithms() {
        let exponentials = [
            (0.0, 1.0, 0.0),
            (-1e-20, 1.0, -1e-20),
            (-0.1, 0.904_837_418_035_959_5, 5.055_984_668_733_208e-17),
            (-0.34, 0.711_770_322_762_609_7, 4.476_156_673_124_037e-17),
            (-0.35, 0.704_688_089_718_713_4, 1.040_001_260_893_617_3e-17),
            (-1.0, 0.367_879_441_171_442_33, -1.242_875_367_278_836_3e-17),
            (-5.0, 0.006_737_946_999_085_467, 9.579_094_181_215_286e-20),
            (
                -46.0,
                1.053_061_735_755_381_2e-20,
                6.381_524_386_895_125e-37,
            ),
            (-64.0, 1.603_810_890_548_638e-28, -7.361_325_221_284_214e-45),
            (1.0, core::f64::consts::E, 1.445_646_891_729_250_2e-16),
            (22.0, 3_584_912_846.131_592, -2.351_938_400_540_215_7e-07),
        ];
        for (x, high, low) in exponentials {
            check(DoubleDouble::new(x).exp(), high, low, high, 100);
        }
        let logarithms = [
            (1.0, 0.0, 0.0),
            (2.0, LN_2.high, LN_2.low),
            (3.0, 1.098_612_288_668_109_8, -9.071_297_235_001_53e-17),
            (7.0, 1.945_910_149_055_313_2, 7.323_586_207_904_907e-17),
            (
                1_000_003.0,
                13.815_513_557_959_774,
                4.636_218_047_193_209e-16,
            ),
            (
                16_777_213.0,
                16.635_532_154_624_737,
                -3.316_090_902_014_002_3e-16,
            ),
            (0.1, -2.302_585_092_994_045_5, -1.715_024_362_805_798_5e-16),
            (1.42, 0.350_656_871_613_169_33, -1.706_527_514_561_134_4e-17),
            (
                1.420_000_000_000_000_2,
                0.350_656_871_613_169_5,
                -2.722_928_875_133_461_3e-17,
            ),
            (1e300, 690.775_527_898_213_7, 2.374_766_002_880_024_3e-14),
        ];
        for (x, high, low) in logarithms {
            check(DoubleDouble::ln(x), high, low, high.abs().max(1.0), 100);
        }
    }

    #[test]
    fn rounds_thresholds_to_nearest() {
        let unit = 1.0 / TWO_64;
        let at = |high: f64, low: f64| two_sum(high, low).to_threshold();
        assert_eq!(at(0.0, 0.0), Some(0));
        assert_eq!(at(-0.25, 0.0), Some(0));
        assert_eq!(at(0.49 * unit, 0.0), Some(0));
        assert_eq!(at(0.51 * unit, 0.0), Some(1));
        assert_eq!(at(0.5, 0.0), Some(1 << 63));
        assert_eq!(at(0.5, -1.4 * unit), Some((1 << 63) - 1));
        assert_eq!(at(0.5, 777.6 * unit), Some((1 << 63) + 778));
        assert_eq!(at(1.0, -0.6 * unit), Some(u64::MAX));
        assert_eq!(at(1.0, -0.4 * unit), None);
        assert_eq!(at(1.0, unit), None);
    }

    /// Against integers: numbers of 100 and 60 bits.
    #[test]
    fn sums_products_and_quotients() {
        let exact = |x: i128| {
            let high = x as f64;
            DoubleDouble {
                high,
                low: (x - high as i128) as f64,
            }
        };
        for i in 0..10_000u64 {
            let bits = random(2 * i);
            let a = (i128::from(bits) << 36 | i128::from(bits >> 28)) - (1 << 99);
            let b = i128::from(random(2 * i + 1) >> 4) + 1;
            let [x, y] = [exact(a), exact(b)];
            let close = |z: DoubleDouble, value: i128, bits: u32| {
                let value = exact(value);
                check(z, value.high, value.low, value.high.abs(), bits);
            };
            close(x + y, a + b, 104);
            close(y - x, b - a, 104);
            close(x + b as f64, a + (b as f64) as i128, 104);
            close(DoubleDouble::from(b as u64) * y, b * b, 103);
            close(x * 1021.0, a * 1021, 103);
            // A quotient of 106 bits, for which numbers of 128 bits leave no room, by its product.
            close(x / y * y, a, 101);
            close(x / 1021.0 * 1021.0, a, 101);
        }
        assert_eq!(DoubleDouble::from(u64::MAX), two_sum(TWO_64, -1.0));
    }
}
