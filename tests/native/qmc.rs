//! Low-discrepancy points: against SciPy, and for the properties they are used for.

use crate::golden_vectors::{Visit, crc32, known_answers, with_distribution};
use seedbed::{
    Cpu, Error, SeedSequence,
    distr::{Bits32, Bits64, Distribution, Integers, Normal, Standard, Standard64},
    qmc::{GpuPointSet, Halton, LatinHypercube, PointSet, PointsError, Sobol},
};

const SCIPY: &str = include_str!("../vectors/quasi_random.txt");
const GOLDEN: &str = include_str!("../vectors/quasi_random_golden.txt");

fn words(fields: &str) -> Vec<u32> {
    fields
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .map(|word| u32::from_str_radix(word, 16).unwrap())
        .collect()
}

fn at<P: PointSet>(mut points: P, first: &str) -> P {
    points.seek(first.parse().unwrap()).unwrap();
    points
}

#[test]
fn sobol_is_scipys() {
    let mut count = 0;
    for fields in known_answers(SCIPY) {
        match fields[..] {
            ["sobol", d, first, points] => {
                let expected = words(points);
                let d: usize = d.parse().unwrap();
                let n = expected.len() / d;
                let mut sobol = at(Sobol::new(d).unwrap(), first);
                let floats = sobol.clone().random(&Standard64, n).unwrap();
                assert_eq!(sobol.random(&Bits32, n).unwrap(), expected, "{d}, {first}");
                for (float, word) in floats.into_iter().zip(&expected) {
                    assert_eq!(float, f64::from(*word) / 2_f64.powi(32));
                }
                for (i, point) in (first.parse::<u64>().unwrap()..).zip(expected.chunks(d)) {
                    assert_eq!(sobol.point(i).unwrap(), point);
                }
            }
            ["sobol_crc32", d, first, n, crc, last] => {
                let mut sobol = at(Sobol::new(d.parse().unwrap()).unwrap(), first);
                let found = sobol.random(&Bits32, n.parse().unwrap()).unwrap();
                assert_eq!(found[found.len() - 4.min(found.len())..], words(last));
                let bytes = found.iter().flat_map(|word| word.to_le_bytes());
                assert_eq!(format!("{:08x}", crc32(bytes)), crc, "{d}, {first}");
            }
            _ => continue,
        }
        count += 1;
    }
    assert_eq!(count, 19);
}

/// 32-bit words, and 64-bit ones: the exact fractions, rounded down.
#[test]
fn halton_is_exact_and_scipys() {
    let mut count = 0;
    for fields in known_answers(SCIPY) {
        let ["halton", d, first, points] = fields[..] else {
            continue;
        };
        let expected: Vec<u64> = points
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(|word| u64::from_str_radix(word, 16).unwrap())
            .collect();
        let d: usize = d.parse().unwrap();
        let mut halton = at(Halton::new(d).unwrap(), first);
        let high = halton.clone().random(&Bits32, expected.len() / d).unwrap();
        let both = halton.random(&Bits64, expected.len() / d).unwrap();
        assert_eq!(both, expected, "{d}, {first}");
        assert!(
            high.iter()
                .zip(&both)
                .all(|(&h, b)| u64::from(h) == b >> 32)
        );
        count += 1;
    }
    assert_eq!(count, 8);
}

/// Draws the points that a line of the golden vectors names, and writes them as it does.
struct DrawPoints<'a> {
    fields: &'a [&'a str],
    n: usize,
}

impl DrawPoints<'_> {
    fn from<P: PointSet, D: Distribution>(&self, points: P, distribution: &D) -> String {
        let mut points = at(points, self.fields[3]);
        let samples = points.random(distribution, self.n).unwrap();
        let samples = bits::<D>(&samples).into_iter().map(|words| {
            let digits = words.iter().rev().map(|word| format!("{word:08x}"));
            digits.collect::<String>()
        });
        let samples: Vec<String> = samples.collect();
        let rows = samples.chunks(points.dimensions()).map(|row| row.join(" "));
        rows.collect::<Vec<_>>().join(", ")
    }
}

