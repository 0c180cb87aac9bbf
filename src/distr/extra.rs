//! Words, but for those in the tails of a quantile table, which are replaced by their extra words.

use super::Steps;

/// The steps of `Transform::Extra`.
#[derive(Clone, Copy)]
pub(crate) struct ExtraSteps;

impl Steps<u32> for ExtraSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        x
    }

    /// As for quantile tables.
    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        (if x < 0x8000_0000 { x } else { !x }) < 0x10_0000
    }

    #[inline(always)]
    fn rare(self, _x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        extra(0)
    }
}
