//! Digests of every engine × distribution, made natively: what browsers must find.
//!
//! `cargo run --package seedbed-wasm --example digests -- 65539` prints in JSON draws of seed 42 from word 7 on,
//! so many words each: all distributions of the default engine, and some of the others; all of all with
//! `all` behind it. With `certificate`, the digest of the first 2²⁴ normals of seed 42.

use std::fmt::Write as _;

use seedbed::{
    catalogue::{
        self, Example,
        Value::{self, Integer, List, Number},
    },
    coordinates::Coordinates,
    distr::{Gamma, Normal, Quantile},
};
use seedbed_wasm::{
    Digest, Distribution, Parameters, Points, Stream, distribution_names, engine_names,
};

/// Parameters that reach each kernel, a name can stand twice; of other distributions, the catalogue's first.
const PARAMETERS: &[(&str, &[(&str, Value<'static>)])] = &[
    ("uniform", &[("low", Number(-1.0)), ("high", Number(3.0))]),
    ("uniform64", &[("low", Number(-1.0)), ("high", Number(3.0))]),
    ("integers", &[("low", Number(-3.0)), ("high", Number(1e9))]),
    ("integers_u32", &[("high", Number(4_294_967_296.0))]),
    (
        "integers_i64",
        &[("low", Number(-5.0)), ("high", Number(9e15))],
    ),
    ("integers_u64", &[("high", Number(9e15))]),
    ("bernoulli", &[("p", Number(0.3))]),
    ("bernoulli_mask", &[("p", Number(0.3))]),
    ("normal", &[("mean", Number(170.0)), ("std", Number(8.0))]),
    ("normal", &[("mean", Number(1e-3)), ("std", Number(1e30))]),
    ("normal64", &[("mean", Number(170.0)), ("std", Number(8.0))]),
    (
        "uniform_f16",
        &[("low", Number(-1.0)), ("high", Number(3.0))],
    ),
    (
        "uniform_bf16",
        &[("low", Number(-1.0)), ("high", Number(3.0))],
    ),
    (
        "uniform_f16",
        &[("low", Number(0.0)), ("high", Number(1.0))],
    ),
    (
        "uniform_bf16",
        &[("low", Number(0.0)), ("high", Number(1.0))],
    ),
    (
        "normal_f16",
        &[("mean", Number(170.0)), ("std", Number(8.0))],
    ),
    (
        "normal_bf16",
        &[("mean", Number(170.0)), ("std", Number(8.0))],
    ),
    ("exponential", &[("scale", Number(2.5))]),
    ("exponential64", &[("scale", Number(2.5))]),
    ("poisson", &[("lam", Number(1000.0))]),
];
/// Both words of the counter, and no multiple of 2 or 4.
const POSITION: &str = "7";

/// Of other engines than the default one, where not all are asked for: each way to make a word a sample.
const FEW: &[&str] = &[
    "bits32",
    "standard64",
    "normal",
    "integers_i64",
    "normal_f16",
    "bernoulli_mask",
    "unit_ball",
];
/// A name, and numbers by parameter.
type Each = (&'static str, &'static [(&'static str, [f32; 3])]);
/// Parameters of sample `i`: a + b · (i mod m), exact numbers.
const BY_ELEMENT: &[Each] = &[
    (
        "normal",
        &[("mean", [-3.0, 0.5, 1000.0]), ("std", [0.0, 1.0, 7.0])],
    ),
    (
        "uniform",
        &[("low", [-1.0, 0.0, 1.0]), ("high", [1.0, 0.25, 100.0])],
    ),
    ("exponential", &[("scale", [0.5, 2.0, 10.0])]),
    ("laplace", &[("loc", [0.0, 1.0, 50.0])]),
    ("bernoulli", &[("p", [0.0, 0.125, 9.0])]),
];
/// Dimensions of point sets.
const DIMENSIONS: usize = 5;
/// Places in x and y of the kernel with a library.
const PLACES: u32 = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let first = arguments.first().map_or("", String::as_str);
    if first == "certificate" {
        let engine = Stream::default_engine();
        println!(
            "{}",
            digest_of(&engine, "normal", Parameters::new(), 1 << 24, "0")
        );
        return;
    }
    let words: usize = first.parse().unwrap_or(65_539);
    let all = arguments.get(1).is_some_and(|argument| argument == "all");
    let mut lines = Vec::new();
    for engine in engine_names() {
        let is_default = engine == Stream::default_engine();
        for name in distribution_names() {
            if !all && !is_default && !FEW.contains(&name.as_str()) {
                continue;
            }
            let with = PARAMETERS.iter().filter(|(of, _)| *of == name);
            let standard = [
                "normal",
                "normal64",
                "normal_f16",
                "normal_bf16",
                "exponential",
                "exponential64",
            ];
            let needs = PARAMETERS.iter().any(|(of, _)| *of == name);
            let example = if needs { &[] } else { example(&name) };
            let others = (!needs || standard.contains(&name.as_str())).then_some(example);
            for parameters in with.map(|(_, parameters)| *parameters).chain(others) {
                lines.push(line(&engine, &name, parameters, words));
            }
        }
        if all || is_default {
            lines.extend(
                BY_ELEMENT
                    .iter()
                    .map(|(name, each)| by_element(&engine, name, each, words)),
            );
        }
    }
    let points: Vec<String> = [
        "sobol",
        "scrambled",
        "shifted",
        "halton",
        "permuted",
        "latin",
    ]
    .map(points)
    .into();
    println!(
        "{{\"draws\":[\n{}\n],\n\"points\":[\n{}\n],\n\"library\":\"{}\"}}",
        lines.join(",\n"),
        points.join(",\n"),
        library()
    );
}

/// The first parameters that the catalogue has as an example; where it has none that fit, no parameters.
fn example(name: &str) -> &'static [(&'static str, Value<'static>)] {
    let family = catalogue::typed().find(|family| family.name() == name);
    let family = family.expect("a name of the list");
    let mut examples = family.entry().examples.iter();
    let fits = |example: &&Example| family.build(example).is_ok();
    examples.find(fits).copied().unwrap_or_default()
}

/// A draw by element and its digest, in JSON.
fn by_element(engine: &str, name: &str, each: &[(&str, [f32; 3])], words: usize) -> String {
    let mut parameters = Parameters::new();
    let mut json = Vec::new();
    for &(key, [a, b, m]) in each {
        let values = (0..words).map(|i| a + b * (i % m as usize) as f32);
        parameters.elements(key.into(), values.collect());
        json.push(format!("\"{key}\":[{a},{b},{m}]"));
    }
    let digest = digest_of(engine, name, parameters, words, POSITION);
    format!(
        "{{\"engine\":\"{engine}\",\"name\":\"{name}\",\"each\":{{{}}},\"count\":{words},\
         \"position\":{POSITION},\"digest\":\"{digest}\"}}",
        json.join(",")
    )
}

/// Points 3 to 10,002 of a set, as f32 and as normals, in JSON.
fn points(set: &str) -> String {
    let numbers = include_bytes!("../../../src/qmc/joe_kuo_6.bin");
    let mut points = match set {
        "sobol" => Points::sobol(DIMENSIONS, numbers, "", "42"),
        "halton" => Points::halton(DIMENSIONS, "", "42"),
        "permuted" => Points::halton(DIMENSIONS, "scrambled", "42"),
        "latin" => Points::latin(DIMENSIONS, 20_000.0, "42"),
        how => Points::sobol(DIMENSIONS, numbers, how, "42"),
    }
    .expect("dimensions and a seed");
    let mut digest = Digest::new();
    for name in ["standard", "normal64"] {
        let distribution = Distribution::new(name, Parameters::new()).expect("no parameters");
        let words = points.sample(&distribution, 3.0, 10_000).expect("points");
        digest.update(bytemuck::cast_slice(&words));
    }
    format!(
        "{{\"set\":\"{set}\",\"dimensions\":{DIMENSIONS},\"digest\":\"{}\"}}",
        digest.hex()
    )
}

/// The samples that the kernel of the tests is to draw at its places: a gamma, and a normal of its own.
fn library() -> String {
    let gamma: Quantile = Gamma::new(2.5, 1.0)
        .expect("parameters in their domain")
        .into();
    let places = Coordinates::new(42);
    let mut digest = Digest::new();
    for y in 0..PLACES {
        for x in 0..PLACES {
            let mut place = places.at_2d([x, y], 3);
            let first = place.sample(&gamma);
            let std = (1 + x) as f32;
            let normal = Normal::new(0.5, std).expect("parameters in their domain");
            let second = place.sample(&normal);
            digest.update(&first.to_bits().to_le_bytes());
            digest.update(&second.to_bits().to_le_bytes());
        }
    }
    digest.hex()
}

/// One draw and its digest, in JSON.
fn line(engine: &str, name: &str, values: &[(&str, Value<'_>)], words: usize) -> String {
    let mut parameters = Parameters::new();
    let mut json = String::new();
    for (key, value) in values {
        let comma = if json.is_empty() { "" } else { "," };
        match value {
            Number(number) => {
                parameters.number((*key).into(), *number);
                write!(json, "{comma}\"{key}\":{number:e}")
            }
            Integer(integer) => {
                let text = integer.to_string();
                let taken = parameters.integer((*key).into(), &text);
                taken.expect("an integer of 128 bits");
                write!(json, "{comma}\"{key}\":{integer}")
            }
            List(numbers) => {
                parameters.numbers((*key).into(), (*numbers).into());
                write!(json, "{comma}\"{key}\":{numbers:?}")
            }
        }
        .expect("a String takes all");
    }
    let count = words / words_each(name, parameters.clone());
    let digest = digest_of(engine, name, parameters, count, POSITION);
    format!(
        "{{\"engine\":\"{engine}\",\"name\":\"{name}\",\"parameters\":{{{json}}},\"count\":{count},\
         \"position\":{POSITION},\"digest\":\"{digest}\"}}"
    )
}

fn words_each(name: &str, parameters: Parameters) -> usize {
    let distribution = Distribution::new(name, parameters).expect("parameters in their domain");
    distribution.words()
}

fn digest_of(
    engine: &str,
    name: &str,
    parameters: Parameters,
    count: usize,
    position: &str,
) -> String {
    let distribution = Distribution::new(name, parameters).expect("parameters in their domain");
    let mut stream = Stream::new(engine, "42").expect("an engine and a seed");
    stream.seek(position).expect("a position");
    let mut digest = Digest::new();
    let words = stream.sample(&distribution, 0, count).expect("samples");
    let bytes: &[u8] = bytemuck::cast_slice(&words);
    digest.update(&bytes[..count * distribution.sample_bytes()]);
    digest.hex()
}