impl Visit for DrawPoints<'_> {
    type Result = String;

    fn visit<D: Distribution>(&mut self, distribution: &D) -> String {
        let d = self.fields[1].parse().unwrap();
        let seed = || self.fields[2].parse::<SeedSequence>().unwrap();
        let sobol = || Sobol::new(d).unwrap();
        let halton = || Halton::new(d).unwrap();
        match self.fields[0] {
            "sobol" => self.from(sobol(), distribution),
            "shifted" => self.from(sobol().digital_shift(seed()), distribution),
            "scrambled" => self.from(sobol().scrambled(seed()), distribution),
            "halton" => self.from(halton(), distribution),
            "permuted" => self.from(halton().scrambled(seed()), distribution),
            latin => {
                let n = latin.strip_prefix("latin ").unwrap().parse().unwrap();
                self.from(LatinHypercube::new(n, d, seed()).unwrap(), distribution)
            }
        }
    }
}

#[test]
fn points_are_the_golden_vectors() {
    let mut count = 0;
    for fields in known_answers(GOLDEN) {
        let n = fields[5].split(", ").count();
        let found = with_distribution(fields[4], DrawPoints { fields: &fields, n });
        assert_eq!(found, fields[5], "{:?}", &fields[..5]);
        count += 1;
    }
    assert_eq!(count, 136);
}

/// Bits of each sample, `words_each` words of it together.
fn bits<D: Distribution>(samples: &[D::Output]) -> Vec<Vec<u32>> {
    let words: &[u32] = bytemuck::cast_slice(samples);
    words.chunks(D::WORDS).map(<[u32]>::to_vec).collect()
}

/// A draw in parts, from any position and on any number of threads, is the draw in one.
fn assert_splits<P: GpuPointSet, D: Distribution>(points: &P, distribution: &D) {
    let d = points.dimensions();
    let n = 3000.min(points.len() as usize);
    let whole = points.clone().random(distribution, n).unwrap();
    let whole = bits::<D>(&whole);
    let single = Cpu::single_threaded();
    let mut parts = points.clone();
    let mut done = 0;
    for len in [1, 0, 2, 63, 64, 65, 511, 1000].into_iter().cycle() {
        let len = len.min(n - done);
        let part = single.sample(&mut parts, distribution, len).unwrap();
        assert_eq!(bits::<D>(&part), whole[done * d..(done + len) * d]);
        done += len;
        assert_eq!(parts.position(), done as u64);
        if done == n {
            break;
        }
    }
    let mut jumps = points.clone();
    for first in [n - 1, 0, 77, n / 2] {
        jumps.seek(first as u64).unwrap();
        let mut point = single.sample(&mut jumps, distribution, 1).unwrap();
        assert_eq!(bits::<D>(&point), whole[first * d..(first + 1) * d]);
        jumps.seek(first as u64).unwrap();
        jumps.fill(distribution, &mut point).unwrap();
        assert_eq!(bits::<D>(&point), whole[first * d..(first + 1) * d]);
    }
    jumps.reset();
    jumps.fast_forward(n as u64 - 1).unwrap();
    let last = jumps.random(distribution, 1).unwrap();
    assert_eq!(bits::<D>(&last), whole[(n - 1) * d..]);
}

#[test]
fn draws_do_not_depend_on_how_they_are_split() {
    let half = Integers::new(7_u32, 7 + (1 << 31) + 1).unwrap();
    let half64 = Integers::new(3_u64, (1 << 63) + 5).unwrap();
    for d in [1, 2, 3, 17, 64, 130] {
        let sobol = Sobol::new(d).unwrap();
        for sobol in [
            sobol.clone(),
            sobol.clone().digital_shift(1),
            sobol.scrambled(1),
        ] {
            assert_splits(&sobol, &Bits32);
            assert_splits(&sobol, &Standard64);
            assert_splits(&sobol, &Normal::STANDARD);
            assert_splits(&sobol, &half);
            assert_splits(&sobol, &half64);
        }
        for halton in [
            Halton::new(d).unwrap(),
            Halton::new(d).unwrap().scrambled(1),
        ] {
            assert_splits(&halton, &Bits32);
            assert_splits(&halton, &Standard64);
            assert_splits(&halton, &Normal::STANDARD);
        }
        let latin = LatinHypercube::new(3000, d, 1).unwrap();
        assert_splits(&latin, &Normal::STANDARD);
        assert_splits(&latin, &Standard64);
    }
}

