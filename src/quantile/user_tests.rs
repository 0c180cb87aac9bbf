//! Users' functions: what is accepted, how well, and what is refused with which words.

use super::{FromCdf, FromQuantile};
use crate::error::QuantileError;
use crate::quantile::{
    family::{
        closed::{Cauchy, Exponential, Laplace, Logistic},
        closed_shapes::{Triangular, Weibull},
        gamma::Gamma,
        normal::Normal,
    },
    function::QuantileFunction,
};
use alloc::string::ToString;
use core::f64::consts::{FRAC_1_SQRT_2, PI};
use libm::{atan, erfc, exp, expm1, log, pow, sin, sqrt};

const LINE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * FRAC_1_SQRT_2)
}

fn normal_pdf(x: f64) -> f64 {
    exp(-0.5 * x * x) / sqrt(2.0 * PI)
}

/// Largest difference from 2⁻⁶⁴ up, in relation to the quantile, or near 0 to `scale`.
fn worst(a: &mut dyn QuantileFunction, b: &mut dyn QuantileFunction, scale: f64) -> f64 {
    let mut worst = 0.0_f64;
    for i in 0..640 {
        let p = pow(0.5, f64::from(i) / 10.0 + 1.0);
        for [x, exact] in [[a.lower(p), b.lower(p)], [a.upper(p), b.upper(p)]] {
            let error = (x - exact).abs() / exact.abs().max(scale);
            assert!(!error.is_nan(), "{p:e}: {x} {exact}");
            worst = worst.max(error);
        }
    }
    worst
}

#[test]
fn both_ends_infinite() {
    let mut normal = FromCdf::new(normal_cdf, normal_pdf, LINE).expect("a normal");
    assert!(worst(&mut normal, &mut Normal, 0.1) < 1e-11);
    let mut cauchy = FromCdf::new(|x| 0.5 + atan(x) / PI, |x| 1.0 / (PI * (1.0 + x * x)), LINE)
        .expect("a Cauchy");
    assert!(worst(&mut cauchy, &mut Cauchy, 0.1) < 1e-11);
    let logistic_pdf = |x: f64| 1.0 / ((1.0 + exp(-x)) * (1.0 + exp(x)));
    let mut logistic = FromCdf::new(|x| 1.0 / (1.0 + exp(-x)), logistic_pdf, LINE);
    let logistic = logistic.as_mut().expect("a logistic");
    assert!(worst(logistic, &mut Logistic, 0.1) < 1e-11);
}

/// A kink at the median, and one elsewhere.
#[test]
fn kinks() {
    let cdf = |x: f64| {
        if x < 0.0 {
            0.5 * exp(x)
        } else {
            1.0 - 0.5 * exp(-x)
        }
    };
    let mut laplace = FromCdf::new(cdf, |x| 0.5 * exp(-x.abs()), LINE).expect("a Laplace");
    assert!(worst(&mut laplace, &mut Laplace, 0.1) < 1e-11);
    let cdf = |x: f64| {
        if x < 0.2 {
            5.0 * x * x
        } else {
            1.0 - (1.0 - x) * (1.0 - x) / 0.8
        }
    };
    let pdf = |x: f64| if x < 0.2 { 10.0 * x } else { 2.5 * (1.0 - x) };
    let mut triangular = FromCdf::new(cdf, pdf, (0.0, 1.0)).expect("a triangular");
    let mut exact = Triangular::new(0.2, 0.8);
    assert!(worst(&mut triangular, &mut exact, 0.1) < 1e-11);
}

/// A density that jumps, inside its support.
#[test]
fn jumps() {
    struct Stairs;
    impl QuantileFunction for Stairs {
        fn lower(&mut self, p: f64) -> f64 {
            if p < 0.25 {
                4.0 * p
            } else {
                1.0 + (p - 0.25) * 4.0 / 3.0
            }
        }
        fn upper(&mut self, q: f64) -> f64 {
            2.0 - q * 4.0 / 3.0
        }
    }
    let cdf = |x: f64| {
        if x < 1.0 {
            0.25 * x
        } else {
            0.25 + 0.75 * (x - 1.0)
        }
    };
    let pdf = |x: f64| if x < 1.0 { 0.25 } else { 0.75 };
    let mut stairs = FromCdf::new(cdf, pdf, (0.0, 2.0)).expect("stairs");
    assert!(worst(&mut stairs, &mut Stairs, 0.1) < 1e-11);
}

