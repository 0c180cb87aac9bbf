//! `seedbed plot`: histograms with the exact density over them, and points in the plane.

mod cells;
mod chart;
mod curve;
mod joint;
mod page;
mod points;
mod samples;
mod ticks;

use std::{path::Path, process::ExitCode};

use seedbed::SeedSequence;
use serde_json::{Map, Value};

use crate::{
    args::{PlotCommand, Subject},
    distribution::short,
    output::{Unfinished, finish},
};

pub fn run(command: PlotCommand) -> anyhow::Result<ExitCode> {
    match command.subject {
        Subject::Distribution(choice) => samples::run(*choice),
        Subject::Sobol(with) => points::run(with.parameters.into(), with.rest),
        Subject::Halton(with) => points::run(with.parameters.into(), with.rest),
        Subject::LatinHypercube(with) => points::run(with.parameters.into(), with.rest),
    }
}

/// Puts a picture into its place.
fn save(mut file: Unfinished, out: &Path, png: &[u8], subtitle: &str) -> anyhow::Result<ExitCode> {
    file.write(png)?;
    finish([file])?;
    eprintln!("{}: {subtitle}", out.display());
    Ok(ExitCode::SUCCESS)
}

/// `normal: mean = 0, std = 1`.
fn title(name: &str, parameters: &Map<String, Value>) -> String {
    let parameters: Vec<_> = parameters
        .iter()
        .map(|(name, value)| {
            let value = short(value).replace(".0,", ",").replace(".0]", "]");
            format!("{name} = {}", value.strip_suffix(".0").unwrap_or(&value))
        })
        .collect();
    match parameters[..] {
        [] => name.to_string(),
        _ => format!("{name}: {}", parameters.join(", ")),
    }
}

/// The beginning of a seed of hundreds of digits.
fn shortened(seed: &SeedSequence) -> String {
    const LONGEST: usize = 50;
    let text = seed.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
