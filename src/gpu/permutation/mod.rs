//! Permutations on the GPU: elements into buffers and `Vec`s, and shuffled records.

mod kernel;
mod pipeline;

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    draw::Target,
    plan::{Dispatch, DrawParameters, plan},
    readback::BufferPair,
    resources::initialized,
    wait::{Scopes, Waiting},
};
use crate::{
    cpu::zeroed,
    error::Error,
    permutation::{Permutation, PermutationError},
};
use kernel::{PermutationKernel, PermutationParameters, Task};
use pipeline::Compiled;

pub(super) use kernel::kernel_sources;
pub(super) use pipeline::Pipelines;

const DURING: &str = "making a permutation";

/// Records to be gathered: where they begin, and the words of each.
#[derive(Clone, Copy)]
struct Records<'a> {
    words: Target<'a>,
    record_words: u64,
}

/// What one call makes: the words from `first_word` on of the elements, or of the records in their
/// order.
#[derive(Clone, Copy)]
struct Request<'a> {
    permutation: &'a Permutation,
    first_word: u64,
    target: Target<'a>,
    records: Option<Records<'a>>,
}

impl<'a> Request<'a> {
    fn elements(
        permutation: &'a Permutation,
        first: u64,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, Error> {
        let target = Target::of_bytes(target, 4)?;
        PermutationError::check_range(first, target.len_words, permutation.len())?;
        Ok(Request {
            permutation,
            first_word: first,
            target,
            records: None,
        })
    }

    fn shuffle(
        device: &wgpu::Device,
        permutation: &'a Permutation,
        records: wgpu::BufferSlice<'a>,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, Error> {
        let (n, bytes) = (permutation.len(), records.size());
        if records.buffer() == target.buffer() {
            return Err(PermutationError::SameBuffer.into());
        }
        if target.size() != bytes {
            let target_bytes = target.size();
            return Err(PermutationError::Target {
                bytes,
                target_bytes,
            }
            .into());
        }
        if n == 0 || bytes == 0 || !bytes.is_multiple_of(4 * n) {
            return Err(PermutationError::Records { bytes, n }.into());
        }
        let limit = binding_limit(device);
        let words = Target::of_bytes(records, 4)?;
        if bytes + binding_start(device, words).1 > limit {
            return Err(PermutationError::Binding { bytes, limit }.into());
        }
        Ok(Request {
            permutation,
            first_word: 0,
            target: Target::of_bytes(target, 4)?,
            records: Some(Records {
                words,
                record_words: bytes / 4 / n,
            }),
        })
    }

    fn task(&self) -> Task {
        match self.records {
            None => Task::Elements,
            Some(_) => Task::Gather,
        }
    }
}

/// Bytes of the largest binding, below which words are counted in 32 bits.
fn binding_limit(device: &wgpu::Device) -> u64 {
    let limits = device.limits();
    limits.max_storage_buffer_binding_size.min(1 << 31) & !15
}

/// Where a binding of these words may start, and the bytes from there to the first of them.
fn binding_start(device: &wgpu::Device, words: Target<'_>) -> (u64, u64) {
    let alignment = u64::from(device.limits().min_storage_buffer_offset_alignment);
    let start = words.offset / alignment * alignment;
    (start, words.offset - start)
}

/// Dispatches, ready to be put into a compute pass.
struct Recorded {
    pipeline: wgpu::ComputePipeline,
    dispatches: Vec<Dispatch>,
    groups: Vec<wgpu::BindGroup>,
    slot_bytes: u64,
}

impl Recorded {
    fn play(&self, encoder: &mut wgpu::CommandEncoder) {
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor {
            label: Some("seedbed.permutation"),
            timestamp_writes: None,
        });
        pass.set_pipeline(&self.pipeline);
        for (i, (dispatch, group)) in self.dispatches.iter().zip(&self.groups).enumerate() {
            dispatch.play(&mut pass, group, i as u64 * self.slot_bytes);
        }
    }
}

impl Gpu {
    /// Compiles and checks the kernels of permutations and shuffles, so that later calls start at
    /// once. In browsers [`encode_permutation`](Self::encode_permutation) and
    /// [`encode_shuffle`](Self::encode_shuffle) need this; elsewhere it is done on first use.
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when a kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare_permutation(&self) -> Result<(), GpuError> {
        for task in [Task::Elements, Task::Gather] {
            self.permutation_pipeline(task, Waiting::Yield).await?;
        }
        Ok(())
    }

    /// Records the elements of a permutation from `first` on into `target`, all of it, as `u32`.
    /// Nothing is submitted.
    ///
    /// Each call makes small parameter buffers, which live as long as the recorded commands.
    ///
    /// # Errors
    /// [`PermutationError::Range`] when there are not as many elements; [`GpuError::Usage`] and
    /// [`GpuError::Range`] for a target that does not fit; those of
    /// [`prepare_permutation`](Self::prepare_permutation); [`GpuError::NotPrepared`] in browsers. Then
    /// the encoder has not changed.
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
    /// `records`, whole words. Nothing is submitted.
    ///
    /// # Errors
    /// [`PermutationError::Records`], [`PermutationError::Target`], [`PermutationError::SameBuffer`]
    /// and [`PermutationError::Binding`] for buffers that do not fit; [`GpuError::Usage`] for buffers
    /// without `STORAGE`; those of [`prepare_permutation`](Self::prepare_permutation);
    /// [`GpuError::NotPrepared`] in browsers. Then the encoder has not changed.
    pub fn encode_shuffle(
        &self,
        permutation: &Permutation,
        encoder: &mut wgpu::CommandEncoder,
        records: wgpu::BufferSlice<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::shuffle(&self.inner.device, permutation, records, target)?;
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
        let request = Request::shuffle(&self.inner.device, permutation, records, target)?;
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
        let request = Request::shuffle(&self.inner.device, permutation, records, target)?;
        pollster::block_on(self.submit_request(request, Waiting::Block))
    }

