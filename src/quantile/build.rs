//! From a quantile function to its table: the fewest pieces that reach the error bound.
//!
//! Only IEEE additions, subtractions, multiplications and divisions of f64, so that a table has the
//! same bits wherever it is built.

use alloc::{vec, vec::Vec};

use super::{
    QuantileError, QuantileFunction,
    table::{DIRECTORY, MOST_PIECES, QuantileTable},
};
use crate::exact::{CubicPiece, Signed, cubic, cubic_exponent, cubic_value};

/// Octaves of a tail that a word and its extra word reach.
const OCTAVES: u32 = 63;
/// An octave has at most 2¹¹ pieces,
const MOST_HALVINGS: u32 = 11;
/// and the function is looked at eight times in each.
const GRID: usize = 8 << MOST_HALVINGS;
/// Error of a piece before the rounding to f32: units in the last place,
const ULPS: f64 = 0.45;
/// and of the scale where that is more: 2⁻³¹, less what joining the pieces takes.
const OF_SCALE: f64 = 0.95 / (1u64 << 31) as f64;
/// Values of a piece, in units: 2³¹, less some for what joining adds.
const MOST_UNITS: f64 = 2_147_400_000.0;
/// Slope of a piece, in units, from which truncated steps cannot make it fall.
const SURE_SLOPE: f64 = 6.0 * (1u64 << 20) as f64;

/// Builds the table of `function`, whose errors near 0 are measured in units of `scale`.
pub(crate) fn build(
    function: &mut dyn QuantileFunction,
    scale: f64,
) -> Result<QuantileTable, QuantileError> {
    if !(scale > 0.0 && scale.is_finite()) {
        return Err(QuantileError::Scale { value: scale });
    }
    let mut builder = Builder {
        grid: Grid::new(function, scale),
        tolerance: OF_SCALE * scale,
        // Values below 2⁻⁷⁰ of the scale are not told from each other.
        most_q: 100 - exponent(scale),
        enough_q: 35 - exponent(scale),
        pieces: Vec::new(),
        last: f64::NEG_INFINITY,
    };
    let mut directory = [0; DIRECTORY];
    let mut halvings = 3;
    // In the order of rising values.
    let lower = (0..OCTAVES).rev().map(|e| (0, e));
    let upper = (0..OCTAVES).map(|e| (1, e));
    for (side, e) in lower.chain(upper) {
        builder.grid.start(Octave {
            upper: side == 1,
            e,
        });
        let first = builder.pieces.len() as u32;
        halvings = builder.octave(halvings)?;
        directory[(side << 6 | e) as usize] = first | halvings << 16;
    }
    // No word leads to the last octaves.
    for side in [0, 1] {
        directory[(side << 6 | OCTAVES) as usize] = directory[(side << 6 | (OCTAVES - 1)) as usize];
    }
    let least = builder
        .pieces
        .first()
        .map_or(0.0, |&first| value_at(first, 0));
    let ends = [least, builder.last];
    Ok(QuantileTable::new(directory, &builder.pieces, ends))
}

struct Builder<'a> {
    grid: Grid<'a>,
    tolerance: f64,
    most_q: i32,
    /// Units of values far below the scale that suffice.
    enough_q: i32,
    pieces: Vec<CubicPiece>,
    /// The largest value so far.
    last: f64,
}

