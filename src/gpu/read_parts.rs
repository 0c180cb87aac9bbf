//! Words of points, vectors and permutations to memory, part after part.

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    draw::Target,
    readback::{BufferPair, Part},
    wait::{Scopes, Waiting},
};
use crate::distr::Results;

/// Records the copy behind the kernels.
pub(super) type Copy<'a> = &'a dyn Fn(&mut wgpu::CommandEncoder);

impl Gpu {
    /// Fills `words`, `part_words` at a time, one part being copied while the next is made.
    /// `submit(first, target, copy)` submits what fills the target with the words from number `first`
    /// on, and `copy` after it. On an error `words` has any values.
    pub(super) async fn read_parts(
        &self,
        words: &mut [u32],
        part_words: usize,
        during: &'static str,
        waiting: Waiting,
        submit: impl Fn(usize, Target<'_>, Copy<'_>) -> wgpu::SubmissionIndex,
    ) -> Result<(), GpuError> {
        let device = &self.inner.device;
        let part_words = part_words.min(words.len()).max(1);
        let count = words.len().div_ceil(part_words).min(2);
        let scopes = Scopes::push(device);
        let pairs: Vec<_> = (0..count)
            .map(|_| BufferPair::new(device, part_words))
            .collect();
        scopes.pop("making buffers").await?;
        let begin = |i: usize, len: usize| {
            let pair = &pairs[i % 2];
            let part = Part::words(len);
            let target = Target {
                buffer: &pair.storage,
                offset: 0,
                len_words: len as u64,
            };
            let scopes = Scopes::push(device);
            let submission = submit(i * part_words, target, &|encoder| pair.copy(encoder, part));
            let mapping = pair.map(part, submission);
            (mapping, scopes.pop(during))
        };
        let mut parts = words.chunks_mut(part_words).enumerate().peekable();
        let mut next = parts.peek().map(|(i, part)| begin(*i, part.len()));
        while let Some((i, words)) = parts.next() {
            let current = next.take();
            next = parts.peek().map(|(i, part)| begin(*i, part.len()));
            if let Some((mapping, errors)) = current {
                errors.await?;
                mapping.finish(device, waiting, during).await?;
                pairs[i % 2].read(Part::words(words.len()), Results::Words(words))?;
            }
        }
        Ok(())
    }
}
