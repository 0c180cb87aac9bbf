//! Whether the device is lost. It stays lost, and every draw says so.

use alloc::{string::String, sync::Arc};
#[cfg(not(target_arch = "wasm32"))]
use std::sync::Mutex;
use std::sync::OnceLock;

use super::GpuError;

/// What is known of it, shared by all that wait for the device.
///
/// Natively wgpu tells one callback alone of a loss, which is left to the caller, and else only that objects
/// are invalid: the device is asked. In browsers any number of callbacks are told.
#[derive(Clone, Debug)]
pub(super) struct Loss(Arc<Known>);

#[derive(Debug)]
struct Known {
    /// Why, as soon as it was seen.
    reason: Arc<OnceLock<String>>,
    /// A buffer that a device maps unless it is lost.
    #[cfg(not(target_arch = "wasm32"))]
    probe: Mutex<wgpu::Buffer>,
    #[cfg(not(target_arch = "wasm32"))]
    device: wgpu::Device,
}

impl Loss {
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn new(device: &wgpu::Device) -> Self {
        let probe = probe(device);
        Loss(Arc::new(Known {
            reason: Arc::default(),
            probe: Mutex::new(probe),
            device: device.clone(),
        }))
    }

    #[cfg(target_arch = "wasm32")]
    pub(super) fn new(device: &wgpu::Device) -> Self {
        let reason = Arc::new(OnceLock::new());
        let told = Arc::clone(&reason);
        device.set_device_lost_callback(move |why, message| {
            let _ = told.set(match why {
                wgpu::DeviceLostReason::Destroyed => "it was destroyed".into(),
                wgpu::DeviceLostReason::Unknown => super::wait::one_line(&message),
            });
        });
        Loss(Arc::new(Known { reason }))
    }

    /// The error of an operation on a lost device, for the reason that was seen first.
    pub(super) fn check(&self, during: &'static str) -> Result<(), GpuError> {
        self.look();
        match self.0.reason.get() {
            None => Ok(()),
            Some(reason) => Err(GpuError::Lost {
                during,
                reason: reason.clone(),
            }),
        }
    }

    /// The error of a wait that failed: that the device is lost, if it is.
    pub(super) fn explain(&self, during: &'static str, reason: String) -> GpuError {
        match self.check(during) {
            Err(lost) => lost,
            Ok(()) => GpuError::Failed { during, reason },
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn look(&self) {
        let Known {
            reason,
            probe,
            device,
        } = &*self.0;
        let mut probe = super::resources::lock(probe);
        if reason.get().is_some() || !is_refused(device, &probe) {
            return;
        }
        // While another thread polls, a buffer of a device that works may be refused, too: a new one is not.
        *probe = self::probe(device);
        if is_refused(device, &probe) {
            let _ = reason.set("it was destroyed, or its driver reset or removed it".into());
        }
    }

    /// The callback has told.
    #[cfg(target_arch = "wasm32")]
    fn look(&self) {}
}

#[cfg(not(target_arch = "wasm32"))]
fn probe(device: &wgpu::Device) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("seedbed.probe"),
        size: 4,
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    })
}

/// Whether the device refuses to map a buffer.
#[cfg(not(target_arch = "wasm32"))]
fn is_refused(device: &wgpu::Device, probe: &wgpu::Buffer) -> bool {
    // A buffer that was made on a lost device is invalid, which is nobody else's business.
    let scope = device.push_error_scope(wgpu::ErrorFilter::Validation);
    let refused = Arc::new(OnceLock::new());
    let told = Arc::clone(&refused);
    // A lost device refuses at once; others map at the next poll, or never: it is taken back.
    probe.map_async(wgpu::MapMode::Read, .., move |mapped| {
        let _ = told.set(mapped.is_err());
    });
    let is_refused = refused.get() == Some(&true);
    if !is_refused {
        probe.unmap();
    }
    drop(scope.pop());
    is_refused
}
