//! The machine that is measured.

use std::fs;

/// What draws, as records name it.
pub struct Device {
    /// The processor or the adapter.
    pub name: String,
    /// The widest vectors of the one, backend and driver of the other.
    pub driver: String,
}

impl Device {
    /// This machine's processor.
    pub fn cpu() -> Self {
        Device {
            name: name(),
            driver: instruction_set().to_owned(),
        }
    }

    /// An adapter.
    #[cfg(feature = "gpu")]
    pub fn gpu(info: &seedbed::wgpu::AdapterInfo) -> Self {
        let driver = format!("{} {} {}", info.backend, info.driver, info.driver_info);
        Device {
            name: info.name.clone(),
            driver: driver.trim().to_owned(),
        }
    }
}

/// The processor's name, as it says itself.
fn name() -> String {
    let linux = fs::read_to_string("/proc/cpuinfo").ok().and_then(|info| {
        let line = info.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    linux
        .or_else(|| std::env::var("PROCESSOR_IDENTIFIER").ok())
        .unwrap_or_else(|| format!("{} {}", std::env::consts::OS, std::env::consts::ARCH))
}

/// The widest vectors of the processor.
fn instruction_set() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512bw") {
            "AVX-512"
        } else if is_x86_feature_detected!("avx2") {
            "AVX2"
        } else {
            "SSE2"
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    std::env::consts::ARCH
}

/// CPUs that this process may use.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// One line for people.
pub fn description() -> String {
    let (name, threads, instruction_set) = (name(), threads(), instruction_set());
    format!("{name}, {threads} threads, {instruction_set}")
}

/// The name as a folder: lower case, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}
