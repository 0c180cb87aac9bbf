//! One draw as dispatches: bindings, parameters, encoding.

use alloc::{format, vec::Vec};
use std::sync::Mutex;

use super::{Gpu, GpuError, kernel::Kernel, kernel::Shape, wait::Scopes};
use crate::{
    distr::{Distribution, Transform},
    engine::Engine,
    error::Error,
    exact::{Affine, Finish},
    seed::SeedSequence,
    stream::{Span, Stream, TILE_WORDS},
    tables,
};

/// Parameter blocks of one submission of [`Gpu::fill`].
const SLOTS: usize = 64;
/// Seeds whose tile keys stay on the GPU: at most 32 KiB each.
const KEPT_SEEDS: usize = 16;
/// Bind groups that are kept, and with them the buffers that they bind.
const KEPT_BIND_GROUPS: usize = 8;

/// `Draw` in `shaders/kernel/draw.wgsl`; a test reads the layout from naga.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct DrawParameters {
    first_tile: [u32; 2],
    first_word: u32,
    len_words: u32,
    parameters: [u32; 8],
    out_word: u32,
    padding: [u32; 3],
}

/// One dispatch: the part of the target that it binds, and its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dispatch {
    binding_offset: u64,
    binding_size: u64,
    workgroups: [u32; 2],
    parameters: DrawParameters,
}

/// What the device allows one dispatch.
#[derive(Clone, Copy, Debug)]
struct DispatchLimits {
    binding_bytes: u64,
    offset_alignment: u64,
    workgroups_per_dimension: u32,
}

impl DispatchLimits {
    fn of(device: &wgpu::Device) -> Self {
        let limits = device.limits();
        DispatchLimits {
            // Word indices within a dispatch are below 2³⁰.
            binding_bytes: u64::from(limits.max_storage_buffer_binding_size).min(1 << 31) & !3,
            offset_alignment: u64::from(limits.min_storage_buffer_offset_alignment),
            workgroups_per_dimension: limits.max_compute_workgroups_per_dimension,
        }
    }
}

/// The dispatches that write words `first_word..` to `len_words` words at `offset` of a buffer.
fn plan(
    limits: DispatchLimits,
    first_word: u64,
    offset: u64,
    len_words: u64,
    parameters: [u32; 8],
) -> Vec<Dispatch> {
    let per_dimension = u64::from(limits.workgroups_per_dimension);
    let max_workgroups = (per_dimension * per_dimension).min(1 << 17);
    let mut dispatches = Vec::new();
    let mut done = 0;
    while done < len_words {
        let position = first_word + done;
        let start = offset + 4 * done;
        let binding_offset = start / limits.offset_alignment * limits.offset_alignment;
        let out_word = (start - binding_offset) / 4;
        let in_tile = position % TILE_WORDS as u64;
        let fits_binding = limits.binding_bytes / 4 - out_word;
        let fits_workgroups = max_workgroups * TILE_WORDS as u64 - in_tile;
        let fits = fits_binding.min(fits_workgroups);
        let left = len_words - done;
        let len = if left <= fits {
            left
        } else {
            // End with a tile where that is possible, so that no tile is made twice.
            let after_tile = (in_tile + fits) % TILE_WORDS as u64;
            if after_tile < fits {
                fits - after_tile
            } else {
                fits
            }
        };
        let workgroups = (in_tile + len).div_ceil(TILE_WORDS as u64);
        let x = workgroups.min(per_dimension);
        let first_tile = position / TILE_WORDS as u64;
        dispatches.push(Dispatch {
            binding_offset,
            binding_size: 4 * (out_word + len),
            workgroups: [x as u32, workgroups.div_ceil(x) as u32],
            parameters: DrawParameters {
                first_tile: [first_tile as u32, (first_tile >> 32) as u32],
                first_word: in_tile as u32,
                len_words: len as u32,
                parameters,
                out_word: out_word as u32,
                padding: [0; 3],
            },
        });
        done += len;
    }
    dispatches
}

