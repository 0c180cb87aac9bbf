//! Words, and uniform numbers.

#[cfg(feature = "half")]
use crate::distr::{UniformBf16, UniformF16};
use crate::{
    catalogue::{
        CatalogueError, Domain, Drawable, Dtype, Entry, Presence,
        Value::Number,
        arguments::Arguments,
        drawable::numbers,
        names,
        parameter::float64,
        text,
        typed::{TypedRow, typed},
    },
    distr::{
        Bits32, Bits64, Open01, OpenClosed01, ParameterError, Standard, Standard64, Uniform,
        Uniform64,
    },
};

use super::{ROW, unbounded::nearest};

/// Without the crate `half` there are no types of 16 bits.
pub const FLOATS: &[Dtype] = if cfg!(feature = "half") {
    &[Dtype::F32, Dtype::F64, Dtype::F16, Dtype::Bf16]
} else {
    &[Dtype::F32, Dtype::F64]
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "bits32",
        about: text("Random u32: the words of the stream"),
        formula: text("All of 0..=2^32-1, equally likely."),
        dtypes: &[Dtype::U32],
        pictures: 0,
        make: |_| numbers(Ok::<_, ParameterError>(Bits32)),
        ..ROW
    },
    Entry {
        name: "bits64",
        about: text("Random u64: two words each, low word first"),
        formula: text("All of 0..=2^64-1, equally likely."),
        words: text("Two words a sample"),
        dtypes: &[Dtype::U64],
        pictures: 0,
        make: |_| numbers(Ok::<_, ParameterError>(Bits64)),
        ..ROW
    },
    Entry {
        name: "uniform",
        aliases: names(&["random", "rand", "unif", "runif"]),
        origin: text("NumPy's uniform(low, high), and random() without bounds"),
        about: text("Uniform floats on [0, 1), or on [low, high)"),
        formula: text(
            "Without bounds: k/2^24 for k in 0..2^24, equally likely and exact.\n\
             With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never\n\
             `high`; so bounds of 0 and 1 are finer than none, and have other bits.\n\
             With float64: 53 bits for 24, 63 for 31. With float16 or bfloat16: the sample with bounds,\n\
             0 and 1 if there are none, rounded once to 16 bits.",
        ),
        words: text("One word a sample; with float64 two"),
        error: text("exact without bounds; else one rounding"),
        parameters: &[
            float64("low")
                .also(&["min"])
                .given(Presence::Together)
                .is("Lower bound, which occurs", Domain::Finite),
            float64("high").also(&["max"]).given(Presence::Together).is(
                "Upper bound, which does not occur",
                Domain::Text("finite, above low"),
            ),
        ],
        dtypes: FLOATS,
        is_per_element: true,
        examples: &[
            &[("low", Number(-1.0)), ("high", Number(3.0))],
            &[("low", Number(0.0)), ("high", Number(1.0))],
            &[],
        ],
        typed: if cfg!(feature = "half") {
            TYPED
        } else {
            TYPED_WIDE
        },
        make: uniform,
        ..ROW
    },
    Entry {
        name: "open01",
        origin: text("rand's Open01"),
        about: text("Uniform f32 on (0, 1)"),
        formula: text("(k + 1/2)/2^23 for k in 0..2^23, equally likely and exact."),
        pictures: 0,
        make: |_| numbers(Ok::<_, ParameterError>(Open01)),
        ..ROW
    },
    Entry {
        name: "openclosed01",
        origin: text("rand's OpenClosed01"),
        about: text("Uniform f32 on (0, 1]"),
        formula: text("(k + 1)/2^24 for k in 0..2^24, equally likely and exact."),
        pictures: 0,
        make: |_| numbers(Ok::<_, ParameterError>(OpenClosed01)),
        ..ROW
    },
    Entry {
        name: "uniform64",
        origin: text("NumPy's random()"),
        about: text("Uniform f64 on [0, 1)"),
        formula: text("k/2^53 for k in 0..2^53, equally likely and exact."),
        words: text("Two words a sample"),
        dtypes: &[Dtype::F64],
        pictures: 0,
        typed: &[typed("standard64", Dtype::F64)],
        make: |_| numbers(Ok::<_, ParameterError>(Standard64)),
        ..ROW
    },
];

const STANDARD: TypedRow = TypedRow {
    name: "standard",
    dtype: Dtype::F32,
    without: &["low", "high"],
};

const TYPED_WIDE: &[TypedRow] = &[
    STANDARD,
    typed("uniform", Dtype::F32),
    typed("uniform64", Dtype::F64),
];

const TYPED: &[TypedRow] = &[
    STANDARD,
    typed("uniform", Dtype::F32),
    typed("uniform64", Dtype::F64),
    typed("uniform_f16", Dtype::F16),
    typed("uniform_bf16", Dtype::Bf16),
];

fn uniform(a: &Arguments<'_>) -> Result<Drawable, CatalogueError> {
    let dtype = a.dtype();
    if !a.has("low") {
        match dtype {
            Dtype::F32 => return numbers(Ok::<_, ParameterError>(Standard)),
            Dtype::F64 => return numbers(Ok::<_, ParameterError>(Standard64)),
            _ => {}
        }
    }
    let (low, high) = match a.has("low") {
        true => (a.number("low"), a.number("high")),
        false => (0.0, 1.0),
    };
    // Errors have the numbers as given, whatever becomes of them.
    let uniform64 = Uniform64::new(low, high)?;
    if dtype == Dtype::F64 {
        return numbers(Ok::<_, ParameterError>(uniform64));
    }
    let (low, high) = (nearest("low", low)?, nearest("high", high)?);
    let of_floats = |error| CatalogueError::of_floats(error, dtype);
    match dtype {
        #[cfg(feature = "half")]
        Dtype::F16 => numbers(UniformF16::new(low, high).map_err(of_floats)),
        #[cfg(feature = "half")]
        Dtype::Bf16 => numbers(UniformBf16::new(low, high).map_err(of_floats)),
        _ => numbers(Uniform::new(low, high).map_err(of_floats)),
    }
}
