//! Weights of categories: from the command line, a file, or a record.

use std::{fs, io::Cursor, ops::Deref, path::Path};

use anyhow::{Context, anyhow, bail, ensure};
use clap::{ArgMatches, Args, Command, FromArgMatches};
use npyz::{DType, NpyFile, TypeChar};
use serde::{Deserialize, Serialize};

/// So many fit a record, which is read whole.
const MOST: u64 = 1 << 20;
/// More than any file of so many weights needs.
const LONGEST: u64 = 1 << 26;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    weights: Vec<f64>,
}

impl Deref for Weights {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.weights
    }
}

/// The two ways to give them.
#[derive(Args)]
#[command(next_help_heading = "Parameters")]
#[group(required = true, multiple = false)]
struct WeightOptions {
    /// Weights, of any sum; finite, 0 or more
    #[arg(
        long,
        value_name = "W,W",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    weights: Vec<f64>,
    /// Weights in an .npy array of one dimension, or in a text, between spaces, commas or ends of
    /// lines; the record has the weights themselves
    #[arg(long, value_name = "FILE", value_parser = read)]
    weights_file: Option<Weights>,
}

impl FromArgMatches for Weights {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let options = WeightOptions::from_arg_matches(matches)?;
        let weights = options.weights;
        Ok(options.weights_file.unwrap_or(Weights { weights }))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Weights {
    fn augment_args(command: Command) -> Command {
        WeightOptions::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        WeightOptions::augment_args_for_update(command)
    }
}

fn read(path: &str) -> anyhow::Result<Weights> {
    let path = Path::new(path);
    let what = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()));
    ensure!(
        what.map_err(flat)?.len() <= LONGEST,
        "it has more than {LONGEST} bytes"
    );
    let bytes = fs::read(path).map_err(|error| anyhow!("cannot read it: {error}"))?;
    let weights = match bytes.starts_with(b"\x93NUMPY") {
        true => from_npy(&bytes).map_err(flat)?,
        false => from_text(&bytes)?,
    };
    let len = weights.len() as u64;
    ensure!(len <= MOST, "{}", too_many(len));
    Ok(Weights { weights })
}

fn too_many(len: u64) -> String {
    format!("it has {len} weights, and a record holds at most {MOST}")
}

/// With its cause, which the parser of the command line would not print.
fn flat(error: anyhow::Error) -> anyhow::Error {
    anyhow!("{error:#}")
}

fn from_text(bytes: &[u8]) -> anyhow::Result<Vec<f64>> {
    let text = std::str::from_utf8(bytes).map_err(|_| anyhow!("it is neither .npy nor a text"))?;
    text.split([',', ' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.parse()
                .map_err(|_| anyhow!("`{word}` in it is not a number"))
        })
        .collect()
}

fn from_npy(bytes: &[u8]) -> anyhow::Result<Vec<f64>> {
    let file = NpyFile::new(Cursor::new(bytes)).context("it is not an .npy file")?;
    let [len] = file.shape() else {
        bail!(
            "its shape is {:?}, and weights have one dimension",
            file.shape()
        );
    };
    ensure!(*len <= MOST, "{}", too_many(*len));
    let DType::Plain(plain) = file.dtype() else {
        bail!("its dtype is {}, not numbers", file.dtype().descr());
    };
    let weights = match (plain.type_char(), plain.num_bytes()) {
        (TypeChar::Float, Some(8)) => all::<f64>(file)?,
        (TypeChar::Float, Some(4)) => widened(all::<f32>(file)?),
        (TypeChar::Uint, Some(4)) => widened(all::<u32>(file)?),
        (TypeChar::Int, Some(4)) => widened(all::<i32>(file)?),
        // Beyond 2^53 to the nearest, as NumPy does.
        (TypeChar::Int, Some(8)) => all::<i64>(file)?.iter().map(|&w| w as f64).collect(),
        (TypeChar::Uint, Some(8)) => all::<u64>(file)?.iter().map(|&w| w as f64).collect(),
        _ => bail!(
            "its dtype is {plain}: weights are float32, float64, or integers of 32 or 64 bits"
        ),
    };
    Ok(weights)
}

fn all<T: npyz::Deserialize>(file: NpyFile<Cursor<&[u8]>>) -> anyhow::Result<Vec<T>> {
    file.into_vec()
        .context("it is shorter than its header says")
}

fn widened<T: Into<f64>>(weights: Vec<T>) -> Vec<f64> {
    weights.into_iter().map(Into::into).collect()
}
