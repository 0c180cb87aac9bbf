//! One draw as dispatches: what each binds, and its parameters.

use alloc::vec::Vec;

use super::kernel::Store;
use crate::{
    distr::{Packing, Transform},
    exact::{Affine, Affine64, Finish, Finish64},
    stream::TILE_WORDS,
};

/// `Draw` in `shaders/kernel/draw.wgsl`; a test reads the layout from naga.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct DrawParameters {
    first_tile: [u32; 2],
    first_word: u32,
    len_words: u32,
    parameters: [u32; 8],
    out_word: u32,
    padding: [u32; 3],
}

/// One dispatch: the part of the target that it binds, and its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispatch {
    pub(crate) binding_offset: u64,
    pub(crate) binding_size: u64,
    pub(crate) workgroups: [u32; 2],
    pub(crate) parameters: DrawParameters,
    /// What it binds of the arrays that are read along with the target.
    pub(crate) along: [Along; 2],
}

/// The part of an array that a dispatch binds: none has no bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Along {
    pub(crate) binding_offset: u64,
    pub(crate) binding_size: u64,
    /// Where in the binding the word for the dispatch's first word is.
    pub(crate) word: u32,
}

impl Dispatch {
    /// Length of [`parameters`](Self::parameters).
    #[cfg(feature = "gpu")]
    pub(crate) const PARAMETER_BYTES: usize = size_of::<DrawParameters>();

    /// Where in the target the part that is bound begins, in bytes.
    #[must_use]
    pub fn binding_offset(&self) -> u64 {
        self.binding_offset
    }

    /// Bytes of the target that are bound.
    #[must_use]
    pub fn binding_size(&self) -> u64 {
        self.binding_size
    }

    /// Workgroups in the first two dimensions.
    #[must_use]
    pub fn workgroups(&self) -> [u32; 2] {
        self.workgroups
    }

    /// The uniform buffer's 64 bytes.
    #[must_use]
    pub fn parameters(&self) -> &[u8] {
        bytemuck::bytes_of(&self.parameters)
    }

    /// Offset and size in bytes of what is bound of the array of parameter `i`; `None` where it is one
    /// number.
    #[must_use]
    pub fn element_binding(&self, i: usize) -> Option<(u64, u64)> {
        let along = self.along.get(i).filter(|along| along.binding_size > 0)?;
        Some((along.binding_offset, along.binding_size))
    }

    /// Offset and size in bytes of what is bound of the records that are shuffled.
    #[must_use]
    pub fn records_binding(&self) -> Option<(u64, u64)> {
        self.element_binding(0)
    }

    /// With other parameters of the transform.
    pub(crate) fn with_parameters(mut self, parameters: [u32; 8]) -> Self {
        self.parameters.parameters = parameters;
        self
    }
}

/// What the device allows one dispatch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DispatchLimits {
    pub(crate) binding_bytes: u64,
    pub(crate) offset_alignment: u64,
    pub(crate) workgroups_per_dimension: u32,
}

impl DispatchLimits {
    /// Of the limits that WebGPU names so.
    pub(crate) fn new(
        max_storage_buffer_binding_size: u64,
        min_storage_buffer_offset_alignment: u32,
        max_compute_workgroups_per_dimension: u32,
    ) -> Self {
        DispatchLimits {
            // Word indices within a dispatch are below 2³⁰; whole quads.
            binding_bytes: max_storage_buffer_binding_size.min(1 << 31) & !15,
            offset_alignment: u64::from(min_storage_buffer_offset_alignment),
            workgroups_per_dimension: max_compute_workgroups_per_dimension,
        }
    }

    #[cfg(feature = "gpu")]
    pub(crate) fn of(device: &wgpu::Device) -> Self {
        let limits = device.limits();
        DispatchLimits::new(
            limits.max_storage_buffer_binding_size,
            limits.min_storage_buffer_offset_alignment,
            limits.max_compute_workgroups_per_dimension,
        )
    }
}

/// Room in a buffer, from byte `offset` on, for the results of so many words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordRange {
    pub(crate) offset: u64,
    pub(crate) len_words: u64,
}

impl Store {
    /// Quads, where the target takes whole quads of the blocks.
    pub(crate) fn of(first_word: u64, target: WordRange, packing: Packing) -> Self {
        let quad_bytes = 16 / packing.per_word() as u64;
        let whole = first_word.is_multiple_of(4)
            && target.offset.is_multiple_of(quad_bytes)
            && target.len_words.is_multiple_of(4);
        if whole || packing == Packing::Bits {
            Store::Quads
        } else {
            Store::Words
        }
    }
}

/// The dispatches that write the results of the words from `first_word` on to `target`. Each writes whole
/// words of memory where that is possible.
pub(crate) fn plan(
    limits: DispatchLimits,
    first_word: u64,
    target: WordRange,
    packing: Packing,
    parameters: [u32; 8],
) -> Vec<Dispatch> {
    plan_along(limits, first_word, target, packing, parameters, [None; 2])
}

