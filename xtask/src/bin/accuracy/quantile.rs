//! The transforms by inversion, over all words: the standard normal and exponential.

use indicatif::ProgressBar;
use rayon::prelude::*;
use seedbed::{
    accuracy::{exponential_unrounded, normal_unrounded, samples},
    distr::{Distribution, Exponential, Normal},
};

use crate::{
    Bound, Row, random,
    reference::{Probability, neg_log, ulp, upper_normal_quantile},
};

/// The magnitude that has 24 bits everywhere above it and an absolute error below it.
const RELATIVE_FROM: f64 = 1.0 / 64.0;
/// Words below this take an extra word.
const RARE: u32 = 1 << 20;
/// Words or pairs that are one task.
const BLOCK: usize = 1 << 12;
/// One block of so many is checked by `--quick`.
const QUICK_STRIDE: u64 = 1 << 8;
/// Extra words that are tried with each rare word: the ends, the middle, and random ones.
const EXTRAS: usize = 64;

pub struct Quantile<D> {
    name: &'static str,
    distribution: D,
    /// Words `m` from 0, with magnitudes that fall; the mirrored `!m` has the other sign.
    last_word: u32,
    mirrored: bool,
    magnitude: fn(Probability) -> f64,
    unrounded: fn(u32, u32) -> (u32, u32),
    bound: Bound,
}

pub fn normal() -> Quantile<Normal> {
    Quantile {
        name: "normal",
        distribution: Normal::STANDARD,
        last_word: u32::MAX / 2,
        mirrored: true,
        magnitude: upper_normal_quantile,
        unrounded: normal_unrounded,
        bound: Bound {
            ulp: 0.71,
            absolute: 6.2e-10,
            unrounded: 1.73e-8,
            reach: 9.03,
        },
    }
}

pub fn exponential() -> Quantile<Exponential> {
    Quantile {
        name: "exponential",
        distribution: Exponential::STANDARD,
        last_word: u32::MAX,
        mirrored: false,
        magnitude: neg_log,
        unrounded: exponential_unrounded,
        bound: Bound {
            ulp: 0.96,
            absolute: 6.8e-10,
            unrounded: 3.06e-8,
            reach: 43.9,
        },
    }
}

/// A word, and the extra word where it is rare; in the order in which magnitudes fall.
type Pair = (u32, u32);

/// What was seen of some pairs.
#[derive(Clone, Copy)]
struct Worst {
    ulp: f64,
    ulp_at: Pair,
    absolute: f64,
    /// Relative error before the rounding, where the magnitude is at least [`RELATIVE_FROM`].
    unrounded: f64,
    smallest: f32,
    largest: f32,
    rising: Option<Pair>,
    unmirrored: Option<Pair>,
}

impl Worst {
    const NOTHING: Worst = Worst {
        ulp: 0.0,
        ulp_at: (0, 0),
        absolute: 0.0,
        unrounded: 0.0,
        smallest: f32::INFINITY,
        largest: 0.0,
        rising: None,
        unmirrored: None,
    };

    fn and(self, other: Worst) -> Worst {
        Worst {
            ulp: self.ulp.max(other.ulp),
            ulp_at: if self.ulp >= other.ulp {
                self.ulp_at
            } else {
                other.ulp_at
            },
            absolute: self.absolute.max(other.absolute),
            unrounded: self.unrounded.max(other.unrounded),
            smallest: self.smallest.min(other.smallest),
            largest: self.largest.max(other.largest),
            rising: self.rising.or(other.rising),
            unmirrored: self.unmirrored.or(other.unmirrored),
        }
    }
}

