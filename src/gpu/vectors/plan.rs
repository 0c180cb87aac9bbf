//! A draw of vectors as parts that fit the scratch buffer, and their dispatches.

use alloc::vec::Vec;

use super::kernel::VectorShape;
use crate::gpu::plan::{Dispatch, DispatchLimits, WordRange};

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
        }
    }
}
