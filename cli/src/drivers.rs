//! Standard error without what libraries below the drivers of GPUs print there.
//!
//! Mesa's Vulkan layer that chooses a device connects to the Wayland display, and libwayland complains where
//! there is no directory to look for it. It is silent where it is told of a display that does not exist. Only
//! a new process can be told.

use std::{env, os::unix::process::CommandExt, path::Path, process::Command};

use clap::ArgMatches;

use crate::args::BackendChoice;

/// So few samples never open a GPU on `--backend auto`, whatever dimension they have.
const FEW: u64 = 1024;

/// Variables that a process is to have before it opens a GPU, where there is no display.
pub fn variables() -> Option<[(&'static str, &'static str); 2]> {
    let absolute = |name| env::var_os(name).is_some_and(|path| Path::new(&path).is_absolute());
    let has_display = absolute("XDG_RUNTIME_DIR")
        || absolute("WAYLAND_DISPLAY")
        || env::var_os("WAYLAND_SOCKET").is_some();
    // The second is Mesa's, for what it says of EGL without a display.
    (!has_display).then_some([
        ("WAYLAND_DISPLAY", "/nonexistent"),
        ("EGL_LOG_LEVEL", "fatal"),
    ])
}

/// Goes on as a process with these variables, if this one lacks them and may open a GPU.
pub fn hush(matches: &ArgMatches) {
    if let (true, Some(variables), Ok(program)) =
        (may_open_gpu(matches), variables(), env::current_exe())
    {
        let mut arguments = env::args_os();
        let mut command = Command::new(program);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        // Returns only if it fails; then the GPU is opened with noise.
        let _ = command.args(arguments).envs(variables).exec();
    }
}

fn may_open_gpu(mut matches: &ArgMatches) -> bool {
    while let Some((_, command)) = matches.subcommand() {
        matches = command;
    }
    let forced = env::var("SEEDBED_BACKEND").unwrap_or_default();
    match matches.try_get_one::<BackendChoice>("backend") {
        Ok(Some(BackendChoice::Gpu)) => true,
        Ok(Some(BackendChoice::Auto)) if forced == "gpu" => true,
        Ok(Some(BackendChoice::Auto)) if forced != "cpu" => {
            let count = |id| matches.try_get_one::<u64>(id).ok().flatten();
            let count = ["value", "count"].into_iter().find_map(count);
            count.is_none_or(|&count| count >= FEW)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn draws_that_may_open_a_gpu_are_told_from_others() {
        let may = |line: &str| {
            let matches = crate::args::Cli::command().get_matches_from(line.split(' '));
            may_open_gpu(&matches)
        };
        // As in all other tests of the command, no variable forces a backend here.
        assert!(may("seedbed sample normal --count 1e9 --out x.npy"));
        assert!(may(
            "seedbed sample gamma --shape 2 --count 10 --out x --backend gpu"
        ));
        assert!(may("seedbed bits"));
        assert!(may("seedbed verify x.run.json"));
        assert!(may("seedbed permutation --n 1e9 --out x.npy"));
        assert!(!may("seedbed sample normal --count 1000 --out x.npy"));
        assert!(!may("seedbed digest dirichlet --alpha 1,2,3 --count 1000"));
        assert!(!may(
            "seedbed sobol --dimensions 3 --count 1000 --out x.npy"
        ));
        assert!(!may(
            "seedbed sample normal --count 1e9 --out x.npy --backend cpu"
        ));
        assert!(!may("seedbed info"));
    }
}