impl<D: Distribution<Output = f32> + Sync> Quantile<D> {
    /// All words that take no extra word, from the last pair that takes one.
    pub fn body(&self, quick: bool) -> Row {
        let end = u64::from(self.last_word) + 1;
        let starts = (u64::from(RARE)..end).step_by(BLOCK);
        let starts: Vec<u32> = starts
            .enumerate()
            .filter(|&(i, _)| !quick || is_chosen(i as u64))
            .map(|(_, start)| start as u32)
            .collect();
        let bar = self.bar("body", starts.len() * BLOCK);
        let worst = self.check(&starts, &bar, |&start| {
            // With the pair before, so that no step from block to block is missed.
            let before = (start - 1, u32::MAX);
            let words = start..=start + (BLOCK as u32 - 1).min(self.last_word - start);
            std::iter::once(before)
                .chain(words.map(|m| (m, 0)))
                .collect()
        });
        bar.finish_and_clear();
        self.row("body", starts.len() * BLOCK, worst)
    }

    /// All words that take an extra word, with [`EXTRAS`] of those.
    pub fn tail(&self, quick: bool) -> Row {
        const WORDS: u32 = (BLOCK / EXTRAS) as u32;
        let starts = (0..RARE).step_by(WORDS as usize);
        let starts: Vec<u32> = starts
            .enumerate()
            .filter(|&(i, start)| !quick || start == 0 || is_chosen(i as u64))
            .map(|(_, start)| start)
            .collect();
        let bar = self.bar("tail", starts.len() * BLOCK);
        let worst = self.check(&starts, &bar, |&start| {
            let before = start.checked_sub(1).map(|m| (m, u32::MAX));
            let words = start..start + WORDS;
            let pairs = words.flat_map(|m| extras(m).map(move |extra| (m, extra)));
            before.into_iter().chain(pairs).collect()
        });
        bar.finish_and_clear();
        self.row("tail", starts.len() * BLOCK, worst)
    }

    /// The far tail, word 0: the first 2²⁴ extra words, which reach farthest, and one in 256 of the
    /// others.
    pub fn far_tail(&self, quick: bool) -> Row {
        const DENSE: u64 = 1 << 24;
        const STRIDE: u64 = 1 << 8;
        let dense = (0..DENSE).step_by(BLOCK).map(|e| (e, 1));
        let sparse = (DENSE..1 << 32).step_by(BLOCK * STRIDE as usize);
        let blocks: Vec<(u64, u64)> = dense
            .chain(sparse.map(|e| (e, STRIDE)))
            .enumerate()
            .filter(|&(i, (start, _))| !quick || start == 0 || is_chosen(i as u64))
            .map(|(_, block)| block)
            .collect();
        let bar = self.bar("far tail", blocks.len() * BLOCK);
        let worst = self.check(&blocks, &bar, |&(start, stride)| {
            let before = start.checked_sub(1);
            let extras = (0..BLOCK as u64).map(|i| start + i * stride);
            let extras = before.into_iter().chain(extras);
            extras.map(|extra| (0, extra as u32)).collect()
        });
        bar.finish_and_clear();
        self.row("far tail", blocks.len() * BLOCK, worst)
    }

    fn bar(&self, part: &str, len: usize) -> ProgressBar {
        crate::bar(format!("{} {part}", self.name), len)
    }

    fn check<B: Sync>(
        &self,
        blocks: &[B],
        bar: &ProgressBar,
        pairs: impl Fn(&B) -> Vec<Pair> + Sync,
    ) -> Worst {
        let one = |block| {
            let worst = self.check_block(&pairs(block));
            bar.inc(BLOCK as u64);
            worst
        };
        let blocks = blocks.par_iter();
        blocks.map(one).reduce(|| Worst::NOTHING, Worst::and)
    }