#[test]
fn threads_change_nothing() {
    fn assert_threads<P: GpuPointSet>(points: &P) {
        let n = 200_000;
        let one = Cpu::single_threaded()
            .sample(&mut points.clone(), &Normal::STANDARD, n)
            .unwrap();
        for threads in [1, 2, 7] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            let many = pool.install(|| points.clone().random(&Normal::STANDARD, n).unwrap());
            assert!(
                one.iter()
                    .zip(&many)
                    .all(|(a, b)| a.to_bits() == b.to_bits())
            );
        }
    }
    assert_threads(&Sobol::new(5).unwrap().scrambled(3));
    assert_threads(&LatinHypercube::new(200_001, 5, 3).unwrap());
}

/// Every elementary interval of volume 2^(t - m) has 2ᵗ of 2ᵐ points: the axes `(1, 0)` and `(0, 1)` of two
/// dimensions are a (0, m, 2)-net, three are a (1, m, 3)-net.
fn assert_net(points: &[u32], d: usize, m: u32, t: u32) {
    let mut shape = vec![0; d];
    let mut shapes = 0;
    fn each(shape: &mut Vec<u32>, k: usize, left: u32, visit: &mut impl FnMut(&[u32])) {
        if k + 1 == shape.len() {
            shape[k] = left;
            visit(shape);
            return;
        }
        for bits in 0..=left {
            shape[k] = bits;
            each(shape, k + 1, left - bits, visit);
        }
    }
    each(&mut shape, 0, m - t, &mut |shape| {
        let mut counts = vec![0; 1 << (m - t)];
        for point in points.chunks(d) {
            let interval = point.iter().zip(shape).fold(0, |index, (&x, &bits)| {
                (index << bits) | (u64::from(x) >> (32 - bits))
            });
            counts[interval as usize] += 1;
        }
        assert!(counts.iter().all(|&count| count == 1 << t), "{shape:?}");
        shapes += 1;
    });
    assert!(shapes > 0);
}

#[test]
fn sobol_is_a_net_and_stays_one() {
    for (d, t) in [(1, 0), (2, 0), (3, 1)] {
        for seed in 0..20_u64 {
            let sobol = Sobol::new(d).unwrap();
            for mut sobol in [
                sobol.clone(),
                sobol.clone().digital_shift(seed),
                sobol.scrambled(seed),
            ] {
                for m in [3, 7, 10] {
                    sobol.seek(3 << m).unwrap();
                    assert_net(&sobol.random(&Bits32, 1 << m).unwrap(), d, m, t);
                }
            }
        }
    }
    // It can fail: a point that is moved.
    let mut moved = Sobol::new(2).unwrap().random(&Bits32, 1 << 7).unwrap();
    moved[10] ^= 1 << 31;
    assert!(std::panic::catch_unwind(|| assert_net(&moved, 2, 7, 0)).is_err());
}

#[test]
fn each_dimension_is_stratified() {
    for d in [10, 1111] {
        let points = Sobol::new(d).unwrap().scrambled(5).random(&Bits32, 256);
        let points = points.unwrap();
        for k in 0..d {
            let mut seen = [false; 256];
            points
                .iter()
                .skip(k)
                .step_by(d)
                .for_each(|x| seen[(x >> 24) as usize] = true);
            assert!(seen.iter().all(|&seen| seen), "{k}");
        }
    }
}

/// The coordinates of one point over many seeds, and the 53 bits of one, are uniform: Kolmogorov and
/// Smirnov's statistic is above 2.23 for one in 10,000.
#[test]
fn randomised_points_are_uniform() {
    const SEEDS: u64 = 10_000;
    fn assert_uniform(mut u: Vec<f64>, what: &str) {
        let n = u.len() as f64;
        u.sort_unstable_by(f64::total_cmp);
        let distance = u.iter().enumerate().fold(0.0_f64, |most, (i, u)| {
            most.max((u - i as f64 / n).abs())
                .max((u - (i + 1) as f64 / n).abs())
        });
        assert!(distance * n.sqrt() < 2.23, "{what}: {distance}");
    }
    for index in [0, 1, 12_345] {
        for (k, name) in [(0, "first"), (2, "third")] {
            let sobol = Sobol::new(3).unwrap();
            let halton = Halton::new(3).unwrap();
            let mut samples: [Vec<f64>; 4] = Default::default();
            let mut low = Vec::new();
            for seed in 0..SEEDS {
                let mut sets = [
                    sobol.clone().scrambled(seed),
                    sobol.clone().digital_shift(seed),
                ];
                for (set, samples) in sets.iter_mut().zip(&mut samples) {
                    set.seek(index).unwrap();
                    samples.push(set.random(&Standard64, 1).unwrap()[k]);
                }
                let mut halton = at(halton.clone().scrambled(seed), &index.to_string());
                let x = halton.random(&Bits64, 1).unwrap()[k];
                samples[2].push(x as f64 / 2_f64.powi(64));
                low.push(f64::from(x as u32) / 2_f64.powi(32));
                let mut latin = LatinHypercube::new(20_000, 3, seed).unwrap();
                latin.seek(index).unwrap();
                samples[3].push(latin.random(&Standard64, 1).unwrap()[k]);
            }
            for (samples, set) in
                samples
                    .into_iter()
                    .zip(["scrambled", "shifted", "halton", "latin"])
            {
                assert_uniform(samples, &format!("{set}, {index}, {name}"));
            }
            assert_uniform(low, &format!("low words of halton, {index}, {name}"));
        }
    }
    let low = Sobol::new(1)
        .unwrap()
        .scrambled(1)
        .random(&Bits64, 10_000)
        .unwrap();
    let low = low.iter().map(|&x| f64::from(x as u32) / 2_f64.powi(32));
    assert_uniform(low.collect(), "low words of sobol");
}

