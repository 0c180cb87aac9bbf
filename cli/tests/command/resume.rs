//! `--stream`: a draw that goes on where another ended.

use std::fs;

use crate::common::{directory, record, record_of, sample, seedbed, stdout};
use predicates::{prelude::PredicateBooleanExt, str::contains};

/// Where a draw of these arguments ends, as its record says.
fn stream_after(arguments: &str) -> String {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", arguments);
    record(&path)["stream_after"].as_str().unwrap().to_owned()
}

fn drawn(arguments: &str) -> Vec<u8> {
    stdout(&format!("sample {arguments} --out -"))
}

#[test]
fn a_record_says_where_the_stream_goes_on() {
    for (arguments, after) in [
        ("normal --seed 42 --count 1000", "threefry4x32_20:42@1000"),
        (
            "uniform --seed 42/1 --engine chacha8 --start 7 --count 3 --dtype float64",
            "chacha8:42/1@14",
        ),
        (
            "dirichlet --alpha 1,2,3 --seed 42 --start 7 --count 3",
            "threefry4x32_20:42@13",
        ),
        (
            "bernoulli_mask --p 0.1 --seed 42 --start 33 --count 10",
            "threefry4x32_20:42@384",
        ),
        (
            "bits64 --seed 42 --start 18446744073709551614 --count 1",
            "threefry4x32_20:42@18446744073709551616",
        ),
        (
            "bits32 --stream philox4x32_10:42@5+3 --count 2",
            "philox4x32_10:42@7+3",
        ),
        (
            "uniform64 --seed 42 --start 7 --count 0",
            "threefry4x32_20:42@8",
        ),
    ] {
        assert_eq!(stream_after(arguments), after, "{arguments}");
    }
}

#[test]
fn a_draw_goes_on_from_a_stream() {
    let first = "--seed 42/1 --engine philox4x32_10 --start 5 --count 100";
    for distribution in ["normal", "normal --dtype float64", "dirichlet --alpha 1,2"] {
        let after = stream_after(&format!("{distribution} {first}"));
        let parts = [
            drawn(&format!("{distribution} {first}")),
            drawn(&format!("{distribution} --stream {after} --count 23")),
        ];
        let whole = first.replace("100", "123");
        assert_eq!(
            parts.concat(),
            drawn(&format!("{distribution} {whole}")),
            "{distribution}"
        );
    }
    // Whatever draws; and the seed is no news to who gave it.
    seedbed("digest normal --stream threefry4x32_20:42@1000 --count 10")
        .assert()
        .success()
        .stdout(stdout("digest normal --seed 42 --start 1000 --count 10"))
        .stderr("");
    let words = stdout("bits --stream threefry4x32_20:42@1000 --count 10");
    assert_eq!(words, stdout("bits --seed 42 --start 1000 --count 10"));
}

#[test]
fn a_stream_takes_the_place_of_seed_engine_and_start() {
    for more in [
        "--seed 42",
        "--spawn-key 1",
        "--engine chacha8",
        "--start 10",
    ] {
        let option = more.split(' ').next().unwrap();
        seedbed(&format!(
            "digest normal --stream chacha8:42@0 --count 1 {more}"
        ))
        .assert()
        .code(2)
        .stderr(contains("cannot be used with").and(contains(option)));
    }
    for (stream, message) in [
        ("42", "stream `42` has no `:`"),
        ("chacha9:42@0", "no engine is called"),
        ("chacha8:42@x", "the position `x` is not an integer"),
        (
            "chacha8:42@18446744073709551616",
            "chacha8:42@18446744073709551616 is at the end of its 2^64 words",
        ),
    ] {
        seedbed(&format!("digest normal --count 0 --stream {stream}"))
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(message));
    }
}

#[test]
fn where_a_draw_ends_is_verified() {
    let directory = directory();
    let arguments = "normal --stream threefry4x32_20:42/1@7+3 --count 10";
    let path = sample(directory.path(), "x.npy", arguments);
    let verify = || seedbed("verify").arg(record_of(&path)).assert();
    verify().success().stderr("");
    let json = fs::read_to_string(record_of(&path)).unwrap();
    let right = "threefry4x32_20:42/1@17+3";
    assert!(json.contains(right), "{json}");
    for wrong in ["threefry4x32_20:42/1@18+3", "chacha8:42/1@17+3"] {
        fs::write(record_of(&path), json.replace(right, wrong)).unwrap();
        let message = format!("the draw ends at stream {right}, recorded is {wrong}");
        verify()
            .code(1)
            .stdout(contains(message).and(contains("DIFFERENT  ")));
    }
    fs::write(record_of(&path), json.replace(right, "42")).unwrap();
    let message = "is not the record of a run: stream `42` has no `:`";
    verify().code(1).stderr(contains(message));
    // A record without it is one all the same.
    let line = format!("  \"stream_after\": \"{right}\",\n");
    fs::write(record_of(&path), json.replace(&line, "")).unwrap();
    verify().success();
}
