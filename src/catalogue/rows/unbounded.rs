//! The normal and the exponential distribution.

use super::{CONTINUOUS, uniform::FLOATS};
#[cfg(feature = "half")]
use crate::distr::{NormalBf16, NormalF16};
use crate::{
    catalogue::{
        CatalogueError, Domain, Drawable, Dtype, Entry,
        Value::Number,
        arguments::Arguments,
        drawable::numbers,
        names,
        parameter::float64,
        text,
        typed::{TypedRow, typed},
    },
    distr::{Exponential, Exponential64, Normal, Normal64, ParameterError},
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "normal",
        aliases: names(&[
            "gaussian",
            "gauss",
            "norm",
            "randn",
            "standard_normal",
            "rnorm",
        ]),
        origin: text("NumPy's normal(loc, scale), SciPy's norm"),
        about: text("Normal floats with a mean and a standard deviation"),
        formula: text(
            "mean + std * z, where z is the standard normal's quantile of the sample's word: density\n\
             exp(-((x - mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03 standard deviations.\n\
             With float16 or bfloat16 the same number, rounded once to 16 bits.",
        ),
        words: text("One word a sample; with float64 two"),
        error: text("standard: 0.71 ulp; with float64 0.54 ulp"),
        parameters: &[
            float64("mean")
                .also(&["loc", "mu"])
                .or(0.0)
                .is("Mean", Domain::Finite)
                .of(""),
            float64("std")
                .also(&["scale", "sigma", "sd"])
                .or(1.0)
                .is("Standard deviation", Domain::AtLeast(0.0))
                .of(""),
        ],
        dtypes: FLOATS,
        is_per_element: true,
        examples: &[&[], &[("mean", Number(170.0)), ("std", Number(8.0))]],
        typed: if cfg!(feature = "half") {
            NORMAL
        } else {
            NORMAL_WIDE
        },
        make: normal,
        ..CONTINUOUS
    },
    Entry {
        name: "exponential",
        aliases: names(&["expon", "exp", "standard_exponential", "rexp"]),
        origin: text("NumPy's exponential(scale), SciPy's expon"),
        about: text("Exponential floats with a scale"),
        formula: text(
            "-scale * ln(u) for the sample's word u: density exp(-x/scale) / scale for x > 0. Reaches 43.9\n\
             times the scale.",
        ),
        words: text("One word a sample; with float64 two"),
        error: text("standard: 0.96 ulp; with float64 0.54 ulp"),
        parameters: &[float64("scale")
            .also(&["mean"])
            .or(1.0)
            .is("Mean, which is 1/rate", Domain::AtLeast(0.0))],
        dtypes: &[Dtype::F32, Dtype::F64],
        is_per_element: true,
        examples: &[&[], &[("scale", Number(2.5))]],
        typed: &[
            typed("exponential", Dtype::F32),
            typed("exponential64", Dtype::F64),
        ],
        make: exponential,
        ..CONTINUOUS
    },
];

const NORMAL_WIDE: &[TypedRow] = &[typed("normal", Dtype::F32), typed("normal64", Dtype::F64)];

const NORMAL: &[TypedRow] = &[
    typed("normal", Dtype::F32),
    typed("normal64", Dtype::F64),
    typed("normal_f16", Dtype::F16),
    typed("normal_bf16", Dtype::Bf16),
];

fn normal(a: &Arguments<'_>) -> Result<Drawable, CatalogueError> {
    let (dtype, mean, std) = (a.dtype(), a.number("mean"), a.number("std"));
    // Errors have the numbers as given, whatever becomes of them.
    let normal64 = Normal64::new(mean, std)?;
    if dtype == Dtype::F64 {
        return numbers(Ok::<_, ParameterError>(normal64));
    }
    if mean as f32 == 0.0 {
        check_not_lost("std", std)?;
    }
    let (mean, std) = (nearest("mean", mean)?, nearest("std", std)?);
    let of_floats = |error| CatalogueError::of_floats(error, dtype);
    match dtype {
        #[cfg(feature = "half")]
        Dtype::F16 => numbers(NormalF16::new(mean, std).map_err(of_floats)),
        #[cfg(feature = "half")]
        Dtype::Bf16 => numbers(NormalBf16::new(mean, std).map_err(of_floats)),
        _ => numbers(Normal::new(mean, std).map_err(of_floats)),
    }
}

fn exponential(a: &Arguments<'_>) -> Result<Drawable, CatalogueError> {
    let scale = a.number("scale");
    let exponential64 = Exponential64::new(scale)?;
    if a.dtype() == Dtype::F64 {
        return numbers(Ok::<_, ParameterError>(exponential64));
    }
    check_not_lost("scale", scale)?;
    numbers(Exponential::new(nearest("scale", scale)?))
}

/// The nearest float32 of a finite number.
pub fn nearest(name: &str, value: f64) -> Result<f32, CatalogueError> {
    let nearest = value as f32;
    match nearest.is_finite() {
        true => Ok(nearest),
        false => Err(CatalogueError::past_float32(name, value)),
    }
}

/// A scale of 0 is one that was asked for.
fn check_not_lost(name: &str, scale: f64) -> Result<(), CatalogueError> {
    if scale == 0.0 || scale as f32 != 0.0 {
        return Ok(());
    }
    Err(CatalogueError::lost_in_float32(name, scale))
}
