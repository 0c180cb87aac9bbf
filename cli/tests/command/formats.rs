//! File formats: which one a name stands for, what is in it, and that it is verified.

use std::{fs, fs::File, path::Path, sync::Arc};

use crate::common::{directory, names, record, record_of, sample, seedbed, stdout};
use parquet::{
    basic::Type,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use predicates::{prelude::PredicateBooleanExt, str::contains};
use seedbed::{
    Cpu, Stream,
    distr::{Bits64, Normal, Normal64, UnitBall},
};

fn verify(path: &Path) -> assert_cmd::assert::Assert {
    seedbed("verify").arg(record_of(path)).assert()
}

#[test]
fn the_end_of_a_name_is_the_format() {
    let directory = directory();
    for (name, format, beginning) in [
        ("x.npy", "npy", &b"\x93NUMPY"[..]),
        ("x", "npy", b"\x93NUMPY"),
        ("x.NPZ", "npz", b"PK\x03\x04"),
        ("x.csv", "csv", b"normal\n"),
        ("x.parquet", "parquet", b"PAR1"),
    ] {
        let path = sample(directory.path(), name, "normal --seed 42 --count 10");
        assert!(fs::read(&path).unwrap().starts_with(beginning), "{name}");
        assert_eq!(record(&path)["format"], format);
        verify(&path).success();
    }
    for name in ["x.bin", "x.raw"] {
        let path = sample(directory.path(), name, "normal --seed 42 --count 10");
        assert_eq!(fs::metadata(&path).unwrap().len(), 40);
        verify(&path).success();
    }
}

#[test]
fn a_name_without_a_format_is_refused() {
    let directory = directory();
    let refused = |command: &str, name: &str, message: &str| {
        seedbed(&format!("{command} --out"))
            .arg(directory.path().join(name))
            .assert()
            .code(2)
            .stderr(contains(message));
        assert!(names(directory.path()).is_empty(), "{command}");
    };
    let known = "known are .npy, .npz, .csv, .parquet, .bin, .raw";
    for command in [
        "sample normal --count 10",
        "permutation --n 10",
        "sobol --dimensions 2 --count 10",
        "halton --dimensions 2 --count 10",
        "latin_hypercube --n 10 --dimensions 2",
    ] {
        refused(command, "x.f32", known);
        refused(
            &format!("{command} --format npy"),
            "x.csv",
            "--format is npy",
        );
    }
    for command in ["plot normal", "plot sobol --dimensions 2"] {
        refused(command, "x.jpg", "known are .png and .svg");
    }
    // With a format, any other end will do.
    sample(directory.path(), "x.f32", "normal --count 10 --format raw");
    seedbed("sample normal --count 10 --format npz --out -")
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("--format npy"));
}

/// Every type, of samples and of rows, in every format: what comes back is what was drawn, and a changed
/// sample is found.
#[test]
fn every_type_is_verified_in_every_format() {
    let directory = directory();
    for arguments in [
        "bits32",
        "bits64",
        "integers --low -5 --high 10 --dtype i32",
        "integers --low -2^63 --high 2^63",
        "normal --std 1e-40",
        "cauchy --scale 1e38",
        "normal --dtype float64 --std 1e-300",
        "normal --dtype float16",
        "normal --dtype bfloat16",
        "unit_sphere",
        "dirichlet --alpha 1,2,3,4,5",
    ] {
        for format in ["npy", "npz", "csv", "parquet", "bin"] {
            let name = format!("x.{format}");
            let arguments = format!("{arguments} --seed 42 --start 3 --count 1001");
            let path = sample(directory.path(), &name, &arguments);
            let digest = stdout(&format!("digest {arguments}"));
            let digest = String::from_utf8(digest).unwrap();
            assert_eq!(record(&path)["blake3"], digest.trim(), "{arguments}");
            verify(&path).success().stdout(contains("same  "));
            let mut bytes = fs::read(&path).unwrap();
            // Of a text the first digit or the sign of a line: the last may not matter.
            let middle = bytes.len() / 2;
            let at = match format {
                "csv" => middle + 1 + bytes[middle..].iter().position(|&b| b == b'\n').unwrap(),
                _ => middle,
            };
            bytes[at] ^= 1;
            fs::write(&path, &bytes).unwrap();
            verify(&path).code(1).stdout(contains("DIFFERENT  "));
            fs::write(&path, &bytes[..at]).unwrap();
            verify(&path).code(1).stdout(contains("DIFFERENT  "));
        }
    }
}

