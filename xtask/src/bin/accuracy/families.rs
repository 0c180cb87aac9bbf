//! Every continuous family against its quantile function in f64: words in all octaves of both tails.

use std::time::{Duration, Instant};

use rayon::prelude::*;
use seedbed::{
    accuracy::{StandardQuantile, pieces, samples},
    distr::*,
};

use crate::{random, reference::ulp};

/// Of standard forms: in ulp, or in units of 2⁻³⁰ where that is more.
const BOUND: f64 = 1.0;
/// In any place: ulp of max(|result|, |loc| / 4), beside
const SUM: f64 = 0.5625;
/// so many ulp of the standard form's value, or in units of 2⁻³⁰, times the scale.
const TABLE: f64 = 0.5;
/// Octaves of a tail: probabilities down to 2⁻⁶⁴.
const OCTAVES: u32 = 63;
/// Words of an octave.
const WORDS: u64 = 800;
const QUICK_WORDS: u64 = 40;

/// A family, with the parameter sets that the vectors have and the ends of their domains.
struct Family {
    name: &'static str,
    vectors: &'static str,
    ends: &'static [&'static [f64]],
}

macro_rules! families {
    ($($name:literal: [$($end:expr),*];)*) => {
        [$(Family {
            name: $name,
            vectors: include_str!(concat!("../../../../tests/vectors/quantiles/", $name, ".csv")),
            ends: &[$(&$end),*],
        }),*]
    };
}

const FAMILIES: [Family; 25] = families! {
    "beta": [[0.01, 1e6], [1e6, 0.01], [1e6, 1e6], [1e4, 3.0]];
    "cauchy": [];
    "chi_squared": [[2e9]];
    "fisher_f": [[0.02, 0.02], [1e9, 0.1], [0.1, 0.1], [1e9, 1e9]];
    "frechet": [[0.01], [0.07], [1e6]];
    "gamma": [[1e7], [1e9]];
    "generalized_normal": [];
    "gumbel": [];
    "half_normal": [];
    "inverse_gaussian": [[1.0, 1e-6], [1.0, 1e6], [1.0, 1e9]];
    "laplace": [];
    "log_normal": [[0.0], [50.0], [100.0]];
    "logistic": [];
    "lomax": [[0.01], [0.07], [1e6]];
    "maxwell": [];
    "pareto": [[0.01], [0.07], [1e6]];
    "pert": [[0.0, 0.5, 1.0, 0.0], [0.0, 0.5, 1.0, 1e5]];
    "power_function": [[0.01], [0.02], [1e6]];
    "rayleigh": [];
    "skew_normal": [[-1e6], [1e6]];
    "student_t": [[0.02], [0.05], [0.2], [1e9]];
    "triangular": [[0.0, 0.999999, 1.0]];
    "truncated_normal": [[1e6, 2e6], [-2e6, -1e6], [-1e6, 1e6], [8.0, 8.001]];
    "von_mises": [[1e9]];
    "weibull": [[0.01], [0.02], [1e6]];
};

/// Locations and scales, for the first sets of each family that has them.
const PLACES: [(f32, f64); 20] = [
    (0.0, 1.9),
    (0.0, 1.5),
    (0.0, 1.1),
    (0.0, 1e-3),
    (0.0, 1e-38),
    (0.0, 1e36),
    (1.0, 1.0),
    (-1.0, 1.0),
    (170.0, 8.0),
    (-3.0, 2.5),
    (1e4, 0.01),
    (1e-3, 7.0),
    (65_536.0, 1.0),
    (-0.1, 0.3),
    (1e30, 1e28),
    (3e38, 1e36),
    (-1e-39, 1e-40),
    (1e-30, 3e-30),
    (1e6, 1e-6),
    (12_345.678, 987.654),
];

