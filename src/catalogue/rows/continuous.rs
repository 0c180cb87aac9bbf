//! Continuous families whose tails fall as exponentials do, and Cauchy.

use super::{CONTINUOUS, continuous};
use crate::{
    catalogue::{
        Domain, Entry,
        Value::Number,
        names,
        parameter::{LOC, SCALE, float64},
        text,
    },
    distr::{
        Cauchy, ChiSquared, Gamma, GeneralizedNormal, Gumbel, HalfNormal, InverseGaussian, Laplace,
        LogNormal, Logistic, Maxwell, Rayleigh, SkewNormal, Weibull,
    },
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "laplace",
        aliases: names(&["double_exponential", "rlaplace"]),
        origin: text("NumPy's laplace(loc, scale)"),
        about: text("Laplace f32 with a location and a scale"),
        formula: text(
            "Density exp(-|x - loc|/scale) / (2 scale). Reaches 44.4 scales on either side.",
        ),
        parameters: &[
            LOC.also(&["mean", "mu"])
                .is("Location: mean and median", Domain::Finite),
            SCALE,
        ],
        examples: &[&[], &[("loc", Number(-3.1)), ("scale", Number(0.1))]],
        is_per_element: true,
        make: |a| continuous(Laplace::new(a.number32("loc"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "logistic",
        aliases: names(&["logis", "rlogis"]),
        origin: text("NumPy's logistic(loc, scale)"),
        about: text("Logistic f32 with a location and a scale"),
        formula: text(
            "Distribution function 1 / (1 + exp(-(x - loc)/scale)). Reaches 45 scales on either side.",
        ),
        parameters: &[
            LOC.also(&["mean", "mu"])
                .is("Location: mean and median", Domain::Finite),
            SCALE,
        ],
        examples: &[&[]],
        make: |a| continuous(Logistic::new(a.number32("loc"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "gumbel",
        aliases: names(&["gumbel_r", "rgumbel"]),
        origin: text("NumPy's gumbel(loc, scale), SciPy's gumbel_r"),
        about: text("Gumbel f32, of maxima, with a location and a scale"),
        formula: text("Distribution function exp(-exp(-(x - loc)/scale))."),
        parameters: &[
            LOC.also(&["mu", "mode"])
                .is("Location: the mode", Domain::Finite),
            SCALE,
        ],
        examples: &[&[], &[("scale", Number(2.0))]],
        make: |a| continuous(Gumbel::new(a.number32("loc"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "cauchy",
        aliases: names(&["standard_cauchy", "rcauchy"]),
        origin: text("SciPy's cauchy(loc, scale), NumPy's standard_cauchy()"),
        about: text("Cauchy f32 with a location and a scale"),
        formula: text(
            "Density 1 / (pi scale (1 + ((x - loc)/scale)^2)). Reaches 1.17e19 scales on either side.",
        ),
        parameters: &[
            LOC.also(&["median"])
                .is("Location: the median", Domain::Finite),
            float64("scale").or(1.0).is(
                "Scale: half the distance of the quartiles",
                Domain::AtLeast(0.0),
            ),
        ],
        examples: &[&[], &[("loc", Number(1e-30))]],
        make: |a| continuous(Cauchy::new(a.number32("loc"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "half_normal",
        aliases: names(&["halfnorm", "halfnormal", "rhalfnorm"]),
        origin: text("SciPy's halfnorm(scale)"),
        about: text("Half-normal f32 with a scale"),
        formula: text(
            "|x| of a normal with mean 0: density sqrt(2/pi)/scale * exp(-(x/scale)^2 / 2) for x > 0.",
        ),
        parameters: &[float64("scale")
            .also(&["sigma"])
            .or(1.0)
            .is("Scale", Domain::AtLeast(0.0))],
        examples: &[&[], &[("scale", Number(3.0))]],
        make: |a| continuous(HalfNormal::new(a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "rayleigh",
        aliases: names(&["rrayleigh"]),
        origin: text("NumPy's rayleigh(scale)"),
        about: text("Rayleigh f32 with a scale"),
        formula: text("Density x/scale^2 * exp(-(x/scale)^2 / 2) for x > 0."),
        parameters: &[float64("scale")
            .also(&["sigma"])
            .or(1.0)
            .is("Scale: the mode", Domain::AtLeast(0.0))],
        examples: &[&[]],
        make: |a| continuous(Rayleigh::new(a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "maxwell",
        aliases: names(&["maxwell_boltzmann"]),
        origin: text("SciPy's maxwell(scale)"),
        about: text("Maxwell-Boltzmann f32 with a scale"),
        formula: text("Density sqrt(2/pi) * x^2/scale^3 * exp(-(x/scale)^2 / 2) for x > 0."),
        parameters: &[SCALE],
        examples: &[&[], &[("scale", Number(1e30))]],
        make: |a| continuous(Maxwell::new(a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "gamma",
        aliases: names(&["standard_gamma", "rgamma"]),
        origin: text("NumPy's gamma(shape, scale), SciPy's gamma(a)"),
        about: text("Gamma f32 with a shape and a scale"),
        formula: text(
            "Density x^(shape - 1) exp(-x/scale) / (Gamma(shape) scale^shape) for x > 0.",
        ),
        parameters: &[
            float64("shape")
                .also(&["a", "alpha", "k"])
                .is("Shape", Domain::Closed(1e-2, 1e9)),
            float64("scale")
                .also(&["theta"])
                .or(1.0)
                .is("Scale, which is 1/rate", Domain::AtLeast(0.0)),
        ],
        examples: &[
            &[("shape", Number(2.5))],
            &[("shape", Number(0.1)), ("scale", Number(0.1))],
        ],
        make: |a| continuous(Gamma::new(a.number("shape"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "chi_squared",
        aliases: names(&["chi2", "chisquare", "chisq", "rchisq"]),
        origin: text("NumPy's chisquare(df), SciPy's chi2"),
        about: text("Chi-squared f32 with degrees of freedom"),
        formula: text(
            "The sum of df squares of standard normals: the gamma distribution with shape df/2 and scale 2.",
        ),
        parameters: &[float64("df").is(
            "Degrees of freedom, whole or not",
            Domain::Closed(2e-2, 2e9),
        )],
        examples: &[&[("df", Number(3.0))]],
        make: |a| continuous(ChiSquared::new(a.number("df"))),
        ..CONTINUOUS
    },
    Entry {
        name: "log_normal",
        aliases: names(&["lognormal", "lognorm", "lnorm", "rlnorm"]),
        origin: text("NumPy's lognormal(mean, sigma); SciPy's lognorm(s) with scale e^mean"),
        about: text("Log-normal f32 by mean and standard deviation of the logarithm"),
        formula: text(
            "exp(mean + sigma z) for a standard normal z: density exp(-((ln x - mean)/sigma)^2 / 2) / (x sigma sqrt(2 pi)) for x > 0.",
        ),
        parameters: &[
            float64("mean").also(&["mu", "meanlog"]).or(0.0).is(
                "Mean of the logarithm",
                Domain::Text("up to 88.7, where half of the samples are past float32"),
            ),
            float64("sigma").also(&["s", "sdlog"]).or(1.0).is(
                "Standard deviation of the logarithm",
                Domain::Closed(0.0, 78.1),
            ),
        ],
        examples: &[
            &[("sigma", Number(0.5))],
            &[("mean", Number(-1.1)), ("sigma", Number(0.3))],
        ],
        make: |a| continuous(LogNormal::new(a.number("mean"), a.number("sigma"))),
        ..CONTINUOUS
    },
    Entry {
        name: "weibull",
        aliases: names(&["weibull_min", "rweibull"]),
        origin: text("NumPy's weibull(a), SciPy's weibull_min(c)"),
        about: text("Weibull f32 with a shape and a scale"),
        formula: text("Distribution function 1 - exp(-(x/scale)^a) for x > 0."),
        parameters: &[
            float64("a")
                .also(&["shape", "c", "k"])
                .is("Shape", Domain::Closed(1e-2, 1e6)),
            SCALE,
        ],
        examples: &[
            &[("a", Number(1.5))],
            &[("a", Number(1.5)), ("scale", Number(10.0))],
        ],
        make: |a| continuous(Weibull::new(a.number("a"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "inverse_gaussian",
        aliases: names(&["wald", "invgauss", "inverse_normal", "rinvgauss"]),
        origin: text("NumPy's wald(mean, scale); SciPy's invgauss(mu) with mu = mean/scale"),
        about: text("Inverse Gaussian or Wald f32 with a mean and a scale"),
        formula: text(
            "Density sqrt(scale/(2 pi x^3)) exp(-scale (x - mean)^2 / (2 mean^2 x)) for x > 0. scale/mean is from 1e-6 to 1e9.",
        ),
        parameters: &[
            float64("mean").is("Mean", Domain::Positive),
            float64("scale")
                .also(&["lambda", "lam", "shape"])
                .is("Shape lambda, which NumPy calls scale", Domain::Positive),
        ],
        examples: &[
            &[("mean", Number(1.0)), ("scale", Number(2.0))],
            &[("mean", Number(2.0)), ("scale", Number(8.0))],
        ],
        make: |a| continuous(InverseGaussian::new(a.number("mean"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "skew_normal",
        aliases: names(&["skewnorm", "skewnormal", "rsn"]),
        origin: text("SciPy's skewnorm(a)"),
        about: text("Skew normal f32 with a shape, a location and a scale"),
        formula: text("Density 2/scale * phi(y) * Phi(alpha y) with y = (x - loc)/scale."),
        parameters: &[
            float64("alpha").also(&["shape", "a"]).is(
                "Shape: 0 is the normal distribution",
                Domain::Closed(-1e6, 1e6),
            ),
            LOC.is("Location, which is not the mean", Domain::Finite),
            SCALE,
        ],
        examples: &[&[("alpha", Number(4.0))], &[("alpha", Number(-4.0))]],
        make: |a| {
            continuous(SkewNormal::new(
                a.number("alpha"),
                a.number32("loc"),
                a.number("scale"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "generalized_normal",
        aliases: names(&["gennorm", "exponential_power"]),
        origin: text("SciPy's gennorm(beta), JAX's generalized_normal(p)"),
        about: text("Generalised normal f32 with a shape, a location and a scale"),
        formula: text("Density beta / (2 scale Gamma(1/beta)) * exp(-|(x - loc)/scale|^beta)."),
        parameters: &[
            float64("beta").also(&["shape"]).is(
                "Shape: 1 is the Laplace distribution, 2 the normal one",
                Domain::Closed(0.788, 100.0),
            ),
            LOC.also(&["mean", "mu"])
                .is("Location: mean and median", Domain::Finite),
            SCALE,
        ],
        examples: &[
            &[("beta", Number(8.0))],
            &[("beta", Number(8.0)), ("loc", Number(1.0))],
        ],
        make: |a| {
            continuous(GeneralizedNormal::new(
                a.number("beta"),
                a.number32("loc"),
                a.number("scale"),
            ))
        },
        ..CONTINUOUS
    },
];
