//! Densities of the families have their integral, mean and variance.

use std::f64::consts::PI;

use serde_json::{Value, json};

use super::{super::*, integral::integral, specification};

const EULER: f64 = 0.577_215_664_901_532_9;

/// Name, parameters, where to cut the integral, mean, variance; NaN where there is none, or none in
/// closed form.
pub fn continuous_cases() -> Vec<(&'static str, Value, f64, f64, f64)> {
    const NAN: f64 = f64::NAN;
    let gamma = libm::tgamma;
    let mut cases = vec![
        (
            "laplace",
            json!({"loc": -3.0, "scale": 0.5}),
            -3.0,
            -3.0,
            0.5,
        ),
        (
            "laplace",
            json!({"loc": 0.0, "scale": 20.0}),
            0.0,
            0.0,
            800.0,
        ),
        (
            "logistic",
            json!({"loc": 1.0, "scale": 2.0}),
            1.0,
            1.0,
            4.0 * PI * PI / 3.0,
        ),
        (
            "gumbel",
            json!({"loc": 1.0, "scale": 2.0}),
            1.0,
            1.0 + 2.0 * EULER,
            4.0 * PI * PI / 6.0,
        ),
        ("cauchy", json!({"loc": 5.0, "scale": 0.1}), 5.0, NAN, NAN),
        ("cauchy", json!({"loc": 0.0, "scale": 1.0}), 0.0, NAN, NAN),
        (
            "half_normal",
            json!({"scale": 3.0}),
            3.0,
            3.0 * (2.0 / PI).sqrt(),
            9.0 * (1.0 - 2.0 / PI),
        ),
        (
            "rayleigh",
            json!({"scale": 1.5}),
            1.5,
            1.5 * (PI / 2.0).sqrt(),
            2.25 * (2.0 - PI / 2.0),
        ),
        (
            "maxwell",
            json!({"scale": 0.5}),
            0.5,
            (2.0 / PI).sqrt(),
            0.25 * (3.0 - 8.0 / PI),
        ),
        (
            "student_t",
            json!({"df": 1.0, "loc": 0.0, "scale": 1.0}),
            0.0,
            NAN,
            NAN,
        ),
        (
            "student_t",
            json!({"df": 4.5, "loc": 3.0, "scale": 2.0}),
            3.0,
            3.0,
            4.0 * 4.5 / 2.5,
        ),
        (
            "student_t",
            json!({"df": 1e6, "loc": 0.0, "scale": 1.0}),
            0.0,
            0.0,
            1e6 / (1e6 - 2.0),
        ),
        (
            "power_function",
            json!({"a": 0.5}),
            0.5,
            1.0 / 3.0,
            0.2 - 1.0 / 9.0,
        ),
        ("power_function", json!({"a": 3.0}), 0.5, 0.75, 0.6 - 0.5625),
        (
            "triangular",
            json!({"left": -1.0, "mode": 0.0, "right": 3.0}),
            0.0,
            2.0 / 3.0,
            13.0 / 18.0,
        ),
        (
            "triangular",
            json!({"left": 0.0, "mode": 0.0, "right": 1.0}),
            0.5,
            1.0 / 3.0,
            1.0 / 18.0,
        ),
        (
            "triangular",
            json!({"left": 0.0, "mode": 1.0, "right": 1.0}),
            0.5,
            2.0 / 3.0,
            1.0 / 18.0,
        ),
        (
            "pert",
            json!({"left": 3.0, "mode": 5.0, "right": 12.0, "lambd": 4.0}),
            6.0,
            35.0 / 6.0,
            {
                let (a, b) = (1.0 + 8.0 / 9.0, 1.0 + 28.0 / 9.0);
                81.0 * a * b / (36.0 * 7.0)
            },
        ),
        (
            "pert",
            json!({"left": 0.0, "mode": 0.0, "right": 1.0, "lambd": 0.0}),
            0.5,
            0.5,
            1.0 / 12.0,
        ),
        (
            "von_mises",
            json!({"mu": 0.0, "kappa": 0.0}),
            0.0,
            0.0,
            PI * PI / 3.0,
        ),
        ("von_mises", json!({"mu": 1.0, "kappa": 2.0}), 1.0, 1.0, NAN),
        (
            "von_mises",
            json!({"mu": -2.0, "kappa": 300.0}),
            -2.0,
            -2.0,
            NAN,
        ),
        (
            "generalized_normal",
            json!({"beta": 1.0, "loc": 0.0, "scale": 1.0}),
            0.0,
            0.0,
            2.0,
        ),
        (
            "generalized_normal",
            json!({"beta": 2.0, "loc": 1.0, "scale": 3.0}),
            1.0,
            1.0,
            4.5,
        ),
        (
            "generalized_normal",
            json!({"beta": 8.0, "loc": 0.0, "scale": 1.0}),
            0.0,
            0.0,
            gamma(0.375) / gamma(0.125),
        ),
    ];
    for (shape, scale) in [(0.2, 1.0), (1.0, 0.5), (2.5, 2.0), (1e4, 1e-3)] {
        let parameters = json!({"shape": shape, "scale": scale});
        cases.push((
            "gamma",
            parameters,
            shape * scale,
            shape * scale,
            shape * scale * scale,
        ));
    }
    for df in [0.5, 3.0, 100.0] {
        cases.push(("chi_squared", json!({"df": df}), df, df, 2.0 * df));
    }
    for (mean, sigma) in [(0.0_f64, 1.0_f64), (2.0, 0.25)] {
        let square = sigma * sigma;
        let first = (mean + square / 2.0).exp();
        let parameters = json!({"mean": mean, "sigma": sigma});
        cases.push((
            "log_normal",
            parameters,
            mean.exp(),
            first,
            first * first * square.exp_m1(),
        ));
    }
    for (a, scale) in [(0.5, 1.0), (1.5, 10.0), (5.0, 0.1)] {
        let moment = |k: f64| gamma(1.0 + k / a);
        let variance = scale * scale * (moment(2.0) - moment(1.0).powi(2));
        let parameters = json!({"a": a, "scale": scale});
        cases.push(("weibull", parameters, scale, scale * moment(1.0), variance));
    }
    for (mean, scale) in [(2.0, 8.0), (1.0, 0.1), (0.5, 100.0)] {
        let parameters = json!({"mean": mean, "scale": scale});
        cases.push((
            "inverse_gaussian",
            parameters,
            mean,
            mean,
            mean * mean * mean / scale,
        ));
    }
    for (alpha, loc, scale) in [(4.0_f64, 0.0, 1.0), (-1.0, 2.0, 3.0), (0.0, -1.0, 0.5)] {
        let delta = alpha / alpha.hypot(1.0) * (2.0 / PI).sqrt();
        let parameters = json!({"alpha": alpha, "loc": loc, "scale": scale});
        let (mean, variance) = (loc + scale * delta, scale * scale * (1.0 - delta * delta));
        cases.push(("skew_normal", parameters, loc, mean, variance));
    }
    for (a, b) in [(1.0_f64, 5.0_f64), (5.0, 20.0), (100.0, 9.0)] {
        let parameters = json!({"dfnum": a, "dfden": b});
        let variance = 2.0 * b * b * (a + b - 2.0) / (a * (b - 2.0).powi(2) * (b - 4.0));
        cases.push(("fisher_f", parameters, 1.0, b / (b - 2.0), variance));
    }
    for (alpha, loc, scale) in [(3.0, 0.0, 1.0), (10.0, -5.0, 2.0)] {
        let moment = |k: f64| gamma(1.0 - k / alpha);
        let parameters = json!({"alpha": alpha, "loc": loc, "scale": scale});
        let variance = scale * scale * (moment(2.0) - moment(1.0).powi(2));
        cases.push((
            "frechet",
            parameters,
            loc + scale,
            loc + scale * moment(1.0),
            variance,
        ));
    }
    for (a, scale) in [(3.0, 1.0), (10.0, 1e4)] {
        let variance = scale * scale * a / ((a - 1.0_f64).powi(2) * (a - 2.0));
        let parameters = json!({"a": a, "scale": scale});
        cases.push((
            "pareto",
            parameters.clone(),
            1.5 * scale,
            a * scale / (a - 1.0),
            variance,
        ));
        cases.push(("lomax", parameters, scale, scale / (a - 1.0), variance));
    }
    for (a, b) in [(0.5, 0.5), (2.0, 3.0), (0.3, 8.0), (1.0, 1.0), (1e4, 2e4)] {
        let sum = a + b;
        let variance = a * b / (sum * sum * (sum + 1.0));
        cases.push(("beta", json!({"a": a, "b": b}), a / sum, a / sum, variance));
    }
    for (mean, std, low, high) in [
        (0.0, 1.0, -1.0, 1.0),
        (1.0, 2.0, 0.0, 100.0),
        (0.0, 1.0, 3.0, 4.0),
        (5.0, 0.5, 2.0, 3.0),
        (0.0, 1.0, 50.0, 51.0),
    ] {
        let parameters = json!({"mean": mean, "std": std, "low": low, "high": high});
        cases.push(("truncated_normal", parameters, low + 0.5 * std, NAN, NAN));
    }
    cases
}

#[test]
fn densities_have_their_integral_mean_and_variance() {
    let mut names: Vec<_> = continuous_cases().iter().map(|case| case.0).collect();
    names.dedup();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 25);
    for (name, parameters, middle, mean, variance) in continuous_cases() {
        let specification = specification(name, &parameters);
        let Density { support, of } = continuous::density(&specification).expect(name);
        let (low, high) = range(&specification, support).unwrap();
        assert!(
            support.0 <= low && low < high && high <= support.1,
            "{specification}"
        );
        let unit = high - low;
        let moment = |f: &dyn Fn(f64) -> f64| integral(support, middle, unit, |x| f(x) * of(x));
        let whole = moment(&|_| 1.0);
        assert!((whole - 1.0).abs() < 2e-7, "{specification}: {whole}");
        let found = moment(&|x| x);
        let differs = super::differs(found, mean, 1e-6 * unit);
        assert!(!differs, "{specification}: mean {found}, not {mean}");
        let found = moment(&|x| (x - mean).powi(2));
        let differs = super::differs(found, variance, 1e-5 * variance);
        assert!(
            !differs,
            "{specification}: variance {found}, not {variance}"
        );
    }
}
