//! The GPU objects that draws share.

use alloc::vec::Vec;
use std::sync::Mutex;

use super::{
    GpuError,
    element::{self, Sources},
    plan::{Dispatch, DispatchLimits, DrawParameters},
};
use crate::{
    distr::{TableId, Transform},
    engine::Engine,
    plan::OwnTable,
    seed::SeedSequence,
    stream::Stream,
    tables,
};

/// Parameter blocks of one submission of [`Gpu::fill`](super::Gpu::fill).
pub(super) const SLOTS: usize = 64;
/// Seeds whose tile keys stay on the GPU: at most 32 KiB each.
const KEPT_SEEDS: usize = 16;
/// Distributions whose tables stay on the GPU: mostly below 64 KiB, Cholesky factors up to 34 MB, trees of
/// betas up to 64 MiB, thresholds up to 192 MiB.
const KEPT_TABLES: usize = 16;
/// What they may take together, if it is more than one: 256 MiB.
const KEPT_TABLE_BYTES: u64 = 256 << 20;
/// Bind groups that are kept, and with them the buffers that they bind.
const KEPT_BIND_GROUPS: usize = 8;

/// The objects that draws share.
#[derive(Debug)]
pub(super) struct Resources {
    pub(super) bind_group_layout: wgpu::BindGroupLayout,
    pub(super) pipeline_layout: wgpu::PipelineLayout,
    element_layout: wgpu::BindGroupLayout,
    pub(super) element_pipeline_layout: wgpu::PipelineLayout,
    table: wgpu::Buffer,
    /// Locked from the writing of parameters to the submission that reads them.
    pub(super) slots: Mutex<wgpu::Buffer>,
    pub(super) slot_bytes: u64,
    pub(super) limits: DispatchLimits,
    tile_keys: Mutex<Vec<(TileKeysOf, wgpu::Buffer)>>,
    /// What is bound where a distribution has no table of its own.
    no_table: wgpu::Buffer,
    own_tables: Mutex<Vec<(TableId, wgpu::Buffer)>>,
    /// The longest of them that the device can bind.
    table_bytes: u64,
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
pub(super) struct Bound {
    target: wgpu::Buffer,
    offset: u64,
    size: u64,
    slots: wgpu::Buffer,
    read: wgpu::Buffer,
    /// Offset and size of what is read of it; all where it is `None`.
    part: Option<(u64, u64)>,
    own_table: wgpu::Buffer,
}

impl Bound {
    /// What a dispatch into `target` binds.
    pub(super) fn new(
        dispatch: &Dispatch,
        target: &wgpu::Buffer,
        slots: &wgpu::Buffer,
        read: &wgpu::Buffer,
        own_table: &wgpu::Buffer,
    ) -> Self {
        Bound {
            target: target.clone(),
            offset: dispatch.binding_offset,
            size: dispatch.binding_size,
            slots: slots.clone(),
            read: read.clone(),
            part: None,
            own_table: own_table.clone(),
        }
    }

