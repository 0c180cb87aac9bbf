//! What a library binds, as wgpu has it.

use alloc::vec::Vec;

use wgpu::util::DeviceExt;

use super::Library;
use crate::seed::SeedSequence;

/// The buffers of a [`Library`] on a device.
#[derive(Clone, Debug)]
pub struct LibraryBuffers {
    buffers: Vec<(u32, wgpu::Buffer)>,
}

impl Library {
    /// The entries of the bind group layout for [`Bindings::group`](super::Bindings::group), beside which
    /// yours may stand.
    #[must_use]
    pub fn layout_entries(
        &self,
        visibility: wgpu::ShaderStages,
    ) -> Vec<wgpu::BindGroupLayoutEntry> {
        let entry = |(binding, _, bytes): (u32, &str, u64)| wgpu::BindGroupLayoutEntry {
            binding,
            visibility,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Storage { read_only: true },
                has_dynamic_offset: false,
                min_binding_size: wgpu::BufferSize::new(bytes),
            },
            count: None,
        };
        let none: SeedSequence = 0.into();
        let contents = self.contents(none);
        let sizes = contents
            .iter()
            .map(|(binding, label, words)| (*binding, *label, 4 * words.len() as u64));
        sizes.map(entry).collect()
    }

    /// Buffers with the keys of a seed and the tables.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, distr::Normal, wgpu, wgsl::Library};
    /// let gpu = Gpu::open_blocking()?;
    /// let library = Library::default().by_coordinates().draw("normal", &Normal::STANDARD)?;
    /// let buffers = library.buffers(gpu.device(), 42);
    /// let layout = gpu.device().create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
    ///     label: None,
    ///     entries: &library.layout_entries(wgpu::ShaderStages::COMPUTE),
    /// });
    /// let group = gpu.device().create_bind_group(&wgpu::BindGroupDescriptor {
    ///     label: None,
    ///     layout: &layout,
    ///     entries: &buffers.entries(),
    /// });
    /// # let _ = group;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn buffers(&self, device: &wgpu::Device, seed: impl Into<SeedSequence>) -> LibraryBuffers {
        let buffer = |(binding, label, words): (u32, &str, Vec<u32>)| {
            let buffer = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents: bytemuck::cast_slice(&words),
                usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
            });
            (binding, buffer)
        };
        LibraryBuffers {
            buffers: self.contents(seed.into()).into_iter().map(buffer).collect(),
        }
    }

    /// Bindings, names and contents of the buffers that the source declares.
    fn contents(&self, seed: SeedSequence) -> Vec<(u32, &'static str, Vec<u32>)> {
        let bindings = self.bindings;
        let all = [
            (bindings.keys, "seedbed.keys", self.keys(seed)),
            (bindings.tables, "seedbed.tables", self.tables.clone()),
            (
                bindings.thresholds,
                "seedbed.thresholds",
                self.thresholds.clone(),
            ),
        ];
        all.into_iter()
            .filter(|(_, _, words)| !words.is_empty())
            .collect()
    }
}

impl LibraryBuffers {
    /// The entries of a bind group.
    #[must_use]
    pub fn entries(&self) -> Vec<wgpu::BindGroupEntry<'_>> {
        let mut entries = Vec::new();
        for (binding, buffer) in &self.buffers {
            entries.push(wgpu::BindGroupEntry {
                binding: *binding,
                resource: buffer.as_entire_binding(),
            });
        }
        entries
    }
}