#[test]
fn sequences_are_verified_in_every_format() {
    let directory = directory();
    for arguments in [
        "permutation --n 1000 --seed 42 --start 10 --count 800",
        "sobol --dimensions 3 --count 1000 --seed 42",
        "halton --dimensions 3 --count 1000 --scramble none --dtype float64",
        "latin_hypercube --n 1000 --dimensions 2 --seed 42",
    ] {
        for format in ["npy", "npz", "csv", "parquet", "bin"] {
            let path = directory.path().join(format!("x.{format}"));
            seedbed(arguments)
                .arg("--out")
                .arg(&path)
                .assert()
                .success();
            assert_eq!(
                record(&path)["format"].as_str().unwrap(),
                if format == "bin" { "raw" } else { format }
            );
            verify(&path).success().stdout(contains("same  "));
        }
    }
}

#[test]
fn a_csv_has_names_and_short_decimals() {
    let directory = directory();
    let path = sample(directory.path(), "x.csv", "normal --seed 42 --count 3");
    let drawn = Cpu::new()
        .sample(&mut Stream::new(42), &Normal::STANDARD, 3)
        .unwrap();
    let lines: Vec<_> = drawn.iter().map(|x| format!("{x}\n")).collect();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, format!("normal\n{}", lines.concat()));

    let rows = Cpu::new()
        .sample(&mut Stream::new(42), &UnitBall, 2)
        .unwrap();
    let path = sample(directory.path(), "x.csv", "unit_ball --seed 42 --count 2");
    let text = fs::read_to_string(&path).unwrap();
    let [a, b, c, d, e, f] = rows[..] else {
        panic!("two points")
    };
    let expected = format!("unit_ball_0,unit_ball_1,unit_ball_2\n{a},{b},{c}\n{d},{e},{f}\n");
    assert_eq!(text, expected);
    let piped = stdout("sample unit_ball --seed 42 --count 2 --format csv --out -");
    assert_eq!(piped, text.as_bytes());
    // Other programs end lines otherwise, and the samples are the same.
    fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    verify(&path).success();
}

#[test]
fn a_large_csv_is_verified() {
    let directory = directory();
    let arguments = "normal --dtype float64 --seed 42 --count 2_000_000";
    let path = sample(directory.path(), "x.csv", arguments);
    let text = fs::read_to_string(&path).unwrap();
    let drawn = Cpu::new()
        .sample(&mut Stream::new(42), &Normal64::STANDARD, 2_000_000)
        .unwrap();
    for (line, x) in text.lines().skip(1).zip(&drawn) {
        assert_eq!(line.parse::<f64>().unwrap().to_bits(), x.to_bits());
    }
    assert_eq!(text.lines().count(), 2_000_001);
    verify(&path).success();
}

/// Rows of several groups, read by the crate's own reader of rows.
#[test]
fn a_parquet_file_has_typed_columns() {
    let directory = directory();
    let open = |path: &Path| SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let path = sample(
        directory.path(),
        "x.parquet",
        "unit_ball --seed 42 --count 1_500_000",
    );
    let reader = open(&path);
    assert!(reader.num_row_groups() > 1);
    let rows = Cpu::new()
        .sample(&mut Stream::new(42), &UnitBall, 1_500_000)
        .unwrap();
    let (all, []) = rows.as_chunks::<3>() else {
        panic!("whole rows")
    };
    for (i, row) in reader.get_row_iter(None).unwrap().enumerate() {
        if i % 1000 > 0 && i < 1_300_000 {
            continue;
        }
        let row = row.unwrap();
        let columns = row.get_column_iter();
        for (component, ((name, field), expected)) in columns.zip(all[i]).enumerate() {
            assert_eq!(*name, format!("unit_ball_{component}"));
            assert_eq!(*field, Field::Float(expected));
        }
    }
    verify(&path).success();

    let path = sample(directory.path(), "x.parquet", "bits64 --seed 42 --count 3");
    let reader = open(&path);
    let column = reader.metadata().file_metadata().schema_descr().column(0);
    assert_eq!(column.name(), "bits64");
    assert_eq!(column.physical_type(), Type::INT64);
    let drawn = Cpu::new().sample(&mut Stream::new(42), &Bits64, 3).unwrap();
    for (row, x) in reader.get_row_iter(None).unwrap().zip(drawn) {
        let row = Arc::new(row.unwrap());
        assert_eq!(row.get_column_iter().next().unwrap().1, &Field::ULong(x));
    }
    let path = sample(directory.path(), "x.parquet", "bits64 --seed 42 --count 0");
    verify(&path).success();
}

