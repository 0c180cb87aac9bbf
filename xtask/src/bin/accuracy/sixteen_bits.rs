//! The transforms to 16 bits: one rounding, so half a unit in the last place.

use half::{bf16, f16};
use seedbed::{
    accuracy::samples16,
    distr::{Float16, Normal16, Uniform16},
};

use crate::{
    Row, each, random,
    reference::{Probability, upper_normal_quantile},
};

/// Stated in ulp of the 16-bit result, beside what the f32 sample has before its rounding.
const BOUND: f64 = 0.5;
/// Stated for results that would round to a number outside the interval.
const END_BOUND: f64 = 1.0;
/// Relative and, for |z| < 2⁻⁶, absolute error of `z` before the rounding.
const RELATIVE: f64 = 1.8e-8;
const ABSOLUTE: f64 = 6.2e-10;
/// The sum of location and scaled value is cut at 1/16 ulp of f32 of the larger.
const CUT: f64 = 1.0 / 134_217_728.0;
/// A uniform sample has words of 31 bits.
const WORD: f64 = 1.0 / 4_294_967_296.0;
/// Words tried with each set of parameters, rising.
const WORDS: usize = 1 << 10;

/// A format of 16 bits.
pub trait Format: Float16 {
    const TYPE: &'static str;
    /// Bits of the significand, without the implied one.
    const DIGITS: i32;
    /// Exponents of the smallest normal number and of the one above the largest.
    const EXPONENTS: [i32; 2];

    fn of(bits: u16) -> Self;
    fn as_f64(self) -> f64;

    /// The spacing around a number.
    fn ulp(x: f64) -> f64 {
        let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
        2f64.powi(exponent.max(Self::EXPONENTS[0]) - Self::DIGITS)
    }

    /// Numbers from here on are infinite.
    fn limit() -> f64 {
        2f64.powi(Self::EXPONENTS[1]) * (1.0 - 2f64.powi(-Self::DIGITS - 2))
    }
}

macro_rules! formats {
    ($($type:ident $digits:literal $exponents:expr;)*) => {$(
        impl Format for $type {
            const TYPE: &'static str = stringify!($type);
            const DIGITS: i32 = $digits;
            const EXPONENTS: [i32; 2] = $exponents;

            fn of(bits: u16) -> Self {
                $type::from_bits(bits)
            }

            fn as_f64(self) -> f64 {
                self.to_f64()
            }
        }
    )*};
}

formats! {
    f16 10 [-14, 16];
    bf16 7 [-126, 128];
}

#[derive(Clone, Copy)]
struct Seen {
    words: usize,
    ulp: f64,
    at: u32,
    end_ulp: f64,
    falling: Option<u32>,
    outside: Option<u32>,
}

impl Seen {
    const NOTHING: Seen = Seen {
        words: 0,
        ulp: 0.0,
        at: 0,
        end_ulp: 0.0,
        falling: None,
        outside: None,
    };

    fn and(self, other: Seen) -> Seen {
        let worse = if other.ulp > self.ulp { other } else { self };
        Seen {
            words: self.words + other.words,
            ulp: worse.ulp,
            at: worse.at,
            end_ulp: self.end_ulp.max(other.end_ulp),
            falling: self.falling.or(other.falling),
            outside: self.outside.or(other.outside),
        }
    }

    /// An error, without the part that the f32 sample has before its rounding.
    fn see<F: Format>(&mut self, x: u32, error: f64, before: f64, exact: f64) {
        let ulp = (error - before) / F::ulp(exact);
        // What is not a number is the worst.
        if ulp > self.ulp || ulp.is_nan() {
            self.ulp = if ulp.is_nan() { f64::INFINITY } else { ulp };
            self.at = x;
        }
    }

    fn row(self, check: &str, range: String) -> Row {
        let mut wrong = Vec::new();
        if self.ulp > BOUND {
            wrong.push(format!("error above {BOUND} ulp"));
        }
        if self.end_ulp > END_BOUND {
            wrong.push(format!("error above {END_BOUND} ulp next to a bound"));
        }
        if let Some(x) = self.falling {
            wrong.push(format!("not monotone at word {x:#010x}"));
        }
        if let Some(x) = self.outside {
            wrong.push(format!("outside the interval at word {x:#010x}"));
        }
        Row {
            check: check.to_owned(),
            count: self.words,
            ulp: Some(self.ulp),
            at: format!("{:#010x}", self.at),
            absolute: None,
            unrounded: None,
            monotone: Some(self.falling.is_none()),
            range,
            wrong,
        }
    }
}

/// Words of block `i`, rising: a quarter of them near 0, a quarter near 2³².
fn words(i: u64) -> Vec<u32> {
    let mut words: Vec<u32> = (0..WORDS as u64)
        .map(|k| {
            let bits = random(i * WORDS as u64 + k);
            let small = (bits as u32) >> (bits >> 32 & 31);
            match k % 4 {
                0 => small,
                1 => !small,
                _ => bits as u32,
            }
        })
        .collect();
    words.sort_unstable();
    words
}

