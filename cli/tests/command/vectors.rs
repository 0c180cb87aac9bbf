//! Families of vectors: samples in rows, records, digests, errors.

use std::fs;

use crate::common::{directory, record, record_of, sample, seedbed, stdout};
use predicates::str::contains;
use seedbed::{
    Cpu, Stream,
    distr::{MultivariateNormal, UnitBall},
};

/// Name and options, components.
const FAMILIES: [(&str, u64); 7] = [
    ("unit_circle", 2),
    ("unit_disc", 2),
    ("unit_sphere", 3),
    ("unit_ball", 3),
    ("dirichlet --alpha 1,2,3,0.5", 4),
    ("multivariate_normal --mean 0,-1 --cov 1,0.5,0.5,1", 2),
    ("multivariate_normal --mean -1,0 --cholesky 1,0,-0.5,1", 2),
];

#[test]
fn every_family_is_sampled_and_verified() {
    let directory = directory();
    for (arguments, dimension) in FAMILIES {
        let arguments = format!("{arguments} --seed 42 --start 7 --count 1000");
        let path = sample(directory.path(), "x.npy", &arguments);
        let npy = fs::read(&path).unwrap();
        assert_eq!(npy.len() as u64, 128 + 4000 * dimension, "{arguments}");
        let header = String::from_utf8_lossy(&npy[..128]).into_owned();
        assert!(header.contains("'<f4'"), "{header}");
        let shape = header.replace("L", "");
        assert!(shape.contains(&format!("(1000, {dimension}")), "{header}");
        let record = record(&path);
        assert_eq!(record["count"], 1000);
        let digest = blake3::hash(&npy[128..]).to_hex().to_string();
        assert_eq!(record["blake3"], digest);
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .success()
            .stdout(contains("same  "))
            .stderr("");
        let printed = stdout(&format!("digest {arguments} --backend cpu"));
        assert_eq!(String::from_utf8(printed).unwrap().trim(), digest);
    }
}

#[test]
fn rows_are_the_librarys() {
    let raw = |arguments: &str| -> Vec<u32> {
        let bytes = stdout(&format!(
            "sample {arguments} --seed 42 --count 1000 --out -"
        ));
        let (words, []) = bytes.as_chunks() else {
            panic!("whole words")
        };
        words.iter().map(|&word| u32::from_le_bytes(word)).collect()
    };
    let mut stream = Stream::new(42);
    stream.seek(5_u64).unwrap();
    let points = Cpu::new().sample(&mut stream, &UnitBall, 1000).unwrap();
    assert_eq!(
        raw("unit_ball --start 5"),
        bytemuck::cast_slice::<_, u32>(&points)
    );
    let normal = MultivariateNormal::from_covariance(&[0.0, -1.0], &[1.0, 0.5, 0.5, 1.0]).unwrap();
    let rows = Cpu::new()
        .sample(&mut Stream::new(42), &normal, 1000)
        .unwrap();
    assert_eq!(
        raw("multivariate_normal --mean 0,-1 --cov 1,0.5,0.5,1"),
        bytemuck::cast_slice::<_, u32>(&rows)
    );
}

/// The last vector of the stream ends with its last word, wherever it starts.
#[test]
fn the_last_vector_is_there() {
    let last = "unit_ball --seed 42 --start 18446744073709551613";
    assert_eq!(stdout(&format!("digest {last} --count 1")).len(), 65);
    seedbed(&format!("digest {last} --count 2"))
        .assert()
        .code(2)
        .stderr(contains("2^64"));
}

#[test]
fn what_cannot_be_is_refused() {
    for (arguments, message) in [
        ("digest dirichlet --alpha 1", "alpha has 1 value(s)"),
        (
            "digest dirichlet --alpha 1,0",
            "alpha[1] is 0: it must be from 0.01",
        ),
        ("digest multivariate_normal --mean 0,0", "--cov"),
        (
            "digest multivariate_normal --mean 0,0 --cov 1,0,0",
            "covariance has 3 values: with a mean of 2",
        ),
        (
            "digest multivariate_normal --mean 0,0 --cov 1,2,2,1",
            "not positive semidefinite",
        ),
        (
            "digest multivariate_normal --mean 0 --cov 1 --cholesky 1",
            "cannot be used with",
        ),
        (
            "plot multivariate_normal --mean 0,0 --cov 1,0,0,0 --out x.png",
            "component 1 has variance 0",
        ),
    ] {
        seedbed(&format!("{arguments} --count 10 --seed 1"))
            .assert()
            .code(2)
            .stderr(contains(message));
    }
}
