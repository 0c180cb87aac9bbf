//! The evenly spaced f32 on the unit interval, over all words: equal to what f32 arithmetic makes.

use rayon::prelude::*;
use seedbed::{
    accuracy::samples,
    distr::{Distribution, Open01, OpenClosed01, Standard},
};

use crate::{Row, bar};

const BLOCK: usize = 1 << 16;
/// One block of so many is checked by `--quick`.
const QUICK_STRIDE: usize = 257;

pub fn standard(quick: bool) -> Row {
    row("[0, 1)", quick, &Standard, |x| {
        (x >> 8) as f32 / 16_777_216.0
    })
}

pub fn open(quick: bool) -> Row {
    row("(0, 1)", quick, &Open01, |x| {
        ((x >> 9) as f32 + 0.5) / 8_388_608.0
    })
}

pub fn open_closed(quick: bool) -> Row {
    row("(0, 1]", quick, &OpenClosed01, |x| {
        ((x >> 8) + 1) as f32 / 16_777_216.0
    })
}

/// `exact` rounds nothing: its integers have 24 bits, and its divisors are powers of two.
fn row<D: Distribution<Output = f32> + Sync>(
    name: &str,
    quick: bool,
    distribution: &D,
    exact: fn(u32) -> f32,
) -> Row {
    let step = BLOCK * if quick { QUICK_STRIDE } else { 1 };
    let starts = (0..1usize << 32).into_par_iter().step_by(step);
    let count = starts.len() * BLOCK;
    let bar = bar(name.to_owned(), count);
    let check = |start: usize| {
        let words: Vec<u32> = (start..start + BLOCK).map(|x| x as u32).collect();
        let mut out = vec![0; BLOCK];
        samples(distribution, &words, |_| 0, &mut out);
        bar.inc(BLOCK as u64);
        let mut both = words.into_iter().zip(out);
        both.find(|&(x, bits)| bits != exact(x).to_bits())
    };
    let different = starts.filter_map(check).min();
    bar.finish_and_clear();
    Row {
        check: name.to_owned(),
        count,
        ulp: None,
        at: String::new(),
        absolute: None,
        unrounded: None,
        monotone: None,
        range: different.map_or("exact".to_owned(), |_| String::new()),
        wrong: different
            .map(|(x, bits)| format!("word {x:#010x} gives {bits:#010x}"))
            .into_iter()
            .collect(),
    }
}
