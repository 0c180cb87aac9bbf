//! Whether the samples look like their distributions, and streams like strangers to each other.
//!
//! Seeds are fixed, so a test passes always or never. [`ALPHA`] is the probability that one test of
//! this file would fail for perfect samples; where a test makes many comparisons they share it
//! (Bonferroni). Batteries for the engines themselves are larger than a test suite can be: see the
//! command `seedbed bits` and PractRand or TestU01.

use seedbed::{Cpu, Engine, SeedSequence, Stream, distr::*};

const ALPHA: f64 = 1e-4;
const SEED: u64 = 20_250_101;
const MILLION: usize = 1_000_000;

fn draw<D: Distribution>(engine: Engine, distribution: &D, n: usize) -> Vec<D::Output> {
    let mut stream = Stream::with_engine(engine, SEED);
    Cpu::new()
        .sample(&mut stream, distribution, n)
        .expect("samples")
}

/// Φ(x), to about 1e-15 absolute. Marsaglia, *Evaluating the normal distribution*, Journal of
/// Statistical Software 11(4), 2004.
fn normal_cdf(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut sum, mut term, mut i) = (x, x, 1.0);
    while term != 0.0 && (sum + term) != sum {
        i += 2.0;
        term *= x * x / i;
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Probability that a standard normal is as far from 0 as `z`.
fn two_sided(z: f64) -> f64 {
    2.0 * (1.0 - normal_cdf(z.abs()))
}

/// Asserts that a statistic that is standard normal for perfect samples is one of `comparisons`.
fn assert_normal(z: f64, comparisons: usize, what: &str) {
    assert!(
        two_sided(z) * comparisons as f64 > ALPHA,
        "{what}: {z:.2} standard deviations off"
    );
}

/// Kolmogorov and Smirnov's test, with the asymptotic distribution of the largest distance: P(D ≥ d)
/// ≤ 2·exp(−2·n·d²).
fn assert_follows(mut samples: Vec<f32>, cdf: impl Fn(f64) -> f64, what: &str) {
    let n = samples.len() as f64;
    samples.sort_unstable_by(f32::total_cmp);
    let distance = (0..samples.len())
        .map(|i| {
            let p = cdf(samples[i].into());
            (p - i as f64 / n).abs().max((p - (i + 1) as f64 / n).abs())
        })
        .fold(0.0, f64::max);
    let p = 2.0 * (-2.0 * n * distance * distance).exp();
    assert!(
        p > ALPHA,
        "{what}: Kolmogorov–Smirnov distance {distance:.6}, p = {p:.1e}"
    );
}

/// Pearson's test for equally likely bins, and for too even ones. The statistic is made normal as in
/// Wilson and Hilferty, 1931.
fn assert_even(counts: &[u32], what: &str) {
    let expected = counts.iter().map(|&c| f64::from(c)).sum::<f64>() / counts.len() as f64;
    let statistic: f64 = counts
        .iter()
        .map(|&c| (f64::from(c) - expected).powi(2) / expected)
        .sum();
    let freedom = (counts.len() - 1) as f64;
    let variance = 2.0 / (9.0 * freedom);
    let z = ((statistic / freedom).cbrt() - (1.0 - variance)) / variance.sqrt();
    assert_normal(z, 1, what);
}

fn counted(bins: usize, samples: impl IntoIterator<Item = usize>) -> Vec<u32> {
    let mut counts = vec![0; bins];
    for bin in samples {
        counts[bin] += 1;
    }
    counts
}

/// The correlation of two series of uniform words, as a standard normal statistic.
fn correlation(a: &[u32], b: &[u32]) -> f64 {
    let centred = |x: u32| (f64::from(x) + 0.5) / f64::from(1_u32 << 31) - 1.0;
    let sum: f64 = a
        .iter()
        .zip(b)
        .map(|(&a, &b)| centred(a) * centred(b))
        .sum();
    // Each product has the variance (1/3)².
    3.0 * sum / (a.len().min(b.len()) as f64).sqrt()
}

#[test]
fn tests_tell_wrong_samples_from_right_ones() {
    assert!((normal_cdf(1.0) - 0.841_344_746_068_542_9).abs() < 1e-14);
    assert!((two_sided(3.890_591_886_413_098_4) - 1e-4).abs() < 1e-10);
    let fails =
        |test: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(test)).is_err();
    let normals = draw(Engine::default(), &Normal::STANDARD, MILLION);
    // Off by a hundredth of a standard deviation, and too narrow by a fiftieth.
    assert!(fails(&|| assert_follows(
        normals.clone(),
        |x| normal_cdf(x - 0.01),
        ""
    )));
    assert!(fails(&|| assert_follows(
        normals.clone(),
        |x| normal_cdf(x * 1.02),
        ""
    )));
    let words = draw(Engine::default(), &Bits32, MILLION);
    let bins = |words: &[u32]| counted(256, words.iter().map(|&word| word as usize % 256));
    let mut even = bins(&words);
    even[7] += 1000;
    assert!(fails(&|| assert_even(&even, "")));
    assert!(fails(&|| assert_even(&[3906; 256], "")));
    // Two words in a hundred are copies.
    let mut copy = draw(Engine::Philox4x32_10, &Bits32, MILLION);
    for i in (0..MILLION).step_by(50) {
        copy[i] = words[i];
    }
    assert!(fails(&|| assert_normal(correlation(&words, &copy), 1, "")));
}