/// The distribution that the library's users get, and the parameters of its shape.
fn distribution(
    family: &str,
    v: &[f64],
    (loc, scale): (f32, f64),
) -> Result<(Quantile, Vec<f64>), QuantileError> {
    let single = |i: usize| v[i] as f32;
    let singles = || v.iter().map(|&x| f64::from(x as f32)).collect();
    let mut shape = v.to_vec();
    let quantile = match family {
        "beta" => Beta::new(v[0], v[1])?.into(),
        "cauchy" => Cauchy::new(loc, scale)?.into(),
        "chi_squared" => ChiSquared::new(v[0])?.into(),
        "fisher_f" => FisherF::new(v[0], v[1])?.into(),
        "frechet" => Frechet::new(v[0], loc, scale)?.into(),
        "gamma" => Gamma::new(v[0], scale)?.into(),
        "generalized_normal" => GeneralizedNormal::new(v[0], loc, scale)?.into(),
        "gumbel" => Gumbel::new(loc, scale)?.into(),
        "half_normal" => HalfNormal::new(scale)?.into(),
        "inverse_gaussian" => InverseGaussian::new(v[0], v[1])?.into(),
        "laplace" => Laplace::new(loc, scale)?.into(),
        "logistic by cdf" => {
            let cdf = |x: f64| 1.0 / (1.0 + (-x).exp());
            let support = (f64::NEG_INFINITY, f64::INFINITY);
            let quantile = Quantile::from_cdf(cdf, |x| cdf(x) * cdf(-x), support)?;
            quantile.with_scale(loc, scale)?
        }
        "lomax" => {
            let [mut lower, mut upper] = [(); 2].map(|()| standard(family, v));
            let quantile = Quantile::from_quantile(|p| lower.lower(p), |q| upper.upper(q))?;
            quantile.with_scale(loc, scale)?
        }
        "log_normal" => LogNormal::new(scale.ln(), v[0])?.into(),
        "logistic" => Logistic::new(loc, scale)?.into(),
        "maxwell" => Maxwell::new(scale)?.into(),
        "pareto" => Pareto::new(v[0], scale)?.into(),
        "pert" => {
            shape = singles();
            shape[3] = v[3];
            Pert::new(single(0), single(1), single(2), v[3])?.into()
        }
        "power_function" => PowerFunction::new(v[0])?.into(),
        "rayleigh" => Rayleigh::new(scale)?.into(),
        "skew_normal" => SkewNormal::new(v[0], loc, scale)?.into(),
        "student_t" => StudentT::new(v[0], loc, scale)?.into(),
        "triangular" => {
            shape = singles();
            Triangular::new(single(0), single(1), single(2))?.into()
        }
        "truncated_normal" => {
            let place = |bound: f64| {
                let bound = f64::from(loc) + scale * bound;
                bound.clamp(f32::MIN.into(), f32::MAX.into()) as f32
            };
            let [low, high] = [place(v[0]), place(v[1])];
            shape = [low, high]
                .map(|x| (f64::from(x) - f64::from(loc)) / scale)
                .into();
            TruncatedNormal::new(loc, scale, low, high)?.into()
        }
        "von_mises" => VonMises::new(loc, v[0])?.into(),
        "weibull" => Weibull::new(v[0], scale)?.into(),
        name => unreachable!("{name}"),
    };
    Ok((quantile, shape))
}

/// An error, and the tail and its probability where it is.
#[derive(Clone, Copy, Debug, Default)]
struct Largest {
    error: f64,
    upper: bool,
    p: f64,
}

impl Largest {
    fn see(&mut self, error: f64, place: &Place) {
        // What is not a number is larger.
        if error.is_nan() || error > self.error {
            let Place { upper, p, .. } = *place;
            *self = Largest { error, upper, p };
        }
    }
}

/// What was seen of one parameter set.
#[derive(Clone, Debug, Default)]
struct Seen {
    set: String,
    is_standard: bool,
    /// In ulp of max(|result|, |loc| / 4), or of 2⁻³⁰ of the scale where that is more.
    error: Largest,
    /// In relation to the bound for any place.
    part: Largest,
    pieces: usize,
    built_in: Duration,
    words: usize,
    falling: Option<(u32, u32)>,
}