/// A transform's parameters, where the kernels read them.
fn parameters(transform: Transform) -> [u32; 8] {
    let affine = |a: Affine| {
        [
            a.scale,
            a.scale_exponent,
            a.mean,
            a.mean_exponent,
            a.mean_sign,
            0,
            0,
            0,
        ]
    };
    let finish = |finish| match finish {
        Finish::Standard => [0; 8],
        Finish::Affine(a) | Finish::Wide(a) => affine(a),
    };
    match transform {
        Transform::Bits | Transform::Standard64 => [0; 8],
        Transform::Standard(s) => [s.low_bit, s.add, 0, 0, 0, 0, 0, 0],
        Transform::Uniform(f, last) => {
            let mut words = finish(f);
            words[5] = last;
            words
        }
        Transform::Integers32(s) => [s.low, s.range, s.threshold, 0, 0, 0, 0, 0],
        Transform::Integers64(s) => {
            let [l, r, t] = [s.low, s.range, s.threshold];
            [l[0], l[1], r[0], r[1], t[0], t[1], 0, 0]
        }
        Transform::Bernoulli(s) => [s.threshold_high, s.threshold_low, s.always, 0, 0, 0, 0, 0],
        Transform::Normal(f) | Transform::Exponential(f) => finish(f),
    }
}

/// The objects that draws share.
#[derive(Debug)]
pub(super) struct Resources {
    pub(super) bind_group_layout: wgpu::BindGroupLayout,
    pub(super) pipeline_layout: wgpu::PipelineLayout,
    table: wgpu::Buffer,
    /// Locked from the writing of parameters to the submission that reads them.
    slots: Mutex<wgpu::Buffer>,
    slot_bytes: u64,
    limits: DispatchLimits,
    tile_keys: Mutex<Vec<(TileKeysOf, wgpu::Buffer)>>,
    bind_groups: Mutex<Vec<(Bound, wgpu::BindGroup)>>,
}

#[derive(Clone, Debug, PartialEq)]
struct TileKeysOf {
    engine: Engine,
    entropy: Vec<u32>,
    spawn_key: Vec<u32>,
}

impl TileKeysOf {
    fn new(engine: Engine, seed: &SeedSequence) -> Self {
        TileKeysOf {
            engine,
            entropy: seed.entropy().into(),
            spawn_key: seed.spawn_key().into(),
        }
    }
}

/// What a bind group binds.
#[derive(Clone, Debug, PartialEq)]
struct Bound {
    target: wgpu::Buffer,
    offset: u64,
    size: u64,
    slots: wgpu::Buffer,
    tile_keys: wgpu::Buffer,
}

impl Resources {
    pub(super) fn new(device: &wgpu::Device, queue: &wgpu::Queue) -> Self {
        let storage = |binding, read_only, size| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Storage { read_only },
                has_dynamic_offset: false,
                min_binding_size: wgpu::BufferSize::new(size),
            },
            count: None,
        };
        let draw = wgpu::BindGroupLayoutEntry {
            binding: 1,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: wgpu::BufferSize::new(size_of::<DrawParameters>() as u64),
            },
            count: None,
        };
        let table_bytes = bytemuck::cast_slice(&tables::PIECES);
        let bind_group_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("seedbed.bind_group_layout"),
            entries: &[
                storage(0, false, 4),
                draw,
                storage(2, true, 4),
                storage(3, true, table_bytes.len() as u64),
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("seedbed.pipeline_layout"),
            bind_group_layouts: &[Some(&bind_group_layout)],
            immediate_size: 0,
        });
        let alignment = device.limits().min_uniform_buffer_offset_alignment;
        let slot_bytes = size_of::<DrawParameters>().next_multiple_of(alignment as usize) as u64;
        let slots = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("seedbed.draw_parameters"),
            size: SLOTS as u64 * slot_bytes,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let table = initialized(
            device,
            queue,
            "seedbed.table",
            wgpu::BufferUsages::STORAGE,
            table_bytes,
        );
        Resources {
            bind_group_layout,
            pipeline_layout,
            table,
            slots: Mutex::new(slots),
            slot_bytes,
            limits: DispatchLimits::of(device),
            tile_keys: Mutex::default(),
            bind_groups: Mutex::default(),
        }
    }

    /// The tile keys of a stream on the GPU, uploaded once.
    fn tile_keys(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        stream: &Stream,
    ) -> wgpu::Buffer {
        let of = TileKeysOf::new(stream.engine(), stream.seed());
        recall(&self.tile_keys, KEPT_SEEDS, of, || {
            let keys = stream.keys().all(stream.engine().key_words());
            let usage = wgpu::BufferUsages::STORAGE;
            initialized(
                device,
                queue,
                "seedbed.tile_keys",
                usage,
                bytemuck::cast_slice(&keys),
            )
        })
    }

    fn bind_group(&self, device: &wgpu::Device, bound: &Bound) -> wgpu::BindGroup {
        let buffer = |buffer, offset, size| {
            wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer,
                offset,
                size: wgpu::BufferSize::new(size),
            })
        };
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("seedbed.bind_group"),
            layout: &self.bind_group_layout,
            entries: &[
                entry(0, buffer(&bound.target, bound.offset, bound.size)),
                entry(
                    1,
                    buffer(&bound.slots, 0, size_of::<DrawParameters>() as u64),
                ),
                entry(2, bound.tile_keys.as_entire_binding()),
                entry(3, self.table.as_entire_binding()),
            ],
        })
    }

    /// The parameters of dispatches, each in its slot.
    fn slot_data(&self, dispatches: &[Dispatch]) -> Vec<u8> {
        let slot_bytes = self.slot_bytes as usize;
        let mut data = alloc::vec![0; dispatches.len() * slot_bytes];
        for (slot, dispatch) in data.chunks_exact_mut(slot_bytes).zip(dispatches) {
            let bytes = bytemuck::bytes_of(&dispatch.parameters);
            slot[..bytes.len()].copy_from_slice(bytes);
        }
        data
    }

    /// Lets go of all buffers that are bound.
    fn release(&self) {
        lock(&self.bind_groups).clear();
        lock(&self.tile_keys).clear();
    }
}

