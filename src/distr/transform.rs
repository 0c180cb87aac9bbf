//! What is done to words: the one description that all backends follow.
//!
//! The items are `pub`, in a private module, because the sealed trait mentions them.

use super::{
    BernoulliSteps, BitsSteps, Exponential64Steps, ExponentialSteps, ExtraSteps, Finish16,
    Integers32Steps, Integers64Steps, Normal64Steps, NormalSteps, Packing, QuantileSteps,
    Standard64Steps, StandardSteps, ThresholdTable, Uniform16Steps, Uniform64Steps, UniformSteps,
    elementwise::ByElement,
};
use crate::{
    exact::{
        Affine, Affine64, Finish, Finish64, Fixed, Fixed64, Format, affine_f32, affine_f32_wide,
        affine_f64, affine_sum, fixed_sum, float_order, float_unorder, round_f32, round_f64,
        round_sum,
    },
    quantile::QuantileTable,
};

pub mod sealed {
    /// Closed: what a distribution does to words is the same on all backends, or it is not here.
    pub trait Transforms {
        fn transform(&self) -> super::Transform<'_>;
    }
}

/// What is done to the words of a draw: the one description that all backends follow.
#[derive(Clone, Copy, Debug)]
#[allow(private_interfaces, reason = "sealed: only this crate makes one")]
pub enum Transform<'a> {
    Bits,
    /// The extra words of rare words, of a quantile table; the others stay.
    Extra,
    Standard(StandardSteps),
    Standard64,
    /// The largest result, in the order of `float_order`.
    Uniform(Finish, u32),
    Integers32(Integers32Steps),
    Integers64(Integers64Steps),
    /// The least and the largest result, in the order of `float_order`.
    Uniform16(Finish16, u32, u32),
    Bernoulli(BernoulliSteps),
    BernoulliMask(BernoulliSteps),
    Normal(Finish),
    Normal16(Finish16),
    Exponential(Finish),
    Uniform64(Uniform64Steps),
    Normal64(Finish64),
    Exponential64(Finish64),
    Quantile(Finish, &'a QuantileTable),
    QuantileWithin(Within, &'a QuantileTable),
    Thresholds(&'a ThresholdTable),
    ByElement(ByElement<'a>),
}

impl Transform<'_> {
    /// The transform of the samples behind the first `count`, where their parameters differ.
    pub(crate) fn after(self, count: u64) -> Self {
        match self {
            Transform::ByElement(each) => Transform::ByElement(each.after(count as usize)),
            same => same,
        }
    }

    /// How results lie in memory.
    pub(crate) fn packing(self) -> Packing {
        match self {
            Transform::Uniform16(..) | Transform::Normal16(_) => Packing::Halves,
            Transform::BernoulliMask(_) => Packing::Bits,
            _ => Packing::Words,
        }
    }

    /// Hands the steps of the transform to `visitor`.
    pub(crate) fn visit_steps(self, visitor: impl StepsVisitor) {
        use Finish::{Affine, Standard, Wide};
        match self {
            Transform::Bits => visitor.visit(BitsSteps),
            Transform::Extra => visitor.visit(ExtraSteps),
            Transform::Standard(steps) => visitor.visit(steps),
            Transform::Standard64 => visitor.visit(Standard64Steps),
            Transform::Uniform(Standard, last) => visitor.visit(UniformSteps {
                finish: StandardFinish,
                last,
            }),
            Transform::Uniform(Affine(a), last) => visitor.visit(UniformSteps {
                finish: AffineFinish(a),
                last,
            }),
            Transform::Uniform(Wide(a), last) => visitor.visit(UniformSteps {
                finish: WideFinish(a),
                last,
            }),
            Transform::Integers32(steps) => visitor.visit(steps),
            Transform::Integers64(steps) => visitor.visit(steps),
            Transform::Bernoulli(steps) | Transform::BernoulliMask(steps) => visitor.visit(steps),
            Transform::Uniform16(finish, first, last) => match finish.location_scale {
                None => visitor.visit(Uniform16Steps {
                    finish: RoundFinish(finish.format()),
                    first,
                    last,
                }),
                Some(affine) => visitor.visit(Uniform16Steps {
                    finish: AffineRoundFinish(affine, finish.format()),
                    first,
                    last,
                }),
            },
            Transform::Normal16(finish) => match finish.location_scale {
                None => visitor.visit(NormalSteps(RoundFinish(finish.format()))),
                Some(affine) => {
                    visitor.visit(NormalSteps(AffineRoundFinish(affine, finish.format())));
                }
            },
            Transform::Normal(Standard) => visitor.visit(NormalSteps(StandardFinish)),
            Transform::Normal(Affine(a)) => visitor.visit(NormalSteps(AffineFinish(a))),
            Transform::Normal(Wide(a)) => visitor.visit(NormalSteps(WideFinish(a))),
            Transform::Exponential(Standard) => visitor.visit(ExponentialSteps(StandardFinish)),
            Transform::Exponential(Affine(a)) => visitor.visit(ExponentialSteps(AffineFinish(a))),
            Transform::Exponential(Wide(a)) => visitor.visit(ExponentialSteps(WideFinish(a))),
            Transform::Uniform64(steps) => visitor.visit(steps),
            Transform::Normal64(Finish64::Standard) => {
                visitor.visit(Normal64Steps(Standard64Finish))
            }
            Transform::Normal64(Finish64::Affine(a)) => {
                visitor.visit(Normal64Steps(Affine64Finish(a)));
            }
            Transform::Exponential64(Finish64::Standard) => {
                visitor.visit(Exponential64Steps(Standard64Finish));
            }
            Transform::Exponential64(Finish64::Affine(a)) => {
                visitor.visit(Exponential64Steps(Affine64Finish(a)));
            }
            Transform::Quantile(Standard, table) => visitor.visit(QuantileSteps {
                table,
                finish: StandardFinish,
            }),
            Transform::Quantile(Affine(a), table) => visitor.visit(QuantileSteps {
                table,
                finish: AffineFinish(a),
            }),
            Transform::Quantile(Wide(a), table) => visitor.visit(QuantileSteps {
                table,
                finish: WideFinish(a),
            }),
            Transform::QuantileWithin(finish, table) => {
                visitor.visit(QuantileSteps { table, finish })
            }
            Transform::Thresholds(table) => table.visit_steps(visitor),
            Transform::ByElement(each) => each.visit_steps(visitor),
        }
    }
}

/// Generic code that is to run with the steps of a transform.
pub(crate) trait StepsVisitor {
    fn visit<W: bytemuck::Pod, L: Lanes<W>>(self, lanes: L);
}

/// Samples in a group: some vectors' worth, for parallelism in the instructions too.
pub(crate) const LANES: usize = 64;

/// The steps of each sample of a draw.
pub(crate) trait Lanes<W>: Copy {
    /// What [`LANES`] samples need.
    type Group;
    type Steps: Steps<W>;

    /// Of the samples from `first` on.
    fn group(self, first: usize) -> Self::Group;

    /// The steps of sample `lane`, below [`LANES`], of a group.
    fn lane(group: &Self::Group, lane: usize) -> Self::Steps;
}

/// All samples alike.
impl<W, S: Steps<W>> Lanes<W> for S {
    type Group = S;
    type Steps = S;

    #[inline(always)]
    fn group(self, _first: usize) -> S {
        self
    }

    #[inline(always)]
    fn lane(group: &S, _lane: usize) -> S {
        *group
    }
}

/// What a transform does to the words of one sample, `W` = `u32`, or `[u32; 2]` with the low word
/// first: twin of a `shaders/distr` file's `body`, `is_rare`, `rare`.
pub(crate) trait Steps<W>: Copy + Sync {
    /// The result for words that are not rare; some number for the others.
    fn body(self, x: W) -> W;

    /// Whether the sample needs extra words.
    #[inline(always)]
    fn is_rare(self, _x: W) -> bool {
        false
    }

    /// The result for rare words; `extra(k)` are the sample's `k`-th extra words.
    #[inline(always)]
    fn rare(self, x: W, _extra: impl FnMut(u32) -> W) -> W {
        self.body(x)
    }
}

/// The last step of a transform: from fixed point to the bits of a float.
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

/// Location 0, scale 1, in any format.
#[derive(Clone, Copy)]
pub(crate) struct RoundFinish(pub Format);

impl FinishStep for RoundFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        round_sum(fixed_sum(v, sign), self.0)
    }
}