impl Builder<'_> {
    /// Adds the pieces of the octave; `guess` is where to start looking for their number.
    fn octave(&mut self, guess: u32) -> Result<u32, QuantileError> {
        let (before, last) = (self.pieces.len(), self.last);
        // Fewer than the octave before took, if that does.
        for halvings in guess.saturating_sub(2).max(1)..=MOST_HALVINGS {
            if self.pieces_of_octave(halvings)? {
                return Ok(halvings);
            }
            self.pieces.truncate(before);
            self.last = last;
        }
        Err(self.grid.octave.bound())
    }

    fn pieces_of_octave(&mut self, halvings: u32) -> Result<bool, QuantileError> {
        if self.pieces.len() + (1 << halvings) > MOST_PIECES {
            return Err(self.grid.octave.bound());
        }
        for i in 0..1 << halvings {
            let values = self.grid.values(i, halvings)?;
            let Some(piece) = self.piece(&values) else {
                return Ok(false);
            };
            self.pieces.push(piece);
            self.last = value_at(piece, u32::MAX);
        }
        Ok(true)
    }

    /// The piece through values at eighths of it, if one reaches the bound.
    fn piece(&self, values: &[f64; 9]) -> Option<CubicPiece> {
        let largest = values[0].abs().max(values[8].abs());
        let room = 2_147_483_648.0 / MOST_UNITS * 1.000_001;
        let finest = (30 - exponent(largest * room)).min(self.most_q);
        // Coefficients that are too large for their bits fit in coarser units.
        let units = [finest, finest - 2, finest.min(self.enough_q)];
        units
            .into_iter()
            .find_map(|q| self.piece_in_units(values, q))
    }

    fn piece_in_units(&self, values: &[f64; 9], q: i32) -> Option<CubicPiece> {
        let unit = power_of_two(q);
        let scaled = values.map(|v| v * unit);
        let concave = 2.0 * scaled[4] > scaled[0] + scaled[8];
        let nodes = if concave {
            let mut from_end = scaled;
            from_end.reverse();
            from_end.map(|v| -v)
        } else {
            scaled
        };
        [cubic_through(&nodes), quadratic_through(&nodes)]
            .into_iter()
            .filter_map(|c| quantize(nodes[0], c, concave, q))
            .map(|piece| self.join(piece))
            .find(|&piece| self.reaches_bound(piece, values))
    }

    /// Lifts the piece onto the end of the one before: by a few units, if at all.
    fn join(&self, mut piece: CubicPiece) -> CubicPiece {
        let short = (self.last - value_at(piece, 0)) * power_of_two(cubic_exponent(piece) as i32);
        if short > 0.0 && short < 1000.0 {
            let lift = short as u32 + u32::from(short > f64::from(short as u32));
            piece[0] = piece[0].wrapping_add(lift);
        }
        piece
    }

    fn reaches_bound(&self, piece: CubicPiece, values: &[f64; 9]) -> bool {
        // Room for the sign.
        let fits = |t| f64::from(cubic(piece, t) as i32).abs() < MOST_UNITS;
        if !(fits(0) && fits(u32::MAX) && value_at(piece, 0) >= self.last) {
            return false;
        }
        // What truncation may add between the points looked at.
        let truncation = 2.0 * power_of_two(-(cubic_exponent(piece) as i32));
        values.iter().enumerate().all(|(i, &exact)| {
            let t = if i == 8 { u32::MAX } else { (i as u32) << 29 };
            // A power of two may lie between this value and the next.
            let around = &values[i.saturating_sub(1)..(i + 2).min(9)];
            let least = around.iter().fold(f64::INFINITY, |m, v| m.min(v.abs()));
            let ulp = power_of_two(exponent(least) - 23);
            let bound = (ULPS * ulp).max(self.tolerance);
            (value_at(piece, t) - exact).abs() + truncation <= bound
        })
    }
}

/// `a, b, c` of `v(0) + a·τ + b·τ² + c·τ³` through the values at τ = 0, 1/4, 3/4, 1.
fn cubic_through(values: &[f64; 9]) -> [f64; 3] {
    let from_first = |i: usize| values[i] - values[0];
    let [d1, d2, d3] = [
        4.0 * from_first(2),
        from_first(6) * 4.0 / 3.0,
        from_first(8),
    ];
    let [e1, e2] = [2.0 * (d2 - d1), 4.0 * (d3 - d2)];
    let c = (e2 - e1) * 4.0 / 3.0;
    let b = e1 - c;
    [d1 - b / 4.0 - c / 16.0, b, c]
}

/// The same through the values at τ = 0, 1/2, 1, with `b ≥ 0`.
fn quadratic_through(values: &[f64; 9]) -> [f64; 3] {
    let b = (2.0 * (values[0] - 2.0 * values[4] + values[8])).max(0.0);
    [values[8] - values[0] - b, b, 0.0]
}

/// The piece with these coefficients, if they fit and the piece cannot fall.
fn quantize(c0: f64, coefficients: [f64; 3], reversed: bool, q: i32) -> Option<CubicPiece> {
    let [a, b, c] = coefficients.map(nearest);
    let c = 4.0 * nearest(c / 4.0);
    let c0 = nearest(c0);
    let slope_at_end = a + 2.0 * b + 3.0 * c;
    let fits = c0.abs() < MOST_UNITS
        && (0.0..4_294_967_296.0).contains(&a)
        && (0.0..16_777_216.0).contains(&b)
        && (0.0..16_777_216.0).contains(&(b + c))
        && (-131_072.0..131_072.0).contains(&c)
        && a + b + c < 4_294_967_000.0;
    // With c < 0 the slope is concave in τ, hence least at an end.
    let rises = c >= 0.0 || a.min(slope_at_end) >= SURE_SLOPE;
    if !(fits && rises) {
        return None;
    }
    let c0 = if reversed { -c0 } else { c0 };
    Some([
        (c0 as i32) as u32,
        a as u32,
        (b as u32) << 8 | u32::from(reversed),
        ((c as i32) as u32) << 14 | (q as u32 & 0xffff),
    ])
}

/// As samples have it: 0 units are 1.
fn value_at(piece: CubicPiece, t: u32) -> f64 {
    let Signed { v, sign } = cubic_value(piece, t);
    let magnitude = f64::from(v.r) * power_of_two(-(v.q as i32));
    if sign == 0 { magnitude } else { -magnitude }
}