/// Root mean square over 50 seeds of the error of the mean of Π 2·xₖ·e^(xₖ²)/(e − 1) over 3 dimensions,
/// which is 1.
fn error(points: impl Fn(u64) -> Vec<f64>) -> f64 {
    let e = std::f64::consts::E;
    let squares = (0..50).map(|seed| {
        let points = points(seed);
        let f = |p: &[f64]| {
            p.iter()
                .map(|x| 2.0 * x * (x * x).exp() / (e - 1.0))
                .product::<f64>()
        };
        let n = (points.len() / 3) as f64;
        (points.chunks(3).map(f).sum::<f64>() / n - 1.0).powi(2)
    });
    (squares.sum::<f64>() / 50.0).sqrt()
}

/// Over 2⁶ to 2¹² points the error falls as a power of n: n^-1.5 · (log n)^(d/2 - 1/2) for nested uniform
/// scrambling (Owen, 1997), n^-0.5 for random points.
#[test]
fn scrambled_sobol_integrates_smooth_functions() {
    let rate = |points: &dyn Fn(u64, usize) -> Vec<f64>| {
        let few = error(|seed| points(seed, 1 << 6));
        let many = error(|seed| points(seed, 1 << 12));
        (few / many).log2() / 6.0
    };
    let sobol = rate(&|seed, n| {
        Sobol::new(3)
            .unwrap()
            .scrambled(seed)
            .random(&Standard64, n)
            .unwrap()
    });
    let halton = rate(&|seed, n| {
        Halton::new(3)
            .unwrap()
            .scrambled(seed)
            .random(&Standard64, n)
            .unwrap()
    });
    let latin = rate(&|seed, n| {
        LatinHypercube::new(n as u64, 3, seed)
            .unwrap()
            .random(&Standard64, n)
            .unwrap()
    });
    let random = rate(&|seed, n| {
        Cpu::new()
            .sample(&mut seedbed::Stream::new(seed), &Standard64, 3 * n)
            .unwrap()
    });
    println!("sobol {sobol:.2}, halton {halton:.2}, latin {latin:.2}, random {random:.2}");
    assert!((1.2..1.7).contains(&sobol), "{sobol}");
    assert!((0.8..1.5).contains(&halton), "{halton}");
    assert!((0.35..0.7).contains(&latin), "{latin}");
    assert!((0.35..0.65).contains(&random), "{random}");
}

/// One point over many seeds: its coordinates, those of other sets, and those of neighbouring seeds and of
/// children are not correlated. (Points of one scramble are, on purpose.)
#[test]
fn scrambles_differ() {
    const SEEDS: u64 = 1 << 12;
    const POINT: u64 = 5;
    let (sobol, halton) = (Sobol::new(4).unwrap(), Halton::new(4).unwrap());
    let mut series: Vec<Vec<u32>> = vec![Vec::new(); 16];
    for seed in 0..SEEDS {
        let seed = SeedSequence::new(seed);
        let points = [
            sobol.clone().scrambled(seed.clone()).point(POINT),
            halton.clone().scrambled(seed.clone()).point(POINT),
            sobol.clone().scrambled(seed.child(&[0])).point(POINT),
            LatinHypercube::new(99, 4, seed).unwrap().point(POINT),
        ];
        let words = points.into_iter().flat_map(|point| point.unwrap());
        series
            .iter_mut()
            .zip(words)
            .for_each(|(series, word)| series.push(word));
    }
    let centred = |x: u32| (f64::from(x) + 0.5) / 2_f64.powi(31) - 1.0;
    for (i, a) in series.iter().enumerate() {
        for (j, b) in series.iter().enumerate() {
            for lag in 0..3 {
                if (i, 0) >= (j, lag) {
                    continue;
                }
                let pairs = a.iter().zip(&b[lag..]);
                let r: f64 = pairs.map(|(&a, &b)| centred(a) * centred(b)).sum();
                // Standard normal where the series are independent; some 600 pairs.
                let z = 3.0 * r / (SEEDS as f64).sqrt();
                assert!(z.abs() < 5.0, "{i}, {j}, {lag}: {z}");
            }
        }
    }
    let shifts: Vec<_> = (0..100_u64)
        .map(|seed| Sobol::new(1).unwrap().digital_shift(seed).point(0).unwrap())
        .collect();
    assert!((0..100).all(|i| (0..i).all(|j| shifts[i] != shifts[j])));
}

