//! What the tests of the command share.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;

/// The command, drawing on the CPU where it may choose.
pub fn seedbed(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedbed"));
    command
        .args(arguments.split_whitespace())
        .env("SEEDBED_BACKEND", "cpu");
    command
}

/// The same for a shell.
pub fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", script])
        .env("SEEDBED", env!("CARGO_BIN_EXE_seedbed"))
        .env("SEEDBED_BACKEND", "cpu");
    command
}

/// A directory of its own.
pub fn directory() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is a directory for temporary files")
}

/// Runs `sample` into `directory/name` and returns the path.
pub fn sample(directory: &Path, name: &str, arguments: &str) -> PathBuf {
    let path = directory.join(name);
    seedbed(&format!("sample {arguments}"))
        .arg("--out")
        .arg(&path)
        .assert()
        .success();
    path
}

/// The record beside a file.
pub fn record_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".run.json");
    name.into()
}

/// The record beside a file, read.
pub fn record(path: &Path) -> serde_json::Value {
    let text = fs::read_to_string(record_of(path)).expect("the record is there");
    serde_json::from_str(&text).expect("the record is JSON")
}

/// The names in a directory, sorted.
pub fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("the directory is there");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("entries can be read").file_name())
        .map(|name| name.into_string().expect("our names are UTF-8"))
        .collect();
    names.sort();
    names
}

/// What a command that must succeed writes to standard output.
pub fn stdout(arguments: &str) -> Vec<u8> {
    seedbed(arguments)
        .assert()
        .success()
        .get_output()
        .stdout
        .clone()
}
