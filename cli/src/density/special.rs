//! Special functions, in the forms that keep their digits where parameters are large.

use std::f64::consts::{PI, TAU};

/// `ln Γ(x) − (x − ½) ln x + x − ½ ln 2π` for x > 0: what Stirling's formula leaves.
fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        return libm::lgamma(x) - (x - 0.5) * x.ln() + x - 0.5 * TAU.ln();
    }
    let square = x * x;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / x
}

/// `x ln(x / mean) + mean − x`, the deviance of Loader, *Fast and accurate computation of binomial
/// probabilities* (2000).
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return match x {
            0.0 => mean,
            _ => x * (x / mean).ln() + mean - x,
        };
    }
    let v = difference / (x + mean);
    let mut sum = difference * v;
    let mut term = 2.0 * x * v;
    for j in 1..100 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// `mean^x e^−mean / Γ(x + 1)` for real x ≥ 0.
pub fn poisson(x: f64, mean: f64) -> f64 {
    if x == 0.0 || mean == 0.0 {
        return if x == 0.0 { (-mean).exp() } else { 0.0 };
    }
    (-stirling_error(x) - deviance(x, mean)).exp() / (TAU * x).sqrt()
}

/// `Γ(x + y + 1) / (Γ(x + 1) Γ(y + 1)) p^x q^y` for real x, y ≥ 0, and p + q = 1.
pub fn binomial(x: f64, y: f64, p: f64, q: f64) -> f64 {
    if x == 0.0 || y == 0.0 {
        let one_sided = |n: f64, q: f64, p: f64| match (n, q < 0.5) {
            (0.0, _) => 1.0,
            (_, true) => q.powf(n),
            (_, false) => (n * (-p).ln_1p()).exp(),
        };
        return if x == 0.0 {
            one_sided(y, q, p)
        } else {
            one_sided(x, p, q)
        };
    }
    if p == 0.0 || q == 0.0 {
        return 0.0;
    }
    let n = x + y;
    let errors = stirling_error(n) - stirling_error(x) - stirling_error(y);
    let exponent = errors - deviance(x, n * p) - deviance(y, n * q);
    exponent.exp() / (TAU * x * (y / n)).sqrt()
}

/// `ln B(a, b)`.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    stirling_error(a) + stirling_error(b) - stirling_error(a + b) + 0.5 * TAU.ln()
        - 0.5 * (a.ln() + b.ln() - (a + b).ln())
        - a * (b / a).ln_1p()
        - b * (a / b).ln_1p()
}

/// `Φ(z)` of the standard normal distribution.
pub fn normal_cdf(z: f64) -> f64 {
    libm::erfc(-z / 2.0_f64.sqrt()) / 2.0
}

/// `e^(x²) erfc(x)` for x ≥ 0.
pub fn erfc_scaled(x: f64) -> f64 {
    if x < 20.0 {
        return (x * x).exp() * libm::erfc(x);
    }
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..10 {
        term *= -f64::from(2 * k - 1) / (2.0 * x * x);
        sum += term;
    }
    sum / (x * PI.sqrt())
}

/// `e^−x I₀(x)` for x ≥ 0.
pub fn bessel_i0_scaled(x: f64) -> f64 {
    if x < 50.0 {
        // (1/π) ∫ e^(x (cos t − 1)) dt over a period: the rule of equal steps converges geometrically.
        const STEPS: u32 = 128;
        let values = (0..STEPS).map(|i| {
            let half = (PI * f64::from(i) / f64::from(STEPS)).sin();
            (-2.0 * x * half * half).exp()
        });
        return values.sum::<f64>() / f64::from(STEPS);
    }
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..20 {
        let odd = f64::from(2 * k - 1);
        term *= odd * odd / (f64::from(k) * 8.0 * x);
        sum += term;
    }
    sum / (TAU * x).sqrt()
}

/// `1^−a + 2^−a + … + n^−a`, for n = ∞ where a > 1.
pub fn power_sum(a: f64, n: f64) -> f64 {
    /// Terms that are added one by one; Euler's and Maclaurin's formula has the others.
    const DIRECT: f64 = 1000.0;
    let power = |j: f64| j.powf(-a);
    let direct = |n: f64| (1..=n as u32).map(|j| power(j.into())).sum::<f64>();
    if n <= DIRECT {
        return direct(n);
    }
    // ∫ x^−a from DIRECT to n.
    let ratio = (n / DIRECT).ln();
    let integral = match (1.0 - a) * ratio {
        0.0 => ratio,
        f64::NEG_INFINITY => power(DIRECT) * DIRECT / (a - 1.0),
        exponent => power(DIRECT) * DIRECT * exponent.exp_m1() / (1.0 - a),
    };
    let slope = |x: f64| a * power(x) / x;
    let (last, last_slope) = match n.is_finite() {
        true => (power(n), slope(n)),
        false => (0.0, 0.0),
    };
    direct(DIRECT) + integral + (last - power(DIRECT)) / 2.0 + (slope(DIRECT) - last_slope) / 12.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, exact: f64, what: &str) {
        assert!(
            (value / exact - 1.0).abs() < 1e-13,
            "{what}: {value} {exact}"
        );
    }

    /// Against mpmath with 40 digits.
    #[test]
    fn values_are_right() {
        near(
            ln_beta(0.3, 0.4),
            1.631_608_565_988_192_8,
            "ln_beta(0.3, 0.4)",
        );
        near(
            ln_beta(1e8, 0.5),
            -8.637_975_427_801_482,
            "ln_beta(1e8, 0.5)",
        );
        near(
            erfc_scaled(19.9),
            0.028_315_573_983_185_765,
            "erfc_scaled(19.9)",
        );
        near(
            erfc_scaled(20.1),
            0.028_034_523_526_966_88,
            "erfc_scaled(20.1)",
        );
        near(bessel_i0_scaled(0.5), 0.645_035_270_449_150_1, "i0(0.5)");
        near(bessel_i0_scaled(49.9), 0.056_618_562_781_922_54, "i0(49.9)");
        near(
            bessel_i0_scaled(50.1),
            0.056_504_861_943_803_702,
            "i0(50.1)",
        );
        near(
            power_sum(1.0, 1e6),
            14.392_726_722_865_724,
            "power_sum(1, 1e6)",
        );
        near(
            power_sum(0.5, 12345.0),
            220.760_256_611_649_03,
            "power_sum(0.5, 12345)",
        );
        near(power_sum(4.0, f64::INFINITY), PI.powi(4) / 90.0, "zeta(4)");
        near(
            poisson(1e6 + 500.0, 1e6),
            3.519_846_452_125_921e-4,
            "poisson(1e6)",
        );
        near(
            binomial(3.0, 7.0, 0.3, 0.7),
            0.266_827_932,
            "binomial(3 of 10)",
        );
        near(
            normal_cdf(-3.0),
            0.001_349_898_031_630_094_5,
            "normal_cdf(-3)",
        );
    }
}
