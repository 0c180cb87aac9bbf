//! Distributions by name and parameters, and the one place where they become types.

use std::fmt;

use anyhow::anyhow;
use bytemuck::Pod;
use clap::{Args, Subcommand, ValueEnum};
use seedbed::distr::{
    Bernoulli, Bits32, Bits64, Exponential, Exponential64, Integer, Integers, Normal, Normal64,
    Open01, OpenClosed01, ParameterError, Standard, Standard64, Uniform, Uniform64,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    count::{grouped, parse_bound},
    draw::Draws,
    family::{continuous, discrete, vector},
};

/// The distributions as subcommands, each with the options `A` of the command above it.
#[derive(Subcommand)]
pub enum Choice<A: Args> {
    /// Random u32: the words of the stream
    ///
    /// All of 0..=2^32-1, equally likely. One word a sample. NumPy dtype uint32.
    Bits32(A),
    /// Random u64: two words each, low word first
    ///
    /// All of 0..=2^64-1, equally likely. Two words a sample. NumPy dtype uint64.
    Bits64(A),
    /// Uniform floats on [0, 1), or on [low, high)
    ///
    /// Without bounds: k/2^24 for k in 0..2^24, equally likely and exact.
    /// With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never
    /// `high`; so `--low 0 --high 1` is finer than no bounds, and has other bits.
    /// One word a sample; with --dtype float64 two, and 53 bits for 24, 63 for 31.
    #[command(verbatim_doc_comment)]
    Uniform(With<UniformParameters, A>),
    /// Uniform f32 on (0, 1)
    ///
    /// (k + 1/2)/2^23 for k in 0..2^23, equally likely and exact. One word a sample. NumPy dtype
    /// float32.
    Open01(A),
    /// Uniform f32 on (0, 1]
    ///
    /// (k + 1)/2^24 for k in 0..2^24, equally likely and exact. One word a sample. NumPy dtype
    /// float32.
    #[command(name = "openclosed01")]
    OpenClosed01(A),
    /// Uniform f64 on [0, 1)
    ///
    /// k/2^53 for k in 0..2^53, equally likely and exact. Two words a sample. NumPy dtype float64.
    Uniform64(A),
    /// Integers on [low, high), unbiased
    ///
    /// Every integer from low to high - 1, equally likely (Lemire 2019). One word a sample for 32-bit
    /// types, two for 64-bit ones, and more where a word is rejected. NumPy dtype as given.
    Integers(With<IntegersParameters, A>),
    /// 1 with probability p, else 0
    ///
    /// Exact for every p that is a multiple of 2^-64. One word a sample. NumPy dtype uint32.
    Bernoulli(With<BernoulliParameters, A>),
    /// Normal floats with a mean and a standard deviation
    ///
    /// mean + std * z, where z is the standard normal's quantile of the sample's word: density
    /// exp(-((x - mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03 standard deviations.
    /// One word a sample; with --dtype float64 two.
    #[command(verbatim_doc_comment)]
    Normal(With<NormalParameters, A>),
    /// Exponential floats with a scale
    ///
    /// -scale * ln(u) for the sample's word u: density exp(-x/scale) / scale for x > 0. Reaches 43.9
    /// times the scale. One word a sample; with --dtype float64 two.
    #[command(verbatim_doc_comment)]
    Exponential(With<ExponentialParameters, A>),
    #[command(flatten)]
    Continuous(continuous::Choice<A>),
    #[command(flatten)]
    Discrete(discrete::Choice<A>),
    #[command(flatten)]
    Vectors(vector::Choice<A>),
}

/// Parameters of a distribution, and the options of the command.
#[derive(Args)]
pub struct With<P: Args, A: Args> {
    #[command(flatten)]
    pub parameters: P,
    #[command(flatten)]
    pub rest: A,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct UniformParameters {
    /// Lower bound, which occurs; finite
    #[arg(long, allow_hyphen_values = true, requires = "high")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper bound, which does not occur; finite, above low
    #[arg(long, allow_hyphen_values = true, requires = "low")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "FloatDtype::is_default")]
    pub dtype: FloatDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct IntegersParameters {
    /// Lower bound, which occurs
    #[arg(long, allow_hyphen_values = true, value_parser = parse_bound, default_value = "0")]
    pub low: i128,
    /// Upper bound, which does not occur; above low
    #[arg(long, allow_hyphen_values = true, value_parser = parse_bound)]
    pub high: i128,
    /// Type of the samples
    #[arg(long, value_enum, default_value_t)]
    pub dtype: Dtype,
}

/// The types of integers; NumPy's default first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    #[default]
    I64,
    U64,
    I32,
    U32,
}

impl Dtype {
    fn name(self) -> &'static str {
        match self {
            Dtype::I64 => "i64",
            Dtype::U64 => "u64",
            Dtype::I32 => "i32",
            Dtype::U32 => "u32",
        }
    }
}

