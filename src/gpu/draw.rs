//! Draws into buffers: recorded for the caller, or submitted.

use alloc::{format, vec::Vec};

use super::{
    Gpu, GpuError,
    element::Sources,
    kernel::{Kernel, Store},
    plan::{Dispatch, DrawParameters, WordRange, parameters, plan, plan_along},
    resources::{Bound, SLOTS, initialized, lock},
    wait::Waiting,
};
use crate::{
    distr::{Distribution, Packing, Transform},
    engine::Engine,
    error::{Error, StreamError},
    stream::{Span, Stream},
};

/// Where a draw goes: room for the results of `len_words` words.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub buffer: &'a wgpu::Buffer,
    pub offset: u64,
    pub len_words: u64,
}

impl<'a> Target<'a> {
    pub(super) fn range(self) -> WordRange {
        let Target {
            offset, len_words, ..
        } = self;
        WordRange { offset, len_words }
    }

    /// How kernels write the words from `first_word` on to this target.
    pub(super) fn store(self, first_word: u64, packing: Packing) -> Store {
        Store::of(first_word, self.range(), packing)
    }

    /// The slice, if it can hold whole samples of a distribution.
    pub(super) fn of<D: Distribution>(slice: wgpu::BufferSlice<'a>) -> Result<Self, GpuError> {
        let sample_bytes = size_of::<D::Output>() as u64;
        let target = Self::of_bytes(slice, sample_bytes)?;
        Ok(Target {
            len_words: slice.size() / sample_bytes * D::WORDS as u64,
            ..target
        })
    }

    /// The slice, if it can hold whole samples of so many bytes.
    pub(super) fn of_bytes(
        slice: wgpu::BufferSlice<'a>,
        sample_bytes: u64,
    ) -> Result<Self, GpuError> {
        let (offset, size) = (slice.offset(), slice.size());
        if !slice.buffer().usage().contains(wgpu::BufferUsages::STORAGE) {
            return Err(GpuError::Usage {
                usage: format!("{:?}", slice.buffer().usage()),
                label: format!(" of {} bytes", slice.buffer().size()),
            });
        }
        // Kernels write whole words.
        let in_words = (offset + size).next_multiple_of(4) <= slice.buffer().size();
        if !offset.is_multiple_of(4) || !size.is_multiple_of(sample_bytes) || !in_words {
            return Err(GpuError::Range {
                offset,
                end: offset + size,
                sample_bytes,
            });
        }
        Ok(Target {
            buffer: slice.buffer(),
            offset,
            len_words: size / 4,
        })
    }
}

/// What is to be drawn, and where to.
pub(super) struct Request<'a> {
    pub transform: Transform<'a>,
    pub words_each: usize,
    pub target: Target<'a>,
    pub sources: Option<Sources>,
}

impl<'a> Request<'a> {
    fn new<D: Distribution>(
        distribution: &'a D,
        target: wgpu::BufferSlice<'a>,
    ) -> Result<Self, GpuError> {
        Ok(Request {
            transform: distribution.transform(),
            words_each: D::WORDS,
            target: Target::of::<D>(target)?,
            sources: None,
        })
    }

    /// Words, whatever samples they are of.
    pub(super) fn of_words(
        transform: Transform<'a>,
        target: Target<'a>,
        sources: Option<Sources>,
    ) -> Self {
        Request {
            transform,
            words_each: 1,
            target,
            sources,
        }
    }

    /// The words of the stream that it takes.
    fn span(&self, stream: &Stream) -> Result<Span, StreamError> {
        let count = self.target.len_words / self.words_each as u64;
        stream.span(count, self.words_each)
    }
}

impl Gpu {
    /// Compiles and checks the kernel of an engine and a distribution, so that later draws start at
    /// once. [`encode`](Self::encode) needs this; the functions that may wait do it on first use.
    ///
    /// Parameters choose among a distribution's kernels: the standard normal, other normals and those with a
    /// very small or large mean have one each. Prepare each distribution that is encoded.
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when the kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare<D: Distribution>(
        &self,
        engine: Engine,
        distribution: &D,
    ) -> Result<(), GpuError> {
        self.prepare_transform(engine, distribution.transform(), Waiting::Yield)
            .await
    }

