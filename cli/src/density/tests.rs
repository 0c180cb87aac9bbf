//! Densities and probabilities against what must hold of them: one in all, their closed moments, and
//! the samples.

use std::f64::consts::{FRAC_PI_2, PI};

use serde_json::{Map, Value, json};

use super::*;
use crate::histogram::Histogram;

fn specification(name: &str, parameters: &Value) -> Specification {
    let parameters: Map<_, _> = parameters.as_object().unwrap().clone();
    Specification::from_parts(name, parameters).unwrap()
}

fn of(name: &str, parameters: Value) -> anyhow::Result<Shape> {
    shape(&specification(name, &parameters))
}

/// `∫ f` over a support cut at `middle`, where `f` may have a kink: double exponential substitution
/// (Takahasi and Mori 1974) on either side.
fn integral(support: (f64, f64), middle: f64, unit: f64, f: impl Fn(f64) -> f64) -> f64 {
    const STEPS: i32 = 1000;
    const STEP: f64 = 4.5 / STEPS as f64;
    let side = |end: f64| {
        let sign = (end - middle).signum();
        let terms = (-STEPS..=STEPS).map(|i| {
            let t = f64::from(i) * STEP;
            let (bent, slope) = (FRAC_PI_2 * t.sinh(), FRAC_PI_2 * t.cosh());
            let (x, weight) = if end.is_infinite() {
                let distance = unit * bent.exp();
                (middle + sign * distance, distance * slope)
            } else {
                // How far from the end, without cancellation.
                let part = 1.0 / (1.0 + (2.0 * bent).exp());
                let length = (end - middle).abs();
                let rest = 1.0 / (1.0 + (-2.0 * bent).exp());
                (
                    end - sign * length * part,
                    2.0 * length * part * rest * slope,
                )
            };
            let value = if weight > 0.0 { f(x) * weight } else { 0.0 };
            if value.is_finite() { value } else { 0.0 }
        });
        terms.sum::<f64>() * STEP
    };
    side(support.0) + side(support.1)
}

/// Never from NaN, which stands for what does not exist.
fn differs(found: f64, exact: f64, bound: f64) -> bool {
    (found - exact).abs() > bound
}

const EULER: f64 = 0.577_215_664_901_532_9;

/// Name, parameters, where to cut the integral, mean, variance; NaN where there is none, or none in
/// closed form.
fn continuous_cases() -> Vec<(&'static str, Value, f64, f64, f64)> {
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
        let Specification::Continuous(family) = &specification else {
            panic!("{name} is continuous")
        };
        let Density { support, of } = continuous::density(family);
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
        let differs = self::differs(found, mean, 1e-6 * unit);
        assert!(!differs, "{specification}: mean {found}, not {mean}");
        let found = moment(&|x| (x - mean).powi(2));
        let differs = self::differs(found, variance, 1e-5 * variance);
        assert!(
            !differs,
            "{specification}: variance {found}, not {variance}"
        );
    }
}

/// Name, parameters, mean, variance; NaN where they are not compared.
fn discrete_cases() -> Vec<(&'static str, Value, f64, f64)> {
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
        let Specification::Discrete(family) = &specification else {
            panic!("{name} is discrete")
        };
        let Mass { support, shown, of } = discrete::mass(family);
        assert!(support.0 <= shown.0 && shown.0 <= shown.1 && shown.1 <= support.1);
        let last = support.1.min(shown.1 + 100_000);
        let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
            let all = support.0..=last;
            all.map(|k| f(k as f64) * of(k as f64)).sum()
        };
        let whole = moment(&|_| 1.0);
        assert!((whole - 1.0).abs() < 1e-9, "{specification}: {whole}");
        let found = moment(&|k| k);
        let differs = self::differs(found, mean, 1e-7 * (1.0 + mean.abs()));
        assert!(!differs, "{specification}: mean {found}, not {mean}");
        let found = moment(&|k| (k - mean).powi(2));
        let differs = self::differs(found, variance, 1e-7 * (1.0 + variance));
        assert!(
            !differs,
            "{specification}: variance {found}, not {variance}"
        );
    }
}