/// Location and scale, in any format.
#[derive(Clone, Copy)]
pub(crate) struct AffineRoundFinish(pub Affine, pub Format);

impl FinishStep for AffineRoundFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        round_sum(affine_sum(v, sign, self.0), self.1)
    }
}

/// Location and scale over the whole range of f32, and no result outside an interval.
#[derive(Clone, Copy, Debug)]
pub struct Within {
    pub affine: Affine,
    /// The least and the largest result, in the order of `float_order`.
    pub first: u32,
    pub last: u32,
}

impl Within {
    /// `loc + scale · v`, kept within `low..=high`, finite numbers.
    pub(crate) fn new(loc: f32, scale: f64, low: f32, high: f32) -> Self {
        Within {
            affine: Affine::new(loc.into(), scale),
            first: float_order(low.to_bits()),
            last: float_order(high.to_bits()),
        }
    }
}

impl FinishStep for Within {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        let order = float_order(affine_f32_wide(v, sign, self.affine));
        let above = if order < self.first {
            self.first
        } else {
            order
        };
        float_unorder(if above > self.last { self.last } else { above })
    }
}

/// The 64-bit word of a sample's words, and back.
#[inline(always)]
pub(crate) fn pair(x: [u32; 2]) -> u64 {
    u64::from(x[0]) | (u64::from(x[1]) << 32)
}

#[inline(always)]
pub(crate) fn unpair(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

/// The last step of a transform to f64: from fixed point to the bits.
pub(crate) trait FinishStep64: Copy + Sync {
    fn finish(self, v: Fixed64, sign: u64) -> u64;
}

#[derive(Clone, Copy)]
pub(crate) struct Standard64Finish;

impl FinishStep64 for Standard64Finish {
    #[inline(always)]
    fn finish(self, v: Fixed64, sign: u64) -> u64 {
        round_f64(v) | sign
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Affine64Finish(pub Affine64);

impl FinishStep64 for Affine64Finish {
    #[inline(always)]
    fn finish(self, v: Fixed64, sign: u64) -> u64 {
        affine_f64(v, sign, self.0)
    }
}
