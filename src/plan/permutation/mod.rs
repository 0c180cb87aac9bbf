//! Elements of a permutation, and shuffles by one, as dispatches.

pub(crate) mod kernel;

use alloc::vec::Vec;

pub(crate) use kernel::{PermutationKernel, PermutationWords, Task};

use super::{
    CHECK_SEED,
    dispatch::{Along, Dispatch, DispatchLimits, WordRange, plan},
};
use crate::{
    distr::Packing,
    permutation::{Permutation, PermutationError},
};

/// What every kernel is checked on: elements, the first of them that is made, whether of the inverse.
/// Few rounds, many rounds, and a list.
const CHECKS: [(u64, u64, bool); 4] = [
    (1_000_003, 500_000, false),
    ((1 << 32) - 5, (1 << 31) - 100, true),
    (1000, 0, false),
    (61, 0, true),
];

/// The dispatches of the elements from `first` on, all of which exist.
pub(crate) fn elements(limits: DispatchLimits, first: u64, target: WordRange) -> Vec<Dispatch> {
    plan(limits, first, target, Packing::Words, [0; 8])
}

/// Records that are shuffled: what is bound of them, and the words of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Records {
    bound: Along,
    record_words: u32,
}

impl Records {
    /// `n` of them, in so many bytes from byte `offset` on, a multiple of 4.
    pub(crate) fn new(
        limits: DispatchLimits,
        n: u64,
        offset: u64,
        bytes: u64,
    ) -> Result<Self, PermutationError> {
        if n == 0 || bytes == 0 || !bytes.is_multiple_of(4 * n) {
            return Err(PermutationError::Records { bytes, n });
        }
        let binding_offset = offset / limits.offset_alignment * limits.offset_alignment;
        let (skipped, limit) = (offset - binding_offset, limits.binding_bytes);
        // Below 2³¹ bytes: words are counted in 32 bits.
        if bytes > limit - skipped.min(limit) {
            return Err(PermutationError::Binding { bytes, limit });
        }
        Ok(Records {
            bound: Along {
                binding_offset,
                binding_size: skipped + bytes,
                word: (skipped / 4) as u32,
            },
            record_words: (bytes / 4 / n) as u32,
        })
    }

    /// The dispatches of some of the words of the shuffled records.
    pub(crate) fn dispatches(
        self,
        limits: DispatchLimits,
        first_word: u64,
        target: WordRange,
    ) -> Vec<Dispatch> {
        let parameters = [self.record_words, self.bound.word, 0, 0, 0, 0, 0, 0];
        let mut dispatches = plan(limits, first_word, target, Packing::Words, parameters);
        for dispatch in &mut dispatches {
            dispatch.along[0] = self.bound;
        }
        dispatches
    }
}

/// What kernels of permutations are checked on: each permutation, and the element where the check begins.
/// [`CHECK_WORDS`](super::CHECK_WORDS) elements are compared, or as many as there are.
pub(crate) fn check_permutations() -> Vec<(Permutation, u64)> {
    let of = |(n, first, inverted)| {
        let permutation = Permutation::new(CHECK_SEED, n).ok()?;
        let turned = if inverted {
            permutation.inverse()
        } else {
            permutation
        };
        Some((turned, first))
    };
    CHECKS.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_checks_are_there() {
        assert_eq!(check_permutations().len(), CHECKS.len());
    }

    #[test]
    fn records_are_bound_from_an_aligned_place() {
        let limits = crate::plan::Limits::WEBGPU.checked().expect("limits");
        let records = Records::new(limits, 10, 260, 120).expect("records");
        let [dispatch] = records.dispatches(
            limits,
            0,
            WordRange {
                offset: 4,
                len_words: 30,
            },
        )[..] else {
            panic!("one dispatch")
        };
        assert_eq!(dispatch.records_binding(), Some((256, 124)));
        assert_eq!(records.record_words, 3);
        assert_eq!(
            (dispatch.binding_offset(), dispatch.binding_size()),
            (0, 124)
        );
        let most = limits.binding_bytes;
        assert!(Records::new(limits, most / 4, 0, most).is_ok());
        assert_eq!(
            Records::new(limits, most / 4, 4, most).expect_err("too many"),
            PermutationError::Binding {
                bytes: most,
                limit: most
            }
        );
    }
}