/// The types of floats. Parameters are rounded to them. Records say nothing of the default, as those made
/// before there was a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum FloatDtype {
    #[default]
    Float32,
    Float64,
}

impl FloatDtype {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    fn is_default(&self) -> bool {
        *self == FloatDtype::default()
    }

    /// The parameter that a distribution with samples of this type takes.
    pub fn round(self, parameter: f64) -> f64 {
        match self {
            FloatDtype::Float32 => f64::from(parameter as f32),
            FloatDtype::Float64 => parameter,
        }
    }
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct BernoulliParameters {
    /// Probability of 1, in [0, 1]
    #[arg(long, allow_hyphen_values = true, default_value_t = 0.5)]
    pub p: f64,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct NormalParameters {
    /// Mean; finite
    #[arg(long, allow_hyphen_values = true, default_value_t = 0.0)]
    pub mean: f64,
    /// Standard deviation; finite, 0 or more
    #[arg(long, allow_hyphen_values = true, default_value_t = 1.0)]
    pub std: f64,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "FloatDtype::is_default")]
    pub dtype: FloatDtype,
}

#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(deny_unknown_fields)]
pub struct ExponentialParameters {
    /// Mean, which is 1/rate; finite, 0 or more
    #[arg(long, allow_hyphen_values = true, default_value_t = 1.0)]
    pub scale: f64,
    /// Type of the samples, in NumPy's words
    #[arg(long, value_enum, default_value_t)]
    #[serde(default, skip_serializing_if = "FloatDtype::is_default")]
    pub dtype: FloatDtype,
}

impl<A: Args> Choice<A> {
    /// What to draw, and the options of the command.
    pub fn split(self) -> (Specification, A) {
        match self {
            Choice::Bits32(rest) => (Specification::Bits32, rest),
            Choice::Bits64(rest) => (Specification::Bits64, rest),
            Choice::Uniform(with) => (Specification::Uniform(with.parameters), with.rest),
            Choice::Open01(rest) => (Specification::Open01, rest),
            Choice::OpenClosed01(rest) => (Specification::OpenClosed01, rest),
            Choice::Uniform64(rest) => (Specification::Uniform64, rest),
            Choice::Integers(with) => (Specification::Integers(with.parameters), with.rest),
            Choice::Bernoulli(with) => (Specification::Bernoulli(with.parameters), with.rest),
            Choice::Normal(with) => (Specification::Normal(with.parameters), with.rest),
            Choice::Exponential(with) => (Specification::Exponential(with.parameters), with.rest),
            Choice::Continuous(choice) => {
                let (family, rest) = choice.split();
                (Specification::Continuous(family), rest)
            }
            Choice::Discrete(choice) => {
                let (family, rest) = choice.split();
                (Specification::Discrete(family), rest)
            }
            Choice::Vectors(choice) => {
                let (family, rest) = choice.split();
                (Specification::Vectors(family), rest)
            }
        }
    }
}

/// A distribution's name and parameters, as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Specification {
    Bits32,
    Bits64,
    Uniform(UniformParameters),
    Open01,
    OpenClosed01,
    Uniform64,
    Integers(IntegersParameters),
    Bernoulli(BernoulliParameters),
    Normal(NormalParameters),
    Exponential(ExponentialParameters),
    Continuous(continuous::Family),
    Discrete(discrete::Family),
    Vectors(vector::Family),
}

/// Work on a distribution of whatever type.
pub trait Visitor {
    type Output;

    fn visit<D: Draws>(self, distribution: D) -> Self::Output;
}

