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