#[test]
fn uniform_samples_follow_their_distributions() {
    for engine in Engine::ALL {
        let unit = |x: f64| x.clamp(0.0, 1.0);
        assert_follows(draw(engine, &Standard, MILLION), unit, "Standard");
        assert_follows(draw(engine, &Open01, MILLION), unit, "Open01");
        assert_follows(draw(engine, &OpenClosed01, MILLION), unit, "OpenClosed01");
        let uniform = Uniform::new(-3.0, 5.0).unwrap();
        assert_follows(
            draw(engine, &uniform, MILLION),
            |x| unit((x + 3.0) / 8.0),
            "Uniform",
        );
        let halves = draw(engine, &Standard64, MILLION)
            .into_iter()
            .map(|u| (u * 4096.0) as usize);
        assert_even(&counted(4096, halves), "Standard64, high bits");
        let low = draw(engine, &Standard64, MILLION);
        let low = low
            .into_iter()
            .map(|u| (u * 2_f64.powi(53)) as u64 as usize % 4096);
        assert_even(&counted(4096, low), "Standard64, low bits");
    }
}

#[test]
fn normal_samples_follow_their_distribution() {
    for engine in Engine::ALL {
        let samples = draw(engine, &Normal::STANDARD, MILLION);
        assert_follows(samples, normal_cdf, "Normal(0, 1)");
        let samples = draw(engine, &Normal::new(170.0, 8.0).unwrap(), MILLION);
        assert_follows(samples, |x| normal_cdf((x - 170.0) / 8.0), "Normal(170, 8)");
    }
}

#[test]
fn exponential_samples_follow_their_distribution() {
    for engine in Engine::ALL {
        let samples = draw(engine, &Exponential::STANDARD, MILLION);
        assert_follows(samples, |x| -(-x).exp_m1(), "Exponential(1)");
        let samples = draw(engine, &Exponential::new(2.5).unwrap(), MILLION);
        assert_follows(samples, |x| -(-x / 2.5).exp_m1(), "Exponential(2.5)");
    }
}

