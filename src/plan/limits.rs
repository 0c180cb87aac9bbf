//! What a device allows, and what a draw may not ask for.

use super::dispatch::DispatchLimits;
use crate::permutation::PermutationError;

/// What a device allows one dispatch, under WebGPU's names.
///
/// ```
/// use seedbed::plan::Limits;
/// let limits = Limits { max_storage_buffer_binding_size: 1 << 30, ..Limits::WEBGPU };
/// # let _ = limits;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a storage binding; at least 64 KiB.
    pub max_storage_buffer_binding_size: u64,
    /// What the offset of a storage binding is a multiple of; a power of two from 4 to 256.
    pub min_storage_buffer_offset_alignment: u32,
    /// Workgroups of a dispatch in each dimension.
    pub max_compute_workgroups_per_dimension: u32,
}

impl Limits {
    /// Those that every device of WebGPU has.
    pub const WEBGPU: Limits = Limits {
        max_storage_buffer_binding_size: 128 << 20,
        min_storage_buffer_offset_alignment: 256,
        max_compute_workgroups_per_dimension: 65_535,
    };

    pub(crate) fn checked(self) -> Result<DispatchLimits, PlanError> {
        let alignment = self.min_storage_buffer_offset_alignment;
        let limits = [
            (
                "max_storage_buffer_binding_size",
                self.max_storage_buffer_binding_size,
                self.max_storage_buffer_binding_size >= 1 << 16,
                "64 KiB or more",
            ),
            (
                "min_storage_buffer_offset_alignment",
                alignment.into(),
                alignment.is_power_of_two() && (4..=256).contains(&alignment),
                "a power of two from 4 to 256",
            ),
            (
                "max_compute_workgroups_per_dimension",
                self.max_compute_workgroups_per_dimension.into(),
                self.max_compute_workgroups_per_dimension > 0,
                "1 or more",
            ),
        ];
        match limits.into_iter().find(|(_, _, fits, _)| !fits) {
            Some((name, value, _, domain)) => Err(PlanError::Limit {
                name,
                value,
                domain,
            }),
            None => Ok(DispatchLimits::new(
                self.max_storage_buffer_binding_size,
                alignment,
                self.max_compute_workgroups_per_dimension,
            )),
        }
    }
}

/// A draw that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Records that a device cannot bind.
    #[error(transparent)]
    Permutation(#[from] PermutationError),
    /// A place in the target that kernels cannot write to.
    #[error("the samples would begin at byte {offset}: take a multiple of 4")]
    Offset {
        /// Where samples were to begin.
        offset: u64,
    },
    /// More samples than a buffer can hold.
    #[error("{bytes} bytes from byte {offset} on are past 2^53 bytes: draw fewer")]
    Size {
        /// Where samples were to begin.
        offset: u64,
        /// Bytes of the samples.
        bytes: u128,
    },
    /// A part of a draw that it has not.
    #[error("{part} sample(s) from number {first} on are not in a draw of {count}")]
    Part {
        /// The first sample asked for.
        first: u64,
        /// How many.
        part: u64,
        /// How many there are.
        count: u64,
    },
    /// A limit that no device of WebGPU has.
    #[error("{name} is {value}: it must be {domain}")]
    Limit {
        /// The limit.
        name: &'static str,
        /// The value given.
        value: u64,
        /// What it may be.
        domain: &'static str,
    },
}
