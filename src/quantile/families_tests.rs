//! Every family against tests/vectors/quantiles, which tests/reference/quantiles.py wrote.

use super::{
    beta::{Beta, FisherF, StudentT},
    closed::{Cauchy, Exponential, Gumbel, Laplace, Logistic, Rayleigh},
    closed_shapes::{Frechet, Lomax, Pareto, PowerFunction, Triangular, Weibull},
    function::QuantileFunction,
    gamma::{ChiSquared, Gamma, GeneralizedNormal, HalfNormal, Maxwell},
    inverse_gaussian::InverseGaussian,
    normal::{LogNormal, Normal},
    skew_normal::SkewNormal,
    truncated_normal::TruncatedNormal,
    von_mises::VonMises,
};
use alloc::{boxed::Box, vec::Vec};
use std::println;

/// Probabilities of the vectors.
const PROBABILITIES: [f64; 12] = [
    1.0 / (1_u64 << 63) as f64 / 2.0,
    1.0 / (1_u64 << 53) as f64,
    1.0 / (1_u64 << 40) as f64,
    1.0 / (1_u64 << 27) as f64,
    1.0 / 65536.0,
    1.0 / 1024.0,
    1.0 / 64.0,
    7.0 / 128.0,
    5.0 / 32.0,
    5.0 / 16.0,
    15.0 / 32.0,
    0.5,
];

macro_rules! vectors {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../tests/vectors/quantiles/", $name, ".csv")),
        )
    };
}

const VECTORS: [(&str, &str); 27] = [
    vectors!("laplace"),
    vectors!("logistic"),
    vectors!("gumbel"),
    vectors!("cauchy"),
    vectors!("rayleigh"),
    vectors!("exponential"),
    vectors!("normal"),
    vectors!("half_normal"),
    vectors!("maxwell"),
    vectors!("log_normal"),
    vectors!("frechet"),
    vectors!("weibull"),
    vectors!("pareto"),
    vectors!("lomax"),
    vectors!("power_function"),
    vectors!("triangular"),
    vectors!("gamma"),
    vectors!("chi_squared"),
    vectors!("generalized_normal"),
    vectors!("beta"),
    vectors!("pert"),
    vectors!("fisher_f"),
    vectors!("student_t"),
    vectors!("inverse_gaussian"),
    vectors!("von_mises"),
    vectors!("skew_normal"),
    vectors!("truncated_normal"),
];

fn family(name: &str, v: &[f64]) -> Box<dyn QuantileFunction> {
    match name {
        "laplace" => Box::new(Laplace),
        "logistic" => Box::new(Logistic),
        "gumbel" => Box::new(Gumbel),
        "cauchy" => Box::new(Cauchy),
        "rayleigh" => Box::new(Rayleigh),
        "exponential" => Box::new(Exponential),
        "normal" => Box::new(Normal),
        "half_normal" => Box::new(HalfNormal::new().unwrap()),
        "maxwell" => Box::new(Maxwell::new().unwrap()),
        "log_normal" => Box::new(LogNormal::new(v[0]).unwrap()),
        "frechet" => Box::new(Frechet::new(v[0]).unwrap()),
        "weibull" => Box::new(Weibull::new(v[0]).unwrap()),
        "pareto" => Box::new(Pareto::new(v[0]).unwrap()),
        "lomax" => Box::new(Lomax::new(v[0]).unwrap()),
        "power_function" => Box::new(PowerFunction::new(v[0]).unwrap()),
        "triangular" => Box::new(Triangular::new(v[0], v[1], v[2]).unwrap()),
        "gamma" => Box::new(Gamma::new(v[0]).unwrap()),
        "chi_squared" => Box::new(ChiSquared::new(v[0]).unwrap()),
        "generalized_normal" => Box::new(GeneralizedNormal::new(v[0]).unwrap()),
        "beta" => Box::new(Beta::new(v[0], v[1]).unwrap()),
        "pert" => Box::new(Beta::pert(v[0], v[1], v[2], v[3]).unwrap()),
        "fisher_f" => Box::new(FisherF::new(v[0], v[1]).unwrap()),
        "student_t" => Box::new(StudentT::new(v[0]).unwrap()),
        "inverse_gaussian" => Box::new(InverseGaussian::new(v[0], v[1]).unwrap()),
        "von_mises" => Box::new(VonMises::new(v[0]).unwrap()),
        "skew_normal" => Box::new(SkewNormal::new(v[0]).unwrap()),
        "truncated_normal" => Box::new(TruncatedNormal::new(v[0], v[1]).unwrap()),
        _ => unreachable!("{name}"),
    }
}

fn numbers(field: &str) -> Vec<f64> {
    field
        .split_whitespace()
        .map(|x| x.parse().unwrap())
        .collect()
}

/// Parameters, lower quantiles, upper quantiles.
fn sets(text: &str) -> impl Iterator<Item = [Vec<f64>; 3]> {
    text.lines().skip(1).map(|line| {
        let mut fields = line.split(';').map(numbers);
        [(); 3].map(|()| fields.next().unwrap())
    })
}

/// In relation to the value, or near 0 to the distance of the quartiles.
fn error(x: f64, exact: f64, scale: f64) -> f64 {
    let exact = exact.clamp(-f64::MAX, f64::MAX);
    if x == exact {
        return 0.0;
    }
    (x - exact).abs() / exact.abs().max(scale)
}

#[test]
fn quantiles_are_the_references() {
    let mut all = 0.0_f64;
    for (name, text) in VECTORS {
        let mut worst = (0.0, Vec::new(), 0.0, 0.0, 0.0);
        let mut count = 0;
        for [parameters, lower, upper] in sets(text) {
            assert_eq!([lower.len(), upper.len()], [12; 2], "{name} {parameters:?}");
            let mut quantile = family(name, &parameters);
            // A thousandth of the distance from 5/32 to 5/32, or the quantile itself where that is 0.
            let scale = (1e-3 * (upper[8] - lower[8])).min(1e300);
            for (i, p) in PROBABILITIES.into_iter().enumerate() {
                for (x, exact, p) in [
                    (quantile.lower(p), lower[i], p),
                    (quantile.upper(p), upper[i], -p),
                ] {
                    let error = error(x, exact, scale);
                    assert!(!error.is_nan(), "{name} {parameters:?} {p} {x} {exact}");
                    if error > worst.0 {
                        worst = (error, parameters.clone(), p, x, exact);
                    }
                    if error > 1e-11 {
                        println!(
                            "  {name} {parameters:?} p {p:e}: {x:e}, not {exact:e}: {error:e}"
                        );
                    }
                }
            }
            count += 1;
        }
        let (error, parameters, p, x, exact) = worst;
        println!(
            "{name:20} {count:3} sets {error:9.2e} at {parameters:?} p {p:e}: {x:e} ({exact:e})"
        );
        all = all.max(error);
    }
    assert!(all < 1e-11, "{all:e}");
}