    /// Reading that part alone.
    pub(super) fn of_part(self, part: Option<(u64, u64)>) -> Self {
        Bound { part, ..self }
    }
}

impl Resources {
    pub(super) fn new(device: &wgpu::Device, queue: &wgpu::Queue) -> Self {
        use wgpu::BufferBindingType::{Storage, Uniform};
        let entry = |binding, ty, has_dynamic_offset, least_bytes| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty,
                has_dynamic_offset,
                min_binding_size: wgpu::BufferSize::new(least_bytes),
            },
            count: None,
        };
        let draw_bytes = size_of::<DrawParameters>() as u64;
        let table_bytes = bytemuck::cast_slice(&tables::PIECES);
        let bind_group_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("seedbed.bind_group_layout"),
            entries: &[
                // The target: words or quads, as the kernel says.
                entry(0, Storage { read_only: false }, false, 0),
                entry(1, Uniform, true, draw_bytes),
                entry(2, Storage { read_only: true }, false, 4),
                entry(3, Uniform, false, table_bytes.len() as u64),
                // A table in rows of four words, or a permutation: as the kernel says.
                entry(4, Storage { read_only: true }, false, 0),
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("seedbed.pipeline_layout"),
            bind_group_layouts: &[Some(&bind_group_layout)],
            immediate_size: 0,
        });
        let element_layout = element::bind_group_layout(device);
        let element_pipeline_layout =
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some("seedbed.element_pipeline_layout"),
                bind_group_layouts: &[Some(&bind_group_layout), Some(&element_layout)],
                immediate_size: 0,
            });
        let limits = device.limits();
        let alignment = limits.min_uniform_buffer_offset_alignment;
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
            wgpu::BufferUsages::UNIFORM,
            table_bytes,
        );
        let usage = wgpu::BufferUsages::STORAGE;
        let no_table = initialized(device, queue, "seedbed.no_table", usage, &[0; 16]);
        Resources {
            bind_group_layout,
            pipeline_layout,
            element_layout,
            element_pipeline_layout,
            table,
            slots: Mutex::new(slots),
            slot_bytes,
            limits: DispatchLimits::of(device),
            tile_keys: Mutex::default(),
            no_table,
            own_tables: Mutex::default(),
            table_bytes: limits
                .max_storage_buffer_binding_size
                .min(limits.max_buffer_size),
            bind_groups: Mutex::default(),
        }
    }

    /// The tile keys of a stream on the GPU, uploaded once.
    pub(super) fn tile_keys(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        stream: &Stream,
    ) -> wgpu::Buffer {
        let of = TileKeysOf::new(stream.engine(), stream.seed());
        recall(&self.tile_keys, KEPT_SEEDS, of, |_| {
            let keys = stream.tile_keys();
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

    /// The table of a distribution that has one, uploaded once.
    pub(super) fn own_table(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        transform: Transform<'_>,
    ) -> wgpu::Buffer {
        let Some(table) = OwnTable::of(transform) else {
            return self.no_table.clone();
        };
        self.kept_table(device, queue, table.id(), &|| table.words())
    }

    /// Whether the table of a distribution that has one can be bound.
    pub(super) fn check_table(&self, transform: Transform<'_>) -> Result<(), GpuError> {
        let Transform::Thresholds(table) = transform else {
            return Ok(());
        };
        let (bytes, limit) = (table.words_len() as u64 * 4, self.table_bytes);
        if bytes > limit {
            return Err(GpuError::TableSize { bytes, limit });
        }
        Ok(())
    }

    /// The table of that name, uploaded once.
    pub(super) fn kept_table(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        id: TableId,
        words: &dyn Fn() -> Vec<u32>,
    ) -> wgpu::Buffer {
        let table = recall(&self.own_tables, KEPT_TABLES, id, |_| {
            let usage = wgpu::BufferUsages::STORAGE;
            let words = words();
            let bytes = bytemuck::cast_slice(&words);
            initialized(device, queue, "seedbed.own_table", usage, bytes)
        });
        let mut kept = lock(&self.own_tables);
        let fitting = fitting(kept.iter().map(|(_, table)| table.size()), KEPT_TABLE_BYTES);
        kept.truncate(fitting.max(1));
        table
    }

    /// What is bound where nothing is read.
    pub(super) fn no_table(&self) -> &wgpu::Buffer {
        &self.no_table
    }

    pub(super) fn bind_group(&self, device: &wgpu::Device, bound: &Bound) -> wgpu::BindGroup {
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
                entry(
                    2,
                    match bound.part {
                        None => bound.read.as_entire_binding(),
                        Some((offset, size)) => buffer(&bound.read, offset, size),
                    },
                ),
                entry(3, self.table.as_entire_binding()),
                entry(4, bound.own_table.as_entire_binding()),
            ],
        })
    }

    /// Bind group 1 of a dispatch: the parameters by element.
    pub(super) fn element_group(
        &self,
        device: &wgpu::Device,
        sources: &Sources,
        dispatch: &Dispatch,
    ) -> wgpu::BindGroup {
        sources.bind_group(device, &self.element_layout, dispatch, &self.no_table)
    }

    /// [`bind_group`](Self::bind_group), kept for the next draw into the same target.
    pub(super) fn kept_bind_group(&self, device: &wgpu::Device, bound: Bound) -> wgpu::BindGroup {
        let make = |bound: &Bound| self.bind_group(device, bound);
        recall(&self.bind_groups, KEPT_BIND_GROUPS, bound, make)
    }

    /// The parameters of dispatches, each in its slot.
    pub(super) fn slot_data(&self, dispatches: &[Dispatch]) -> Vec<u8> {
        let slot_bytes = self.slot_bytes as usize;
        let mut data = alloc::vec![0; dispatches.len() * slot_bytes];
        for (slot, dispatch) in data.chunks_exact_mut(slot_bytes).zip(dispatches) {
            let bytes = bytemuck::bytes_of(&dispatch.parameters);
            slot[..bytes.len()].copy_from_slice(bytes);
        }
        data
    }

    /// Lets go of all buffers that are bound.
    pub(super) fn release(&self) {
        lock(&self.bind_groups).clear();
        lock(&self.tile_keys).clear();
        lock(&self.own_tables).clear();
    }
}

/// The value kept under `key`, or a new one; the oldest beyond `most` is dropped.
pub(super) fn recall<K: PartialEq, V: Clone>(
    kept: &Mutex<Vec<(K, V)>>,
    most: usize,
    key: K,
    make: impl FnOnce(&K) -> V,
) -> V {
    let mut kept = lock(kept);
    let entry = match kept.iter().position(|(known, _)| *known == key) {
        Some(i) => kept.remove(i),
        None => {
            let value = make(&key);
            (key, value)
        }
    };
    let value = entry.1.clone();
    kept.truncate(most - 1);
    kept.insert(0, entry);
    value
}

/// How many of these sizes, from the first on, take at most `most` together.
fn fitting(sizes: impl Iterator<Item = u64>, most: u64) -> usize {
    let together = sizes.scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    together.take_while(|&sum| sum <= most).count()
}

/// The lock; what it guards is whole even if a holder panicked.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A buffer with contents, written at the next submission. (Mapping at creation, the other way,
/// panics on a lost device.)
pub(super) fn initialized(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_fit_together() {
        for (sizes, fit) in [(&[][..], 0), (&[5, 5], 2), (&[5, 6], 1), (&[11, 1], 0)] {
            assert_eq!(fitting(sizes.iter().copied(), 10), fit, "{sizes:?}");
        }
    }

    #[test]
    fn the_oldest_is_dropped() {
        let kept = Mutex::default();
        let made = |key| recall(&kept, 2, key, |key| key * 10);
        assert_eq!([made(1), made(2), made(1), made(3)], [10, 20, 10, 30]);
        assert_eq!(*lock(&kept), [(3, 30), (1, 10)]);
    }
}
