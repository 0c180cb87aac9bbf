//! `cargo xtask gallery`: a picture of every distribution and point set, and all of them on one sheet.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::generate;
use crate::workspace::Workspace;

/// What is drawn beside the catalogue's distributions: arguments of `seedbed plot`.
const POINTS: [&str; 5] = [
    "sobol --dimensions 2",
    "sobol --dimensions 2 --scramble none",
    "halton --dimensions 2",
    "halton --dimensions 2 --scramble none",
    "latin_hypercube --n 1024 --dimensions 2",
];

/// Options of `cargo xtask gallery`.
#[derive(clap::Args)]
pub struct Options {
    /// Where the sheet goes; the pictures go below the target directory
    #[arg(long, default_value = "docs/gallery.png")]
    out: PathBuf,
}

/// Draws the pictures with the release build of the command.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let shell = &workspace.shell;
    cmd!(shell, "cargo build --quiet --release --package seedbed-cli").run()?;
    cmd!(
        shell,
        "cargo build --quiet --release --package xtask --bin contact_sheet --features contact_sheet"
    )
    .run()?;
    let program = |name: &str| workspace.target.join("release").join(name);
    let [seedbed, contact_sheet] = ["seedbed", "contact_sheet"].map(program);
    let folder = workspace.target.join("gallery");
    shell.create_dir(&folder)?;
    let mut files = Vec::new();
    let distributions = generate::pictures(workspace)?;
    let points = POINTS.map(String::from);
    for picture in distributions.iter().chain(&points) {
        let name = picture.replace("--", "").replace(' ', "-");
        let file = folder.join(format!("{name}.png"));
        let arguments = picture.split(' ');
        cmd!(
            shell,
            "{seedbed} plot {arguments...} --seed 42 --backend cpu --out {file}"
        )
        .ignore_stderr()
        .run()
        .with_context(|| picture.clone())?;
        files.push(file);
    }
    let out = &options.out;
    Ok(cmd!(shell, "{contact_sheet} {out} {files...}").run()?)
}