impl Specification {
    /// The name on the command line and in records.
    pub fn name(&self) -> &'static str {
        match self {
            Specification::Bits32 => "bits32",
            Specification::Bits64 => "bits64",
            Specification::Uniform(_) => "uniform",
            Specification::Open01 => "open01",
            Specification::OpenClosed01 => "openclosed01",
            Specification::Uniform64 => "uniform64",
            Specification::Integers(_) => "integers",
            Specification::Bernoulli(_) => "bernoulli",
            Specification::Normal(_) => "normal",
            Specification::Exponential(_) => "exponential",
            Specification::Continuous(family) => family.name(),
            Specification::Discrete(family) => family.name(),
            Specification::Vectors(family) => family.name(),
        }
    }

    /// The parameters by name.
    pub fn parameters(&self) -> Map<String, Value> {
        let value = match self {
            Specification::Bits32
            | Specification::Bits64
            | Specification::Open01
            | Specification::OpenClosed01
            | Specification::Uniform64 => return Map::new(),
            Specification::Uniform(parameters) => serde_json::to_value(parameters),
            Specification::Integers(parameters) => serde_json::to_value(parameters),
            Specification::Bernoulli(parameters) => serde_json::to_value(parameters),
            Specification::Normal(parameters) => serde_json::to_value(parameters),
            Specification::Exponential(parameters) => serde_json::to_value(parameters),
            Specification::Continuous(family) => family.parameters(),
            Specification::Discrete(family) => family.parameters(),
            Specification::Vectors(family) => family.parameters(),
        };
        match value {
            Ok(Value::Object(parameters)) => parameters,
            other => unreachable!("parameters are a struct of numbers: {other:?}"),
        }
    }

    /// From a name and parameters in a record.
    pub fn from_parts(name: &str, parameters: Map<String, Value>) -> anyhow::Result<Self> {
        let nothing = |specification: Specification| match parameters.keys().next() {
            None => Ok(specification),
            Some(key) => Err(anyhow::anyhow!("{name} has no parameter `{key}`")),
        };
        match name {
            "bits32" => nothing(Specification::Bits32),
            "bits64" => nothing(Specification::Bits64),
            "open01" => nothing(Specification::Open01),
            "openclosed01" => nothing(Specification::OpenClosed01),
            "uniform64" => nothing(Specification::Uniform64),
            "uniform" => Ok(Specification::Uniform(from_map(parameters)?)),
            "integers" => Ok(Specification::Integers(from_map(parameters)?)),
            "bernoulli" => Ok(Specification::Bernoulli(from_map(parameters)?)),
            "normal" => Ok(Specification::Normal(from_map(parameters)?)),
            "exponential" => Ok(Specification::Exponential(from_map(parameters)?)),
            _ => {
                let continuous = || {
                    let family = continuous::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Continuous))
                };
                let discrete = || {
                    let family = discrete::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Discrete))
                };
                let vectors = || {
                    let family = vector::Family::from_parts(name, &parameters)?;
                    Some(family.map(Specification::Vectors))
                };
                match continuous().or_else(discrete).or_else(vectors) {
                    Some(specification) => Ok(specification?),
                    None => anyhow::bail!("there is no distribution `{name}`"),
                }
            }
        }
    }

    /// Makes the distribution, which checks its parameters, and gives it to the visitor.
    pub fn visit<V: Visitor>(&self, visitor: V) -> anyhow::Result<V::Output> {
        Ok(match self {
            Specification::Bits32 => visitor.visit(Bits32),
            Specification::Bits64 => visitor.visit(Bits64),
            Specification::Uniform(p) => match (p.dtype, p.low, p.high) {
                (FloatDtype::Float32, Some(low), Some(high)) => {
                    visitor.visit(Uniform::new(low as f32, high as f32)?)
                }
                (FloatDtype::Float64, Some(low), Some(high)) => {
                    visitor.visit(Uniform64::new(low, high)?)
                }
                (FloatDtype::Float32, ..) => visitor.visit(Standard),
                (FloatDtype::Float64, ..) => visitor.visit(Standard64),
            },
            Specification::Open01 => visitor.visit(Open01),
            Specification::OpenClosed01 => visitor.visit(OpenClosed01),
            Specification::Uniform64 => visitor.visit(Standard64),
            Specification::Integers(parameters) => match parameters.dtype {
                Dtype::U32 => visitor.visit(parameters.make::<u32>()?),
                Dtype::I32 => visitor.visit(parameters.make::<i32>()?),
                Dtype::U64 => visitor.visit(parameters.make::<u64>()?),
                Dtype::I64 => visitor.visit(parameters.make::<i64>()?),
            },
            Specification::Bernoulli(parameters) => visitor.visit(Bernoulli::new(parameters.p)?),
            Specification::Normal(p) => match p.dtype {
                FloatDtype::Float32 => visitor.visit(Normal::new(p.mean as f32, p.std as f32)?),
                FloatDtype::Float64 => visitor.visit(Normal64::new(p.mean, p.std)?),
            },
            Specification::Exponential(p) => match p.dtype {
                FloatDtype::Float32 => visitor.visit(Exponential::new(p.scale as f32)?),
                FloatDtype::Float64 => visitor.visit(Exponential64::new(p.scale)?),
            },
            Specification::Continuous(family) => family.visit(visitor)?,
            Specification::Discrete(family) => family.visit(visitor)?,
            Specification::Vectors(family) => family.visit(visitor)?,
        })
    }

    /// The type of the samples; the parameters are checked on the way.
    pub fn sample_type(&self) -> anyhow::Result<SampleType> {
        struct Type;
        impl Visitor for Type {
            type Output = SampleType;

            fn visit<D: Draws>(self, distribution: D) -> SampleType {
                SampleType {
                    dtype: D::Output::DTYPE,
                    words: distribution.words(),
                    dimension: distribution.dimension(),
                }
            }
        }
        self.visit(Type)
    }
}

