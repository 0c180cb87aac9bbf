//! Distributions of vectors against references of another kind: f64 mathematics, the processor's own
//! arithmetic, and scalar draws.

use std::f64::consts::PI;

use seedbed::{
    Cpu, Engine, Error, Stream,
    distr::{
        Beta, Bits32, Dirichlet, MultivariateNormal, Normal, UnitBall, UnitCircle, UnitDisc,
        UnitSphere, VectorDistribution, VectorError,
    },
};

const HALF_WORD: f64 = 1.0 / 4_294_967_296.0;

/// (x + ½) / 2³².
fn p(x: u32) -> f64 {
    (f64::from(x) + 0.5) * HALF_WORD
}

/// Cosine and sine of 2π · (x + ½) / 2³²; the angle from the nearest axis, so that f64 keeps small ones.
fn direction(x: u32) -> [f64; 2] {
    // In eighths of a turn, from the axis before or behind.
    let octant = x >> 29;
    let t = (f64::from(x & 0x1fff_ffff) + 0.5) / 536_870_912.0;
    let (sin, cos) = if octant.is_multiple_of(2) {
        (PI / 4.0 * t).sin_cos()
    } else {
        (PI / 4.0 * (1.0 - t)).sin_cos()
    };
    match octant {
        0 => [cos, sin],
        1 => [sin, cos],
        2 => [-sin, cos],
        3 => [-cos, sin],
        4 => [-cos, -sin],
        5 => [-sin, -cos],
        6 => [sin, -cos],
        _ => [cos, -sin],
    }
}

fn circle(x: &[u32]) -> Vec<f64> {
    direction(x[0]).to_vec()
}

fn disc(x: &[u32]) -> Vec<f64> {
    direction(x[1]).map(|c| c * p(x[0]).sqrt()).to_vec()
}

fn sphere(x: &[u32]) -> Vec<f64> {
    let [a, b] = [p(x[0]), p(!x[0])];
    let ring = 2.0 * (a * b).sqrt();
    let [x, y] = direction(x[1]).map(|c| c * ring);
    vec![x, y, b - a]
}

fn ball(x: &[u32]) -> Vec<f64> {
    let radius = p(x[0]).cbrt();
    sphere(&x[1..]).iter().map(|c| c * radius).collect()
}

/// The worst error of a component in units in the last place of the f32 that is nearest.
fn worst<V: VectorDistribution>(vectors: &V, exact: fn(&[u32]) -> Vec<f64>, n: usize) -> f64 {
    let mut stream = Stream::new(42);
    let mut words = stream.clone();
    let rows = Cpu::new().sample(&mut stream, vectors, n).unwrap();
    let words = Cpu::new()
        .sample(&mut words, &Bits32, n * vectors.words())
        .unwrap();
    let mut worst: f64 = 0.0;
    for (row, words) in rows
        .chunks(vectors.dimension())
        .zip(words.chunks(vectors.words()))
    {
        for (&component, exact) in row.iter().zip(exact(words)) {
            let nearest = (exact as f32).abs();
            // Below a power of two an ulp is half of what it is above.
            let below = exact.abs() < f64::from(nearest);
            let other = if below {
                nearest.next_down()
            } else {
                nearest.next_up()
            };
            let ulp = (f64::from(nearest) - f64::from(other)).abs();
            worst = worst.max((f64::from(component) - exact).abs() / ulp);
        }
    }
    worst
}

/// The bounds of the documentation.
#[test]
fn points_are_within_their_error_bounds() {
    let n = 1_000_000;
    let check = |name: &str, worst: f64, bound: f64| {
        eprintln!("{name}: {worst:.4} ulp");
        assert!(worst <= bound, "{name}: {worst} ulp, not {bound}");
    };
    check("circle", worst(&UnitCircle, circle, n), 0.52);
    check("disc", worst(&UnitDisc, disc, n), 0.55);
    check("sphere", worst(&UnitSphere, sphere, n), 0.55);
    check("ball", worst(&UnitBall, ball, n), 0.6);
}

/// Every component is made of the scalar draw's samples, by the processor's own products and sums.
#[test]
fn normal_vectors_are_products_and_sums_of_scalar_normals() {
    let d = 7;
    let mean: Vec<f32> = (0..d).map(|i| i as f32 * 0.37 - 1.0).collect();
    let cholesky: Vec<f32> = (0..d * d)
        .map(|i| {
            if i % d > i / d {
                0.0
            } else {
                (i as f32 * 0.613) % 2.0
            }
        })
        .collect();
    let normal = MultivariateNormal::from_cholesky(&mean, &cholesky).unwrap();
    let (mut stream, mut scalars) = (Stream::new(7), Stream::new(7));
    stream.seek(5_u64).unwrap();
    scalars.seek(5_u64).unwrap();
    let n = 5000;
    let rows = Cpu::new().sample(&mut stream, &normal, n).unwrap();
    let z = Cpu::new()
        .sample(&mut scalars, &Normal::STANDARD, n * d)
        .unwrap();
    assert_eq!(stream.position(), scalars.position());
    for (row, z) in rows.chunks(d).zip(z.chunks(d)) {
        for i in 0..d {
            let mut sum = cholesky[i * d] * z[0];
            for j in 1..=i {
                sum += cholesky[i * d + j] * z[j];
            }
            assert_eq!(row[i].to_bits(), (sum + mean[i]).to_bits());
        }
    }
    assert_eq!(normal.mean(), mean);
    assert_eq!(normal.cholesky(), cholesky);
}

