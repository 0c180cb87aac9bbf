//! What a GPU draw can fail with.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// An adapter and its driver, as messages name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdapterName(String);

impl AdapterName {
    /// From wgpu's description.
    #[must_use]
    pub fn new(info: &wgpu::AdapterInfo) -> Self {
        let driver = [info.driver.as_str(), info.driver_info.as_str()];
        let driver: Vec<&str> = driver.into_iter().filter(|part| !part.is_empty()).collect();
        let driver = if driver.is_empty() {
            "unknown driver".into()
        } else {
            driver.join(", ")
        };
        AdapterName(format!("{} ({}, {driver})", info.name, info.backend))
    }
}

impl fmt::Display for AdapterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A GPU draw that failed, or a GPU that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GpuError {
    /// There is no adapter.
    #[error(
        "no GPU adapter was found ({reason}): install a GPU driver, or a software one (on Debian \
         and Ubuntu: apt-get install mesa-vulkan-drivers libvulkan1), or draw on the CPU, which \
         gives the same samples"
    )]
    NoAdapter {
        /// What wgpu said.
        reason: String,
    },
    /// The adapter gave no device.
    #[error("adapter {adapter} gave no device: {reason}")]
    NoDevice {
        /// The adapter.
        adapter: AdapterName,
        /// What wgpu said.
        reason: String,
    },
    /// A kernel made a tile that is not the CPU's. The adapter is not to be trusted with it.
    #[error(
        "kernel {kernel} is wrong on adapter {adapter}: word {index} of the check is {gpu:#010x}, \
         on the CPU {cpu:#010x}; please report this, and draw on the CPU"
    )]
    Mismatch {
        /// The adapter, with its driver.
        adapter: AdapterName,
        /// The kernel.
        kernel: String,
        /// The first word that differs.
        index: usize,
        /// What the GPU made.
        gpu: u32,
        /// What it should be.
        cpu: u32,
    },
    /// The device is gone, and with it every draw on it.
    #[error(
        "the GPU was lost, as was seen while {during}: {reason}; open it again, or draw on the CPU, which \
         gives the same samples"
    )]
    Lost {
        /// The operation.
        during: &'static str,
        /// What is known of it.
        reason: String,
    },
    /// wgpu refused an operation.
    #[error("the GPU failed during {during}: {reason}")]
    Failed {
        /// The operation.
        during: &'static str,
        /// What wgpu said.
        reason: String,
    },
    /// The buffer was made without a usage that is needed.
    #[error("the buffer{label} has usage {usage}, but samples need BufferUsages::STORAGE")]
    Usage {
        /// The buffer's usages.
        usage: String,
        /// Its size, to tell it by.
        label: String,
    },
    /// The range does not hold whole samples at whole words, or its last word is not in the buffer.
    #[error(
        "bytes {offset}..{end} cannot hold samples of {sample_bytes} bytes: the offset must be a \
         multiple of 4, the length a multiple of {sample_bytes}, and the last word within the buffer"
    )]
    Range {
        /// Start of the range.
        offset: u64,
        /// Its end.
        end: u64,
        /// Bytes of a sample.
        sample_bytes: u64,
    },
    /// A buffer of parameters was made without a usage that is needed.
    #[error(
        "the buffer of {name} has usage {usage}, but parameters by element need \
         BufferUsages::STORAGE"
    )]
    ElementUsage {
        /// The parameter.
        name: &'static str,
        /// The buffer's usages.
        usage: String,
    },
    /// A range of parameters that has not one f32, at a whole word, for each sample of the target.
    #[error(
        "bytes {offset}..{end} of the buffer of {name} are not the parameters of {samples} sample(s): \
         the offset must be a multiple of 4 and the length {} bytes, 4 for each sample of the target",
        samples * 4
    )]
    ElementRange {
        /// The parameter.
        name: &'static str,
        /// Start of the range.
        offset: u64,
        /// Its end.
        end: u64,
        /// Samples that the target holds.
        samples: u64,
    },
    /// Parameters in the buffer that is written.
    #[error(
        "the buffer of {name} is the target's, too, which WebGPU does not allow even where ranges do \
         not overlap: copy one of them to another buffer"
    )]
    ElementTarget {
        /// The parameter.
        name: &'static str,
    },
    /// A distribution whose table is larger than the device can bind. Other distributions can be drawn.
    #[error(
        "the table of this distribution has {bytes} bytes, and the device binds {limit} at most \
         (max_storage_buffer_binding_size, max_buffer_size): open the device with higher limits, or \
         draw on the CPU, which gives the same samples"
    )]
    TableSize {
        /// Bytes of the table.
        bytes: u64,
        /// The device's limit.
        limit: u64,
    },
    /// A kernel is not ready, where nothing is compiled: when a draw is recorded.
    #[error("kernel {kernel} is not ready: await Gpu::prepare first, with what is to be drawn")]
    NotPrepared {
        /// The kernel.
        kernel: String,
    },
    /// A feature was asked for that the device was not opened with.
    #[error("WideMultiply::Int64 needs a device with wgpu::Features::SHADER_INT64")]
    NoInt64,
}
