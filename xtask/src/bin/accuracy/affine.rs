//! Location and scale, fused, against exact arithmetic; parameters over the whole range of f32.

use seedbed::accuracy::LocationScale;

use crate::{Row, each, random, reference::ulp};

/// Stated for `location + scale · v`, in ulp of `max(|result|, |location| / 4)`.
const BOUND: f64 = 0.5625;

/// One rounding: the parameters and the value, which `finish` allows to be `2⁻³⁵ ≤ r · 2⁻ᵠ < 2⁶`.
#[derive(Clone, Copy)]
struct Input {
    location: f32,
    scale: f32,
    r: u32,
    q: u32,
    sign: u32,
}

impl Input {
    fn random(i: u64) -> Self {
        let [a, b, c] = [0, 1, 2].map(|k| random(3 * i + k));
        let scale = f32::from_bits(finite((a >> 32) as u32 & 0x7fff_ffff));
        let location = f32::from_bits(finite(b as u32));
        Input {
            location,
            scale,
            r: ((a as u32) >> (c & 31)).max(1),
            q: 26 + ((c >> 5) % 10) as u32,
            sign: (c >> 32) as u32 & 0x8000_0000,
        }
    }

    fn v(self) -> f64 {
        let magnitude = f64::from(self.r) * 2f64.powi(-(self.q as i32));
        if self.sign == 0 {
            magnitude
        } else {
            -magnitude
        }
    }

    /// The bits, and whether all is well with the choice between the two steps.
    fn bits(self) -> (u32, bool) {
        let parameters = LocationScale::new(self.location, self.scale.into());
        let bits = parameters.chosen(self.r, self.q, self.sign);
        let wide = parameters.wide(self.r, self.q, self.sign);
        (bits, bits == wide)
    }
}

/// Any finite bits: random exponents of 255 become 254.
fn finite(bits: u32) -> u32 {
    if bits & 0x7f80_0000 == 0x7f80_0000 {
        bits & !0x0080_0000
    } else {
        bits
    }
}

#[derive(Clone, Copy)]
struct Seen {
    ulp: f64,
    at: u64,
    subnormal: u64,
    infinite: u64,
    different: Option<Input>,
}

impl Seen {
    const NOTHING: Seen = Seen {
        ulp: 0.0,
        at: 0,
        subnormal: 0,
        infinite: 0,
        different: None,
    };

    fn and(self, other: Seen) -> Seen {
        let worse = if self.ulp >= other.ulp { self } else { other };
        Seen {
            ulp: worse.ulp,
            at: worse.at,
            subnormal: self.subnormal + other.subnormal,
            infinite: self.infinite + other.infinite,
            different: self.different.or(other.different),
        }
    }

    fn count(&mut self, bits: u32) {
        let value = f32::from_bits(bits);
        self.subnormal += u64::from(value.is_subnormal());
        self.infinite += u64::from(value.is_infinite());
    }

    fn row(self, check: &str, count: usize, ulp: Option<f64>) -> Row {
        let mut wrong = Vec::new();
        if let Some(Input {
            location,
            scale,
            r,
            q,
            sign,
        }) = self.different
        {
            wrong.push(format!(
                "other bits than expected at location {location:e}, scale {scale:e}, \
                 r {r:#x}, q {q}, sign {sign:#x}"
            ));
        }
        if ulp.is_some_and(|ulp| ulp > BOUND) {
            wrong.push(format!("error above {BOUND} ulp"));
        }
        Row {
            check: check.to_owned(),
            count,
            ulp,
            at: ulp.map(|_| format!("#{}", self.at)).unwrap_or_default(),
            absolute: None,
            unrounded: None,
            monotone: None,
            range: format!("{} subnormal, {} infinite", self.subnormal, self.infinite),
            wrong,
        }
    }
}

/// Location 0: the exact product, rounded to the nearest, ties away from zero.
pub fn product(count: usize) -> Row {
    let check = |i, mut seen: Seen| {
        let mut input = Input::random(i);
        input.location = if random(i) & 1 == 0 { 0.0 } else { -0.0 };
        let (bits, chosen_well) = input.bits();
        seen.count(bits);
        let (significand, exponent) = take_apart(input.scale);
        let product = u64::from(significand) * u64::from(input.r);
        let expected = match nearest_ties_away(product, exponent - input.q as i32) {
            0 if product == 0 => 0,
            magnitude => magnitude | input.sign,
        };
        if bits != expected || !chosen_well {
            seen.different = Some(input);
        }
        seen
    };
    let name = "scale · v";
    let seen = each(name, count, || Seen::NOTHING, check, Seen::and);
    seen.row(name, count, None)
}

