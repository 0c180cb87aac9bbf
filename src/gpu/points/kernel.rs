//! Kernels of point sets: which WGSL files make the kernel of a sequence and a transform.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::distr::Packing;
use crate::plan::kernel::{Shape, Wide};
use crate::qmc::Sequence;

/// One compute shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct PointKernel {
    pub(super) sequence: Sequence,
    pub(super) shape: Shape,
    /// Whether samples own two words.
    pub(super) pairs: bool,
    pub(super) wide: Wide,
}

impl fmt::Display for PointKernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sequence = match self.sequence {
            Sequence::Sobol => "sobol",
            Sequence::Halton => "halton",
            Sequence::Latin => "latin",
        };
        write!(f, "seedbed.{}.{sequence}", self.shape.name())?;
        if self.pairs && self.shape == Shape::Bits {
            f.write_str(".pairs")?;
        }
        if self.wide == Wide::Int64 {
            f.write_str(".int64")?;
        }
        Ok(())
    }
}

impl PointKernel {
    /// Every kernel there is.
    pub(super) fn all() -> impl Iterator<Item = PointKernel> {
        let whole = |shape: &Shape| shape.packing() == Packing::Words;
        let forms = Shape::ALL.into_iter().filter(whole).flat_map(|shape| {
            let pairs = shape.is_of_pairs();
            let both = (shape == Shape::Bits).then_some((shape, true));
            [(shape, pairs)].into_iter().chain(both)
        });
        forms.flat_map(|(shape, pairs)| {
            [Sequence::Sobol, Sequence::Halton, Sequence::Latin]
                .into_iter()
                .flat_map(move |sequence| {
                    [Wide::Portable, Wide::Int64].map(|wide| PointKernel {
                        sequence,
                        shape,
                        pairs,
                        wide,
                    })
                })
        })
    }

    /// The WGSL source.
    pub(super) fn source(self) -> String {
        let wide = match self.wide {
            Wide::Portable => include_str!("../../../shaders/exact/wide.wgsl"),
            Wide::Int64 => include_str!("../../../shaders/exact/wide_int64.wgsl"),
        };
        let words = if self.pairs {
            include_str!("../../../shaders/kernel/points_pair.wgsl")
        } else {
            include_str!("../../../shaders/kernel/points_word.wgsl")
        };
        let sequence: &[&str] = match self.sequence {
            Sequence::Sobol => &[
                include_str!("../../../shaders/qmc/gray.wgsl"),
                include_str!("../../../shaders/kernel/points_sobol.wgsl"),
            ],
            Sequence::Halton => &[
                include_str!("../../../shaders/qmc/radical.wgsl"),
                include_str!("../../../shaders/kernel/points_halton.wgsl"),
            ],
            Sequence::Latin => &[
                include_str!("../../../shaders/permutation/feistel.wgsl"),
                include_str!("../../../shaders/qmc/strata.wgsl"),
                include_str!("../../../shaders/kernel/points_latin.wgsl"),
            ],
        };
        [
            include_str!("../../../shaders/kernel/points.wgsl"),
            include_str!("../../../shaders/kernel/table.wgsl"),
            include_str!("../../../shaders/kernel/stream_word.wgsl"),
            words,
            wide,
            include_str!("../../../shaders/engine/philox.wgsl"),
            include_str!("../../../shaders/qmc/scramble.wgsl"),
        ]
        .into_iter()
        .chain(sequence.iter().copied())
        .chain(self.shape.files())
        .collect::<Vec<_>>()
        .join("\n")
    }
}
