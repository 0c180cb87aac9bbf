//! A draw of vectors as dispatches: scratch words by the kernels of draws, then vectors.

pub(crate) mod kernel;
mod parts;

use alloc::vec::Vec;

pub(crate) use kernel::{VectorKernel, VectorShape};
use parts::Sizes;

use super::dispatch::{Dispatch, DispatchLimits, WordRange, parameters, plan};
use crate::{
    distr::vector::Rows,
    distr::{MultivariateNormal, Transform, VectorError},
};

/// A dispatch of a draw of vectors, and which kernel makes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VectorStep {
    pub(crate) kernel: VectorStepKernel,
    pub(crate) dispatch: Dispatch,
}

/// The kernels of a draw of vectors, each kind counted from 0 in the order of their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VectorStepKernel {
    /// Of [`draws`]: from words of the stream to the scratch buffer.
    Draw(usize),
    /// Of [`VectorShape::of`], within the scratch buffer.
    InPlace(usize),
    /// Of [`VectorShape::of`], from the scratch buffer to the target.
    Last(usize),
}

/// What makes the scratch words.
pub(crate) fn draws(rows: Rows<'_>) -> impl Iterator<Item = Transform<'static>> {
    [Some(rows.transform()), rows.further_transform()]
        .into_iter()
        .flatten()
}

/// The dispatches of whole vectors into a target, in order; all words from `first_word` on exist. And the
/// scratch words that they need.
pub(crate) fn vector_steps(
    limits: DispatchLimits,
    rows: Rows<'_>,
    first_word: u64,
    target: WordRange,
    chunk_words: u64,
) -> (Vec<VectorStep>, u64) {
    let sizes = Sizes::of(rows);
    let part_vectors = sizes.part_vectors(limits, chunk_words);
    let part_vectors = part_vectors.min((target.len_words / sizes.dimension).max(1));
    let (scratch_len, further_start) = sizes.scratch(part_vectors);
    let mut steps = Vec::new();
    for part in sizes.parts(first_word, target, part_vectors) {
        let offsets = [0, 4 * further_start];
        for (i, (transform, offset)) in draws(rows).zip(offsets).enumerate() {
            let range = WordRange {
                offset,
                len_words: part.scratch_words,
            };
            let dispatches = plan(
                limits,
                part.first_scratch_word,
                range,
                transform.packing(),
                parameters(transform),
            );
            steps.extend(dispatches.into_iter().map(|dispatch| VectorStep {
                kernel: VectorStepKernel::Draw(i),
                dispatch,
            }));
        }
        for (i, &shape) in VectorShape::of(rows).iter().enumerate() {
            steps.push(VectorStep {
                kernel: match shape {
                    VectorShape::Shares => VectorStepKernel::InPlace(i),
                    _ => VectorStepKernel::Last(i),
                },
                dispatch: sizes.dispatch(limits, shape, part, scratch_len, further_start),
            });
        }
    }
    (steps, scratch_len)
}

/// Products and sums of all sizes: subnormal, cancelled, infinite, and not a number.
pub(crate) fn check_normal() -> Result<MultivariateNormal, VectorError> {
    let mean = [0.0, -1.5, 3e38, 1e-40, 0.0];
    #[rustfmt::skip]
    let cholesky = [
        1e-39, 0.0, 0.0, 0.0, 0.0,
        1.0, 1e-7, 0.0, 0.0, 0.0,
        -2.5, 3e38, 1e38, 0.0, 0.0,
        1e-38, -1e-38, 1e-45, 1e-44, 0.0,
        3e38, -3e38, 3e38, -3e38, 3e38,
    ];
    MultivariateNormal::from_cholesky(&mean, &cholesky)
}
