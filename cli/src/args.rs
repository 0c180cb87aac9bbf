//! The command line: commands and the options that they share.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use seedbed::{Engine, ParseStreamError, SeedSequence, Stream};

use crate::{
    count::parse_count,
    distribution::{Choice, With},
    format::Format,
    help::{help_in_groups, help_of_plot},
    output::Destination,
    seed::parse_seed,
    sequence::{
        Halton, LatinHypercube, PartArg, Permutation, PointsArg, SequenceArgs, Sobol, StartArg,
    },
    threads::parse_threads,
};

/// Same seed, same samples: on every GPU and every CPU.
///
/// Every sample is a pure function of engine, seed, distribution and position: the bits do not
/// depend on the GPU, the driver, the number of threads, or whether there is a GPU at all.
#[derive(Parser)]
#[command(name = "seedbed", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Say nothing but warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Draw samples into a file
    ///
    /// The samples go to FILE, and beside it FILE.run.json records all that is needed to draw them
    /// again: see `seedbed verify`.
    #[command(
        after_help = "Example:\n  seedbed sample normal --seed 42 --count 1e6 --out normal.npy"
    )]
    #[command(help_template = help_in_groups())]
    Sample(SampleCommand),
    /// Draw again what a FILE.run.json records, and compare
    ///
    /// Compares the digest of the new draw with the recorded one, and with the samples in FILE
    /// where it is still there. A line for each record, with --quiet only for those that differ. Exit
    /// status 0 if all are equal, 1 if not.
    Verify(VerifyArgs),
    /// Print the BLAKE3 digest of a draw, and store nothing
    #[command(
        after_help = "Example:\n  seedbed digest normal --seed 42 --count 2^24 --backend cpu"
    )]
    #[command(help_template = help_in_groups())]
    Digest(DigestCommand),
    /// Write random words to standard output, for test suites
    ///
    /// Raw 32-bit words, little-endian, without end if there is no --count; quiet when the reader
    /// has enough.
    #[command(after_help = "Examples:\n  \
        seedbed bits --engine philox4x32_10 --seed 42 | dieharder -a -g 200\n  \
        seedbed bits --engine chacha8 --seed 42 | RNG_test stdin32")]
    Bits(BitsArgs),
    /// Draw a histogram with the exact density over it, or points in the plane
    ///
    /// Of vectors and of points, the first two components: where they lie, and the histogram of each.
    #[command(after_help = "Examples:\n  \
        seedbed plot normal --seed 42 --out normal.png\n  \
        seedbed plot sobol --dimensions 2 --seed 42 --out sobol.png")]
    #[command(help_template = help_of_plot())]
    Plot(PlotCommand),
    /// Write a random order of 0 .. N-1, or a part of it
    ///
    /// A keyed bijection: any part costs what it has elements. NumPy dtype uint32. The elements go to FILE,
    /// and its record beside it to FILE.run.json: see `seedbed verify`.
    #[command(after_help = "Example:\n  seedbed permutation --n 1e6 --seed 42 --out order.npy")]
    Permutation(SequenceArgs<Permutation, PartArg>),
    /// Write Sobol points in [0, 1)
    ///
    /// Low-discrepancy points with the direction numbers of Joe and Kuo 2008, one point a row, 2^32 in
    /// all. With `--scramble none` they are those of SciPy's qmc.Sobol(d, scramble=False, bits=32). The
    /// points go to FILE, and its record beside it to FILE.run.json: see `seedbed verify`.
    #[command(
        after_help = "Example:\n  seedbed sobol --dimensions 8 --count 2^16 --seed 42 --out points.npy"
    )]
    Sobol(SequenceArgs<Sobol, PointsArg>),
    /// Write Halton points in [0, 1)
    ///
    /// Low-discrepancy points by the radical inverse in prime bases, one point a row, 2^32 in all. Any number
    /// of them is as good as another. With `--scramble none` they are those of SciPy's
    /// qmc.Halton(d, scramble=False), without the errors of its sums. The points go to FILE, and its
    /// record beside it to FILE.run.json: see `seedbed verify`.
    #[command(
        after_help = "Example:\n  seedbed halton --dimensions 3 --count 1000 --seed 42 --out points.npy"
    )]
    Halton(SequenceArgs<Halton, PointsArg>),
    /// Write the points of a Latin hypercube in [0, 1)
    ///
    /// N points, of which each dimension has exactly one in each of N strata of equal width, at a random
    /// place of it: SciPy's qmc.LatinHypercube(d, strength=1, scramble=True), one point a row. The points
    /// go to FILE, and its record beside it to FILE.run.json: see `seedbed verify`.
    #[command(name = "latin_hypercube")]
    #[command(
        after_help = "Example:\n  seedbed latin_hypercube --n 1000 --dimensions 3 --seed 42 --out points.npy"
    )]
    LatinHypercube(SequenceArgs<LatinHypercube, PartArg>),
    /// Show what can draw on this machine
    ///
    /// Looks at each adapter in a process of its own, since a driver may crash. Exit status 1 if one does, or
    /// fails its check.
    Info(InfoArgs),
    /// Print a script that completes commands and options in a shell
    #[command(
        after_help = "Example:\n  seedbed completions bash > ~/.local/share/bash-completion/completions/seedbed"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of a command
    #[command(after_help = "Example:\n  seedbed man sample normal | man -l -")]
    Man {
        /// The command, such as `sample normal` [default: seedbed itself]
        command: Vec<String>,
    },
}

