//! Every family against tests/vectors/quantiles, which tests/reference/quantiles.py wrote.

use super::{
    beta::{Beta, FisherF, StudentT},
    by_name,
    closed_shapes::{Frechet, Lomax, Pareto, PowerFunction, Triangular, Weibull},
    gamma::{ChiSquared, Gamma, GeneralizedNormal},
    inverse_gaussian::{self, InverseGaussian},
    normal::LogNormal,
    skew_normal::SkewNormal,
    truncated_normal::TruncatedNormal,
    von_mises::VonMises,
};
use crate::quantile::function::QuantileFunction;
use alloc::{boxed::Box, format, string::ToString, vec::Vec};
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
            include_str!(concat!("../../../tests/vectors/quantiles/", $name, ".csv")),
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
    vectors!("skew_normal"),
    vectors!("gamma"),
    vectors!("chi_squared"),
    vectors!("generalized_normal"),
    vectors!("beta"),
    vectors!("pert"),
    vectors!("fisher_f"),
    vectors!("student_t"),
    vectors!("inverse_gaussian"),
    vectors!("von_mises"),
    vectors!("truncated_normal"),
];

fn family(name: &str, v: &[f64]) -> Box<dyn QuantileFunction> {
    by_name(name, v).expect(name).expect("parameters")
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

/// Rises, and is never NaN or infinite, over 30 probabilities an octave to 2⁻⁶⁵; back and forth as well.
#[test]
fn quantiles_rise() {
    for (name, text) in VECTORS {
        for [parameters, ..] in sets(text) {
            let mut quantile = family(name, &parameters);
            let mut values = Vec::new();
            let probabilities = || (0..65 * 30).map(|i| 0.5 * libm::exp2(-f64::from(i) / 30.0));
            values.extend(probabilities().map(|p| quantile.lower(p)));
            values.reverse();
            values.extend(probabilities().map(|q| quantile.upper(q)));
            let width = quantile.upper(0.25) - quantile.lower(0.25);
            for pair in values.windows(2) {
                assert!(
                    pair[0].is_finite() && pair[1].is_finite(),
                    "{name} {parameters:?}"
                );
                // Neighbours in probability are 2 % apart; in value they may be as close as the error.
                let slack = 1e-13 * pair[0].abs() + 1e-15 * width;
                assert!(
                    pair[1] - pair[0] >= -slack,
                    "{name} {parameters:?} {pair:?}"
                );
            }
            // The last solution is only where the next one starts.
            let mut other = family(name, &parameters);
            for p in [0.3, 1e-18, 0.5, 2e-7, 0.06] {
                for [a, b] in [
                    [quantile.lower(p), other.lower(p)],
                    [quantile.upper(p), other.upper(p)],
                ] {
                    assert!(
                        (a - b).abs() <= 1e-13 * a.abs() + 1e-15 * width,
                        "{name} {parameters:?} {p}"
                    );
                }
            }
        }
    }
}

/// The ends of the domains of the parameters, which the vectors do not reach.
#[test]
fn ends_of_the_domains() {
    let mut ends: Vec<(&str, Box<dyn QuantileFunction>)> = Vec::new();
    for a in [1e-2, 1e6] {
        ends.push(("weibull", Box::new(Weibull::new(a).unwrap())));
        ends.push(("frechet", Box::new(Frechet::new(a).unwrap())));
        ends.push(("pareto", Box::new(Pareto::new(a).unwrap())));
        ends.push(("lomax", Box::new(Lomax::new(a).unwrap())));
        ends.push(("power_function", Box::new(PowerFunction::new(a).unwrap())));
        for b in [1e-2, 1e6] {
            ends.push(("beta", Box::new(Beta::new(a, b).unwrap())));
        }
    }
    for a in [1e-2_f64, 1e9] {
        ends.push(("gamma", Box::new(Gamma::new(a).unwrap())));
        ends.push(("chi_squared", Box::new(ChiSquared::new(2.0 * a).unwrap())));
        ends.push(("student_t", Box::new(StudentT::new(a.max(2e-2)).unwrap())));
        for b in [1e-2_f64, 1e9] {
            let [a, b] = [a.max(2e-2), b.max(2e-2)];
            ends.push(("fisher_f", Box::new(FisherF::new(a, b).unwrap())));
        }
    }
    for beta in [1e-2, 100.0] {
        ends.push((
            "generalized_normal",
            Box::new(GeneralizedNormal::new(beta).unwrap()),
        ));
    }
    for scale in [1e-6, 1e9] {
        ends.push((
            "inverse_gaussian",
            Box::new(InverseGaussian::new(scale).unwrap()),
        ));
    }
    for kappa in [0.0, 1e9] {
        ends.push(("von_mises", Box::new(VonMises::new(kappa).unwrap())));
    }
    for alpha in [-1e6, 1e6] {
        ends.push(("skew_normal", Box::new(SkewNormal::new(alpha).unwrap())));
    }
    for sigma in [0.0, 100.0] {
        ends.push(("log_normal", Box::new(LogNormal::new(sigma).unwrap())));
    }
    for (low, high) in [
        (1e6, f64::INFINITY),
        (f64::NEG_INFINITY, -1e6),
        (1e6, 1e6 + 1e-9),
    ] {
        ends.push((
            "truncated_normal",
            Box::new(TruncatedNormal::new(low, high).unwrap()),
        ));
    }
    for (name, mut quantile) in ends {
        let mut before = f64::NEG_INFINITY;
        for i in (0..=650).rev() {
            let x = quantile.lower(0.5 * libm::exp2(-0.1 * f64::from(i)));
            assert!(
                x.is_finite() && x >= before - 1e-13 * before.abs(),
                "{name} {x} {before}"
            );
            before = x;
        }
        for i in 0..=650 {
            let x = quantile.upper(0.5 * libm::exp2(-0.1 * f64::from(i)));
            assert!(
                x.is_finite() && x >= before - 1e-13 * before.abs(),
                "{name} {x} {before}"
            );
            before = x;
        }
    }
}

/// Frozen output: the quantiles of all vectors' parameters, the same bits on every platform.
#[test]
fn frozen_bits() {
    let mut differ = Vec::new();
    for (name, hash) in FROZEN {
        let text = VECTORS.iter().find(|(other, _)| other == &name).unwrap().1;
        // FNV-1a over words.
        let mut found = 0xcbf2_9ce4_8422_2325_u64;
        for [parameters, ..] in sets(text) {
            let mut quantile = family(name, &parameters);
            for p in PROBABILITIES {
                for x in [quantile.lower(p), quantile.upper(p)] {
                    found = (found ^ x.to_bits()).wrapping_mul(0x0100_0000_01b3);
                }
            }
        }
        if found != hash {
            differ.push(format!("(\"{name}\", {found:#018x}),"));
        }
    }
    assert!(differ.is_empty(), "now\n{}", differ.join("\n"));
}

fn refused<Q, E: ToString>(quantile: Result<Q, E>, words: &str) {
    let message = quantile.err().expect(words).to_string();
    assert!(message.contains(words), "{message}");
}

#[test]
fn parameters_are_refused() {
    refused(
        Gamma::new(0.0),
        "shape is 0: it must be from 0.01 to 1000000000",
    );
    refused(
        Gamma::new(f64::NAN),
        "shape is NaN: it must be from 0.01 to 1000000000",
    );
    refused(Gamma::new(f64::INFINITY), "shape is inf");
    refused(ChiSquared::new(-1.0), "df is -1");
    refused(GeneralizedNormal::new(0.001), "beta is 0.001");
    refused(Beta::new(1.0, 0.0), "b is 0");
    refused(Beta::new(1e-3, 1.0), "a is 0.001");
    refused(
        Beta::pert_shapes(0.0, 2.0, 1.0, 4.0),
        "the mode 2 is not in the range from left = 0 to right = 1",
    );
    refused(Beta::pert_shapes(1.0, 1.0, 1.0, 4.0), "left below right");
    refused(Beta::pert_shapes(0.0, f64::NAN, 1.0, 4.0), "the mode NaN");
    refused(Beta::pert_shapes(0.0, 0.5, 1.0, -1.0), "lambd is -1");
    refused(FisherF::new(0.0, 1.0), "dfnum is 0");
    refused(FisherF::new(1.0, -2.0), "dfden is -2");
    refused(StudentT::new(0.0), "df is 0");
    refused(
        inverse_gaussian::shape(0.0, 1.0),
        "mean is 0: it must be above 0",
    );
    refused(
        inverse_gaussian::shape(1.0, -1.0),
        "scale is -1: it must be above 0",
    );
    refused(inverse_gaussian::shape(1e9, 1.0), "scale / mean is 1e-9");
    refused(VonMises::new(-1.0), "kappa is -1");
    refused(SkewNormal::new(f64::NAN), "alpha is NaN");
    refused(TruncatedNormal::new(1.0, 1.0), "low must be below high");
    refused(TruncatedNormal::new(f64::NAN, 1.0), "low = NaN");
    refused(
        TruncatedNormal::new(1e7, 2e7),
        "the nearer of low and high is 10000000",
    );
    refused(LogNormal::new(-1.0), "sigma is -1");
    refused(Weibull::new(0.0), "a is 0");
    refused(Frechet::new(0.0), "alpha is 0");
    refused(Pareto::new(-1.0), "a is -1");
    refused(Lomax::new(f64::INFINITY), "a is inf");
    refused(PowerFunction::new(0.0), "a is 0");
    refused(Triangular::shapes(0.0, -1.0, 1.0), "the mode -1");
}

const FROZEN: [(&str, u64); 27] = [
    ("laplace", 0xdd2d_e0fc_1a27_124d),
    ("logistic", 0x501a_f2f1_0187_c69d),
    ("gumbel", 0x7182_717a_d7aa_6789),
    ("cauchy", 0xe9e8_70fd_7291_c871),
    ("rayleigh", 0x6077_23f1_ed70_5877),
    ("exponential", 0x678b_1cb1_ef52_174f),
    ("normal", 0x5d61_471f_8c8a_3d45),
    ("half_normal", 0x9ab6_2c32_b70b_f1d4),
    ("maxwell", 0x8552_44ac_8813_6587),
    ("log_normal", 0xfb51_52d5_f974_9569),
    ("frechet", 0xd1fd_677a_8092_2a71),
    ("weibull", 0x78d7_d414_2656_5dcd),
    ("pareto", 0x38ef_c715_e62d_4cc5),
    ("lomax", 0x18a7_ed20_036a_3f28),
    ("power_function", 0xf79e_3688_6cd6_2211),
    ("triangular", 0x5ee1_3891_5157_7e13),
    ("gamma", 0x2d48_001b_ee87_06ed),
    ("chi_squared", 0xd314_b92c_2ad6_c7b4),
    ("generalized_normal", 0xc04d_c6b5_54af_5293),
    ("beta", 0x2719_67d6_f483_5972),
    ("pert", 0xef62_ae4e_4c12_4c48),
    ("fisher_f", 0xcc21_5c14_a9d0_16ed),
    ("student_t", 0x60d0_770a_7c33_882a),
    ("inverse_gaussian", 0x4079_e3a2_5670_1228),
    ("von_mises", 0x583c_6504_faa9_a07e),
    ("skew_normal", 0xcfc7_d125_2512_9096),
    ("truncated_normal", 0x56fd_4d7b_948a_b54f),
];
