//! Adapters, and the devices opened on them.

use super::{AdapterName, GpuError};
use alloc::{format, string::ToString, vec::Vec};

/// The instance that wgpu's environment variables describe (`WGPU_BACKEND` and others), of some of
/// these backends.
fn instance(backends: wgpu::Backends) -> wgpu::Instance {
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle_from_env();
    descriptor.backends &= backends;
    wgpu::Instance::new(descriptor)
}

/// GL last, and only where nothing else is: opening it is slow, and noisy without a display.
const PREFERENCE: [wgpu::Backends; 2] = [wgpu::Backends::PRIMARY, wgpu::Backends::SECONDARY];

/// Every adapter on this machine, the ones that wgpu's environment variables leave.
///
/// ```
/// for adapter in pollster::block_on(seedbed::gpu::adapters()) {
///     println!("{}", adapter.get_info().name);
/// }
/// ```
pub async fn adapters() -> Vec<wgpu::Adapter> {
    instance(wgpu::Backends::all())
        .enumerate_adapters(wgpu::Backends::all())
        .await
}

/// The adapter to use when the caller has none: the one `WGPU_ADAPTER_NAME` names, else the
/// fastest.
pub(super) async fn request_adapter() -> Result<wgpu::Adapter, GpuError> {
    if let Some(name) = std::env::var("WGPU_ADAPTER_NAME")
        .ok()
        .filter(|name| !name.is_empty())
    {
        let wanted = name.to_lowercase();
        let is_wanted = |info: wgpu::AdapterInfo| info.name.to_lowercase().contains(&wanted);
        return adapters()
            .await
            .into_iter()
            .find(|adapter| is_wanted(adapter.get_info()))
            .ok_or(GpuError::NoAdapter {
                reason: format!("none is called {name:?}, as WGPU_ADAPTER_NAME asks"),
            });
    }
    let mut reasons = Vec::new();
    for backends in PREFERENCE {
        let options = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        match instance(backends).request_adapter(&options).await {
            Ok(adapter) => return Ok(adapter),
            Err(error) => reasons.push(error.to_string()),
        }
    }
    reasons.dedup();
    Err(GpuError::NoAdapter {
        reason: reasons.join("; "),
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
