//! Whether vectors follow their distributions: Pearson's test over cells of equal probability, and
//! covariances. Seeds are fixed, so a test passes always or never; each has probability [`ALPHA`] to fail
//! for perfect samples, shared by what it tests (Bonferroni).

use std::f64::consts::PI;

use seedbed::{
    Cpu, Stream,
    distr::{
        Beta, Dirichlet, MultivariateNormal, UnitBall, UnitCircle, UnitDisc, UnitSphere,
        VectorDistribution,
    },
};

const ALPHA: f64 = 1e-4;
const N: usize = 1_000_000;
const SEED: u64 = 20_261_121;

fn rows<V: VectorDistribution>(vectors: &V) -> Vec<f32> {
    Cpu::new()
        .sample(&mut Stream::new(SEED), vectors, N)
        .expect("vectors")
}

/// P(|Z| > z), from above: exp(−z²/2) · √(2/π) / z.
fn normal_p(z: f64) -> f64 {
    let z = z.abs().max(1.0);
    (-z * z / 2.0).exp() * (2.0 / PI).sqrt() / z
}

/// A p-value of Pearson's test for cells of equal probability, by the cube root of Wilson and Hilferty
/// (1931), of both tails.
fn uniform_p(counts: &[u64]) -> f64 {
    let n: u64 = counts.iter().sum();
    let expected = n as f64 / counts.len() as f64;
    assert!(expected >= 25.0);
    let chi_squared: f64 = counts
        .iter()
        .map(|&count| (count as f64 - expected).powi(2) / expected)
        .sum();
    let df = counts.len() as f64 - 1.0;
    let spread = 2.0 / (9.0 * df);
    normal_p(((chi_squared / df).cbrt() - 1.0 + spread) / spread.sqrt())
}

/// Cells of numbers in [0, 1] that should be uniform.
fn cells_of(numbers: impl Iterator<Item = Vec<f64>>, each: usize) -> Vec<u64> {
    let mut counts = Vec::new();
    for coordinates in numbers {
        counts.resize(each.pow(coordinates.len() as u32), 0);
        let cell = coordinates.iter().fold(0, |cell, &u| {
            cell * each + ((u * each as f64) as usize).min(each - 1)
        });
        counts[cell] += 1;
    }
    counts
}

/// The angle in turns.
fn turn(x: f32, y: f32) -> f64 {
    let turn = f64::from(y).atan2(f64::from(x)) / (2.0 * PI);
    if turn < 0.0 { turn + 1.0 } else { turn }
}

fn norm(row: &[f32]) -> f64 {
    row.iter()
        .map(|&x| f64::from(x).powi(2))
        .sum::<f64>()
        .sqrt()
}

/// Rotated about an axis that is none of the coordinates', by an angle.
fn rotated(row: &[f32]) -> Vec<f32> {
    let k = [2.0 / 7.0, 3.0 / 7.0, 6.0 / 7.0];
    let v: Vec<f64> = row.iter().map(|&x| x.into()).collect();
    let (sin, cos) = 1.234_f64.sin_cos();
    let dot: f64 = k.iter().zip(&v).map(|(k, v)| k * v).sum();
    (0..3)
        .map(|i| {
            let cross = k[(i + 1) % 3] * v[(i + 2) % 3] - k[(i + 2) % 3] * v[(i + 1) % 3];
            (v[i] * cos + cross * sin + k[i] * dot * (1.0 - cos)) as f32
        })
        .collect()
}

/// What makes the points uniform coordinates, of which cells have equal probabilities; and coordinates of
/// points that are not uniform, for the test of the test.
#[test]
fn points_are_uniform_in_every_direction() {
    let disc = |p: &[f32]| vec![norm(p).powi(2), turn(p[0], p[1])];
    let sphere = |p: &[f32]| vec![(f64::from(p[2]) + 1.0) / 2.0, turn(p[0], p[1])];
    let ball = |p: &[f32]| {
        let r = norm(p);
        vec![
            r.powi(3),
            (f64::from(p[2]) / r + 1.0) / 2.0,
            turn(p[0], p[1]),
        ]
    };
    let (circles, discs, spheres, balls) = (
        rows(&UnitCircle),
        rows(&UnitDisc),
        rows(&UnitSphere),
        rows(&UnitBall),
    );
    let tests = [
        (
            "circle",
            cells_of(circles.chunks(2).map(|p| vec![turn(p[0], p[1])]), 1000),
        ),
        ("disc", cells_of(discs.chunks(2).map(disc), 50)),
        ("sphere", cells_of(spheres.chunks(3).map(sphere), 50)),
        (
            "rotated sphere",
            cells_of(spheres.chunks(3).map(|p| sphere(&rotated(p))), 50),
        ),
        ("ball", cells_of(balls.chunks(3).map(ball), 20)),
        (
            "rotated ball",
            cells_of(balls.chunks(3).map(|p| ball(&rotated(p))), 20),
        ),
    ];
    for (name, counts) in &tests {
        let p = uniform_p(counts);
        println!("{name}: {} cells, p = {p:.2e}", counts.len());
        assert!(p > ALPHA / tests.len() as f64, "{name}: p = {p:.1e}");
    }
    // The same tests see radii that are not: of the disc in the ball's place, of points in a cube.
    let wrong = [
        cells_of(
            discs
                .chunks(2)
                .map(|p| vec![norm(p).powf(2.2), turn(p[0], p[1])]),
            50,
        ),
        cells_of(
            spheres.chunks(3).map(|p| sphere(&[p[0] * 1.1, p[1], p[2]])),
            50,
        ),
        cells_of(
            balls.chunks(3).map(|p| ball(&[p[0], p[1], p[2] * 0.95])),
            20,
        ),
    ];
    for counts in &wrong {
        assert!(uniform_p(counts) < ALPHA / 1e3, "{}", uniform_p(counts));
    }
}

