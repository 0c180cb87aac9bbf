//! Kernels: which WGSL files make the kernel of an engine and a transform.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{
    distr::{Finish16, Format16, Packing, Transform, elementwise::Family},
    engine::Engine,
    exact::{Finish, Finish64},
};

/// How a kernel multiplies 32×32→64: both ways are exact, hence equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wide {
    /// In 16-bit halves: on every adapter.
    Portable,
    /// In 64-bit integers: on adapters with `wgpu::Features::SHADER_INT64`.
    Int64,
}

/// The part of a transform that is code, not parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Bits,
    Extra,
    Standard,
    Standard64,
    Uniform(FinishShape),
    Uniform16(Finish16Shape),
    Integers32,
    Integers64,
    Bernoulli,
    BernoulliMask,
    Normal(FinishShape),
    Normal16(Finish16Shape),
    Exponential(FinishShape),
    Uniform64,
    Normal64(Finish64Shape),
    Exponential64(Finish64Shape),
    Quantile(FinishShape),
    QuantileWithin,
    Thresholds,
    ByElement(ElementShape),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FinishShape {
    Standard,
    Affine,
    Wide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Finish64Shape {
    Standard,
    Affine,
}

/// To 16 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Finish16Shape {
    Binary16,
    Binary16Affine,
    Bfloat16,
    Bfloat16Affine,
}

/// A distribution with parameters by element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ElementShape {
    Normal,
    Uniform,
    Exponential,
    Quantile,
    Bernoulli,
}

/// How results go to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Store {
    /// Four at a time, where the target's quads are the blocks' quads; bits always so.
    Quads,
    /// One at a time.
    Words,
}

/// One compute shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Kernel {
    pub engine: Engine,
    pub shape: Shape,
    pub store: Store,
    pub wide: Wide,
}

impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seedbed.{}.{}", self.shape.name(), self.engine)?;
        if self.store == Store::Words {
            f.write_str(".words")?;
        }
        if self.wide == Wide::Int64 {
            f.write_str(".int64")?;
        }
        Ok(())
    }
}

impl Shape {
    /// Every shape with parameters that are the same for all samples.
    pub(super) const ALL: [Shape; 35] = {
        use Finish16Shape::{Bfloat16, Bfloat16Affine, Binary16, Binary16Affine};
        use FinishShape::{Affine, Standard, Wide};
        [
            Shape::Bits,
            Shape::Extra,
            Shape::Standard,
            Shape::Standard64,
            Shape::Uniform(Standard),
            Shape::Uniform(Affine),
            Shape::Uniform(Wide),
            Shape::Uniform16(Binary16),
            Shape::Uniform16(Binary16Affine),
            Shape::Uniform16(Bfloat16),
            Shape::Uniform16(Bfloat16Affine),
            Shape::Integers32,
            Shape::Integers64,
            Shape::Bernoulli,
            Shape::BernoulliMask,
            Shape::Normal(Standard),
            Shape::Normal(Affine),
            Shape::Normal(Wide),
            Shape::Normal16(Binary16),
            Shape::Normal16(Binary16Affine),
            Shape::Normal16(Bfloat16),
            Shape::Normal16(Bfloat16Affine),
            Shape::Exponential(Standard),
            Shape::Exponential(Affine),
            Shape::Exponential(Wide),
            Shape::Uniform64,
            Shape::Normal64(Finish64Shape::Standard),
            Shape::Normal64(Finish64Shape::Affine),
            Shape::Exponential64(Finish64Shape::Standard),
            Shape::Exponential64(Finish64Shape::Affine),
            Shape::Quantile(Standard),
            Shape::Quantile(Affine),
            Shape::Quantile(Wide),
            Shape::QuantileWithin,
            Shape::Thresholds,
        ]
    };

    /// Every shape with parameters by element.
    const BY_ELEMENT: [Shape; 5] = [
        Shape::ByElement(ElementShape::Normal),
        Shape::ByElement(ElementShape::Uniform),
        Shape::ByElement(ElementShape::Exponential),
        Shape::ByElement(ElementShape::Quantile),
        Shape::ByElement(ElementShape::Bernoulli),
    ];

