//! Whether the samples of every family look like their distributions: Pearson's test over cells
//! between exact quantiles, or exact cumulative probabilities, from tests/vectors, which do not come from
//! the crate.
//!
//! Seeds are fixed, so a test passes always or never. [`ALPHA`] is the probability that one test of
//! this file would fail for perfect samples; its parameter sets share it (Bonferroni). Tails beyond the
//! reach of so many samples are the matter of `cargo xtask accuracy --all`.

use std::fs;

use super::cells::{Cells, chi_squared_tail};
use crate::{
    full,
    placed::{Placed, at, placed},
};
use rayon::prelude::*;
use seedbed::{
    Cpu, SeedSequence, Stream,
    catalogue::{CatalogueError, Drawable, Value, by_name},
    distr::{Discrete, Distribution, QuantileError, Rademacher},
};

const ALPHA: f64 = 1e-4;
const SEED: u64 = 20_250_103;
/// Samples of a set whose error is known, and has to be found.
const SAMPLES: usize = 10_000_000;

/// Samples of each parameter set.
fn samples_each() -> usize {
    if full() { SAMPLES } else { SAMPLES / 5 }
}

/// Samples with a planted error, which must be found.
const WRONG_SAMPLES: usize = 200_000;

fn stream(set: usize) -> Stream {
    Stream::new(SeedSequence::new(SEED).child(&[set as u32]))
}

fn draw<D: Distribution>((set, n): (usize, usize), distribution: &D) -> Vec<D::Output> {
    Cpu::new()
        .sample(&mut stream(set), distribution, n)
        .expect("samples")
}

fn numbers(field: &str) -> Vec<f64> {
    let numbers = field.split_whitespace();
    numbers.map(|x| x.parse().expect("a number")).collect()
}

/// Probabilities of tests/vectors/quantiles.
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

/// A parameter set of tests/vectors/quantiles.
struct Continuous {
    name: String,
    parameters: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

/// Those of every file there, in the order of the names.
fn continuous_sets() -> Vec<Continuous> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/quantiles");
    let files = fs::read_dir(folder).expect("the folder of the vectors");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let mut sets = Vec::new();
    for path in paths {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&path).expect("a text");
        for line in text.lines().skip(1) {
            let mut fields = line.split(';').map(numbers);
            let mut field = || fields.next().expect("three fields");
            sets.push(Continuous {
                name: name.to_string(),
                parameters: field(),
                lower: field(),
                upper: field(),
            });
        }
    }
    sets
}

impl Continuous {
    /// Samples of the family with these parameters, with another location and scale where it has
    /// them, and those two.
    fn samples(
        &self,
        set: (usize, usize),
        v: &[f64],
    ) -> Result<(Vec<f32>, f64, f64), CatalogueError> {
        // Every other set has location 0 and scale 1.
        let (loc, scale) = if set.0.is_multiple_of(2) {
            (-3.0, 2.5)
        } else {
            (0.0, 1.0)
        };
        let Placed {
            distribution,
            loc,
            scale,
        } = match &*self.name {
            "log_normal" => {
                let mean = f64::from(loc);
                let arguments = [("mean", mean.into()), ("sigma", v[0].into())];
                at(by_name(&self.name)?, &arguments, (0.0, mean.exp()))?
            }
            "truncated_normal" => {
                // Nothing is cut 10⁴ standard deviations away.
                let [low, high] = [v[0], v[1]].map(|bound| bound.clamp(-1e4, 1e4));
                let arguments = [("low", low.into()), ("high", high.into())];
                at(by_name(&self.name)?, &arguments, (0.0, 1.0))?
            }
            name => placed(name, v, (loc, scale))?,
        };
        Ok((draw(set, &distribution), loc, scale))
    }

