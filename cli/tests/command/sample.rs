//! `seedbed sample` and `seedbed digest`: files, records, positions.

use std::fs;

use crate::common::{directory, names, record, sample, seedbed, stdout};
use predicates::str::contains;

/// Length of an .npy header with one number in its shape.
const HEADER: usize = 128;
const EMPTY_BLAKE3: &str = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

fn digest(arguments: &str) -> String {
    String::from_utf8(stdout(&format!("digest {arguments}"))).unwrap()
}

#[test]
fn each_distribution_has_its_dtype() {
    let directory = directory();
    for (arguments, dtype, bytes_each) in [
        ("bits32", "<u4", 4),
        ("bits64", "<u8", 8),
        ("uniform", "<f4", 4),
        ("uniform --low -1.5 --high 2", "<f4", 4),
        ("open01", "<f4", 4),
        ("openclosed01", "<f4", 4),
        ("uniform64", "<f8", 8),
        ("integers --high 10", "<i8", 8),
        ("integers --low -5 --high 10 --dtype i32", "<i4", 4),
        ("integers --high 2^32 --dtype u32", "<u4", 4),
        ("integers --high 2^64 --dtype u64", "<u8", 8),
        ("bernoulli --p 0.25", "<u4", 4),
        ("normal --mean -1e-3 --std 2", "<f4", 4),
        ("exponential --scale 3", "<f4", 4),
        ("normal --dtype float32", "<f4", 4),
        ("uniform --dtype float64", "<f8", 8),
        ("uniform --low -1e300 --high 2 --dtype float64", "<f8", 8),
        ("normal --mean -1e-3 --std 1e-300 --dtype float64", "<f8", 8),
        ("exponential --scale 3 --dtype float64", "<f8", 8),
    ] {
        let path = sample(
            directory.path(),
            "x.npy",
            &format!("{arguments} --seed 42 --count 1000"),
        );
        let npy = fs::read(&path).unwrap();
        let header = String::from_utf8_lossy(&npy[..HEADER]).into_owned();
        assert!(npy.starts_with(b"\x93NUMPY\x01\x00"), "{arguments}");
        assert!(header.contains(&format!("'descr': '{dtype}'")), "{header}");
        assert!(header.contains("'shape': (1000, )"), "{header}");
        assert_eq!(npy.len(), HEADER + 1000 * bytes_each, "{arguments}");
        assert_eq!(record(&path)["dtype"], dtype);
    }
}

#[test]
fn a_record_has_all_that_makes_the_samples() {
    let directory = directory();
    let path = sample(
        directory.path(),
        "x.npy",
        "normal --mean 0.1 --std 2 --seed 0x1_0000_0000_0000_0000 --spawn-key 1,2 --count 1e3 \
         --start 7 --engine chacha8",
    );
    let record = record(&path);
    for (key, value) in [
        ("seedbed", serde_json::json!(env!("CARGO_PKG_VERSION"))),
        ("seed", serde_json::json!("18446744073709551616")),
        ("spawn_key", serde_json::json!([1, 2])),
        ("engine", serde_json::json!("chacha8")),
        ("distribution", serde_json::json!("normal")),
        ("position", serde_json::json!(7)),
        ("count", serde_json::json!(1000)),
        ("format", serde_json::json!("npy")),
        ("backend", serde_json::json!("cpu")),
    ] {
        assert_eq!(record[key], value, "{key}");
    }
    assert_eq!(
        record["parameters"].to_string(),
        r#"{"mean":0.1,"std":2.0}"#
    );
    let npy = fs::read(&path).unwrap();
    let digest = blake3::hash(&npy[HEADER..]).to_hex();
    assert_eq!(record["blake3"], digest.as_str());
    assert_eq!(names(directory.path()), ["x.npy", "x.npy.run.json"]);
}