    pub(crate) fn of(transform: Transform<'_>) -> Self {
        match transform {
            Transform::Bits => Shape::Bits,
            Transform::Extra => Shape::Extra,
            Transform::Standard(_) => Shape::Standard,
            Transform::Standard64 => Shape::Standard64,
            Transform::Uniform(finish, _) => Shape::Uniform(FinishShape::of(finish)),
            Transform::Integers32(_) => Shape::Integers32,
            Transform::Integers64(_) => Shape::Integers64,
            Transform::Uniform16(finish, ..) => Shape::Uniform16(Finish16Shape::of(finish)),
            Transform::Bernoulli(_) => Shape::Bernoulli,
            Transform::BernoulliMask(_) => Shape::BernoulliMask,
            Transform::Normal16(finish) => Shape::Normal16(Finish16Shape::of(finish)),
            Transform::Normal(finish) => Shape::Normal(FinishShape::of(finish)),
            Transform::Exponential(finish) => Shape::Exponential(FinishShape::of(finish)),
            Transform::Uniform64(_) => Shape::Uniform64,
            Transform::Normal64(finish) => Shape::Normal64(Finish64Shape::of(finish)),
            Transform::Exponential64(finish) => Shape::Exponential64(Finish64Shape::of(finish)),
            Transform::Quantile(finish, _) => Shape::Quantile(FinishShape::of(finish)),
            Transform::QuantileWithin(..) => Shape::QuantileWithin,
            Transform::Thresholds(_) => Shape::Thresholds,
            Transform::ByElement(each) => Shape::ByElement(match each.family {
                Family::Normal => ElementShape::Normal,
                Family::Uniform => ElementShape::Uniform,
                Family::Exponential => ElementShape::Exponential,
                Family::Quantile(_) => ElementShape::Quantile,
                Family::Bernoulli => ElementShape::Bernoulli,
            }),
        }
    }

    /// How results lie in the target.
    pub(super) fn packing(self) -> Packing {
        match self {
            Shape::Uniform16(_) | Shape::Normal16(_) => Packing::Halves,
            Shape::BernoulliMask => Packing::Bits,
            _ => Packing::Words,
        }
    }

