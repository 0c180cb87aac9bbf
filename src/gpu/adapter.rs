//! Adapters, and the devices opened on them.

use alloc::{format, string::String, string::ToString, vec::Vec};
use core::fmt;

use super::GpuError;

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

/// The instance that wgpu's environment variables describe (`WGPU_BACKEND` and others).
fn instance() -> wgpu::Instance {
    wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle_from_env())
}

/// Every adapter on this machine, the ones that wgpu's environment variables leave.
///
/// ```
/// for adapter in pollster::block_on(seedbed::gpu::adapters()) {
///     println!("{}", adapter.get_info().name);
/// }
/// ```
pub async fn adapters() -> Vec<wgpu::Adapter> {
    instance().enumerate_adapters(wgpu::Backends::all()).await
}

/// The adapter to use when the caller has none: the one `WGPU_ADAPTER_NAME` names, else the
/// fastest.
pub(super) async fn request_adapter() -> Result<wgpu::Adapter, GpuError> {
    let instance = instance();
    if let Some(name) = std::env::var("WGPU_ADAPTER_NAME")
        .ok()
        .filter(|name| !name.is_empty())
    {
        let wanted = name.to_lowercase();
        return instance
            .enumerate_adapters(wgpu::Backends::all())
            .await
            .into_iter()
            .find(|adapter| adapter.get_info().name.to_lowercase().contains(&wanted))
            .ok_or_else(|| GpuError::NoAdapter {
                reason: format!("none is called {name:?}, as WGPU_ADAPTER_NAME asks"),
            });
    }
    instance
        .request_adapter(&wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        })
        .await
        .map_err(|error| GpuError::NoAdapter {
            reason: error.to_string(),
        })
}

/// A device with the adapter's own limits, so that large buffers need few bindings.
pub(super) async fn request_device(
    adapter: &wgpu::Adapter,
) -> Result<(wgpu::Device, wgpu::Queue), GpuError> {
    let wanted = wgpu::Features::SHADER_INT64 | wgpu::Features::TIMESTAMP_QUERY;
    adapter
        .request_device(&wgpu::DeviceDescriptor {
            label: Some("seedbed.device"),
            required_features: adapter.features() & wanted,
            required_limits: adapter.limits(),
            ..Default::default()
        })
        .await
        .map_err(|error| GpuError::NoDevice {
            adapter: AdapterName::new(&adapter.get_info()),
            reason: error.to_string(),
        })
}
