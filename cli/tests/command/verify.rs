//! `seedbed verify`: what is the same, what is not, and what is no record.

use std::fs;

use crate::common::{directory, record_of, sample, seedbed};
use predicates::{prelude::PredicateBooleanExt, str::contains};

#[test]
fn samples_are_verified() {
    let directory = directory();
    for arguments in [
        "normal --mean 0.1 --std 1e-30 --seed 42/1/2 --start 12345 --count 10000",
        "uniform --count 10000",
        "uniform --low -0.1 --high 0.3 --seed 7 --count 10000",
        "integers --low -2^63 --high 2^63 --engine chacha20 --count 10000",
        "integers --high 2^64 --dtype u64 --count 10000 --format raw",
        "bernoulli --p 1e-300 --seed [1,2,3,4,0] --count 10000",
        "bits64 --start 18446744073709551614 --count 1",
        "exponential --count 0",
        "normal --mean 0.1 --std 1e-300 --dtype float64 --seed 42/1/2 --start 12345 --count 10000",
        "uniform --dtype float64 --count 10000",
        "uniform --low -0.1 --high 0.3 --dtype float64 --count 10000 --format raw",
        "exponential --scale 0.1 --dtype float64 --count 10000",
        "normal --mean 3 --std 0.1 --dtype float16 --seed 42 --start 3 --count 10001",
        "normal --dtype bfloat16 --count 9999 --format raw",
        "uniform --dtype bfloat16 --count 10000",
        "uniform --low -0.1 --high 0.3 --dtype float16 --count 10000",
        "bernoulli_mask --p 0.1 --seed 42 --start 33 --count 1000",
    ] {
        let path = sample(directory.path(), "x", arguments);
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .success()
            .stdout(
                contains("same  ")
                    .and(contains("x: "))
                    .and(contains("\n").count(1)),
            )
            .stderr("");
    }
}

#[test]
fn a_changed_sample_is_found() {
    let directory = directory();
    for format in ["npy", "raw"] {
        let arguments = format!("normal --seed 42 --count 1000 --format {format}");
        let path = sample(directory.path(), "x", &arguments);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, &bytes).unwrap();
        let changed = contains("DIFFERENT  ").and(contains("its samples have blake3"));
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout(changed.and(contains("as of 1,000 of normal")));

        fs::write(&path, &bytes[..bytes.len() - 4]).unwrap();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout(contains("DIFFERENT  ").and(contains("and so many samples have")));
    }
}

const SEQUENCES: [&str; 7] = [
    "permutation --n 1000 --seed 42/7 --start 10 --count 800",
    "permutation --n 1e5 --format raw",
    "sobol --dimensions 3 --count 1000 --scramble none --start 5",
    "sobol --dimensions 3 --count 1000 --scramble shift --dtype float64",
    "halton --dimensions 3 --count 1000 --seed 42",
    "halton --dimensions 3 --count 1000 --scramble none --format raw",
    "latin_hypercube --n 1000 --dimensions 2 --count 300 --dtype float64",
];

/// A file that was changed in one bit, in its length or in its header is found, and the same file whole
/// again is the same.
#[test]
fn sequences_are_verified() {
    let directory = directory();
    let path = directory.path().join("x");
    for arguments in SEQUENCES {
        seedbed(arguments)
            .arg("--out")
            .arg(&path)
            .assert()
            .success();
        let verify = || seedbed("verify").arg(record_of(&path)).assert();
        let whole = fs::read(&path).unwrap();
        let mut bit = whole.clone();
        *bit.last_mut().unwrap() ^= 1;
        let mut header = whole.clone();
        header[100] ^= 1;
        let longer = [&whole[..], &[0; 4]].concat();
        for changed in [&bit[..], &header, &whole[..whole.len() - 4], &longer] {
            fs::write(&path, changed).unwrap();
            verify()
                .code(1)
                .stdout(contains("DIFFERENT  ").and(contains("\n").count(1)));
        }
        fs::write(&path, &whole).unwrap();
        verify()
            .success()
            .stdout(contains("same  ").and(contains("\n").count(1)))
            .stderr("");
        fs::remove_file(&path).unwrap();
        verify()
            .success()
            .stderr(contains("only the draw is verified"));
    }
}