    /// [`prepare`](Self::prepare), waiting for it.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn prepare_blocking<D: Distribution>(
        &self,
        engine: Engine,
        distribution: &D,
    ) -> Result<(), GpuError> {
        let transform = distribution.transform();
        pollster::block_on(self.prepare_transform(engine, transform, Waiting::Block))
    }

    pub(super) async fn prepare_transform(
        &self,
        engine: Engine,
        transform: Transform<'_>,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        for store in [Store::Quads, Store::Words] {
            let kernel = self.kernel(engine, transform, store);
            self.pipeline(kernel, transform, waiting).await?;
        }
        Ok(())
    }

    /// Records the stream's next draw into `target`, all of it, and moves the stream on. Nothing is
    /// compiled, submitted or waited for: [`prepare`](Self::prepare) comes first. Samples lie one after the other, little-endian, as in a `Vec`. Kernels write whole
    /// words: behind an odd number of samples of 16 bits, the rest of the last word becomes 0.
    ///
    /// Each call makes a small parameter buffer, which lives as long as the recorded commands.
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words; [`GpuError::Usage`] and
    /// [`GpuError::Range`] for a target that does not fit; [`GpuError::NotPrepared`] without
    /// [`prepare`](Self::prepare); [`GpuError::Failed`] or [`GpuError::Lost`] when the device fails. Then
    /// neither stream nor encoder has changed.
    pub fn encode<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::new(distribution, target)?;
        let (span, recorded) = self.record(stream, &request)?;
        recorded.play(&mut encoder.begin_compute_pass(&pass_descriptor()));
        stream.finish(span);
        Ok(())
    }

    /// [`encode`](Self::encode) into a compute pass that the caller has begun, for instance one
    /// with timestamps. The pass's pipeline and bind group 0 are replaced.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    pub fn encode_pass<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        pass: &mut wgpu::ComputePass<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::new(distribution, target)?;
        let (span, recorded) = self.record(stream, &request)?;
        recorded.play(pass);
        stream.finish(span);
        Ok(())
    }

    pub(super) fn record(
        &self,
        stream: &Stream,
        request: &Request<'_>,
    ) -> Result<(Span, Recorded), Error> {
        let (transform, target) = (request.transform, request.target);
        let span = request.span(stream)?;
        let store = target.store(span.first_word(), transform.packing());
        let kernel = self.kernel(stream.engine(), transform, store);
        let pipeline = self.prepared_pipeline(kernel, transform)?;
        let resources = &self.inner.resources;
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let sources = request.sources.as_ref();
        let dispatches = self.dispatches(span.first_word(), request);
        let scopes = self.scopes();
        let data = resources.slot_data(&dispatches);
        let slots = initialized(
            device,
            queue,
            "seedbed.draw_parameters",
            wgpu::BufferUsages::UNIFORM,
            if data.is_empty() {
                &[0; size_of::<DrawParameters>()]
            } else {
                &data
            },
        );
        let tile_keys = resources.tile_keys(device, queue, stream);
        let own_table = resources.own_table(device, queue, transform);
        let groups = dispatches
            .iter()
            .map(|dispatch| {
                let bound = Bound::new(dispatch, target.buffer, &slots, &tile_keys, &own_table);
                let elements = sources.map(|s| resources.element_group(device, s, dispatch));
                (resources.bind_group(device, &bound), elements)
            })
            .collect();
        scopes.pop_now("recording a draw")?;
        let slot_bytes = resources.slot_bytes;
        Ok((
            span,
            Recorded {
                pipeline,
                dispatches,
                groups,
                slot_bytes,
            },
        ))
    }

    pub(super) fn dispatches(&self, first_word: u64, request: &Request<'_>) -> Vec<Dispatch> {
        let (limits, range) = (self.inner.resources.limits, request.target.range());
        let packing = request.transform.packing();
        let parameters = parameters(request.transform);
        match &request.sources {
            None => plan(limits, first_word, range, packing, parameters),
            Some(sources) => {
                let along = sources.along();
                plan_along(limits, first_word, range, packing, parameters, along)
                    .into_iter()
                    .map(|dispatch| sources.locate(dispatch))
                    .collect()
            }
        }
    }

    /// Fills `target`, all of it, with the stream's next draw, and moves the stream on. The work is
    /// submitted to the queue when the future is ready; it need not be done.
    ///
    /// Pipelines, parameters and bind groups are cached: a second `fill` of the same buffer
    /// allocates nothing on the GPU. The cache keeps the last buffers alive, see
    /// [`release_buffers`](Self::release_buffers).
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words; [`GpuError::Usage`] and
    /// [`GpuError::Range`] for a target that does not fit; those of [`prepare`](Self::prepare).
    /// Then the stream has not changed.
    pub async fn fill<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::new(distribution, target)?;
        self.fill_waiting(stream, &request, Waiting::Yield).await
    }

    /// [`fill`](Self::fill), where the calling thread may be held while a kernel is checked.
    ///
    /// # Errors
    /// As [`fill`](Self::fill).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_blocking<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = Request::new(distribution, target)?;
        pollster::block_on(self.fill_waiting(stream, &request, Waiting::Block))
    }

    pub(super) async fn fill_waiting(
        &self,
        stream: &mut Stream,
        request: &Request<'_>,
        waiting: Waiting,
    ) -> Result<(), Error> {
        let (transform, target) = (request.transform, request.target);
        let span = request.span(stream)?;
        let store = target.store(span.first_word(), transform.packing());
        let kernel = self.kernel(stream.engine(), transform, store);
        let pipeline = self.pipeline(kernel, transform, waiting).await?;
        let dispatches = self.dispatches(span.first_word(), request);
        for part in dispatches.chunks(SLOTS) {
            let scopes = self.scopes();
            self.submit(&pipeline, stream, request, part, |_| ());
            scopes.pop("filling a buffer").await?;
        }
        stream.finish(span);
        Ok(())
    }

    /// Submits up to [`SLOTS`] dispatches, and what `then` records after them.
    pub(super) fn submit(
        &self,
        pipeline: &wgpu::ComputePipeline,
        stream: &Stream,
        request: &Request<'_>,
        dispatches: &[Dispatch],
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let Gpu { inner } = self;
        let resources = &inner.resources;
        let tile_keys = resources.tile_keys(&inner.device, &inner.queue, stream);
        let own_table = resources.own_table(&inner.device, &inner.queue, request.transform);
        let slots = lock(&resources.slots);
        let mut encoder = inner
            .device
            .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                label: Some("seedbed.fill"),
            });
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        pass.set_pipeline(pipeline);
        for (i, dispatch) in dispatches.iter().enumerate() {
            let target = request.target.buffer;
            let bound = Bound::new(dispatch, target, &slots, &tile_keys, &own_table);
            let group = resources.kept_bind_group(&inner.device, bound);
            if let Some(sources) = &request.sources {
                let elements = resources.element_group(&inner.device, sources, dispatch);
                pass.set_bind_group(1, &elements, &[]);
            }
            dispatch.play(&mut pass, &group, i as u64 * resources.slot_bytes);
        }
        drop(pass);
        then(&mut encoder);
        if !dispatches.is_empty() {
            inner
                .queue
                .write_buffer(&slots, 0, &resources.slot_data(dispatches));
        }
        inner.queue.submit([encoder.finish()])
    }

    /// Lets go of the buffers that the caches hold: targets of the last fills, tile keys, the
    /// scratch buffer of vectors, and the staging buffers of [`sample`](Self::sample).
    pub fn release_buffers(&self) {
        self.inner.resources.release();
        self.inner.point_pipelines.release();
        self.inner.scratch.release();
        lock(&self.inner.staging).take();
    }

    /// The kernel of an engine and a transform.
    pub(super) fn kernel(&self, engine: Engine, transform: Transform<'_>, store: Store) -> Kernel {
        Kernel::new(engine, transform, store, self.inner.wide)
    }
}

pub(super) fn pass_descriptor() -> wgpu::ComputePassDescriptor<'static> {
    wgpu::ComputePassDescriptor {
        label: Some("seedbed.fill"),
        timestamp_writes: None,
    }
}

/// A draw, ready to be put into a compute pass.
pub(super) struct Recorded {
    pipeline: wgpu::ComputePipeline,
    dispatches: Vec<Dispatch>,
    /// Bind groups 0, and those of parameters by element.
    groups: Vec<(wgpu::BindGroup, Option<wgpu::BindGroup>)>,
    slot_bytes: u64,
}

impl Recorded {
    pub(super) fn play(&self, pass: &mut wgpu::ComputePass<'_>) {
        pass.set_pipeline(&self.pipeline);
        for (i, (dispatch, (group, elements))) in
            self.dispatches.iter().zip(&self.groups).enumerate()
        {
            if let Some(elements) = elements {
                pass.set_bind_group(1, elements, &[]);
            }
            dispatch.play(pass, group, i as u64 * self.slot_bytes);
        }
    }
}