#[test]
fn the_summary_says_what_was_drawn() {
    let directory = directory();
    seedbed("sample integers --high 3 --seed 42/5 --count 1e4 --out")
        .arg(directory.path().join("x.npy"))
        .assert()
        .success()
        .stdout("")
        .stderr(contains("10,000 of integers(low=0, high=3, dtype=i64)"))
        .stderr(contains("seed     42/5"))
        .stderr(contains("threefry4x32_20, from word 0"))
        .stderr(contains("backend  cpu"))
        .stderr(contains("range    0 to 2"))
        .stderr(contains("standard deviation 0.8"))
        .stderr(contains("million samples/s"))
        .stderr(contains("x.npy.run.json"));
}

#[test]
fn raw_is_the_samples_alone() {
    let directory = directory();
    let arguments = "exponential --seed 42 --count 5000";
    let npy = fs::read(sample(directory.path(), "x.npy", arguments)).unwrap();
    let raw = sample(
        directory.path(),
        "x.raw",
        &format!("{arguments} --format raw"),
    );
    let raw = fs::read(raw).unwrap();
    assert_eq!(raw, npy[HEADER..]);
    assert_eq!(stdout(&format!("sample {arguments} --out -")), raw);
    let piped = stdout(&format!("sample {arguments} --out - --format npy"));
    assert_eq!(piped, npy);
    assert_eq!(
        digest(arguments),
        format!("{}\n", blake3::hash(&raw).to_hex())
    );
}

#[test]
fn nothing_is_a_draw_too() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "uniform64 --seed 42 --count 0");
    let npy = fs::read(&path).unwrap();
    assert_eq!(npy.len(), HEADER);
    assert!(String::from_utf8_lossy(&npy).contains("'shape': (0, )"));
    assert_eq!(record(&path)["blake3"], EMPTY_BLAKE3);
    assert_eq!(
        digest("normal --seed 42 --count 0"),
        format!("{EMPTY_BLAKE3}\n")
    );
}

#[test]
fn a_draw_can_be_split_by_position() {
    let draw = |count, start| {
        stdout(&format!(
            "sample normal --seed 42 --count {count} --start {start} --out -"
        ))
    };
    assert_eq!([draw(10, 0), draw(20, 10)].concat(), draw(30, 0));
    // A 64-bit sample starts at an even word.
    let draw = |start| {
        stdout(&format!(
            "sample bits64 --seed 42 --count 3 --start {start} --out -"
        ))
    };
    assert_eq!(draw(7), draw(8));
    assert_ne!(draw(7), draw(6));
}

#[test]
fn threads_change_nothing() {
    let arguments = "normal --seed 42 --count 5_000_000";
    let one = digest(&format!("{arguments} --threads 1"));
    assert_eq!(one, digest(&format!("{arguments} --threads 2")));
    assert_eq!(one, digest(&format!("{arguments} --threads 7")));
}

#[test]
fn every_part_of_the_address_counts() {
    let arguments = "bits32 --count 100";
    let digests = [
        "--seed 42",
        "--seed 43",
        "--seed 42 --spawn-key 0",
        "--seed 42 --spawn-key 0,0",
        "--seed 42 --start 1",
        "--seed 42 --engine philox4x32_10",
        "--seed 42 --engine chacha20",
    ]
    .map(|address| digest(&format!("{arguments} {address}")));
    for (i, a) in digests.iter().enumerate() {
        assert!(!digests[..i].contains(a), "{i}");
    }
    assert_eq!(
        digest(&format!("{arguments} --seed 42/3/4")),
        digest(&format!("{arguments} --seed 0x2a --spawn-key 3,4"))
    );
}

#[test]
fn without_a_seed_the_one_taken_is_printed() {
    let first = seedbed("digest bits32 --count 10").output().unwrap();
    let printed = String::from_utf8(first.stderr).unwrap();
    let seed = printed.trim().strip_prefix("seed ").unwrap();
    let again = digest(&format!("bits32 --count 10 --seed {seed}"));
    assert_eq!(String::from_utf8(first.stdout).unwrap(), again);

    let other = seedbed("digest bits32 --count 10").output().unwrap();
    assert_ne!(String::from_utf8(other.stdout).unwrap(), again);
}