/// Densities that are infinite at an end: at 0, and where x is coarse.
#[test]
fn poles() {
    let shape = 0.1;
    let pdf = |x: f64| shape * pow(x, shape - 1.0) * exp(-pow(x, shape));
    let mut weibull = FromCdf::new(|x| -expm1(-pow(x, shape)), pdf, (0.0, f64::INFINITY));
    let weibull = weibull.as_mut().expect("a Weibull");
    let mut exact = Weibull::new(shape).expect("a Weibull");
    assert!(worst(weibull, &mut exact, 0.0) < 1e-10);

    struct Arcsine(f64);
    impl QuantileFunction for Arcsine {
        fn lower(&mut self, p: f64) -> f64 {
            self.0 + sin(0.5 * PI * p) * sin(0.5 * PI * p)
        }
        fn upper(&mut self, q: f64) -> f64 {
            self.0 + 1.0 - sin(0.5 * PI * q) * sin(0.5 * PI * q)
        }
    }
    for low in [0.0, 2.0, -1e3] {
        let cdf = |x: f64| 2.0 / PI * libm::asin(sqrt(x - low));
        let pdf = |x: f64| 1.0 / (PI * sqrt((x - low) * (1.0 - (x - low))));
        let mut arcsine = FromCdf::new(cdf, pdf, (low, low + 1.0)).expect("an arcsine");
        let error = worst(&mut arcsine, &mut Arcsine(low), 1e-3);
        assert!(error < 1e-11, "{low} {error:e}");
    }
}

#[test]
fn half_lines() {
    let support = (0.0, f64::INFINITY);
    let mut up = FromCdf::new(|x| -expm1(-x), |x| exp(-x), support).expect("an exponential");
    assert!(worst(&mut up, &mut Exponential, 0.0) < 1e-10);

    struct Down;
    impl QuantileFunction for Down {
        fn lower(&mut self, p: f64) -> f64 {
            5.0 - Exponential.upper(p)
        }
        fn upper(&mut self, q: f64) -> f64 {
            5.0 - Exponential.lower(q)
        }
    }
    let support = (f64::NEG_INFINITY, 5.0);
    let mut down = FromCdf::new(|x| exp(x - 5.0), |x| exp(x - 5.0), support).expect("mirrored");
    assert!(worst(&mut down, &mut Down, 0.1) < 1e-11);
}

/// A support wider than where the density is positive.
#[test]
fn zero_near_the_ends() {
    struct Uniform;
    impl QuantileFunction for Uniform {
        fn lower(&mut self, p: f64) -> f64 {
            p
        }
        fn upper(&mut self, q: f64) -> f64 {
            1.0 - q
        }
    }
    let cdf = |x: f64| x.clamp(0.0, 1.0);
    let pdf = |x: f64| if (0.0..=1.0).contains(&x) { 1.0 } else { 0.0 };
    for support in [
        (-3.0, 7.0),
        (0.0, f64::INFINITY),
        (f64::NEG_INFINITY, 1.5),
        LINE,
    ] {
        let mut uniform = FromCdf::new(cdf, pdf, support).expect("a uniform");
        let error = worst(&mut uniform, &mut Uniform, 0.1);
        assert!(error < 3e-11, "{support:?} {error:e}");
    }
}

/// Two modes, 8 standard deviations apart.
#[test]
fn two_modes() {
    let cdf = |x: f64| 0.25 * normal_cdf(x) + 0.75 * normal_cdf(x - 8.0);
    let pdf = |x: f64| 0.25 * normal_pdf(x) + 0.75 * normal_pdf(x - 8.0);
    let mut mixture = FromCdf::new(cdf, pdf, LINE).expect("a mixture");
    for i in 1..400 {
        let p = f64::from(i) / 800.0;
        for [at, p] in [[mixture.lower(p), p], [mixture.upper(p), 1.0 - p]] {
            // In the gap between the modes the cdf of f64 does not tell more.
            assert!((cdf(at) - p).abs() < 1e-12, "{at} {p}");
        }
    }
    let tail = normal_cdf(mixture.lower(1e-15)) * 0.25;
    assert!((tail / 1e-15 - 1.0).abs() < 1e-10, "{tail:e}");
}

#[test]
fn parameters_far_from_1() {
    for (mean, std) in [(1e6, 1e-3), (-1e-9, 1e-12), (3e20, 1e19)] {
        struct Scaled(f64, f64);
        impl QuantileFunction for Scaled {
            fn lower(&mut self, p: f64) -> f64 {
                self.0 + self.1 * Normal.lower(p)
            }
            fn upper(&mut self, q: f64) -> f64 {
                self.0 + self.1 * Normal.upper(q)
            }
        }
        let cdf = |x: f64| normal_cdf((x - mean) / std);
        let pdf = |x: f64| normal_pdf((x - mean) / std) / std;
        let mut user = FromCdf::new(cdf, pdf, LINE).expect("a normal");
        let error = worst(&mut user, &mut Scaled(mean, std), 0.1 * std);
        assert!(error < 1e-11, "{mean} {std} {error:e}");
    }
}

fn refusal(
    cdf: impl Fn(f64) -> f64,
    pdf: impl Fn(f64) -> f64,
    support: (f64, f64),
) -> QuantileError {
    FromCdf::new(cdf, pdf, support).err().expect("a refusal")
}

