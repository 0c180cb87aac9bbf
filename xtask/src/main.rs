//! `cargo xtask`: what CI and people both run.

mod accuracy;
mod adapters;
mod bench;
mod browsers;
mod fit_tables;
mod gallery;
mod generate;
mod licences;
mod node;
mod python;
mod setup;
mod steps;
mod test;
mod web;
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
    /// Measure the error of every transform over all words, with the library's own code
    Accuracy(accuracy::Options),
    /// Write the files that follow from the catalogue: types of the npm package, tables of documents
    Generate(generate::Options),
    /// Draw every distribution, with its exact density
    Gallery(gallery::Options),
    /// Build the npm package, serve its pages, or test them in Chromium and Firefox
    Web(web::Options),
    /// Fit the tables of polynomials anew
    FitTables(fit_tables::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let workspace = Workspace::open()?;
    match cli.task {
        Task::Setup => Ok(setup::run(&workspace)),
        Task::Test(options) => Ok(test::run(&workspace, &options)),
        Task::Bench(options) => bench::run(&workspace, &options).map(|()| ExitCode::SUCCESS),
        Task::Accuracy(options) => accuracy::run(&workspace, &options),
        Task::Generate(options) => generate::run(&workspace, &options).map(|()| ExitCode::SUCCESS),
        Task::Gallery(options) => gallery::run(&workspace, &options).map(|()| ExitCode::SUCCESS),
        Task::Web(options) => web::run(&workspace, &options),
        Task::FitTables(options) => fit_tables::run(&workspace, &options),
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