    pub(super) fn name(self) -> &'static str {
        use Finish16Shape::{Bfloat16, Bfloat16Affine, Binary16, Binary16Affine};
        use FinishShape::{Affine, Standard, Wide};
        match self {
            Shape::Bits => "bits",
            Shape::Extra => "extra",
            Shape::Standard => "standard",
            Shape::Standard64 => "standard64",
            Shape::Uniform(Standard) => "uniform_standard",
            Shape::Uniform(Affine) => "uniform",
            Shape::Uniform(Wide) => "uniform_wide",
            Shape::Uniform16(Binary16) => "uniform_f16_standard",
            Shape::Uniform16(Binary16Affine) => "uniform_f16",
            Shape::Uniform16(Bfloat16) => "uniform_bf16_standard",
            Shape::Uniform16(Bfloat16Affine) => "uniform_bf16",
            Shape::Integers32 => "integers32",
            Shape::Integers64 => "integers64",
            Shape::Bernoulli => "bernoulli",
            Shape::BernoulliMask => "bernoulli_mask",
            Shape::Normal(Standard) => "normal_standard",
            Shape::Normal(Affine) => "normal",
            Shape::Normal(Wide) => "normal_wide",
            Shape::Normal16(Binary16) => "normal_f16_standard",
            Shape::Normal16(Binary16Affine) => "normal_f16",
            Shape::Normal16(Bfloat16) => "normal_bf16_standard",
            Shape::Normal16(Bfloat16Affine) => "normal_bf16",
            Shape::Exponential(Standard) => "exponential_standard",
            Shape::Exponential(Affine) => "exponential",
            Shape::Exponential(Wide) => "exponential_wide",
            Shape::Uniform64 => "uniform64",
            Shape::Normal64(Finish64Shape::Standard) => "normal64_standard",
            Shape::Normal64(Finish64Shape::Affine) => "normal64",
            Shape::Exponential64(Finish64Shape::Standard) => "exponential64_standard",
            Shape::Exponential64(Finish64Shape::Affine) => "exponential64",
            Shape::Quantile(Standard) => "quantile_standard",
            Shape::Quantile(Affine) => "quantile",
            Shape::Quantile(Wide) => "quantile_wide",
            Shape::QuantileWithin => "quantile_within",
            Shape::Thresholds => "thresholds",
            Shape::ByElement(ElementShape::Normal) => "normal_elementwise",
            Shape::ByElement(ElementShape::Uniform) => "uniform_elementwise",
            Shape::ByElement(ElementShape::Exponential) => "exponential_elementwise",
            Shape::ByElement(ElementShape::Quantile) => "quantile_elementwise",
            Shape::ByElement(ElementShape::Bernoulli) => "bernoulli_elementwise",
        }
    }

    /// Whether samples own two words.
    pub(super) fn is_of_pairs(self) -> bool {
        matches!(
            self,
            Shape::Standard64
                | Shape::Integers64
                | Shape::Uniform64
                | Shape::Normal64(_)
                | Shape::Exponential64(_)
        )
    }

    /// The files of `shaders/` that this shape adds, in order.
    pub(super) fn files(self) -> Vec<&'static str> {
        let each_word = include_str!("../../shaders/kernel/each_word.wgsl");
        let each_word_rare = include_str!("../../shaders/kernel/each_word_rare.wgsl");
        let attempt = include_str!("../../shaders/kernel/attempt.wgsl");
        let each_pair = include_str!("../../shaders/kernel/each_pair.wgsl");
        let each_pair_rare = include_str!("../../shaders/kernel/each_pair_rare.wgsl");
        let round = include_str!("../../shaders/exact/round.wgsl");
        let polynomial = include_str!("../../shaders/exact/polynomial.wgsl");
        let tail = include_str!("../../shaders/distr/tail.wgsl");
        let sum = include_str!("../../shaders/exact/sum.wgsl");
        let affine = include_str!("../../shaders/exact/affine.wgsl");
        let normal = include_str!("../../shaders/distr/normal.wgsl");
        let exponential = include_str!("../../shaders/distr/exponential.wgsl");
        let uniform = include_str!("../../shaders/distr/uniform.wgsl");
        let order = include_str!("../../shaders/exact/order.wgsl");
        let cubic = include_str!("../../shaders/exact/cubic.wgsl");
        let quantile_table = include_str!("../../shaders/kernel/quantile_table.wgsl");
        let quantile = include_str!("../../shaders/distr/quantile.wgsl");
        let long = include_str!("../../shaders/exact/long.wgsl");
        let round64 = include_str!("../../shaders/exact/round64.wgsl");
        let affine64 = include_str!("../../shaders/exact/affine64.wgsl");
        let polynomial64 = include_str!("../../shaders/exact/polynomial64.wgsl");
        let table64 = include_str!("../../shaders/kernel/table64.wgsl");
        let log64 = include_str!("../../shaders/distr/log64.wgsl");
        match self {
            Shape::Bits => [include_str!("../../shaders/kernel/each_raw.wgsl")].into(),
            Shape::Extra => [
                each_word_rare,
                attempt,
                include_str!("../../shaders/distr/extra.wgsl"),
            ]
            .into(),
            Shape::Standard => [
                each_word,
                round,
                include_str!("../../shaders/distr/standard.wgsl"),
            ]
            .into(),
            Shape::Standard64 => [
                each_pair,
                round,
                include_str!("../../shaders/distr/standard64.wgsl"),
            ]
            .into(),
            Shape::Uniform(finish) => {
                [each_word, round, sum, affine, finish.file(), order, uniform].into()
            }
            Shape::Uniform16(finish) => [
                each_word,
                round,
                sum,
                affine,
                finish.file(),
                order,
                include_str!("../../shaders/distr/uniform16.wgsl"),
            ]
            .into(),
            Shape::Integers32 => [
                each_word_rare,
                attempt,
                include_str!("../../shaders/distr/integers32.wgsl"),
            ]
            .into(),
            Shape::Integers64 => [
                each_pair_rare,
                include_str!("../../shaders/distr/integers64.wgsl"),
            ]
            .into(),
            Shape::Bernoulli | Shape::BernoulliMask => [
                each_word_rare,
                attempt,
                include_str!("../../shaders/distr/bernoulli.wgsl"),
            ]
            .into(),
            Shape::Normal(finish) => [
                each_word_rare,
                attempt,
                round,
                polynomial,
                tail,
                sum,
                affine,
                finish.file(),
                normal,
            ]
            .into(),
            Shape::Normal16(finish) => [
                each_word_rare,
                attempt,
                round,
                polynomial,
                tail,
                sum,
                affine,
                finish.file(),
                normal,
            ]
            .into(),
            Shape::Exponential(finish) => [
                each_word_rare,
                attempt,
                round,
                polynomial,
                tail,
                sum,
                affine,
                finish.file(),
                exponential,
            ]
            .into(),
            Shape::Uniform64 => [
                each_pair,
                long,
                round64,
                affine64,
                order,
                include_str!("../../shaders/distr/uniform64.wgsl"),
            ]
            .into(),
            Shape::Normal64(finish) => [
                each_pair_rare,
                long,
                round64,
                affine64,
                polynomial64,
                table64,
                log64,
                finish.file(),
                include_str!("../../shaders/distr/normal64.wgsl"),
            ]
            .into(),
            Shape::Exponential64(finish) => [
                each_pair,
                long,
                round64,
                affine64,
                polynomial64,
                table64,
                log64,
                finish.file(),
                include_str!("../../shaders/distr/exponential64.wgsl"),
            ]
            .into(),
            Shape::Quantile(finish) => [
                each_word_rare,
                attempt,
                round,
                polynomial,
                cubic,
                tail,
                sum,
                affine,
                finish.file(),
                quantile_table,
                quantile,
            ]
            .into(),
            Shape::QuantileWithin => [
                each_word_rare,
                attempt,
                round,
                polynomial,
                cubic,
                tail,
                sum,
                affine,
                order,
                include_str!("../../shaders/kernel/finish_within.wgsl"),
                quantile_table,
                quantile,
            ]
            .into(),
            Shape::Thresholds => [
                each_word_rare,
                include_str!("../../shaders/distr/threshold.wgsl"),
            ]
            .into(),
            Shape::ByElement(shape) => {
                let element = include_str!("../../shaders/kernel/element.wgsl");
                let exact = include_str!("../../shaders/exact/element.wgsl");
                let common = [round, sum, affine, exact, element];
                let finish = include_str!("../../shaders/kernel/finish_element.wgsl");
                let with_tail = [each_word_rare, attempt, polynomial, tail, finish];
                let uniform = include_str!("../../shaders/distr/uniform_element.wgsl");
                let bernoulli = include_str!("../../shaders/distr/bernoulli_element.wgsl");
                let own: Vec<_> = match shape {
                    ElementShape::Normal => [&with_tail[..], &[normal]].concat(),
                    ElementShape::Uniform => [each_word, order, uniform].into(),
                    ElementShape::Exponential => [&with_tail[..], &[exponential]].concat(),
                    ElementShape::Quantile => {
                        [&with_tail[..], &[cubic, quantile_table, quantile]].concat()
                    }
                    ElementShape::Bernoulli => [each_word_rare, attempt, bernoulli].into(),
                };
                [&common[..], &own].concat()
            }
        }
    }
}

