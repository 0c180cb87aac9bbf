//! Whether permutations look like ones drawn uniformly from all n! orders.
//!
//! Seeds are fixed, so a test passes always or never. [`ALPHA`] is the probability that one test of
//! this file would fail for perfect permutations; where a test makes many comparisons they share it.

use seedbed::{Permutation, permutation::weighted_sample_without_replacement};

const ALPHA: f64 = 1e-4;
/// Seeds count up from here.
const SEED: u64 = 20_250_101;

/// Φ(−|z|) · 2, by a continued fraction past 2; Abramowitz and Stegun, 26.2.10 and 26.2.14.
fn two_sided(z: f64) -> f64 {
    let z = z.abs();
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z > 2.0 {
        let fraction = (1..60).rev().fold(z, |tail, k| z + f64::from(k) / tail);
        return 2.0 * density / fraction;
    }
    let (mut sum, mut term, mut i) = (z, z, 1.0);
    while term.abs() > 1e-17 {
        i += 2.0;
        term *= z * z / i;
        sum += term;
    }
    1.0 - 2.0 * density * sum
}

/// Asserts that a statistic that is standard normal for perfect permutations is one of `comparisons`.
fn assert_normal(z: f64, comparisons: usize, what: &str) {
    assert!(
        two_sided(z) * comparisons as f64 > ALPHA,
        "{what}: {z:.2} standard deviations off"
    );
}

/// χ² as a standard normal number; Wilson and Hilferty, 1931.
fn chi_square_z(statistic: f64, freedom: f64) -> f64 {
    let variance = 2.0 / (9.0 * freedom);
    ((statistic / freedom).cbrt() - (1.0 - variance)) / variance.sqrt()
}

/// Pearson's statistic.
fn pearson(counts: &[u64], expected: impl Fn(usize) -> f64) -> f64 {
    let terms = counts.iter().enumerate().map(|(i, &count)| {
        let expected = expected(i);
        assert!(expected > 8.0, "too few for χ²: {expected}");
        (count as f64 - expected).powi(2) / expected
    });
    terms.sum()
}

fn order(seed: u64, n: u64) -> Vec<u32> {
    let order = Permutation::new(SEED + seed, n).unwrap();
    order.to_vec().unwrap()
}

/// The number of an order among all of its length (Lehmer).
fn rank(order: &[u32]) -> usize {
    (0..order.len()).fold(0, |rank, i| {
        let smaller = order[i + 1..].iter().filter(|&&v| v < order[i]).count();
        rank * (order.len() - i) + smaller
    })
}

fn cycles(order: &[u32]) -> usize {
    let mut seen = vec![false; order.len()];
    let mut cycles = 0;
    for start in 0..order.len() {
        let mut i = start;
        cycles += usize::from(!seen[i]);
        while !seen[i] {
            seen[i] = true;
            i = order[i] as usize;
        }
    }
    cycles
}

/// Pairs in the wrong order, counted by merging.
fn inversions(order: &mut [u32]) -> u64 {
    if order.len() < 2 {
        return 0;
    }
    let (low, high) = order.split_at_mut(order.len() / 2);
    let mut count = inversions(low) + inversions(high);
    let mut merged = Vec::with_capacity(low.len() + high.len());
    let (mut i, mut j) = (0, 0);
    while i < low.len() && j < high.len() {
        if low[i] < high[j] {
            merged.push(low[i]);
            i += 1;
        } else {
            count += (low.len() - i) as u64;
            merged.push(high[j]);
            j += 1;
        }
    }
    merged.extend_from_slice(&low[i..]);
    merged.extend_from_slice(&high[j..]);
    order.copy_from_slice(&merged);
    count
}

#[test]
fn the_statistics_are_right() {
    assert!((two_sided(3.890_591_886_413_098_4) - 1e-4).abs() < 1e-9);
    assert!((two_sided(1.0) - 0.317_310_507_862_914).abs() < 1e-12);
    assert!((two_sided(2.5) - 0.012_419_330_651_552).abs() < 1e-12);
    assert_eq!((rank(&[0, 1, 2]), rank(&[2, 1, 0])), (0, 5));
    assert_eq!((cycles(&[1, 0, 2]), inversions(&mut [3, 1, 0, 2])), (2, 4));
}

