//! The distributions as subcommands.

use clap::{Args, Subcommand};

use super::{
    BernoulliParameters, ExponentialParameters, IntegersParameters, NormalParameters,
    Specification, UniformParameters,
    names::{aliases, elsewhere},
};
use crate::family::{continuous, discrete, vector};

/// The distributions as subcommands, each with the options `A` of the command above it.
#[derive(Subcommand)]
pub enum Choice<A: Args> {
    /// Random u32: the words of the stream
    ///
    /// All of 0..=2^32-1, equally likely. One word a sample. NumPy dtype uint32.
    #[command(visible_aliases = aliases("bits32"), after_help = elsewhere("bits32"))]
    Bits32(A),
    /// Random u64: two words each, low word first
    ///
    /// All of 0..=2^64-1, equally likely. Two words a sample. NumPy dtype uint64.
    #[command(visible_aliases = aliases("bits64"), after_help = elsewhere("bits64"))]
    Bits64(A),
    /// Uniform floats on [0, 1), or on [low, high)
    ///
    /// Without bounds: k/2^24 for k in 0..2^24, equally likely and exact.
    /// With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never
    /// `high`; so `--low 0 --high 1` is finer than no bounds, and has other bits.
    /// One word a sample; with --dtype float64 two, and 53 bits for 24, 63 for 31.
    /// With --dtype float16 or bfloat16 the sample with bounds, 0 and 1 if there are none, rounded once
    /// to 16 bits. NumPy dtype as given; V2 for bfloat16, which a.view(ml_dtypes.bfloat16) reads.
    #[command(verbatim_doc_comment)]
    #[command(visible_aliases = aliases("uniform"), after_help = elsewhere("uniform"))]
    Uniform(With<UniformParameters, A>),
    /// Uniform f32 on (0, 1)
    ///
    /// (k + 1/2)/2^23 for k in 0..2^23, equally likely and exact. One word a sample. NumPy dtype
    /// float32.
    #[command(visible_aliases = aliases("open01"), after_help = elsewhere("open01"))]
    Open01(A),
    /// Uniform f32 on (0, 1]
    ///
    /// (k + 1)/2^24 for k in 0..2^24, equally likely and exact. One word a sample. NumPy dtype
    /// float32.
    #[command(name = "openclosed01", after_help = elsewhere("openclosed01"))]
    OpenClosed01(A),
    /// Uniform f64 on [0, 1)
    ///
    /// k/2^53 for k in 0..2^53, equally likely and exact. Two words a sample. NumPy dtype float64.
    #[command(visible_aliases = aliases("uniform64"), after_help = elsewhere("uniform64"))]
    Uniform64(A),
    /// Integers on [low, high), unbiased
    ///
    /// Every integer from low to high - 1, equally likely (Lemire 2019). One word a sample for 32-bit
    /// types, two for 64-bit ones, and more where a word is rejected. NumPy dtype as given.
    #[command(visible_aliases = aliases("integers"), after_help = elsewhere("integers"))]
    Integers(With<IntegersParameters, A>),
    /// 1 with probability p, else 0
    ///
    /// Exact for every p that is a multiple of 2^-64. One word a sample. NumPy dtype uint32.
    #[command(visible_aliases = aliases("bernoulli"), after_help = elsewhere("bernoulli"))]
    Bernoulli(With<BernoulliParameters, A>),
    /// 32 Bernoulli trials in the bits of a u32, as for dropout
    ///
    /// Bit k of sample i, the lowest first, is trial 32 i + k: 1 with probability p, the samples of
    /// `bernoulli` from a multiple of 32 on. --count counts samples of 32 trials.
    /// 32 words a sample. NumPy dtype uint32; byte j of the samples, in a file too, has the trials from 8 j
    /// on, so that the trials are np.unpackbits(a.view(np.uint8), bitorder="little").
    #[command(name = "bernoulli_mask", verbatim_doc_comment)]
    BernoulliMask(With<BernoulliParameters, A>),
    /// Normal floats with a mean and a standard deviation
    ///
    /// mean + std * z, where z is the standard normal's quantile of the sample's word: density
    /// exp(-((x - mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03 standard deviations.
    /// One word a sample; with --dtype float64 two. With --dtype float16 or bfloat16 the same number,
    /// rounded once to 16 bits. NumPy dtype as given; V2 for bfloat16, which a.view(ml_dtypes.bfloat16)
    /// reads.
    #[command(verbatim_doc_comment)]
    #[command(visible_aliases = aliases("normal"), after_help = elsewhere("normal"))]
    Normal(With<NormalParameters, A>),
    /// Exponential floats with a scale
    ///
    /// -scale * ln(u) for the sample's word u: density exp(-x/scale) / scale for x > 0. Reaches 43.9
    /// times the scale. One word a sample; with --dtype float64 two.
    #[command(verbatim_doc_comment)]
    #[command(visible_aliases = aliases("exponential"), after_help = elsewhere("exponential"))]
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
            Choice::BernoulliMask(with) => {
                (Specification::BernoulliMask(with.parameters), with.rest)
            }
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
