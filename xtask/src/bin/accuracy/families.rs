//! Every continuous family against its quantile function in f64: words in all octaves of both tails.

use std::{
    fs,
    time::{Duration, Instant},
};

use rayon::prelude::*;
use seedbed::{
    accuracy::{StandardQuantile, pieces, samples},
    catalogue::{CatalogueError, Erased, Kind, Presence, by_name},
    distr::{Quantile, QuantileError},
};

use crate::{
    placed::{Placed, at, placed},
    random,
    reference::ulp,
};

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

/// Made by tests/reference/quantiles.py, with mpmath: a file a family.
const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/quantiles");
/// Not tables of the host's, and measured over all words elsewhere.
const BY_FIXED_TABLES: [&str; 2] = ["exponential", "normal"];

/// A family, with its parameter sets.
struct Family {
    name: String,
    sets: Vec<Vec<f64>>,
}

/// Ends of domains, beside the parameter sets that the vectors have.
const ENDS: &[(&str, &[&[f64]])] = &[
    (
        "beta",
        &[&[0.01, 1e6], &[1e6, 0.01], &[1e6, 1e6], &[1e4, 3.0]],
    ),
    ("chi_squared", &[&[2e9]]),
    (
        "fisher_f",
        &[&[0.02, 0.02], &[1e9, 0.1], &[0.1, 0.1], &[1e9, 1e9]],
    ),
    ("frechet", &[&[0.01], &[0.07], &[1e6]]),
    ("gamma", &[&[1e7], &[1e9]]),
    (
        "inverse_gaussian",
        &[&[1.0, 1e-6], &[1.0, 1e6], &[1.0, 1e9]],
    ),
    ("log_normal", &[&[0.0], &[50.0], &[100.0]]),
    ("lomax", &[&[0.01], &[0.07], &[1e6]]),
    ("pareto", &[&[0.01], &[0.07], &[1e6]]),
    ("pert", &[&[0.0, 0.5, 1.0, 0.0], &[0.0, 0.5, 1.0, 1e5]]),
    ("power_function", &[&[0.01], &[0.02], &[1e6]]),
    ("skew_normal", &[&[-1e6], &[1e6]]),
    ("student_t", &[&[0.02], &[0.05], &[0.2], &[1e9]]),
    ("triangular", &[&[0.0, 0.999_999, 1.0]]),
    (
        "truncated_normal",
        &[&[1e6, 2e6], &[-2e6, -1e6], &[-1e6, 1e6], &[8.0, 8.001]],
    ),
    ("von_mises", &[&[1e9]]),
    ("weibull", &[&[0.01], &[0.02], &[1e6]]),
];

/// The families of the vectors, by their names.
fn all() -> Vec<Family> {
    let files = fs::read_dir(VECTORS).expect("the folder of the vectors");
    let mut families: Vec<_> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_stem().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a text");
            let sets = text.lines().skip(1);
            let sets = sets.map(|line| numbers(line.split(';').next().unwrap_or_default()));
            let ends = ENDS.iter().filter(|(family, _)| *family == name);
            let ends = ends.flat_map(|(_, ends)| ends.iter().map(|end| end.to_vec()));
            Family {
                sets: sets.chain(ends).collect(),
                name: name.into_owned(),
            }
        })
        .filter(|family| !BY_FIXED_TABLES.contains(&&*family.name))
        .collect();
    families.sort_by(|a, b| a.name.cmp(&b.name));
    families
}

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
    place: (f32, f64),
) -> Result<(Placed, Vec<f64>), CatalogueError> {
    let (loc, scale) = (f64::from(place.0), place.1);
    let of_quantile = |quantile: Result<Quantile, QuantileError>| {
        Ok::<_, CatalogueError>(Placed {
            distribution: Erased::new(quantile?.with_scale(place.0, scale)?),
            loc,
            scale,
        })
    };
    let mut shape = v.to_vec();
    let placed = match family {
        "logistic by cdf" => {
            let cdf = |x: f64| 1.0 / (1.0 + (-x).exp());
            let support = (f64::NEG_INFINITY, f64::INFINITY);
            of_quantile(Quantile::from_cdf(cdf, |x| cdf(x) * cdf(-x), support))?
        }
        // By its quantile function, as a user's own.
        "lomax" => {
            let [mut lower, mut upper] = [(); 2].map(|()| standard(family, v));
            of_quantile(Quantile::from_quantile(
                |p| lower.lower(p),
                |q| upper.upper(q),
            ))?
        }
        "log_normal" => {
            let arguments = [("mean", scale.ln().into()), ("sigma", v[0].into())];
            at(by_name(family)?, &arguments, (0.0, scale))?
        }
        "truncated_normal" => {
            let single = |bound: f64| {
                let bound = loc + scale * bound;
                f64::from(bound.clamp(f32::MIN.into(), f32::MAX.into()) as f32)
            };
            let [low, high] = [single(v[0]), single(v[1])];
            shape = [low, high].map(|x| (x - loc) / scale).into();
            let arguments = [
                ("mean", loc.into()),
                ("std", scale.into()),
                ("low", low.into()),
                ("high", high.into()),
            ];
            at(by_name(family)?, &arguments, (loc, scale))?
        }
        _ => {
            let shapes = by_name(family)?.parameters.iter();
            // Bounds of an interval are f32.
            for (shape, parameter) in shape.iter_mut().zip(shapes) {
                if parameter.kind == Kind::Float32 && parameter.presence == Presence::Required {
                    *shape = f64::from(*shape as f32);
                }
            }
            placed(family, v, place)?
        }
    };
    Ok((placed, shape))
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
        name: "logistic by cdf".into(),
        sets: vec![Vec::new()],
    };
    for family in all().into_iter().chain([by_cdf]) {
        let Family { name, sets } = family;
        let standard = |set: &Vec<f64>| (set.clone(), (0.0, 1.0));
        let standard: Vec<_> = sets.iter().map(standard).collect();
        all_right &= row(&name, &name, &standard, quick, &mut refused);
        if moves(&name) {
            let place =
                |(i, &place): (usize, &(f32, f64))| (sets[i * 7 % sets.len()].clone(), place);
            let moved: Vec<_> = PLACES.iter().enumerate().map(place).collect();
            let title = format!("{name}, moved");
            all_right &= row(&title, &name, &moved, quick, &mut Vec::new());
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
    let names = ["loc", "mean", "mu", "std", "scale"];
    by_name(family.trim_end_matches(" by cdf")).is_ok_and(|entry| {
        let mut parameters = entry.parameters.iter();
        parameters.any(|parameter| {
            names.contains(&parameter.name) && matches!(parameter.presence, Presence::Default(_))
        })
    })
}

type Set = (Vec<f64>, (f32, f64));

fn row(name: &str, family: &str, sets: &[Set], quick: bool, refused: &mut Vec<String>) -> bool {
    let check = |set: &Set| check(family, set, quick);
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
    let (placed, shape) =
        distribution(family, v, *place).map_err(|error| format!("{family} {v:?}: {error}"))?;
    let built_in = start.elapsed();
    let Placed {
        distribution,
        loc,
        scale,
    } = placed;
    let is_standard = loc == 0.0 && scale == 1.0;
    let set = if is_standard {
        format!("{v:?}")
    } else {
        format!("{v:?} at {:?}, {scale:?}", loc as f32)
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
    samples(&distribution, &words, |i| places[i].extra, &mut out);
    let mut seen = Seen {
        set,
        is_standard,
        pieces: pieces(&distribution),
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
