//! The GPU backend.
//!
//! [`Gpu`] draws whatever can be [drawn](crate::draw) at four levels: [`encode`](Gpu::encode) into the caller's
//! command encoder and buffer, where nothing is submitted and nothing is read back; [`fill`](Gpu::fill) a buffer;
//! [`draw`](Gpu::draw) into a buffer of its own; and [`sample`](Gpu::sample) to a `Vec`. It takes the caller's device
//! or opens its own.
//!
//! A device that is lost is [`GpuError::Lost`] in every draw from then on. The caller's device is never
//! destroyed, and its lost-device and uncaptured-error callbacks stay the caller's: natively this crate sets
//! none. The async functions that read back wait in one thread of the [`Gpu`]'s own, which starts with the
//! first of them and ends with the last clone.

mod adapter;
mod draw;
mod elementwise;
mod loss;
mod pipelines;
mod readback;
mod record;
mod resources;
mod samples;
mod shuffle;
mod wait;

use alloc::{boxed::Box, format, string::String, sync::Arc, vec::Vec};
use std::sync::Mutex;

pub use crate::error::{AdapterName, GpuError};
pub use adapter::adapters;
pub use elementwise::{BufferParameter, ElementwiseBuffers};

pub use samples::GpuSamples;

pub(crate) use readback::Interrupted;
pub(crate) use wait::Waiting;

use loss::Loss;
use pipelines::Pipelines;
use readback::Staging;
use resources::{Resources, Scratch};

use crate::plan::{kernel, kernel::Wide};

/// Name and WGSL of every kernel, for tools that compile or inspect them.
///
/// ```
/// let kernels = seedbed::gpu::kernel_sources();
/// assert!(kernels.iter().any(|(name, _)| name == "seedbed.normal.philox4x32_10"));
/// ```
#[must_use]
pub fn kernel_sources() -> Vec<(String, String)> {
    let draws = kernel::kernel_sources().into_iter();
    draws
        .chain(crate::plan::points::kernel::kernel_sources())
        .chain(crate::plan::permutation::kernel::kernel_sources())
        .chain(crate::plan::vectors::kernel::kernel_sources())
        .collect()
}

/// Draws on the GPU, with the bits of every other backend.
///
/// Cheap to clone: clones share device, pipelines and buffers. Pipelines are compiled on first use
/// and compared with the CPU over one tile before they are trusted.
///
/// ```no_run
/// use seedbed::{Gpu, Stream, distr::Normal};
/// let gpu = Gpu::open_blocking()?;
/// let mut stream = Stream::new(42);
/// let samples: Vec<f32> = gpu.sample_blocking(&mut stream, &Normal::STANDARD, 1_000_000)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gpu {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    device: wgpu::Device,
    queue: wgpu::Queue,
    loss: Loss,
    #[cfg(not(target_arch = "wasm32"))]
    poller: wait::Poller,
    info: wgpu::AdapterInfo,
    options: GpuOptions,
    wide: Wide,
    pipelines: Pipelines,
    scratch: Scratch,
    resources: Resources,
    staging: Mutex<Option<Box<Staging>>>,
}

/// How kernels multiply 32×32→64: the products are exact either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WideMultiply {
    /// In 64-bit integers where the device has `wgpu::Features::SHADER_INT64`, else in halves.
    #[default]
    Auto,
    /// In 16-bit halves.
    Portable,
    /// In 64-bit integers, or [`GpuError::NoInt64`].
    Int64,
}

/// How a [`Gpu`] works; none of it changes a sample.
///
/// ```
/// let options = seedbed::GpuOptions { self_check: false, ..Default::default() };
/// assert_eq!(options.chunk_words, 1 << 22);
/// ```
#[derive(Clone, Debug)]
pub struct GpuOptions {
    /// Compare the first tile of each kernel with the CPU's before the kernel is trusted. On by
    /// default.
    pub self_check: bool,
    /// How kernels multiply; `docs/engines.md` has measurements.
    pub wide_multiply: WideMultiply,
    /// Words that are made or read back at a time where they do not stay in the caller's buffer; 2²²
    /// (16 MiB) by default, at least 4096, at most 2²⁸: what is outside is taken for the nearer bound.
    pub chunk_words: usize,
    #[doc(hidden)] // for tests of the self-check: makes every kernel wrong
    pub planted_fault: bool,
}

impl Default for GpuOptions {
    fn default() -> Self {
        GpuOptions {
            self_check: true,
            wide_multiply: WideMultiply::default(),
            chunk_words: 1 << 22,
            planted_fault: false,
        }
    }
}

impl Gpu {
    /// Words that are made or read back at a time.
    fn chunk_words(&self) -> usize {
        self.inner.options.chunk_words.clamp(4096, 1 << 28)
    }

    /// Opens the fastest adapter, or the one that `WGPU_BACKEND` and `WGPU_ADAPTER_NAME` choose.
    ///
    /// # Errors
    /// [`GpuError::NoAdapter`], which says what to install, or [`GpuError::NoDevice`].
    pub async fn open() -> Result<Self, GpuError> {
        Self::open_with(GpuOptions::default()).await
    }

