//! `cargo xtask fit-tables`: how the frozen tables were made.

use std::process::ExitCode;

use anyhow::Result;
use xshell::cmd;

use crate::python;
use crate::workspace::Workspace;

/// What the Python programs beside it need, for `pip install --requirement`.
pub const REQUIREMENTS: &str = "xtask/fit_tables/requirements.txt";
const FIT: &str = "xtask/fit_tables/fit_tables.py";

/// Options of `cargo xtask fit-tables`.
#[derive(clap::Args)]
pub struct Options {
    /// Compare with the frozen tables, and write nothing
    #[arg(long)]
    check: bool,
}

/// Fits the tables in `src/tables` anew.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let shell = &workspace.shell;
    let python = python::venv(workspace, &["--requirement", REQUIREMENTS])?;
    let check = options.check.then_some("--check");
    cmd!(shell, "{python} {FIT} {check...}").run()?;
    Ok(ExitCode::SUCCESS)
}