/// What a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleType {
    /// NumPy's name, as `<f4`.
    pub dtype: &'static str,
    /// Words that it owns, or its vector.
    pub words: usize,
    /// Components of a vector, where it is one of them.
    pub dimension: Option<usize>,
}

impl SampleType {
    /// A word of the stream.
    pub const WORD: SampleType = SampleType {
        dtype: u32::DTYPE,
        words: 1,
        dimension: None,
    };

    /// The shape of an array of so many samples, or vectors.
    pub fn shape(self, count: u64) -> Vec<u64> {
        let dimension = self.dimension.map(|dimension| dimension as u64);
        [count].into_iter().chain(dimension).collect()
    }
}

impl fmt::Display for Specification {
    /// Writes `normal(mean=0.0, std=1.0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        let parameters: Vec<_> = self
            .parameters()
            .iter()
            .map(|(name, value)| format!("{name}={}", short(value)))
            .collect();
        match parameters[..] {
            [] => Ok(()),
            _ => write!(f, "({})", parameters.join(", ")),
        }
    }
}

/// A parameter in few words: of many weights, the first.
pub fn short(value: &Value) -> String {
    const MANY: usize = 8;
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let first: Vec<_> = values.iter().take(MANY).map(short).collect();
            let rest = match values.len() {
                ..=MANY => String::new(),
                len => format!(", … {} in all", grouped(len as u64)),
            };
            format!("[{}{rest}]", first.join(", "))
        }
        _ => value.to_string(),
    }
}

fn from_map<T: for<'a> Deserialize<'a>>(parameters: Map<String, Value>) -> serde_json::Result<T> {
    serde_json::from_value(Value::Object(parameters))
}

impl IntegersParameters {
    /// The bounds in the samples' type, whose largest value `high` may exceed by one.
    fn make<T: Integer + TryFrom<i128>>(&self) -> anyhow::Result<Integers<T>> {
        let (low, high) = (self.low, self.high);
        if low >= high {
            let (low, high) = (low.to_string(), high.to_string());
            return Err(ParameterError::Empty { low, high }.into());
        }
        let bound = |name, value: i128, in_type: i128| {
            T::try_from(in_type)
                .map_err(|_| anyhow!("{name} is {value}: it does not fit {}", self.dtype.name()))
        };
        let (low, last) = (bound("low", low, low)?, bound("high", high, high - 1)?);
        Ok(Integers::new_inclusive(low, last)?)
    }
}

/// A type of samples.
pub trait Sample: Pod + PartialOrd + fmt::Debug + Send + Sync {
    /// NumPy's name of the type, in little-endian order.
    const DTYPE: &'static str;

    /// The nearest f64.
    fn to_f64(self) -> f64;
}