/// Infinities, and the one NaN.
#[test]
fn normal_vectors_past_the_largest_f32() {
    let normal = MultivariateNormal::from_cholesky(&[0.0; 2], &[3e38, 0.0, 3e38, 3e38]).unwrap();
    let rows = Cpu::new()
        .sample(&mut Stream::new(42), &normal, 10_000)
        .unwrap();
    assert!(rows.iter().any(|x| x.is_infinite()));
    let nans: Vec<u32> = rows
        .iter()
        .filter(|x| x.is_nan())
        .map(|x| x.to_bits())
        .collect();
    assert!(!nans.is_empty() && nans.iter().all(|&bits| bits == 0x7fc0_0000));
}

/// Two components are the beta sample and that of the complement.
#[test]
fn two_shares_are_those_of_beta() {
    for (a, b) in [(0.5, 3.0), (2.0, 2.0), (0.02, 0.02), (1e4, 5.0)] {
        let n = 100_000;
        let rows = Cpu::new()
            .sample(&mut Stream::new(42), &Dirichlet::new(&[a, b]).unwrap(), n)
            .unwrap();
        let left = Cpu::new()
            .sample(&mut Stream::new(42), &Beta::new(a, b).unwrap(), n)
            .unwrap();
        for (row, left) in rows.chunks(2).zip(left) {
            assert_eq!(row[0].to_bits(), left.to_bits(), "{a} {b}");
            let sum = f64::from(row[0]) + f64::from(row[1]);
            assert!((sum - 1.0).abs() < 2e-7, "{a} {b}: {row:?}");
            let right = 1.0 - f64::from(left);
            assert!(
                (f64::from(row[1]) - right).abs() < 1.3e-7,
                "{a} {b}: {row:?}"
            );
        }
    }
}

/// Components are products of shares in the order that docs/streams.md states: here of a tree of three.
#[test]
fn components_are_products_of_shares() {
    let alpha = [0.7, 1.5, 2.25];
    let n = 10_000;
    let rows = Cpu::new()
        .sample(&mut Stream::new(42), &Dirichlet::new(&alpha).unwrap(), n)
        .unwrap();
    // Word 0 halves 0 from 1 and 2, word 1 halves 1 from 2.
    let first = Cpu::new()
        .sample(&mut Stream::new(42), &Beta::new(0.7, 3.75).unwrap(), 2 * n)
        .unwrap();
    let second = Cpu::new()
        .sample(&mut Stream::new(42), &Beta::new(1.5, 2.25).unwrap(), 2 * n)
        .unwrap();
    for (i, row) in rows.chunks(3).enumerate() {
        assert_eq!(row[0].to_bits(), first[2 * i].to_bits());
        let rest = 1.0 - f64::from(first[2 * i]);
        let expected = rest * f64::from(second[2 * i + 1]);
        assert!((f64::from(row[1]) - expected).abs() < 2e-7, "{row:?}");
        let sum: f64 = row.iter().map(|&x| f64::from(x)).sum();
        assert!((sum - 1.0).abs() < 3e-7, "{row:?}");
    }
}

/// Drawing 10 vectors and then 20 is drawing 30, from any position and on any number of threads.
#[test]
fn splits_and_threads_change_nothing() {
    fn check<V: VectorDistribution>(vectors: &V) {
        for position in [0_u64, 1, 4093, (1 << 33) + 1] {
            let mut whole = Stream::new(42);
            whole.seek(position).unwrap();
            let mut parts = whole.clone();
            let n = 30_000;
            let expected = Cpu::new().sample(&mut whole, vectors, n).unwrap();
            let mut found = Vec::new();
            for len in [1, 63, 64, 65, 0, 10_000, n - 10_193] {
                let cpu = Cpu::single_threaded();
                found.extend(cpu.sample(&mut parts, vectors, len).unwrap());
            }
            assert_eq!(found, expected);
            assert_eq!(parts.position(), whole.position());
            assert_eq!(
                whole.position(),
                u128::from(position) + (n * vectors.words()) as u128
            );
        }
    }
    check(&UnitCircle);
    check(&UnitBall);
    check(&MultivariateNormal::from_cholesky(&[0.0; 2], &[1.0, 0.0, 0.5, 2.0]).unwrap());
    check(&Dirichlet::new(&[1.0, 2.0, 3.0, 0.5, 1.0]).unwrap());
}

