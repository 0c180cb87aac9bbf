//! No sample changes unlisted. The bits here are frozen output of this crate: they say nothing about
//! right and wrong, `known_answers.rs` and `tests/reference` do.
//!
//! `SEEDBED_FREEZE=1 cargo test --test value_stability` writes the file anew and prints the line that
//! CHANGELOG.md then needs.

use seedbed::{Cpu, Engine, Stream, distr::*};

const FROZEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_values.txt"
);
const CHANGELOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md");

const HEAD: &str = "\
# Frozen output of seedbed: written by tests/value_stability.rs, which says how; of no other origin.
#
# Seed 42. Engine, distribution, position: the first 4 words of the draw, and the FNV-1a hash of its
# first 65536 words, little-endian. Some of these are from the tails.
";

/// Words of a draw that the hash is of: 16 tiles.
const WORDS: usize = 16 * 4096;
/// The start, and a position where both words of the block count differ from 0, just before the last
/// tile key's tile ends.
const POSITIONS: [u64; 2] = [0, (5 << 36) + 1024 * 4096 - 11];

/// FNV-1a, 64 bits; Fowler, Noll and Vo, 1991. Against slips, not against malice.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn line<D: Distribution>(engine: Engine, name: &str, distribution: &D, position: u64) -> String {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).expect("a position");
    let samples = Cpu::new()
        .sample(&mut stream, distribution, WORDS / D::WORDS)
        .expect("samples");
    let words: &[u32] = bytemuck::cast_slice(&samples);
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let hash = fnv1a(&bytes);
    let [a, b, c, d, ..] = words else {
        panic!("four words")
    };
    format!("{engine}, {name}, {position}: {a:08x} {b:08x} {c:08x} {d:08x} {hash:016x}\n")
}

/// What the file must say.
fn frozen() -> String {
    let mut text = HEAD.to_owned();
    for engine in Engine::ALL {
        for position in POSITIONS {
            macro_rules! add {
                ($($name:literal => $distribution:expr,)*) => {
                    $(text += &line(engine, $name, &$distribution, position);)*
                };
            }
            add! {
                "Bits32" => Bits32,
                "Bits64" => Bits64,
                "Standard" => Standard,
                "Open01" => Open01,
                "OpenClosed01" => OpenClosed01,
                "Standard64" => Standard64,
                "Uniform(0, 1)" => Uniform::new(0.0, 1.0).unwrap(),
                "Uniform(-180, 180)" => Uniform::new(-180.0, 180.0).unwrap(),
                "Uniform(-3e38, 3e38)" => Uniform::new(-3e38, 3e38).unwrap(),
                "Integers u32 1..=6" => Integers::new_inclusive(1_u32, 6).unwrap(),
                "Integers i32 -1..=2^31-1" => Integers::new_inclusive(-1, i32::MAX).unwrap(),
                "Integers i64 -3e9..=3e9" =>
                    Integers::new_inclusive(-3_000_000_000_i64, 3_000_000_000).unwrap(),
                "Integers u64 0..=2^63" => Integers::new_inclusive(0_u64, 1 << 63).unwrap(),
                "Bernoulli(0.3)" => Bernoulli::new(0.3).unwrap(),
                "Normal(0, 1)" => Normal::STANDARD,
                "Normal(170, 8)" => Normal::new(170.0, 8.0).unwrap(),
                "Normal(1e-40, 1e-39)" => Normal::new(1e-40, 1e-39).unwrap(),
                "Exponential(1)" => Exponential::STANDARD,
                "Exponential(2.5)" => Exponential::new(2.5).unwrap(),
            }
        }
    }
    text
}

/// The digest that stands under the first heading **Values** of the changelog that has one.
fn listed(changelog: &str) -> Option<&str> {
    let (_, values) = changelog.split_once("\n### Values\n")?;
    let section = values.split("\n#").next()?;
    section.lines().find_map(|line| {
        line.trim_start_matches("- ")
            .strip_prefix("Values digest: ")
    })
}

#[test]
fn no_value_has_changed() {
    let now = frozen();
    if std::env::var("SEEDBED_FREEZE").is_ok_and(|value| value == "1") {
        std::fs::write(FROZEN, &now).expect("the file of frozen values");
        println!("Values digest: {:016x}", fnv1a(now.as_bytes()));
        return;
    }
    let before = std::fs::read_to_string(FROZEN).expect("the file of frozen values");
    for (before, now) in before.lines().zip(now.lines()) {
        assert_eq!(
            before, now,
            "a value changed: list it in CHANGELOG.md under **Values** and bump the minor version"
        );
    }
    assert_eq!(
        before.lines().count(),
        now.lines().count(),
        "freeze the values of what is new"
    );
}

#[test]
fn every_change_of_a_value_is_listed() {
    let frozen = std::fs::read(FROZEN).expect("the file of frozen values");
    let digest = format!("{:016x}", fnv1a(&frozen));
    let changelog = std::fs::read_to_string(CHANGELOG).expect("CHANGELOG.md");
    assert_eq!(
        listed(&changelog),
        Some(digest.as_str()),
        "the frozen values are others than CHANGELOG.md knows of: say under the newest heading \
         **Values** which samples are new or have changed, with the line `Values digest: {digest}`"
    );
}

#[test]
fn the_newest_list_counts() {
    let changelog = "# Changelog\n\n## Unreleased\n\n### Values\n\n- Normal: other tails.\n\n\
        Values digest: 2\n\n## 0.1.0\n\n### Values\n\nValues digest: 1\n";
    assert_eq!(listed(changelog), Some("2"));
    let without = changelog.replacen("Values digest: 2", "", 1);
    assert_eq!(listed(&without), None);
}

/// From the FNV authors' test suite.
#[test]
fn the_hash_is_fnv_1a() {
    assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
}
