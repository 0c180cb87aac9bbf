//! Kernels of point sets: which WGSL files make the kernel of a sequence and a transform.

use alloc::{string::String, vec::Vec};
use core::fmt;

#[cfg(any(test, feature = "gpu"))]
use crate::distr::Packing;
use crate::{
    plan::{
        kernel::{Shape, Wide},
        part::part,
    },
    qmc::Sequence,
};

/// One compute shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PointKernel {
    pub(crate) sequence: Sequence,
    pub(crate) shape: Shape,
    /// Whether samples own two words.
    pub(crate) pairs: bool,
    pub(crate) wide: Wide,
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
    #[cfg(any(test, feature = "gpu"))]
    pub(crate) fn all() -> impl Iterator<Item = PointKernel> {
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
    pub(crate) fn source(self) -> String {
        let wide = self.wide.part().text;
        let words = if self.pairs {
            part!("kernel/points_pair.wgsl").text
        } else {
            part!("kernel/points_word.wgsl").text
        };
        let sequence: &[&str] = match self.sequence {
            Sequence::Sobol => &[
                part!("qmc/gray.wgsl").text,
                part!("kernel/points_sobol.wgsl").text,
            ],
            Sequence::Halton => &[
                part!("qmc/radical.wgsl").text,
                part!("kernel/points_halton.wgsl").text,
            ],
            Sequence::Latin => &[
                part!("permutation/feistel.wgsl").text,
                part!("qmc/strata.wgsl").text,
                part!("kernel/points_latin.wgsl").text,
            ],
        };
        [
            part!("kernel/points.wgsl").text,
            part!("kernel/table.wgsl").text,
            part!("kernel/stream_word.wgsl").text,
            words,
            wide,
            part!("engine/philox.wgsl").text,
            part!("qmc/scramble.wgsl").text,
        ]
        .into_iter()
        .chain(sequence.iter().copied())
        .chain(self.shape.files())
        .collect::<Vec<_>>()
        .join("\n")
    }
}

/// Name and WGSL of every kernel of points.
#[cfg(any(test, feature = "gpu"))]
pub(crate) fn kernel_sources() -> Vec<(String, String)> {
    PointKernel::all()
        .map(|kernel| (alloc::format!("{kernel}"), kernel.source()))
        .collect()
}