#[test]
fn the_streams_end_is_an_error() {
    let mut stream = Stream::new(42);
    stream.seek(u64::MAX).unwrap();
    let cpu = Cpu::new();
    assert_eq!(cpu.sample(&mut stream, &UnitCircle, 1).unwrap().len(), 2);
    assert_eq!(stream.position(), 1 << 64);
    stream.seek(u64::MAX - 1).unwrap();
    let error = cpu.sample(&mut stream, &UnitBall, 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "1 samples of 3 word(s) from position 18446744073709551614 go past the stream's end at 2^64 \
         words: spawn another stream, or seek back"
    );
    let error = cpu.fill(&mut stream, &UnitBall, &mut [0.0; 4]);
    assert!(matches!(
        error,
        Err(Error::Vectors(VectorError::Length {
            len: 4,
            dimension: 3
        }))
    ));
    assert_eq!(stream.position(), u128::from(u64::MAX - 1));
    let error = cpu.sample(&mut Stream::new(42), &UnitCircle, usize::MAX);
    assert!(matches!(error, Err(Error::Memory { .. })));
    let error = cpu.sample(&mut Stream::new(42), &UnitCircle, usize::MAX / 16);
    assert!(matches!(error, Err(Error::Memory { .. })));
}

/// L · Lᵀ gives the covariance back, also where it is semidefinite.
#[test]
fn factors_of_covariances() {
    let check = |mean: &[f32], covariance: &[f64]| {
        let normal = MultivariateNormal::from_covariance(mean, covariance).unwrap();
        let (d, l) = (mean.len(), normal.cholesky());
        for i in 0..d {
            for j in 0..d {
                let products = (0..d).map(|k| f64::from(l[i * d + k]) * f64::from(l[j * d + k]));
                let scale = (covariance[i * d + i] * covariance[j * d + j]).sqrt();
                let error = (products.sum::<f64>() - covariance[i * d + j]).abs();
                assert!(error <= 3e-7 * scale, "{i} {j}: {error}");
            }
        }
    };
    check(&[0.0], &[4.0]);
    check(&[0.0], &[0.0]);
    check(&[0.0; 2], &[1.0, 0.5, 0.5, 1.0]);
    // The third is the sum of the others, the fourth constant.
    #[rustfmt::skip]
    let singular = [
        1.0, 0.5, 1.5, 0.0,
        0.5, 2.0, 2.5, 0.0,
        1.5, 2.5, 4.0, 0.0,
        0.0, 0.0, 0.0, 0.0,
    ];
    check(&[0.0; 4], &singular);
    let d = 50;
    let mixed: Vec<f64> = (0..d * d)
        .map(|i| (-((i / d) as f64 - (i % d) as f64).abs() / 9.0).exp())
        .collect();
    check(&vec![0.0; d], &mixed);
    // Of rank 1 in many dimensions.
    let factors: Vec<f64> = (0..d).map(|i| 0.1 + (i as f64 * 0.7).sin()).collect();
    let rank_1: Vec<f64> = (0..d * d)
        .map(|i| factors[i / d] * factors[i % d])
        .collect();
    check(&vec![0.0; d], &rank_1);
}

