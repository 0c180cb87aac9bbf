//! The only dispatch point: which backend draws.

mod draws;
mod elementwise;
mod permutation;
mod points;
mod vectors;

#[cfg(feature = "gpu")]
use crate::gpu::{Gpu, GpuError};
use crate::{cpu::Cpu, error::BackendError};

/// The variable that forces a backend.
#[cfg(feature = "gpu")]
const VARIABLE: &str = "SEEDBED_BACKEND";

/// Which of the two backends draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BackendKind {
    /// The CPU.
    Cpu,
    /// The GPU.
    Gpu,
}

/// Draws on the GPU or the CPU, with the same bits.
///
/// A GPU that fails, even in the middle of a draw, is replaced by the CPU from the first sample on
/// that it did not deliver, and the result has the same bits: [`failover`](Self::failover) tells.
///
/// ```
/// use seedbed::{Backend, Stream, distr::Normal};
/// let backend = Backend::auto()?;
/// let samples = backend.sample(&mut Stream::new(42), &Normal::STANDARD, 1000)?;
/// let on_cpu = Backend::cpu().sample(&mut Stream::new(42), &Normal::STANDARD, 1000)?;
/// assert_eq!(samples, on_cpu);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Backend {
    cpu: Cpu,
    #[cfg(feature = "gpu")]
    gpu: Option<Gpu>,
    /// Why the GPU is no longer used.
    #[cfg(feature = "gpu")]
    given_up: std::sync::OnceLock<GpuError>,
}

impl From<Cpu> for Backend {
    fn from(cpu: Cpu) -> Self {
        Backend {
            cpu,
            #[cfg(feature = "gpu")]
            gpu: None,
            #[cfg(feature = "gpu")]
            given_up: std::sync::OnceLock::new(),
        }
    }
}

#[cfg(feature = "gpu")]
impl From<Gpu> for Backend {
    fn from(gpu: Gpu) -> Self {
        Backend {
            gpu: Some(gpu),
            ..Backend::cpu()
        }
    }
}

impl Backend {
    /// The CPU.
    #[must_use]
    pub fn cpu() -> Self {
        Cpu::new().into()
    }

    /// The GPU if there is one that passes its check, else the CPU. `SEEDBED_BACKEND=cpu` or `=gpu`
    /// forces one of them; `gpu` takes an adapter that computes in software too (lavapipe, WARP),
    /// which is several times slower than the CPU backend.
    ///
    /// # Errors
    /// [`BackendError::Variable`] when `SEEDBED_BACKEND` is something else, [`BackendError::Gpu`]
    /// when it forces a GPU and there is none.
    #[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
    pub fn auto() -> Result<Self, BackendError> {
        pollster::block_on(Self::auto_async())
    }

    /// The CPU: the feature `gpu` is off.
    ///
    /// # Errors
    /// None.
    #[cfg(not(feature = "gpu"))]
    pub fn auto() -> Result<Self, BackendError> {
        Ok(Backend::cpu())
    }

    /// [`auto`](Self::auto), without holding the thread.
    ///
    /// # Errors
    /// As [`auto`](Self::auto).
    #[cfg(feature = "gpu")]
    pub async fn auto_async() -> Result<Self, BackendError> {
        match std::env::var(VARIABLE).unwrap_or_default().as_str() {
            "" | "auto" => match Gpu::open_hardware().await {
                Ok(gpu) => Ok(gpu.into()),
                Err(error) => {
                    log::info!("seedbed draws on the CPU: {error}");
                    Ok(Backend::cpu())
                }
            },
            "cpu" => Ok(Backend::cpu()),
            "gpu" => Ok(Gpu::open().await?.into()),
            other => Err(BackendError::Variable {
                value: other.into(),
            }),
        }
    }

    /// The GPU.
    ///
    /// # Errors
    /// [`BackendError::Gpu`], which says what to install.
    #[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
    pub fn gpu() -> Result<Self, BackendError> {
        Ok(Gpu::open_blocking()?.into())
    }

    /// Which backend draws; the GPU turns into the CPU when it is given up.
    #[must_use]
    pub fn kind(&self) -> BackendKind {
        #[cfg(feature = "gpu")]
        if self.working_gpu().is_some() {
            return BackendKind::Gpu;
        }
        BackendKind::Cpu
    }

    /// The adapter, as long as the GPU draws.
    #[cfg(feature = "gpu")]
    #[must_use]
    pub fn adapter(&self) -> Option<&wgpu::AdapterInfo> {
        self.working_gpu().map(Gpu::adapter_info)
    }

    /// Why the GPU was given up in favour of the CPU, if it was.
    #[cfg(feature = "gpu")]
    #[must_use]
    pub fn failover(&self) -> Option<&GpuError> {
        self.given_up.get()
    }

    /// The GPU, unless it was given up.
    #[cfg(feature = "gpu")]
    fn working_gpu(&self) -> Option<&Gpu> {
        self.gpu.as_ref().filter(|_| self.given_up.get().is_none())
    }

    /// Goes on with the CPU.
    #[cfg(feature = "gpu")]
    fn give_up(&self, error: GpuError) {
        // Other tables may fit.
        if matches!(error, GpuError::TableSize { .. }) {
            log::warn!("seedbed makes this draw on the CPU: {error}");
            return;
        }
        log::warn!("seedbed goes on with the CPU: {error}");
        // Of two calls that fail at once, one tells why.
        let _ = self.given_up.set(error);
    }
}
