//! The adapter under test, chosen by `SEEDBED_TEST_ADAPTER`; `cargo xtask test` sets it.

use std::{cell::RefCell, io::Write, sync::LazyLock};

use seedbed::{Gpu, GpuOptions, wgpu};

/// `SEEDBED_TEST_FULL=1` asks for the full run.
pub fn full() -> bool {
    std::env::var("SEEDBED_TEST_FULL").is_ok_and(|value| value == "1")
}

/// Whether this run makes every kernel: the full run does, and any run but on the second and third of the
/// software adapters, which make those that [`is_chosen`] names.
pub fn every_kernel() -> bool {
    full()
        || !std::env::var("SEEDBED_TEST_ADAPTER")
            .is_ok_and(|value| ["swiftshader", "gl"].contains(&value.as_str()))
}

/// The adapter that is asked for, which must be there. `None`, loudly, where none is asked for;
/// in CI that is a failure too.
pub fn adapter() -> Option<wgpu::Adapter> {
    let wanted = std::env::var("SEEDBED_TEST_ADAPTER").unwrap_or_default();
    if wanted.is_empty() {
        let ci =
            std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
        assert!(
            !ci,
            "SEEDBED_TEST_ADAPTER is not set: run the GPU tests by `cargo xtask test`"
        );
        // Not by `eprintln!`, which is not shown of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no GPU was tested, SEEDBED_TEST_ADAPTER is not set"
        );
        return None;
    }
    let adapters = pollster::block_on(seedbed::gpu::adapters());
    let names: Vec<String> = adapters
        .iter()
        .map(|a| format!("{:?} {}", a.get_info().backend, a.get_info().name))
        .collect();
    let found = adapters
        .into_iter()
        .find(|adapter| matches(&wanted, &adapter.get_info()));
    Some(found.unwrap_or_else(|| panic!("no adapter is {wanted}; there are {names:?}")))
}

fn matches(wanted: &str, info: &wgpu::AdapterInfo) -> bool {
    match wanted {
        "lavapipe" => info.backend == wgpu::Backend::Vulkan && info.name.contains("llvmpipe"),
        "swiftshader" => info.backend == wgpu::Backend::Vulkan && info.name.contains("SwiftShader"),
        "gl" => info.backend == wgpu::Backend::Gl && info.name.contains("llvmpipe"),
        "any" => true,
        other => {
            panic!("SEEDBED_TEST_ADAPTER is {other:?}: it must be lavapipe, swiftshader, gl or any")
        }
    }
}

/// One device on the adapter under test for most tests, so that a kernel is compiled once.
pub fn shared_gpu() -> Option<Gpu> {
    static GPU: LazyLock<Option<Gpu>> = LazyLock::new(gpu);
    GPU.clone()
}

/// A device of the test's own, to be lost or counted.
pub fn gpu() -> Option<Gpu> {
    gpu_with(GpuOptions::default())
}

/// A device on the adapter under test, with options.
pub fn gpu_with(options: GpuOptions) -> Option<Gpu> {
    let adapter = adapter()?;
    Some(pollster::block_on(Gpu::from_adapter(&adapter, options)).expect("a device"))
}

thread_local! {
    static SAID: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The value of a function, and what the library logs in this thread meanwhile, from `info` on.
pub fn logged<T>(function: impl FnOnce() -> T) -> (T, Vec<String>) {
    struct Logger;

    impl log::Log for Logger {
        fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
            metadata.target().starts_with("seedbed")
        }

        fn log(&self, record: &log::Record<'_>) {
            if self.enabled(record.metadata()) {
                SAID.with_borrow_mut(|said| said.push(record.args().to_string()));
            }
        }

        fn flush(&self) {}
    }

    // It is there already from the second call on.
    let _ = log::set_logger(&Logger);
    log::set_max_level(log::LevelFilter::Info);
    SAID.with_borrow_mut(Vec::clear);
    let value = function();
    (value, SAID.take())
}
