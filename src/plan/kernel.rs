//! Kernels: which WGSL files make the kernel of an engine and a transform.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{
    distr::{Finish16, Format16, Packing, Transform, elementwise::Family},
    engine::Engine,
    exact::{Finish, Finish64},
    plan::part::{Part, part},
};

/// How a kernel multiplies 32×32→64: both ways are exact, hence equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wide {
    /// In 16-bit halves: on every adapter.
    Portable,
    /// In 64-bit integers: on adapters with `wgpu::Features::SHADER_INT64`.
    Int64,
}

impl Wide {
    pub(crate) fn part(self) -> Part {
        match self {
            Wide::Portable => part!("exact/wide.wgsl"),
            Wide::Int64 => part!("exact/wide_int64.wgsl"),
        }
    }
}

/// How a loop around a transform hands over words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Each {
    /// Words are the results.
    Raw,
    /// One by one.
    Word,
    /// One by one, and rare samples take extra words.
    WordRare,
    /// Two by two.
    Pair,
    /// Two by two, and rare samples take extra words.
    PairRare,
}

impl Each {
    fn part(self) -> Part {
        match self {
            Each::Raw => part!("kernel/each_raw.wgsl"),
            Each::Word => part!("kernel/each_word.wgsl"),
            Each::WordRare => part!("kernel/each_word_rare.wgsl"),
            Each::Pair => part!("kernel/each_pair.wgsl"),
            Each::PairRare => part!("kernel/each_pair_rare.wgsl"),
        }
    }
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
    pub(crate) const ALL: [Shape; 35] = {
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
    pub(crate) const BY_ELEMENT: [Shape; 5] = [
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
    pub(crate) fn packing(self) -> Packing {
        match self {
            Shape::Uniform16(_) | Shape::Normal16(_) => Packing::Halves,
            Shape::BernoulliMask => Packing::Bits,
            _ => Packing::Words,
        }
    }

    pub(crate) fn name(self) -> &'static str {
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
    pub(crate) fn is_of_pairs(self) -> bool {
        matches!(
            self,
            Shape::Standard64
                | Shape::Integers64
                | Shape::Uniform64
                | Shape::Normal64(_)
                | Shape::Exponential64(_)
        )
    }

    /// How the loop around it hands over words.
    pub(crate) fn each(self) -> Each {
        match self {
            Shape::Bits => Each::Raw,
            Shape::Standard
            | Shape::Uniform(_)
            | Shape::Uniform16(_)
            | Shape::ByElement(ElementShape::Uniform) => Each::Word,
            Shape::Standard64 | Shape::Uniform64 | Shape::Exponential64(_) => Each::Pair,
            Shape::Integers64 | Shape::Normal64(_) => Each::PairRare,
            Shape::Extra
            | Shape::Integers32
            | Shape::Bernoulli
            | Shape::BernoulliMask
            | Shape::Normal(_)
            | Shape::Normal16(_)
            | Shape::Exponential(_)
            | Shape::Quantile(_)
            | Shape::QuantileWithin
            | Shape::Thresholds
            | Shape::ByElement(_) => Each::WordRare,
        }
    }

    /// The files of `shaders/` that a kernel takes, in order.
    pub(crate) fn files(self) -> impl Iterator<Item = &'static str> {
        [self.each().part()]
            .into_iter()
            .chain(self.table())
            .chain(self.parts())
            .map(|part| part.text)
    }

    /// The file that reads the table of its own.
    fn table(self) -> Option<Part> {
        match self {
            Shape::Quantile(_)
            | Shape::QuantileWithin
            | Shape::ByElement(ElementShape::Quantile) => Some(part!("kernel/quantile_table.wgsl")),
            Shape::Normal64(_) | Shape::Exponential64(_) => Some(part!("kernel/table64.wgsl")),
            Shape::Thresholds => Some(part!("kernel/threshold_table.wgsl")),
            _ => None,
        }
    }

    /// The files of `shaders/` that make a sample, in order.
    pub(crate) fn parts(self) -> Vec<Part> {
        let attempt = part!("kernel/attempt.wgsl");
        let round = part!("exact/round.wgsl");
        let polynomial = part!("exact/polynomial.wgsl");
        let tail = part!("distr/tail.wgsl");
        let sum = part!("exact/sum.wgsl");
        let affine = part!("exact/affine.wgsl");
        let normal = part!("distr/normal.wgsl");
        let exponential = part!("distr/exponential.wgsl");
        let order = part!("exact/order.wgsl");
        let cubic = part!("exact/cubic.wgsl");
        let quantile = part!("distr/quantile.wgsl");
        let with_tail = [attempt, round, polynomial, tail, sum, affine];
        let long = part!("exact/long.wgsl");
        let to_f64 = [
            long,
            part!("exact/round64.wgsl"),
            part!("exact/affine64.wgsl"),
        ];
        let by_table64 = [part!("exact/polynomial64.wgsl"), part!("distr/log64.wgsl")];
        match self {
            Shape::Bits => Vec::new(),
            Shape::Extra => [attempt, part!("distr/extra.wgsl")].into(),
            Shape::Standard => [round, part!("distr/standard.wgsl")].into(),
            Shape::Standard64 => [round, part!("distr/standard64.wgsl")].into(),
            Shape::Uniform(finish) => {
                let uniform = part!("distr/uniform.wgsl");
                [round, sum, affine, finish.part(), order, uniform].into()
            }
            Shape::Uniform16(finish) => {
                let uniform = part!("distr/uniform16.wgsl");
                [round, sum, affine, finish.part(), order, uniform].into()
            }
            Shape::Integers32 => [attempt, part!("distr/integers32.wgsl")].into(),
            Shape::Integers64 => [part!("distr/integers64.wgsl")].into(),
            Shape::Bernoulli | Shape::BernoulliMask => {
                [attempt, part!("distr/bernoulli.wgsl")].into()
            }
            Shape::Normal(finish) => [&with_tail[..], &[finish.part(), normal]].concat(),
            Shape::Normal16(finish) => [&with_tail[..], &[finish.part(), normal]].concat(),
            Shape::Exponential(finish) => [&with_tail[..], &[finish.part(), exponential]].concat(),
            Shape::Uniform64 => [&to_f64[..], &[order, part!("distr/uniform64.wgsl")]].concat(),
            Shape::Normal64(finish) => {
                let own = [finish.part(), part!("distr/normal64.wgsl")];
                [&to_f64[..], &by_table64, &own].concat()
            }
            Shape::Exponential64(finish) => {
                let own = [finish.part(), part!("distr/exponential64.wgsl")];
                [&to_f64[..], &by_table64, &own].concat()
            }
            Shape::Quantile(finish) => [&with_tail[..], &[cubic, finish.part(), quantile]].concat(),
            Shape::QuantileWithin => {
                let within = part!("kernel/finish_within.wgsl");
                [&with_tail[..], &[cubic, order, within, quantile]].concat()
            }
            Shape::Thresholds => {
                let tail = part!("distr/threshold_tail.wgsl");
                [long, tail, part!("distr/threshold.wgsl")].into()
            }
            Shape::ByElement(shape) => {
                let element = part!("kernel/element.wgsl");
                let exact = part!("exact/element.wgsl");
                let common = [round, sum, affine, exact, element];
                let finish = part!("kernel/finish_element.wgsl");
                let with_tail = [attempt, polynomial, tail, finish];
                let uniform = part!("distr/uniform_element.wgsl");
                let bernoulli = part!("distr/bernoulli_element.wgsl");
                let own: Vec<_> = match shape {
                    ElementShape::Normal => [&with_tail[..], &[normal]].concat(),
                    ElementShape::Uniform => [order, uniform].into(),
                    ElementShape::Exponential => [&with_tail[..], &[exponential]].concat(),
                    ElementShape::Quantile => [&with_tail[..], &[cubic, quantile]].concat(),
                    ElementShape::Bernoulli => [attempt, bernoulli].into(),
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

    fn part(self) -> Part {
        match self {
            FinishShape::Standard => part!("kernel/finish_standard.wgsl"),
            FinishShape::Affine => part!("kernel/finish_affine.wgsl"),
            FinishShape::Wide => part!("kernel/finish_wide.wgsl"),
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

    fn part(self) -> Part {
        match self {
            Finish64Shape::Standard => part!("kernel/finish64_standard.wgsl"),
            Finish64Shape::Affine => part!("kernel/finish64_affine.wgsl"),
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

    fn part(self) -> Part {
        match self {
            Finish16Shape::Binary16 => part!("kernel/finish_binary16.wgsl"),
            Finish16Shape::Binary16Affine => {
                part!("kernel/finish_binary16_affine.wgsl")
            }
            Finish16Shape::Bfloat16 => part!("kernel/finish_bfloat16.wgsl"),
            Finish16Shape::Bfloat16Affine => {
                part!("kernel/finish_bfloat16_affine.wgsl")
            }
        }
    }
}

impl Kernel {
    /// The kernel of an engine and a transform.
    pub(crate) fn new(engine: Engine, transform: Transform<'_>, store: Store, wide: Wide) -> Self {
        let shape = Shape::of(transform);
        let store = match shape.packing() {
            Packing::Bits => Store::Quads,
            Packing::Words | Packing::Halves => store,
        };
        Kernel {
            engine,
            shape,
            store,
            wide,
        }
    }

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
    pub(crate) fn has_elements(self) -> bool {
        matches!(self.shape, Shape::ByElement(_))
    }

    /// The WGSL source.
    pub(crate) fn source(self) -> String {
        let block = match self.engine.block_words() {
            4 => part!("kernel/block_4.wgsl"),
            _ => part!("kernel/block_16.wgsl"),
        };
        let packing = self.shape.packing();
        let store = match (packing, self.store) {
            (Packing::Words, Store::Quads) => part!("kernel/store_quads.wgsl"),
            (Packing::Words, Store::Words) => part!("kernel/store_words.wgsl"),
            (Packing::Halves, Store::Quads) => part!("kernel/store_halves_quads.wgsl"),
            (Packing::Halves, Store::Words) => part!("kernel/store_halves.wgsl"),
            (Packing::Bits, _) => part!("kernel/store_bits.wgsl"),
        };
        let fill = match packing {
            Packing::Words | Packing::Halves => part!("kernel/fill.wgsl"),
            Packing::Bits => part!("kernel/fill_bits.wgsl"),
        };
        let frame = [
            part!("kernel/draw.wgsl"),
            part!("kernel/table.wgsl"),
            part!("kernel/stream_word.wgsl"),
            store,
            part!("kernel/tile.wgsl"),
            fill,
            self.wide.part(),
        ];
        frame
            .into_iter()
            .chain(engine_parts(self.engine))
            .chain([key_part(self.engine), block])
            .map(|part| part.text)
            .chain(self.shape.files())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The files of an engine's block function.
pub(crate) fn engine_parts(engine: Engine) -> [Part; 2] {
    let chacha = part!("engine/chacha.wgsl");
    match engine {
        Engine::Philox4x32_10 => [
            part!("engine/philox.wgsl"),
            part!("kernel/engine_philox4x32_10.wgsl"),
        ],
        Engine::Threefry4x32_20 => [
            part!("engine/threefry.wgsl"),
            part!("kernel/engine_threefry4x32_20.wgsl"),
        ],
        Engine::ChaCha8 => [chacha, part!("kernel/engine_chacha8.wgsl")],
        Engine::ChaCha12 => [chacha, part!("kernel/engine_chacha12.wgsl")],
        Engine::ChaCha20 => [chacha, part!("kernel/engine_chacha20.wgsl")],
    }
}

/// The file that reads an engine's keys.
pub(crate) fn key_part(engine: Engine) -> Part {
    match engine.key_words() {
        2 => part!("kernel/key_2.wgsl"),
        4 => part!("kernel/key_4.wgsl"),
        _ => part!("kernel/key_8.wgsl"),
    }
}

/// Name and WGSL of every kernel that draws.
pub(crate) fn kernel_sources() -> Vec<(String, String)> {
    Kernel::all()
        .map(|kernel| (alloc::format!("{kernel}"), kernel.source()))
        .collect()
}
