//! The transforms to f64: words in all octaves next to both ends and next to the middle, against pairs
//! of f64.

use seedbed::{
    accuracy::samples64,
    distr::{Distribution, Exponential64, Normal64, Uniform64},
};

use crate::{
    Row,
    double_double::{DoubleDouble, error_ulp, neg_log, upper_normal_quantile},
    each, random,
};

/// Stated for the standard forms.
const NORMAL: f64 = 0.54;
const EXPONENTIAL: f64 = 0.52;
/// Stated for other parameters, in ulp of `max(|result|, |location| / 4)`.
const MOVED: f64 = 0.7;
/// Stated for uniform samples, beside 2⁻⁶³ of the interval's width.
const UNIFORM: f64 = 0.508;

#[derive(Clone, Copy)]
struct Seen {
    ulp: f64,
    at: u64,
    falling: Option<u64>,
    least: f64,
    largest: f64,
    outside: Option<u64>,
}

impl Seen {
    const NOTHING: Seen = Seen {
        ulp: 0.0,
        at: 0,
        falling: None,
        least: f64::INFINITY,
        largest: 0.0,
        outside: None,
    };

    fn and(self, other: Seen) -> Seen {
        let worse = if other.ulp > self.ulp || other.ulp.is_nan() {
            other
        } else {
            self
        };
        Seen {
            ulp: worse.ulp,
            at: worse.at,
            falling: self.falling.or(other.falling),
            least: self.least.min(other.least),
            largest: self.largest.max(other.largest),
            outside: self.outside.or(other.outside),
        }
    }

    fn see(&mut self, x: u64, value: f64, error: f64) {
        // What is not a number is the worst.
        if error > self.ulp || error.is_nan() {
            self.ulp = error;
            self.at = x;
        }
        self.least = self.least.min(value.abs());
        self.largest = self.largest.max(value.abs());
    }

    fn row(self, check: &str, count: usize, bound: f64) -> Row {
        let mut wrong = Vec::new();
        if self.ulp > bound || self.ulp.is_nan() {
            wrong.push(format!("error above {bound} ulp"));
        }
        if let Some(x) = self.falling {
            wrong.push(format!("not monotone at word {x:#x}"));
        }
        if let Some(x) = self.outside {
            wrong.push(format!("outside the interval at word {x:#x}"));
        }
        Row {
            check: check.to_owned(),
            count,
            ulp: Some(self.ulp),
            at: format!("{:#x}", self.at),
            absolute: None,
            unrounded: None,
            monotone: Some(self.falling.is_none()),
            range: format!("{:?} to {:?}", self.least, self.largest),
            wrong,
        }
    }
}

/// Word `i`: as far from 0, from 2⁶⁴, or from 2⁶³ on either side, as a random number of random length.
/// Lengths come in turn, so that every octave has as many words; the ends of octaves are among them.
fn word(i: u64) -> u64 {
    let (length, place) = (i / 4 % 64, i % 4);
    let distance = match i / 256 {
        0 => (1 << length) - 1,
        1 => 1 << length,
        _ => random(i) >> (63 - length),
    };
    match place {
        0 => distance,
        1 => !distance,
        2 => (distance >> 1) ^ (1 << 63),
        _ => !(distance >> 1) ^ (1 << 63),
    }
}

/// The samples of a word, and of the next one.
fn two(distribution: &impl Distribution<Output = f64>, x: u64) -> [f64; 2] {
    let mut bits = [0; 2];
    samples64(distribution, &[x, x.saturating_add(1)], &mut bits);
    bits.map(f64::from_bits)
}

/// `Φ⁻¹((x + ½) / 2⁶⁴)`, near `value`.
fn exact_normal(x: u64, value: f64) -> DoubleDouble {
    if x >> 63 == 0 {
        -upper_normal_quantile(x, -value)
    } else {
        upper_normal_quantile(!x, value)
    }
}

pub fn normal(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let x = word(i);
        let [value, next] = two(&Normal64::STANDARD, x);
        if next < value {
            seen.falling = Some(x);
        }
        seen.see(x, value, error_ulp(value, exact_normal(x, value), value));
        seen
    };
    let seen = each("normal64", count, || Seen::NOTHING, check, Seen::and);
    seen.row("normal64", count, NORMAL)
}