/// `seedbed info`.
#[derive(Args)]
pub struct InfoArgs {
    /// Look at one adapter of WGPU_BACKEND, in this process; exit status 3 if there are not as many
    #[cfg(feature = "gpu")]
    #[arg(long, value_name = "INDEX", hide = true)]
    pub adapter: Option<usize>,
}

/// `seedbed sample`.
#[derive(Args)]
pub struct SampleCommand {
    #[command(subcommand)]
    pub distribution: Choice<SampleArgs>,
}

#[derive(Args)]
#[command(next_help_heading = "Draw")]
pub struct SampleArgs {
    #[command(flatten)]
    pub size: SizeArgs,
    /// Where the samples go, as .npy, .npz, .csv, .parquet, .bin or .raw; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub out: Destination,
    /// File format [default: by the end of FILE; npy where it has none, raw on standard output]
    #[arg(long)]
    pub format: Option<Format>,
    #[command(flatten)]
    pub source: SourceArgs,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// Records of runs
    #[arg(value_name = "FILE.run.json", required = true)]
    pub records: Vec<PathBuf>,
    #[command(flatten)]
    pub machine: MachineArgs,
}

/// `seedbed digest`.
#[derive(Args)]
pub struct DigestCommand {
    #[command(subcommand)]
    pub distribution: Choice<DigestArgs>,
}

#[derive(Args)]
#[command(next_help_heading = "Draw")]
pub struct DigestArgs {
    #[command(flatten)]
    pub count: CountArg,
    #[command(flatten)]
    pub source: SourceArgs,
}

#[derive(Args)]
pub struct BitsArgs {
    /// Words to write [default: all, up to the stream's end at 2^64 words]
    #[arg(long, value_name = "WORDS", value_parser = parse_count, allow_hyphen_values = true)]
    pub count: Option<u64>,
    #[command(flatten)]
    pub source: SourceArgs,
}

/// `seedbed plot`.
#[derive(Args)]
pub struct PlotCommand {
    #[command(subcommand)]
    pub subject: Subject,
}

/// What a picture is of.
#[derive(Subcommand)]
pub enum Subject {
    #[command(flatten)]
    Distribution(Box<Choice<PlotArgs>>),
    /// Sobol points, the first two coordinates
    Sobol(With<Sobol, PointPlotArgs>),
    /// Halton points, the first two coordinates
    Halton(With<Halton, PointPlotArgs>),
    /// The points of a Latin hypercube, the first two coordinates
    #[command(name = "latin_hypercube")]
    LatinHypercube(With<LatinHypercube, PointPlotArgs>),
}

#[derive(Args)]
#[command(next_help_heading = "Draw")]
pub struct PointPlotArgs {
    #[command(flatten)]
    pub start: StartArg,
    /// Points to show [default: 1024, or as many as there are]
    #[arg(long, value_name = "N", value_parser = parse_count, allow_hyphen_values = true)]
    pub count: Option<u64>,
    /// Where the picture goes, as .png or .svg; `-` is standard output, as PNG
    #[arg(long, value_name = "FILE")]
    pub out: Destination,
    #[command(flatten)]
    pub seed: SeedArgs,
    #[command(flatten)]
    pub machine: MachineArgs,
}

#[derive(Args)]
#[command(next_help_heading = "Draw")]
pub struct PlotArgs {
    /// Samples to draw
    #[arg(long, value_name = "N", value_parser = parse_count, allow_hyphen_values = true, default_value = "1e6")]
    pub count: u64,
    /// Where the picture goes, as .png or .svg; `-` is standard output, as PNG
    #[arg(long, value_name = "FILE")]
    pub out: Destination,
    #[command(flatten)]
    pub source: SourceArgs,
}

#[derive(Args)]
pub struct CountArg {
    /// Samples to draw, as in 1000000, 1_000_000, 1e6 or 2^20
    #[arg(long = "count", value_name = "N", value_parser = parse_count, allow_hyphen_values = true)]
    pub value: u64,
}