/// The value kept under `key`, or a new one; the oldest beyond `most` is dropped.
fn recall<K: PartialEq, V: Clone>(
    kept: &Mutex<Vec<(K, V)>>,
    most: usize,
    key: K,
    make: impl FnOnce() -> V,
) -> V {
    let mut kept = lock(kept);
    let entry = match kept.iter().position(|(known, _)| *known == key) {
        Some(i) => kept.remove(i),
        None => (key, make()),
    };
    let value = entry.1.clone();
    kept.truncate(most - 1);
    kept.insert(0, entry);
    value
}

/// The lock; what it guards is whole even if a holder panicked.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A buffer with contents, written at the next submission. (Mapping at creation, the other way,
/// panics on a lost device.)
fn initialized(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    label: &str,
    usage: wgpu::BufferUsages,
    bytes: &[u8],
) -> wgpu::Buffer {
    let buffer = device.create_buffer(&wgpu::BufferDescriptor {
        label: Some(label),
        size: bytes.len() as u64,
        usage: usage | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    queue.write_buffer(&buffer, 0, bytes);
    buffer
}

/// Where the words of a draw go.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub buffer: &'a wgpu::Buffer,
    pub offset: u64,
    pub len_words: u64,
}

impl<'a> Target<'a> {
    /// The slice, if it can hold whole samples of a distribution.
    fn of<D: Distribution>(slice: wgpu::BufferSlice<'a>) -> Result<Self, GpuError> {
        let (offset, size) = (slice.offset(), slice.size());
        let sample_bytes = size_of::<D::Output>() as u64;
        if !slice.buffer().usage().contains(wgpu::BufferUsages::STORAGE) {
            return Err(GpuError::Usage {
                usage: format!("{:?}", slice.buffer().usage()),
                label: format!(" of {} bytes", slice.buffer().size()),
            });
        }
        if offset % 4 != 0 || size % sample_bytes != 0 {
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

impl Gpu {
    /// Compiles and checks the kernel of an engine and a distribution, so that later draws start at
    /// once. In browsers [`encode`](Self::encode) needs this; elsewhere it is done on first use.
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when the kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare<D: Distribution>(
        &self,
        engine: Engine,
        distribution: &D,
    ) -> Result<(), GpuError> {
        self.pipeline(
            engine,
            distribution.transform(),
            super::wait::Waiting::Yield,
        )
        .await?;
        Ok(())
    }

    /// Records the stream's next draw into `target`, all of it, and moves the stream on. Nothing is
    /// submitted. Samples lie one after the other, little-endian, as in a `Vec`.
    ///
    /// Each call makes a small parameter buffer, which lives as long as the recorded commands.
    ///
    /// # Errors
    /// [`Error::Stream`] when the stream has not as many words; [`GpuError::Usage`] and
    /// [`GpuError::Range`] for a target that does not fit; those of [`prepare`](Self::prepare);
    /// [`GpuError::NotPrepared`] in browsers. Then neither stream nor encoder has changed.
    pub fn encode<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let (span, recorded) = self.record(stream, distribution, target)?;
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        recorded.play(&mut pass);
        drop(pass);
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
        let (span, recorded) = self.record(stream, distribution, target)?;
        recorded.play(pass);
        stream.finish(span);
        Ok(())
    }

    fn record<D: Distribution>(
        &self,
        stream: &Stream,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(Span, Recorded), Error> {
        let target = Target::of::<D>(target)?;
        let span = stream.span(target.len_words / D::WORDS as u64, D::WORDS)?;
        let transform = distribution.transform();
        let pipeline = self.pipeline_now(stream.engine(), transform)?;
        let resources = &self.inner.resources;
        let (device, queue) = (&self.inner.device, &self.inner.queue);
        let dispatches = self.dispatches(transform, span.first_word(), target);
        let scopes = Scopes::push(device);
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
        let groups = dispatches
            .iter()
            .map(|dispatch| {
                let bound = dispatch.bound(target, &slots, &tile_keys);
                resources.bind_group(device, &bound)
            })
            .collect();
        // Natively the answer is there at once; in browsers it comes too late to be waited for.
        #[cfg(not(target_arch = "wasm32"))]
        pollster::block_on(scopes.pop("recording a draw"))?;
        #[cfg(target_arch = "wasm32")]
        drop(scopes.pop("recording a draw"));
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

    pub(super) fn dispatches(
        &self,
        transform: Transform,
        first_word: u64,
        target: Target<'_>,
    ) -> Vec<Dispatch> {
        let limits = self.inner.resources.limits;
        plan(
            limits,
            first_word,
            target.offset,
            target.len_words,
            parameters(transform),
        )
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
        self.fill_waiting(stream, distribution, target, super::wait::Waiting::Yield)
            .await
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
        let waiting = super::wait::Waiting::Block;
        pollster::block_on(self.fill_waiting(stream, distribution, target, waiting))
    }

    async fn fill_waiting<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
        waiting: super::wait::Waiting,
    ) -> Result<(), Error> {
        let target = Target::of::<D>(target)?;
        let span = stream.span(target.len_words / D::WORDS as u64, D::WORDS)?;
        let transform = distribution.transform();
        let pipeline = self.pipeline(stream.engine(), transform, waiting).await?;
        let dispatches = self.dispatches(transform, span.first_word(), target);
        for part in dispatches.chunks(SLOTS) {
            let scopes = Scopes::push(&self.inner.device);
            self.submit(&pipeline, stream, target, part, |_| ());
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
        target: Target<'_>,
        dispatches: &[Dispatch],
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let Gpu { inner } = self;
        let resources = &inner.resources;
        let tile_keys = resources.tile_keys(&inner.device, &inner.queue, stream);
        let slots = lock(&resources.slots);
        let mut encoder = inner
            .device
            .create_command_encoder(&wgpu::CommandEncoderDescriptor {
                label: Some("seedbed.fill"),
            });
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        pass.set_pipeline(pipeline);
        for (i, dispatch) in dispatches.iter().enumerate() {
            let bound = dispatch.bound(target, &slots, &tile_keys);
            let group = recall(
                &resources.bind_groups,
                KEPT_BIND_GROUPS,
                bound.clone(),
                || resources.bind_group(&inner.device, &bound),
            );
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

    /// Lets go of the buffers that the caches hold: targets of the last fills, tile keys, and the
    /// staging buffers of [`sample`](Self::sample).
    pub fn release_buffers(&self) {
        self.inner.resources.release();
        lock(&self.inner.staging).take();
    }

    /// The kernel of an engine and a transform.
    pub(super) fn kernel(&self, engine: Engine, transform: Transform) -> Kernel {
        Kernel {
            engine,
            shape: Shape::of(transform),
            wide: self.inner.options.wide_multiply,
        }
    }
}

fn pass_descriptor() -> wgpu::ComputePassDescriptor<'static> {
    wgpu::ComputePassDescriptor {
        label: Some("seedbed.fill"),
        timestamp_writes: None,
    }
}

impl Dispatch {
    fn bound(&self, target: Target<'_>, slots: &wgpu::Buffer, keys: &wgpu::Buffer) -> Bound {
        Bound {
            target: target.buffer.clone(),
            offset: self.binding_offset,
            size: self.binding_size,
            slots: slots.clone(),
            tile_keys: keys.clone(),
        }
    }

    fn play(&self, pass: &mut wgpu::ComputePass<'_>, group: &wgpu::BindGroup, slot_offset: u64) {
        pass.set_bind_group(0, group, &[slot_offset as u32]);
        pass.dispatch_workgroups(self.workgroups[0], self.workgroups[1], 1);
    }
}

/// A draw, ready to be put into a compute pass.
struct Recorded {
    pipeline: wgpu::ComputePipeline,
    dispatches: Vec<Dispatch>,
    groups: Vec<wgpu::BindGroup>,
    slot_bytes: u64,
}

impl Recorded {
    fn play(&self, pass: &mut wgpu::ComputePass<'_>) {
        pass.set_pipeline(&self.pipeline);
        for (i, (dispatch, group)) in self.dispatches.iter().zip(&self.groups).enumerate() {
            dispatch.play(pass, group, i as u64 * self.slot_bytes);
        }
    }
}

#[cfg(test)]
mod tests;