impl FinishShape {
    fn of(finish: Finish) -> Self {
        match finish {
            Finish::Standard => FinishShape::Standard,
            Finish::Affine(_) => FinishShape::Affine,
            Finish::Wide(_) => FinishShape::Wide,
        }
    }

    fn file(self) -> &'static str {
        match self {
            FinishShape::Standard => include_str!("../../shaders/kernel/finish_standard.wgsl"),
            FinishShape::Affine => include_str!("../../shaders/kernel/finish_affine.wgsl"),
            FinishShape::Wide => include_str!("../../shaders/kernel/finish_wide.wgsl"),
        }
    }
}

impl Finish64Shape {
    fn of(finish: Finish64) -> Self {
        match finish {
            Finish64::Standard => Finish64Shape::Standard,
            Finish64::Affine(_) => Finish64Shape::Affine,
        }
    }

    fn file(self) -> &'static str {
        match self {
            Finish64Shape::Standard => include_str!("../../shaders/kernel/finish64_standard.wgsl"),
            Finish64Shape::Affine => include_str!("../../shaders/kernel/finish64_affine.wgsl"),
        }
    }
}

impl Finish16Shape {
    fn of(finish: Finish16) -> Self {
        match (finish.format16, finish.location_scale) {
            (Format16::Binary16, None) => Finish16Shape::Binary16,
            (Format16::Binary16, Some(_)) => Finish16Shape::Binary16Affine,
            (Format16::Bfloat16, None) => Finish16Shape::Bfloat16,
            (Format16::Bfloat16, Some(_)) => Finish16Shape::Bfloat16Affine,
        }
    }