    /// [`open`](Self::open), but not on an adapter that computes on the CPU, which the CPU backend
    /// does faster.
    pub(crate) async fn open_hardware() -> Result<Self, GpuError> {
        let adapter = adapter::request_adapter().await?;
        let info = adapter.get_info();
        if info.device_type == wgpu::DeviceType::Cpu {
            return Err(GpuError::NoAdapter {
                reason: format!("{} computes on the CPU itself", AdapterName::new(&info)),
            });
        }
        Self::from_adapter(&adapter, GpuOptions::default()).await
    }

    /// [`open`](Self::open), waiting for the result.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn open_blocking() -> Result<Self, GpuError> {
        pollster::block_on(Self::open())
    }

    /// [`open`](Self::open) with options.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(options: GpuOptions) -> Result<Self, GpuError> {
        let adapter = adapter::request_adapter().await?;
        Self::from_adapter(&adapter, options).await
    }

    /// Opens a device on an adapter, for instance one of [`adapters`].
    ///
    /// # Errors
    /// [`GpuError::NoDevice`] when the adapter gives none.
    pub async fn from_adapter(
        adapter: &wgpu::Adapter,
        options: GpuOptions,
    ) -> Result<Self, GpuError> {
        let (device, queue) = adapter::request_device(adapter).await?;
        Self::with_options(device, queue, options)
    }

    /// Uses the caller's device and queue.
    ///
    /// The device needs compute shaders with 256 invocations, five storage buffers (three without
    /// parameters by element) and two uniform buffers: wgpu's default limits, or WebGPU's, suffice.
    ///
    /// ```no_run
    /// # async fn own(device: wgpu::Device, queue: wgpu::Queue) -> Result<(), Box<dyn std::error::Error>> {
    /// use seedbed::{Gpu, Stream, distr::Uniform, wgpu};
    /// let gpu = Gpu::new(device.clone(), queue);
    /// let buffer = device.create_buffer(&wgpu::BufferDescriptor {
    ///     label: Some("samples"),
    ///     size: 4 << 20,
    ///     usage: wgpu::BufferUsages::STORAGE,
    ///     mapped_at_creation: false,
    /// });
    /// gpu.fill(&mut Stream::new(42), &Uniform::new(-1.0, 1.0)?, buffer.slice(..)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(device: wgpu::Device, queue: wgpu::Queue) -> Self {
        Self::build(device, queue, GpuOptions::default())
    }

    /// [`new`](Self::new) with options.
    ///
    /// # Errors
    /// [`GpuError::NoInt64`] when the options ask for 64-bit integers that the device lacks.
    pub fn with_options(
        device: wgpu::Device,
        queue: wgpu::Queue,
        options: GpuOptions,
    ) -> Result<Self, GpuError> {
        if options.wide_multiply == WideMultiply::Int64 && !has_int64(&device) {
            return Err(GpuError::NoInt64);
        }
        Ok(Self::build(device, queue, options))
    }

    fn build(device: wgpu::Device, queue: wgpu::Queue, options: GpuOptions) -> Self {
        let wide = match options.wide_multiply {
            WideMultiply::Auto if has_int64(&device) => Wide::Int64,
            WideMultiply::Auto | WideMultiply::Portable => Wide::Portable,
            WideMultiply::Int64 => Wide::Int64,
        };
        let info = device.adapter_info();
        log::info!("seedbed draws on {}", AdapterName::new(&info));
        // A device that is lost already says so at the first draw: what goes wrong here is not for the
        // caller's handler of uncaptured errors.
        let guard = device.push_error_scope(wgpu::ErrorFilter::Validation);
        let loss = Loss::new(&device);
        drop(guard.pop());
        let scopes = wait::Scopes::push(&device, &loss);
        let resources = Resources::new(&device, &queue);
        drop(scopes.pop("opening"));
        let inner = Inner {
            loss,
            #[cfg(not(target_arch = "wasm32"))]
            poller: wait::Poller::default(),
            info,
            options,
            wide,
            pipelines: Pipelines::default(),
            scratch: Scratch::default(),
            resources,
            staging: Mutex::new(None),
            device,
            queue,
        };
        Gpu {
            inner: Arc::new(inner),
        }
    }

    /// The device, for buffers to be filled.
    #[must_use]
    pub fn device(&self) -> &wgpu::Device {
        &self.inner.device
    }

    /// The queue.
    #[must_use]
    pub fn queue(&self) -> &wgpu::Queue {
        &self.inner.queue
    }

    /// The adapter and its driver.
    #[must_use]
    pub fn adapter_info(&self) -> &wgpu::AdapterInfo {
        &self.inner.info
    }

    /// Catches errors from now on.
    fn scopes(&self) -> wait::Scopes {
        wait::Scopes::push(&self.inner.device, &self.inner.loss)
    }

    /// The adapter's name, as messages have it.
    pub(crate) fn name(&self) -> AdapterName {
        AdapterName::new(&self.inner.info)
    }
}

fn has_int64(device: &wgpu::Device) -> bool {
    device.features().contains(wgpu::Features::SHADER_INT64)
}
