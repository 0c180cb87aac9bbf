//! Words, but for those in the tails of a quantile table, which are replaced by their extra words.

use super::{Steps, quantile::quantile_is_rare};

/// The steps of `Transform::Extra`.
#[derive(Clone, Copy)]
pub(crate) struct ExtraSteps;

impl Steps<u32> for ExtraSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        x
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        quantile_is_rare(x)
    }

    #[inline(always)]
    fn rare(self, _x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        extra(0)
    }
}
