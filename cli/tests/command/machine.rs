//! What draws: standard error is the command's own, a GPU is opened for large draws alone, and `info` outlives
//! drivers.

use std::process::Output;

use assert_cmd::Command;

use crate::common::directory;

/// The command as a container has it: nothing is forced, and there is no display to ask.
fn bare(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedbed"));
    command.args(arguments.split_whitespace());
    for variable in [
        "SEEDBED_BACKEND",
        "XDG_RUNTIME_DIR",
        "WAYLAND_DISPLAY",
        "WAYLAND_SOCKET",
        "NODEVICE_SELECT",
    ] {
        command.env_remove(variable);
    }
    command
}

fn run(command: &mut Command) -> (Output, String) {
    let output = command.output().expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

/// Every line of the report of a draw, and no other.
fn assert_report(said: &str) {
    let names = [
        "samples", "seed", "engine", "after", "backend", "range", "mean", "time", "blake3",
        "written",
    ];
    let lines: Vec<_> = said
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(lines, names, "{said}");
}

#[test]
fn standard_error_is_the_commands_own() {
    let directory = directory();
    for options in ["", "--backend cpu", "--backend auto"] {
        for count in ["1000", "1e5"] {
            let arguments = format!("sample normal --seed 1 --count {count} {options} --out x.npy");
            let (output, said) = run(bare(&arguments).current_dir(&directory));
            assert!(output.status.success(), "{said}");
            assert_report(&said);
        }
    }
    let (_, said) = run(&mut bare("digest normal --seed 1 --count 1000"));
    assert_eq!(said, "");
}

#[cfg(feature = "gpu")]
#[test]
fn standard_error_is_the_commands_own_where_a_gpu_draws() {
    let directory = directory();
    let arguments = "sample normal --seed 1 --count 1000 --backend gpu --out x.npy";
    let (output, said) = run(bare(arguments).current_dir(&directory));
    if output.status.success() {
        assert_report(&said);
    } else {
        assert!(
            said.starts_with("error: no GPU adapter was found"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

/// The Vulkan loader says what it does.
#[cfg(target_os = "linux")]
#[test]
fn small_draws_open_no_gpu() {
    let directory = directory();
    for arguments in [
        "sample normal --seed 1 --count 1e6 --out x.npy",
        "sobol --dimensions 3 --seed 1 --count 1000 --out x.npy",
        "permutation --n 1e6 --seed 1 --out x.npy",
        "digest unit_ball --seed 1 --count 1e5",
    ] {
        let mut command = bare(arguments);
        command
            .current_dir(&directory)
            .env("VK_LOADER_DEBUG", "all");
        let (output, said) = run(&mut command);
        assert!(output.status.success(), "{said}");
        assert!(
            !said.to_lowercase().contains("layer"),
            "{arguments}: {said}"
        );
    }
}

#[cfg(feature = "gpu")]
#[test]
fn a_backend_that_is_forced_fails_clearly() {
    for (variable, part) in [
        ("gpu", "no GPU adapter was found"),
        ("gpus", "it must be auto, cpu or gpu"),
    ] {
        let mut command = bare("digest normal --seed 1 --count 10");
        command
            .env("SEEDBED_BACKEND", variable)
            .env("WGPU_BACKEND", "vulkan")
            .env("VK_DRIVER_FILES", "/nowhere")
            .env("VK_ICD_FILENAMES", "/nowhere");
        let (output, said) = run(&mut command);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn info_says_what_draws() {
    let (output, said) = run(&mut bare("info"));
    assert_eq!(said, "");
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{:?}",
        output.status
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for name in ["seedbed  ", "engines  ", "cpu      ", "gpu      "] {
        assert!(text.lines().any(|line| line.starts_with(name)), "{text}");
    }
}

#[cfg(feature = "gpu")]
#[test]
fn info_without_an_adapter() {
    let mut command = bare("info");
    command
        .env("WGPU_BACKEND", "vulkan")
        .env("VK_DRIVER_FILES", "/nowhere")
        .env("VK_ICD_FILENAMES", "/nowhere");
    let (output, said) = run(&mut command);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.is_empty(), "{text}{said}");
    assert!(text.contains("gpu      no adapter: install"), "{text}");
}

/// In whatever memory a process may have, each command succeeds or says that there is too little.
#[cfg(target_os = "linux")]
mod memory {
    use super::*;

    const MIB: [u64; 8] = [50, 100, 200, 400, 800, 1000, 2000, 4000];

    fn limited(mib: u64, arguments: &str) -> (Output, String) {
        let mut command = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_seedbed");
        let script = format!("ulimit -v {} && exec {program} {arguments}", mib << 10);
        command
            .args(["-c", &script])
            .env_remove("SEEDBED_BACKEND")
            .env_remove("RUST_BACKTRACE");
        run(&mut command)
    }

    fn assert_clean(arguments: &str) -> Vec<(u64, bool)> {
        let of = |mib| {
            let (output, said) = limited(mib, arguments);
            let success = match output.status.code() {
                Some(0) => true,
                Some(1 | 2) => {
                    assert!(said.contains("memory"), "{mib} MiB, {arguments}: {said}");
                    assert_eq!(said.lines().count(), 1, "{mib} MiB, {arguments}: {said}");
                    false
                }
                _ => panic!("{mib} MiB, {arguments}: {:?}: {said}", output.status),
            };
            (mib, success)
        };
        MIB.map(of).to_vec()
    }

    #[test]
    fn draws_of_any_size() {
        for arguments in [
            "digest normal --seed 1 --count 1000",
            "digest normal --seed 1 --count 2e7 --backend cpu",
            "digest uniform64 --seed 1 --count 2e7",
            "digest gamma --shape 2 --seed 1 --count 1e6",
            "digest poisson --lam 1e9 --seed 1 --count 1000",
            "digest zipf --a 1.1 --n 1e6 --seed 1 --count 1e6",
            "digest unit_ball --seed 1 --count 1e6",
            "sample normal --seed 1 --count 2e7 --out /dev/null",
            "bits --seed 1 --count 1e6",
        ] {
            let ends = assert_clean(arguments);
            assert!(
                ends.iter().all(|&(mib, success)| success || mib < 200),
                "{arguments}: {ends:?}"
            );
        }
    }

    #[test]
    fn sequences_and_pictures() {
        let directory = directory();
        let picture = directory.path().join("x.png");
        let picture = picture.display();
        for arguments in [
            "permutation --n 1e7 --seed 1 --out /dev/null".to_string(),
            "sobol --dimensions 1000 --seed 1 --count 10000 --out /dev/null".to_string(),
            "latin_hypercube --n 1e6 --dimensions 10 --seed 1 --out /dev/null".to_string(),
            format!("plot normal --seed 1 --count 1e6 --out {picture}"),
            format!("plot sobol --dimensions 2 --seed 1 --out {picture}"),
        ] {
            let ends = assert_clean(&arguments);
            assert!(
                ends.iter().all(|&(mib, success)| success || mib < 200),
                "{arguments}: {ends:?}"
            );
        }
        let left = std::fs::read_dir(directory.path()).expect("the directory is there");
        assert_eq!(left.count(), 1, "nothing unfinished is left");
    }

    #[test]
    fn threads_that_were_asked_for() {
        let (output, said) = limited(100, "digest normal --seed 1 --count 1e6 --threads 64");
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("cannot start 64 threads") && said.contains("memory"),
            "{said}"
        );
    }

    /// Drivers crash in too little memory: each in a process of its own.
    #[cfg(feature = "gpu")]
    #[test]
    fn info() {
        for mib in MIB {
            let (output, said) = limited(mib, "info");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            match output.status.code() {
                Some(0) => assert_eq!(said, "", "{mib} MiB"),
                Some(1) => assert!(
                    text.contains("memory") || said.contains("memory"),
                    "{mib} MiB: {text}{said}"
                ),
                _ => panic!("{mib} MiB: {:?}: {text}{said}", output.status),
            }
        }
    }
}
