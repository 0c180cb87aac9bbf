//! Tables of every family over the range of its shapes.

use std::{eprintln, format, string::String, time::Instant, vec::Vec};

use crate::quantile::{
    QuantileError, QuantileFunction, build,
    family::{
        beta, closed, closed_shapes, gamma, inverse_gaussian, normal, skew_normal,
        truncated_normal, von_mises,
    },
};

/// Whether there is a table, and what it takes.
fn try_build<Q: QuantileFunction>(
    name: &str,
    function: Result<Q, QuantileError>,
    refused: &mut Vec<String>,
) {
    let start = Instant::now();
    match build(&mut function.unwrap(), 1.0) {
        Ok(table) => {
            let pieces = table.len();
            eprintln!("{name}: {pieces} pieces, {:?}", start.elapsed());
        }
        Err(error) => {
            eprintln!("{name}: {error}");
            refused.push(name.into());
        }
    }
}

#[test]
fn there_are_tables_for_usual_shapes() {
    let mut refused = Vec::new();
    macro_rules! check {
        ($function:expr) => {
            try_build(stringify!($function), $function, &mut refused)
        };
    }
    check!(Ok(closed::Laplace));
    check!(Ok(closed::Logistic));
    check!(Ok(closed::Gumbel));
    check!(Ok(closed::Cauchy));
    check!(Ok(closed::Rayleigh));
    check!(gamma::HalfNormal::new());
    check!(gamma::Maxwell::new());
    let each = |shapes: &[f64], try_one: &mut dyn FnMut(f64)| {
        for &shape in shapes {
            try_one(shape);
        }
    };
    macro_rules! shapes {
        ($family:path: $($shape:expr),* $(,)?) => {
            each(&[$($shape),*], &mut |shape| {
                let name = format!("{} {shape}", stringify!($family));
                try_build(&name, $family(shape), &mut refused);
            });
        };
    }
    shapes!(gamma::Gamma::new: 0.01, 0.1, 0.5, 1.0, 2.5, 10.0, 1e3, 1e6);
    shapes!(gamma::ChiSquared::new: 0.02, 1.0, 3.0, 100.0);
    shapes!(gamma::GeneralizedNormal::new: 1.0, 1.5, 2.0, 8.0, 100.0);
    shapes!(normal::LogNormal::new: 0.0, 0.1, 1.0, 3.0, 10.0);
    shapes!(closed_shapes::Weibull::new: 0.1, 0.5, 1.0, 1.5, 5.0, 1e3);
    shapes!(closed_shapes::Frechet::new: 0.1, 0.5, 1.0, 3.0, 100.0);
    shapes!(closed_shapes::Pareto::new: 0.1, 0.5, 1.0, 3.0, 100.0);
    shapes!(closed_shapes::PowerFunction::new: 0.01, 0.5, 1.0, 3.0, 100.0, 1e6);
    shapes!(skew_normal::SkewNormal::new: -100.0, -1.0, 0.0, 0.5, 4.0, 100.0);
    shapes!(von_mises::VonMises::new: 0.0, 0.1, 1.0, 4.0, 100.0, 1e6);
    shapes!(beta::StudentT::new: 0.5, 1.0, 2.0, 4.0, 30.0, 1e6);
    let mut pairs = |name: &str, a: f64, b: f64| {
        let shapes = format!("{name} {a} {b}");
        match name {
            "beta" => try_build(&shapes, beta::Beta::new(a, b), &mut refused),
            "fisher_f" => try_build(&shapes, beta::FisherF::new(a, b), &mut refused),
            "triangular" => {
                let family = Ok(closed_shapes::Triangular::new(a / b, (b - a) / b));
                try_build(&shapes, family, &mut refused);
            }
            "truncated_normal" => {
                let family = truncated_normal::TruncatedNormal::new(a, b);
                try_build(&shapes, family, &mut refused);
            }
            _ => {
                let family = inverse_gaussian::InverseGaussian::new(b / a);
                try_build(&shapes, family, &mut refused);
            }
        }
    };
    for (a, b) in [
        (0.01, 0.01),
        (0.01, 1e4),
        (0.5, 0.5),
        (1.0, 1.0),
        (1.0, 3.0),
        (2.0, 3.0),
        (30.0, 2.0),
        (1e4, 0.01),
        (1e4, 1e4),
    ] {
        pairs("beta", a, b);
    }
    for (a, b) in [
        (1.0, 1.0),
        (2.0, 5.0),
        (5.0, 20.0),
        (100.0, 100.0),
        (1e4, 3.0),
    ] {
        pairs("fisher_f", a, b);
    }
    for (a, b) in [
        (0.0, 1.0),
        (0.3, 1.0),
        (0.5, 1.0),
        (0.999, 1.0),
        (1.0, 1.0),
        (0.001, 1.0),
    ] {
        pairs("triangular", a, b);
    }
    for (a, b) in [
        (-1.0, 1.0),
        (-8.0, 0.5),
        (0.0, 100.0),
        (30.0, 31.0),
        (-5.0, -4.9),
    ] {
        pairs("truncated_normal", a, b);
    }
    for (a, b) in [(1.0, 0.01), (1.0, 1.0), (1.0, 4.0), (1.0, 1e6)] {
        pairs("inverse_gaussian", a, b);
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

/// Families on [0, 1] stay there, clamped or not.
#[test]
fn ends_are_kept() {
    use crate::distr::{
        Beta, Distribution, PowerFunction, QuantileSteps, Steps, Transform, sealed,
    };

    fn check(name: &str, distribution: &impl Distribution<Output = f32>) {
        let ends = [
            (0, 0),
            (0, 1),
            (0, u32::MAX),
            (1 << 20, 0),
            (u32::MAX - 1, 5),
        ];
        for (x, y) in ends
            .into_iter()
            .chain([(u32::MAX, 0), (u32::MAX, u32::MAX)])
        {
            let sample = match sealed::Transforms::transform(distribution) {
                Transform::QuantileWithin(finish, table) => {
                    QuantileSteps { table, finish }.rare(x, |_| y)
                }
                Transform::Quantile(_, table) => {
                    let finish = crate::distr::StandardFinish;
                    QuantileSteps { table, finish }.rare(x, |_| y)
                }
                other => panic!("{other:?}"),
            };
            let sample = f32::from_bits(sample);
            assert!(
                (0.0..=1.0).contains(&sample),
                "{name} {x:#x} {y:#x}: {sample:e}"
            );
        }
    }
    for (a, b) in [
        (0.01, 0.01),
        (0.5, 0.5),
        (1.0, 1.0),
        (2.0, 3.0),
        (1e4, 1e4),
        (1e4, 0.01),
    ] {
        check("beta", &Beta::new(a, b).unwrap());
    }
    for a in [0.01, 1.0, 3.0, 1e6] {
        check("power", &PowerFunction::new(a).unwrap());
    }
}

/// Where no table reaches the bound, the error has the shape, and one that is right.
#[test]
fn shapes_of_no_table_are_named() {
    use crate::distr::{
        FisherF, Frechet, GeneralizedNormal, LogNormal, Lomax, Pareto, Quantile, StudentT, Weibull,
    };

    fn check<D: Into<Quantile>>(
        make: impl Fn(f64) -> Result<D, QuantileError>,
        [limit, past]: [f64; 2],
        expected: &str,
    ) {
        assert!(make(limit).is_ok(), "{expected}");
        let error = make(past).map(|_| ()).unwrap_err();
        assert!(matches!(error, QuantileError::Shape { .. }), "{error}");
        assert!(format!("{error}").ends_with(expected), "{error}");
        assert!(format!("{error}").starts_with("with "), "{error}");
    }

    let alpha = "choose an alpha of at least 0.0625";
    check(
        |alpha| Frechet::new(alpha, 0.0, 1.0),
        [0.0625, 0.0624],
        alpha,
    );
    let a = "choose an a of at least 0.0625";
    check(|a| Pareto::new(a, 1.0), [0.0625, 0.0624], a);
    check(|a| Lomax::new(a, 1.0), [0.0625, 0.0624], a);
    let df = "choose a df of at least 0.0614";
    check(|df| StudentT::new(df, 0.0, 1.0), [0.0614, 0.0613], df);
    let beta = "choose a beta of at least 0.788";
    let normal = |beta| GeneralizedNormal::new(beta, 0.0, 1.0);
    check(normal, [0.788, 0.787], beta);
    let sigma = "choose a sigma of at most 78.1";
    check(|sigma| LogNormal::new(0.0, sigma), [78.1, 78.3], sigma);
    for dfnum in [0.02, 1.0, 30.0, 1e9] {
        let f = |dfden| FisherF::new(dfnum, dfden);
        check(f, [0.125, 0.119], "choose a dfden of at least 0.125");
    }
    let error = FisherF::new(1.0, 0.1).unwrap_err();
    let start = "with dfnum = 1 and dfden = 0.1 a table of 32768 pieces does not reach";
    assert!(format!("{error}").starts_with(start), "{error}");
    // Of these there are tables over the whole range.
    assert!(Weibull::new(0.01, 1.0).is_ok() && Weibull::new(1e6, 1.0).is_ok());
}

/// Bounds by the names that they have, and only where a table can tell values apart.
#[test]
fn truncated_normals_without_a_table() {
    use crate::distr::TruncatedNormal;
    let message = |mean, std, low, high| {
        let error = TruncatedNormal::new(mean, std, low, high).unwrap_err();
        format!("{error}")
    };
    let error = message(1e9, 1.0, -1.0, 1.0);
    let expected = "(high - mean) / std is -999999999: it must be from -1000000 to 1000000";
    assert_eq!(error, expected);
    assert!(message(0.0, 1e-9, 1.0, 2.0).starts_with("(low - mean) / std is "));
    let error = message(0.0, 1e39, -1.0, 2.0);
    let expected = "(high - low) / std is 3e-39: it must be above 2.7e-23, and finite";
    assert_eq!(error, expected);
    let [low, high] = [4_294_967_293.0_f32, 4_294_967_295.0];
    assert!(message(0.0, 1e9, low, high).starts_with("low and high are both 4294967296"));
    assert!(message(0.0, 1e-300, -1.0, 1.0).starts_with("with std = 1e-300 every sample"));

    // As flat as may be, a uniform distribution.
    let flat = TruncatedNormal::new(0.0, 7e22, -1.0, 1.0).unwrap();
    let samples = crate::Cpu::new().sample(&mut crate::Stream::new(42), &flat, 10_000);
    let mut samples = samples.unwrap();
    samples.sort_by(f32::total_cmp);
    let mut places = samples.iter().zip(0_u16..);
    assert!(places.all(|(&x, i)| (x - (f32::from(i) / 5000.0 - 1.0)).abs() < 0.04));
}