/// As many samples as expected lie beyond 3, 3.5 (where an extra word is taken), 4 and 4.5, on either
/// side; and for the exponential beyond 8, 8.32 (likewise) and 11.
#[test]
fn tails_are_as_heavy_as_they_should_be() {
    const N: usize = 1 << 24;
    let assert_count = |count: usize, p: f64, what: &str| {
        let expected = N as f64 * p;
        assert!(expected > 50.0, "too few for a normal approximation");
        assert_normal(
            (count as f64 - expected) / (expected * (1.0 - p)).sqrt(),
            12,
            what,
        );
    };
    for engine in [Engine::Philox4x32_10, Engine::Threefry4x32_20] {
        let samples = draw(engine, &Normal::STANDARD, N);
        for limit in [3.0_f32, 3.487_104, 4.0, 4.5] {
            let p = normal_cdf(-f64::from(limit));
            let above = samples.iter().filter(|&&z| z > limit).count();
            let below = samples.iter().filter(|&&z| z < -limit).count();
            assert_count(above, p, &format!("{engine}: normal above {limit}"));
            assert_count(below, p, &format!("{engine}: normal below -{limit}"));
        }
        let samples = draw(engine, &Exponential::STANDARD, N);
        for limit in [8.0_f32, 8.317_766, 11.0] {
            let above = samples.iter().filter(|&&e| e > limit).count();
            let p = (-f64::from(limit)).exp();
            assert_count(above, p, &format!("{engine}: exponential above {limit}"));
        }
    }
}

#[test]
fn integers_are_even() {
    for engine in Engine::ALL {
        let dice = draw(engine, &Integers::new_inclusive(1, 6).unwrap(), MILLION);
        assert_even(
            &counted(6, dice.iter().map(|&d: &i32| d as usize - 1)),
            "dice",
        );
        let thousand = draw(engine, &Integers::new(-500_i64, 500).unwrap(), MILLION);
        assert_even(
            &counted(1000, thousand.iter().map(|d| (d + 500) as usize)),
            "-500..500",
        );
        // A quarter of all words is rejected.
        let size = 3_u32 << 30;
        let rejecting = draw(engine, &Integers::new(0, size).unwrap(), MILLION);
        let bins = rejecting
            .iter()
            .map(|&x| (u64::from(x) * 3000 / u64::from(size)) as usize);
        assert_even(&counted(3000, bins), "0..3·2³⁰");
        let bins = rejecting.iter().map(|&x| x as usize % 3);
        assert_even(&counted(3, bins), "0..3·2³⁰, modulo 3");
        let size = 3_u64 << 62;
        let rejecting = draw(engine, &Integers::new(0, size).unwrap(), MILLION);
        let bins = rejecting
            .iter()
            .map(|&x| (u128::from(x) * 3000 / u128::from(size)) as usize);
        assert_even(&counted(3000, bins), "0..3·2⁶²");
    }
}

#[test]
fn bernoulli_trials_succeed_as_often_as_they_should() {
    const N: usize = 4 * MILLION;
    for engine in Engine::ALL {
        for p in [0.5, 0.3, 1e-4, 0.999] {
            let successes: u32 = draw(engine, &Bernoulli::new(p).unwrap(), N).iter().sum();
            let expected = N as f64 * p;
            let z = (f64::from(successes) - expected) / (expected * (1.0 - p)).sqrt();
            assert_normal(z, 4, &format!("{engine}: Bernoulli({p})"));
        }
    }
}

#[test]
fn words_are_even_in_every_byte() {
    for engine in Engine::ALL {
        let words = draw(engine, &Bits32, 4 * MILLION);
        for byte in 0..4 {
            let bytes = words.iter().map(|word| (word >> (8 * byte)) as usize % 256);
            assert_even(&counted(256, bytes), &format!("{engine}, byte {byte}"));
        }
        let pairs = words
            .chunks_exact(2)
            .map(|w| (w[0] >> 26 << 6 | w[1] >> 26) as usize);
        assert_even(&counted(4096, pairs), &format!("{engine}, pairs"));
    }
}

/// Within a block, to the next blocks, and to the next tiles.
#[test]
fn words_are_not_correlated_with_later_ones() {
    let lags: Vec<usize> = (1..=33)
        .chain([64, 256, 1024])
        .chain([1, 2, 3, 7].map(|tiles| 4096 * tiles))
        .collect();
    for engine in Engine::ALL {
        let words = draw(engine, &Bits32, MILLION);
        for &lag in &lags {
            let z = correlation(&words, &words[lag..]);
            assert_normal(z, lags.len(), &format!("{engine}, lag {lag}"));
        }
    }
}

