//! Chromium and Firefox: those that are named, those on the path, or Debian's.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use xshell::Shell;

use crate::adapters::Adapter;
use crate::setup;
use crate::steps::Outcome;

/// A browser: the variable that names its program, what else that may be called, and Debian's package.
struct Browser {
    variable: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

const BROWSERS: [Browser; 2] = [
    Browser {
        variable: "SEEDBED_CHROMIUM",
        programs: &["chromium", "chromium-browser", "google-chrome"],
        package: "chromium",
    },
    Browser {
        variable: "SEEDBED_FIREFOX",
        programs: &["firefox-esr", "firefox"],
        package: "firefox-esr",
    },
];

impl Browser {
    /// The variable and the program; what is missing otherwise.
    fn found(&self) -> Result<(&'static str, OsString), String> {
        let named = env::var_os(self.variable).filter(|program| !program.is_empty());
        let on_path = || {
            let mut programs = self.programs.iter();
            programs.find_map(|program| which::which(program).ok())
        };
        let program = named.or_else(|| on_path().map(PathBuf::into_os_string));
        let missing = || {
            let programs = self.programs.join(", ");
            format!(
                "no {programs}: install one, or name it in {}",
                self.variable
            )
        };
        Ok((self.variable, program.ok_or_else(missing)?))
    }
}

/// The variables that tell `web/test` of both browsers, which are installed when missing; what is missing if
/// they cannot be.
pub fn variables(shell: &Shell) -> Result<[(&'static str, OsString); 2], String> {
    let missing = BROWSERS.iter().filter(|browser| browser.found().is_err());
    let mut packages: Vec<&str> = missing.map(|browser| browser.package).collect();
    // Firefox brings no WebGPU adapter of its own, as Chromium does.
    if Adapter::Lavapipe.environment().is_err() {
        packages.extend(Adapter::Lavapipe.debian_packages());
    }
    if !packages.is_empty()
        && setup::is_debian()
        && let Outcome::Skipped(why) = setup::apt_install(shell, &packages)
    {
        return Err(why);
    }
    let [chromium, firefox] = BROWSERS;
    Ok([chromium.found()?, firefox.found()?])
}