#[test]
fn bad_parameters_are_clear_errors() {
    let message = |error: Option<VectorError>| error.expect("an error").to_string();
    let cholesky =
        |mean: &[f32], l: &[f32]| message(MultivariateNormal::from_cholesky(mean, l).err());
    assert_eq!(
        cholesky(&[], &[]),
        "mean has 0 value(s): it must have 1 to 4096"
    );
    assert_eq!(
        cholesky(&[0.0; 4097], &[]),
        "mean has 4097 value(s): it must have 1 to 4096"
    );
    assert_eq!(
        cholesky(&[0.0; 2], &[1.0; 3]),
        "cholesky has 3 values: with a mean of 2 it must have 2 rows of 2, one after the other"
    );
    assert_eq!(
        cholesky(&[f32::NAN], &[1.0]),
        "mean[0] is NaN: it must be a finite number"
    );
    assert_eq!(
        cholesky(&[0.0; 2], &[1.0, 0.0, f32::INFINITY, 1.0]),
        "row 1, column 0 of cholesky is inf: it must be a finite number"
    );
    assert!(cholesky(&[0.0; 2], &[1.0, 0.5, 0.0, 1.0]).contains("above the diagonal it must be 0"));
    assert!(
        cholesky(&[0.0; 2], &[1.0, 0.0, 0.5, -1.0]).contains("row 1, column 1 of cholesky is -1")
    );
    let covariance =
        |mean: &[f32], c: &[f64]| message(MultivariateNormal::from_covariance(mean, c).err());
    assert_eq!(
        covariance(&[0.0; 2], &[1.0, 0.5, 0.25, 1.0]),
        "covariance is 0.25 in row 1, column 0, but 0.5 in row 0, column 1: it must be symmetric"
    );
    for (c, row, value) in [
        ([1.0, 2.0, 2.0, 1.0], 1, "-3"),
        ([-1.0, 0.0, 0.0, 1.0], 0, "-1"),
        ([0.0, 0.0, 0.0, -1.0], 1, "-1"),
    ] {
        let error = covariance(&[0.0; 2], &c);
        let start = format!(
            "covariance is not positive semidefinite: given the components before it, component {row} \
             has variance {value} "
        );
        assert!(error.starts_with(&start), "{error}");
    }
    // Nothing varies with what is constant.
    let error = covariance(&[0.0; 2], &[0.0, 0.1, 0.1, 1.0]);
    assert!(error.contains("component 0 has variance 0"), "{error}");
    let error = covariance(&[0.0], &[1e80]);
    assert!(error.contains("scale the components"), "{error}");
    let error = covariance(&[0.0; 2], &[1.0, f64::NAN, 0.0, 1.0]);
    assert!(
        error.starts_with("row 0, column 1 of covariance is NaN"),
        "{error}"
    );
    let dirichlet = |alpha: &[f64]| message(Dirichlet::new(alpha).err());
    assert_eq!(
        dirichlet(&[1.0]),
        "alpha has 1 value(s): it must have 2 to 65536"
    );
    assert_eq!(
        dirichlet(&vec![1.0; 65_537]),
        "alpha has 65537 value(s): it must have 2 to 65536"
    );
    for (value, text) in [
        (0.001, "0.001"),
        (-1.0, "-1"),
        (f64::NAN, "NaN"),
        (2e6, "2000000"),
    ] {
        assert_eq!(
            dirichlet(&[1.0, value]),
            format!("alpha[1] is {text}: it must be from 0.01 to 1000000")
        );
    }
    assert!(dirichlet(&[1.0, 9e5, 9e5]).starts_with("alpha from index 1 to 2 sums to 1800000: "));
    let many: Vec<f64> = (0..2000).map(|i| 1.0 + f64::from(i) / 4096.0).collect();
    assert!(
        dirichlet(&many).starts_with(
            "alpha, with 2000 values, needs more than 1024 tables of beta quantiles, "
        )
    );
}

/// The reference implementation's, in Python's integers and NumPy's float32.
#[test]
fn vectors_are_the_references() {
    const GOLDEN: &str = include_str!("../vectors/vectors_golden.txt");
    fn bits<V: VectorDistribution>(stream: &mut Stream, vectors: &V) -> Vec<u32> {
        let rows = Cpu::new().sample(stream, vectors, 60).unwrap();
        rows.iter().map(|x| x.to_bits()).collect()
    }
    let mut lines = 0;
    for line in GOLDEN.lines().filter(|line| !line.starts_with('#')) {
        let [engine, name, position, vectors] = line.split("; ").collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let mut stream = Stream::with_engine(engine.parse::<Engine>().unwrap(), 42);
        stream.seek(position.parse::<u64>().unwrap()).unwrap();
        let stream = &mut stream;
        let found = match name {
            "UnitCircle" => bits(stream, &UnitCircle),
            "UnitDisc" => bits(stream, &UnitDisc),
            "UnitSphere" => bits(stream, &UnitSphere),
            "UnitBall" => bits(stream, &UnitBall),
            name => {
                let normal = match name {
                    "MultivariateNormal" => {
                        MultivariateNormal::from_cholesky(&[1.0, -2.0], &[0.5, 0.0, 1.5, 0.1])
                    }
                    "MultivariateNormal wide" => MultivariateNormal::from_cholesky(
                        &[1e-40, 3e38],
                        &[1e-39, 0.0, -3e38, 3e38],
                    ),
                    "MultivariateNormal covariance" => MultivariateNormal::from_covariance(
                        &[0.0, 0.0, 1.0],
                        &[4.0, 1.2, 0.3, 1.2, 2.0, -0.7, 0.3, -0.7, 1.0],
                    ),
                    other => panic!("{other}"),
                };
                bits(stream, &normal.unwrap())
            }
        };
        let expected: Vec<u32> = vectors
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .map(|word| u32::from_str_radix(word, 16).unwrap())
            .collect();
        assert_eq!(found, expected, "{engine}, {name}, {position}");
        lines += 1;
    }
    assert_eq!(lines, 3 * 7 * 3);
}
