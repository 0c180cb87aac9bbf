//! What is done to words: the one description that all backends follow.
//!
//! The items are `pub`, in a private module, because the sealed trait mentions them.

use super::{BernoulliSteps, Integers32Steps, Integers64Steps, StandardSteps};
use crate::exact::{Affine, Finish, Fixed, affine_f32, affine_f32_wide, round_f32};

pub mod sealed {
    /// Closed: what a distribution does to words is the same on all backends, or it is not here.
    pub trait Transforms {
        fn transform(&self) -> super::Transform;
    }
}

/// What is done to the words of a draw: the one description that all backends follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    Bits,
    Standard(StandardSteps),
    Standard64,
    /// The largest result, in the order of `uniform_order`.
    Uniform(Finish, u32),
    Integers32(Integers32Steps),
    Integers64(Integers64Steps),
    Bernoulli(BernoulliSteps),
    Normal(Finish),
    Exponential(Finish),
}

/// A transform of single words: twin of a `shaders/distr` file's `body`, `is_rare`, `rare`.
pub(crate) trait WordSteps: Copy + Sync {
    /// The result for words that are not rare; some number for the others.
    fn body(self, x: u32) -> u32;

    /// Whether the sample needs extra words.
    #[inline(always)]
    fn is_rare(self, _x: u32) -> bool {
        false
    }

    /// The result for rare words; `extra(k)` is the sample's `k`-th extra word.
    #[inline(always)]
    fn rare(self, x: u32, _extra: impl FnMut(u32) -> u32) -> u32 {
        self.body(x)
    }
}

/// A transform of pairs of words, `[low, high]`.
pub(crate) trait PairSteps: Copy + Sync {
    /// The result for pairs that are not rare; some number for the others.
    fn body(self, x: [u32; 2]) -> [u32; 2];

    /// Whether the sample needs extra words.
    #[inline(always)]
    fn is_rare(self, _x: [u32; 2]) -> bool {
        false
    }

    /// The result for rare pairs; `extra(k)` is the sample's `k`-th extra pair.
    #[inline(always)]
    fn rare(self, x: [u32; 2], _extra: impl FnMut(u32) -> [u32; 2]) -> [u32; 2] {
        self.body(x)
    }
}

/// The last step of a transform: from fixed point to the bits of an f32.
pub(crate) trait FinishStep: Copy + Sync {
    fn finish(self, v: Fixed, sign: u32) -> u32;
}

#[derive(Clone, Copy)]
pub(crate) struct StandardFinish;

impl FinishStep for StandardFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        round_f32(v) | sign
    }
}

#[derive(Clone, Copy)]
pub(crate) struct AffineFinish(pub Affine);

impl FinishStep for AffineFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        affine_f32(v, sign, self.0)
    }
}

#[derive(Clone, Copy)]
pub(crate) struct WideFinish(pub Affine);

impl FinishStep for WideFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        affine_f32_wide(v, sign, self.0)
    }
}
