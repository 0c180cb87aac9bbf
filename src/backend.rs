//! The only dispatch point: which backend draws.

#[cfg(feature = "gpu")]
mod choice;
mod draws;

#[cfg(feature = "gpu")]
use crate::gpu::{Gpu, GpuError, Interrupted};
use crate::{cpu::Cpu, error::BackendError};
#[cfg(feature = "gpu")]
use choice::Choice;

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
/// A GPU that fails, even in the middle of a draw of any kind, is replaced by the CPU from the first sample,
/// vector, point or element on that it did not deliver, and the result has the same bits:
/// [`failover`](Self::failover) tells.
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
    choice: Choice,
    /// Why the GPU is no longer used.
    #[cfg(feature = "gpu")]
    given_up: std::sync::OnceLock<GpuError>,
}

impl From<Cpu> for Backend {
    fn from(cpu: Cpu) -> Self {
        Backend {
            cpu,
            #[cfg(feature = "gpu")]
            choice: Choice::Cpu,
            #[cfg(feature = "gpu")]
            given_up: std::sync::OnceLock::new(),
        }
    }
}

#[cfg(feature = "gpu")]
impl From<Gpu> for Backend {
    fn from(gpu: Gpu) -> Self {
        Backend {
            choice: Choice::Gpu(gpu),
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

    /// The CPU, and for large draws the GPU if there is one that passes its check.
    ///
    /// Nothing is opened here. The CPU makes draws of fewer than 2¹⁸ samples, in less time than a GPU takes to
    /// answer. When the larger ones, the next among them, come to 2²⁶ samples, which is when the time to open a
    /// GPU is worth it, one is looked for, and makes the larger draws from then on. A vector or point counts
    /// as its components.
    ///
    /// `SEEDBED_BACKEND=cpu` or `=gpu` forces one of them for draws of any size; `gpu` opens it here, and
    /// takes an adapter that computes in software too (lavapipe, WARP), which is several times slower than
    /// the CPU backend.
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
            "" | "auto" => Ok(Backend {
                choice: Choice::Auto(choice::Auto::default()),
                ..Backend::cpu()
            }),
            "cpu" => Ok(Backend::cpu()),
            "gpu" => Ok(Gpu::open().await?.into()),
            other => Err(BackendError::Variable {
                value: other.into(),
            }),
        }
    }

    /// The GPU, for draws of any size.
    ///
    /// # Errors
    /// [`BackendError::Gpu`], which says what to install.
    #[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
    pub fn gpu() -> Result<Self, BackendError> {
        Ok(Gpu::open_blocking()?.into())
    }

    /// Which backend makes large draws. [`auto`](Self::auto) is the CPU until it has opened a GPU, and the GPU
    /// turns into the CPU when it is given up.
    #[must_use]
    pub fn kind(&self) -> BackendKind {
        #[cfg(feature = "gpu")]
        if self.working_gpu().is_some() {
            return BackendKind::Gpu;
        }
        BackendKind::Cpu
    }

    /// The adapter, as long as a GPU is open and draws.
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

    /// The GPU that is open, unless it was given up.
    #[cfg(feature = "gpu")]
    fn working_gpu(&self) -> Option<&Gpu> {
        let opened = self.choice.opened();
        opened.filter(|_| self.given_up.get().is_none())
    }

    /// The GPU that makes a draw of so many words.
    #[cfg(feature = "gpu")]
    async fn gpu_for(&self, len: u64) -> Option<&Gpu> {
        if self.given_up.get().is_some() {
            return None;
        }
        self.choice.gpu_for(len).await
    }

    /// How many of `len` words a GPU has delivered; if not all, the CPU makes the rest.
    #[cfg(feature = "gpu")]
    fn delivered(&self, len: u64, read: Result<(), Interrupted>) -> u64 {
        match read {
            Ok(()) => len,
            Err(Interrupted { done, error }) => {
                self.give_up(error, done, len);
                done
            }
        }
    }

    /// Goes on with the CPU behind the first `done` words.
    #[cfg(feature = "gpu")]
    fn give_up(&self, error: GpuError, done: u64, len: u64) {
        // Other tables may fit.
        if matches!(error, GpuError::TableSize { .. }) {
            log::warn!("seedbed makes this draw on the CPU: {error}");
            return;
        }
        log::warn!("seedbed goes on with the CPU behind {done} of {len} words: {error}");
        // Of two calls that fail at once, one tells why.
        let _ = self.given_up.set(error);
    }
}
