//! What cannot be done says why, and leaves nothing behind.

use std::{fs, path::Path};

use crate::common::{directory, names, sample, seedbed};
use predicates::{prelude::PredicateBooleanExt, str::contains};

fn refused(arguments: &str, message: &str) {
    let directory = directory();
    seedbed(&format!("sample {arguments} --seed 42 --out"))
        .arg(directory.path().join("x.npy"))
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(message));
    assert!(names(directory.path()).is_empty(), "{arguments}");
}

#[test]
fn parameters_outside_their_domain() {
    for (arguments, message) in [
        ("normal --mean nan", "mean is NaN"),
        ("normal --mean inf", "mean is inf"),
        (
            "normal --mean -1e39",
            "mean is -1e39: float32 reaches from -3.4028235e38",
        ),
        ("normal --mean 1e39", "choose --dtype float64"),
        (
            "normal --std -1e-300",
            "std is -1e-300: it must be 0 or more",
        ),
        (
            "normal --std 1e-300",
            "std is 1e-300: float32 rounds it to 0",
        ),
        (
            "normal --mean 70000 --dtype float16",
            "nearly every sample is past 65504, the largest f16, and infinite",
        ),
        ("normal --mean 70000 --dtype float16", "(--dtype float32)"),
        ("normal --mean 1e400", "float64 reaches from"),
        (
            "laplace --loc 1e39",
            "float32 reaches from -3.4028235e38 to 3.4028235e38",
        ),
        (
            "uniform --low 4294967293 --high 4294967295",
            "low and high are both 4294967296 in float32, which has 24 bits: choose --dtype float64",
        ),
        (
            "uniform --low 1.0001 --high 1.0002 --dtype float16",
            "no f16 lies from low = 1.0001 to below high = 1.0002: take a wider range, or draw f32 (--dtype float32)",
        ),
        (
            "gamma --shape 1e300",
            "shape is 1e300: it must be from 0.01 to 1000000000",
        ),
        (
            "chi_squared --df 1e-300",
            "df is 1e-300: it must be from 0.02 to 2000000000",
        ),
        (
            "fisher_f --dfnum 1 --dfden 0.1",
            "with dfnum = 1 and dfden = 0.1 a table of 32768 pieces",
        ),
        (
            "fisher_f --dfnum 1 --dfden 0.1",
            "choose a dfden of at least 0.125",
        ),
        (
            "inverse_gaussian --mean 1e40 --scale 1e40",
            "with mean = 1e40 nearly every sample is past 3.4028235e38",
        ),
        (
            "pareto --a 2 --scale 1e40",
            "with scale = 1e40 nearly every sample",
        ),
        ("laplace --scale 1e45", "choose a smaller scale"),
        (
            "log_normal --mean 100 --sigma 0",
            "choose a mean of at most 88.7",
        ),
        (
            "log_normal --mean -200 --sigma 1",
            "every sample rounds to 0",
        ),
        ("rayleigh --scale 1e-60", "choose a larger scale, or 0"),
        (
            "beta_binomial --n 4294967295 --a 1e-3 --b 1e-3",
            "with n = 4294967295 the table has more than 16777214 thresholds",
        ),
        (
            "negative_binomial --n 1e-9 --p 1e-9",
            "with p = 1e-9 the table",
        ),
        ("normal --std nan", "std is NaN"),
        ("normal --std -1", "std is -1"),
        ("normal --std inf", "std is inf"),
        ("exponential --scale -0.5", "scale is -0.5"),
        ("exponential --scale nan", "scale is NaN"),
        (
            "uniform --low 2 --high 1",
            "from low = 2 to high = 1 is empty",
        ),
        ("uniform --low 1 --high 1", "is empty"),
        ("uniform --low nan --high 1", "low is NaN"),
        ("uniform --low 0 --high inf", "high is inf"),
        ("bernoulli --p 1.5", "p is 1.5"),
        ("bernoulli --p -1e-9", "p is -1e-9"),
        ("bernoulli --p nan", "p is NaN"),
        (
            "integers --low 5 --high 5",
            "from low = 5 to high = 5 is empty",
        ),
        ("integers --low 5 --high -5", "is empty"),
        ("integers --low -1 --high 5 --dtype u32", "low is -1"),
        ("integers --high 2^33 --dtype i32", "high is 8589934592"),
        ("integers --high 2^65", "below 2^64"),
        ("integers --high 1.5", "whole number"),
    ] {
        refused(&format!("{arguments} --count 10"), message);
    }
}

#[test]
fn parameters_that_do_not_belong() {
    for (arguments, message) in [
        ("normal --low 1", "--low"),
        ("uniform --low 1", "--high"),
        ("bits32 --p 0.5", "--p"),
        ("normal --mean many", "invalid float literal"),
        ("integers --high 5 --dtype f32", "f32"),
        ("integers", "--high"),
        ("normall", "similar subcommands exist: "),
        ("gama", "some similar subcommands exist: "),
        ("poisson --p 0.5", "--p"),
        ("gamma", "--shape"),
        ("categorical", "--weights"),
        (
            "categorical --weights 1,2 --weights-file x.txt",
            "--weights-file",
        ),
        ("categorical --weights 1,,2", "empty string"),
        ("binomial --n 2^32 --p 0.5", "below 2^32"),
        ("binomial --n -1 --p 0.5", "0 or more"),
        (
            "hypergeometric --ngood 2^64 --nbad 1 --nsample 1",
            "below 2^64",
        ),
    ] {
        refused(&format!("{arguments} --count 10"), message);
    }
}