#[test]
fn an_npz_holds_the_npy() {
    let directory = directory();
    let arguments = "normal --seed 42 --count 1000";
    let npy = fs::read(sample(directory.path(), "x.npy", arguments)).unwrap();
    let path = sample(directory.path(), "x.npz", arguments);
    let mut archive = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
    let mut entry = archive.by_name("normal.npy").unwrap();
    let mut inside = Vec::new();
    std::io::Read::read_to_end(&mut entry, &mut inside).unwrap();
    assert_eq!(inside, npy);
    let first = fs::read(&path).unwrap();
    let second = fs::read(sample(directory.path(), "x.npz", arguments)).unwrap();
    assert_eq!(first, second, "no date, no chance");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_once_in_every_format() {
    let directory = directory();
    for format in ["npy", "npz", "csv", "parquet", "raw"] {
        crate::common::shell(
            "ulimit -f 100; exec \"$SEEDBED\" sample normal --seed 42 --count 1e6 --format $FORMAT --out \"$OUT\"",
        )
        .env("OUT", directory.path().join("x"))
        .env("FORMAT", format)
        .assert()
        .code(1)
        .stderr(contains("cannot write").and(contains("too large")).and(contains("\n").count(1)));
        assert!(names(directory.path()).is_empty(), "{format}");
    }
}

#[test]
fn shapes_are_written_recorded_and_verified() {
    let directory = directory();
    let header =
        |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()[..128]).into_owned();
    let arguments = "normal --seed 42 --size 10,28,28";
    let path = sample(directory.path(), "x.npy", arguments);
    assert!(
        header(&path).contains("'shape': (10, 28, 28"),
        "{}",
        header(&path)
    );
    assert_eq!(record(&path)["count"], 7840);
    assert_eq!(record(&path)["shape"], serde_json::json!([10, 28, 28]));
    let flat = stdout("sample normal --seed 42 --count 7840 --out -");
    assert_eq!(fs::read(&path).unwrap()[128..], flat);
    verify(&path).success();
    // Another shape of as many.
    let text = fs::read_to_string(record_of(&path)).unwrap();
    let array = ["10,", "28,", "28"]
        .map(|axis| format!("    {axis}\n"))
        .concat();
    let other = text.replace(&array, "7840");
    assert_ne!(other, text);
    fs::write(record_of(&path), other).unwrap();
    verify(&path)
        .code(1)
        .stdout(contains("its shape is [10, 28, 28], recorded is [7840]"));

    let path = sample(directory.path(), "x.npy", "unit_ball --size 4,5 --count 20");
    assert!(header(&path).contains("'shape': (4, 5, 3"));
    verify(&path).success();
    for end in ["csv", "parquet", "npz", "raw"] {
        let name = format!("x.{end}");
        let path = sample(directory.path(), &name, "unit_ball --size 4,5 --seed 1");
        verify(&path).success();
        if end == "csv" {
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.lines().count(), 5);
            assert!(text.lines().all(|line| line.split(',').count() == 15));
        }
    }
    let path = sample(directory.path(), "x.npy", "normal --size 0,28");
    assert!(header(&path).contains("'shape': (0, 28"));
    verify(&path).success();
}

#[test]
fn shapes_that_cannot_be() {
    for (arguments, message) in [
        ("--size 10,28 --count 281", "have the product 280"),
        ("--size 2^32,2^32", "is 2^64 or more"),
        ("--size 0,2^32,2^32", "is 2^64 or more"),
        ("--size 10,-1", "0 or more"),
        ("--size 10,,2", "write an integer"),
        ("", "--count"),
        ("--size 2^10,2^17 --format csv", "1 to 65536 columns"),
        ("--size 5,0 --format parquet", "columns, and these are 0"),
        ("--size 2^22,2^16 --format parquet", "take npy or raw"),
    ] {
        seedbed(&format!("sample normal {arguments} --out x"))
            .assert()
            .code(2)
            .stderr(contains(message));
    }
    let axes = ["1"; 33].join(",");
    seedbed(&format!("sample normal --size {axes} --out -"))
        .assert()
        .code(2)
        .stderr(contains("1 to 32 axes"));
}

#[test]
fn pictures_are_drawn_as_vectors_too() {
    let directory = directory();
    for arguments in [
        "normal --count 10000",
        "poisson --count 10000",
        "unit_ball --count 1000",
        "sobol --dimensions 2",
    ] {
        let path = directory.path().join("x.svg");
        seedbed(&format!("plot {arguments} --seed 42 --out"))
            .arg(&path)
            .assert()
            .success();
        let svg = fs::read_to_string(&path).unwrap();
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
            "{arguments}"
        );
        assert!(svg.contains("seed 42"), "{arguments}");
        assert_eq!(names(directory.path()), ["x.svg"]);
    }
    let png = stdout("plot normal --seed 42 --count 1000 --out -");
    assert!(png.starts_with(b"\x89PNG"));
    assert!(!Path::new("-").exists());
}
