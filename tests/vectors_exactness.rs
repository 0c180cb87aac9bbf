//! Distributions of vectors against references of another kind: f64 mathematics, the processor's own
//! arithmetic, and scalar draws.

use std::f64::consts::PI;

use seedbed::{
    Cpu, Error, Stream,
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
    let (sin, cos) = if octant % 2 == 0 {
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
    let rows = Cpu::new().sample_vectors(&mut stream, vectors, n).unwrap();
    let words = Cpu::new().sample(&mut words, &Bits32, n * vectors.words()).unwrap();
    let mut worst: f64 = 0.0;
    for (row, words) in rows.chunks(vectors.dimension()).zip(words.chunks(vectors.words())) {
        for (&component, exact) in row.iter().zip(exact(words)) {
            let nearest = (exact as f32).abs();
            let ulp = f64::from(nearest) - f64::from(nearest.next_down());
            worst = worst.max((f64::from(component) - exact).abs() / ulp);
        }
    }
    worst
}

/// The bounds of the documentation. Below a power of two an ulp is half of what it is above.
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