/// Draws, and compares each bar with its probability: six standard deviations, which chance exceeds
/// in one bar of 500 million.
fn samples_follow(name: &str, parameters: &Value) {
    struct Pilot(Histogram);
    impl Visitor for Pilot {
        type Output = Histogram;

        fn visit<D: Draws>(mut self, distribution: D) -> Histogram {
            let (backend, mut stream) = (Backend::cpu(), Stream::new(7));
            let n = SAMPLES as u128;
            draw(&backend, &mut stream, &distribution, n, CHUNK, |samples| {
                self.0.update(samples);
                Ok(())
            })
            .unwrap();
            self.0
        }
    }
    const SAMPLES: usize = 50_000;
    let specification = specification(name, parameters);
    let shape = shape(&specification).unwrap();
    let empty = Histogram::for_shape(&shape, SAMPLES as u64);
    let (width, low) = (empty.width, empty.low);
    let histogram = specification.visit(Pilot(empty)).unwrap();
    let mut inside = 0.0;
    for (bin, &count) in histogram.counts.iter().enumerate() {
        let expected = match &shape {
            Shape::Continuous { density, .. } => {
                const PARTS: u32 = 200;
                let from = low + bin as f64 * width;
                let part = |i| density(from + (f64::from(i) + 0.5) / f64::from(PARTS) * width);
                (0..PARTS).map(part).sum::<f64>() * width / f64::from(PARTS)
            }
            Shape::Discrete { probabilities, .. } => {
                let each = width as u128;
                let from = bin as u128 * each;
                probabilities.of_range(from, (from + each).min(probabilities.len()))
            }
        };
        inside += expected;
        let total = SAMPLES as f64;
        let deviation = (total * expected * (1.0 - expected).max(0.0)).sqrt();
        let difference = (count as f64 - total * expected).abs();
        // The middles of parts are coarse where a density is infinite.
        let infinite = match &shape {
            Shape::Continuous { density, .. } => [0, 1]
                .iter()
                .any(|i| density(low + (bin + i) as f64 * width).is_infinite()),
            Shape::Discrete { .. } => false,
        };
        assert!(
            infinite || difference <= 6.0 * deviation + 3.0,
            "{specification}: {count} in bar {bin}, not {}",
            total * expected
        );
    }
    assert!(inside > 0.4, "{specification}: {inside} is shown");
}

#[test]
fn samples_of_continuous_families_follow_their_densities() {
    for (name, parameters, ..) in continuous_cases() {
        samples_follow(name, &parameters);
    }
}

#[test]
fn samples_of_discrete_families_follow_their_probabilities() {
    for (name, parameters, ..) in discrete_cases() {
        samples_follow(name, &parameters);
    }
}

#[test]
fn basic_densities_integrate_to_one() {
    for (name, parameters, outside) in [
        ("normal", json!({"mean": -3.0, "std": 0.5}), 6.8e-6),
        (
            "normal",
            json!({"mean": -3.0, "std": 0.1, "dtype": "float64"}),
            6.8e-6,
        ),
        ("exponential", json!({"scale": 20.0}), 3.35e-4),
        (
            "exponential",
            json!({"scale": 0.1, "dtype": "float64"}),
            3.35e-4,
        ),
        (
            "uniform",
            json!({"low": -0.1, "high": 3.0, "dtype": "float64"}),
            0.0,
        ),
        ("uniform", json!({"low": -1.0, "high": 3.0}), 0.0),
        ("uniform", json!({}), 0.0),
        ("uniform64", json!({}), 0.0),
    ] {
        let Ok(Shape::Continuous { low, high, density }) = of(name, parameters) else {
            panic!("{name} is continuous")
        };
        let steps = 100_000;
        let width = (high - low) / f64::from(steps);
        let middles = (0..steps).map(|i| low + (f64::from(i) + 0.5) * width);
        let integral: f64 = middles.map(|x| density(x) * width).sum();
        assert!(
            (integral - (1.0 - outside)).abs() < 1e-6,
            "{name} {integral}"
        );
    }
}

#[test]
fn basic_probabilities_add_up_to_one() {
    for (name, parameters) in [
        ("integers", json!({"low": -3, "high": 4, "dtype": "i32"})),
        ("bernoulli", json!({"p": 0.3})),
    ] {
        let Ok(Shape::Discrete { probabilities, .. }) = of(name, parameters) else {
            panic!("{name} is discrete")
        };
        let sum: f64 = (0..probabilities.len()).map(|i| probabilities.of(i)).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{name} {sum}");
    }
}

#[test]
fn a_single_point_has_no_density() {
    assert!(of("normal", json!({"mean": 1.0, "std": 0.0})).is_err());
    assert!(of("exponential", json!({"scale": 0.0})).is_err());
    assert!(of("cauchy", json!({"loc": 1.0, "scale": 0.0})).is_err());
    assert!(of("log_normal", json!({"mean": 0.0, "sigma": 0.0})).is_err());
}
