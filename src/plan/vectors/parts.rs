//! A draw of vectors as parts that fit the scratch buffer, and their dispatches.

use alloc::vec::Vec;

use super::kernel::VectorShape;
use crate::{
    distr::vector::Rows,
    plan::dispatch::{Dispatch, DispatchLimits, WordRange},
};

const WORKGROUP: u64 = 256;

/// `Draw` in `shaders/kernel/vectors.wgsl`; a test reads the layout from naga.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
struct VectorParameters {
    len: u32,
    dimension: u32,
    words: u32,
    out_word: u32,
    scratch_word: u32,
    further_word: u32,
    padding: [u32; 10],
}

/// Vectors that are made together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The first word, of a whole quad of the stream, that the scratch buffer has; and how many.
    pub(super) first_scratch_word: u64,
    pub(super) scratch_words: u64,
    /// Words before those of the first vector.
    skipped: u64,
    /// Where in the target the first component goes, in bytes.
    offset: u64,
    count: u64,
}

/// What vectors are, and what is kept for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) dimension: u64,
    pub(super) words: u64,
    /// Whether there are further scratch words.
    pub(super) further: bool,
}

impl Sizes {
    pub(super) fn of(rows: Rows<'_>) -> Self {
        Sizes {
            dimension: rows.dimension() as u64,
            words: rows.words() as u64,
            further: rows.further_transform().is_some(),
        }
    }

    /// Vectors of a part: as many as make `chunk_words`, or one.
    pub(super) fn part_vectors(self, limits: DispatchLimits, chunk_words: u64) -> u64 {
        // Both kinds of scratch words are bound together, and the target from an aligned place on.
        let binding = limits.binding_bytes / 4;
        let scratch = if self.further { binding / 2 } else { binding }.saturating_sub(128);
        let target = binding.saturating_sub(limits.offset_alignment / 4);
        let most = chunk_words.min(scratch) / self.words;
        // One invocation for each component, or each word, at most.
        let per_dimension = u64::from(limits.workgroups_per_dimension);
        let invocations = per_dimension * per_dimension * WORKGROUP;
        let most = most.min(invocations / self.dimension.max(self.words));
        most.min(target / self.dimension).max(1)
    }

    /// Words of a scratch buffer for so many vectors, and where its further words are.
    pub(super) fn scratch(self, vectors: u64) -> (u64, u64) {
        // Up to 3 words before the first vector and behind the last.
        let each = (vectors * self.words + 6).next_multiple_of(64);
        (each * if self.further { 2 } else { 1 }, each)
    }

    /// The parts of a draw of which word `first_word` is the first.
    pub(super) fn parts(self, first_word: u64, target: WordRange, part_vectors: u64) -> Vec<Part> {
        let count = target.len_words / self.dimension;
        let mut parts = Vec::new();
        let mut done = 0;
        while done < count {
            let len = (count - done).min(part_vectors);
            // Below 2⁶⁴, which is a whole quad, too.
            let first = first_word + done * self.words;
            let skipped = first % 4;
            parts.push(Part {
                first_scratch_word: first - skipped,
                scratch_words: (skipped + len * self.words).next_multiple_of(4),
                skipped,
                offset: target.offset + 4 * done * self.dimension,
                count: len,
            });
            done += len;
        }
        parts
    }

