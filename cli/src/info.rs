//! `seedbed info`.

use std::process::ExitCode;

use seedbed::{Cpu, Engine};

use crate::{args::InfoArgs, manifest::VERSION, output::say};

pub fn run(args: &InfoArgs) -> anyhow::Result<ExitCode> {
    #[cfg(feature = "gpu")]
    if let Some(index) = args.adapter {
        return adapter::print(index);
    }
    let _ = args;
    say(format!("seedbed  {VERSION}"))?;
    let engines = Engine::ALL.map(|engine| match engine {
        _ if engine == Engine::default() => format!("{engine} (default)"),
        _ => engine.to_string(),
    });
    say(format!("engines  {}", engines.join(", ")))?;
    say(format!(
        "cpu      {} threads, {} {}: the reference",
        Cpu::new().threads(),
        std::env::consts::ARCH,
        std::env::consts::OS,
    ))?;
    print_gpus()
}

#[cfg(feature = "gpu")]
use process::print_gpus;

#[cfg(not(feature = "gpu"))]
fn print_gpus() -> anyhow::Result<ExitCode> {
    say("gpu      not in this build: it has no feature `gpu`")?;
    Ok(ExitCode::SUCCESS)
}

/// Each adapter in a process of its own, so that a driver that crashes or hangs costs a line.
#[cfg(feature = "gpu")]
mod process {
    use std::{
        env,
        fs::File,
        io::{Read, Seek, Write, stdout},
        process::{Command, ExitCode, ExitStatus, Stdio},
        time::Duration,
    };

    use anyhow::Context;
    use seedbed::wgpu::{Backends, Instance};
    use wait_timeout::ChildExt;

    use super::{adapter::NO_ADAPTER, say};
    use crate::memory;

    /// More than the slowest software adapter takes.
    const PATIENCE: Duration = Duration::from_secs(60);

    const BACKENDS: [(&str, Backends); 4] = [
        ("vulkan", Backends::VULKAN),
        ("metal", Backends::METAL),
        ("dx12", Backends::DX12),
        ("gl", Backends::GL),
    ];

    /// Adapters, drivers, features, limits, and the self-check of each.
    pub fn print_gpus() -> anyhow::Result<ExitCode> {
        let wanted = Backends::from_env().unwrap_or(Backends::all());
        let wanted = wanted & Instance::enabled_backend_features();
        let (mut any, mut sound) = (false, true);
        for (backend, flag) in BACKENDS {
            if !wanted.contains(flag) {
                continue;
            }
            for index in 0.. {
                let Seen { text, end } = look(backend, index)?;
                if end == End::NoAdapter {
                    break;
                }
                any = true;
                stdout().write_all(text.as_bytes())?;
                sound &= end == End::Sound;
                if let End::Failed(why) = end {
                    let place = if text.is_empty() {
                        "gpu      "
                    } else {
                        "         "
                    };
                    let limit = memory::limit();
                    say(format!(
                        "{place}{backend}: {why}, for lack of memory or by a fault{limit}"
                    ))?;
                    // It does not even say what there is.
                    if text.is_empty() {
                        break;
                    }
                }
            }
        }
        if !any {
            say(format!(
                "gpu      no adapter{}: install a GPU driver, or a software one (on Debian and Ubuntu: \
                 apt-get install mesa-vulkan-drivers libvulkan1)",
                memory::limit()
            ))?;
        }
        Ok(if sound {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// What a process has seen of an adapter.
    struct Seen {
        text: String,
        end: End,
    }

    #[derive(PartialEq, Eq)]
    enum End {
        /// It passed its check.
        Sound,
        /// It did not.
        Unsound,
        /// There are not as many.
        NoAdapter,
        /// Something else happened.
        Failed(String),
    }

    fn look(backend: &str, index: usize) -> anyhow::Result<Seen> {
        let program = env::current_exe().context("cannot find this program, to look at GPUs")?;
        let (mut out, mut err) = (tempfile::tempfile()?, tempfile::tempfile()?);
        let mut command = Command::new(program);
        command
            .args(["info", "--adapter", &index.to_string()])
            .env("WGPU_BACKEND", backend)
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(err.try_clone()?);
        #[cfg(all(unix, not(target_vendor = "apple")))]
        command.envs(crate::drivers::variables().into_iter().flatten());
        let mut child = command
            .spawn()
            .context("cannot start a process to look at GPUs")?;
        let status = child.wait_timeout(PATIENCE)?;
        if status.is_none() {
            child.kill()?;
            child.wait()?;
        }
        let text = text_of(&mut out)?;
        let end = end(status, &text, &text_of(&mut err)?);
        Ok(Seen { text, end })
    }

    fn end(status: Option<ExitStatus>, text: &str, complaint: &str) -> End {
        let Some(status) = status else {
            let seconds = PATIENCE.as_secs();
            return End::Failed(format!("the driver did not answer within {seconds} s"));
        };
        match status.code() {
            Some(0) => End::Sound,
            Some(1) if text.contains("FAILED") => End::Unsound,
            Some(code) if code == i32::from(NO_ADAPTER) => End::NoAdapter,
            Some(1) => {
                let error = complaint
                    .lines()
                    .find_map(|line| line.strip_prefix("error: "));
                End::Failed(error.unwrap_or("it failed").to_string())
            }
            _ => End::Failed(format!("the driver crashed ({status})")),
        }
    }

    fn text_of(file: &mut File) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// One adapter, in this process.
#[cfg(feature = "gpu")]
mod adapter {
    use std::process::ExitCode;

    use seedbed::{
        Engine, Gpu, GpuError, GpuOptions, Stream,
        distr::{Bits32, Normal, Standard64},
        gpu::adapters,
        wgpu::{Adapter, Features},
    };

    use super::say;

    /// The exit status where there are not as many adapters.
    pub const NO_ADAPTER: u8 = 3;

    /// Adapter number `index` of those that wgpu's variables leave; fails if its check does.
    pub fn print(index: usize) -> anyhow::Result<ExitCode> {
        let adapters = pollster::block_on(adapters());
        let Some(adapter) = adapters.get(index) else {
            return Ok(ExitCode::from(NO_ADAPTER));
        };
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
        match pollster::block_on(check(adapter)) {
            Ok(kernels) => {
                say(format!(
                    "         self-check passed: {kernels} kernels, one tile each"
                ))?;
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                say(format!("         self-check FAILED: {error}"))?;
                Ok(ExitCode::FAILURE)
            }
        }
    }

    /// Compiles some kernels of every engine and compares a tile of each with the CPU's.
    async fn check(adapter: &Adapter) -> Result<usize, GpuError> {
        let gpu = Gpu::from_adapter(adapter, GpuOptions::default()).await?;
        for engine in Engine::ALL {
            let stream = Stream::with_engine(engine, 0);
            gpu.prepare(&stream, &Bits32).await?;
            gpu.prepare(&stream, &Standard64).await?;
            gpu.prepare(&stream, &Normal::STANDARD).await?;
        }
        // Each is compiled twice, for whole quads and for any word.
        Ok(Engine::ALL.len() * 3 * 2)
    }
}