pub fn exponential(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let x = word(i);
        let [value, next] = two(&Exponential64::STANDARD, x);
        if next > value {
            seen.falling = Some(x);
        }
        seen.see(x, value, error_ulp(value, neg_log(x, value), value));
        seen
    };
    let seen = each("exponential64", count, || Seen::NOTHING, check, Seen::and);
    seen.row("exponential64", count, EXPONENTIAL)
}

/// A number of random sign, and of an exponent between −300 and 300.
fn parameter(i: u64) -> f64 {
    let bits = random(i);
    let exponent = 723 + (bits >> 52) % 601;
    f64::from_bits((bits & 0x800f_ffff_ffff_ffff) | (exponent << 52))
}

/// Means so near the standard deviation, in three of four cases, that both count.
pub fn normal_moved(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let x = word(random(i) >> 20);
        let std = parameter(3 * i).abs();
        let factor = 2f64.powi((random(3 * i + 2) % 80) as i32 - 40);
        let mean = match i % 4 {
            0 => parameter(3 * i + 1),
            1 => -std * two(&Normal64::STANDARD, random(i))[0],
            _ => std * factor * if i % 4 == 2 { 1.0 } else { -1.0 },
        };
        let x = if i % 4 == 1 { random(i) } else { x };
        let normal = Normal64::new(mean, std).expect("finite parameters");
        let [value, next] = two(&normal, x);
        if next < value {
            seen.falling = Some(x);
        }
        let z = exact_normal(x, two(&Normal64::STANDARD, x)[0]);
        let exact = DoubleDouble::from(mean) + DoubleDouble::from(std) * z;
        let around = exact.0.abs().max(mean.abs() / 4.0);
        seen.see(x, value, error_ulp(value, exact, around));
        seen
    };
    let name = "normal64, moved";
    let seen = each(name, count, || Seen::NOTHING, check, Seen::and);
    seen.row(name, count, MOVED)
}

pub fn exponential_scaled(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let x = word(random(i) >> 20);
        let scale = parameter(i).abs();
        let exponential = Exponential64::new(scale).expect("a finite scale");
        let [value, next] = two(&exponential, x);
        if next > value {
            seen.falling = Some(x);
        }
        let e = neg_log(x, two(&Exponential64::STANDARD, x)[0]);
        let exact = DoubleDouble::from(scale) * e;
        seen.see(x, value, error_ulp(value, exact, exact.0));
        seen
    };
    let name = "exponential64, scaled";
    let seen = each(name, count, || Seen::NOTHING, check, Seen::and);
    seen.row(name, count, MOVED)
}

/// Intervals of all sizes. The error that 2⁻⁶³ of the width explains does not count, nor that of results
/// just below the upper end.
pub fn uniform(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let x = word(random(i) >> 20);
        let low = parameter(2 * i);
        let other = match i % 4 {
            0 => parameter(2 * i + 1),
            1 => 0.0,
            2 => low * (1.0 + 2f64.powi((random(i) % 60) as i32 - 52)),
            _ => -low * 2f64.powi((random(i) % 60) as i32 - 30),
        };
        let (low, high) = (low.min(other), low.max(other));
        let uniform = Uniform64::new(low, high).expect("an interval");
        let [value, next] = two(&uniform, x);
        if next < value {
            seen.falling = Some(x);
        }
        if !(low..high).contains(&value) {
            seen.outside = Some(x);
        }
        let width = DoubleDouble::from(high) - low.into();
        let exact = DoubleDouble::from(low) + width * DoubleDouble::of_word(x & !1);
        // (x | 1) / 2⁶⁴ is half a unit more than of_word has it.
        let exact = exact + width * 2f64.powi(-65).into();
        let around = exact.0.abs().max(low.abs() / 4.0);
        let spacing = f64::from_bits(around.to_bits() + 1) - around;
        let part = width.0 * 2f64.powi(-63) / spacing;
        if value < high.next_down() {
            seen.see(x, value, (error_ulp(value, exact, around) - part).max(0.0));
        }
        seen
    };
    let seen = each("uniform64", count, || Seen::NOTHING, check, Seen::and);
    seen.row("uniform64", count, UNIFORM)
}
