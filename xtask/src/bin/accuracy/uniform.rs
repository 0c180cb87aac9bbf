//! The uniform distribution on intervals of all sizes and places.

use seedbed::{accuracy::samples, distr::Uniform};

use crate::{Row, each, random, reference::ulp};

/// Stated in ulp of `max(|result|, |low| / 4)`, beside `2⁻³¹ · (high − low)`; and for results that
/// are the largest below `high` instead of `high`.
const BOUND: f64 = 0.5625;
const LAST_BOUND: f64 = 1.0;

/// Words tried with each interval, rising.
const WORDS: usize = 1 << 10;

#[derive(Clone, Copy)]
struct Seen {
    intervals: usize,
    ulp: f64,
    at: Option<(f32, f32, u32)>,
    last_ulp: f64,
    outside: Option<(f32, f32, u32)>,
    falling: Option<(f32, f32, u32)>,
}

impl Seen {
    const NOTHING: Seen = Seen {
        intervals: 0,
        ulp: 0.0,
        at: None,
        last_ulp: 0.0,
        outside: None,
        falling: None,
    };

    fn and(self, other: Seen) -> Seen {
        let worse = if self.ulp >= other.ulp { self } else { other };
        Seen {
            intervals: self.intervals + other.intervals,
            ulp: worse.ulp,
            at: worse.at,
            last_ulp: self.last_ulp.max(other.last_ulp),
            outside: self.outside.or(other.outside),
            falling: self.falling.or(other.falling),
        }
    }
}

pub fn uniform(count: usize) -> Row {
    let seen = each("uniform", count / WORDS, || Seen::NOTHING, check, Seen::and);
    let mut wrong = Vec::new();
    let at = |(low, high, x)| format!("[{low:e}, {high:e}), word {x:#010x}");
    if seen.ulp > BOUND {
        wrong.push(format!(
            "error above {BOUND} ulp at {}",
            at(seen.at.unwrap())
        ));
    }
    if seen.last_ulp > LAST_BOUND {
        wrong.push(format!("error above {LAST_BOUND} ulp below `high`"));
    }
    if let Some(outside) = seen.outside {
        wrong.push(format!("outside of {}", at(outside)));
    }
    if let Some(falling) = seen.falling {
        wrong.push(format!("not monotone in {}", at(falling)));
    }
    Row {
        check: "uniform".to_owned(),
        count: seen.intervals * WORDS,
        ulp: Some(seen.ulp),
        at: String::new(),
        absolute: None,
        unrounded: None,
        monotone: Some(seen.falling.is_none()),
        range: format!(
            "{} intervals; {:.5} ulp where `high` is avoided",
            seen.intervals, seen.last_ulp
        ),
        wrong,
    }
}

fn check(i: u64, mut seen: Seen) -> Seen {
    let Some((low, high)) = interval(i) else {
        return seen;
    };
    let Ok(uniform) = Uniform::new(low, high) else {
        return seen;
    };
    seen.intervals += 1;
    let mut words = [0; WORDS];
    for (k, word) in words.iter_mut().enumerate() {
        *word = random(i * WORDS as u64 + k as u64) as u32;
    }
    words[..6].copy_from_slice(&[0, 1, 2, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]);
    words.sort_unstable();
    let mut out = [0; WORDS];
    samples(&uniform, &words, |_| 0, &mut out);

    let width = f64::from(high) - f64::from(low);
    let mut previous = low;
    for (&x, &bits) in words.iter().zip(&out) {
        let value = f32::from_bits(bits);
        if !(low..high).contains(&value) {
            seen.outside = Some((low, high, x));
        }
        if value < previous {
            seen.falling = Some((low, high, x));
        }
        previous = value;
        let exact = f64::from(low) + width * (f64::from(x | 1) * 2f64.powi(-32));
        let unit = ulp(exact.abs().max(f64::from(low).abs() / 4.0));
        let error = (f64::from(value) - exact).abs() - width * 2f64.powi(-31);
        let error = error / unit;
        // Where `high` was nearer, the result is the last before it.
        let last = value == high.next_down() && exact > f64::from(value);
        if last {
            seen.last_ulp = seen.last_ulp.max(error);
        } else if error > seen.ulp {
            seen.ulp = error;
            seen.at = Some((low, high, x));
        }
    }
    seen
}

/// Any two numbers, or near ones, or ones of neighbouring exponents, or with an end at 0.
fn interval(i: u64) -> Option<(f32, f32)> {
    let random = random(i ^ 0x5eed << 40);
    let a = random as u32;
    let b = (random >> 32) as u32;
    let b = match i % 4 {
        0 => b,
        1 => a.wrapping_add(b >> (8 + i / 4 % 24)),
        2 => {
            let exponent = ((a >> 23) + b % 60).wrapping_sub(30) & 0xff;
            (b & 0x807f_ffff) | (exponent << 23)
        }
        _ if b & 1 == 0 => 0,
        _ => 0x8000_0000,
    };
    let (a, b) = (f32::from_bits(a), f32::from_bits(b));
    (a.is_finite() && b.is_finite() && a != b).then(|| (a.min(b), a.max(b)))
}
