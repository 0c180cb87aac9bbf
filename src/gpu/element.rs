//! Parameters by element, as kernels bind them: `shaders/kernel/element.wgsl`.

use super::plan::{Along, Dispatch};
use crate::{
    distr::{
        Transform,
        elementwise::{ByElement, Family, Parameter},
    },
    plan::element::located,
};

/// Where the parameters of a draw's samples are.
#[derive(Clone, Debug)]
pub(super) struct Sources(pub(super) [Source; 2]);

/// Where one parameter is.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// The bits of a number for all samples.
    One(u32),
    /// From byte `offset` of a buffer on.
    Each { buffer: wgpu::Buffer, offset: u64 },
}

impl Sources {
    /// Where arrays begin, for [`plan_along`](super::plan::plan_along).
    pub(super) fn along(&self) -> [Option<u64>; 2] {
        self.0.each_ref().map(|source| match source {
            Source::One(_) => None,
            Source::Each { offset, .. } => Some(*offset),
        })
    }

    /// The dispatch, told where its parameters are.
    pub(super) fn locate(&self, dispatch: Dispatch) -> Dispatch {
        let ones = self.0.each_ref().map(|source| match source {
            Source::One(bits) => Some(*bits),
            Source::Each { .. } => None,
        });
        located(dispatch, ones)
    }

    /// Bind group 1 of a dispatch; `nothing` is bound where one number is for all samples.
    pub(super) fn bind_group(
        &self,
        device: &wgpu::Device,
        layout: &wgpu::BindGroupLayout,
        dispatch: &Dispatch,
        nothing: &wgpu::Buffer,
    ) -> wgpu::BindGroup {
        let resource = |i: usize| match &self.0[i] {
            Source::One(_) => nothing.as_entire_binding(),
            Source::Each { buffer, .. } => {
                let Along {
                    binding_offset,
                    binding_size,
                    ..
                } = dispatch.along[i];
                wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer,
                    offset: binding_offset,
                    size: wgpu::BufferSize::new(binding_size),
                })
            }
        };
        let entry = |binding: u32| wgpu::BindGroupEntry {
            binding,
            resource: resource(binding as usize),
        };
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("seedbed.element_bind_group"),
            layout,
            entries: &[entry(0), entry(1)],
        })
    }
}

/// The layout of bind group 1.
pub(super) fn bind_group_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
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

/// The transform of a family whose parameters are in buffers.
pub(super) fn in_buffers(family: Family<'_>) -> Transform<'_> {
    let parameters = [Parameter::One(0.0); 2];
    Transform::ByElement(ByElement { family, parameters })
}