/// Checks every family, prints a line for each, and says whether the bound holds.
pub fn families(quick: bool) -> bool {
    println!(
        "\n{:<24} {:>5} {:>10} {:>7} {:>8} {:<40} {:<16} {:>11} {:>7} {:>8}",
        "continuous family",
        "sets",
        "words",
        "error",
        "of bound",
        "in",
        "at",
        "pieces",
        "ms",
        "monotone"
    );
    let mut all_right = true;
    let mut refused = Vec::new();
    let by_cdf = Family {
        name: "logistic by cdf",
        vectors: "\n;",
        ends: &[],
    };
    for family in FAMILIES.iter().chain([&by_cdf]) {
        let vectors = family.vectors.lines().skip(1);
        let vectors = vectors.map(|line| numbers(line.split(';').next().unwrap_or_default()));
        let sets: Vec<Vec<f64>> = vectors
            .chain(family.ends.iter().map(|end| end.to_vec()))
            .collect();
        let standard = |set: &Vec<f64>| (set.clone(), (0.0, 1.0));
        let standard: Vec<_> = sets.iter().map(standard).collect();
        all_right &= row(family.name, family, &standard, quick, &mut refused);
        if moves(family.name) {
            let place =
                |(i, &place): (usize, &(f32, f64))| (sets[i * 7 % sets.len()].clone(), place);
            let moved: Vec<_> = PLACES.iter().enumerate().map(place).collect();
            let name = format!("{}, moved", family.name);
            all_right &= row(&name, family, &moved, quick, &mut Vec::new());
        }
    }
    println!("\nRefused:");
    for line in refused {
        println!("    {line}");
    }
    all_right
}

/// Whether the family has a location or a scale.
fn moves(family: &str) -> bool {
    let fixed = [
        "beta",
        "chi_squared",
        "fisher_f",
        "inverse_gaussian",
        "pert",
        "power_function",
        "triangular",
    ];
    !fixed.contains(&family)
}

type Set = (Vec<f64>, (f32, f64));

fn row(name: &str, family: &Family, sets: &[Set], quick: bool, refused: &mut Vec<String>) -> bool {
    let check = |set: &Set| check(family.name, set, quick);
    let results: Vec<Result<Seen, String>> = sets.par_iter().map(check).collect();
    let mut seen = Vec::new();
    for result in results {
        match result {
            Ok(one) => seen.push(one),
            Err(message) => refused.push(message),
        }
    }
    let largest = |of: fn(&Seen) -> Largest| {
        let errors = seen.iter().map(|seen| (of(seen), seen.set.as_str()));
        errors.max_by(|a, b| a.0.error.total_cmp(&b.0.error))
    };
    let (Some(error), Some(part)) = (largest(|seen| seen.error), largest(|seen| seen.part)) else {
        println!("{name:<24} all refused");
        return true;
    };
    let (at, set) = if seen.iter().all(|seen| seen.is_standard) {
        error
    } else {
        part
    };
    let sizes = || seen.iter().map(|seen| seen.pieces);
    let slowest = seen
        .iter()
        .map(|seen| seen.built_in)
        .max()
        .unwrap_or_default();
    let falling = seen.iter().find(|seen| seen.falling.is_some());
    println!(
        "{name:<24} {:>5} {:>10} {:>7.4} {:>8.4} {:<40} {:<16} {:>11} {:>7.1} {:>8}",
        seen.len(),
        seen.iter().map(|seen| seen.words).sum::<usize>(),
        error.0.error,
        part.0.error,
        set,
        format!("{} {:.3e}", if at.upper { "upper" } else { "lower" }, at.p),
        format!(
            "{}–{}",
            sizes().min().unwrap_or(0),
            sizes().max().unwrap_or(0)
        ),
        slowest.as_secs_f64() * 1e3,
        if falling.is_none() { "yes" } else { "no" },
    );
    let wrong = |seen: &&Seen| {
        // What is not a number is wrong.
        let in_place = seen.part.error <= 1.0;
        !(in_place && (!seen.is_standard || seen.error.error <= BOUND))
    };
    for wrong in seen.iter().filter(wrong) {
        println!(
            "    WRONG: {}: error {:.4}, {:.4} of the bound",
            wrong.set, wrong.error.error, wrong.part.error
        );
    }
    if let Some(falling) = falling {
        let (x, extra) = falling.falling.unwrap_or_default();
        println!(
            "    WRONG: {}: not monotone at word {x:#010x}, extra word {extra:#010x}",
            falling.set
        );
    }
    falling.is_none() && !seen.iter().any(|seen| wrong(&seen))
}

/// A word, with its extra word where it is in a tail, and the probability of that tail.
#[derive(Clone, Copy)]
struct Place {
    x: u32,
    extra: u32,
    upper: bool,
    p: f64,
}