/// Sums over rows: each has mean 0 and a known deviation if the covariance is right.
#[test]
fn normal_vectors_have_their_mean_and_covariance() {
    let mean = [1.0_f32, -2.0, 0.5, 3.0];
    #[rustfmt::skip]
    let covariance = [
        4.0, 1.2, 0.3, 0.0,
        1.2, 2.0, -0.7, 0.5,
        0.3, -0.7, 1.0, 0.25,
        0.0, 0.5, 0.25, 9.0,
    ];
    let normal = MultivariateNormal::from_covariance(&mean, &covariance).unwrap();
    let rows = rows(&normal);
    let n = N as f64;
    let centred = |row: &[f32], i: usize| f64::from(row[i]) - f64::from(mean[i]);
    let alpha = ALPHA / 14.0;
    for i in 0..4 {
        let sum: f64 = rows.chunks(4).map(|row| centred(row, i)).sum();
        let z = sum / (n * covariance[5 * i]).sqrt();
        assert!(normal_p(z) > alpha, "mean {i}: {z}");
        for j in 0..=i {
            let [ii, jj, ij] = [(i, i), (j, j), (i, j)].map(|(a, b)| covariance[4 * a + b]);
            let sum: f64 = rows
                .chunks(4)
                .map(|row| centred(row, i) * centred(row, j))
                .sum();
            // The variance of a product, after Isserlis (1918).
            let z = (sum - n * ij) / (n * (ii * jj + ij * ij)).sqrt();
            assert!(normal_p(z) > alpha, "covariance {i}, {j}: {z}");
        }
    }
    // The squared length of the whitened vector is χ² of 4 degrees: 1 − e^(−s/2)·(1 + s/2) is uniform.
    let l: Vec<f64> = normal.cholesky().iter().map(|&x| x.into()).collect();
    let uniform = rows.chunks(4).map(|row| {
        let mut z = [0.0; 4];
        for i in 0..4 {
            let known: f64 = (0..i).map(|j| l[4 * i + j] * z[j]).sum();
            z[i] = (centred(row, i) - known) / l[5 * i];
        }
        let half = z.iter().map(|z| z * z).sum::<f64>() / 2.0;
        vec![1.0 - (-half).exp() * (1.0 + half)]
    });
    let p = uniform_p(&cells_of(uniform, 1000));
    assert!(p > ALPHA, "{p}");
}

/// A component alone is Beta(alphaᵢ, rest), a sum of components too: cells between the empirical
/// quantiles of a scalar draw of that, so a test of two samples.
#[test]
fn shares_have_beta_marginals() {
    let alpha = [0.5, 2.0, 3.5, 1.0, 0.2, 4.0, 1.3];
    let total: f64 = alpha.iter().sum();
    let rows = rows(&Dirichlet::new(&alpha).unwrap());
    let parts: [&[usize]; 9] = [
        &[0],
        &[1],
        &[2],
        &[3],
        &[4],
        &[5],
        &[6],
        &[1, 4],
        &[0, 3, 6],
    ];
    let test = |part: &[usize], a: f64| {
        let beta = Beta::new(a, total - a).unwrap();
        let mut expected = Cpu::new()
            .sample(&mut Stream::new(SEED + 1), &beta, N)
            .unwrap();
        expected.sort_unstable_by(f32::total_cmp);
        let mut sums: Vec<f32> = rows
            .chunks(alpha.len())
            .map(|row| part.iter().map(|&i| row[i]).sum())
            .collect();
        sums.sort_unstable_by(f32::total_cmp);
        // Kolmogorov and Smirnov's distance of two samples, away from values that are not told apart.
        let mut distance: f64 = 0.0;
        let mut below = 0;
        for (i, &x) in expected.iter().enumerate() {
            if !(1e-6..1.0 - 1e-6).contains(&x) {
                continue;
            }
            while below < N && sums[below] <= x {
                below += 1;
            }
            distance = distance.max((below as f64 - i as f64).abs() / N as f64);
        }
        // Its tail is about 2·exp(−n·d²) for two samples of n.
        2.0 * (-(N as f64) * distance * distance).exp()
    };
    for part in parts {
        let a: f64 = part.iter().map(|&i| alpha[i]).sum();
        let p = test(part, a);
        println!("{part:?}: p = {p:.2e}");
        assert!(p > ALPHA / parts.len() as f64, "{part:?}: p = {p:.1e}");
    }
    assert!(test(&[1], 2.02) < ALPHA / 1e3, "{}", test(&[1], 2.02));
}
