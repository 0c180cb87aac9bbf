//! Installs what the tests need: by `apt-get` on Debian and Ubuntu, elsewhere it says what to install.

use std::process::ExitCode;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::adapters::Adapter;
use crate::python;
use crate::steps::{Outcome, Steps};
use crate::workspace::Workspace;

/// What `tests/native/shaders` has SPIR-V and GLSL judged by.
const SHADER_VALIDATORS: [&str; 2] = ["spirv-tools", "glslang-tools"];

/// `cargo xtask setup`: installs, then says of each software adapter whether it is there.
pub fn run(workspace: &Workspace) -> ExitCode {
    let mut steps = Steps::new();
    steps.run("install", || {
        Ok(install(&workspace.shell, &Adapter::SOFTWARE))
    });
    for adapter in Adapter::SOFTWARE {
        steps.run(adapter.name(), || {
            Ok(match adapter.environment() {
                Ok(variables) => {
                    for (variable, value) in variables {
                        println!("{variable}={}", value.display());
                    }
                    Outcome::Passed
                }
                Err(error) => Outcome::Skipped(error.to_string()),
            })
        });
    }
    steps.finish()
}

/// Installs what these adapters and the Python checks need.
pub fn install(shell: &Shell, adapters: &[Adapter]) -> Outcome {
    match System::current() {
        System::Debian => apt_install(shell, &packages(shell, adapters)),
        System::Ubuntu => {
            if adapters.contains(&Adapter::Swiftshader) {
                note_ubuntu_swiftshader();
            }
            let adapters: Vec<_> = adapters
                .iter()
                .copied()
                .filter(|adapter| *adapter != Adapter::Swiftshader)
                .collect();
            apt_install(shell, &packages(shell, &adapters))
        }
        System::Other => {
            print_ingredients(shell, adapters);
            Outcome::Passed
        }
    }
}

/// Whether this is Debian, or built from it but not Ubuntu, where browsers are no packages.
pub fn is_debian() -> bool {
    System::current() == System::Debian
}

#[derive(Debug, PartialEq, Eq)]
enum System {
    /// Debian and what is built from it.
    Debian,
    /// Ubuntu and what is built from it.
    Ubuntu,
    /// No `apt-get`, or none whose package names we know.
    Other,
}

impl System {
    fn current() -> Self {
        let os_release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self::from_os_release(&os_release)
    }

    /// Reads `ID` and `ID_LIKE` (os-release(5)).
    fn from_os_release(text: &str) -> Self {
        let ids: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split_once('='))
            .filter(|(key, _)| ["ID", "ID_LIKE"].contains(key))
            .flat_map(|(_, value)| value.trim_matches(['"', '\'']).split_whitespace())
            .collect();
        // Ubuntu is like Debian, so it is asked for first.
        if ids.contains(&"ubuntu") {
            Self::Ubuntu
        } else if ids.contains(&"debian") {
            Self::Debian
        } else {
            Self::Other
        }
    }
}

fn packages(shell: &Shell, adapters: &[Adapter]) -> Vec<&'static str> {
    let mut packages: Vec<_> = adapters
        .iter()
        .flat_map(|adapter| adapter.debian_packages())
        .copied()
        .chain(SHADER_VALIDATORS)
        .collect();
    if !python::has_venv(shell) {
        packages.extend(python::PACKAGES);
    }
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// Installs what is missing of these Debian packages.
pub fn apt_install(shell: &Shell, packages: &[&str]) -> Outcome {
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(shell, package))
        .collect();
    if missing.is_empty() {
        println!("nothing to install");
        return Outcome::Passed;
    }
    match apt_get(shell, &missing) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            eprintln!("{error:#}");
            Outcome::Skipped(format!(
                "apt-get failed; install by hand, as root: apt-get install {}",
                missing.join(" ")
            ))
        }
    }
}

fn is_installed(shell: &Shell, package: &str) -> bool {
    let format = "--showformat=${db:Status-Status}";
    cmd!(shell, "dpkg-query --show {format} {package}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|status| status == "installed")
}

fn apt_get(shell: &Shell, packages: &[&str]) -> Result<()> {
    let is_root = cmd!(shell, "id --user").quiet().read()? == "0";
    let (program, flags): (_, &[&str]) = if is_root {
        ("env", &[])
    } else {
        ("sudo", &["--non-interactive", "env"])
    };
    let variables = "DEBIAN_FRONTEND=noninteractive";
    // Waits for another apt-get, which a machine just started often runs.
    let wait = "--option=DPkg::Lock::Timeout=300";
    // Some other source of the machine may be broken: the installation tells whether ours are there.
    cmd!(
        shell,
        "{program} {flags...} {variables} apt-get {wait} update --quiet"
    )
    .ignore_status()
    .run()?;
    cmd!(
        shell,
        "{program} {flags...} {variables} apt-get {wait} install --quiet --yes --no-install-recommends {packages...}"
    )
    .run()?;
    Ok(())
}

fn note_ubuntu_swiftshader() {
    if Adapter::Swiftshader.environment().is_err() {
        eprintln!(
            "Ubuntu's Chromium is a snap, so SwiftShader cannot be installed from its packages: \
             the swiftshader path will be reported as missing. Chrome's .deb package has it too."
        );
    }
}

fn print_ingredients(shell: &Shell, adapters: &[Adapter]) {
    for adapter in adapters.iter().filter(|adapter| **adapter != Adapter::Any) {
        if adapter.environment().is_err() {
            eprintln!("{}: install {}", adapter.name(), adapter.ingredients());
        }
    }
    if !python::has_venv(shell) {
        eprintln!("reference check: install Python 3 with its `venv` module");
    }
    if !cfg!(target_os = "linux") {
        eprintln!(
            "The software adapters are found on Linux only. \
             For this machine's own: cargo xtask test --adapter any"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::System;

    #[test]
    fn systems_are_told_apart() {
        for (os_release, system) in [
            ("NAME=\"Debian GNU/Linux\"\nID=debian\n", System::Debian),
            ("ID=raspbian\nID_LIKE=debian\n", System::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("ID=fedora\nVERSION_ID=43\n", System::Other),
            ("NAME=debian\n", System::Other),
            ("", System::Other),
        ] {
            assert_eq!(System::from_os_release(os_release), system, "{os_release}");
        }
    }
}