/// All n! orders, n ≤ 6.
#[test]
fn all_orders_of_few_elements_are_equally_likely() {
    const SEEDS: u64 = 200_000;
    let mut orders = 1;
    for n in 2..=6 {
        orders *= n as usize;
        let mut counts = vec![0; orders];
        for seed in 0..SEEDS {
            counts[rank(&order(seed, n))] += 1;
        }
        let statistic = pearson(&counts, |_| SEEDS as f64 / orders as f64);
        let z = chi_square_z(statistic, (orders - 1) as f64);
        assert_normal(z, 5, &format!("orders of {n}"));
    }
}

/// Each value at each position: of 100 elements, of the longest list, and of the shortest network.
#[test]
fn every_value_is_everywhere_equally_likely() {
    const SEEDS: u64 = 50_000;
    for n in [64, 65, 100, 257] {
        let size = n as usize;
        let mut counts = vec![0; size * size];
        for seed in 0..SEEDS {
            for (i, value) in order(seed, n).into_iter().enumerate() {
                counts[i * size + value as usize] += 1;
            }
        }
        // Rows and columns have fixed sums.
        let n = n as f64;
        let statistic = pearson(&counts, |_| SEEDS as f64 / n) * (n - 1.0) / n;
        let z = chi_square_z(statistic, (n - 1.0).powi(2));
        assert_normal(z, 4, &format!("positions and values of {n}"));
    }
}

/// The first two elements together, and two that lie in one row of the network's grid.
#[test]
fn pairs_of_values_are_equally_likely() {
    const SEEDS: u64 = 200_000;
    for n in [65, 100] {
        let size = n as usize;
        for (i, j) in [(0, 1), (0, 8), (size - 2, size - 1)] {
            let mut counts = vec![0; size * (size - 1)];
            for seed in 0..SEEDS {
                let order = Permutation::new(SEED + seed, n).unwrap();
                let at = |i: usize| order.get(i as u64).unwrap() as usize;
                let (a, b) = (at(i), at(j));
                counts[a * (size - 1) + b - usize::from(b > a)] += 1;
            }
            let cells = counts.len() as f64;
            let statistic = pearson(&counts, |_| SEEDS as f64 / cells);
            let z = chi_square_z(statistic, cells - 1.0);
            assert_normal(z, 6, &format!("elements {i} and {j} of {n}"));
        }
    }
}

/// How far an element is from the one before it, where a network with few rounds is weakest.
#[test]
fn neighbours_are_independent() {
    for (n, seeds) in [
        (65_u64, 100_000),
        (1000, 10_000),
        (65_536, 150),
        (1 << 20, 10),
    ] {
        let bins = (n - 1).min(1023);
        let mut counts = vec![0; bins as usize];
        for seed in 0..seeds {
            let order = order(seed, n);
            for pair in order.windows(2) {
                let difference = (u64::from(pair[1]) + n - u64::from(pair[0])) % n;
                // Differences are 1 … n − 1, each equally likely.
                counts[((difference - 1) * bins / (n - 1)) as usize] += 1;
            }
        }
        let total: u64 = counts.iter().sum();
        let in_bin = |bin: u64| {
            let first = |bin: u64| (bin * (n - 1)).div_ceil(bins);
            first(bin + 1) - first(bin)
        };
        let statistic = pearson(&counts, |bin| {
            total as f64 * in_bin(bin as u64) as f64 / (n - 1) as f64
        });
        let z = chi_square_z(statistic, (bins - 1) as f64);
        assert_normal(z, 4, &format!("differences of {n}"));
    }
}

/// Mean n(n − 1) / 4 and variance n(n − 1)(2n + 5) / 72.
#[test]
fn inversions_of_many_elements() {
    const SEEDS: u64 = 200;
    for n in [65_u64, 100_000] {
        let size = n as f64;
        let mean = size * (size - 1.0) / 4.0;
        let deviation = (size * (size - 1.0) * (2.0 * size + 5.0) / 72.0).sqrt();
        let z: Vec<f64> = (0..SEEDS)
            .map(|seed| (inversions(&mut order(seed, n)) as f64 - mean) / deviation)
            .collect();
        let sum = z.iter().sum::<f64>() / (SEEDS as f64).sqrt();
        assert_normal(sum, 4, &format!("mean of inversions of {n}"));
        let squares = z.iter().map(|z| z * z).sum();
        let z = chi_square_z(squares, SEEDS as f64);
        assert_normal(z, 4, &format!("variance of inversions of {n}"));
    }
}