    /// The dispatch of a kernel for a part. Only the last kernel of a part writes to the target; others
    /// write to the scratch buffer, all of it.
    pub(super) fn dispatch(
        self,
        limits: DispatchLimits,
        shape: VectorShape,
        part: Part,
        scratch_len: u64,
        further_start: u64,
    ) -> Dispatch {
        let (len, offset, bound) = match shape {
            VectorShape::Shares => (part.count * self.words, 0, scratch_len),
            VectorShape::MultivariateNormal | VectorShape::Dirichlet => {
                let len = part.count * self.dimension;
                (len, part.offset, len)
            }
            _ => (part.count, part.offset, part.count * self.dimension),
        };
        let binding_offset = offset / limits.offset_alignment * limits.offset_alignment;
        let out_word = (offset - binding_offset) / 4;
        let workgroups = len.div_ceil(WORKGROUP);
        let x = workgroups.min(u64::from(limits.workgroups_per_dimension));
        let parameters = VectorParameters {
            len: len as u32,
            dimension: self.dimension as u32,
            words: self.words as u32,
            out_word: out_word as u32,
            scratch_word: part.skipped as u32,
            further_word: (further_start + part.skipped) as u32,
            padding: [0; 10],
        };
        Dispatch {
            binding_offset,
            binding_size: 4 * (out_word + bound),
            workgroups: [x as u32, workgroups.div_ceil(x) as u32],
            parameters: bytemuck::cast(parameters),
            along: Default::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        layout,
        vectors::{VectorKernel, kernel::kernel_sources},
    };

    const TINY: DispatchLimits = DispatchLimits {
        binding_bytes: 4 * 1000,
        offset_alignment: 256,
        workgroups_per_dimension: 2,
    };
    const LARGE: DispatchLimits = DispatchLimits {
        binding_bytes: 128 << 20,
        offset_alignment: 256,
        workgroups_per_dimension: 65_535,
    };

    /// Carries out parts as the kernels do: which word of the stream each vector starts with, by the
    /// place of its first component.
    fn carried_out(
        limits: DispatchLimits,
        sizes: Sizes,
        shape: VectorShape,
        first_word: u64,
        target: WordRange,
        chunk_words: u64,
    ) -> Vec<(u64, u64)> {
        let part_vectors = sizes.part_vectors(limits, chunk_words);
        let (scratch_len, further_start) = sizes.scratch(part_vectors);
        assert!(4 * scratch_len <= limits.binding_bytes);
        let mut written = Vec::new();
        for part in sizes.parts(first_word, target, part_vectors) {
            assert!(
                [part.first_scratch_word, part.scratch_words]
                    .iter()
                    .all(|w| w.is_multiple_of(4))
            );
            let room = if sizes.further {
                further_start
            } else {
                scratch_len
            };
            assert!(part.scratch_words <= room);
            let dispatch = sizes.dispatch(limits, shape, part, scratch_len, further_start);
            assert!(
                dispatch
                    .binding_offset
                    .is_multiple_of(limits.offset_alignment)
            );
            assert!(dispatch.binding_size <= limits.binding_bytes);
            let [x, y] = dispatch.workgroups.map(u64::from);
            assert!(x.max(y) <= u64::from(limits.workgroups_per_dimension));
            let draw: VectorParameters = bytemuck::cast(dispatch.parameters);
            assert!(x * y * WORKGROUP >= draw.len.into());
            let count = match shape {
                VectorShape::Dirichlet => u64::from(draw.len) / sizes.dimension,
                _ => draw.len.into(),
            };
            assert_eq!(count, part.count);
            for i in 0..count {
                let out_word = u64::from(draw.out_word) + i * sizes.dimension;
                assert!(4 * (out_word + sizes.dimension) <= dispatch.binding_size);
                let scratch_word = u64::from(draw.scratch_word) + i * sizes.words;
                assert!(scratch_word + sizes.words <= part.scratch_words);
                let place = dispatch.binding_offset + 4 * out_word;
                written.push((place, part.first_scratch_word + scratch_word));
            }
        }
        written
    }

    #[test]
    fn each_vector_is_written_once_and_from_its_words() {
        let kinds = [
            (2, 1, false, VectorShape::UnitCircle),
            (3, 2, false, VectorShape::UnitSphere),
            (5, 4, true, VectorShape::Dirichlet),
        ];
        for (dimension, words, further, shape) in kinds {
            let sizes = Sizes {
                dimension,
                words,
                further,
            };
            for limits in [TINY, LARGE] {
                for (first_word, offset) in [(0, 0), (7, 4), (u64::MAX - 8009, 252)] {
                    for count in [0, 1, 63, 2000] {
                        let target = WordRange {
                            offset,
                            len_words: count * dimension,
                        };
                        for chunk_words in [1, 4096, 1 << 22] {
                            let written =
                                carried_out(limits, sizes, shape, first_word, target, chunk_words);
                            let expected: Vec<_> = (0..count)
                                .map(|i| (offset + 4 * i * dimension, first_word + i * words))
                                .collect();
                            assert_eq!(written, expected);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn vector_parameters_have_the_kernels_layout() {
        let fields = layout::fields!(VectorParameters:
            len, dimension, words, out_word, scratch_word, further_word);
        let sources = kernel_sources();
        assert_eq!(sources.len(), VectorKernel::all().count());
        for (name, source) in sources {
            let module = naga::front::wgsl::parse_str(&source).expect("a valid kernel");
            let (found, size) = layout::members(&module, "draw");
            assert_eq!(found, fields, "{name}");
            assert!(size <= size_of::<VectorParameters>());
        }
    }
}
