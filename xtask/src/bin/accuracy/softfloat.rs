//! Softfloat multiply and add, against the processor's f32: equal bits, but one NaN for all NaNs.

use seedbed::accuracy::{f32_add, f32_mul};

use crate::{Row, each, random};

pub fn multiply(count: usize) -> Row {
    row("f32 multiply", count, f32_mul, |a, b| a * b)
}

pub fn add(count: usize) -> Row {
    row("f32 add", count, f32_add, |a, b| a + b)
}

/// How many results were of a kind, so that a reader sees that it occurred, and the first wrong pair.
#[derive(Default)]
struct Seen {
    nan: u64,
    infinite: u64,
    subnormal: u64,
    different: Option<(u32, u32)>,
}

fn row(name: &str, count: usize, ours: fn(u32, u32) -> u32, theirs: fn(f32, f32) -> f32) -> Row {
    let seen = each(
        name,
        count,
        Seen::default,
        |i, mut seen| {
            let (a, b) = operands(i);
            let right = theirs(f32::from_bits(a), f32::from_bits(b));
            let bits = if right.is_nan() {
                0x7fc0_0000
            } else {
                right.to_bits()
            };
            if ours(a, b) != bits {
                seen.different = Some((a, b));
            }
            seen.nan += u64::from(right.is_nan());
            seen.infinite += u64::from(right.is_infinite());
            seen.subnormal += u64::from(right.is_subnormal());
            seen
        },
        |a, b| Seen {
            nan: a.nan + b.nan,
            infinite: a.infinite + b.infinite,
            subnormal: a.subnormal + b.subnormal,
            different: a.different.or(b.different),
        },
    );
    Row {
        check: name.to_owned(),
        count,
        ulp: None,
        at: String::new(),
        absolute: None,
        unrounded: None,
        monotone: None,
        range: format!(
            "{} NaN, {} infinite, {} subnormal",
            seen.nan, seen.infinite, seen.subnormal
        ),
        wrong: seen
            .different
            .map(|(a, b)| format!("differs from the processor at {a:#010x}, {b:#010x}"))
            .into_iter()
            .collect(),
    }
}

/// Any bits, and pairs where rounding is hard: exponents near each other, subnormal operands and
/// results, overflow, cancellation, special values.
fn operands(i: u64) -> (u32, u32) {
    const SPECIAL: [u32; 10] = [
        0,
        1,
        0x007f_ffff,
        0x0080_0000,
        0x3f80_0000,
        0x3fff_ffff,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7f80_0001,
        0x7fff_ffff,
    ];
    let random = random(i);
    let (a, b) = (random as u32, (random >> 32) as u32);
    let exponent_of_a = (a >> 23) & 0xff;
    let with_exponent = |bits: u32, exponent: u32| (bits & 0x807f_ffff) | ((exponent & 0xff) << 23);
    let sign = b & 0x8000_0000;
    match i % 8 {
        0 => (a, b),
        1 => (
            a,
            with_exponent(b, exponent_of_a.wrapping_add((b >> 24) % 6).wrapping_sub(3)),
        ),
        2 => (a & 0x80ff_ffff, b),
        3 => (a & 0x83ff_ffff, with_exponent(b, 120 + (b >> 23) % 30)),
        // The product is near the smallest normal number, or near the largest.
        4 => (
            a,
            with_exponent(
                b,
                127u32
                    .wrapping_sub(exponent_of_a)
                    .wrapping_add((b >> 23) % 40),
            ),
        ),
        5 => (
            a,
            with_exponent(
                b,
                360u32
                    .wrapping_sub(exponent_of_a)
                    .wrapping_add((b >> 23) % 40),
            ),
        ),
        // The same number but for a few bits and the sign.
        6 => (a, a ^ (b & 0x8000_ffff & !((b >> 16) & 0xff))),
        _ => (a, SPECIAL[(random >> 33) as usize % SPECIAL.len()] | sign),
    }
}