    fn encode_request(
        &self,
        request: Request<'_>,
        encoder: &mut wgpu::CommandEncoder,
    ) -> Result<(), Error> {
        let compiled = self.permutation_pipeline_now(request.task())?;
        let scopes = Scopes::push(&self.inner.device);
        let recorded = self.record_request(&compiled, request);
        // Natively the answer is there at once; in browsers it comes too late to be waited for.
        #[cfg(not(target_arch = "wasm32"))]
        pollster::block_on(scopes.pop(DURING))?;
        #[cfg(target_arch = "wasm32")]
        drop(scopes.pop(DURING));
        recorded.play(encoder);
        Ok(())
    }

    async fn submit_request(&self, request: Request<'_>, waiting: Waiting) -> Result<(), Error> {
        let compiled = self.permutation_pipeline(request.task(), waiting).await?;
        let scopes = Scopes::push(&self.inner.device);
        self.submit_recorded(&compiled, request, |_| ());
        scopes.pop(DURING).await?;
        Ok(())
    }

    fn submit_recorded(
        &self,
        compiled: &Compiled,
        request: Request<'_>,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let mut encoder =
            self.inner
                .device
                .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                    label: Some("seedbed.permutation"),
                });
        self.record_request(compiled, request).play(&mut encoder);
        then(&mut encoder);
        self.inner.queue.submit([encoder.finish()])
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
        if elements.is_empty() {
            return Ok(elements);
        }
        let compiled = self.permutation_pipeline(Task::Elements, waiting).await?;
        let chunk_words = self.inner.options.chunk_words.clamp(4096, 1 << 28);
        let chunk_words = chunk_words.min(elements.len());
        let scopes = Scopes::push(&self.inner.device);
        let pair = BufferPair::new(&self.inner.device, chunk_words);
        scopes.pop("making buffers").await?;
        for (i, chunk) in elements.chunks_mut(chunk_words).enumerate() {
            let request = Request {
                permutation,
                first_word: first + (i * chunk_words) as u64,
                target: Target {
                    buffer: &pair.storage,
                    offset: 0,
                    len_words: chunk.len() as u64,
                },
                records: None,
            };
            self.read_request(&compiled, request, &pair, chunk, waiting)
                .await?;
        }
        Ok(elements)
    }

    /// The words of a request whose target is `pair`'s.
    async fn read_request(
        &self,
        compiled: &Compiled,
        request: Request<'_>,
        pair: &BufferPair,
        words: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let device = &self.inner.device;
        let scopes = Scopes::push(device);
        let submission = self.submit_recorded(compiled, request, |encoder| {
            pair.copy(encoder, 0, words.len());
        });
        let mapping = pair.map(words.len(), submission);
        scopes.pop(DURING).await?;
        mapping.finish(device, waiting, DURING).await?;
        pair.read(words)
    }

    /// The dispatches of a request, and what they bind.
    fn record_request(&self, compiled: &Compiled, request: Request<'_>) -> Recorded {
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let resources = &self.inner.resources;
        let Request {
            permutation,
            first_word,
            target,
            records,
        } = request;
        let dispatches = plan(resources.limits, first_word, target.range(), [0; 8]);
        let uniform = |label, bytes: &[u8]| {
            initialized(device, queue, label, wgpu::BufferUsages::UNIFORM, bytes)
        };
        let mut slots = resources.slot_data(&dispatches);
        // A request for nothing has no slot, and a buffer has at least one.
        slots.resize(slots.len().max(size_of::<DrawParameters>()), 0);
        let slots = uniform("seedbed.draw_parameters", &slots);
        let binding = records.map(|records| (records, binding_start(device, records.words)));
        let (record_words, first_record_word) = binding
            .map_or((1, 0), |(records, (_, skipped))| {
                (records.record_words as u32, (skipped / 4) as u32)
            });
        let parameters = PermutationParameters::new(permutation, record_words, first_record_word);
        let parameters = uniform(
            "seedbed.permutation_parameters",
            bytemuck::bytes_of(&parameters),
        );
        let part = |buffer, offset, size| {
            wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer,
                offset,
                size: wgpu::BufferSize::new(size),
            })
        };
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let groups = dispatches
            .iter()
            .map(|dispatch| {
                let (start, size) = (dispatch.binding_offset, dispatch.binding_size);
                let mut entries = Vec::from([
                    entry(0, part(target.buffer, start, size)),
                    entry(1, part(&slots, 0, size_of::<DrawParameters>() as u64)),
                    entry(2, parameters.as_entire_binding()),
                ]);
                if let Some((Records { words, .. }, (start, skipped))) = binding {
                    let size = skipped + 4 * words.len_words;
                    entries.push(entry(3, part(words.buffer, start, size)));
                }
                device.create_bind_group(&wgpu::BindGroupDescriptor {
                    label: Some("seedbed.permutation"),
                    layout: &compiled.bind_group_layout,
                    entries: &entries,
                })
            })
            .collect();
        Recorded {
            pipeline: compiled.pipeline.clone(),
            dispatches,
            groups,
            slot_bytes: resources.slot_bytes,
        }
    }

    /// The kernel of a task.
    fn permutation_kernel(&self, task: Task) -> PermutationKernel {
        let wide = self.inner.wide;
        PermutationKernel { task, wide }
    }
}
