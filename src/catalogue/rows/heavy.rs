//! Continuous families with heavy tails.

use super::{CONTINUOUS, continuous};
use crate::{
    catalogue::{
        Domain, Entry,
        Value::Number,
        names,
        parameter::{LOC, SCALE, float64},
        text,
    },
    distr::{FisherF, Frechet, Lomax, Pareto, StudentT},
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "student_t",
        aliases: names(&["student", "t", "standard_t", "studentt", "rt"]),
        origin: text("NumPy's standard_t(df), SciPy's t"),
        about: text("Student's t f32 with degrees of freedom, a location and a scale"),
        formula: text(
            "Density (1 + y^2/df)^(-(df + 1)/2) / (scale sqrt(df) B(df/2, 1/2)) with y = (x - loc)/scale.",
        ),
        parameters: &[
            float64("df").also(&["nu"]).is(
                "Degrees of freedom, whole or not",
                Domain::Closed(0.0614, 1e9),
            ),
            LOC.also(&["median"])
                .is("Location: the median", Domain::Finite),
            SCALE,
        ],
        examples: &[
            &[("df", Number(3.0))],
            &[("df", Number(4.0)), ("loc", Number(-0.1))],
        ],
        make: |a| {
            continuous(StudentT::new(
                a.number("df"),
                a.number32("loc"),
                a.number("scale"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "fisher_f",
        aliases: names(&["fisher", "f", "fisher_snedecor", "rf"]),
        origin: text("NumPy's f(dfnum, dfden)"),
        about: text("Fisher's F f32 with two degrees of freedom"),
        formula: text(
            "The ratio of two chi-squared variables, each divided by its degrees of freedom.",
        ),
        parameters: &[
            float64("dfnum").also(&["dfn", "df1"]).is(
                "Degrees of freedom of the numerator",
                Domain::Closed(2e-2, 1e9),
            ),
            float64("dfden").also(&["dfd", "df2"]).is(
                "Degrees of freedom of the denominator",
                Domain::Closed(0.125, 1e9),
            ),
        ],
        examples: &[&[("dfnum", Number(5.0)), ("dfden", Number(20.0))]],
        make: |a| continuous(FisherF::new(a.number("dfnum"), a.number("dfden"))),
        ..CONTINUOUS
    },
    Entry {
        name: "frechet",
        aliases: names(&["invweibull", "rfrechet"]),
        origin: text("SciPy's invweibull(c)"),
        about: text("Frechet f32 with a shape, a location and a scale"),
        formula: text("Distribution function exp(-((x - loc)/scale)^-alpha) for x > loc."),
        parameters: &[
            float64("alpha")
                .also(&["shape", "a", "c"])
                .is("Shape", Domain::Closed(0.0625, 1e6)),
            LOC.is("Location: the lower end", Domain::Finite),
            SCALE,
        ],
        examples: &[&[("alpha", Number(3.0))]],
        make: |a| {
            continuous(Frechet::new(
                a.number("alpha"),
                a.number32("loc"),
                a.number("scale"),
            ))
        },
        ..CONTINUOUS
    },
    Entry {
        name: "pareto",
        aliases: names(&["rpareto"]),
        origin: text("SciPy's pareto(b); NumPy's pareto is lomax"),
        about: text("Pareto f32, of the first kind, with a shape and a scale"),
        formula: text(
            "Distribution function 1 - (scale/x)^a for x >= scale. NumPy's pareto(a) is this with scale 1, less 1: lomax.",
        ),
        parameters: &[
            float64("a")
                .also(&["shape", "alpha", "b"])
                .is("Shape, or tail index", Domain::Closed(0.0625, 1e6)),
            float64("scale")
                .or(1.0)
                .is("Scale: the least value", Domain::AtLeast(0.0)),
        ],
        examples: &[
            &[("a", Number(3.0))],
            &[("a", Number(1.16)), ("scale", Number(1e4))],
        ],
        make: |a| continuous(Pareto::new(a.number("a"), a.number("scale"))),
        ..CONTINUOUS
    },
    Entry {
        name: "lomax",
        aliases: names(&["pareto2", "rlomax"]),
        origin: text("NumPy's pareto(a), SciPy's lomax(c)"),
        about: text("Lomax f32, or Pareto of the second kind, with a shape and a scale"),
        formula: text("Distribution function 1 - (1 + x/scale)^-a for x > 0."),
        parameters: &[
            float64("a")
                .also(&["shape", "alpha", "c"])
                .is("Shape, or tail index", Domain::Closed(0.0625, 1e6)),
            SCALE,
        ],
        examples: &[
            &[("a", Number(3.0))],
            &[("a", Number(1.16)), ("scale", Number(1e4))],
        ],
        make: |a| continuous(Lomax::new(a.number("a"), a.number("scale"))),
        ..CONTINUOUS
    },
];
