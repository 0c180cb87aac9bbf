//! What is around the results: standard error, --quiet, threads, completions, manual pages.

use std::fs;

use crate::common::{self, directory, names, record_of, sample, seedbed, stdout};
use predicates::{prelude::PredicateBooleanExt, str::contains};

/// Commands that say something on standard error, where `{}` is a file.
#[cfg(unix)]
const TALKATIVE: [&str; 7] = [
    "sample normal --count 10 --out {}.npy",
    "permutation --n 10 --out {}.npy",
    "sobol --dimensions 2 --count 10 --out {}.csv",
    "plot normal --count 10 --out {}.png",
    "digest normal --count 10",
    "bits --count 10",
    "verify {}.run.json",
];

#[cfg(unix)]
#[test]
fn standard_error_changes_no_exit_status() {
    let directory = directory();
    let path = sample(directory.path(), "x", "normal --seed 42 --count 10");
    fs::remove_file(&path).unwrap();
    for redirect in ["2>&-", "2>/dev/full", "2>&1 >/dev/null | :"] {
        if redirect.contains("/dev/full") && !cfg!(target_os = "linux") {
            continue;
        }
        for arguments in TALKATIVE {
            let arguments = arguments.replace("{}", path.to_str().unwrap());
            // The status of the first command of a pipe is printed to the test.
            let script = format!("( sleep 0.1; \"$SEEDBED\" {arguments}; echo $? >&3 ) {redirect}");
            let output = common::shell(&format!("{{ {script} ; }} 3>\"$STATUS\" >/dev/null"))
                .env("STATUS", directory.path().join("status"))
                .output()
                .unwrap();
            let status = fs::read_to_string(directory.path().join("status")).unwrap();
            assert_eq!(status, "0\n", "{redirect} {arguments}: {output:?}");
        }
    }
    assert_eq!(
        names(directory.path()).len(),
        7,
        "{:?}",
        names(directory.path())
    );
    // Failures are failures.
    common::shell("\"$SEEDBED\" sample normal --count 10 --out nowhere/x.npy 2>&-")
        .assert()
        .code(1);
}

#[test]
fn quiet_says_nothing_but_errors() {
    let directory = directory();
    let path = directory.path().join("x.npy");
    for arguments in [
        "--quiet sample normal --count 10",
        "sample normal -q --count 10",
        "permutation --n 10 --quiet",
        "plot normal --count 10 --quiet",
    ] {
        let path = match arguments.starts_with("plot") {
            true => directory.path().join("x.png"),
            false => path.clone(),
        };
        seedbed(arguments)
            .arg("--out")
            .arg(&path)
            .assert()
            .success()
            .stdout("")
            .stderr("");
    }
    let verify = || seedbed("verify --quiet").arg(record_of(&path)).assert();
    verify().success().stdout("").stderr("");
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    verify().code(1).stdout(contains("DIFFERENT  ")).stderr("");
    seedbed("sample normal --quiet --count 10 --out nowhere/x.npy")
        .assert()
        .code(1)
        .stderr(contains("error: cannot write"));
}

#[test]
fn threads_have_a_limit() {
    seedbed("digest normal --count 10 --threads 64")
        .assert()
        .success();
    for threads in ["0", "20000", "18446744073709551616", "-1", "many"] {
        seedbed("digest normal --count 10")
            .arg(format!("--threads={threads}"))
            .assert()
            .code(2)
            .stderr(contains("on this machine it must be from 1 to "));
    }
    seedbed("digest normal --count 10")
        .env("RAYON_NUM_THREADS", "20000")
        .assert()
        .code(2)
        .stderr(contains("RAYON_NUM_THREADS is 20000"));
    for threads in ["0", "2", "many"] {
        seedbed("digest normal --count 10")
            .env("RAYON_NUM_THREADS", threads)
            .assert()
            .success();
    }
    // Files are read with as many.
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --count 5_000_000");
    seedbed("verify --threads 1")
        .arg(record_of(&path))
        .assert()
        .success();
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&format!("completions {shell}"));
        let script = String::from_utf8(script).unwrap();
        for word in [
            "multivariate_normal",
            "latin_hypercube",
            "threads",
            "completions",
        ] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    seedbed("completions csh").assert().code(2);
}

/// Where there is a bash, it completes with the script.
#[cfg(target_os = "linux")]
#[test]
fn bash_completes() {
    let script = "source <(\"$SEEDBED\" completions bash); COMP_WORDS=(seedbed sample log_); COMP_CWORD=2; \
                  _seedbed seedbed log_ sample; echo \"${COMPREPLY[@]}\"";
    let output = std::process::Command::new("bash")
        .args(["-c", script])
        .env("SEEDBED", env!("CARGO_BIN_EXE_seedbed"))
        .output();
    let Ok(output) = output else {
        return; // there is none
    };
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(found.trim(), "log_normal log_series", "{output:?}");
}

#[test]
fn every_command_has_a_page() {
    let page = |command: &str| String::from_utf8(stdout(&format!("man {command}"))).unwrap();
    assert!(page("").contains(".TH seedbed 1"));
    let normal = page("sample normal");
    assert!(
        normal.contains(".TH seedbed\\-sample\\-normal 1")
            || normal.contains(".TH seedbed-sample-normal 1"),
        "{normal}"
    );
    assert!(normal.contains("Standard deviation"));
    seedbed("man sample gausian")
        .assert()
        .code(2)
        .stderr(contains("has no command `gausian`").and(contains("log_normal")));
}

/// `nohup` and shells in the background start a command that ignores signals, and it goes on.
#[cfg(target_os = "linux")]
#[test]
fn ignored_signals_stay_ignored() {
    let directory = directory();
    let script = "trap '' HUP INT; \"$SEEDBED\" sample normal --seed 42 --count 1e12 --out \"$OUT\" & \
                  pid=$!; until [ -s \"$PART\" ]; do sleep 0.05; done; \
                  kill -HUP $pid; kill -INT $pid; sleep 0.3; kill -TERM $pid; wait $pid; echo $?";
    common::shell(script)
        .env("OUT", directory.path().join("x.npy"))
        .env("PART", directory.path().join(".x.npy.part"))
        .assert()
        .stdout("143\n");
    assert!(names(directory.path()).is_empty());
}

/// In a terminal of 80 columns there is one line of progress, whatever the count.
#[cfg(target_os = "linux")]
#[test]
fn progress_fits_the_terminal() {
    let script =
        "stty cols 80; timeout -s INT 3 \"$SEEDBED\" digest normal --seed 42 --count 123456789012";
    let output = std::process::Command::new("script")
        .args(["-qec", script, "/dev/null"])
        .env("SEEDBED", env!("CARGO_BIN_EXE_seedbed"))
        .env("SEEDBED_BACKEND", "cpu")
        .env("TERM", "xterm")
        .output();
    let Ok(output) = output else {
        return; // there is no `script`
    };
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    let bars: Vec<_> = written
        .split('\r')
        .filter(|line| line.contains("left"))
        .collect();
    assert!(!bars.is_empty(), "{written:?}");
    for bar in bars {
        let bar = bar.replace("\u{1b}[2K", "").replace("\u{1b}[1A", "");
        assert!(bar.contains("of 123G") && bar.contains("/s"), "{bar:?}");
        assert!(bar.trim_end_matches('\n').chars().count() <= 80, "{bar:?}");
    }
}