/// How many, or the shape of them.
#[derive(Args)]
pub struct SizeArgs {
    /// Samples to draw, as in 1000000, 1_000_000, 1e6 or 2^20
    #[arg(
        long,
        value_name = "N",
        value_parser = parse_count,
        allow_hyphen_values = true,
        required_unless_present = "size"
    )]
    count: Option<u64>,
    /// Axes of the array, as in 1000,28,28, whose product is the count; vectors have one more
    #[arg(
        long,
        value_name = "N,N",
        value_parser = parse_count,
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    size: Option<Vec<u64>>,
}

impl SizeArgs {
    /// The count, and the shape if one was given.
    pub fn get(&self) -> Result<(u64, Option<Vec<u64>>), UsageError> {
        let Some(shape) = &self.size else {
            return Ok((self.count.unwrap_or(0), None));
        };
        let product =
            count_of(shape).map_err(|error| UsageError::new(format!("--size: {error}")))?;
        match self.count {
            Some(count) if count != product => Err(UsageError::new(format!(
                "--count is {count}, and the axes of --size have the product {product}: leave out --count"
            ))),
            _ => Ok((product, Some(shape.clone()))),
        }
    }
}

/// Axes of an array, all that NumPy's readers take.
const MOST_AXES: usize = 32;

/// How many samples, or vectors, an array of a shape has.
pub fn count_of(shape: &[u64]) -> Result<u64, String> {
    if !(1..=MOST_AXES).contains(&shape.len()) {
        return Err(format!(
            "an array has 1 to {MOST_AXES} axes, and these are {}",
            shape.len()
        ));
    }
    // An axis of 0 hides none that is too long.
    let product = |all: u64, axis: u64| all.checked_mul(axis);
    let longest = shape.iter().map(|&axis| axis.max(1));
    longest
        .into_iter()
        .try_fold(1, product)
        .and_then(|_| shape.iter().copied().try_fold(1, product))
        .ok_or_else(|| format!("the product of {shape:?} is 2^64 or more"))
}

/// Which seed.
#[derive(Args)]
pub struct SeedArgs {
    /// Seed: an integer of up to 10,000 digits, decimal or 0x [default: from the operating system, printed]
    #[arg(long, value_parser = parse_seed, allow_hyphen_values = true)]
    pub seed: Option<SeedSequence>,
    /// Path of the stream below the seed, as NumPy's spawn_key
    #[arg(
        long,
        value_name = "K,K",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    pub spawn_key: Vec<u32>,
}

/// Which stream, from where, made by what.
#[derive(Args)]
pub struct SourceArgs {
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Generator of the words
    #[arg(long, value_name = "ENGINE", value_parser = engine_parser(), default_value = Engine::default().name())]
    pub engine: Engine,
    /// Position in the stream to start from, in 32-bit words
    #[arg(long, value_name = "POSITION", value_parser = parse_count, allow_hyphen_values = true, default_value_t = 0, hide_default_value = true)]
    pub start: u64,
    /// Stream to go on with, in place of seed, engine and start: `stream_after` in the record of a draw
    #[arg(long, value_name = "STREAM", value_parser = parse_stream, conflicts_with_all = ["seed", "spawn_key", "engine", "start"])]
    pub stream: Option<Box<Stream>>,
    #[command(flatten)]
    pub machine: MachineArgs,
}

impl SourceArgs {
    /// Whether the seed is not the operating system's, so that nobody need be told of it.
    pub fn has_seed(&self) -> bool {
        self.seed.seed.is_some() || self.stream.is_some()
    }
}

/// What draws. It changes the time, and no sample.
#[derive(Args)]
#[command(next_help_heading = "Machine (changes no sample)")]
pub struct MachineArgs {
    /// What draws
    #[arg(long, value_enum, default_value_t)]
    pub backend: BackendChoice,
    /// CPU threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = parse_threads)]
    pub threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BackendChoice {
    /// The CPU, and for draws of some 10 million samples or more a GPU that passes its check
    #[default]
    Auto,
    /// The GPU, or an error
    Gpu,
    /// The CPU
    Cpu,
}

fn parse_stream(text: &str) -> Result<Box<Stream>, ParseStreamError> {
    text.parse().map(Box::new)
}

fn engine_parser() -> impl TypedValueParser<Value = Engine> {
    PossibleValuesParser::new(Engine::ALL.map(Engine::name)).try_map(|name| name.parse::<Engine>())
}

/// An error in what was asked for, found after parsing: exit status 2, as clap's own.
#[derive(Debug)]
pub struct UsageError(String);

impl UsageError {
    pub fn new(error: impl ToString) -> Self {
        UsageError(error.to_string())
    }
}

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
