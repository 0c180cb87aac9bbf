//! Small permutations: a list, drawn uniformly from all n! orders.

use crate::distr::{Integers32Steps, Steps};

/// Elements of the longest list; its values fit into bytes, and 16 words.
pub(super) const MAX_LISTED: usize = 64;

/// An order of `0..n`, n ≤ 64, and its inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub order: [u8; MAX_LISTED],
    pub inverse: [u8; MAX_LISTED],
}

impl Listed {
    /// Fisher and Yates's shuffle as Durstenfeld (1964) has it: from the last element on, each
    /// changes places with one of those up to it. `word(p, x)` is the permutation's stream, whose
    /// sample of `Integers` on `0..=i` at position i chooses.
    pub(super) fn new(n: usize, word: impl Fn(u32, u32) -> u32) -> Self {
        let mut order: [u8; MAX_LISTED] = core::array::from_fn(|i| i as u8);
        for i in (1..n as u32).rev() {
            let range = i + 1;
            let steps = Integers32Steps {
                low: 0,
                range,
                threshold: range.wrapping_neg() % range,
            };
            let j = steps.rare(word(i, 0), |k| word(i, 1 + k));
            order.swap(i as usize, j as usize);
        }
        let mut inverse = [0; MAX_LISTED];
        for (i, &value) in order.iter().enumerate() {
            inverse[usize::from(value)] = i as u8;
        }
        Listed { order, inverse }
    }

    /// The list in this direction.
    pub(super) fn list(&self, inverted: bool) -> &[u8; MAX_LISTED] {
        if inverted { &self.inverse } else { &self.order }
    }

    /// The elements from `first` on, all of which exist.
    pub(super) fn fill(&self, inverted: bool, first: usize, out: &mut [u32]) {
        let list = self.list(inverted).iter().skip(first);
        for (value, &element) in out.iter_mut().zip(list) {
            *value = element.into();
        }
    }
}
