//! Integers and trials.

use super::{DISCRETE, ROW};
use crate::{
    catalogue::{
        CatalogueError, Domain, Drawable, Dtype, Entry, Group, Kind, Parameter,
        Value::{Integer as Whole, Number},
        arguments::Arguments,
        drawable::{Sample, numbers},
        names,
        parameter::{float64, of_kind},
        text,
        typed::typed,
    },
    distr::{Bernoulli, BernoulliMask, Integer, Integers, ParameterError},
};

const P: Parameter = float64("p")
    .also(&["prob"])
    .or(0.5)
    .is("Probability of 1", Domain::Probability)
    .of("SciPy");

pub const ROWS: &[Entry] = &[
    Entry {
        name: "integers",
        aliases: names(&["randint"]),
        origin: text("NumPy's integers(low, high)"),
        group: Group::Discrete,
        about: text("Integers on [low, high), unbiased"),
        formula: text("Every integer from low to high - 1, equally likely (Lemire 2019)."),
        words: text(
            "One word a sample for 32-bit types, two for 64-bit ones, and more where a word is rejected",
        ),
        error: text("unbiased to 2^-128"),
        parameters: &[
            of_kind("low", Kind::Integer)
                .or(0.0)
                .is("Lower bound, which occurs", Domain::Text("")),
            of_kind("high", Kind::Integer).is(
                "Upper bound, which does not occur",
                Domain::Text("above low"),
            ),
        ],
        dtypes: &[Dtype::I64, Dtype::U64, Dtype::I32, Dtype::U32],
        examples: &[
            &[("low", Whole(1)), ("high", Whole(7))],
            &[("high", Whole(5))],
        ],
        typed: &[
            typed("integers", Dtype::I32),
            typed("integers_u32", Dtype::U32),
            typed("integers_i64", Dtype::I64),
            typed("integers_u64", Dtype::U64),
        ],
        make: |a| match a.dtype() {
            Dtype::U32 => integers::<u32>(a),
            Dtype::I32 => integers::<i32>(a),
            Dtype::U64 => integers::<u64>(a),
            _ => integers::<i64>(a),
        },
        ..ROW
    },
    Entry {
        name: "bernoulli",
        origin: text("SciPy's bernoulli(p)"),
        about: text("1 with probability p, else 0"),
        formula: text("Exact for every p that is a multiple of 2^-64."),
        error: text("probability within 2^-65"),
        parameters: &[P],
        is_per_element: true,
        examples: &[&[("p", Number(0.3))], &[]],
        make: |a| numbers(Bernoulli::new(a.number("p"))),
        ..DISCRETE
    },
    Entry {
        name: "bernoulli_mask",
        about: text("32 Bernoulli trials in the bits of a u32, as for dropout"),
        formula: text(
            "Bit k of sample i, the lowest first, is trial 32 i + k: 1 with probability p, the samples of\n\
             `bernoulli` from a multiple of 32 on. A count is one of samples of 32 trials. In memory and in\n\
             files, byte j of the samples has the trials from 8 j on, so that the trials are\n\
             np.unpackbits(a.view(np.uint8), bitorder=\"little\").",
        ),
        words: text("32 words a sample"),
        error: text("probability within 2^-65"),
        parameters: &[P],
        examples: &[&[("p", Number(0.9))]],
        pictures: 0,
        make: |a| Ok(Drawable::Mask(BernoulliMask::new(a.number("p"))?)),
        ..DISCRETE
    },
];

/// Integers in `low..high`, where `high` may be one more than the type's largest.
fn integers<T: Integer + Sample + TryFrom<i128>>(
    a: &Arguments<'_>,
) -> Result<Drawable, CatalogueError> {
    let (low, high) = (a.integer("low"), a.integer("high"));
    if low >= high {
        return Err(ParameterError::empty(low, high).into());
    }
    let bound = |parameter, value: i128, in_type: i128| {
        T::try_from(in_type).map_err(|_| CatalogueError::Bound {
            parameter,
            value,
            dtype: a.dtype(),
        })
    };
    numbers(Integers::new_inclusive(
        bound("low", low, low)?,
        bound("high", high, high - 1)?,
    ))
}
