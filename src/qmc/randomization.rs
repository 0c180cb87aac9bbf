//! The keys of randomised point sets: some words of state for each dimension.

use alloc::{sync::Arc, vec::Vec};

use super::scramble::further_words;
use crate::{
    cpu::{Aligned, Arch, Vectorized},
    seed::SeedSequence,
};

/// Words of state that every randomised dimension uses, in this order.
pub(super) const STATE_WORDS: usize = 8;

/// The state of each dimension `k`: the first words of `generate_state` of the descendant of the seed
/// whose spawn key is the seed's own followed by `tag` and `k`.
pub(super) fn states(seed: &SeedSequence, tag: u32, dimensions: usize) -> Vec<[u32; STATE_WORDS]> {
    let parent = seed.child(&[tag]);
    (0..dimensions as u32)
        .map(|k| {
            let mut state = [0; STATE_WORDS];
            parent.child(&[k]).fill_state_u32(&mut state);
            state
        })
        .collect()
}

/// Word 2 and 3 of an extra pair, and every extra word, where nothing is random: the midpoint.
pub(super) const MIDPOINT: u32 = 0x8000_0000;

/// Words made at a time: some vectors' worth.
const LANES: usize = 64;

/// The low words of high words, by keys that repeat.
struct LowWords<'a> {
    keys: [&'a [u32]; 2],
    high: &'a [u32],
    low: &'a mut [u32],
}

impl Vectorized for LowWords<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let LowWords { keys, high, low } = self;
        let len = keys[0].len();
        for (high, low) in high.chunks(len).zip(low.chunks_mut(len)) {
            for first in (0..high.len()).step_by(LANES) {
                let lanes = first..high.len().min(first + LANES);
                let mut from = Aligned([[0; LANES]; 3]);
                for (from, row) in from.0.iter_mut().zip([high, keys[0], keys[1]]) {
                    from[..lanes.len()].copy_from_slice(&row[lanes.clone()]);
                }
                let mut results = Aligned([0; LANES]);
                for i in 0..LANES {
                    let key = [from.0[1][i], from.0[2][i]];
                    results.0[i] = further_words(from.0[0][i], 0, key)[0];
                }
                low[lanes.clone()].copy_from_slice(&results.0[..lanes.len()]);
            }
        }
    }
}

/// Keys of the digits behind the high words, words 4 and 5 of a dimension's state.
#[derive(Clone, Debug)]
pub(crate) struct FurtherKeys(Arc<[[u32; 2]]>);

impl FurtherKeys {
    pub(super) fn new(states: &[[u32; STATE_WORDS]]) -> Self {
        FurtherKeys(states.iter().map(|s| [s[4], s[5]]).collect())
    }

    /// The first words of all dimensions, and then the second ones.
    #[cfg(feature = "plan")]
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        (0..2).flat_map(|w| self.0.iter().map(move |key| key[w]))
    }

    /// Of a dimension.
    pub(super) fn key(&self, dimension: usize) -> [u32; 2] {
        self.0[dimension]
    }

    /// The low words of whole points, whose high words these are.
    pub(super) fn low_words(&self, arch: Arch, high: &[u32], low: &mut [u32]) {
        let points = LANES.div_ceil(self.0.len());
        let keys = [0, 1].map(|w| {
            let row: Vec<u32> = self.0.iter().map(|key| key[w]).collect();
            row.repeat(points)
        });
        let keys = [&keys[0][..], &keys[1]];
        arch.run(LowWords { keys, high, low });
    }

    /// The `k`-th extra word of a one-word sample, or pair of a two-word one.
    pub(super) fn extra(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        let [w0, w1, ..] = further_words(high, 1 + k, self.key(dimension));
        [w0, w1]
    }
}