/// `n` places in every octave of both tails, rising; in each also the first and the last.
fn places(n: u64) -> Vec<Place> {
    let mut places = Vec::new();
    for e in 0..OCTAVES {
        for i in 0..n {
            // The tail's probability is between 2⁶³⁻ᵉ⁻¹ and 2⁶³⁻ᵉ units of 2⁻⁶⁴, less a half.
            let first = 1_u64 << (OCTAVES - 1 - e);
            let random = random(u64::from(e) * n + i);
            let offset = match i {
                0 => 0,
                1 => u64::MAX,
                _ => random,
            };
            let bits = first | (offset & (first - 1));
            let (word, extra) = ((bits >> 32) as u32, bits as u32);
            let p = if word < 1 << 20 {
                (word as f64 * 2f64.powi(32) + f64::from(extra | 1) + 0.5) * 2f64.powi(-64)
            } else {
                (f64::from(word) + 0.5) * 2f64.powi(-32)
            };
            places.push(Place {
                x: word,
                extra,
                upper: false,
                p,
            });
            places.push(Place {
                x: !word,
                extra: !extra,
                upper: true,
                p,
            });
        }
    }
    places.sort_unstable_by_key(|place| (place.x, place.extra));
    places
}

fn standard(family: &str, shape: &[f64]) -> StandardQuantile {
    let family = family.trim_end_matches(" by cdf");
    let function = StandardQuantile::new(family, shape).expect("a family");
    function.expect("parameters that the library took")
}

/// Largest error of one set; or why there is no such distribution.
fn check(family: &str, (v, place): &Set, quick: bool) -> Result<Seen, String> {
    let start = Instant::now();
    let (quantile, shape) =
        distribution(family, v, *place).map_err(|error| format!("{family} {v:?}: {error}"))?;
    let built_in = start.elapsed();
    let (loc, scale) = (f64::from(quantile.loc()), quantile.scale());
    let is_standard = loc == 0.0 && scale == 1.0;
    let set = if is_standard {
        format!("{v:?}")
    } else {
        format!("{v:?} at {:?}, {scale:?}", quantile.loc())
    };
    let mut exact = standard(family, &shape);
    // Of functions of a user's own, errors near 0 are measured by the interquartile range.
    let unit = match family {
        "lomax" | "logistic by cdf" => exact.upper(0.25) - exact.lower(0.25),
        _ => 1.0,
    };
    let places = places(if quick { QUICK_WORDS } else { WORDS });
    let words: Vec<u32> = places.iter().map(|place| place.x).collect();
    let mut out = vec![0; words.len()];
    samples(&quantile, &words, |i| places[i].extra, &mut out);
    let mut seen = Seen {
        set,
        is_standard,
        pieces: pieces(&quantile),
        built_in,
        words: words.len(),
        ..Seen::default()
    };
    let mut before = f32::NEG_INFINITY;
    for (place, bits) in places.iter().zip(out) {
        let value = f32::from_bits(bits);
        if value.is_nan() || value < before {
            seen.falling = Some((place.x, place.extra));
        }
        before = value;
        let standard = if place.upper {
            exact.upper(place.p)
        } else {
            exact.lower(place.p)
        };
        let (error, part) = error(value, loc, scale, unit, standard);
        seen.error.see(error, place);
        seen.part.see(part, place);
    }
    Ok(seen)
}

/// As in [`Seen`]: the error, and its part of the bound.
fn error(value: f32, loc: f64, scale: f64, unit: f64, standard: f64) -> (f64, f64) {
    let smallest = unit * 2f64.powi(-30);
    let infinite = 2f64.powi(128);
    let largest = f64::from(f32::MAX);
    let exact = (loc + scale * standard).clamp(-infinite, infinite);
    let value = f64::from(value).clamp(-infinite, infinite);
    let error = (value - exact).abs();
    let sum = ulp(exact.abs().max(loc.abs() / 4.0).min(largest));
    // The table's values have no range.
    let table = scale * wide_ulp(standard).max(smallest);
    (
        error / sum.max(scale * smallest),
        error / (SUM * sum + TABLE * table),
    )
}

/// From a number of 24 bits to the next, whatever its exponent.
fn wide_ulp(x: f64) -> f64 {
    f64::from_bits(x.to_bits() >> 52 << 52).abs() * 2f64.powi(-23)
}

fn numbers(field: &str) -> Vec<f64> {
    let numbers = field.split_whitespace();
    numbers.map(|x| x.parse().expect("a number")).collect()
}
