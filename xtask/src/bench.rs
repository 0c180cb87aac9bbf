//! `cargo xtask bench`: the benchmarks, and the libraries that they are compared with.

use std::ffi::OsString;

use anyhow::Result;
use xshell::cmd;

use crate::python;
use crate::workspace::Workspace;

/// The peers that are Python packages, and what they are reached by.
const PEERS: [&str; 3] = ["numpy", "mkl_random", "mkl-service"];

/// Options of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Options {
    /// Measure NumPy and MKL too: installs them under the target directory
    #[arg(long)]
    peers: bool,
    /// Passed on to the benchmark program; `-- --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Runs the benchmark program, which finds the peers' Python in `SEEDBED_PEERS_PYTHON`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let shell = &workspace.shell;
    let arguments = &options.arguments;
    let mut bench = cmd!(
        shell,
        "cargo run --release --package seedbed-bench -- {arguments...}"
    );
    if options.peers {
        bench = bench.env("SEEDBED_PEERS_PYTHON", python::venv(workspace, &PEERS)?);
    }
    Ok(bench.run()?)
}
