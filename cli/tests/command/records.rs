//! Records from anybody: what no run wrote is an error at once, and several are verified together.

use std::{fs, time::Instant};

use crate::common::{directory, record_of, sample, seedbed};
use predicates::{prelude::PredicateBooleanExt, str::contains};

/// Longer takes only what draws.
const AT_ONCE: u64 = 10;

#[test]
fn hostile_records_are_errors_at_once() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 1000");
    let good = fs::read_to_string(record_of(&path)).unwrap();
    let digest = good.lines().find(|line| line.contains("blake3")).unwrap();
    let numbers = vec!["1"; 3_000_000].join(",");
    for (from, to, message) in [
        (
            "\"42\"",
            format!("\"{}\"", "7".repeat(2_000_000)),
            "a seed has at most 10000 digits",
        ),
        (
            "\"spawn_key\": []",
            format!("\"spawn_key\": [{}]", vec!["1"; 5000].join(",")),
            "a spawn key has at most 4096 words",
        ),
        (
            "\"count\": 1000",
            format!("\"count\": {}", 10_u64.pow(18)),
            "at most 2^44",
        ),
        (
            digest,
            "\"blake3\": \"beef\",".to_string(),
            "is not a digest",
        ),
        (
            digest,
            format!("\"blake3\": \"{}\",", "x".repeat(64)),
            "is not a digest",
        ),
        (
            "\"spawn_key\": []",
            format!("\"spawn_key\": [{numbers}]"),
            "at most 2097152 values",
        ),
        (
            "\"count\": 1000",
            "\"shape\": [10, 10], \"count\": 1000".to_string(),
            "the product of `shape` is not `count`",
        ),
        (
            "\"count\": 1000",
            "\"shape\": [], \"count\": 1000".to_string(),
            "1 to 32 axes",
        ),
        (
            "\"count\": 1000",
            format!("\"shape\": [{0}, {0}, 0], \"count\": 0", 1_u64 << 40),
            "2^64 or more",
        ),
        ("\"npy\"", "\"xml\"".to_string(), "unknown variant `xml`"),
        (
            &format!("\"{}\"", env!("CARGO_PKG_VERSION")),
            "\"\\u001b[31m\"".to_string(),
            "is not a version",
        ),
        ("\"normal\"", "\"\\u001b[31m\"".to_string(), "\\u{1b}[31m"),
    ] {
        let changed = good.replace(from, &to);
        assert_ne!(changed, good, "{from}");
        fs::write(record_of(&path), &changed).unwrap();
        let start = Instant::now();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout("")
            .stderr(
                contains("is not the record of a run")
                    .and(contains(message))
                    .and(contains("\u{1b}").not()),
            );
        assert!(start.elapsed().as_secs() < AT_ONCE, "{message}");
    }
    fs::write(record_of(&path), vec![b' '; (1 << 26) + 1]).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .code(1)
        .stderr(contains("at most 67108864 bytes"));
}

/// A count that the file cannot have is found before anything is drawn.
#[test]
fn the_size_of_a_file_is_known_before_the_draw() {
    let directory = directory();
    for end in ["npy", "npz", "csv", "parquet", "bin"] {
        let name = format!("x.{end}");
        let path = sample(directory.path(), &name, "normal --seed 42 --count 1000");
        let good = fs::read_to_string(record_of(&path)).unwrap();
        let changed = good.replace("\"count\": 1000", "\"count\": 1000000000000");
        assert_ne!(changed, good);
        fs::write(record_of(&path), changed).unwrap();
        let start = Instant::now();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout(contains("DIFFERENT  "));
        assert!(start.elapsed().as_secs() < AT_ONCE, "{end}");
    }
}

#[test]
fn what_is_no_file_is_different() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 1000");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .code(1)
        .stdout(contains("it is not a regular file"));
}

#[test]
fn several_records_have_a_line_each() {
    let directory = directory();
    let paths = ["a.npy", "b.csv", "c.npz"]
        .map(|name| sample(directory.path(), name, "normal --seed 42 --count 1000"));
    let verify = || {
        let mut command = seedbed("verify");
        command.args(paths.each_ref().map(|path| record_of(path)));
        command.assert()
    };
    verify()
        .success()
        .stdout(contains("same  ").count(3).and(contains("\n").count(3)))
        .stderr("");
    let good = fs::read_to_string(&paths[1]).unwrap();
    fs::write(&paths[1], good.replace("\n0.", "\n1.")).unwrap();
    verify().code(1).stdout(
        contains("same  ")
            .count(2)
            .and(contains("DIFFERENT  ").count(1)),
    );
    fs::write(record_of(&paths[0]), "{}").unwrap();
    verify()
        .code(1)
        .stdout(contains("same  ").count(1).and(contains("\n").count(2)))
        .stderr(contains("a.npy.run.json is not the record of a run"));
    seedbed("verify").assert().code(2);
}

#[test]
fn what_no_record_holds_is_not_drawn() {
    let directory = directory();
    for (arguments, message) in [
        ("normal --count 1e13", "at most 2^44"),
        ("normal --size 2^42,2", "at most 2^44"),
        ("unit_ball --count 2e12", "at most 2^44"),
    ] {
        seedbed(&format!("sample {arguments} --out"))
            .arg(directory.path().join("x.npy"))
            .assert()
            .code(2)
            .stderr(contains(message).and(contains("--start")));
        assert!(crate::common::names(directory.path()).is_empty());
    }
    seedbed("sobol --dimensions 21201 --count 2^32 --out")
        .arg(directory.path().join("x.npy"))
        .assert()
        .code(2)
        .stderr(contains("at most 2^44"));
    let digits = "7".repeat(10_001);
    for command in [
        "digest normal --count 1",
        "bits --count 1",
        "permutation --n 10 --out -",
    ] {
        seedbed(&format!("{command} --seed {digits}"))
            .assert()
            .code(2)
            .stderr(contains("a seed has at most 10000 digits"));
    }
    seedbed(&format!(
        "digest normal --count 1 --seed 1{}",
        "/1".repeat(4500)
    ))
    .assert()
    .code(2)
    .stderr(contains("at most 4096 words"));
    // The longest seed is written, read and verified.
    let seed = "9".repeat(10_000);
    let path = sample(
        directory.path(),
        "x.npy",
        &format!("normal --count 10 --seed {seed}"),
    );
    seedbed("verify").arg(record_of(&path)).assert().success();
}