/// Location and scale of any exponents, but in three of four cases so near that both count.
pub fn sum(count: usize) -> Row {
    against_f64("location + scale · v", count, |i| {
        let mut input = Input::random(i);
        if i % 4 != 0 {
            let offset = 87 + (random(i) % 80) as u32;
            let exponent = (input.scale.to_bits() >> 23) + offset;
            let exponent = exponent.saturating_sub(127).min(254);
            let bits = input.location.to_bits() & 0x807f_ffff;
            input.location = f32::from_bits(bits | (exponent << 23));
        }
        input
    })
}

/// Location near `−scale · v`.
pub fn cancellation(count: usize) -> Row {
    against_f64("... cancelling", count, |i| {
        let mut input = Input::random(i);
        let opposite = (-(f64::from(input.scale) * input.v()) as f32).to_bits();
        let random = random(i);
        let distance = (random as u32 & 0xff_ffff) >> ((random >> 32) % 25);
        let near = if random >> 63 == 0 {
            opposite.saturating_add(distance)
        } else {
            opposite.saturating_sub(distance)
        };
        input.location = f32::from_bits(finite(near));
        input
    })
}

/// Against f64: 29 more bits than f32 has, with one rounding of the product and one of the sum.
fn against_f64(name: &str, count: usize, input: impl Fn(u64) -> Input + Sync + Send) -> Row {
    const INFINITY: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0; // 2¹²⁸
    let check = |i, mut seen: Seen| {
        let input = input(i);
        let (bits, chosen_well) = input.bits();
        seen.count(bits);
        let location = f64::from(input.location);
        let exact = (location + f64::from(input.scale) * input.v()).clamp(-INFINITY, INFINITY);
        let value = f64::from(f32::from_bits(bits)).clamp(-INFINITY, INFINITY);
        let unit = ulp(exact
            .abs()
            .min(INFINITY.next_down())
            .max(location.abs() / 4.0));
        let error = (value - exact).abs() / unit;
        if error > seen.ulp || error.is_nan() {
            seen.ulp = error;
            seen.at = i;
        }
        if !chosen_well {
            seen.different = Some(input);
        }
        seen
    };
    let seen = each(name, count, || Seen::NOTHING, check, Seen::and);
    seen.row(name, count, Some(seen.ulp))
}

/// `x` as an integer and an exponent of 2.
fn take_apart(x: f32) -> (u32, i32) {
    let biased = (x.to_bits() >> 23) & 0xff;
    let fraction = x.to_bits() & 0x7f_ffff;
    if biased == 0 {
        (fraction, -149)
    } else {
        (fraction | 0x80_0000, biased as i32 - 150)
    }
}

/// Bits of the f32 nearest to `n · 2^exponent`, ties away from zero.
fn nearest_ties_away(n: u64, exponent: i32) -> u32 {
    if n == 0 {
        return 0;
    }
    let top = 63 - n.leading_zeros() as i32 + exponent;
    let unit = (top - 23).max(-149);
    let n = u128::from(n) << 32;
    let shift = unit - exponent + 32; // at least 32 - 23
    let units = if shift > 127 {
        0
    } else {
        ((n >> (shift - 1)) + 1) >> 1
    };
    // The hidden bit of `units` adds the 1 that separates subnormals from normals.
    let bits = (i64::from(unit + 149) << 23) + units as i64;
    bits.min(0x7f80_0000) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_nearest() {
        let exact = |x: f32| {
            let (n, exponent) = take_apart(x);
            nearest_ties_away(n.into(), exponent)
        };
        for x in [0.0f32, 1e-45, 1e-40, f32::MIN_POSITIVE, 1.0, 1.5, f32::MAX] {
            assert_eq!(exact(x), x.to_bits());
        }
        let one = 1.0f32.to_bits();
        assert_eq!(nearest_ties_away((1 << 24) + 1, -24), one + 1);
        assert_eq!(nearest_ties_away((1 << 25) + 1, -25), one);
        assert_eq!(nearest_ties_away(1, -150), 1);
        assert_eq!(nearest_ties_away((1 << 40) - 1, -190), 0);
        assert_eq!(nearest_ties_away((1 << 25) - 1, 103), 0x7f80_0000);
    }
}
