//! Continuous families on an interval.

use super::{CONTINUOUS, continuous};
use crate::{
    catalogue::{
        Domain, Entry,
        Value::Number,
        names,
        parameter::{float32, float64},
        text,
    },
    distr::{Beta, Pert, PowerFunction, Triangular, TruncatedNormal, VonMises},
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "beta",
        aliases: names(&["rbeta"]),
        origin: text("NumPy's beta(a, b)"),
        about: text("Beta f32 with two shapes"),
        formula: text("Density x^(a - 1) (1 - x)^(b - 1) / B(a, b) on [0, 1]."),
        parameters: &[
            float64("a")
                .also(&["alpha", "shape1"])
                .is("Exponent of x, plus 1", Domain::Closed(1e-2, 1e6)),
            float64("b")
                .also(&["beta", "shape2"])
                .is("Exponent of 1 - x, plus 1", Domain::Closed(1e-2, 1e6)),
        ],
        examples: &[
            &[("a", Number(0.5)), ("b", Number(0.5))],
            &[("a", Number(2.0)), ("b", Number(5.0))],
        ],
        pictures: 2,
        make: |a| continuous(Beta::new(a.number("a"), a.number("b"))),
        ..CONTINUOUS
    },
    Entry {
        name: "pert",
        aliases: names(&["beta_pert", "rpert"]),
        origin: text("R's rpert(min, mode, max, shape)"),
        about: text("PERT f32: least, usual and largest value"),
        formula: text(
            "The beta distribution on [left, right] with exponents 1 + lambd (mode - left)/(right - left) and 1 + lambd (right - mode)/(right - left).",
        ),
        parameters: &[
            float32("left")
                .also(&["min", "low"])
                .is("Least value", Domain::Finite),
            float32("mode").is("Mode", Domain::Text("from left to right")),
            float32("right")
                .also(&["max", "high"])
                .is("Largest value", Domain::Text("finite, above left")),
            float64("lambd")
                .also(&["lambda", "shape"])
                .or(4.0)
                .is("Weight of the mode", Domain::Closed(0.0, 1e5)),
        ],
        examples: &[&[
            ("left", Number(3.0)),
            ("mode", Number(5.0)),
            ("right", Number(12.0)),
        ]],
        make: |a| {
            continuous(Pert::new(
                a.number32("left"),
                a.number32("mode"),
                a.number32("right"),
                a.number("lambd"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "power_function",
        aliases: names(&["power", "powerlaw"]),
        origin: text("NumPy's power(a), SciPy's powerlaw"),
        about: text("Power function f32 with a shape"),
        formula: text("Density a x^(a - 1) on [0, 1]."),
        parameters: &[float64("a")
            .also(&["shape", "alpha"])
            .is("Shape", Domain::Closed(1e-2, 1e6))],
        examples: &[&[("a", Number(3.0))]],
        make: |a| continuous(PowerFunction::new(a.number("a"))),
        ..CONTINUOUS
    },
    Entry {
        name: "triangular",
        aliases: names(&["triang", "triangle", "rtriangle"]),
        origin: text("NumPy's triangular(left, mode, right)"),
        about: text("Triangular f32: least, usual and largest value"),
        formula: text("Density rising from left to mode in a straight line, and falling to right."),
        parameters: &[
            float32("left")
                .also(&["min", "low"])
                .is("Least value", Domain::Finite),
            float32("mode").is("Mode", Domain::Text("from left to right")),
            float32("right")
                .also(&["max", "high"])
                .is("Largest value", Domain::Text("finite, above left")),
        ],
        examples: &[&[
            ("left", Number(-1.0)),
            ("mode", Number(0.0)),
            ("right", Number(3.0)),
        ]],
        make: |a| {
            continuous(Triangular::new(
                a.number32("left"),
                a.number32("mode"),
                a.number32("right"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "truncated_normal",
        aliases: names(&["truncnorm", "rtruncnorm"]),
        origin: text("SciPy's truncnorm, its bounds in the units of the result"),
        about: text("Normal f32, given that it lies from low to high"),
        formula: text(
            "Density in proportion to exp(-((x - mean)/std)^2 / 2) on [low, high], the bounds in the units of the result. The nearer bound is within 1e6 standard deviations of the mean.",
        ),
        parameters: &[
            float32("mean")
                .also(&["loc", "mu"])
                .or(0.0)
                .is("Mean of the normal that is cut", Domain::Finite),
            float64("std")
                .also(&["scale", "sigma", "sd"])
                .or(1.0)
                .is("Its standard deviation", Domain::Positive),
            float32("low")
                .also(&["min"])
                .is("Least value", Domain::Finite),
            float32("high")
                .also(&["max"])
                .is("Largest value", Domain::Text("finite, above low")),
        ],
        examples: &[
            &[("low", Number(-1.0)), ("high", Number(2.0))],
            &[("low", Number(-1.0)), ("high", Number(16777217.0))],
        ],
        make: |a| {
            continuous(TruncatedNormal::new(
                a.number32("mean"),
                a.number("std"),
                a.number32("low"),
                a.number32("high"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "von_mises",
        aliases: names(&["vonmises", "rvonmises"]),
        origin: text("NumPy's vonmises(mu, kappa)"),
        about: text("Von Mises f32, the normal distribution of the circle"),
        formula: text("Density exp(kappa cos(x - mu)) / (2 pi I0(kappa)) on [mu - pi, mu + pi]."),
        parameters: &[
            float32("mu")
                .also(&["loc", "mean"])
                .or(0.0)
                .is("Mean direction, in radians", Domain::Finite),
            float64("kappa")
                .also(&["concentration"])
                .is("Concentration: 0 is uniform", Domain::Closed(0.0, 1e9)),
        ],
        examples: &[&[("kappa", Number(2.0))]],
        make: |a| continuous(VonMises::new(a.number32("mu"), a.number("kappa"))),
        ..CONTINUOUS
    },
];