/// The same words of different tiles, whose counters differ in few bits.
#[test]
fn tiles_are_not_correlated() {
    const TILES: usize = 40;
    for engine in Engine::ALL {
        let words = draw(engine, &Bits32, TILES * 4096);
        let tiles: Vec<&[u32]> = words.chunks(4096).collect();
        for (i, a) in tiles.iter().enumerate() {
            for (j, b) in tiles.iter().enumerate().skip(i + 1) {
                let z = correlation(a, b);
                assert_normal(
                    z,
                    TILES * (TILES - 1) / 2,
                    &format!("{engine}, tiles {i}, {j}"),
                );
            }
        }
    }
}

/// A tile key comes back after 1024 tiles, with another counter.
#[test]
fn tiles_with_the_same_key_are_not_correlated() {
    for engine in Engine::ALL {
        let mut again = Stream::with_engine(engine, SEED);
        again.seek(1024 * 4096_u64).unwrap();
        let again = Cpu::new().sample(&mut again, &Bits32, MILLION).unwrap();
        let first = draw(engine, &Bits32, MILLION);
        assert_ne!(first[..16], again[..16]);
        assert_normal(correlation(&first, &again), 1, &format!("{engine}"));
    }
}

/// Of a parent, its children, its grandchildren, and of neighbouring seeds.
#[test]
fn streams_are_not_correlated() {
    const WORDS: usize = 100_000;
    for engine in Engine::ALL {
        let mut root = Stream::with_engine(engine, SEED);
        let mut streams = root.spawn(6).unwrap();
        streams.extend(streams[0].clone().spawn(3).unwrap());
        streams.push(root);
        streams.extend((1..4).map(|i| Stream::with_engine(engine, SEED + i)));
        let draws: Vec<Vec<u32>> = streams
            .iter_mut()
            .map(|s| Cpu::new().sample(s, &Bits32, WORDS).unwrap())
            .collect();
        let pairs = draws.len() * (draws.len() - 1) / 2;
        for (i, a) in draws.iter().enumerate() {
            for (j, b) in draws.iter().enumerate().skip(i + 1) {
                assert_normal(
                    correlation(a, b),
                    pairs,
                    &format!("{engine}, streams {i}, {j}"),
                );
            }
        }
    }
}

/// Half of all bits differ between the tile keys of a seed, of its children and of its neighbours.
#[test]
fn tile_keys_differ_in_half_of_their_bits() {
    const BITS: u32 = 256;
    let mut keys = Vec::new();
    for seed in [
        SeedSequence::new(SEED),
        SeedSequence::new(SEED).child(&[0]),
        SeedSequence::new(SEED + 1),
    ] {
        keys.extend((0..1024).map(|j| seed.child(&[0x6c61_6e65, j]).generate_state_u32(8)));
    }
    let differing = |a: &[u32], b: &[u32]| a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum();
    let deviation = f64::from(BITS).sqrt() / 2.0;
    let (mut total, mut pairs) = (0_u64, 0_u64);
    for (i, a) in keys.iter().enumerate() {
        for b in &keys[i + 1..] {
            let bits: u32 = differing(a, b);
            let z = (f64::from(bits) - f64::from(BITS) / 2.0) / deviation;
            // A normal approximation would be too narrow this far out: eight deviations are 64 bits.
            assert!(z.abs() < 8.0, "keys that differ in {bits} of {BITS} bits");
            total += u64::from(bits);
            pairs += 1;
        }
    }
    let mean = total as f64 / pairs as f64;
    let z = (mean - f64::from(BITS) / 2.0) / (deviation / (pairs as f64).sqrt());
    assert_normal(z, 1, "mean distance of tile keys");
}
