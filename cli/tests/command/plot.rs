//! `seedbed plot`: pictures of every distribution.

use std::fs;

use crate::common::{directory, names, seedbed};
use predicates::str::contains;

#[test]
fn every_distribution_has_a_picture() {
    let directory = directory();
    for arguments in [
        "bits32",
        "bits64",
        "uniform",
        "uniform --low -3.4e38 --high 3.4e38",
        "open01",
        "openclosed01",
        "uniform64",
        "integers --low -3 --high 4",
        "integers --high 2^64 --dtype u64",
        "bernoulli --p 0",
        "normal --mean 1e6 --std 1e-3",
        "normal --std 1e-45",
        "exponential --scale 1e-20",
        "normal --mean 1 --std 1e-13 --dtype float64",
        "uniform --dtype float64",
        "uniform --low -1e300 --high 1e300 --dtype float64",
        "exponential --scale 1e-300 --dtype float64",
        "normal --dtype float16",
        "uniform --low -1 --high 3 --dtype bfloat16",
        "unit_circle",
        "unit_circle --count 50000",
        "unit_disc --count 0",
        "unit_sphere --count 1000",
        "unit_ball",
        "dirichlet --alpha 1,2,3",
        "dirichlet --alpha 0.5,0.5 --count 30000",
        "multivariate_normal --mean 1e6,-1,0 --cov 1e-4,0,0,0,4,1,0,1,1",
        "multivariate_normal --mean 2 --cov 3",
        "normal --count 0",
        "normal --count 1",
    ] {
        let path = directory.path().join("x.png");
        let count = if arguments.contains("--count") {
            ""
        } else {
            "--count 10000"
        };
        seedbed(&format!("plot {arguments} --seed 42 {count} --out"))
            .arg(&path)
            .assert()
            .success();
        let png = fs::read(&path).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{arguments}");
        assert!(png.len() > 10_000, "{arguments}: {} bytes", png.len());
        assert_eq!(names(directory.path()), ["x.png"]);
    }
}

#[test]
fn points_have_a_picture() {
    let directory = directory();
    for arguments in [
        "sobol --dimensions 2",
        "sobol --dimensions 21201 --scramble none --start 5 --count 100",
        "halton --dimensions 3 --count 50000 --dtype float64",
        "halton --dimensions 2 --scramble none",
        "latin_hypercube --n 10 --dimensions 2",
        "latin_hypercube --n 1e6 --dimensions 2 --start 7",
    ] {
        let path = directory.path().join("x.png");
        seedbed(&format!("plot {arguments} --out"))
            .arg(&path)
            .assert()
            .success();
        let png = fs::read(&path).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{arguments}");
        assert!(png.len() > 10_000, "{arguments}: {} bytes", png.len());
        assert_eq!(names(directory.path()), ["x.png"]);
    }
}

#[test]
fn what_has_no_picture_says_so() {
    for (arguments, message) in [
        ("sobol --dimensions 1", "--dimensions 2 or more"),
        ("halton --dimensions 0", "0 dimensions"),
        (
            "latin_hypercube --n 10 --dimensions 2 --count 11",
            "has 10 points",
        ),
        ("bernoulli_mask", "plot bernoulli"),
        ("permutation --n 10", "unrecognized subcommand"),
    ] {
        seedbed(&format!("plot {arguments} --seed 1 --out x.png"))
            .assert()
            .code(2)
            .stderr(contains(message));
    }
}

#[test]
fn one_point_has_no_density() {
    let directory = directory();
    seedbed("plot normal --std 0 --seed 42 --out")
        .arg(directory.path().join("x.png"))
        .assert()
        .code(2)
        .stderr(contains("std is 0"));
    assert!(names(directory.path()).is_empty());
}