/// An octave of a tail.
#[derive(Clone, Copy)]
struct Octave {
    upper: bool,
    e: u32,
}

impl Octave {
    /// The tail's probability at `t` in [0, 1], which rises with the value.
    fn probability(self, t: f64) -> f64 {
        let significand = if self.upper { 2.0 - t } else { 1.0 + t };
        significand * power_of_two(-2 - self.e as i32)
    }

    fn tail(self) -> &'static str {
        if self.upper { "upper" } else { "lower" }
    }

    fn bound(self) -> QuantileError {
        QuantileError::Bound {
            pieces: MOST_PIECES,
            tail: self.tail(),
            p: self.probability(0.5),
        }
    }
}

/// The function's values in an octave, each asked for once.
struct Grid<'a> {
    function: &'a mut dyn QuantileFunction,
    octave: Octave,
    /// Values, and the round in which they were asked for.
    values: Vec<(f64, u32)>,
    round: u32,
    /// What values near 0 may fall by.
    rounding: f64,
}

impl<'a> Grid<'a> {
    fn new(function: &'a mut dyn QuantileFunction, scale: f64) -> Self {
        Grid {
            function,
            octave: Octave { upper: false, e: 0 },
            values: vec![(0.0, 0); GRID + 1],
            round: 0,
            rounding: 1e-13 * scale,
        }
    }

    fn start(&mut self, octave: Octave) {
        self.octave = octave;
        self.round += 1;
    }

    /// The values at eighths of piece `i` of `2^halvings`.
    fn values(&mut self, i: usize, halvings: u32) -> Result<[f64; 9], QuantileError> {
        let step = 1 << (MOST_HALVINGS - halvings);
        let mut values = [0.0; 9];
        for (j, value) in values.iter_mut().enumerate() {
            *value = self.value((8 * i + j) * step)?;
        }
        for (j, pair) in values.windows(2).enumerate() {
            // Less is the rounding of an f64.
            let rounding = 1e-13 * (pair[0].abs() + pair[1].abs()) + self.rounding;
            if pair[0] - pair[1] > rounding {
                let t = ((8 * i + j) * step) as f64 / GRID as f64;
                return Err(QuantileError::NotMonotone {
                    tail: self.octave.tail(),
                    p: self.octave.probability(t),
                    value: pair[1],
                    before: pair[0],
                });
            }
        }
        Ok(values)
    }

    fn value(&mut self, place: usize) -> Result<f64, QuantileError> {
        let (value, round) = self.values[place];
        if round == self.round {
            return Ok(value);
        }
        let probability = self.octave.probability(place as f64 / GRID as f64);
        let value = if self.octave.upper {
            self.function.upper(probability)
        } else {
            self.function.lower(probability)
        };
        if !value.is_finite() {
            return Err(QuantileError::NotMonotone {
                tail: self.octave.tail(),
                p: probability,
                value,
                before: self.values[0].0,
            });
        }
        self.values[place] = (value, self.round);
        Ok(value)
    }
}

/// `2ⁿ`, exactly; its neighbours in the range of normal f64 outside it.
fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((n.clamp(-1022, 1023) + 1023) as u64) << 52)
}