    /// Pairs in order.
    fn check_block(&self, pairs: &[Pair]) -> Worst {
        let words: Vec<u32> = pairs.iter().map(|&(m, _)| m).collect();
        let values = self.samples(pairs, &words);
        let mut worst = Worst::NOTHING;
        let mut previous = f32::INFINITY;
        for (&pair, &bits) in pairs.iter().zip(&values) {
            let value = f32::from_bits(bits & 0x7fff_ffff);
            if value > previous || value.is_nan() {
                worst.rising = Some(pair);
            }
            previous = value;
            worst.smallest = worst.smallest.min(value);
            worst.largest = worst.largest.max(value);

            let (m, extra) = pair;
            let exact = (self.magnitude)(if m < RARE {
                Probability::of_pair(m, extra)
            } else {
                Probability::of_word(m)
            });
            let error = (f64::from(value) - exact).abs();
            if exact < RELATIVE_FROM {
                worst.absolute = worst.absolute.max(error);
                continue;
            }
            if error > worst.ulp * ulp(exact) {
                worst.ulp = error / ulp(exact);
                worst.ulp_at = pair;
            }
            let (r, q) = (self.unrounded)(m, extra);
            let unrounded = f64::from(r) * power_of_half(q);
            worst.unrounded = worst.unrounded.max((unrounded - exact).abs() / exact);
        }
        if self.mirrored {
            let words: Vec<u32> = words.iter().map(|m| !m).collect();
            let mirrored = self.samples(pairs, &words);
            let mut both = values.iter().zip(&mirrored);
            let differs = |(a, b): (&u32, &u32)| a ^ 0x8000_0000 != *b || a >> 31 == 0;
            worst.unmirrored = both.position(differs).map(|i| pairs[i]);
        } else if let Some(i) = values.iter().position(|bits| bits >> 31 != 0) {
            worst.unmirrored = Some(pairs[i]);
        }
        worst
    }

    fn samples(&self, pairs: &[Pair], words: &[u32]) -> Vec<u32> {
        let mut out = vec![0; words.len()];
        samples(&self.distribution, words, |i| pairs[i].1, &mut out);
        out
    }

    fn row(&self, part: &str, count: usize, worst: Worst) -> Row {
        let mut wrong = Vec::new();
        let pair = |(m, extra)| format!("word {m:#010x}, extra word {extra:#010x}");
        if worst.ulp > self.bound.ulp {
            wrong.push(format!("error above {} ulp", self.bound.ulp));
        }
        if worst.absolute > self.bound.absolute {
            wrong.push(format!("error above {:e}", self.bound.absolute));
        }
        if worst.unrounded > self.bound.unrounded {
            let bound = self.bound.unrounded;
            wrong.push(format!("relative error before rounding above {bound:e}"));
        }
        if let Some(at) = worst.rising {
            wrong.push(format!("not monotone at {}", pair(at)));
        }
        if let Some(at) = worst.unmirrored {
            wrong.push(format!("wrong sign, or not symmetric, at {}", pair(at)));
        }
        if worst.smallest <= 0.0 {
            wrong.push("zero occurs".to_owned());
        }
        if part == "far tail" && f64::from(worst.largest) < self.bound.reach {
            wrong.push(format!("does not reach {}", self.bound.reach));
        }
        Row {
            check: format!("{} {part}", self.name),
            count: if self.mirrored { 2 * count } else { count },
            ulp: Some(worst.ulp),
            at: if worst.ulp_at.0 < RARE {
                format!("{:#x}:{:08x}", worst.ulp_at.0, worst.ulp_at.1)
            } else {
                format!("{:#x}", worst.ulp_at.0)
            },
            absolute: (worst.absolute > 0.0).then_some(worst.absolute),
            unrounded: Some(worst.unrounded),
            monotone: Some(worst.rising.is_none()),
            range: format!("{:?} to {:?}", worst.smallest, worst.largest),
            wrong,
        }
    }
}

/// `2⁻ᵠ`.
fn power_of_half(q: u32) -> f64 {
    f64::from_bits(u64::from(1023 - q) << 52)
}

fn is_chosen(block: u64) -> bool {
    let group = block / QUICK_STRIDE;
    block % QUICK_STRIDE == random(group) % QUICK_STRIDE
}

/// Extra words of the rare word `m`, rising.
fn extras(m: u32) -> impl Iterator<Item = u32> {
    let mut extras = [0; EXTRAS];
    for (i, extra) in extras.iter_mut().enumerate() {
        *extra = random(u64::from(m) * EXTRAS as u64 + i as u64) as u32;
    }
    extras[..3].copy_from_slice(&[0, 0x8000_0000, 0xffff_ffff]);
    extras.sort_unstable();
    extras.into_iter()
}