fn drawn<F: Format>(
    distribution: &impl seedbed::distr::Distribution<Output = F>,
    words: &[u32],
    extra: impl Fn(usize) -> u32,
) -> Vec<F> {
    let mut bits = vec![0; words.len()];
    samples16(distribution, words, extra, &mut bits);
    bits.into_iter().map(F::of).collect()
}

/// The standard one in every second block; in the others means and deviations of sizes that the format
/// has.
pub fn normal<F: Format>(count: usize) -> Row {
    let check = |i: u64, mut seen: Seen| {
        let (mean, std) = match i % 2 {
            0 => (0.0, 1.0),
            _ => (size(2 * i), size(2 * i + 1).abs()),
        };
        let normal = Normal16::<F>::new(mean, std).expect("finite parameters");
        let words = words(i);
        let extra = |k: usize| random((1 << 40) + i * WORDS as u64 + k as u64) as u32;
        let samples = drawn(&normal, &words, extra);
        let (mean, std) = (f64::from(mean), f64::from(std));
        let mut last = f64::NEG_INFINITY;
        for (k, (&x, sample)) in words.iter().zip(samples).enumerate() {
            let m = x.min(!x);
            let probability = match m {
                ..0x10_0000 => Probability::of_pair(m, extra(k)),
                _ => Probability::of_word(m),
            };
            let z = upper_normal_quantile(probability) * if x >> 31 == 0 { -1.0 } else { 1.0 };
            let before = match z.abs() < 1.0 / 64.0 {
                true => ABSOLUTE,
                false => RELATIVE * z.abs(),
            };
            let exact = mean + std * z;
            let before = std * before + CUT * exact.abs().max(mean.abs() / 4.0);
            if exact.abs() >= F::limit() {
                continue;
            }
            // Equal words in the tail differ in their extra words.
            if sample.as_f64() < last && m >= 0x10_0000 {
                seen.falling = Some(x);
            }
            last = sample.as_f64();
            seen.words += 1;
            seen.see::<F>(x, (sample.as_f64() - exact).abs(), before, exact);
        }
        seen
    };
    let name = format!("normal {}", F::TYPE);
    let seen = each(&name, count / WORDS, || Seen::NOTHING, check, Seen::and);
    seen.row(&name, String::new())
}

/// A number of random sign, from 2⁻⁶ to 2⁶.
fn size(i: u64) -> f32 {
    let bits = random(i);
    let magnitude = 2f32.powi((bits >> 32) as i32 % 7) * (1.0 + bits as u32 as f32 * WORD as f32);
    if bits >> 63 == 0 {
        magnitude
    } else {
        -1.0 / magnitude
    }
}

/// Intervals of sizes that the format has: from 0 in every second block.
pub fn uniform<F: Format>(count: usize) -> Row {
    let check = |i: u64, mut seen: Seen| {
        let (a, b) = match i % 2 {
            0 => (0.0, size(i).abs()),
            _ => (size(2 * i), size(2 * i + 1)),
        };
        let (low, high) = (a.min(b), a.max(b));
        // An interval may be too narrow for any number of 16 bits.
        let Ok(uniform) = Uniform16::<F>::new(low, high) else {
            return seen;
        };
        let words = words(i);
        let samples = drawn(&uniform, &words, |_| 0);
        let (low, high) = (f64::from(low), f64::from(high));
        let mut last = f64::NEG_INFINITY;
        for (&x, sample) in words.iter().zip(samples) {
            let exact = low + (high - low) * f64::from(x | 1) * WORD;
            let before = CUT * exact.abs().max(low.abs() / 4.0) + (high - low) * 2.0 * WORD;
            let value = sample.as_f64();
            if value < last {
                seen.falling = Some(x);
            }
            last = value;
            if !(low..high).contains(&value) {
                seen.outside = Some(x);
            }
            seen.words += 1;
            let error = (value - exact).abs();
            // The neighbour that is nearer may be outside.
            let neighbour = match exact > value {
                true => value + F::ulp(value.next_up()),
                false => value - F::ulp(value.next_down()),
            };
            let ulp = (error - before) / F::ulp(exact);
            if ulp > BOUND && !(low..high).contains(&neighbour) {
                seen.end_ulp = seen.end_ulp.max(ulp);
            } else {
                seen.see::<F>(x, error, before, exact);
            }
        }
        seen
    };
    let name = format!("uniform {}", F::TYPE);
    let seen = each(&name, count / WORDS, || Seen::NOTHING, check, Seen::and);
    let range = format!("{:.5} ulp next to a bound", seen.end_ulp);
    seen.row(&name, range)
}
