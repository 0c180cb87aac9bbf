//! `cargo xtask generate`: files that follow from the library's catalogue, by the program `bin/generate`.
//!
//! That program is apart from this one, so that `cargo xtask` builds without the library.

use anyhow::Result;
use xshell::cmd;

use crate::workspace::Workspace;

/// Options of `cargo xtask generate`.
#[derive(clap::Args)]
pub struct Options {
    /// Compare with the files that are there, and write nothing
    #[arg(long)]
    check: bool,
}

/// Writes the files, or compares them.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let check = options.check.then_some("--check");
    Ok(program(workspace)?.args(check).run()?)
}

/// The files are as the catalogue says.
pub fn check(workspace: &Workspace) -> Result<()> {
    run(workspace, &Options { check: true })
}

/// The command's arguments for each picture of the gallery.
pub fn pictures(workspace: &Workspace) -> Result<Vec<String>> {
    let lines = program(workspace)?.arg("--pictures").read()?;
    Ok(lines.lines().map(String::from).collect())
}

fn program(workspace: &Workspace) -> Result<xshell::Cmd<'_>> {
    let shell = &workspace.shell;
    // With the features of the tests, so that the library is not built again.
    cmd!(
        shell,
        "cargo build --quiet --workspace --all-features --bin generate"
    )
    .run()?;
    let program = workspace.target.join("debug").join("generate");
    Ok(cmd!(shell, "{program}"))
}
