//! Every family of distributions: samples, records, digests, pictures, errors.

use std::fs;

use crate::common::{directory, names, record, record_of, sample, seedbed, stdout};
use predicates::str::contains;

/// Name and options, dtype.
const FAMILIES: [(&str, &str); 37] = [
    ("laplace --loc -3 --scale 0.5", "<f4"),
    ("logistic", "<f4"),
    ("gumbel --scale 2", "<f4"),
    ("cauchy", "<f4"),
    ("half_normal --scale 3", "<f4"),
    ("rayleigh", "<f4"),
    ("maxwell", "<f4"),
    ("gamma --shape 2.5 --scale 2", "<f4"),
    ("chi_squared --df 3", "<f4"),
    ("log_normal --mean -1 --sigma 0.3", "<f4"),
    ("weibull --a 1.5", "<f4"),
    ("inverse_gaussian --mean 2 --scale 8", "<f4"),
    ("skew_normal --alpha -4 --loc 1", "<f4"),
    ("generalized_normal --beta 8", "<f4"),
    ("student_t --df 4 --scale 2", "<f4"),
    ("fisher_f --dfnum 5 --dfden 20", "<f4"),
    ("frechet --alpha 3", "<f4"),
    ("pareto --a 1.16 --scale 1e4", "<f4"),
    ("lomax --a 1.16 --scale 1e4", "<f4"),
    ("beta --a 0.5 --b 0.5", "<f4"),
    ("pert --left 3 --mode 5 --right 12", "<f4"),
    ("power_function --a 3", "<f4"),
    ("triangular --left -1 --mode 0 --right 3", "<f4"),
    ("truncated_normal --low -1 --high 2", "<f4"),
    ("von_mises --mu -1 --kappa 2", "<f4"),
    ("poisson --lam 3.5", "<u4"),
    ("binomial --n 1e3 --p 0.3", "<u4"),
    ("geometric --p 0.1", "<u4"),
    ("negative_binomial --n 2.5 --p 0.5", "<u4"),
    ("hypergeometric --ngood 4 --nbad 48 --nsample 13", "<u4"),
    ("zipf --a 1 --n 1000", "<u4"),
    ("zeta --a 4", "<u4"),
    ("zeta --a 2", "<u4"),
    ("log_series --p 0.9", "<u4"),
    ("rademacher", "<i4"),
    ("beta_binomial --n 20 --a 2 --b 3", "<u4"),
    ("categorical --weights 1,0,2.5", "<u4"),
];

#[test]
fn every_family_is_sampled_and_verified() {
    let directory = directory();
    for (arguments, dtype) in FAMILIES {
        let arguments = format!("{arguments} --seed 42 --count 1000");
        let path = sample(directory.path(), "x.npy", &arguments);
        let npy = fs::read(&path).unwrap();
        assert_eq!(npy.len(), 128 + 4000, "{arguments}");
        let record = record(&path);
        assert_eq!(record["dtype"], dtype, "{arguments}");
        let name = record["distribution"].as_str().unwrap();
        assert_eq!(arguments.split(' ').next(), Some(name));
        assert_eq!(
            record["blake3"],
            blake3::hash(&npy[128..]).to_hex().to_string()
        );
        seedbed("verify")
            .arg(record_of(&path))
            .assert()
            .success()
            .stdout(contains("same  "))
            .stderr("");
        let digest = || stdout(&format!("digest {arguments} --backend cpu"));
        let first = digest();
        assert_eq!(first, digest());
        assert_eq!(
            String::from_utf8(first).unwrap().trim(),
            record["blake3"].as_str().unwrap()
        );
    }
}

