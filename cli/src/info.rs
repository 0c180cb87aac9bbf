//! `seedbed info`.

use std::process::ExitCode;

use seedbed::Engine;

use crate::manifest::VERSION;

pub fn run() -> anyhow::Result<ExitCode> {
    println!("seedbed  {VERSION}");
    let engines = Engine::ALL.map(|engine| match engine {
        _ if engine == Engine::default() => format!("{engine} (default)"),
        _ => engine.to_string(),
    });
    println!("engines  {}", engines.join(", "));
    println!(
        "cpu      {} threads, {} {}: the reference",
        rayon::current_num_threads(),
        std::env::consts::ARCH,
        std::env::consts::OS,
    );
    print_gpus()
}

/// Adapters, drivers, features, limits, and the self-check of each.
#[cfg(feature = "gpu")]
fn print_gpus() -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "gpu"))]
fn print_gpus() -> anyhow::Result<ExitCode> {
    println!("gpu      not in this build: it has no feature `gpu`");
    Ok(ExitCode::SUCCESS)
}