    fn file(self) -> &'static str {
        match self {
            Finish16Shape::Binary16 => include_str!("../../shaders/kernel/finish_binary16.wgsl"),
            Finish16Shape::Binary16Affine => {
                include_str!("../../shaders/kernel/finish_binary16_affine.wgsl")
            }
            Finish16Shape::Bfloat16 => include_str!("../../shaders/kernel/finish_bfloat16.wgsl"),
            Finish16Shape::Bfloat16Affine => {
                include_str!("../../shaders/kernel/finish_bfloat16_affine.wgsl")
            }
        }
    }
}

impl Kernel {
    /// Every kernel there is.
    pub(crate) fn all() -> impl Iterator<Item = Kernel> {
        let wides = [Wide::Portable, Wide::Int64];
        let stores = [Store::Quads, Store::Words];
        wides
            .into_iter()
            .flat_map(move |wide| {
                stores.into_iter().flat_map(move |store| {
                    Engine::ALL.into_iter().flat_map(move |engine| {
                        let kernel = move |shape| Kernel {
                            engine,
                            shape,
                            store,
                            wide,
                        };
                        Shape::ALL.into_iter().chain(Shape::BY_ELEMENT).map(kernel)
                    })
                })
            })
            .filter(|kernel| {
                kernel.store == Store::Quads || kernel.shape.packing() != Packing::Bits
            })
    }

    /// Whether samples have parameters of their own, in bind group 1.
    pub(super) fn is_by_element(self) -> bool {
        matches!(self.shape, Shape::ByElement(_))
    }

    /// The WGSL source.
    pub(crate) fn source(self) -> String {
        let chacha = include_str!("../../shaders/engine/chacha.wgsl");
        let block_4 = include_str!("../../shaders/kernel/block_4.wgsl");
        let block_16 = include_str!("../../shaders/kernel/block_16.wgsl");
        let engine = match self.engine {
            Engine::Philox4x32_10 => [
                include_str!("../../shaders/engine/philox.wgsl"),
                include_str!("../../shaders/kernel/engine_philox4x32_10.wgsl"),
                block_4,
            ],
            Engine::Threefry4x32_20 => [
                include_str!("../../shaders/engine/threefry.wgsl"),
                include_str!("../../shaders/kernel/engine_threefry4x32_20.wgsl"),
                block_4,
            ],
            Engine::ChaCha8 => [
                chacha,
                include_str!("../../shaders/kernel/engine_chacha8.wgsl"),
                block_16,
            ],
            Engine::ChaCha12 => [
                chacha,
                include_str!("../../shaders/kernel/engine_chacha12.wgsl"),
                block_16,
            ],
            Engine::ChaCha20 => [
                chacha,
                include_str!("../../shaders/kernel/engine_chacha20.wgsl"),
                block_16,
            ],
        };
        let wide = match self.wide {
            Wide::Portable => include_str!("../../shaders/exact/wide.wgsl"),
            Wide::Int64 => include_str!("../../shaders/exact/wide_int64.wgsl"),
        };
        let packing = self.shape.packing();
        let store = match (packing, self.store) {
            (Packing::Words, Store::Quads) => {
                include_str!("../../shaders/kernel/store_quads.wgsl")
            }
            (Packing::Words, Store::Words) => {
                include_str!("../../shaders/kernel/store_words.wgsl")
            }
            (Packing::Halves, Store::Quads) => {
                include_str!("../../shaders/kernel/store_halves_quads.wgsl")
            }
            (Packing::Halves, Store::Words) => {
                include_str!("../../shaders/kernel/store_halves.wgsl")
            }
            (Packing::Bits, _) => include_str!("../../shaders/kernel/store_bits.wgsl"),
        };
        let fill = match packing {
            Packing::Words | Packing::Halves => include_str!("../../shaders/kernel/fill.wgsl"),
            Packing::Bits => include_str!("../../shaders/kernel/fill_bits.wgsl"),
        };
        [
            include_str!("../../shaders/kernel/draw.wgsl"),
            include_str!("../../shaders/kernel/table.wgsl"),
            include_str!("../../shaders/kernel/stream_word.wgsl"),
            store,
            include_str!("../../shaders/kernel/tile.wgsl"),
            fill,
            wide,
        ]
        .into_iter()
        .chain(engine)
        .chain(self.shape.files())
        .collect::<Vec<_>>()
        .join("\n")
    }
}

/// Name and WGSL of every kernel that draws.
pub(super) fn kernel_sources() -> Vec<(String, String)> {
    Kernel::all()
        .map(|kernel| (alloc::format!("{kernel}"), kernel.source()))
        .collect()
}
