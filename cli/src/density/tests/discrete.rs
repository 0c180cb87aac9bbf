//! Probabilities of the families have their sum, mean and variance.

use serde_json::{Value, json};

use super::{super::*, specification};

/// Name, parameters, mean, variance; NaN where they are not compared.
pub fn discrete_cases() -> Vec<(&'static str, Value, f64, f64)> {
    let zeta = |a: f64| special::power_sum(a, f64::INFINITY);
    let mut cases = vec![
        ("poisson", json!({"lam": 0.0}), 0.0, 0.0),
        ("poisson", json!({"lam": 3.5}), 3.5, 3.5),
        ("poisson", json!({"lam": 1e4}), 1e4, 1e4),
        ("rademacher", json!({}), 0.0, 1.0),
        (
            "categorical",
            json!({"weights": [1.0, 0.0, 2.0, 5.0]}),
            2.375,
            0.984_375,
        ),
        ("categorical", json!({"weights": [1e308, 1e308]}), 0.5, 0.25),
        ("zipf", json!({"a": 0.0, "n": 6}), 3.5, 35.0 / 12.0),
        (
            "zipf",
            json!({"a": 1.0, "n": 3}),
            18.0 / 11.0,
            36.0 / 11.0 - (18.0_f64 / 11.0).powi(2),
        ),
        ("zipf", json!({"a": 1.0, "n": 5000}), f64::NAN, f64::NAN),
        ("zeta", json!({"a": 4.0}), zeta(3.0) / zeta(4.0), f64::NAN),
    ];
    for (n, p) in [(10, 0.3), (1, 1.0), (7, 0.0), (100_000, 1e-3)] {
        let mean = f64::from(n) * p;
        cases.push(("binomial", json!({"n": n, "p": p}), mean, mean * (1.0 - p)));
    }
    for p in [1.0, 0.5, 0.01] {
        cases.push(("geometric", json!({"p": p}), 1.0 / p, (1.0 - p) / (p * p)));
    }
    for (n, p) in [(2.5, 0.5), (0.1, 0.01), (50.0, 0.9), (3.0, 1.0)] {
        let mean = n * (1.0 - p) / p;
        cases.push(("negative_binomial", json!({"n": n, "p": p}), mean, mean / p));
    }
    for (good, bad, drawn) in [
        (4, 48, 13),
        (10, 3, 8),
        (5000, 20_000, 700),
        (0, 5, 2),
        (3, 0, 3),
    ] {
        let [g, b, n] = [good, bad, drawn].map(f64::from);
        let all = g + b;
        let variance = n * g * b * (all - n) / (all * all * (all - 1.0));
        let parameters = json!({"ngood": good, "nbad": bad, "nsample": drawn});
        cases.push(("hypergeometric", parameters, n * g / all, variance));
    }
    for p in [0.9_f64, 0.01] {
        let factor = -1.0 / (-p).ln_1p();
        let (mean, square) = (factor * p / (1.0 - p), factor * p / (1.0 - p).powi(2));
        cases.push(("log_series", json!({"p": p}), mean, square - mean * mean));
    }
    cases.push(("log_series", json!({"p": 0.0}), 1.0, 0.0));
    for (n, a, b) in [
        (20, 2.0, 3.0),
        (50, 0.3, 0.1),
        (8, 1.0, 1.0),
        (1000, 500.0, 80.0),
    ] {
        let (count, sum) = (f64::from(n), a + b);
        let variance = count * a * b * (sum + count) / (sum * sum * (sum + 1.0));
        cases.push((
            "beta_binomial",
            json!({"n": n, "a": a, "b": b}),
            count * a / sum,
            variance,
        ));
    }
    cases
}

#[test]
fn probabilities_have_their_sum_mean_and_variance() {
    for (name, parameters, mean, variance) in discrete_cases() {
        let specification = specification(name, &parameters);
        let Mass { support, shown, of } = discrete::mass(&specification).expect(name);
        assert!(support.0 <= shown.0 && shown.0 <= shown.1 && shown.1 <= support.1);
        let last = support.1.min(shown.1 + 100_000);
        let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
            let all = support.0..=last;
            all.map(|k| f(k as f64) * of(k as f64)).sum()
        };
        let whole = moment(&|_| 1.0);
        assert!((whole - 1.0).abs() < 1e-9, "{specification}: {whole}");
        let found = moment(&|k| k);
        let differs = super::differs(found, mean, 1e-7 * (1.0 + mean.abs()));
        assert!(!differs, "{specification}: mean {found}, not {mean}");
        let found = moment(&|k| (k - mean).powi(2));
        let differs = super::differs(found, variance, 1e-7 * (1.0 + variance));
        assert!(
            !differs,
            "{specification}: variance {found}, not {variance}"
        );
    }
}

#[test]
fn long_ranges_are_summed_by_their_parts() {
    let p = 1e-8;
    let each = move |k: f64| p * (k * f64::ln_1p(-p)).exp();
    let probabilities = Probabilities::Each(1 << 32, Box::new(each));
    for (i, j) in [(0, 1 << 18), (5, 1 << 19), (1 << 20, 1 << 30)] {
        let below = |k: u128| (k as f64 * f64::ln_1p(-p)).exp();
        let exact = below(i) - below(j);
        let found = probabilities.of_range(i, j);
        assert!(
            (found - exact).abs() < 1e-9 * exact,
            "{i}..{j}: {found} {exact}"
        );
    }
}