#[test]
fn what_is_refused() {
    // Twice the mass; half the support.
    let error = refusal(normal_cdf, |x| 2.0 * normal_pdf(x), LINE);
    assert!(
        matches!(error, QuantileError::Mass { mass } if (mass - 2.0).abs() < 1e-9),
        "{error}"
    );
    assert!(error.to_string().contains("must be 1"), "{error}");
    let error = refusal(normal_cdf, normal_pdf, (-1.0, f64::INFINITY));
    assert!(
        matches!(error, QuantileError::Mass { mass } if mass < 0.9),
        "{error}"
    );
    // The cdf of another distribution.
    let error = refusal(|x| normal_cdf(1.001 * x), normal_pdf, LINE);
    assert!(matches!(error, QuantileError::Cdf { .. }), "{error}");
    let error = refusal(|_| f64::NAN, normal_pdf, LINE);
    assert!(matches!(error, QuantileError::NoMedian { .. }), "{error}");
    let error = refusal(|_| 0.3, normal_pdf, LINE);
    assert!(matches!(error, QuantileError::NoMedian { .. }), "{error}");
    // Densities that are none.
    let error = refusal(
        normal_cdf,
        |x| if x > 1.0 { f64::NAN } else { normal_pdf(x) },
        LINE,
    );
    assert!(
        matches!(error, QuantileError::Density { x, .. } if (x - 1.0).abs() < 1e-6),
        "{error}"
    );
    let error = refusal(normal_cdf, |x| normal_pdf(x) - 0.1, LINE);
    assert!(
        matches!(error, QuantileError::Density { x, .. } if x.abs() > 1.6),
        "{error}"
    );
    let error = refusal(normal_cdf, |_| f64::INFINITY, LINE);
    assert!(matches!(error, QuantileError::Density { .. }), "{error}");
    let error = refusal(normal_cdf, |_| 0.0, LINE);
    assert!(matches!(error, QuantileError::Empty { .. }), "{error}");
    // Mass that does not end: 1/x at 0, and a constant.
    let error = refusal(|x| x, |x| 1.0 / x, (0.0, 1.0));
    assert!(
        matches!(
            error,
            QuantileError::Infinite { .. } | QuantileError::Mass { .. }
        ),
        "{error}"
    );
    let error = refusal(normal_cdf, |_| 1.0, LINE);
    assert!(matches!(error, QuantileError::Infinite { .. }), "{error}");
    // Noise.
    let noise = |x: f64| normal_pdf(x) * (1.0 + 1e-6 * sin(1e9 * x));
    let error = refusal(normal_cdf, noise, LINE);
    assert!(
        matches!(
            error,
            QuantileError::Rough { .. } | QuantileError::Infinite { .. }
        ),
        "{error}"
    );
    // A hole.
    let hole = |x: f64| {
        if x.abs() < 1.0 {
            0.0
        } else {
            normal_pdf(x) / (2.0 * normal_cdf(-1.0))
        }
    };
    let cdf = |x: f64| normal_cdf(-x.abs().max(1.0)) / (2.0 * normal_cdf(-1.0));
    let error = refusal(|x| if x < 0.0 { cdf(x) } else { 1.0 - cdf(x) }, hole, LINE);
    assert!(
        matches!(
            error,
            QuantileError::Mass { .. } | QuantileError::Empty { .. }
        ),
        "{error}"
    );
    for support in [(1.0, 0.0), (1.0, 1.0), (f64::NAN, 1.0), (0.0, f64::NAN)] {
        let error = refusal(normal_cdf, normal_pdf, support);
        assert!(matches!(error, QuantileError::Parameter(_)), "{error}");
    }
}

#[test]
fn quantile_functions_of_users() {
    let mut given = FromQuantile::new(log, |q| -log(q)).err();
    assert!(
        matches!(given, Some(QuantileError::Medians { .. })),
        "{given:?}"
    );
    let mut gumbel =
        FromQuantile::new(|p| -log(-log(p)), |q| -log(-libm::log1p(-q))).expect("rises");
    assert!((gumbel.lower(0.25) + log(-log(0.25))).abs() < 1e-15);
    assert!((gumbel.upper(0.25) + log(-log(0.75))).abs() < 1e-15);
    given = FromQuantile::new(|p| sin(40.0 * p), |q| sin(40.0 * (1.0 - q))).err();
    assert!(
        matches!(given, Some(QuantileError::NotMonotone { .. })),
        "{given:?}"
    );
    given = FromQuantile::new(|_| f64::NAN, |_| f64::NAN).err();
    assert!(
        matches!(given, Some(QuantileError::Medians { .. })),
        "{given:?}"
    );
    let mut heavy =
        FromQuantile::new(|p| p, |q| pow(q, -90.0) - pow(0.5, -90.0) + 0.5).expect("rises");
    assert_eq!(heavy.upper(1e-18), f64::MAX);
}

/// The library's own inversion and a user's agree.
#[test]
fn gamma_by_hand() {
    // Gamma(3): its cdf has a closed form.
    let cdf = |x: f64| 1.0 - exp(-x) * (1.0 + x + 0.5 * x * x);
    let mut user =
        FromCdf::new(cdf, |x| 0.5 * x * x * exp(-x), (0.0, f64::INFINITY)).expect("Gamma");
    let mut exact = Gamma::new(3.0).expect("a shape");
    assert!(worst(&mut user, &mut exact, 0.0) < 1e-11);
}
