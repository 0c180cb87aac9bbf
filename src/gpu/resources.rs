//! The GPU objects that draws share.

use alloc::vec::Vec;
use std::sync::Mutex;

use crate::{
    plan::{Dispatch, DispatchLimits, Step, Words, WordsKey},
    tables,
};

/// Parameter blocks of one submission.
pub(super) const SLOTS: usize = 64;
/// Tile keys of seeds, tables of distributions and words of points that stay on the GPU. Most have less than 64 KiB;
/// sets of points up to 3.2 MB, but for Latin hypercubes of more than 44,000 dimensions, which have 72 bytes a
/// dimension; Cholesky factors up to 34 MB, trees of betas up to 64 MiB, thresholds up to 192 MiB.
const KEPT_WORDS: usize = 32;
/// What they may take together, if it is more than the one in use.
const KEPT_BYTES: u64 = 256 << 20;
/// Bind groups that are kept, and with them the buffers that they bind.
const KEPT_BIND_GROUPS: usize = 16;

/// The objects that draws share.
#[derive(Debug)]
pub(super) struct Resources {
    bind_group_layout: wgpu::BindGroupLayout,
    pipeline_layout: wgpu::PipelineLayout,
    element_layout: wgpu::BindGroupLayout,
    element_pipeline_layout: wgpu::PipelineLayout,
    table: wgpu::Buffer,
    /// Locked from the writing of parameters to the submission that reads them.
    pub(super) slots: Mutex<wgpu::Buffer>,
    pub(super) slot_bytes: u64,
    pub(super) limits: DispatchLimits,
    /// What is bound where a kernel reads nothing.
    nothing: wgpu::Buffer,
    words: Mutex<Vec<(WordsKey, wgpu::Buffer)>>,
    /// The longest table that the device can bind.
    pub(super) table_bytes: u64,
    bind_groups: Mutex<Vec<(Bound, wgpu::BindGroup)>>,
}

/// What a bind group binds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) target: wgpu::Buffer,
    pub(super) offset: u64,
    pub(super) size: u64,
    pub(super) slots: wgpu::Buffer,
    pub(super) read: wgpu::Buffer,
    /// Offset and size of what is read of it; all where it is `None`.
    pub(super) part: Option<(u64, u64)>,
    pub(super) table: wgpu::Buffer,
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
        let draw_bytes = Dispatch::PARAMETER_BYTES as u64;
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
        let element_layout = element_layout(device);
        let element_pipeline_layout =
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some("seedbed.element_pipeline_layout"),
                bind_group_layouts: &[Some(&bind_group_layout), Some(&element_layout)],
                immediate_size: 0,
            });
        let limits = device.limits();
        let alignment = limits.min_uniform_buffer_offset_alignment;
        let slot_bytes = Dispatch::PARAMETER_BYTES.next_multiple_of(alignment as usize) as u64;
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
        let nothing = initialized(device, queue, "seedbed.nothing", usage, &[0; 16]);
        Resources {
            bind_group_layout,
            pipeline_layout,
            element_layout,
            element_pipeline_layout,
            table,
            slots: Mutex::new(slots),
            slot_bytes,
            limits: DispatchLimits::of(device),
            nothing,
            words: Mutex::default(),
            table_bytes: limits
                .max_storage_buffer_binding_size
                .min(limits.max_buffer_size),
            bind_groups: Mutex::default(),
        }
    }

    pub(super) fn pipeline_layout(&self, has_elements: bool) -> &wgpu::PipelineLayout {
        if has_elements {
            &self.element_pipeline_layout
        } else {
            &self.pipeline_layout
        }
    }

    /// Words that kernels read, uploaded once.
    pub(super) fn kept_words(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        words: &Words<'_>,
    ) -> wgpu::Buffer {
        if words.is_nothing() {
            return self.nothing.clone();
        }
        let buffer = recall(&self.words, KEPT_WORDS, words.key(), || {
            let usage = wgpu::BufferUsages::STORAGE;
            let words = words.words();
            let bytes = bytemuck::cast_slice(&words);
            initialized(device, queue, "seedbed.words", usage, bytes)
        });
        let mut kept = lock(&self.words);
        let fitting = fitting(kept.iter().map(|(_, buffer)| buffer.size()), KEPT_BYTES);
        kept.truncate(fitting.max(1));
        buffer
    }

    /// What is bound where nothing is read.
    pub(super) fn nothing(&self) -> &wgpu::Buffer {
        &self.nothing
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
                entry(1, buffer(&bound.slots, 0, Dispatch::PARAMETER_BYTES as u64)),
                entry(
                    2,
                    match bound.part {
                        None => bound.read.as_entire_binding(),
                        Some((offset, size)) => buffer(&bound.read, offset, size),
                    },
                ),
                entry(3, self.table.as_entire_binding()),
                entry(4, bound.table.as_entire_binding()),
            ],
        })
    }

    /// Bind group 1: parameters per element, each a buffer and the part of it.
    pub(super) fn element_group(
        &self,
        device: &wgpu::Device,
        arrays: [(&wgpu::Buffer, Option<(u64, u64)>); 2],
    ) -> wgpu::BindGroup {
        let entry = |i: usize| {
            let (buffer, part) = arrays[i];
            let resource = match part {
                None => buffer.as_entire_binding(),
                Some((offset, size)) => wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer,
                    offset,
                    size: wgpu::BufferSize::new(size),
                }),
            };
            wgpu::BindGroupEntry {
                binding: i as u32,
                resource,
            }
        };
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("seedbed.element_bind_group"),
            layout: &self.element_layout,
            entries: &[entry(0), entry(1)],
        })
    }

    /// [`bind_group`](Self::bind_group), kept for the next draw into the same target.
    pub(super) fn kept_bind_group(&self, device: &wgpu::Device, bound: Bound) -> wgpu::BindGroup {
        let make = || self.bind_group(device, &bound);
        recall(&self.bind_groups, KEPT_BIND_GROUPS, &bound, make)
    }

    /// The parameters of steps, each in its slot.
    pub(super) fn slot_data(&self, steps: &[Step]) -> Vec<u8> {
        let slot_bytes = self.slot_bytes as usize;
        let mut data = alloc::vec![0; steps.len() * slot_bytes];
        for (slot, step) in data.chunks_exact_mut(slot_bytes).zip(steps) {
            let bytes = step.dispatch.parameters();
            slot[..bytes.len()].copy_from_slice(bytes);
        }
        data
    }

    /// Lets go of all buffers that are bound.
    pub(super) fn release(&self) {
        lock(&self.bind_groups).clear();
        lock(&self.words).clear();
    }
}