#[test]
fn latin_hypercubes_have_one_point_in_each_part() {
    // A list, networks of many and of few rounds, strata of one and of two sizes.
    for n in [1, 2, 3, 10, 64, 65, 1000, 4096, 4097, 65_536, 100_003] {
        let mut latin = LatinHypercube::new(n, 3, 9).unwrap();
        let points = latin.random(&Bits32, n as usize).unwrap();
        for k in 0..3 {
            let mut seen = vec![false; n as usize];
            for x in points.iter().skip(k).step_by(3) {
                let part = ((u64::from(*x) * n) >> 32) as usize;
                assert!(!std::mem::replace(&mut seen[part], true), "{n}, {k}");
            }
        }
        assert_eq!(latin.position(), n);
        assert!(latin.random(&Bits32, 1).is_err());
    }
    // Most strata end within a word, which both halves of a 64-bit number have to know.
    for n in [1_000_003, 3 << 20] {
        let points = LatinHypercube::new(n, 1, 9)
            .unwrap()
            .random(&Bits64, n as usize)
            .unwrap();
        let mut seen = vec![false; n as usize];
        for x in points {
            let stratum = ((u128::from(x) * u128::from(n)) >> 64) as usize;
            assert!(!std::mem::replace(&mut seen[stratum], true), "{n}");
        }
    }
    // Strata of one word, and all but one of them: some points are in strata of their own.
    for n in [(1 << 32) - 1, 1 << 32] {
        let mut all = LatinHypercube::new(n, 1, 9).unwrap();
        let mut words = all.random(&Bits32, 1 << 20).unwrap();
        all.seek(n - 1).unwrap();
        words.extend(all.random(&Bits32, 1).unwrap());
        let mut strata: Vec<_> = words.iter().map(|x| (u64::from(*x) * n) >> 32).collect();
        strata.sort_unstable();
        assert!(strata.windows(2).all(|pair| pair[0] < pair[1]), "{n}");
        assert!(all.random(&Bits32, 1).is_err());
    }
}

/// Chi-square of counts that are equally likely, whose mean is the degrees of freedom, and whose standard
/// deviation the square root of twice as many.
fn assert_equally_likely(counts: &[u32], what: &str) {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    let terms = counts
        .iter()
        .map(|&count| (f64::from(count) - expected).powi(2) / expected);
    let freedom = counts.len() as f64 - 1.0;
    let z = (terms.sum::<f64>() - freedom) / (2.0 * freedom).sqrt();
    assert!(z.abs() < 5.0, "{what}: {z}");
}

/// Over many seeds, the strata of a point in two dimensions, those of two points in one dimension, and its
/// place within its stratum: where orders are lists, and where they are networks.
#[test]
fn strata_and_places_of_latin_hypercubes_are_independent() {
    const SEEDS: u64 = 40_000;
    for n in [8, 81] {
        let side = n as usize;
        let mut dimensions = vec![0; side * side];
        let mut neighbours = vec![0; side * side];
        let mut places = vec![0; side * 16];
        for seed in 0..SEEDS {
            let mut latin = LatinHypercube::new(n, 2, seed).unwrap();
            latin.seek(3).unwrap();
            let points = latin.random(&Bits32, 2).unwrap();
            let at = |i: usize| ((u64::from(points[i]) * n) >> 32) as usize;
            dimensions[at(0) * side + at(1)] += 1;
            neighbours[at(0) * side + at(2)] += 1;
            let place = (u64::from(points[1]) * n) & 0xffff_ffff;
            places[at(0) * 16 + (place >> 28) as usize] += 1;
        }
        assert_equally_likely(&dimensions, "dimensions");
        assert_equally_likely(&places, "places");
        // Two points are never in one stratum.
        let (same, others): (Vec<_>, Vec<_>) = (0..side * side).partition(|i| i % (side + 1) == 0);
        assert!(same.iter().all(|&i| neighbours[i] == 0));
        let neighbours: Vec<_> = others.iter().map(|&i| neighbours[i]).collect();
        assert_equally_likely(&neighbours, "neighbours");
    }
    // It can fail.
    let uneven = [1000, 1000, 1300, 700];
    assert!(std::panic::catch_unwind(|| assert_equally_likely(&uneven, "")).is_err());
}

