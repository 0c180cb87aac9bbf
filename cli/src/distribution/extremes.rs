//! Every parameter of every distribution with extreme values: an error that says what is wrong, or samples.

use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::{Map, Value};

use super::{Draws, Sample, Specification, Visitor, examples};
use crate::args::{Cli, Command, UsageError};

const VALUES: [&str; 22] = [
    "1e300",
    "-1e300",
    "1e-300",
    "-1e-300",
    "1.2345678901234567e-300",
    "nan",
    "inf",
    "-inf",
    "-0",
    "0",
    "1e-9",
    "-1",
    "1",
    "1e9",
    "4294967295",
    "18446744073709551616",
    "3.4028235e38",
    "1e39",
    "1e-46",
    "5e-324",
    "1.7976931348623157e308",
    "1e400",
];

/// Parameters, as options of the command.
fn options(name: &str, parameters: &Map<String, Value>) -> Vec<String> {
    let mut options = vec![name.to_string()];
    for (name, value) in parameters {
        options.push(format!("--{name}"));
        options.push(match value {
            Value::String(text) => text.clone(),
            Value::Array(values) => {
                let values: Vec<_> = values.iter().map(Value::to_string).collect();
                values.join(",")
            }
            _ => value.to_string(),
        });
    }
    options
}

fn parse(options: &[String]) -> Result<Specification, clap::Error> {
    let line = ["seedbed", "digest"].map(String::from);
    let rest = ["--count", "1"].map(String::from);
    let cli = Cli::try_parse_from(line.iter().chain(options).chain(&rest))?;
    let Command::Digest(digest) = cli.command else {
        unreachable!("{options:?}")
    };
    Ok(digest.distribution.split().0)
}

/// Whether a sample is finite, and whether it is not 0.
struct Look;

impl Visitor for Look {
    type Output = [bool; 2];

    fn visit<D: Draws>(self, distribution: D) -> [bool; 2] {
        let (backend, mut stream) = (seedbed::Backend::cpu(), seedbed::Stream::new(42));
        let len = (1 << 18) * distribution.dimension().unwrap_or(1);
        let mut samples = vec![bytemuck::Zeroable::zeroed(); len];
        distribution
            .fill(&backend, &mut stream, &mut samples)
            .expect("the stream has as many words");
        let samples = samples.iter().map(|x| x.to_f64());
        let finite = samples.clone().filter(|x| x.is_finite()).count();
        // Of parameters that are refused at most 4 would be.
        [finite > 0, samples.into_iter().any(|x| x != 0.0)]
    }
}

/// What is printed, where there is an error.
fn outcome(options: &[String]) -> Result<[bool; 2], String> {
    let specification = parse(options).map_err(|error| error.to_string())?;
    let looked = specification.visit(Look).map_err(UsageError::new);
    looked.map_err(|error| format!("error: {error}"))
}

fn longest_run_of_digits(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.map(str::len).max().unwrap_or(0)
}

/// Whether the message has the name, as a word.
fn names(message: &str, name: &str) -> bool {
    // A list's elements, and the library's word for one.
    let words: &[&str] = match name {
        "weights" => &["weight", "weights"],
        "cov" => &["covariance", "cov"],
        _ => &[name],
    };
    let is_word = |c: char| !c.is_alphanumeric() && c != '_';
    message.split(is_word).any(|word| words.contains(&word))
}

/// What is wrong. The shortest of three times is at most a second: others run beside this.
fn fault(options: &[String], name: &str, value: &str) -> Option<String> {
    let mut times = (0..3).map(|_| {
        let start = Instant::now();
        (outcome(options), start.elapsed())
    });
    let mut found = Err(String::new());
    let in_time = times.any(|(outcome, time)| {
        found = outcome;
        time <= Duration::from_secs(1)
    });
    if !in_time {
        return Some("longer than a second".to_string());
    }
    match found {
        Ok([finite, not_0]) => {
            // Of 1e-46, the largest samples are not.
            let may_be_0 = matches!(value, "0" | "-0" | "1e-46");
            let is_scale = matches!(name, "scale" | "std" | "sigma");
            match (finite, not_0 || may_be_0 || !is_scale) {
                (false, _) => Some("infinite samples".to_string()),
                (_, false) => Some("every sample is 0".to_string()),
                _ => None,
            }
        }
        Err(message) => {
            let is_good = message.len() < 400
                && longest_run_of_digits(&message) <= 20
                && names(&message, name)
                && message.starts_with("error: ");
            (!is_good).then_some(message)
        }
    }
}

#[test]
fn extreme_parameters_make_samples_or_say_what_is_wrong() {
    let mut faults = Vec::new();
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    for example in examples() {
        let specification = parse(&words(&example)).expect("an example");
        let (name, parameters) = (specification.name(), specification.parameters());
        let dtypes = specification.entry.dtypes;
        let names = parameters.keys().filter(|&key| key != "dtype");
        for ((key, value), dtype) in names
            .flat_map(|key| VALUES.map(|value| (key, value)))
            .flat_map(|pair| dtypes.iter().map(move |dtype| (pair, dtype.name())))
        {
            let mut parameters = parameters.clone();
            let extreme = match &parameters[key] {
                Value::Array(values) => {
                    let others = values.iter().skip(1).map(Value::to_string);
                    let all: Vec<_> = std::iter::once(value.to_string()).chain(others).collect();
                    Value::String(all.join(","))
                }
                _ => Value::String(value.to_string()),
            };
            parameters.insert(key.clone(), extreme);
            if dtypes.len() > 1 {
                parameters.insert("dtype".to_string(), dtype.into());
            }
            let options = options(name, &parameters);
            if let Some(fault) = fault(&options, key, value) {
                faults.push(format!("{}: {fault}", options.join(" ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