/// [`plan`], where a word of each array that begins at byte `along` is read for each word of `target`.
pub(crate) fn plan_along(
    limits: DispatchLimits,
    first_word: u64,
    target: WordRange,
    packing: Packing,
    parameters: [u32; 8],
    along: [Option<u64>; 2],
) -> Vec<Dispatch> {
    let WordRange { offset, len_words } = target;
    let per_word = packing.per_word() as u64;
    let per_dimension = u64::from(limits.workgroups_per_dimension);
    let max_workgroups = (per_dimension * per_dimension).min(1 << 17);
    let mut dispatches = Vec::new();
    let mut done = 0;
    while done < len_words {
        let position = first_word + done;
        let bind = |offset: u64| {
            let start = offset + 4 * (done / per_word);
            let binding_offset = start / limits.offset_alignment * limits.offset_alignment;
            // In results, as the length.
            let word = (start - binding_offset) / 4 * per_word + done % per_word;
            (binding_offset, word)
        };
        let (binding_offset, out_word) = bind(offset);
        let in_tile = position % TILE_WORDS as u64;
        let starts = along.iter().flatten().map(|&offset| bind(offset).1);
        let fits_binding = limits.binding_bytes / 4 * per_word - starts.fold(out_word, u64::max);
        let fits_workgroups = max_workgroups * TILE_WORDS as u64 - in_tile;
        let fits = fits_binding.min(fits_workgroups);
        let left = len_words - done;
        let len = if left <= fits {
            left
        } else {
            // End with a tile where that is possible, so that no tile is made twice.
            let after_tile = (in_tile + fits) % TILE_WORDS as u64;
            let len = if after_tile < fits {
                fits - after_tile
            } else {
                fits
            };
            let whole = len.saturating_sub((done + len) % per_word);
            if whole > 0 { whole } else { len }
        };
        let workgroups = (in_tile + len).div_ceil(TILE_WORDS as u64);
        let x = workgroups.min(per_dimension);
        let first_tile = position / TILE_WORDS as u64;
        dispatches.push(Dispatch {
            binding_offset,
            binding_size: 4 * (out_word + len).div_ceil(per_word),
            workgroups: [x as u32, workgroups.div_ceil(x) as u32],
            parameters: DrawParameters {
                first_tile: [first_tile as u32, (first_tile >> 32) as u32],
                first_word: in_tile as u32,
                len_words: len as u32,
                parameters,
                out_word: out_word as u32,
                padding: [0; 3],
            },
            along: along.map(|offset| match offset.map(bind) {
                None => Along::default(),
                Some((binding_offset, word)) => Along {
                    binding_offset,
                    binding_size: 4 * (word + len),
                    word: word as u32,
                },
            }),
        });
        done += len;
    }
    dispatches
}

/// [`plan_along`] with the parameters of a transform.
pub(crate) fn dispatches(
    limits: DispatchLimits,
    first_word: u64,
    target: WordRange,
    packing: Packing,
    transform: Transform<'_>,
    along: [Option<u64>; 2],
) -> Vec<Dispatch> {
    let parameters = parameters(transform);
    plan_along(limits, first_word, target, packing, parameters, along)
}

/// A transform's parameters, where the kernels read them.
pub(crate) fn parameters(transform: Transform<'_>) -> [u32; 8] {
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
    let affine64 = |a: Affine64| {
        let [scale, mean] = [a.scale, a.mean].map(|x| [x as u32, (x >> 32) as u32]);
        let exponents = [a.scale_exponent as u32, a.mean_exponent as u32];
        [
            scale[0],
            scale[1],
            exponents[0],
            exponents[1],
            mean[0],
            mean[1],
            0,
            0,
        ]
    };
    match transform {
        Transform::Bits | Transform::Extra | Transform::Standard64 => [0; 8],
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
        Transform::Uniform16(f, first, last) => {
            let mut words = f.location_scale.map_or([0; 8], affine);
            words[5..7].copy_from_slice(&[first, last]);
            words
        }
        Transform::Normal16(f) => f.location_scale.map_or([0; 8], affine),
        Transform::Bernoulli(s) | Transform::BernoulliMask(s) => {
            [s.threshold_high, s.threshold_low, s.always, 0, 0, 0, 0, 0]
        }
        Transform::Normal(f) | Transform::Exponential(f) | Transform::Quantile(f, _) => finish(f),
        Transform::Normal64(f) | Transform::Exponential64(f) => match f {
            Finish64::Standard => [0; 8],
            Finish64::Affine(a) => affine64(a),
        },
        Transform::Uniform64(steps) => {
            let mut words = affine64(steps.affine);
            words[6..].copy_from_slice(&[steps.last as u32, (steps.last >> 32) as u32]);
            words
        }
        Transform::QuantileWithin(within, _) => {
            let mut words = affine(within.affine);
            words[5..7].copy_from_slice(&[within.first, within.last]);
            words
        }
        Transform::Thresholds(table) => table.parameters(),
        // Those of a dispatch, by `Sources::locate`.
        Transform::ByElement(_) => [0; 8],
    }
}

#[cfg(test)]
mod tests;
