//! `seedbed info`.

use std::process::ExitCode;

use seedbed::Engine;

use crate::{manifest::VERSION, output::say};

pub fn run() -> anyhow::Result<ExitCode> {
    say(format!("seedbed  {VERSION}"))?;
    let engines = Engine::ALL.map(|engine| match engine {
        _ if engine == Engine::default() => format!("{engine} (default)"),
        _ => engine.to_string(),
    });
    say(format!("engines  {}", engines.join(", ")))?;
    say(format!(
        "cpu      {} threads, {} {}: the reference",
        rayon::current_num_threads(),
        std::env::consts::ARCH,
        std::env::consts::OS,
    ))?;
    print_gpus()
}

/// Adapters, drivers, features, limits, and the self-check of each.
#[cfg(feature = "gpu")]
fn print_gpus() -> anyhow::Result<ExitCode> {
    let adapters = pollster::block_on(seedbed::gpu::adapters());
    if adapters.is_empty() {
        say(
            "gpu      no adapter: install a GPU driver, or a software one (on Debian and Ubuntu: \
             apt-get install mesa-vulkan-drivers libvulkan1)",
        )?;
    }
    let mut sound = true;
    for adapter in &adapters {
        sound &= print_gpu(adapter)?;
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One adapter; whether its check was passed.
#[cfg(feature = "gpu")]
fn print_gpu(adapter: &seedbed::wgpu::Adapter) -> anyhow::Result<bool> {
    use seedbed::wgpu::Features;

    let info = adapter.get_info();
    let limits = adapter.limits();
    say(format!(
        "gpu      {} ({}, {:?})",
        info.name, info.backend, info.device_type
    ))?;
    say(format!(
        "         driver     {} {}",
        info.driver, info.driver_info
    ))?;
    let features = [
        ("64-bit integers", Features::SHADER_INT64),
        ("timestamps", Features::TIMESTAMP_QUERY),
        ("mappable storage", Features::MAPPABLE_PRIMARY_BUFFERS),
    ]
    .map(|(name, feature)| {
        let has = if adapter.features().contains(feature) {
            "yes"
        } else {
            "no"
        };
        format!("{name} {has}")
    });
    say(format!("         features   {}", features.join(", ")))?;
    say(format!(
        "         limits     binding {} MiB, buffer {} MiB, {} workgroups a dimension",
        limits.max_storage_buffer_binding_size >> 20,
        limits.max_buffer_size >> 20,
        limits.max_compute_workgroups_per_dimension,
    ))?;
    let check = pollster::block_on(check(adapter));
    match &check {
        Ok(kernels) => say(format!(
            "         self-check passed: {kernels} kernels, one tile each"
        ))?,
        Err(error) => say(format!("         self-check FAILED: {error}"))?,
    }
    Ok(check.is_ok())
}

/// Compiles some kernels of every engine and compares a tile of each with the CPU's.
#[cfg(feature = "gpu")]
async fn check(adapter: &seedbed::wgpu::Adapter) -> Result<usize, seedbed::GpuError> {
    use seedbed::{
        Gpu, GpuOptions,
        distr::{Bits32, Normal, Standard64},
    };

    let gpu = Gpu::from_adapter(adapter, GpuOptions::default()).await?;
    for engine in Engine::ALL {
        gpu.prepare(engine, &Bits32).await?;
        gpu.prepare(engine, &Standard64).await?;
        gpu.prepare(engine, &Normal::STANDARD).await?;
    }
    // Each is compiled twice, for whole quads and for any word.
    Ok(Engine::ALL.len() * 3 * 2)
}

#[cfg(not(feature = "gpu"))]
fn print_gpus() -> anyhow::Result<ExitCode> {
    say(format!(
        "gpu      not in this build: it has no feature `gpu`"
    ))?;
    Ok(ExitCode::SUCCESS)
}
