//! The keys of randomised point sets: some words of state for each dimension.

use alloc::{sync::Arc, vec::Vec};

use super::scramble::further_words;
use crate::seed::SeedSequence;

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

/// Keys of the digits behind the high words, words 4 and 5 of a dimension's state.
#[derive(Clone, Debug)]
pub(crate) struct FurtherKeys(Arc<[[u32; 2]]>);

impl FurtherKeys {
    pub(super) fn new(states: &[[u32; STATE_WORDS]]) -> Self {
        FurtherKeys(states.iter().map(|s| [s[4], s[5]]).collect())
    }

    /// The first words of all dimensions, and then the second ones.
    #[cfg(feature = "gpu")]
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        (0..2).flat_map(|w| self.0.iter().map(move |key| key[w]))
    }

    /// Of a dimension.
    pub(super) fn key(&self, dimension: usize) -> [u32; 2] {
        self.0[dimension]
    }

    /// The low words of whole points, whose high words these are.
    pub(super) fn low_words(&self, high: &[u32], low: &mut [u32]) {
        let points = high.chunks_exact(self.0.len());
        for (high, low) in points.zip(low.chunks_exact_mut(self.0.len())) {
            for ((&high, low), &key) in high.iter().zip(low).zip(&*self.0) {
                *low = further_words(high, 0, key)[0];
            }
        }
    }

    /// The `k`-th extra word of a one-word sample, or pair of a two-word one.
    pub(super) fn extra(&self, dimension: usize, high: u32, k: u32) -> [u32; 2] {
        let [w0, w1, ..] = further_words(high, 1 + k, self.key(dimension));
        [w0, w1]
    }
}
