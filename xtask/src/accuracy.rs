//! `cargo xtask accuracy`: the measured error of every transform, by the program `bin/accuracy`.
//!
//! That program is apart from this one, so that `cargo xtask` builds without the library.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::python;
use crate::workspace::Workspace;

const CHECK_REFERENCE: &str = "xtask/fit_tables/check_reference.py";

/// Options of `cargo xtask accuracy`.
#[derive(clap::Args)]
pub struct Options {
    /// A part of the words only: seconds instead of minutes
    #[arg(long)]
    quick: bool,
    /// Also every family whose table the host makes, continuous and discrete: half a minute more
    #[arg(long)]
    all: bool,
    /// Instead: those families only
    #[arg(long)]
    families: bool,
    /// Instead: compare the f64 functions that all errors are measured against with mpmath
    #[arg(long, conflicts_with_all = ["quick", "all", "families"])]
    reference: bool,
}

/// Runs the check; its exit code says whether every stated bound holds.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let shell = &workspace.shell;
    cmd!(
        shell,
        "cargo build --quiet --release --package xtask --bin accuracy --features accuracy"
    )
    .run()?;
    let program = workspace.target.join("release").join("accuracy");
    if options.reference {
        let python = python::venv(
            workspace,
            &["--requirement", super::fit_tables::REQUIREMENTS],
        )?;
        let points = cmd!(shell, "{program} --print-reference").read()?;
        cmd!(shell, "{python} {CHECK_REFERENCE}")
            .stdin(points)
            .run()?;
        return Ok(ExitCode::SUCCESS);
    }
    // Not through xshell, which would hide the exit code.
    let mut command = Command::new(&program);
    if options.quick {
        command.arg("--quick");
    }
    if options.all {
        command.arg("--all");
    }
    if options.families {
        command.arg("--families");
    }
    let status = command
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(status.code().is_some(), "{} was killed", program.display());
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
