//! What is written, which part of it, and where it goes: options of the command line, and keys of a
//! record.

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::{
    args::{MachineArgs, SeedArgs},
    count::parse_count,
    distribution::WideDtype,
    format::Format,
    output::Destination,
};

/// `seedbed permutation`, `sobol`, `halton` and `latin_hypercube`: parameters `P`, and how many as `C`.
#[derive(Args)]
pub struct SequenceArgs<P: Args, C: Args> {
    #[command(flatten)]
    pub parameters: P,
    #[command(flatten)]
    pub count: C,
    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(flatten)]
    pub seed: SeedArgs,
    #[command(flatten)]
    pub machine: MachineArgs,
}

/// Which part goes where.
#[derive(Args)]
pub struct PlaceArgs {
    #[command(flatten)]
    pub start: StartArg,
    /// Where they go, as .npy, .npz, .csv, .parquet, .bin or .raw; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub out: Destination,
    /// File format [default: by the end of FILE; npy where it has none, raw on standard output]
    #[arg(long)]
    pub format: Option<Format>,
}

#[derive(Args)]
pub struct StartArg {
    /// The first one to write
    #[arg(long = "start", value_name = "INDEX", value_parser = parse_count, allow_hyphen_values = true, default_value_t = 0, hide_default_value = true)]
    pub index: u64,
}

/// How many of a sequence that ends.
#[derive(Args)]
pub struct PartArg {
    /// How many to write [default: all from --start on]
    #[arg(long = "count", value_name = "COUNT", value_parser = parse_count, allow_hyphen_values = true)]
    pub value: Option<u64>,
}

/// How many of a sequence that ends where nobody goes.
#[derive(Args)]
pub struct PointsArg {
    /// Points to write, as in 1000, 1e6 or 2^20
    #[arg(long = "count", value_name = "N", value_parser = parse_count, allow_hyphen_values = true)]
    pub value: u64,
}

impl From<PartArg> for Option<u64> {
    fn from(count: PartArg) -> Self {
        count.value
    }
}

impl From<PointsArg> for Option<u64> {
    fn from(count: PointsArg) -> Self {
        Some(count.value)
    }
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permutation {
    /// How many elements, 1 to 2^32
    #[arg(long, value_name = "N", value_parser = parse_count, allow_hyphen_values = true)]
    pub n: u64,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sobol {
    /// Dimensions of a point, 1 to 21201
    #[arg(long, value_name = "D")]
    pub dimensions: usize,
    /// Randomisation
    #[arg(long, value_enum, default_value_t)]
    pub scramble: SobolScramble,
    /// Type of the coordinates, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "WideDtype::is_default")]
    pub dtype: WideDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Halton {
    /// Dimensions of a point, 1 to 6542
    #[arg(long, value_name = "D")]
    pub dimensions: usize,
    /// Randomisation
    #[arg(long, value_enum, default_value_t)]
    pub scramble: HaltonScramble,
    /// Type of the coordinates, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "WideDtype::is_default")]
    pub dtype: WideDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatinHypercube {
    /// Points of the hypercube, 1 to 2^32: as many strata has each dimension
    #[arg(long, value_name = "N", value_parser = parse_count, allow_hyphen_values = true)]
    pub n: u64,
    /// Dimensions of a point, 1 to 2^20
    #[arg(long, value_name = "D")]
    pub dimensions: usize,
    /// Type of the coordinates, in NumPy's words; only float64 keeps to the strata for every n
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "WideDtype::is_default")]
    pub dtype: WideDtype,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum SobolScramble {
    /// Owen's scrambling, by hashing
    #[default]
    Owen,
    /// A random digital shift
    Shift,
    /// None: the same points for every seed
    None,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum HaltonScramble {
    /// A random linear permutation of the digits at each place
    #[default]
    Linear,
    /// None: the same points for every seed
    None,
}