#[test]
fn transforms_are_monotone_in_the_points() {
    let mut sobol = Sobol::new(1).unwrap().scrambled(4);
    let words = sobol.random(&Bits32, 4096).unwrap();
    sobol.reset();
    let normals = sobol.random(&Normal::STANDARD, 4096).unwrap();
    sobol.reset();
    let uniforms = sobol.random(&Standard, 4096).unwrap();
    let mut all: Vec<_> = (0..4096).collect();
    all.sort_unstable_by_key(|&i| words[i]);
    assert!(all.windows(2).all(|i| normals[i[0]] <= normals[i[1]]));
    assert!(all.windows(2).all(|i| uniforms[i[0]] <= uniforms[i[1]]));
    assert!(
        uniforms
            .iter()
            .zip(&words)
            .all(|(u, x)| *u == (x >> 8) as f32 / 16_777_216.0)
    );
}

#[test]
fn errors_name_the_limit() {
    for d in [0, 21_202, usize::MAX] {
        let error = Sobol::new(d).unwrap_err();
        let message = format!("{d} dimensions: Sobol's sequence has 1 to 21201");
        assert_eq!(error.to_string(), message);
    }
    for d in [0, 6543] {
        let message = format!("{d} dimensions: Halton's sequence has 1 to 6542");
        assert_eq!(Halton::new(d).unwrap_err().to_string(), message);
    }
    for n in [0, (1 << 32) + 1, u64::MAX] {
        let error = LatinHypercube::new(n, 2, 1).unwrap_err();
        assert_eq!(error, PointsError::Count { count: n });
        assert!(error.to_string().contains("has 1 to 2^32"));
    }
    assert!(matches!(
        LatinHypercube::new(5, (1 << 20) + 1, 1),
        Err(PointsError::Dimensions { .. })
    ));
    assert!(Sobol::new(21_201).is_ok() && Halton::new(6542).is_ok());

    let mut sobol = Sobol::new(3).unwrap();
    let past = PointsError::Position {
        position: (1 << 32) + 1,
        end: 1 << 32,
    };
    assert_eq!(sobol.seek((1 << 32) + 1), Err(past));
    sobol.seek((1 << 32) - 2).unwrap();
    for n in [3, usize::MAX] {
        let expected = PointsError::Exhausted {
            position: (1 << 32) - 2,
            count: n as u64,
            end: 1 << 32,
        };
        let error = sobol.random(&Bits32, n).unwrap_err();
        assert!(
            matches!(&error, Error::Points(e) if *e == expected),
            "{error}"
        );
        assert_eq!(sobol.fast_forward(n as u64), Err(expected));
    }
    let mut samples = [7; 8];
    let error = sobol.fill(&Bits32, &mut samples).unwrap_err();
    assert_eq!(
        error.to_string(),
        "8 samples are no whole number of points of 3 dimensions"
    );
    assert!(sobol.fill(&Bits32, &mut [7; 9]).is_err());
    assert_eq!((samples, sobol.position()), ([7; 8], (1 << 32) - 2));
    sobol.fill(&Bits32, &mut samples[..6]).unwrap();
    assert_eq!(sobol.position(), 1 << 32);
    assert_eq!(sobol.random(&Bits32, 0).unwrap(), [0_u32; 0]);
    assert!(matches!(sobol.point(1 << 32), Err(Error::Points(_))));
    // 2³² points of 21,201 dimensions are more than memory has.
    let error = Sobol::new(21_201)
        .unwrap()
        .random(&Bits64, 1 << 32)
        .unwrap_err();
    assert!(matches!(error, Error::Memory { .. }), "{error}");
}