/// The number of cycles is a sum of Bernoulli trials with p = 1, ½, …, 1 / n (Feller 1945): its
/// distribution, mean and variance.
#[test]
fn cycles_of_many_elements() {
    const MOST: usize = 64;
    for (n, seeds) in [(65_usize, 100_000), (100_000, 1000)] {
        let mut distribution = vec![0.0; MOST];
        distribution[0] = 1.0;
        for i in 1..=n {
            let p = 1.0 / i as f64;
            for k in (1..MOST).rev() {
                distribution[k] = distribution[k] * (1.0 - p) + distribution[k - 1] * p;
            }
            distribution[0] *= 1.0 - p;
        }
        let mut counts = vec![0_u64; MOST];
        for seed in 0..seeds {
            counts[cycles(&order(seed, n as u64)).min(MOST - 1)] += 1;
        }
        let total = seeds as f64;
        let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
            let terms = counts.iter().enumerate();
            terms
                .map(|(k, &count)| f(k as f64) * count as f64)
                .sum::<f64>()
                / total
        };
        let mean: f64 = (1..=n).map(|i| 1.0 / i as f64).sum();
        let variance: f64 = (1..=n).map(|i| (1.0 - 1.0 / i as f64) / i as f64).sum();
        let z = (moment(&|k| k) - mean) / (variance / total).sqrt();
        assert_normal(z, 4, &format!("mean of cycles of {n}"));

        // Rare numbers of cycles in one bin on each side.
        let is_rare = |k: &usize| distribution[*k] * total < 10.0;
        let usual: Vec<usize> = (0..MOST).filter(|k| !is_rare(k)).collect();
        let rare: u64 = (0..MOST).filter(is_rare).map(|k| counts[k]).sum();
        let rare_expected: f64 = (0..MOST).filter(is_rare).map(|k| distribution[k]).sum();
        let mut observed: Vec<u64> = usual.iter().map(|&k| counts[k]).collect();
        let mut expected: Vec<f64> = usual.iter().map(|&k| distribution[k] * total).collect();
        if rare_expected * total > 8.5 {
            observed.push(rare);
            expected.push(rare_expected * total);
        }
        let statistic = pearson(&observed, |i| expected[i]);
        let z = chi_square_z(statistic, (observed.len() - 1) as f64);
        assert_normal(z, 4, &format!("number of cycles of {n}"));
    }
}

/// As many even orders as odd ones, which networks of powers of 2 joined by exclusive or lack; and
/// fixed points, which are Poisson with mean 1.
#[test]
fn parity_and_fixed_points() {
    for (n, seeds) in [(64_u64, 50_000), (81, 50_000), (256, 50_000), (65_536, 500)] {
        let mut even = 0;
        let mut fixed = [0_u64; 5];
        for seed in 0..seeds {
            let order = order(seed, n);
            even += u64::from((n as usize - cycles(&order)).is_multiple_of(2));
            let points = (0..).zip(&order).filter(|&(i, &value)| i == value);
            fixed[points.count().min(4)] += 1;
        }
        let total = seeds as f64;
        let z = (even as f64 - total / 2.0) / (total / 4.0).sqrt();
        assert_normal(z, 8, &format!("even orders of {n}"));
        let p = [1.0, 1.0, 0.5, 1.0 / 6.0].map(|p: f64| p * (-1.0_f64).exp());
        let statistic = pearson(&fixed, |k| {
            total * p.get(k).copied().unwrap_or(1.0 - p.iter().sum::<f64>())
        });
        let z = chi_square_z(statistic, 4.0);
        assert_normal(z, 8, &format!("fixed points of {n}"));
    }
}

/// Each ordered pair (i, j) is taken with probability wᵢ / W · wⱼ / (W − wᵢ).
#[test]
fn weighted_samples_follow_their_weights() {
    const SEEDS: u64 = 200_000;
    const WEIGHTS: [f64; 5] = [1.0, 0.25, 7.5, 3.0, 1.0];
    let all: f64 = WEIGHTS.iter().sum();
    let mut counts = Vec::new();
    let mut expected = Vec::new();
    let mut of = std::collections::HashMap::new();
    for (i, first) in WEIGHTS.iter().enumerate() {
        for (j, second) in WEIGHTS.iter().enumerate().filter(|&(j, _)| j != i) {
            of.insert([i as u32, j as u32], counts.len());
            counts.push(0);
            expected.push(first / all * second / (all - first) * SEEDS as f64);
        }
    }
    for seed in 0..SEEDS {
        let sample = weighted_sample_without_replacement(SEED + seed, &WEIGHTS, 2).unwrap();
        counts[of[&[sample[0], sample[1]]]] += 1;
    }
    let statistic = pearson(&counts, |cell| expected[cell]);
    assert_normal(chi_square_z(statistic, 19.0), 1, "weighted pairs");
}
