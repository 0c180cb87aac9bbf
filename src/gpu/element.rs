//! Parameters by element, as kernels bind them: `shaders/kernel/element.wgsl`.

use alloc::vec::Vec;

use super::plan::{Along, Dispatch};
use crate::{
    distr::{
        Bits32, Transform,
        elementwise::{ByElement, Family, Parameter},
    },
    stream::Stream,
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
        let [first, second] = dispatch.along;
        let mask = |i: usize| match self.0[i] {
            Source::One(_) => 0,
            Source::Each { .. } => u32::MAX,
        };
        let value = |i: usize| match self.0[i] {
            Source::One(bits) => bits,
            Source::Each { .. } => 0,
        };
        dispatch.with_parameters([
            first.word,
            second.word,
            mask(0),
            mask(1),
            value(0),
            value(1),
            0,
            0,
        ])
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

/// Parameters for the check of a kernel, `len` of each: usual ones, any bits at all, zeros, and
/// subnormal pairs that are near each other.
pub(super) fn check_parameters(len: usize) -> [Vec<f32>; 2] {
    let mut words = alloc::vec![0; 2 * len];
    let stream = Stream::new(0x0065_6c65_6d65_6e74);
    crate::Cpu::single_threaded().fill_words(
        &stream,
        crate::distr::sealed::Transforms::transform(&Bits32),
        0,
        &mut words,
    );
    // 2⁻¹⁶ to 1 in magnitude, with the sign.
    let usual = |x: u32| (x & 0x807f_ffff) | (111 + ((x >> 23) & 15)) << 23;
    let pair = |(i, w): (usize, &[u32; 2])| {
        let [a, b] = *w;
        let pair = match i % 8 {
            0..=3 => [usual(a), usual(b) & 0x7fff_ffff],
            4 => [a, b],
            5 => [a & 0x80ff_ffff, (a & 0x80ff_ffff).wrapping_add(b % 7)],
            6 => [usual(a), (a >> 31) << 31],
            _ => [a & 0x7fff_ffff, 1.0_f32.to_bits() - (b % 3)],
        };
        pair.map(f32::from_bits)
    };
    let pairs: Vec<_> = words.as_chunks().0.iter().enumerate().map(pair).collect();
    [0, 1].map(|side| pairs.iter().map(|pair: &[f32; 2]| pair[side]).collect())
}

/// The transform of a family whose parameters are in buffers.
pub(super) fn in_buffers(family: Family<'_>) -> Transform<'_> {
    let parameters = [Parameter::One(0.0); 2];
    Transform::ByElement(ByElement { family, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_meets_every_kind_of_parameter() {
        let [first, second] = check_parameters(4096);
        assert_eq!((first.len(), second.len()), (4096, 4096));
        let count = |is: &dyn Fn(f32, f32) -> bool| {
            let pairs = first.iter().zip(&second);
            pairs.filter(|(a, b)| is(**a, **b)).count()
        };
        let normal = count(&|a, b| a.is_finite() && b >= 0.0 && b.is_finite());
        assert!((2000..4000).contains(&normal), "{normal}");
        let uniform = count(&|a, b| a < b);
        assert!((1000..4000).contains(&uniform), "{uniform}");
        let bernoulli = count(&|a, _| (0.0..=1.0).contains(&a));
        assert!((1000..3000).contains(&bernoulli), "{bernoulli}");
        assert!(count(&|a, _| a.is_nan()) > 3 && count(&|_, b| b < 0.0) > 100);
        assert!(count(&|a, _| a.is_subnormal()) > 3 && count(&|_, b| b == 0.0) > 100);
    }
}