#[test]
fn another_sequence_is_found() {
    let directory = directory();
    let path = directory.path().join("x.npy");
    seedbed("sobol --dimensions 3 --count 64 --seed 42 --out")
        .arg(&path)
        .assert()
        .success();
    let good = fs::read_to_string(record_of(&path)).unwrap();
    for (from, to) in [
        ("\"42\"", "\"43\""),
        ("owen", "shift"),
        ("\"position\": 0", "\"position\": 1"),
    ] {
        let changed = good.replace(from, to);
        assert_ne!(changed, good);
        fs::write(record_of(&path), changed).unwrap();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout(
                contains("its samples are as recorded")
                    .and(contains("not 64 of sobol(dimensions=3, scramble=")),
            );
    }
    for (from, to, message) in [
        (
            "owen",
            "none",
            "sobol(dimensions=3, scramble=none) has no seed",
        ),
        ("owen", "linear", "unknown variant `linear`"),
        ("\"seed\": \"42\",", "", "has a seed"),
        ("\"sobol\"", "\"sobel\"", "no sequence `sobel`"),
        ("\"sequence\"", "\"distribution\"", "missing field `engine`"),
        (
            "\"sequence\"",
            "\"order\"",
            "one of `distribution` and `sequence`",
        ),
        (
            "\"count\": 64",
            "\"count\": 8589934592",
            "go past the last one",
        ),
        ("<f4", "<f8", "is <f4, not `<f8`"),
        ("\"dimensions\": 3", "\"dimensions\": 0", "0 dimensions"),
    ] {
        let changed = good.replace(from, to);
        assert_ne!(changed, good, "{from}");
        fs::write(record_of(&path), changed).unwrap();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout("")
            .stderr(contains("is not the record of a run").and(contains(message)));
    }
}

#[test]
fn a_changed_header_is_found() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 42 --count 1000");
    let npy = fs::read(&path).unwrap();
    let text = String::from_utf8_lossy(&npy[..128]).into_owned();
    for (header, message) in [
        (text.replace("<u4", "<i4"), "its dtype is '<i4'"),
        (text.replace("1000", "9999"), "its shape is [9999]"),
        (text.replace("NUMPY", "NUMPI"), "it is not an .npy file"),
    ] {
        // The first byte is not text.
        let header = &header.as_bytes()[header.len() - 127..];
        let changed = [&npy[..1], header, &npy[128..]].concat();
        fs::write(&path, changed).unwrap();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout(contains(message));
    }
}

#[test]
fn a_record_is_enough() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 1000");
    fs::remove_file(&path).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .success()
        .stderr(contains("only the draw is verified"));
}

#[test]
fn another_seed_is_found() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 1000");
    let record = fs::read_to_string(record_of(&path)).unwrap();
    fs::write(record_of(&path), record.replace("\"42\"", "\"43\"")).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .code(1)
        .stdout(contains(
            "as recorded, and not 1,000 of normal(mean=0.0, std=1.0), seed 43",
        ));
}

#[test]
fn another_version_warns() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "normal --seed 42 --count 1000");
    let record = fs::read_to_string(record_of(&path)).unwrap();
    let version = concat!('"', env!("CARGO_PKG_VERSION"), '"');
    fs::write(record_of(&path), record.replace(version, "\"0.0.1\"")).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .success()
        .stderr(contains("warning: ").and(contains("drawn by seedbed 0.0.1")));
}

#[test]
fn what_is_no_record_is_an_error() {
    let directory = directory();
    let path = sample(
        directory.path(),
        "x.npy",
        "integers --high 6 --seed 42 --count 1000",
    );
    let good = fs::read_to_string(record_of(&path)).unwrap();
    for (text, message) in [
        (String::new(), "EOF"),
        ("[]".to_string(), "invalid type: sequence"),
        (good[..good.len() / 2].to_string(), "EOF"),
        (
            good.replace("\"count\"", "\"number\""),
            "missing field `count`",
        ),
        (good.replace("1000", "-1"), "invalid"),
        (good.replace("\"42\"", "\"forty-two\""), "`forty-two`"),
        (good.replace("\"42\"", "\"42/1\""), "has a spawn key"),
        (good.replace("threefry", "fourfry"), "fourfry4x32_20"),
        (
            good.replace("integers", "gaussian"),
            "no distribution `gaussian`",
        ),
        (
            good.replace("integers", "bits64"),
            "bits64 has no parameter `low`",
        ),
        (
            good.replace("integers", "poisson"),
            "unknown field `low`, expected `lam`",
        ),
        (good.replace("\"high\": 6", "\"high\": -6"), "is empty"),
        (
            good.replace("\"high\": 6", "\"top\": 6"),
            "unknown field `top`",
        ),
        (good.replace("<i8", "<f8"), "dtype"),
        (
            good.replace("\"position\": 0", "\"position\": 18446744073709551615"),
            "past the stream's end",
        ),
    ] {
        fs::write(record_of(&path), &text).unwrap();
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .code(1)
            .stdout("")
            .stderr(contains("is not the record of a run").and(contains(message)));
    }
    seedbed("verify nothing.run.json")
        .assert()
        .code(1)
        .stderr(contains("cannot read nothing.run.json"));
}

#[test]
fn the_samples_in_place_of_the_record_are_told_apart() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 42 --count 10");
    seedbed("verify")
        .arg(&path)
        .assert()
        .code(1)
        .stderr(contains("x.npy is not the record of a run; its record is "));
}
