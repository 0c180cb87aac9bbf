//! `seedbed permutation`, `sobol`, `halton` and `latin_hypercube` against the library and SciPy.

use std::fs;

use crate::common::{directory, names, record, seedbed};
use seedbed::{
    Permutation,
    distr::{Standard, Standard64},
    qmc::{Halton, LatinHypercube, PointSet, Sobol},
};

/// What a command writes to standard output.
fn raw(arguments: &str) -> Vec<u8> {
    let output = seedbed(arguments).assert().success();
    output.get_output().stdout.clone()
}

fn u32s(bytes: &[u8]) -> Vec<u32> {
    let (words, []) = bytes.as_chunks() else {
        panic!("whole words")
    };
    words.iter().map(|&word| u32::from_le_bytes(word)).collect()
}

fn f64s(bytes: &[u8]) -> Vec<f64> {
    let (words, []) = bytes.as_chunks() else {
        panic!("whole words")
    };
    words.iter().map(|&word| f64::from_le_bytes(word)).collect()
}

#[test]
fn a_permutation_is_the_librarys_and_its_parts_are_equal() {
    let whole = u32s(&raw("permutation --n 1000 --seed 42 --out -"));
    assert_eq!(whole, Permutation::new(42, 1000).unwrap().to_vec().unwrap());
    let mut sorted = whole.clone();
    sorted.sort_unstable();
    assert!(sorted.into_iter().eq(0..1000));
    let part = raw("permutation --n 1000 --seed 42 --start 300 --count 50 --out -");
    assert_eq!(u32s(&part), whole[300..350]);
    let far = raw("permutation --n 2^32 --seed 42 --start 4294967295 --out -");
    assert_eq!(far.len(), 4);
}

#[test]
fn points_are_scipys_and_the_librarys() {
    // scipy.stats.qmc.Sobol(2, scramble=False).random(4), SciPy 1.17.1.
    let scipy = [0.0_f32, 0.0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75];
    let plain = u32s(&raw(
        "sobol --dimensions 2 --count 4 --scramble none --out -",
    ));
    assert_eq!(plain, scipy.map(f32::to_bits));
    let owen = u32s(&raw(
        "sobol --dimensions 3 --count 100 --seed 7 --start 5 --out -",
    ));
    let mut set = Sobol::new(3).unwrap().scrambled(7);
    set.seek(5).unwrap();
    let expected = set.random(&Standard, 100).unwrap();
    assert!(owen.into_iter().eq(expected.iter().map(|x| x.to_bits())));
    let shifted = raw("sobol --dimensions 3 --count 100 --seed 7 --scramble shift --out -");
    assert_ne!(
        shifted,
        raw("sobol --dimensions 3 --count 100 --seed 7 --out -")
    );
}

#[test]
fn halton_points_are_scipys_and_the_librarys() {
    // scipy.stats.qmc.Halton(2, scramble=False).random(3), SciPy 1.17.1.
    let scipy = [0.0, 0.0, 0.5, 1.0 / 3.0, 0.25, 2.0 / 3.0_f64];
    let plain = f64s(&raw(
        "halton --dimensions 2 --count 3 --scramble none --dtype float64 --out -",
    ));
    for (found, expected) in plain.iter().zip(scipy) {
        assert!((found - expected).abs() < 1e-15, "{plain:?}");
    }
    let scrambled = raw("halton --dimensions 3 --count 100 --seed 7 --start 5 --out -");
    let mut set = Halton::new(3).unwrap().scrambled(7);
    set.seek(5).unwrap();
    let expected = set.random(&Standard, 100).unwrap();
    assert_eq!(u32s(&scrambled), bytemuck::cast_slice::<_, u32>(&expected));
}

#[test]
fn a_latin_hypercube_has_a_point_in_each_stratum() {
    let whole = raw("latin_hypercube --n 1000 --dimensions 3 --seed 7 --dtype float64 --out -");
    let points = f64s(&whole);
    let mut set = LatinHypercube::new(1000, 3, 7).unwrap();
    assert_eq!(points, set.random(&Standard64, 1000).unwrap());
    for dimension in 0..3 {
        let coordinates = points.iter().skip(dimension).step_by(3);
        let mut strata: Vec<_> = coordinates.map(|x| (x * 1000.0) as u32).collect();
        strata.sort_unstable();
        assert!(strata.into_iter().eq(0..1000));
    }
    let part = raw(
        "latin_hypercube --n 1000 --dimensions 3 --seed 7 --dtype float64 --start 990 --count 10 --out -",
    );
    assert_eq!(part, whole[990 * 24..]);
}

#[test]
fn arrays_have_their_shape() {
    let directory = directory();
    let path = directory.path().join("points.npy");
    seedbed("sobol --dimensions 8 --count 16 --seed 1 --out")
        .arg(&path)
        .assert()
        .success();
    let bytes = fs::read(&path).unwrap();
    let header = String::from_utf8_lossy(&bytes[..128]);
    assert!(
        header.contains("'<f4'") && header.contains("(16, 8"),
        "{header}"
    );
    assert_eq!(bytes.len() % 64, 0);
    assert_eq!(
        names(directory.path()),
        ["points.npy", "points.npy.run.json"]
    );
    let record = record(&path);
    assert_eq!(record["sequence"], "sobol");
    assert_eq!(record["parameters"]["scramble"], "owen");
    assert_eq!(record["seed"], "1");
    assert!(record["engine"].is_null() && record["distribution"].is_null());
}

#[test]
fn what_is_not_there_is_refused() {
    for (arguments, message) in [
        ("permutation --n 4294967297 --seed 1", "4294967297"),
        ("permutation --n 10 --start 11 --seed 1", "has 10 elements"),
        (
            "permutation --n 10 --start 5 --count 6 --seed 1",
            "has 10 elements",
        ),
        ("sobol --dimensions 0 --count 1 --seed 1", "dimension"),
        ("halton --dimensions 6543 --count 1 --seed 1", "6542"),
        (
            "halton --dimensions 1 --count 1 --start 2^32",
            "4,294,967,296",
        ),
        (
            "latin_hypercube --dimensions 2 --n 0",
            "0 points: a Latin hypercube has 1 to 2^32",
        ),
        (
            "latin_hypercube --dimensions 2 --n 10 --start 9 --count 2",
            "has 10 points",
        ),
        ("halton --dimensions 2 --count 1 --scramble owen", "linear"),
        ("halton --dimensions 2", "--count"),
        ("sobol --dimensions 21202 --count 1 --seed 1", "21201"),
        (
            "sobol --dimensions 1 --count 2^33 --seed 1",
            "4,294,967,296",
        ),
    ] {
        let output = seedbed(&format!("{arguments} --out -")).assert().code(2);
        let error = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(error.contains(message), "{arguments}: {error}");
    }
}
