//! Permutations on the GPU: elements into buffers and `Vec`s, and shuffled records.

mod pipeline;
mod request;

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    draw::Target,
    read_parts::{Copy, Interrupted},
    wait::Waiting,
};
use crate::{
    cpu::zeroed,
    error::Error,
    permutation::{Permutation, PermutationError},
    plan::permutation::Task,
};
use request::{Asked, Request};

pub(super) use pipeline::Pipelines;

const DURING: &str = "making a permutation";

impl Gpu {
    /// Compiles and checks the kernels of permutations and shuffles, so that later calls start at
    /// once. [`encode_permutation`](Self::encode_permutation) and
    /// [`encode_shuffle`](Self::encode_shuffle) need this; the functions that may wait do it on first use.
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when a kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare_permutation(&self) -> Result<(), GpuError> {
        self.prepare_tasks(Waiting::Yield).await
    }

    /// [`prepare_permutation`](Self::prepare_permutation), waiting for it.
    ///
    /// # Errors
    /// As [`prepare_permutation`](Self::prepare_permutation).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn prepare_permutation_blocking(&self) -> Result<(), GpuError> {
        pollster::block_on(self.prepare_tasks(Waiting::Block))
    }

    async fn prepare_tasks(&self, waiting: Waiting) -> Result<(), GpuError> {
        for task in [Task::Elements, Task::Gather] {
            self.permutation_pipeline(task, waiting).await?;
        }
        Ok(())
    }

    /// Records the elements of a permutation from `first` on into `target`, all of it, as `u32`.
    /// Nothing is compiled, submitted or waited for:
    /// [`prepare_permutation`](Self::prepare_permutation) comes first.
    ///
    /// Each call makes small parameter buffers, which live as long as the recorded commands.
    ///
    /// # Errors
    /// [`PermutationError::Range`] when there are not as many elements; [`GpuError::Usage`] and
    /// [`GpuError::Range`] for a target that does not fit; [`GpuError::NotPrepared`] without
    /// [`prepare_permutation`](Self::prepare_permutation); [`GpuError::Failed`] or [`GpuError::Lost`] when
    /// the device fails. Then the encoder has not changed.
    pub fn encode_permutation(
        &self,
        permutation: &Permutation,
        first: u64,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::elements(permutation, first, target)?;
        self.encode_request(request, encoder)
    }

    /// Fills `target`, all of it, with the elements of a permutation from `first` on, as `u32`. The
    /// work is submitted to the queue when the future is ready; it need not be done.
    ///
    /// # Errors
    /// As [`encode_permutation`](Self::encode_permutation).
    pub async fn fill_permutation(
        &self,
        permutation: &Permutation,
        first: u64,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::elements(permutation, first, target)?;
        self.submit_request(request, Waiting::Yield).await
    }

    /// [`fill_permutation`](Self::fill_permutation), where the calling thread may be held while a
    /// kernel is checked.
    ///
    /// # Errors
    /// As [`fill_permutation`](Self::fill_permutation).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_permutation_blocking(
        &self,
        permutation: &Permutation,
        first: u64,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::elements(permutation, first, target)?;
        pollster::block_on(self.submit_request(request, Waiting::Block))
    }

    /// `count` elements of a permutation from `first` on, made on the GPU and read back.
    ///
    /// # Errors
    /// [`PermutationError::Range`] when there are not as many, [`Error::Memory`] when they do not fit
    /// into memory, [`Error::Gpu`] when the device fails.
    pub async fn permutation(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
    ) -> Result<Vec<u32>, Error> {
        self.read_elements(permutation, first, count, Waiting::Yield)
            .await
    }

    /// [`permutation`](Self::permutation), waiting for the result.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, Permutation};
    /// let gpu = Gpu::open_blocking()?;
    /// let order = Permutation::new(42, 1_000_000)?;
    /// assert_eq!(gpu.permutation_blocking(&order, 0, 1_000_000)?, order.to_vec()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`permutation`](Self::permutation).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn permutation_blocking(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
    ) -> Result<Vec<u32>, Error> {
        pollster::block_on(self.read_elements(permutation, first, count, Waiting::Block))
    }

    /// Records a shuffle of `n` records from `records` into `target`, another buffer: record `i` of the
    /// target is record `get(i)`, as in [`Permutation::permuted`]. A record is the `n`-th part of
    /// `records`, whole words. Nothing is compiled, submitted or waited for:
    /// [`prepare_permutation`](Self::prepare_permutation) comes first.
    ///
    /// # Errors
    /// [`PermutationError::Records`], [`PermutationError::Target`], [`PermutationError::SameBuffer`]
    /// and [`PermutationError::Binding`] for buffers that do not fit; [`GpuError::Usage`] for buffers
    /// without `STORAGE`; [`GpuError::NotPrepared`] without
    /// [`prepare_permutation`](Self::prepare_permutation); [`GpuError::Failed`] or [`GpuError::Lost`] when
    /// the device fails. Then the encoder has not changed.
    pub fn encode_shuffle(
        &self,
        permutation: &Permutation,
        encoder: &mut wgpu::CommandEncoder,
        records: wgpu::BufferSlice<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::shuffle(self.inner.resources.limits, permutation, records, target)?;
        self.encode_request(request, encoder)
    }

    /// Shuffles `n` records into another buffer, as [`encode_shuffle`](Self::encode_shuffle) does. The
    /// work is submitted to the queue when the future is ready; it need not be done.
    ///
    /// # Errors
    /// As [`encode_shuffle`](Self::encode_shuffle).
    pub async fn shuffle(
        &self,
        permutation: &Permutation,
        records: wgpu::BufferSlice<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::shuffle(self.inner.resources.limits, permutation, records, target)?;
        self.submit_request(request, Waiting::Yield).await
    }

    /// [`shuffle`](Self::shuffle), where the calling thread may be held while a kernel is checked.
    ///
    /// ```no_run
    /// # fn images(gpu: &seedbed::Gpu, images: seedbed::wgpu::Buffer, shuffled: seedbed::wgpu::Buffer)
    /// # -> Result<(), seedbed::Error> {
    /// // 60,000 images in one buffer, in the order of epoch 3.
    /// let order = seedbed::Permutation::new(seedbed::SeedSequence::new(42).child(&[3]), 60_000)?;
    /// gpu.shuffle_blocking(&order, images.slice(..), shuffled.slice(..))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`encode_shuffle`](Self::encode_shuffle).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn shuffle_blocking(
        &self,
        permutation: &Permutation,
        records: wgpu::BufferSlice<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::shuffle(self.inner.resources.limits, permutation, records, target)?;
        pollster::block_on(self.submit_request(request, Waiting::Block))
    }

    fn encode_request(
        &self,
        request: Request<'_>,
        encoder: &mut wgpu::CommandEncoder,
    ) -> Result<(), Error> {
        let pipeline = self.prepared_permutation_pipeline(request.task())?;
        let scopes = self.scopes();
        let recorded = self.record_request(&pipeline, request);
        scopes.pop_now(DURING)?;
        recorded.play(encoder);
        Ok(())
    }

    async fn submit_request(&self, request: Request<'_>, waiting: Waiting) -> Result<(), Error> {
        let pipeline = self.permutation_pipeline(request.task(), waiting).await?;
        let scopes = self.scopes();
        self.submit_recorded(&pipeline, request, |_| ());
        scopes.pop(DURING).await?;
        Ok(())
    }

    async fn read_elements(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
        waiting: Waiting,
    ) -> Result<Vec<u32>, Error> {
        PermutationError::check_range(first, count, permutation.len())?;
        let mut elements = zeroed(usize::try_from(count).unwrap_or(usize::MAX))?;
        self.read_order(permutation, first, &mut elements, waiting)
            .await?;
        Ok(elements)
    }

    /// Elements from `first` on, all of which exist.
    pub(crate) async fn read_order(
        &self,
        permutation: &Permutation,
        first: u64,
        elements: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        if elements.is_empty() {
            return Ok(());
        }
        let pipeline = self.permutation_pipeline(Task::Elements, waiting).await?;
        let part_words = self.chunk_words();
        let submit = |done: usize, target: Target<'_>, copy: Copy<'_>| {
            let request = Request {
                permutation,
                target,
                asked: Asked::Elements {
                    first: first + done as u64,
                },
            };
            self.submit_recorded(&pipeline, request, copy)
        };
        self.read_parts(elements, part_words, DURING, waiting, submit)
            .await
    }
}