#[test]
fn an_existing_file_is_replaced() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 1 --count 1000");
    let first = fs::read(&path).unwrap();
    sample(directory.path(), "x.npy", "bits32 --seed 2 --count 10");
    let second = fs::read(&path).unwrap();
    assert_ne!(first[HEADER..][..40], second[HEADER..]);
    assert_eq!(record(&path)["seed"], "2");
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 1 --count 10");
    let link = directory.path().join("link.npy");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    sample(directory.path(), "link.npy", "bits32 --seed 2 --count 20");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap().len(), HEADER + 80);

    // The link's file need not exist, and may be behind another link.
    let [new, far, near] =
        ["new.npy", "far.npy", "near.npy"].map(|name| directory.path().join(name));
    std::os::unix::fs::symlink("new.npy", &far).unwrap();
    std::os::unix::fs::symlink(&far, &near).unwrap();
    sample(directory.path(), "near.npy", "bits32 --seed 2 --count 20");
    assert_eq!(fs::read(&new).unwrap().len(), HEADER + 80);
    for link in [far, near] {
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}

#[cfg(unix)]
#[test]
fn files_have_the_permissions_of_new_files() {
    use std::os::unix::fs::PermissionsExt;
    let directory = directory();
    let path = sample(directory.path(), "x.npy", "bits32 --seed 1 --count 10");
    let ordinary = directory.path().join("ordinary");
    fs::write(&ordinary, "").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&path), mode(&ordinary));
}

/// The rows that a 16-bit sample, packed trials and the library's own have in common.
#[test]
fn halves_and_masks_are_the_librarys() {
    use half::{bf16, f16};
    use seedbed::{
        Cpu, Stream,
        distr::{Bernoulli, BernoulliMask, NormalF16, UniformBf16},
    };

    let raw = |arguments: &str| {
        crate::common::stdout(&format!(
            "sample {arguments} --seed 42 --count 1000 --out -"
        ))
    };
    let cpu = Cpu::new();
    let normal = NormalF16::new(1.0, 0.5).unwrap();
    let halves: Vec<f16> = cpu.sample(&mut Stream::new(42), &normal, 1000).unwrap();
    assert_eq!(
        raw("normal --mean 1 --std 0.5 --dtype float16"),
        bytemuck::cast_slice::<_, u8>(&halves)
    );
    let uniform = UniformBf16::new(0.0, 1.0).unwrap();
    let brains: Vec<bf16> = cpu.sample(&mut Stream::new(42), &uniform, 1000).unwrap();
    let bytes = raw("uniform --dtype bfloat16");
    assert_eq!(bytes, bytemuck::cast_slice::<_, u8>(&brains));
    assert_eq!(bytes, raw("uniform --low 0 --high 1 --dtype bfloat16"));

    let mask = BernoulliMask::new(0.1).unwrap();
    let masks = cpu.sample(&mut Stream::new(42), &mask, 1000).unwrap();
    let bytes = raw("bernoulli_mask --p 0.1");
    assert_eq!(bytes, bytemuck::cast_slice::<_, u8>(&masks));
    let bernoulli = Bernoulli::new(0.1).unwrap();
    let trials = cpu
        .sample(&mut Stream::new(42), &bernoulli, 32_000)
        .unwrap();
    for (i, trial) in trials.into_iter().enumerate() {
        assert_eq!(u32::from(bytes[i / 8] >> (i % 8) & 1), trial, "{i}");
    }
}

#[test]
fn headers_of_halves() {
    let directory = directory();
    for (dtype, descr) in [("float16", "'<f2'"), ("bfloat16", "'|V2'")] {
        let arguments = format!("normal --dtype {dtype} --seed 42 --count 1000");
        let path = sample(directory.path(), "x.npy", &arguments);
        let npy = fs::read(&path).unwrap();
        assert_eq!(npy.len(), 128 + 2000);
        let header = String::from_utf8_lossy(&npy[..128]).into_owned();
        assert!(header.contains(descr), "{header}");
        assert_eq!(crate::common::record(&path)["parameters"]["dtype"], dtype);
    }
    seedbed("sample exponential --dtype float16 --count 1 --out -")
        .assert()
        .code(2)
        .stderr(contains("possible values: float32, float64"));
    seedbed("sample uniform --low 0 --high 1e5 --dtype float16 --count 1 --out -")
        .assert()
        .code(2)
        .stderr(contains("high is 100000"));
}