/// The layout of bind group 1.
fn element_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    let entry = |binding| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::COMPUTE,
        ty: wgpu::BindingType::Buffer {
            ty: wgpu::BufferBindingType::Storage { read_only: true },
            has_dynamic_offset: false,
            min_binding_size: wgpu::BufferSize::new(4),
        },
        count: None,
    };
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("seedbed.element_bind_group_layout"),
        entries: &[entry(0), entry(1)],
    })
}

/// The scratch buffer: the largest that was needed. All draws write what they read of it, and one queue
/// carries them out one after the other.
#[derive(Debug, Default)]
pub(super) struct Scratch(Mutex<Option<wgpu::Buffer>>);

impl Scratch {
    pub(super) fn release(&self) {
        lock(&self.0).take();
    }

    pub(super) fn of_words(&self, device: &wgpu::Device, len_words: u64) -> wgpu::Buffer {
        let mut kept = lock(&self.0);
        if let Some(buffer) = kept.as_ref().filter(|b| b.size() >= 4 * len_words) {
            return buffer.clone();
        }
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("seedbed.scratch"),
            size: 4 * len_words,
            usage: wgpu::BufferUsages::STORAGE,
            mapped_at_creation: false,
        });
        *kept = Some(buffer.clone());
        buffer
    }
}

/// The value kept under `key`, or a new one; the oldest beyond `most` is dropped.
fn recall<K: PartialEq + Clone, V: Clone>(
    kept: &Mutex<Vec<(K, V)>>,
    most: usize,
    key: &K,
    make: impl FnOnce() -> V,
) -> V {
    let mut kept = lock(kept);
    let entry = match kept.iter().position(|(known, _)| known == key) {
        Some(i) => kept.remove(i),
        None => (key.clone(), make()),
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
        let made = |key| recall(&kept, 2, &key, || key * 10);
        assert_eq!([made(1), made(2), made(1), made(3)], [10, 20, 10, 30]);
        assert_eq!(*lock(&kept), [(3, 30), (1, 10)]);
    }
}
