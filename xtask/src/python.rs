//! A Python of our own, under the target directory, with packages from PyPI.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::workspace::Workspace;

const SYSTEM_PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// What Debian calls it.
pub const PACKAGES: [&str; 2] = ["python3", "python3-venv"];

/// Whether the system's Python can make virtual environments; Debian packages that apart.
pub fn has_venv(shell: &Shell) -> bool {
    let program = "import venv, ensurepip";
    cmd!(shell, "{SYSTEM_PYTHON} -c {program}")
        .quiet()
        .ignore_stderr()
        .run()
        .is_ok()
}

/// The interpreter of `venv` in the target directory, made when missing, which has these packages.
pub fn venv(workspace: &Workspace, packages: &[&str]) -> Result<PathBuf> {
    let shell = &workspace.shell;
    let folder = workspace.target.join("venv");
    let python = interpreter(&folder);
    if !python.exists() {
        cmd!(shell, "{SYSTEM_PYTHON} -m venv {folder}")
            .run()
            .context("no virtual environment; is Python 3 installed, with `venv`?")?;
    }
    cmd!(
        shell,
        "{python} -m pip install --quiet --disable-pip-version-check {packages...}"
    )
    .run()
    .with_context(|| format!("if {} is broken, delete it", folder.display()))?;
    Ok(python)
}

fn interpreter(venv: &Path) -> PathBuf {
    if cfg!(windows) {
        venv.join("Scripts").join("python.exe")
    } else {
        venv.join("bin").join("python")
    }
}
