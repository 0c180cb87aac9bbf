//! Pipes that close, and Ctrl-C.

use std::{
    io::Read,
    process::{Child, Command, Stdio},
};

use crate::common::{seedbed, stdout};

fn spawn(arguments: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_seedbed"))
        .args(arguments.split_whitespace())
        .env("SEEDBED_BACKEND", "cpu")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

#[test]
fn bits_are_the_words_of_bits32() {
    for engine in ["philox4x32_10", "chacha12"] {
        let bits = stdout(&format!("bits --engine {engine} --seed 42 --count 5000"));
        let words = stdout(&format!(
            "sample bits32 --engine {engine} --seed 42 --count 5000 --out -"
        ));
        assert_eq!(bits.len(), 20_000);
        assert_eq!(bits, words);
    }
    assert!(stdout("bits --seed 42 --count 0").is_empty());
}

#[test]
fn bits_end_with_the_stream() {
    let last = stdout("bits --seed 42 --start 18446744073709551613");
    assert_eq!(last.len(), 12);
}

#[test]
fn bits_without_a_seed_name_the_one_taken() {
    let output = seedbed("bits --count 5").output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    let seed = printed.trim().strip_prefix("seed ").unwrap();
    assert_eq!(
        stdout(&format!("bits --count 5 --seed {seed}")),
        output.stdout
    );
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    for arguments in [
        "bits --seed 42",
        "sample bits32 --seed 42 --count 1e12 --out -",
    ] {
        let mut child = spawn(arguments);
        let mut words = [0; 100];
        let mut reader = child.stdout.take().unwrap();
        reader.read_exact(&mut words).unwrap();
        drop(reader);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments}: {output:?}");
        assert!(output.stderr.is_empty(), "{arguments}: {output:?}");
        assert_eq!(words[..], stdout("bits --seed 42 --count 25"));
    }
}

#[cfg(unix)]
#[test]
fn a_line_that_nobody_reads_is_no_error() {
    let directory = crate::common::directory();
    let out = directory.path().join("x.npy");
    stdout(&format!(
        "sample normal --seed 42 --count 10 --out {}",
        out.display()
    ));
    for arguments in [
        "digest normal --seed 42 --count 10".to_owned(),
        format!("verify {}.run.json", out.display()),
    ] {
        let mut child = spawn(&arguments);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments}: {message}");
        assert!(!message.contains("panicked"), "{arguments}: {message}");
    }
}

#[test]
fn an_unread_draw_names_the_seed_taken() {
    let mut child = spawn("sample bits32 --count 1e9 --out -");
    let mut words = [0; 100];
    let mut reader = child.stdout.take().unwrap();
    reader.read_exact(&mut words).unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    let seed = printed.trim().strip_prefix("seed ").unwrap();
    assert_eq!(words[..], stdout(&format!("bits --count 25 --seed {seed}")));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing() {
    use std::{fs, thread::sleep, time::Duration};

    let directory = crate::common::directory();
    for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let out = directory.path().join("x.npy");
        // More than any disk holds.
        let mut child = spawn(&format!(
            "sample normal --seed 42 --count 1e12 --out {}",
            out.display()
        ));
        let writes_samples = || {
            let entries = fs::read_dir(directory.path()).unwrap().flatten();
            entries
                .filter_map(|entry| entry.metadata().ok())
                .any(|metadata| metadata.len() > 1000)
        };
        while !writes_samples() {
            let ended = child.try_wait().unwrap();
            assert_eq!(ended, None);
            sleep(Duration::from_millis(10));
        }
        assert_eq!(crate::common::names(directory.path()).len(), 2);
        Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{output:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(message, "interrupted: no unfinished file is left\n");
        assert!(crate::common::names(directory.path()).is_empty());
    }
}
