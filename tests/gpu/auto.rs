//! When `Backend::auto` opens a GPU, and the thread that waits for one.

use std::process::Command;

use pollster::block_on;
use seedbed::{
    Backend, BackendKind, Cpu, Permutation, Stream,
    distr::{BernoulliMask, Bits32, Standard, UnitBall},
    qmc::Sobol,
    wgpu,
};

use crate::support;

#[test]
fn small_draws_open_nothing() {
    let (backend, said) = support::logged(|| {
        let backend = Backend::auto().unwrap();
        let mut stream = Stream::new(42);
        let order = Permutation::new(1, 1000).unwrap();
        for _ in 0..100 {
            backend.sample(&mut stream, &Bits32, (1 << 18) - 1).unwrap();
            backend.sample(&mut stream, &UnitBall, 1000).unwrap();
            backend.sample(&mut { 0 }, &order, 1000).unwrap();
            let sobol = &mut Sobol::new(3).unwrap();
            backend.sample(sobol, &Standard, 1000).unwrap();
        }
        backend
    });
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(backend.adapter().is_none() && backend.failover().is_none());
}

/// An adapter that computes on the CPU is left to those who ask for it.
#[test]
fn large_draws_look_for_a_gpu_once() {
    let Some(adapter) = support::adapter() else {
        return;
    };
    let mask = BernoulliMask::new(0.9).unwrap();
    let backend = Backend::auto().unwrap();
    let mut stream = Stream::new(42);
    // 2²⁵ words each.
    let mut draw = || support::logged(|| backend.sample(&mut stream, &mask, 1 << 20).unwrap());
    let (first, said) = draw();
    assert!(said.is_empty(), "{said:?}");
    let (second, said) = draw();
    assert!(said[0].contains("looks for a GPU"), "{said:?}");
    let (third, said) = draw();
    assert!(!said.iter().any(|line| line.contains("looks")), "{said:?}");
    if adapter.get_info().device_type == wgpu::DeviceType::Cpu {
        assert_eq!(backend.kind(), BackendKind::Cpu);
    }
    let all = Cpu::new().sample(&mut Stream::new(42), &mask, 3 << 20);
    assert!([first, second, third].concat() == all.unwrap());
}

const CHILD: &str = "SEEDBED_TEST_CHILD";

/// One thread waits for all async draws of a `Gpu`, and ends with it.
#[cfg(target_os = "linux")]
#[test]
fn one_thread_waits() {
    if support::adapter().is_none() {
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "auto::child_counts_threads",
            "--ignored",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

/// Threads of this process with that name.
#[cfg(target_os = "linux")]
fn pollers() -> usize {
    let threads = std::fs::read_dir("/proc/self/task").unwrap();
    let names = threads.map(|thread| std::fs::read_to_string(thread.unwrap().path().join("comm")));
    // One that has just ended has no name any more.
    names
        .filter(|name| {
            name.as_ref()
                .is_ok_and(|name| name.trim() == "seedbed.poller")
        })
        .count()
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "run by one_thread_waits"]
fn child_counts_threads() {
    if std::env::var(CHILD).is_err() {
        return;
    }
    let options = seedbed::GpuOptions {
        chunk_words: 4096,
        ..Default::default()
    };
    let gpu = support::gpu_with(options).unwrap();
    let mut stream = Stream::new(42);
    gpu.sample_blocking(&mut stream, &Bits32, 50_000).unwrap();
    assert_eq!(pollers(), 0, "the calling thread waits itself");
    let clone = gpu.clone();
    for _ in 0..3 {
        block_on(gpu.sample(&mut stream, &Bits32, 50_000)).unwrap();
        block_on(clone.sample(&mut stream, &Bits32, 50_000)).unwrap();
        assert_eq!(pollers(), 1);
    }
    drop(gpu);
    assert_eq!(pollers(), 1);
    drop(clone);
    for _ in 0..500 {
        if pollers() == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the thread outlives its Gpu");
}
