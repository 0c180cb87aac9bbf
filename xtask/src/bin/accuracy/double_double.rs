//! What the errors of f64 samples are measured against: the probabilities of their values, in pairs of
//! f64 with some 100 bits, by other formulas than those of the library's tables.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// The sum of two f64, the second below half an ulp of the first. Dekker, *A floating-point technique
/// for extending the available precision*, Numerische Mathematik 18 (1971).
#[derive(Clone, Copy, Debug)]
pub struct DoubleDouble(pub f64, pub f64);

const ZERO: DoubleDouble = DoubleDouble(0.0, 0.0);
const ONE: DoubleDouble = DoubleDouble(1.0, 0.0);
/// `ln 2` and `√(2π)`: mpmath 1.4.1, 60 digits.
const LN_2: DoubleDouble = DoubleDouble(std::f64::consts::LN_2, 2.3190468138462996e-17);
const SQRT_TAU: DoubleDouble = DoubleDouble(2.5066282746310007, -1.8328579980459167e-16);

fn quick_two_sum(a: f64, b: f64) -> DoubleDouble {
    let sum = a + b;
    DoubleDouble(sum, b - (sum - a))
}

fn two_sum(a: f64, b: f64) -> DoubleDouble {
    let sum = a + b;
    let other = sum - a;
    DoubleDouble(sum, (a - (sum - other)) + (b - other))
}

impl From<f64> for DoubleDouble {
    fn from(x: f64) -> Self {
        DoubleDouble(x, 0.0)
    }
}

impl Add for DoubleDouble {
    type Output = Self;
    fn add(self, b: Self) -> Self {
        let (high, low) = (two_sum(self.0, b.0), two_sum(self.1, b.1));
        let sum = quick_two_sum(high.0, high.1 + low.0);
        quick_two_sum(sum.0, sum.1 + low.1)
    }
}

impl Neg for DoubleDouble {
    type Output = Self;
    fn neg(self) -> Self {
        DoubleDouble(-self.0, -self.1)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;
    fn sub(self, b: Self) -> Self {
        self + -b
    }
}

impl Mul for DoubleDouble {
    type Output = Self;
    fn mul(self, b: Self) -> Self {
        let product = self.0 * b.0;
        let rest = self.0.mul_add(b.0, -product);
        quick_two_sum(product, rest + (self.0 * b.1 + self.1 * b.0))
    }
}

impl Div for DoubleDouble {
    type Output = Self;
    fn div(self, b: Self) -> Self {
        let first = self.0 / b.0;
        let rest = self - b * first.into();
        let second = rest.0 / b.0;
        let rest = rest - b * second.into();
        quick_two_sum(first, second) + (rest.0 / b.0).into()
    }
}

impl DoubleDouble {
    /// `(2·n + 1) · 2⁻⁶⁵`, exact.
    pub fn of_word(n: u64) -> Self {
        let unit = 2f64.powi(-64);
        let high = (n >> 32) as f64 * 2f64.powi(32);
        two_sum(high * unit, ((n & 0xffff_ffff) as f64 + 0.5) * unit)
    }
}

/// `eˣ` for `|x| < 700`.
fn exp(x: DoubleDouble) -> DoubleDouble {
    const HALVINGS: i32 = 5;
    let k = (x.0 / LN_2.0).round();
    let r = (x - LN_2 * k.into()) * 2f64.powi(-HALVINGS).into();
    let mut sum = ONE;
    for i in (1..=16).rev() {
        sum = ONE + sum * r / f64::from(i).into();
    }
    for _ in 0..HALVINGS {
        sum = sum * sum;
    }
    sum * 2f64.powi(k as i32).into()
}

/// `1 − e⁻ˣ` for `0 < x < 1`, to as many bits however small `x` is.
fn one_minus_exp(x: DoubleDouble) -> DoubleDouble {
    let mut sum = ONE;
    for i in (2..=32).rev() {
        sum = ONE - sum * x / f64::from(i).into();
    }
    sum * x
}

/// The standard normal's density.
fn density(z: DoubleDouble) -> DoubleDouble {
    exp(z * z * (-0.5).into()) / SQRT_TAU
}

/// `∫₀ᶻ` of the density: Marsaglia, *Evaluating the Normal Distribution*, J. Stat. Softw. 11 (2004).
fn central(z: DoubleDouble) -> DoubleDouble {
    let square = z * z;
    let (mut term, mut sum, mut i) = (z, z, 1.0);
    while term.0 > sum.0 * 2f64.powi(-110) {
        i += 2.0;
        term = term * square / i.into();
        sum = sum + term;
    }
    sum * density(z)
}

/// `∫` of the density from `z ≥ 4` on, by Laplace's continued fraction.
fn upper_tail(z: DoubleDouble) -> DoubleDouble {
    let mut rest = ZERO;
    for i in (1..=120).rev() {
        rest = DoubleDouble::from(f64::from(i)) / (z + rest);
    }
    density(z) / (z + rest)
}

/// The `z` with upper tail probability `(m + ½) / 2⁶⁴`, `m < 2⁶³`, near `value`: one step of Newton's
/// method, of which nothing is missing that is above the square of the distance.
pub fn upper_normal_quantile(m: u64, value: f64) -> DoubleDouble {
    let z = DoubleDouble::from(value);
    let difference = if value < 4.5 {
        // ½ − p, exact.
        let rest = DoubleDouble::of_word((1 << 63) - 1 - m);
        rest - central(z)
    } else {
        upper_tail(z) - DoubleDouble::of_word(m)
    };
    z + difference / density(z)
}

/// `−ln((x + ½) / 2⁶⁴)`, near `value`: likewise.
pub fn neg_log(x: u64, value: f64) -> DoubleDouble {
    let e = DoubleDouble::from(value);
    if x >> 63 != 0 {
        let complement = DoubleDouble::of_word(!x);
        return e + (complement - one_minus_exp(e)) / exp(-e);
    }
    let p = DoubleDouble::of_word(x);
    e + (exp(-e) - p) / p
}

/// The error of `value` in units of the spacing of f64 at `around`.
pub fn error_ulp(value: f64, exact: DoubleDouble, around: f64) -> f64 {
    let unit = around.abs().max(f64::MIN_POSITIVE);
    let spacing = f64::from_bits(unit.to_bits() + 1) - unit;
    ((DoubleDouble::from(value) - exact) / spacing.into())
        .0
        .abs()
}

#[cfg(test)]
#[expect(clippy::approx_constant, reason = "logarithms of numbers near ½")]
mod tests {
    use super::*;

    /// `(word, value rounded, rest of it)`: mpmath 1.4.1, 60 digits.
    #[test]
    fn anchors() {
        let normal = [
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
        for (m, high, low) in normal {
            let high: f64 = high;
            // From the value itself and from its neighbour.
            for start in [high, high.next_up()] {
                let DoubleDouble(z, rest) = upper_normal_quantile(m, start);
                let error = ((z - high) + (rest - low)).abs() / high;
                assert!(error < 2f64.powi(-75), "{m:#x}: {error:e}");
            }
        }
        let exponential = [
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
        for (x, high, low) in exponential {
            let high: f64 = high;
            for start in [high, high.next_up()] {
                let DoubleDouble(e, rest) = neg_log(x, start);
                let error = ((e - high) + (rest - low)).abs() / high;
                assert!(error < 2f64.powi(-75), "{x:#x}: {error:e}");
            }
        }
    }
}
