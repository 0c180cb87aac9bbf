//! Tails of power laws, by Euler's and Maclaurin's formula.

use alloc::vec::Vec;

use super::{
    double_double::DoubleDouble,
    tail::{Series, Survival, revert},
    zipf::{power, powers},
};
use crate::room::NoRoom;

/// Values by thresholds of their own where the tail follows.
pub(super) const BEFORE_TAIL: u64 = 8192;

/// All positive integers.
pub(super) struct ZetaTail {
    a: f64,
    /// `ζ(a)`.
    total: DoubleDouble,
}

impl ZetaTail {
    /// With `k⁻ᵃ` at index `k`, from 1 to [`BEFORE_TAIL`].
    pub(super) fn new(a: f64) -> Result<(Self, Vec<DoubleDouble>), NoRoom> {
        let powers = powers(a, BEFORE_TAIL as usize)?;
        let beyond = hurwitz(a, 0, BEFORE_TAIL + 1, power(BEFORE_TAIL + 1, a));
        let total = sum_before(&powers, beyond);
        Ok((ZetaTail { a, total }, powers))
    }

    pub(super) fn total(&self) -> DoubleDouble {
        self.total
    }
}

/// `Σ k⁻ᵃ` up to [`BEFORE_TAIL`], and what is beyond.
fn sum_before(powers: &[DoubleDouble], beyond: DoubleDouble) -> DoubleDouble {
    let powers = powers[1..].iter().rev();
    powers.fold(beyond, |sum, &power| sum + power)
}

/// `ζ(a + m, x)`, the sum of `j^(−a − m)` for all `j ≥ x`, given `x⁻ᵃ`: by Euler's and Maclaurin's formula
/// to the sixth term, which for a < 4 and x > 8192 leaves less than 2⁻¹⁰⁰ of ζ(a, x).
fn hurwitz(a: f64, m: u32, x: u64, power: DoubleDouble) -> DoubleDouble {
    let s = DoubleDouble::new(a) + f64::from(m);
    let x = DoubleDouble::from(x);
    let sum = ends(x / (s + -1.0) + 0.5, s, x);
    (0..m).fold(sum * power, |sum, _| sum / x)
}

/// The formula's terms with derivatives at an end, added to the others; all over `x⁻ˢ`.
fn ends(others: DoubleDouble, s: DoubleDouble, x: DoubleDouble) -> DoubleDouble {
    // B₂ / 2!, B₄ / 4!, …
    const TERMS: [f64; 4] = [12.0, -720.0, 30_240.0, -1_209_600.0];
    let mut sum = others;
    let mut term = s / x;
    for (i, divisor) in (0..).zip(TERMS) {
        sum = sum + term / divisor;
        let next = s + f64::from(2 * i + 1);
        term = term * next * (next + 1.0) / (x * x);
    }
    sum
}

/// The `k(v) − k` of [`Survival::inverse`] for the sum of `j⁻ᵃ` over `j > k`, of which `total` is 1. From the
/// derivatives of ζ(a, x): the m-th is `(−1)ᵐ a (a + 1) … (a + m − 1) ζ(a + m, x)`.
fn inverse(a: f64, k: u64, total: DoubleDouble) -> Series {
    let x = DoubleDouble::from(k + 1);
    let power = power(k + 1, a);
    // By powers of y, x · y steps from k on; all over the first, `slope`.
    let mut factor = DoubleDouble::ONE;
    let mut slope = DoubleDouble::ONE;
    let series = core::array::from_fn(|n| {
        let m = n as u32 + 1;
        factor = factor * x * (DoubleDouble::new(a) + f64::from(m - 1)) / f64::from(m);
        let derivative = factor * hurwitz(a, m, k + 1, power);
        if m == 1 {
            slope = derivative;
        }
        factor = -factor;
        derivative / slope
    });
    let unit = total / slope;
    let mut scale = x;
    revert(&series).map(|coefficient| {
        scale = scale * unit;
        coefficient * scale
    })
}

impl Survival for ZetaTail {
    /// `ζ(a, k + 1) / ζ(a)`
    fn survival(&self, k: u64) -> DoubleDouble {
        hurwitz(self.a, 0, k + 1, power(k + 1, self.a)) / self.total
    }

    fn inverse(&self, k: u64) -> Series {
        inverse(self.a, k, self.total)
    }

    /// A 32nd further.
    fn next(&self, k: u64) -> u64 {
        k + k / 32
    }
}

/// 1, …, n.
pub(super) struct ZipfTail {
    a: f64,
    n: u64,
    /// `Σ k⁻ᵃ`.
    total: DoubleDouble,
}

impl ZipfTail {
    /// Coefficients of the inverse are positive: without the formula's small terms it is a power of v with the
    /// exponent 1 / (1 − a), below 1 at least 10.
    pub(super) const LEAST_A: f64 = 0.9;

    /// With `k⁻ᵃ` at index `k`, from 1 to [`BEFORE_TAIL`], for larger n.
    pub(super) fn new(a: f64, n: u32) -> Result<(Self, Vec<DoubleDouble>), NoRoom> {
        let powers = powers(a, BEFORE_TAIL as usize)?;
        let n = u64::from(n);
        let total = sum_before(&powers, sum_between(a, BEFORE_TAIL + 1, n + 1));
        Ok((ZipfTail { a, n, total }, powers))
    }

    pub(super) fn total(&self) -> DoubleDouble {
        self.total
    }
}

/// `Σ j⁻ᵃ` for j from `x > 8192` to before `end`, a < 4.
fn sum_between(a: f64, x: u64, end: u64) -> DoubleDouble {
    let s = DoubleDouble::new(a);
    let [at_x, at_end] = [x, end].map(|x| {
        let power = power(x, a);
        (
            power,
            power * ends(DoubleDouble::new(0.5), s, DoubleDouble::from(x)),
        )
    });
    let length = DoubleDouble::ln(end as f64) - DoubleDouble::ln(x as f64);
    let integral = at_x.0 * DoubleDouble::from(x) * length * relative_growth((-s + 1.0) * length);
    integral + at_x.1 - at_end.1
}

/// `(eᶻ − 1) / z`
fn relative_growth(z: DoubleDouble) -> DoubleDouble {
    if z.high.abs() > 1.0 / 65_536.0 {
        return (z.exp() + -1.0) / z;
    }
    // Six terms leave less than 2⁻¹⁰⁰.
    (2..=7).rev().fold(DoubleDouble::ONE, |sum, k| {
        DoubleDouble::ONE + z * sum / f64::from(k)
    })
}

impl Survival for ZipfTail {
    fn survival(&self, k: u64) -> DoubleDouble {
        if k >= self.n {
            return DoubleDouble::ZERO;
        }
        sum_between(self.a, k + 1, self.n + 1) / self.total
    }

    fn inverse(&self, k: u64) -> Series {
        inverse(self.a, k, self.total)
    }

    /// A 32nd further.
    fn next(&self, k: u64) -> u64 {
        (k + k / 32).min(self.n)
    }
}
