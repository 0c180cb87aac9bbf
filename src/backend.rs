//! The only dispatch point: which backend draws.

use alloc::{string::String, vec::Vec};

use crate::{Cpu, Error, Stream, distr::Distribution};

/// Draws on the GPU or the CPU, with the same bits.
#[derive(Debug)]
pub struct Backend {
    cpu: Cpu,
}

/// Which of the two backends draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackendKind {
    /// The CPU.
    Cpu,
    /// The GPU.
    Gpu,
}

impl Backend {
    /// The CPU.
    pub fn cpu() -> Self {
        Backend { cpu: Cpu::new() }
    }

    /// STUB, being written: GPU if there is one that passes its check, else CPU; `SEEDBED_BACKEND=cpu|gpu` forces.
    pub fn auto() -> Result<Self, Error> {
        Ok(Backend::cpu())
    }

    /// STUB, being written: the GPU, or an error that says what to install.
    #[cfg(feature = "gpu")]
    pub fn gpu() -> Result<Self, Error> {
        unimplemented!()
    }

    /// Which backend draws; changes from GPU to CPU when the GPU is lost.
    pub fn kind(&self) -> BackendKind {
        BackendKind::Cpu
    }

    /// The adapter, while the GPU draws. (will be &wgpu::AdapterInfo: name, driver, driver_info, backend, device_type)
    #[cfg(feature = "gpu")]
    pub fn adapter(&self) -> Option<&wgpu::AdapterInfo> {
        None
    }

    /// Why the GPU was given up in favour of the CPU, if it was.
    pub fn failover(&self) -> Option<String> {
        None
    }

    /// The stream's next `count` samples.
    pub fn sample<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        count: usize,
    ) -> Result<Vec<D::Output>, Error> {
        self.cpu.sample(stream, distribution, count)
    }

    /// Fills `samples` with the stream's next draw.
    pub fn fill<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        Ok(self.cpu.fill(stream, distribution, samples)?)
    }
}
