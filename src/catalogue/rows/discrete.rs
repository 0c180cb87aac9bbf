//! Discrete families.

use super::DISCRETE;
use crate::{
    catalogue::{
        Domain, Dtype, Entry, Kind, Parameter,
        Value::{Integer as Whole, List, Number},
        drawable::numbers,
        names,
        parameter::{float64, of_kind, uint32, uint64},
        text,
    },
    distr::{
        BetaBinomial, Binomial, Categorical, Geometric, Hypergeometric, LogSeries,
        NegativeBinomial, ParameterError, Poisson, Rademacher, Zeta, Zipf,
    },
};

/// The exponent of a power law.
const EXPONENT: Parameter = float64("a").also(&["exponent"]);

pub const ROWS: &[Entry] = &[
    Entry {
        name: "poisson",
        aliases: names(&["pois", "rpois"]),
        origin: text("NumPy's poisson(lam)"),
        about: text("Poisson u32: events of a rate"),
        formula: text("P(k) = lam^k exp(-lam) / k! for k = 0, 1, ..."),
        parameters: &[float64("lam")
            .also(&["lambda", "rate", "mu", "mean"])
            .or(1.0)
            .is("Mean", Domain::Closed(0.0, 4.294e9))],
        examples: &[
            &[("lam", Number(3.5))],
            &[("lam", Number(1e4))],
            &[],
            &[("lam", Number(0.1))],
        ],
        pictures: 2,
        make: |a| numbers(Poisson::new(a.number("lam"))),
        ..DISCRETE
    },
    Entry {
        name: "binomial",
        aliases: names(&["binom", "rbinom"]),
        origin: text("NumPy's binomial(n, p)"),
        about: text("Binomial u32: successes among n trials of probability p"),
        formula: text("P(k) = C(n, k) p^k (1 - p)^(n - k) for k = 0, ..., n."),
        parameters: &[
            uint32("n").is("Trials", Domain::Text("below 2^32")),
            float64("p").also(&["prob"]).is("Probability of success", Domain::Probability),
        ],
        examples: &[
            &[("n", Whole(20)), ("p", Number(0.3))],
            &[("n", Whole(1_000_000)), ("p", Number(0.3))],
        ],
        make: |a| numbers(Binomial::new(a.uint32("n"), a.number("p"))),
        ..DISCRETE
    },
    Entry {
        name: "geometric",
        aliases: names(&["geom"]),
        origin: text("NumPy's geometric(p), SciPy's geom"),
        about: text("Geometric u32: trials until the first success, with it"),
        formula: text("P(k) = p (1 - p)^(k - 1) for k = 1, 2, ...; above 2^32 - 1 it is 2^32 - 1."),
        parameters: &[float64("p")
            .also(&["prob"])
            .is("Probability of success", Domain::Closed(1.614e-10, 1.0))],
        examples: &[&[("p", Number(0.3))], &[("p", Number(0.1))]],
        make: |a| numbers(Geometric::new(a.number("p"))),
        ..DISCRETE
    },
    Entry {
        name: "negative_binomial",
        aliases: names(&["nbinom", "rnbinom"]),
        origin: text("NumPy's negative_binomial(n, p), SciPy's nbinom"),
        about: text("Negative binomial u32: failures before the n-th success"),
        formula: text("P(k) = Gamma(k + n) / (k! Gamma(n)) p^n (1 - p)^k for k = 0, 1, ..."),
        parameters: &[
            float64("n").is("Successes, whole or not", Domain::Positive),
            float64("p")
                .also(&["prob"])
                .is("Probability of success", Domain::Text("in (0, 1]")),
        ],
        examples: &[
            &[("n", Number(2.5)), ("p", Number(0.3))],
            &[("n", Number(2.5)), ("p", Number(0.5))],
        ],
        make: |a| numbers(NegativeBinomial::new(a.number("n"), a.number("p"))),
        ..DISCRETE
    },
    Entry {
        name: "hypergeometric",
        aliases: names(&["hypergeom", "hyper", "rhyper"]),
        origin: text("NumPy's hypergeometric(ngood, nbad, nsample)"),
        about: text("Hypergeometric u32: good ones among nsample drawn without replacement"),
        formula: text("P(k) = C(ngood, k) C(nbad, nsample - k) / C(ngood + nbad, nsample)."),
        parameters: &[
            uint64("ngood").is(
                "Good ones in the population",
                Domain::Text("with the bad ones at most 2^62"),
            ),
            uint64("nbad").is("Bad ones in the population", Domain::Text("")),
            uint64("nsample").is("How many are drawn", Domain::Text("at most ngood + nbad")),
        ],
        examples: &[
            &[("ngood", Whole(30)), ("nbad", Whole(20)), ("nsample", Whole(15))],
            &[("ngood", Whole(1 << 61)), ("nbad", Whole(48)), ("nsample", Whole(13))],
        ],
        make: |a| {
            numbers(Hypergeometric::new(
                a.uint64("ngood"),
                a.uint64("nbad"),
                a.uint64("nsample"),
            ))
        },
        ..DISCRETE
    },
    Entry {
        name: "zipf",
        aliases: names(&["zipfian"]),
        origin: text("SciPy's zipfian(a, n); NumPy's zipf is zeta"),
        about: text("Zipf u32: ranks 1 to n by a power law"),
        formula: text("P(k) = k^-a / (1^-a + 2^-a + ... + n^-a) for k = 1, ..., n."),
        parameters: &[
            EXPONENT.is("Exponent", Domain::Text("finite, 0 (uniform) or more")).of("SciPy"),
            uint32("n")
                .is(
                    "Largest rank",
                    Domain::Text("from 1 to 2^24 - 1, or to 2^32 - 1 where a >= 0.9"),
                )
                .of("SciPy"),
        ],
        examples: &[
            &[("a", Number(1.0)), ("n", Whole(30))],
            &[("a", Number(1.0)), ("n", Whole(1000))],
        ],
        make: |a| numbers(Zipf::new(a.number("a"), a.uint32("n"))),
        ..DISCRETE
    },
    Entry {
        name: "zeta",
        aliases: names(&["rzeta"]),
        origin: text("NumPy's zipf(a), SciPy's zipf"),
        about: text("Zeta u32: all positive integers by a power law"),
        formula: text("P(k) = k^-a / zeta(a) for k = 1, 2, ...; above 2^32 - 1 it is 2^32 - 1."),
        parameters: &[EXPONENT.is("Exponent", Domain::AtLeast(1.0305))],
        examples: &[&[("a", Number(2.0))], &[("a", Number(4.0))]],
        make: |a| numbers(Zeta::new(a.number("a"))),
        ..DISCRETE
    },
    Entry {
        name: "log_series",
        aliases: names(&["logseries", "logser"]),
        origin: text("NumPy's logseries(p), SciPy's logser"),
        about: text("Logarithmic series u32"),
        formula: text("P(k) = -p^k / (k ln(1 - p)) for k = 1, 2, ..."),
        parameters: &[float64("p").is("Parameter", Domain::Closed(0.0, 0.999_997_6))],
        examples: &[&[("p", Number(0.9))]],
        make: |a| numbers(LogSeries::new(a.number("p"))),
        ..DISCRETE
    },
    Entry {
        name: "rademacher",
        origin: text("JAX's rademacher()"),
        about: text("Rademacher i32: -1 or 1"),
        formula: text("P(-1) = P(1) = 1/2."),
        error: text("exact"),
        dtypes: &[Dtype::I32],
        make: |_| numbers(Ok::<_, ParameterError>(Rademacher::new())),
        ..DISCRETE
    },
    Entry {
        name: "beta_binomial",
        aliases: names(&["betabinom", "rbetabinom"]),
        origin: text("SciPy's betabinom(n, a, b)"),
        about: text("Beta-binomial u32: successes among n trials whose probability is beta"),
        formula: text("P(k) = C(n, k) B(k + a, n - k + b) / B(a, b) for k = 0, ..., n."),
        parameters: &[
            uint32("n")
                .is(
                    "Trials",
                    Domain::Text(
                        "any number up to 2^24, and more where the table has at most 2^24 thresholds",
                    ),
                )
                .of("SciPy"),
            float64("a")
                .also(&["alpha"])
                .is("Shape of success", Domain::Closed(1e-100, 1e100))
                .of("SciPy"),
            float64("b")
                .also(&["beta"])
                .is("Shape of failure", Domain::Closed(1e-100, 1e100))
                .of("SciPy"),
        ],
        examples: &[&[("n", Whole(20)), ("a", Number(2.0)), ("b", Number(3.0))]],
        make: |a| {
            numbers(BetaBinomial::new(
                a.uint32("n"),
                a.number("a"),
                a.number("b"),
            ))
        },
        ..DISCRETE
    },
    Entry {
        name: "categorical",
        aliases: names(&["choice", "rcat"]),
        origin: text("NumPy's choice(n, p), PyTorch's Categorical(probs)"),
        about: text("Categorical u32: indices 0, 1, ... by their weights"),
        formula: text("P(k) = weights[k] / sum of the weights."),
        parameters: &[of_kind("weights", Kind::List)
            .also(&["probs"])
            .is("Weights, of any sum", Domain::AtLeast(0.0))
            .of("")],
        examples: &[
            &[("weights", List(&[1.0, 4.0, 2.0, 0.0, 3.0]))],
            &[("weights", List(&[1.0, 0.0, 0.1]))],
            &[("weights", List(&[5.0]))],
        ],
        make: |a| numbers(Categorical::new(a.list("weights").iter().copied())),
        ..DISCRETE
    },
];
