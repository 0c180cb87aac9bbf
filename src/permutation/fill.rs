//! Many elements of a permutation: vectorised by the compiler, and over all cores.

use super::feistel::{FEW_PAIRS, Feistel, MANY_PAIRS};
use crate::cpu::{Aligned, Arch, Vectorized};

/// Elements in a group: some vectors' worth.
const LANES: usize = 64;
/// Groups made at a time: one bit each tells whether an element has to walk on.
const GROUPS: usize = u64::BITS as usize;
/// Elements that one task makes, some 100 µs.
#[cfg(feature = "parallel")]
const PARALLEL_LEN: usize = 1 << 16;

/// The elements from `first` on, all of which exist.
pub(super) fn fill(feistel: &Feistel, inverted: bool, first: u32, out: &mut [u32]) {
    let arch = Arch::new();
    let part = |first: u32, out: &mut [u32]| match (feistel.pairs(), inverted) {
        (MANY_PAIRS, false) => fill_part::<MANY_PAIRS, false>(arch, feistel, first, out),
        (MANY_PAIRS, true) => fill_part::<MANY_PAIRS, true>(arch, feistel, first, out),
        (_, false) => fill_part::<FEW_PAIRS, false>(arch, feistel, first, out),
        (_, true) => fill_part::<FEW_PAIRS, true>(arch, feistel, first, out),
    };
    #[cfg(feature = "parallel")]
    if out.len() >= 2 * PARALLEL_LEN {
        use rayon::prelude::*;
        out.par_chunks_mut(PARALLEL_LEN)
            .enumerate()
            .for_each(|(i, out)| part(first + (i * PARALLEL_LEN) as u32, out));
        return;
    }
    part(first, out);
}

fn fill_part<const PAIRS: usize, const INVERTED: bool>(
    arch: Arch,
    feistel: &Feistel,
    first: u32,
    out: &mut [u32],
) {
    let walk = |results: &mut [u32]| {
        for value in results {
            if *value > feistel.last {
                *value = feistel.walk::<PAIRS, INVERTED>(*value);
            }
        }
    };
    let (groups, rest) = out.as_chunks_mut::<LANES>();
    let mut at = first;
    for out in groups.chunks_mut(GROUPS) {
        let mut walking = arch.run(Steps::<PAIRS, INVERTED> {
            feistel,
            first: at,
            out: &mut *out,
        });
        while let Some(group) = walking.checked_ilog2() {
            walking ^= 1 << group;
            walk(&mut out[group as usize]);
        }
        // Wraps only behind the last of 2³² elements.
        at = at.wrapping_add((out.len() * LANES) as u32);
    }
    if !rest.is_empty() {
        let mut results = [[0; LANES]];
        arch.run(Steps::<PAIRS, INVERTED> {
            feistel,
            first: at,
            out: &mut results,
        });
        rest.copy_from_slice(&results[0][..rest.len()]);
        walk(rest);
    }
}

/// One step for at most `GROUPS` groups. Returns a bit for each group where a result is not below n.
struct Steps<'a, const PAIRS: usize, const INVERTED: bool> {
    feistel: &'a Feistel,
    first: u32,
    out: &'a mut [[u32; LANES]],
}

impl<const PAIRS: usize, const INVERTED: bool> Vectorized for Steps<'_, PAIRS, INVERTED> {
    type Output = u64;

    #[inline(always)]
    fn run(self) -> u64 {
        let feistel = *self.feistel;
        let mut walking = 0;
        for (group, out) in self.out.iter_mut().enumerate() {
            let first = self.first.wrapping_add((group * LANES) as u32);
            let mut results = Aligned([0; LANES]);
            let mut past = false;
            for (lane, result) in results.0.iter_mut().enumerate() {
                let value = feistel.step::<PAIRS, INVERTED>(first.wrapping_add(lane as u32));
                past |= value > feistel.last;
                *result = value;
            }
            walking |= u64::from(past) << group;
            *out = results.0;
        }
        walking
    }
}