    fn cells(&self, loc: f64, scale: f64, n: usize) -> Cells {
        let lower = self.lower.iter().zip(PROBABILITIES);
        let upper = self.upper.iter().zip(PROBABILITIES).rev().skip(1);
        let borders: Vec<(f64, f64, f64)> = lower
            .map(|(&x, p)| (x, p, 1.0 - p))
            .chain(upper.map(|(&x, q)| (x, 1.0 - q, q)))
            .map(|(x, p, q)| (loc + scale * x, p, q))
            .collect();
        let told_apart = (0..borders.len()).filter(|&i| {
            let (x, p, q) = borders[i];
            // A sample is at most this far from where its word belongs.
            let error = spacing(x)
                .max(spacing(loc) / 4.0)
                .max(scale / f64::from(1 << 30));
            // Probability of being as near to the border, in relation to that of the cells beside it.
            let (before, _, _) = if i == 0 {
                (f64::MIN, 0.0, 1.0)
            } else {
                borders[i - 1]
            };
            let (after, _, _) = borders.get(i + 1).copied().unwrap_or((f64::MAX, 1.0, 0.0));
            let part = (error / (x - before)).max(error / (after - x));
            // Misplaced samples must stay far below the deviation of a count.
            x.abs() < f32::MAX.into() && part * (p.min(q) * n as f64).sqrt() < 0.3
        });
        Cells::new(told_apart.map(|i| borders[i]), n)
    }
}

/// From an f32 to the next, near `x`.
fn spacing(x: f64) -> f64 {
    let x = x.abs().clamp(f32::MIN_POSITIVE.into(), f32::MAX.into()) as f32;
    f64::from(x) - f64::from(x.next_down())
}

/// No table reaches the error bound.
const REFUSED: [&str; 11] = [
    "fisher_f [2.0, 0.02]",
    "fisher_f [20000.0, 0.02]",
    "frechet [0.05]",
    "generalized_normal [0.1]",
    "generalized_normal [0.15]",
    "generalized_normal [0.2]",
    "generalized_normal [0.3]",
    "generalized_normal [0.5]",
    "generalized_normal [0.7]",
    "lomax [0.05]",
    "pareto [0.05]",
];

