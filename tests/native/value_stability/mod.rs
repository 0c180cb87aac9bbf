//! No sample changes unlisted. The bits here are frozen output of this crate: they say nothing about
//! right and wrong, `known_answers.rs` and `tests/reference` do.
//!
//! `SEEDBED_FREEZE=1 cargo test --all-features --test native value_stability::` writes the files anew and prints the lines that
//! CHANGELOG.md then needs.

use seedbed::{Cpu, Engine, Stream, distr::Distribution};

mod elementwise;
mod families;
mod float64;
mod order;
mod scalars;
#[cfg(feature = "half")]
mod sixteen_bit_and_masks;
mod vectors;

/// The name of a list's digest in CHANGELOG.md, its file, and what that must say.
type List = (&'static str, &'static str, fn() -> String);

const LISTS: &[List] = &[
    ("Values digest", "frozen_values.txt", scalars::list),
    (
        "Values digest of families",
        "frozen_families.txt",
        families::list,
    ),
    (
        "Values digest of float64",
        "frozen_float64.txt",
        float64::list,
    ),
    (
        "Values digest of elementwise",
        "frozen_elementwise.txt",
        elementwise::list,
    ),
    (
        "Values digest of vectors",
        "frozen_vectors.txt",
        vectors::list,
    ),
    (
        "Values digest of permutations, points and coordinates",
        "frozen_order.txt",
        order::list,
    ),
    #[cfg(feature = "half")]
    (
        "Values digest of 16-bit floats and masks",
        "frozen_sixteen_bit_and_masks.txt",
        sixteen_bit_and_masks::list,
    ),
];
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/");
const CHANGELOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md");

/// The digests are of the files with this head, so it names the path of 0.1.0.
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
    line_of(
        engine,
        name,
        position,
        &bytemuck::pod_collect_to_vec(&samples),
    )
}

/// The bytes that are hashed.
fn bytes_of(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn line_of(engine: Engine, name: &str, position: u64, words: &[u32]) -> String {
    let hash = fnv1a(&bytes_of(words));
    let [a, b, c, d, ..] = words[..] else {
        panic!("four words")
    };
    format!("{engine}, {name}, {position}: {a:08x} {b:08x} {c:08x} {d:08x} {hash:016x}\n")
}

/// The digest of that name under the first heading **Values** of the changelog that has one.
fn listed<'a>(changelog: &'a str, name: &str) -> Option<&'a str> {
    let (_, values) = changelog.split_once("\n### Values\n")?;
    let section = values.split("\n#").next()?;
    section.lines().find_map(|line| {
        line.trim_start_matches("- ")
            .strip_prefix(name)?
            .strip_prefix(": ")
    })
}

/// Compares with the file, or writes it and prints its line of the changelog.
fn compare(file: &str, now: &str, digest: &str) {
    if std::env::var("SEEDBED_FREEZE").is_ok_and(|value| value == "1") {
        std::fs::write(file, now).expect("the file of frozen values");
        println!("{digest}: {:016x}", fnv1a(now.as_bytes()));
        return;
    }
    let before = std::fs::read_to_string(file).expect("the file of frozen values");
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

fn assert_listed(file: &str, name: &str) {
    let frozen = std::fs::read(file).expect("the file of frozen values");
    let digest = format!("{:016x}", fnv1a(&frozen));
    let changelog = std::fs::read_to_string(CHANGELOG).expect("CHANGELOG.md");
    assert_eq!(
        listed(&changelog, name),
        Some(digest.as_str()),
        "the frozen values are others than CHANGELOG.md knows of: say under the newest heading \
         **Values** which samples are new or have changed, with the line `{name}: {digest}`"
    );
}

#[test]
fn no_value_has_changed() {
    for (digest, file, now) in LISTS {
        compare(&format!("{FOLDER}{file}"), &now(), digest);
    }
}

#[test]
fn every_change_of_a_value_is_listed() {
    for (digest, file, _) in LISTS {
        assert_listed(&format!("{FOLDER}{file}"), digest);
    }
}

#[test]
fn the_newest_list_counts() {
    let changelog = "# Changelog\n\n## Unreleased\n\n### Values\n\n- Normal: other tails.\n\n\
        Values digest: 2\n\n## 0.1.0\n\n### Values\n\nValues digest: 1\n";
    assert_eq!(listed(changelog, "Values digest"), Some("2"));
    let without = changelog.replacen("Values digest: 2", "", 1);
    assert_eq!(listed(&without, "Values digest"), None);
    assert_eq!(listed(changelog, "Values digest of families"), None);
}

/// From the FNV authors' test suite.
#[test]
fn the_hash_is_fnv_1a() {
    assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
}
