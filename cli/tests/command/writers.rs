//! Several runs that write one file, runs that were killed, and permissions.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    thread::sleep,
    time::Duration,
};

use crate::common::{directory, names, record_of, sample, seedbed};

fn command(arguments: &str, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedbed"));
    command
        .args(arguments.split_whitespace())
        .arg("--out")
        .arg(out)
        .env("SEEDBED_BACKEND", "cpu")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Runs commands that write one file at the same time; those that did not, say why.
fn at_once(out: &Path, arguments: impl Fn(usize) -> String) -> Vec<Output> {
    let children: Vec<_> = (0..8)
        .map(|i| command(&arguments(i), out).spawn().unwrap())
        .collect();
    let outputs: Vec<_> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    for output in outputs.iter().filter(|output| !output.status.success()) {
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains("another run is writing it"), "{message}");
    }
    assert!(outputs.iter().any(|output| output.status.success()));
    outputs
}

#[test]
fn file_and_record_are_of_one_run() {
    let directory = directory();
    let out = directory.path().join("x.npy");
    for round in 0..12 {
        at_once(&out, |i| match round % 3 {
            0 => format!("sample normal --seed {i} --count {}", 10 + i),
            1 => format!("permutation --n 1000 --seed {i}"),
            _ => format!("sobol --dimensions 2 --count 100 --seed {i}"),
        });
        seedbed("verify").arg(record_of(&out)).assert().success();
        assert_eq!(names(directory.path()), ["x.npy", "x.npy.run.json"]);
    }
}

#[test]
fn a_picture_is_of_one_run() {
    let directory = directory();
    let out = directory.path().join("x.png");
    at_once(&out, |i| format!("plot normal --count 1000 --seed {i}"));
    let png = fs::read(&out).unwrap();
    assert!(png.ends_with(b"IEND\xaeB`\x82"));
    assert_eq!(names(directory.path()), ["x.png"]);
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_left_is_taken_away() {
    let directory = directory();
    let out = directory.path().join("x.npy");
    for _ in 0..2 {
        let part = directory.path().join(".x.npy.part");
        if part.exists() {
            fs::write(&part, "left").unwrap(); // so that its growth is the next run's
        }
        let mut child = command("sample normal --seed 42 --count 1e12", &out)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while fs::metadata(&part).map_or(0, |metadata| metadata.len()) < 1000 {
            assert_eq!(child.try_wait().unwrap(), None);
            sleep(Duration::from_millis(10));
        }
        // While it runs, no other may.
        let output = command("sample normal --count 10", &out).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("another run is writing it"), "{message}");
        child.kill().unwrap();
        child.wait().unwrap();
        let left = [".x.npy.part", ".x.npy.run.json.part"];
        assert_eq!(names(directory.path()), left);
    }
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 10");
    seedbed("verify").arg(record_of(&path)).assert().success();
    assert_eq!(names(directory.path()), ["x.npy", "x.npy.run.json"]);
}

#[cfg(unix)]
#[test]
fn permissions_of_an_existing_file_are_kept() {
    use std::os::unix::fs::PermissionsExt;

    let directory = directory();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for kept in [0o600, 0o640, 0o666, 0o444] {
        let out = directory.path().join(format!("{kept:o}.npy"));
        fs::write(&out, "").unwrap();
        fs::set_permissions(&out, fs::Permissions::from_mode(kept)).unwrap();
        for _ in 0..2 {
            let output = command("sample normal --count 10", &out).output().unwrap();
            assert!(output.status.success());
            assert_eq!(mode(&out), kept);
            // The record has the seed.
            assert_eq!(mode(&record_of(&out)), kept);
        }
        let out = directory.path().join(format!("{kept:o}.png"));
        fs::write(&out, "").unwrap();
        fs::set_permissions(&out, fs::Permissions::from_mode(kept)).unwrap();
        let output = command("plot normal --count 10", &out).output().unwrap();
        assert!(output.status.success());
        assert_eq!(mode(&out), kept);
    }
    let out = directory.path().join("record.npy");
    sample(directory.path(), "record.npy", "normal --count 10");
    let record = record_of(&out);
    fs::set_permissions(&record, fs::Permissions::from_mode(0o600)).unwrap();
    sample(directory.path(), "record.npy", "normal --count 10");
    assert_eq!(mode(&record), 0o600);
}
