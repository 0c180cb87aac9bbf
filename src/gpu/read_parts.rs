//! Words of points, vectors and permutations to memory, part after part.

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    draw::Target,
    readback::{BufferPair, Part},
    wait::Waiting,
};
use crate::{distr::Results, error::Error};

/// A read that stopped half way: the results of `done` words are right.
pub(crate) struct Interrupted {
    pub done: u64,
    pub error: GpuError,
}

impl From<GpuError> for Interrupted {
    /// Before the first word.
    fn from(error: GpuError) -> Self {
        Interrupted { done: 0, error }
    }
}

impl From<Interrupted> for GpuError {
    fn from(interrupted: Interrupted) -> Self {
        interrupted.error
    }
}

impl From<Interrupted> for Error {
    fn from(interrupted: Interrupted) -> Self {
        interrupted.error.into()
    }
}

/// Records the copy behind the kernels.
pub(super) type Copy<'a> = &'a dyn Fn(&mut wgpu::CommandEncoder);

impl Gpu {
    /// Fills `words`, `part_words` at a time, one part being copied while the next is made.
    /// `submit(first, target, copy)` submits what fills the target with the words from number `first`
    /// on, and `copy` after it. On an error `words` has any values behind those that were delivered.
    pub(super) async fn read_parts(
        &self,
        words: &mut [u32],
        part_words: usize,
        during: &'static str,
        waiting: Waiting,
        submit: impl Fn(usize, Target<'_>, Copy<'_>) -> wgpu::SubmissionIndex,
    ) -> Result<(), Interrupted> {
        let mut done = 0;
        let result = self
            .read_each_part(words, part_words, during, waiting, submit, &mut done)
            .await;
        result.map_err(|error| Interrupted { done, error })
    }

    async fn read_each_part(
        &self,
        words: &mut [u32],
        part_words: usize,
        during: &'static str,
        waiting: Waiting,
        submit: impl Fn(usize, Target<'_>, Copy<'_>) -> wgpu::SubmissionIndex,
        done: &mut u64,
    ) -> Result<(), GpuError> {
        let device = &self.inner.device;
        let part_words = part_words.min(words.len()).max(1);
        let count = words.len().div_ceil(part_words).min(2);
        let scopes = self.scopes();
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
            let scopes = self.scopes();
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
                mapping.finish(self, waiting, during).await?;
                let part = Part::words(words.len());
                pairs[i % 2].read(self, part, Results::Words(words))?;
                *done += part.len as u64;
            }
        }
        Ok(())
    }
}