macro_rules! samples {
    ($($type:ty => $dtype:literal),*) => {$(
        impl Sample for $type {
            const DTYPE: &'static str = $dtype;

            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )*};
}

samples!(u32 => "<u4", i32 => "<i4", u64 => "<u8", i64 => "<i8", f32 => "<f4", f64 => "<f8");

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::Cli;

    fn integers(low: i128, high: i128, dtype: Dtype) -> anyhow::Result<&'static str> {
        let parameters = IntegersParameters { low, high, dtype };
        Ok(Specification::Integers(parameters).sample_type()?.dtype)
    }

    #[test]
    fn integers_reach_both_ends_of_their_type() {
        assert_eq!(integers(0, 1 << 32, Dtype::U32).unwrap(), "<u4");
        assert_eq!(
            integers(i32::MIN.into(), 1 << 31, Dtype::I32).unwrap(),
            "<i4"
        );
        assert_eq!(integers(0, 1 << 64, Dtype::U64).unwrap(), "<u8");
        assert_eq!(
            integers(i64::MIN.into(), 1 << 63, Dtype::I64).unwrap(),
            "<i8"
        );
    }

    #[test]
    fn integers_outside_their_type_are_errors() {
        for (low, high, dtype, message) in [
            (-1, 1, Dtype::U32, "low is -1: it does not fit u32"),
            (
                0,
                (1 << 32) + 1,
                Dtype::U32,
                "high is 4294967297: it does not fit u32",
            ),
            (
                0,
                1 << 64,
                Dtype::I64,
                "high is 18446744073709551616: it does not fit i64",
            ),
        ] {
            assert_eq!(integers(low, high, dtype).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn parameters_come_back_from_json() {
        let all = [
            Specification::Bits64,
            Specification::Uniform(UniformParameters {
                low: None,
                high: None,
                dtype: FloatDtype::Float64,
            }),
            Specification::Uniform(UniformParameters {
                low: Some(-0.1),
                high: Some(f32::MAX.into()),
                dtype: FloatDtype::Float32,
            }),
            Specification::Integers(IntegersParameters {
                low: i64::MIN.into(),
                high: 1 << 64,
                dtype: Dtype::U64,
            }),
            Specification::Bernoulli(BernoulliParameters { p: 0.1 }),
            Specification::Normal(NormalParameters {
                mean: 16_777_217.0,
                std: f32::MIN_POSITIVE.into(),
                dtype: FloatDtype::Float32,
            }),
            Specification::Normal(NormalParameters {
                mean: 0.1,
                std: f64::MIN_POSITIVE,
                dtype: FloatDtype::Float64,
            }),
            Specification::Exponential(ExponentialParameters {
                scale: 1e-300,
                dtype: FloatDtype::Float64,
            }),
        ];
        for specification in all {
            let text = serde_json::to_string(&specification.parameters()).unwrap();
            let parameters = serde_json::from_str(&text).unwrap();
            let again = Specification::from_parts(specification.name(), parameters).unwrap();
            assert_eq!(again, specification, "{text}");
        }
    }

    #[test]
    fn float_dtypes() {
        let dtype = |text: &str, dtype: &str| {
            let mut parameters: Map<_, _> = serde_json::from_str(text).unwrap();
            if !dtype.is_empty() {
                parameters.insert("dtype".into(), dtype.into());
            }
            let (name, _) = text[2..].split_once('"').unwrap();
            let name = match name {
                "low" => "uniform",
                "mean" => "normal",
                _ => "exponential",
            };
            let specification = Specification::from_parts(name, parameters)?;
            Ok::<_, anyhow::Error>(specification.sample_type()?.dtype)
        };
        for text in [
            r#"{"low": -1.0, "high": 1.0}"#,
            r#"{"mean": 0.0, "std": 1.0}"#,
            r#"{"scale": 2.0}"#,
        ] {
            // As in records of versions that had no choice.
            assert_eq!(dtype(text, "").unwrap(), "<f4");
            assert_eq!(dtype(text, "float32").unwrap(), "<f4");
            assert_eq!(dtype(text, "float64").unwrap(), "<f8");
            assert!(dtype(text, "float128").is_err());
        }
        // Past f32, within f64.
        assert!(dtype(r#"{"mean": 1e39, "std": 1.0}"#, "float32").is_err());
        assert!(dtype(r#"{"mean": 1e39, "std": 1.0}"#, "float64").is_ok());
    }

    #[test]
    fn parameters_of_families_come_back_from_json() {
        for arguments in crate::family::EXAMPLES {
            let command = format!("seedbed digest {arguments} --count 1");
            let cli = Cli::try_parse_from(command.split_whitespace()).unwrap();
            let crate::args::Command::Digest(digest) = cli.command else {
                panic!("{command}")
            };
            let (specification, _) = digest.distribution.split();
            let text = serde_json::to_string(&specification.parameters()).unwrap();
            let parameters: Map<_, _> = serde_json::from_str(&text).unwrap();
            let name = specification.name();
            assert!(arguments.starts_with(name), "{arguments}");
            let again = Specification::from_parts(name, parameters.clone()).unwrap();
            assert_eq!(again, specification, "{text}");
            again.sample_type().unwrap();

            let mut foreign = parameters.clone();
            foreign.insert("foreign".into(), 1.into());
            assert!(Specification::from_parts(name, foreign).is_err());
            for key in parameters.keys() {
                let mut fewer = parameters.clone();
                fewer.remove(key);
                assert!(Specification::from_parts(name, fewer).is_err());
            }
        }
    }

    #[test]
    fn foreign_parameters_are_errors() {
        let parameters: Map<_, _> = serde_json::from_str(r#"{"p": 0.5}"#).unwrap();
        for name in ["normal", "open01", "poisson", "rademacher", "gaussian"] {
            assert!(Specification::from_parts(name, parameters.clone()).is_err());
        }
    }
}