#[test]
fn counts_and_positions_past_the_end() {
    for (arguments, message) in [
        ("--count 2^64", "below 2^64"),
        ("--count 1e20", "below 2^64"),
        ("--count -1", "0 or more"),
        ("--count 1.5", "whole number"),
        ("--count lots", "write an integer"),
        (
            "--count 2 --start 18446744073709551615",
            "go past the stream's end",
        ),
        ("--count 1 --start 2^64", "below 2^64"),
        ("--count 1 --start -1", "0 or more"),
    ] {
        refused(&format!("normal {arguments}"), message);
    }
    refused("bits64 --count 2^63 --start 1", "go past the stream's end");
    refused(
        "uniform64 --count 1 --start 18446744073709551615",
        "stream's end",
    );
    // The last word is there.
    seedbed("digest normal --seed 42 --count 1 --start 18446744073709551615")
        .assert()
        .success();
    for command in ["digest normal", "plot normal --out x.png", "bits"] {
        seedbed(&format!(
            "{command} --seed 42 --count 2 --start 18446744073709551615"
        ))
        .assert()
        .code(2)
        .stderr(contains("go past the stream's end"));
    }
}

#[test]
fn seeds_and_machines() {
    for (arguments, message) in [
        ("--seed -1", "not a non-negative integer"),
        ("--seed 1.5", "not a non-negative integer"),
        ("--seed 42/1 --spawn-key 2", "has a spawn key already"),
        ("--seed 1 --spawn-key 4294967296", "4294967296"),
        ("--seed 1 --engine mt19937", "philox4x32_10"),
        ("--seed 1 --backend tpu", "tpu"),
        ("--seed 1 --threads 0", "--threads"),
    ] {
        seedbed(&format!("digest normal --count 10 {arguments}"))
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(message));
    }
}

#[test]
fn places_that_cannot_be_written() {
    let directory = directory();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let refused = |out: &Path| {
        for (command, end) in [("sample normal", "npy"), ("plot normal", "png")] {
            let out = match out.extension() {
                Some(_) => out.with_extension(end),
                None => out.to_path_buf(),
            };
            seedbed(&format!("{command} --seed 42 --count 10 --out"))
                .arg(&out)
                .assert()
                .code(1)
                .stderr(contains("cannot write").and(contains(out.to_str().unwrap())));
        }
        assert_eq!(names(directory.path()), ["file"]);
    };
    refused(&directory.path().join("nowhere/x.npy"));
    refused(&file.join("x.npy"));
    refused(directory.path());
    refused(Path::new("/"));
}

#[test]
fn a_record_that_cannot_be_written_leaves_no_samples() {
    let directory = directory();
    let path = directory.path().join("x.npy");
    fs::create_dir(directory.path().join("x.npy.run.json")).unwrap();
    seedbed("sample normal --seed 42 --count 10 --out")
        .arg(&path)
        .assert()
        .code(1)
        .stderr(contains("x.npy.run.json: it is a directory"));
    assert_eq!(names(directory.path()), ["x.npy.run.json"]);
}

/// The limit on the size of a file stands for a full disk: the first write past it fails.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 1 --count 10");
    let before = fs::read(&path).unwrap();
    crate::common::shell(
        "ulimit -f 100; exec \"$SEEDBED\" sample normal --seed 42 --count 1e6 --out \"$OUT\"",
    )
    .env("OUT", &path)
    .assert()
    .code(1)
    .stderr(contains("cannot write").and(contains("too large")));
    assert_eq!(names(directory.path()), ["x.npy", "x.npy.run.json"]);
    assert_eq!(fs::read(&path).unwrap(), before);
    seedbed("verify")
        .arg(crate::common::record_of(&path))
        .assert()
        .success();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    for format in ["npy", "raw"] {
        seedbed(&format!(
            "sample normal --seed 42 --count 1e6 --format {format} --out /dev/full"
        ))
        .assert()
        .code(1)
        .stderr(contains("cannot write /dev/full: No space left on device"));
    }
    assert!(!Path::new("/dev/full.run.json").exists());
    seedbed("sample normal --seed 42 --count 1e6 --out /dev/null")
        .assert()
        .success();
    assert!(!Path::new("/dev/null.run.json").exists());
    crate::common::shell("\"$SEEDBED\" bits --seed 42 --count 1e6 > /dev/full")
        .assert()
        .code(1)
        .stderr(contains("No space left on device"));
}

#[cfg(feature = "gpu")]
#[test]
fn no_adapter_says_what_to_install() {
    seedbed("digest normal --seed 42 --count 10 --backend gpu")
        .env("VK_DRIVER_FILES", "/nonexistent")
        .env("VK_ICD_FILENAMES", "/nonexistent")
        .env("WGPU_BACKEND", "vulkan")
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains("install"));
}

#[cfg(not(feature = "gpu"))]
#[test]
fn a_build_without_gpu_says_so() {
    seedbed("digest normal --seed 42 --count 10 --backend gpu")
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains("feature `gpu`"));
}
