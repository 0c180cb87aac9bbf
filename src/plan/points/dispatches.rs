//! Points as dispatches: what each binds, and its parameters.

use alloc::vec::Vec;

use crate::plan::dispatch::{Dispatch, DispatchLimits, WordRange};

/// Points of one invocation, as in `shaders/kernel/points.wgsl`.
const INVOCATION_POINTS: u64 = 16;
const WORKGROUP: u64 = 256;
/// `Draw` in `shaders/kernel/points.wgsl`; a test reads the layout from naga.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
struct PointParameters {
    first_point: u32,
    len_points: u32,
    dimensions: u32,
    method: u32,
    parameters: [u32; 8],
    out_word: u32,
    stride: u32,
    padding: [u32; 2],
}

/// Points from `first_point` on, and their samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct PointRange {
    pub(super) first_point: u64,
    pub(super) dimensions: u64,
    pub(super) words_each: u64,
    pub(super) method: u32,
}

/// The dispatches that write whole points to a target.
pub(super) fn plan(
    limits: DispatchLimits,
    points: PointRange,
    target: WordRange,
    parameters: [u32; 8],
) -> Vec<Dispatch> {
    let PointRange {
        first_point,
        dimensions,
        words_each,
        method,
    } = points;
    let point_words = dimensions * words_each;
    let stride = WORKGROUP.div_ceil(dimensions).next_power_of_two();
    let count = target.len_words / point_words;
    let per_dimension = u64::from(limits.workgroups_per_dimension);
    let mut dispatches = Vec::new();
    let mut done = 0;
    while done < count {
        let start = target.offset + 4 * done * point_words;
        let binding_offset = start / limits.offset_alignment * limits.offset_alignment;
        let out_word = (start - binding_offset) / 4;
        let fits_binding = (limits.binding_bytes / 4 - out_word) / point_words;
        // Whole blocks of points.
        let block_points = stride * INVOCATION_POINTS;
        let invocations = per_dimension * per_dimension * WORKGROUP;
        let fits_workgroups = (invocations / (stride * dimensions)).max(1) * block_points;
        let len = (count - done).min(fits_binding.max(1)).min(fits_workgroups);
        let blocks = len.div_ceil(block_points);
        let workgroups = (blocks * stride * dimensions).div_ceil(WORKGROUP);
        let x = workgroups.min(per_dimension);
        let draw = PointParameters {
            first_point: (first_point + done) as u32,
            len_points: len as u32,
            dimensions: dimensions as u32,
            method,
            parameters,
            out_word: out_word as u32,
            stride: stride as u32,
            padding: [0; 2],
        };
        dispatches.push(Dispatch {
            binding_offset,
            binding_size: 4 * (out_word + len * point_words),
            workgroups: [x as u32, workgroups.div_ceil(x) as u32],
            parameters: bytemuck::cast(draw),
            along: Default::default(),
        });
        done += len;
    }
    dispatches
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;

    use super::*;
    use crate::plan::layout;
    use crate::plan::points::kernel::{PointKernel, kernel_sources};

    /// Carries out dispatches as `points.wgsl` does: each sample's first word, by its byte offset, and
    /// the point and dimension that go there.
    fn carried_out(dispatches: &[Dispatch], words_each: u64) -> BTreeMap<u64, (u64, u64)> {
        let mut written = BTreeMap::new();
        for dispatch in dispatches {
            let draw: PointParameters = bytemuck::cast(dispatch.parameters);
            let (d, stride) = (u64::from(draw.dimensions), u64::from(draw.stride));
            let [x, y] = dispatch.workgroups.map(u64::from);
            for invocation in 0..x * y * WORKGROUP {
                let (block, column) = (invocation / (stride * d), invocation % (stride * d));
                for i in 0..INVOCATION_POINTS {
                    let point = (block * INVOCATION_POINTS + i) * stride + column / d;
                    if point >= draw.len_points.into() {
                        continue;
                    }
                    let word = (point * d + column % d) * words_each + u64::from(draw.out_word);
                    assert!(4 * (word + words_each) <= dispatch.binding_size);
                    let index = u64::from(draw.first_point.wrapping_add(point as u32));
                    let place = dispatch.binding_offset + 4 * word;
                    assert_eq!(written.insert(place, (index, column % d)), None);
                }
            }
        }
        written
    }

    #[test]
    fn each_sample_is_written_once_and_in_place() {
        let tiny = DispatchLimits {
            binding_bytes: 4 * 3000,
            offset_alignment: 256,
            workgroups_per_dimension: 2,
        };
        let large = DispatchLimits {
            binding_bytes: 128 << 20,
            offset_alignment: 256,
            workgroups_per_dimension: 65_535,
        };
        for (limits, dimensions) in [(tiny, 1), (tiny, 3), (tiny, 700), (large, 2), (large, 300)] {
            for words_each in [1, 2] {
                for (count, offset) in [(1, 0), (17, 4), (2000, 260)] {
                    let points = PointRange {
                        first_point: 1000,
                        dimensions,
                        words_each,
                        method: 0,
                    };
                    let target = WordRange {
                        offset,
                        len_words: count * dimensions * words_each,
                    };
                    let dispatches = plan(limits, points, target, [0; 8]);
                    for dispatch in &dispatches {
                        assert!(dispatch.binding_offset % 256 == 0);
                        assert!(dispatch.binding_size <= limits.binding_bytes);
                        assert!(dispatch.workgroups[1] <= limits.workgroups_per_dimension);
                    }
                    let written = carried_out(&dispatches, words_each);
                    assert_eq!(written.len() as u64, count * dimensions);
                    for (i, (place, at)) in (0..).zip(written) {
                        assert_eq!(place, offset + 4 * i * words_each);
                        assert_eq!(at, (1000 + i / dimensions, i % dimensions));
                    }
                }
            }
        }
    }

    #[test]
    fn point_parameters_have_the_kernels_layout() {
        let fields = layout::fields!(PointParameters:
            first_point, len_points, dimensions, method, parameters, out_word, stride);
        let sources = kernel_sources();
        for kernel in PointKernel::all() {
            let name = alloc::format!("{kernel}");
            let (_, source) = sources.iter().find(|(n, _)| *n == name).expect("a kernel");
            let module = naga::front::wgsl::parse_str(source).expect("a valid kernel");
            let (found, size) = layout::members(&module, "draw");
            assert_eq!(found, fields, "{name}");
            assert_eq!(size, size_of::<PointParameters>());
        }
    }
}
