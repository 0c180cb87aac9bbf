//! `cargo xtask`: what CI and people both run.

mod adapters;
mod bench;
mod python;
mod setup;
mod steps;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install the software adapters that the GPU tests run on
    Setup,
    /// Check, lint and test everything, on the CPU and on each software adapter
    Test(test::Options),
    /// Run the benchmarks
    Bench(bench::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let workspace = Workspace::open()?;
    match cli.task {
        Task::Setup => Ok(setup::run(&workspace)),
        Task::Test(options) => Ok(test::run(&workspace, &options)),
        Task::Bench(options) => bench::run(&workspace, &options).map(|()| ExitCode::SUCCESS),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