#[test]
fn samples_of_continuous_families_follow_them() {
    let n = samples_each();
    let sets = continuous_sets();
    let results: Vec<_> = sets
        .par_iter()
        .enumerate()
        .map(|(i, set)| {
            let name = format!("{} {:?}", set.name, set.parameters);
            let (samples, loc, scale) = match set.samples((i, n), &set.parameters) {
                Ok(drawn) => drawn,
                Err(CatalogueError::Quantile(QuantileError::Shape { .. })) => return (name, None),
                Err(error) => panic!("{name}: {error}"),
            };
            let cells = set.cells(loc, scale, n);
            let p = cells.p_value(&cells.count(&samples));
            // One sample in ten is the larger of two: fewer samples tell.
            let mut wrong = samples[..WRONG_SAMPLES].to_vec();
            for i in (1..WRONG_SAMPLES).step_by(10) {
                wrong[i] = wrong[i].max(wrong[i - 1]);
            }
            let wrong_cells = set.cells(loc, scale, WRONG_SAMPLES);
            let wrong_p = wrong_cells.p_value(&wrong_cells.count(&wrong));
            (name, Some((cells.borders.len(), p, wrong_p)))
        })
        .collect();
    let tested = results
        .iter()
        .filter(|(_, result)| result.is_some())
        .count();
    let alpha = ALPHA / tested as f64;
    let mut wrong = Vec::new();
    let mut refused = Vec::new();
    for (name, result) in &results {
        let Some((borders, p, wrong_p)) = *result else {
            refused.push(name.as_str());
            continue;
        };
        println!("{name}: {borders} borders, p = {p:.1e}; of wrong samples {wrong_p:.1e}");
        if p < alpha {
            wrong.push(format!("{name}: p = {p:.1e}"));
        }
        if borders < 2 || wrong_p >= alpha {
            wrong.push(format!(
                "{name}: {borders} borders, wrong samples have p = {wrong_p:.1e}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(refused, REFUSED);
}

/// Distributions that are near to those of the vectors, but not equal to them.
#[test]
fn samples_of_other_continuous_distributions_are_told_from_them() {
    let sets = continuous_sets();
    let cases: [(&str, &[f64], &[f64]); 9] = [
        ("beta", &[2.0, 3.0], &[2.0, 3.05]),
        ("chi_squared", &[3.0], &[3.05]),
        ("fisher_f", &[4.0, 6.0], &[4.0, 6.5]),
        ("gamma", &[2.0], &[2.03]),
        ("inverse_gaussian", &[1.0, 5.0], &[1.0, 5.2]),
        ("skew_normal", &[4.0], &[3.7]),
        ("student_t", &[4.0], &[4.4]),
        ("von_mises", &[4.0], &[4.1]),
        ("weibull", &[1.5], &[1.52]),
    ];
    for (name, right, other) in cases {
        let set = sets
            .iter()
            .find(|set| set.name == name && set.parameters == right);
        let set = set.unwrap_or_else(|| panic!("{name} {right:?} is among the vectors"));
        let (samples, loc, scale) = set.samples((0, SAMPLES), other).expect("samples");
        let cells = set.cells(loc, scale, samples.len());
        let p = cells.p_value(&cells.count(&samples));
        assert!(
            p < ALPHA / sets.len() as f64,
            "{name} {other:?}: p = {p:.1e}"
        );
    }
}

/// A parameter set of tests/vectors/discrete.txt, or discrete_tails.txt.
struct DiscreteSet {
    family: &'static str,
    parameters: Vec<f64>,
    first: u32,
    thresholds: u32,
    /// Values, and the probabilities below and above.
    cumulative: Vec<(f64, f64, f64)>,
}

fn discrete_sets() -> Vec<DiscreteSet> {
    let texts = [
        include_str!("../vectors/discrete.txt"),
        include_str!("../vectors/discrete_tails.txt"),
    ];
    let lines = texts
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| !line.starts_with('#'));
    let set = |line: &'static str| {
        let mut fields = line.split(';');
        let mut field = || fields.next().expect("four fields").trim();
        let name = field();
        let (family, parameters) = name.split_once(' ').expect("parameters");
        let [first, thresholds] = [(); 2].map(|()| field().parse().expect("a number"));
        let point = |point: &str| {
            let (k, p) = point.split_once(':').expect("a value and its probability");
            let p = u128::from_str_radix(p, 16).expect("hexadecimal digits");
            let unit = 1.0 / (1_u128 << 96) as f64;
            let q = (1_u128 << 96) - p;
            (
                k.parse().expect("a value"),
                p as f64 * unit,
                q as f64 * unit,
            )
        };
        DiscreteSet {
            family,
            parameters: numbers(parameters),
            first,
            thresholds,
            cumulative: field().split_whitespace().map(point).collect(),
        }
    };
    lines.map(set).collect()
}

fn samples_by_name(
    set: (usize, usize),
    family: &str,
    v: &[f64],
) -> Result<Vec<u32>, CatalogueError> {
    let entry = by_name(family)?;
    // One parameter is all the weights.
    let is_list = entry
        .parameters
        .iter()
        .any(|parameter| parameter.kind.is_list());
    let values = entry.parameters.iter().zip(v);
    let mut arguments: Vec<_> = values
        .map(|(parameter, &value)| match parameter.kind.is_integer() {
            true => (parameter.name, Value::Integer(value as i128)),
            false => (parameter.name, Value::Number(value)),
        })
        .collect();
    if is_list {
        arguments = vec![(entry.parameters[0].name, v.into())];
    }
    match entry.build(entry.dtypes[0], &arguments)? {
        Drawable::U32(distribution) => Ok(draw(set, &distribution)),
        other => panic!("{family} has other samples: {other:?}"),
    }
}

#[test]
fn samples_of_discrete_families_follow_them() {
    let n = samples_each();
    let sets = discrete_sets();
    let results: Vec<_> = sets
        .par_iter()
        .enumerate()
        .map(|(i, set)| {
            let name = format!("{} {:?}", set.family, set.parameters);
            let samples = samples_by_name((i, n), set.family, &set.parameters)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let support = set.first..=set.first + set.thresholds;
            let outside = samples.iter().find(|x| !support.contains(x));
            assert_eq!(outside, None, "{name}");
            let cells = Cells::new(set.cumulative.iter().copied(), n);
            let counts = cells.count(&samples);
            let borders = cells.borders.len();
            (
                name,
                borders,
                if borders == 0 {
                    1.0
                } else {
                    cells.p_value(&counts)
                },
            )
        })
        .collect();
    let tested = results
        .iter()
        .filter(|(_, borders, _)| *borders > 0)
        .count();
    assert!(tested >= 150, "{tested} sets with more than one cell");
    let alpha = ALPHA / tested as f64;
    let mut wrong = Vec::new();
    for (name, borders, p) in results {
        println!("{name}: {borders} borders, p = {p:.1e}");
        if p < alpha {
            wrong.push(format!("{name}: p = {p:.1e}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Distributions that are near to those of the vectors, but not equal to them.
#[test]
fn samples_of_other_discrete_distributions_are_told_from_them() {
    let sets = discrete_sets();
    let cases: [(&str, &[f64], &[f64]); 14] = [
        ("poisson", &[3.5], &[3.55]),
        ("poisson", &[65536.0], &[65530.0]),
        ("binomial", &[10.0, 0.3], &[10.0, 0.305]),
        ("geometric", &[0.1], &[0.102]),
        ("negative_binomial", &[2.5, 0.5], &[2.55, 0.5]),
        ("hypergeometric", &[5.0, 7.0, 3.0], &[50.0, 70.0, 3.0]),
        ("zipf", &[1.0, 1000.0], &[1.0, 1100.0]),
        ("zeta", &[3.65], &[3.8]),
        ("zeta", &[1.1], &[1.102]),
        ("geometric", &[1e-9], &[1.01e-9]),
        ("log_series", &[0.9], &[0.905]),
        ("beta_binomial", &[20.0, 2.0, 3.0], &[20.0, 2.05, 3.0]),
        (
            "categorical",
            &[4.0, 8.0, 15.0, 16.0, 23.0, 42.0],
            &[4.0, 8.0, 15.5, 15.5, 23.0, 42.0],
        ),
        ("geometric", &[1e-5], &[1.02e-5]),
    ];
    for (family, right, other) in cases {
        let set = sets
            .iter()
            .find(|set| set.family == family && set.parameters == right);
        let set = set.unwrap_or_else(|| panic!("{family} {right:?} is among the vectors"));
        let cells = Cells::new(set.cumulative.iter().copied(), SAMPLES);
        let samples = samples_by_name((0, SAMPLES), family, other).expect("samples");
        let p = cells.p_value(&cells.count(&samples));
        assert!(p < ALPHA / 245.0, "{family} {other:?}: p = {p:.1e}");
    }
}

/// The other two: a sum of two dice, and signs.
#[test]
fn dice_and_signs_are_even() {
    let cells = |pmf: &[f64], first: f64| {
        let total: f64 = pmf.iter().sum();
        let border = |i: usize| {
            let p = pmf[..=i].iter().sum::<f64>() / total;
            (first + i as f64, p, 1.0 - p)
        };
        Cells::new((0..pmf.len() - 1).map(border), SAMPLES)
    };
    let pmf: Vec<f64> = (2..=12).map(|sum| 6.0 - f64::from(7 - sum).abs()).collect();
    let dice = Discrete::from_pmf(2, pmf.iter().copied()).unwrap();
    let sums = draw((0, SAMPLES), &dice);
    let two_dice = cells(&pmf, 2.0);
    let counts = two_dice.count(&sums);
    assert!(two_dice.p_value(&counts) > ALPHA / 2.0);
    let mut loaded = counts;
    loaded[5] += SAMPLES as u64 / 100;
    assert!(two_dice.p_value(&loaded) < ALPHA / 2.0);
    let signs = draw((1, SAMPLES), &Rademacher::new());
    assert!(signs.iter().all(|&sign| sign == -1 || sign == 1));
    let even = cells(&[1.0, 1.0], -1.0);
    assert!(even.p_value(&even.count(&signs)) > ALPHA / 2.0);
}

/// Against Simpson's rule for the density, in Python.
#[test]
fn tails_of_the_statistic() {
    for (freedom, x, expected) in [
        (1, 0.0, 1.0),
        (1, 15.136_705_226_623_606, 1e-4),
        (2, 18.420_680_743_952_367, 1e-4),
        (3, 21.107_513_47, 1e-4),
        (10, 35.564_013_94, 1e-4),
        (23, 22.336_878_84, 0.5),
    ] {
        let tail = chi_squared_tail(freedom, x);
        assert!(
            (tail / expected - 1.0).abs() < 1e-7,
            "{freedom} {x}: {tail:e}"
        );
    }
}