#[test]
fn every_family_has_a_picture() {
    let directory = directory();
    let edges = [
        "gamma --shape 0.01",
        "gamma --shape 1e6 --scale 1e-30",
        "cauchy --loc 1e6 --scale 0.3",
        "pareto --a 0.1 --scale 1e30",
        "von_mises --kappa 1e9",
        "student_t --df 1 --count 0",
        "log_normal --sigma 10",
        "truncated_normal --low 100 --high 3e38",
        "poisson --lam 0",
        "poisson --lam 1e9",
        "binomial --n 0 --p 0.5",
        "binomial --n 2^31 --p 0.5 --count 0",
        "hypergeometric --ngood 2^60 --nbad 2^61 --nsample 1e4",
        "zipf --a 0.1 --n 1e6",
        "zeta --a 100",
        "beta_binomial --n 1000 --a 0.1 --b 0.1",
        "categorical --weights 1",
    ];
    for arguments in FAMILIES.iter().map(|family| family.0).chain(edges) {
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
fn parameters_outside_their_domain() {
    let directory = directory();
    for (arguments, message) in [
        ("laplace --scale -1", "scale is -1"),
        ("cauchy --loc inf", "loc is inf"),
        ("gamma --shape -1", "shape is -1"),
        ("gamma --shape 1 --scale nan", "scale is NaN"),
        (
            "log_normal --mean 1e3",
            "mean is 1000: it must be from -700 to 700",
        ),
        ("weibull --a 0", "a is 0"),
        ("inverse_gaussian --mean 0 --scale 1", "mean is 0"),
        ("generalized_normal --beta 0", "beta is 0"),
        ("student_t --df inf", "df is inf"),
        ("fisher_f --dfnum 1 --dfden -2", "dfden is -2"),
        ("beta --a nan --b 1", "a is NaN"),
        ("pert --left 0 --mode 1 --right 1 --lambd -1", "lambd is -1"),
        ("triangular --left 0 --mode 2 --right 1", "mode"),
        ("truncated_normal --low 1 --high 1", "high"),
        ("von_mises --kappa -1", "kappa is -1"),
        ("poisson --lam -1", "lam is -1"),
        ("poisson --lam 1e10", "with lam = 10000000000 samples"),
        ("binomial --n 10 --p 1.5", "p is 1.5"),
        ("geometric --p 0", "p is 0"),
        ("negative_binomial --n 0 --p 0.5", "n is 0"),
        (
            "hypergeometric --ngood 1 --nbad 1 --nsample 3",
            "nsample is 3",
        ),
        ("zipf --a 1 --n 0", "n is 0"),
        ("zeta --a 1.01", "with a = 1.01"),
        ("zeta --a 1.01", "at least 1.0305, or Zipf"),
        ("log_series --p 1", "with p = 1"),
        ("beta_binomial --n 5 --a 0 --b 1", "a is 0"),
        ("categorical --weights 1,-2", "weight 1 is -2"),
        ("categorical --weights 0,0", "none of 2 weight"),
    ] {
        for command in ["sample", "plot"] {
            seedbed(&format!("{command} {arguments} --count 10 --seed 42 --out"))
                .arg(directory.path().join("x"))
                .assert()
                .code(2)
                .stdout("")
                .stderr(contains(message));
        }
        assert!(names(directory.path()).is_empty(), "{arguments}");
    }
}

#[test]
fn a_bad_parameter_in_a_record_is_an_error() {
    let directory = directory();
    let path = sample(
        directory.path(),
        "x.npy",
        "gamma --shape 2.5 --seed 42 --count 10",
    );
    let record = fs::read_to_string(record_of(&path)).unwrap();
    fs::write(record_of(&path), record.replace("2.5", "-2.5")).unwrap();
    seedbed("verify")
        .arg(record_of(&path))
        .assert()
        .code(1)
        .stderr(contains("shape is -2.5"));
}

#[test]
fn weights_come_from_files() {
    let directory = directory();
    let draw = |options: &[&str]| {
        let output = seedbed("digest categorical --seed 42 --count 1000")
            .args(options)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            output.stderr,
        )
    };
    let expected = draw(&["--weights", "3,1,4,1,5"]);
    assert_eq!(expected.0, Some(0));

    let text = directory.path().join("weights.txt");
    fs::write(&text, "3, 1\n4\t1\r\n5\n").unwrap();
    assert_eq!(
        draw(&["--weights-file", text.to_str().unwrap()]).1,
        expected.1
    );

    let npy = directory.path().join("weights.npy");
    let with_dtype = |dtype: &str, shape: &str, values: &[u8]| {
        let mut header =
            format!("{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}");
        header += &" ".repeat(117 - header.len());
        let header = [b"\x93NUMPY\x01\x00\x76\x00", header.as_bytes(), b"\n"].concat();
        fs::write(&npy, [&header, values].concat()).unwrap();
        draw(&["--weights-file", npy.to_str().unwrap()])
    };
    let weights = [3_u8, 1, 4, 1, 5];
    for (dtype, values) in [
        ("<f8", weights.map(|w| f64::from(w).to_le_bytes()).concat()),
        (">f8", weights.map(|w| f64::from(w).to_be_bytes()).concat()),
        ("<f4", weights.map(|w| f32::from(w).to_le_bytes()).concat()),
        ("<u4", weights.map(|w| u32::from(w).to_le_bytes()).concat()),
        ("<i8", weights.map(|w| i64::from(w).to_le_bytes()).concat()),
    ] {
        assert_eq!(with_dtype(dtype, "(5,)", &values), expected, "{dtype}");
    }

    let refused = |(code, _, error): (Option<i32>, String, Vec<u8>), message: &str| {
        let error = String::from_utf8(error).unwrap();
        assert!(error.contains(message), "{error}");
        assert_eq!(code, Some(2), "{error}");
    };
    refused(with_dtype("<f8", "(2, 2)", &[0; 32]), "one dimension");
    refused(
        with_dtype("<f8", "(1000000000000,)", &[0; 32]),
        "more than 1048576 numbers",
    );
    refused(with_dtype("<c8", "(1,)", &[0; 8]), "dtype");
    refused(
        with_dtype("<f8", "(5,)", &[0; 8]),
        "shorter than its header says",
    );
    fs::write(&text, "1 2 many").unwrap();
    refused(draw(&["--weights-file", text.to_str().unwrap()]), "`many`");
    refused(draw(&["--weights-file", "nowhere.txt"]), "nowhere.txt");

    let path = directory.path().join("x.npy");
    fs::write(&text, "0.25 1e-300").unwrap();
    seedbed("sample categorical --seed 42 --count 10 --weights-file")
        .arg(&text)
        .arg("--out")
        .arg(&path)
        .assert()
        .success();
    let parameters = &record(&path)["parameters"];
    assert_eq!(parameters.to_string(), r#"{"weights":[0.25,1e-300]}"#);
}

#[test]
fn the_help_has_the_names_in_groups() {
    for command in ["sample", "digest", "plot"] {
        let help = String::from_utf8(stdout(&format!("{command} --help"))).unwrap();
        for group in ["\nUniform:\n  bits32 ", "\nContinuous:\n", "\nDiscrete:\n"] {
            assert!(help.contains(group), "{help}");
        }
        for (family, _) in FAMILIES {
            let name = family.split(' ').next().unwrap();
            assert!(help.contains(&format!("\n  {name} ")), "{name}: {help}");
        }
    }
    let help = String::from_utf8(stdout("sample gamma --help")).unwrap();
    assert!(help.contains("exp(-x/scale)"), "{help}");
    assert!(help.contains("One word a sample."), "{help}");
}
