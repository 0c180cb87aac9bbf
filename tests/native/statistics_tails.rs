//! The tails of a hundred million samples, of a billion in the full run: Pearson's test over cells out to
//! probabilities of 10⁻⁶, 10⁻⁷ and less.
//!
//! The seed is fixed, so a test passes always or never. [`ALPHA`] is the probability that one test of
//! this file would fail for perfect samples.

use std::f64::consts::SQRT_2;

use rayon::prelude::*;
use seedbed::{Cpu, Stream, distr::*};

use super::cells::{Cells, erfc};
use crate::full;

const ALPHA: f64 = 1e-4;
const SEED: u64 = 20_250_104;
/// Samples drawn at a time.
const PART: usize = 1_000_000;

fn samples() -> usize {
    if full() { 1_000_000_000 } else { 100_000_000 }
}

/// Samples in each of the cells, drawn part by part.
fn count(distribution: &(impl Distribution<Output = f32> + Sync), cells: &Cells) -> Vec<u64> {
    let part = |part: usize| {
        let mut stream = Stream::new(SEED);
        stream.seek((part * PART) as u64).expect("a position");
        let samples = Cpu::new().sample(&mut stream, distribution, PART);
        cells.count(&samples.expect("samples"))
    };
    let sum = |one: Vec<u64>, other| {
        one.iter()
            .zip(&other)
            .map(|(a, b): (_, &u64)| a + b)
            .collect()
    };
    let parts = (0..samples() / PART).into_par_iter();
    parts.map(part).reduce_with(sum).expect("parts")
}

/// Of counts between borders, which come with the probabilities below and above.
fn assert_tails(
    distribution: &(impl Distribution<Output = f32> + Sync),
    borders: impl IntoIterator<Item = (f64, f64, f64)>,
) {
    let cells = Cells::new(borders, samples());
    let counts = count(distribution, &cells);
    let p = cells.p_value(&counts);
    println!("beyond {:?}: {counts:?}, p = {p:.3}", cells.borders);
    assert!(
        p > ALPHA,
        "beyond {:?}: {counts:?}, p = {p:.1e}",
        cells.borders
    );

    // Samples that never reach the last cells, where some 300 of them are expected.
    let farthest = 300.0 / samples() as f64;
    let mut cut = counts;
    let mut tail = 0.0;
    for cell in (1..cut.len()).rev() {
        tail += cells.probabilities[cell];
        if tail < farthest {
            cut[cell - 1] += cut[cell];
            cut[cell] = 0;
        }
    }
    let p = cells.p_value(&cut);
    assert!(p < ALPHA, "cut to {cut:?}: p = {p:.1e}");
}

#[test]
fn normal_tails() {
    let tail = |z: f64| 0.5 * erfc(z / SQRT_2);
    let z = || (20..=44).map(|i| f64::from(i) / 8.0);
    let lower = z().rev().map(|z| (-z, tail(z), 1.0 - tail(z)));
    let upper = z().map(|z| (z, 1.0 - tail(z), tail(z)));
    assert_tails(&Normal::STANDARD, lower.chain(upper));
}

#[test]
fn exponential_tail() {
    let x = (8..=40).map(|i| f64::from(i) / 2.0);
    assert_tails(
        &Exponential::STANDARD,
        x.map(|x| (x, 1.0 - (-x).exp(), (-x).exp())),
    );
}