/// The `n` of `2ⁿ ≤ |x| < 2ⁿ⁺¹`; −1023 for 0 and subnormal numbers.
fn exponent(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

/// The nearest integer, of `|x| < 2⁵¹`; larger numbers fit nowhere and stay.
fn nearest(x: f64) -> f64 {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    if x.abs() < 2_251_799_813_685_248.0 {
        (x + SHIFT) - SHIFT
    } else {
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{distr::QuantileSteps, exact::random};

    struct Functions<P, I> {
        ppf: P,
        isf: I,
    }

    impl<P: FnMut(f64) -> f64, I: FnMut(f64) -> f64> QuantileFunction for Functions<P, I> {
        fn lower(&mut self, p: f64) -> f64 {
            (self.ppf)(p)
        }

        fn upper(&mut self, q: f64) -> f64 {
            (self.isf)(q)
        }
    }

    fn table(ppf: impl FnMut(f64) -> f64, isf: impl FnMut(f64) -> f64) -> QuantileTable {
        build(&mut Functions { ppf, isf }, 1.0).unwrap()
    }

    /// Worst error in units of the bound, over all octaves, and the number of pieces.
    fn worst(ppf: impl Fn(f64) -> f64, isf: impl Fn(f64) -> f64) -> (f64, u32) {
        let table = table(&ppf, &isf);
        let mut worst: f64 = 0.0;
        let mut last = f64::NEG_INFINITY;
        let mut pieces = 0;
        for (upper, e) in (0..63).rev().map(|e| (0, e)).chain((0..63).map(|e| (1, e))) {
            pieces += 1 << (table.directory()[(upper << 6 | e) as usize] >> 16);
            let mut places: Vec<u32> = (0..500)
                .map(|i| random(i + u64::from(e)) as u32)
                .chain((0..64_u32).flat_map(|i| [i << 26, (i << 26).wrapping_sub(1)]))
                .collect();
            places.sort_unstable();
            for t in places {
                let (table, finish) = (&table, ());
                let value = QuantileSteps { table, finish }.quantile_value(upper, e, t);
                let magnitude = f64::from(value.v.r) * power_of_two(-(value.v.q as i32));
                let v = if value.sign == 0 {
                    magnitude
                } else {
                    -magnitude
                };
                assert!(v >= last, "{upper} {e} {t:#x}: {v} after {last}");
                last = v;
                let octave = Octave {
                    upper: upper == 1,
                    e,
                };
                let p = octave.probability(f64::from(t) / 4_294_967_296.0);
                let exact = if upper == 1 { isf(p) } else { ppf(p) };
                let ulp = power_of_two(exponent(exact) - 23);
                worst = worst.max((v - exact).abs() / (0.5 * ulp).max(1.0 / (1u64 << 31) as f64));
            }
        }
        (worst, pieces)
    }

    #[test]
    fn tables_reach_the_bound_and_never_fall() {
        let check = |name: &str, (worst, pieces): (f64, u32)| {
            std::eprintln!("{name}: {worst:.3} of the bound, {pieces} pieces");
            assert!(worst <= 1.0, "{name}: {worst}");
        };
        check("uniform", worst(|p| p, |q| 1.0 - q));
        check("exponential", worst(|p| -(-p).ln_1p(), |q| -q.ln()));
        check(
            "logistic",
            worst(|p| (p / (1.0 - p)).ln(), |q| ((1.0 - q) / q).ln()),
        );
        let tan = |x: f64| (core::f64::consts::PI * x).tan();
        check("cauchy", worst(|p| -1.0 / tan(p), |q| 1.0 / tan(q)));
        check(
            "gumbel",
            worst(|p| -(-p.ln()).ln(), |q| -(-(-q).ln_1p()).ln()),
        );
        for a in [0.1, 0.5, 1.0, 3.0, 100.0] {
            let pareto = worst(|p| (-(-p).ln_1p() / a).exp(), |q| (-q.ln() / a).exp());
            check("pareto", pareto);
            let power = worst(|p| (p.ln() / a).exp(), |q| ((-q).ln_1p() / a).exp());
            check("power", power);
            let weibull = worst(
                |p| (-(-p).ln_1p()).powf(1.0 / a),
                |q| (-q.ln()).powf(1.0 / a),
            );
            check("weibull", weibull);
        }
        // From values below the coarsest unit to some above.
        let steep = worst(|p| (-(-p).ln_1p()).powi(20), |q| (-q.ln()).powi(20));
        check("weibull 0.05", steep);
        check("constant", worst(|_| 3.0, |_| 3.0));
    }

    /// Whatever the word, the directory leads to a piece.
    #[test]
    fn indexes_are_in_range() {
        let table = table(|p| -(-p).ln_1p(), |q| -q.ln());
        let pieces = table.len();
        for entry in table.directory() {
            let (first, halvings) = (entry & 0xffff, entry >> 16);
            assert!((1..=MOST_HALVINGS).contains(&halvings));
            assert!(first as usize + (1 << halvings) <= pieces);
        }
        #[cfg(feature = "plan")]
        assert_eq!(table.words().len(), 4 * (DIRECTORY + pieces));
        const { assert!(MOST_PIECES <= 1 << 16) };
    }

    #[test]
    fn what_cannot_be_a_table_is_an_error() {
        let error = |ppf: fn(f64) -> f64, isf: fn(f64) -> f64| {
            build(&mut Functions { ppf, isf }, 1.0).expect_err("no table")
        };
        assert!(matches!(
            error(|_| f64::NAN, |q| q),
            QuantileError::NotMonotone { tail: "lower", value, .. } if value.is_nan()
        ));
        assert!(matches!(
            error(|p| p, |q| q),
            QuantileError::NotMonotone { tail: "upper", .. }
        ));
        let jump = error(|p| if p < 0.3 { 0.0 } else { 1.0 }, |_| 2.0);
        assert!(
            matches!(jump, QuantileError::Bound { p, .. } if (0.25..0.5).contains(&p)),
            "{jump}"
        );
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let error = build(
                &mut Functions {
                    ppf: |p| p,
                    isf: |q| 1.0 - q,
                },
                scale,
            );
            assert!(matches!(error, Err(QuantileError::Scale { .. })), "{scale}");
        }
    }
}
