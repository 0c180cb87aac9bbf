//! No sample changes unlisted. The bits here are frozen output of this crate: they say nothing about
//! right and wrong, `known_answers.rs` and `tests/reference` do.
//!
//! `SEEDBED_FREEZE=1 cargo test --test value_stability` writes the files anew and prints the lines that
//! CHANGELOG.md then needs.

use seedbed::{Cpu, Engine, Stream, distr::*};

const FROZEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_values.txt"
);
const FROZEN_FAMILIES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_families.txt"
);
const FROZEN_FLOAT64: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_float64.txt"
);
const FROZEN_ELEMENTWISE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_elementwise.txt"
);
const FROZEN_VECTORS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_vectors.txt"
);
#[cfg(feature = "half")]
const FROZEN_SIXTEEN_BIT_AND_MASKS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/vectors/frozen_sixteen_bit_and_masks.txt"
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
    line_of(
        engine,
        name,
        position,
        &bytemuck::pod_collect_to_vec(&samples),
    )
}

fn line_of(engine: Engine, name: &str, position: u64, words: &[u32]) -> String {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let hash = fnv1a(&bytes);
    let [a, b, c, d, ..] = words[..] else {
        panic!("four words")
    };
    format!("{engine}, {name}, {position}: {a:08x} {b:08x} {c:08x} {d:08x} {hash:016x}\n")
}

/// What the first file must say.
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

/// What the third file must say: the transforms to f64, with one engine.
fn frozen_float64() -> String {
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        macro_rules! add {
            ($($family:ident($($argument:expr),*),)*) => {$(
                let distribution = $family::new($($argument),*).unwrap();
                let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                text += &line(Engine::default(), name, &distribution, position);
            )*};
        }
        add! {
            Uniform64(0.0, 1.0),
            Uniform64(-180.0, 180.0),
            Uniform64(-1e308, 1e308),
            Uniform64(-1e-320, 3e-308),
            Normal64(0.0, 1.0),
            Normal64(170.0, 8.0),
            Normal64(1e-308, 1e-309),
            Exponential64(1.0),
            Exponential64(2.5),
            Exponential64(1e-310),
        }
    }
    text
}

/// What the second file must say: the families whose tables the host makes, with one engine, because
/// the engine does not matter to a table.
fn frozen_families() -> String {
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        macro_rules! add {
            ($($family:ident($($argument:expr),*),)*) => {$(
                let distribution = $family::new($($argument),*).unwrap();
                let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                text += &line(Engine::default(), name, &distribution, position);
            )*};
        }
        add! {
            Beta(0.5, 0.5),
            Beta(2.0, 3.0),
            Beta(0.01, 1e4),
            Cauchy(0.0, 1.0),
            Cauchy(1e3, 0.01),
            ChiSquared(1.0),
            ChiSquared(61.5),
            FisherF(5.0, 20.0),
            FisherF(1.0, 1.0),
            Frechet(0.5, 0.0, 1.0),
            Frechet(3.0, -1.0, 2.0),
            Gamma(0.01, 1.0),
            Gamma(0.1, 1.0),
            Gamma(2.5, 2.0),
            Gamma(1e6, 1.0),
            GeneralizedNormal(1.5, 0.0, 1.0),
            GeneralizedNormal(8.0, 1.0, 0.1),
            Gumbel(0.0, 1.0),
            HalfNormal(1.0),
            InverseGaussian(2.0, 8.0),
            InverseGaussian(1.0, 0.01),
            Laplace(2.0, 0.5),
            Logistic(0.0, 1.0),
            Logistic(-1e-39, 1e-40),
            LogNormal(0.0, 0.25),
            LogNormal(0.0, 10.0),
            Maxwell(300.0),
            Pareto(1.16, 1e4),
            Pareto(0.5, 1e36),
            Pert(3.0, 5.0, 12.0, 4.0),
            PowerFunction(0.5),
            PowerFunction(3.0),
            Rayleigh(1.5),
            SkewNormal(4.0, 0.0, 1.0),
            SkewNormal(-100.0, 3.0, 2.5),
            StudentT(1.0, 0.0, 1.0),
            StudentT(2.0, 0.0, 1.0),
            StudentT(30.0, 5.0, 0.1),
            Triangular(0.0, 1.0, 4.0),
            TruncatedNormal(1.0, 2.0, 0.0, 100.0),
            TruncatedNormal(0.0, 1.0, 30.0, 31.0),
            VonMises(0.0, 0.1),
            VonMises(2.0, 4.0),
            Weibull(1.5, 10.0),
            Weibull(0.5, 1e-38),
            BetaBinomial(20, 2.0, 3.0),
            BetaBinomial(100_000, 0.5, 0.5),
            Binomial(10, 0.3),
            Binomial(1_000_000, 0.25),
            Categorical([0.0, 1.0, 0.0, 2.0, 1e-9]),
            Categorical((0..10_000).map(f64::from)),
            Geometric(0.1),
            Geometric(1e-4),
            Geometric(1e-6),
            Geometric(1e-9),
            Hypergeometric(4, 48, 13),
            Hypergeometric(1_000_000, 1_000_000, 1_000_000),
            LogSeries(0.9),
            NegativeBinomial(2.5, 0.5),
            NegativeBinomial(100.0, 0.001),
            Poisson(3.5),
            Poisson(1e5),
            Zeta(1.1),
            Zeta(2.0),
            Zeta(4.5),
            Zipf(1.0, 1000),
            Zipf(1.1, 100_000),
        }
        let discrete = Discrete::from_pmf(2, [1.0, 2.0, 3.0, 2.0, 1.0]).unwrap();
        text += &line(
            Engine::default(),
            "Discrete(2, 1 2 3 2 1)",
            &discrete,
            position,
        );
        let rademacher = Rademacher::new();
        text += &line(Engine::default(), "Rademacher", &rademacher, position);
    }
    text
}

/// What the third file must say: parameters by element, with one engine. Those of sample `i` are
/// multiples of a power of two, which every platform makes with the same bits, and some that are
/// subnormal, huge or 0.
fn frozen_elementwise() -> String {
    use elementwise::{Bernoulli, Elementwise, Exponential, Laplace, Normal, Uniform};
    fn line<D: Elementwise>(name: &str, distribution: &D, position: u64) -> String {
        let engine = Engine::default();
        let mut stream = Stream::with_engine(engine, 42);
        stream.seek(position).expect("a position");
        let samples = Cpu::new()
            .sample_elementwise(&mut stream, distribution)
            .expect("samples");
        line_of(engine, name, position, bytemuck::cast_slice(&samples))
    }
    let sizes = |i: usize| [1.0, 1e-40, 1e30, 0.0][i / 4 % 4];
    let scale: Vec<f32> = (0..WORDS)
        .map(|i| (i % 777) as f32 / 64.0 * sizes(i))
        .collect();
    let loc: Vec<f32> = (0..WORDS).map(|i| (i % 1000) as f32 - 500.0).collect();
    let high: Vec<f32> = loc
        .iter()
        .zip(&scale)
        .map(|(a, b)| (a + b).max(a.next_up()))
        .collect();
    let p: Vec<f32> = (0..WORDS).map(|i| (i % 1025) as f32 / 1024.0).collect();
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        text += &line("Normal", &Normal::new(&loc, &scale).unwrap(), position);
        text += &line(
            "Normal, one mean",
            &Normal::new(2.5, &scale).unwrap(),
            position,
        );
        text += &line("Uniform", &Uniform::new(&loc, &high).unwrap(), position);
        text += &line("Exponential", &Exponential::new(&scale).unwrap(), position);
        text += &line("Laplace", &Laplace::new(&loc, &scale).unwrap(), position);
        text += &line("Bernoulli", &Bernoulli::new(&p).unwrap(), position);
    }
    text
}

/// What the fifth file must say: vectors, with one engine.
fn frozen_vectors() -> String {
    fn add<V: VectorDistribution>(text: &mut String, name: &str, vectors: &V) {
        for position in POSITIONS {
            let mut stream = Stream::new(42);
            stream.seek(position).expect("a position");
            let n = WORDS / vectors.dimension();
            let rows = Cpu::new().sample_vectors(&mut stream, vectors, n);
            let words: &[u32] = bytemuck::cast_slice(rows.as_deref().expect("vectors"));
            *text += &line_of(Engine::default(), name, position, words);
        }
    }
    let mut text = HEAD.replace("distribution", "distribution of vectors");
    macro_rules! add {
        ($($vectors:expr,)*) => {$(
            let name = stringify!($vectors).replace(".unwrap()", "");
            add(&mut text, &name, &$vectors);
        )*};
    }
    add! {
        UnitCircle,
        UnitDisc,
        UnitSphere,
        UnitBall,
        Dirichlet::new(&[0.5, 3.0]).unwrap(),
        Dirichlet::new(&[1.0, 2.0, 3.0]).unwrap(),
        Dirichlet::new(&[0.01; 7]).unwrap(),
        Dirichlet::new(&[1.0; 100]).unwrap(),
        MultivariateNormal::new(&[1.0, -2.0], &[0.5, 0.0, 1.5, 0.1]).unwrap(),
        MultivariateNormal::new(&[1e-40, 3e38], &[1e-39, 0.0, -3e38, 3e38]).unwrap(),
        MultivariateNormal::from_covariance(
            &[0.0, 0.0, 1.0],
            &[4.0, 1.2, 0.3, 1.2, 2.0, -0.7, 0.3, -0.7, 1.0]
        )
        .unwrap(),
    }
    text
}

/// What the file of 16-bit floats and masks must say.
#[cfg(feature = "half")]
fn frozen_sixteen_bit_and_masks() -> String {
    let mut text = HEAD.to_owned();
    for engine in Engine::ALL {
        for position in POSITIONS {
            macro_rules! add {
                ($($family:ident($($argument:expr),*),)*) => {$(
                    let distribution = $family::new($($argument),*).unwrap();
                    let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                    text += &line(engine, name, &distribution, position);
                )*};
            }
            add! {
                NormalF16(0.0, 1.0),
                NormalF16(0.0, 0.02),
                NormalF16(-6e4, 1e4),
                NormalF16(1e-7, 1e-6),
                NormalBf16(0.0, 1.0),
                NormalBf16(170.0, 8.0),
                NormalBf16(0.0, 1e-39),
                NormalBf16(0.0, 3e38),
                UniformF16(0.0, 1.0),
                UniformF16(-3.0, 5.0),
                UniformF16(0.1, 0.3),
                UniformF16(-1e-6, 1e-7),
                UniformBf16(0.0, 1.0),
                UniformBf16(-180.0, 180.0),
                UniformBf16(-3e38, 3e38),
                BernoulliMask(0.9),
                BernoulliMask(0.3),
            }
        }
    }
    text
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

const DIGEST: &str = "Values digest";
const FAMILIES_DIGEST: &str = "Values digest of families";
const FLOAT64_DIGEST: &str = "Values digest of float64";
const ELEMENTWISE_DIGEST: &str = "Values digest of elementwise";
const VECTORS_DIGEST: &str = "Values digest of vectors";
#[cfg(feature = "half")]
const SIXTEEN_BIT_AND_MASKS_DIGEST: &str = "Values digest of 16-bit floats and masks";

#[test]
fn no_value_has_changed() {
    compare(FROZEN, &frozen(), DIGEST);
}

#[test]
fn no_value_of_a_family_has_changed() {
    compare(FROZEN_FAMILIES, &frozen_families(), FAMILIES_DIGEST);
}

#[test]
fn no_value_of_a_float64_has_changed() {
    compare(FROZEN_FLOAT64, &frozen_float64(), FLOAT64_DIGEST);
}

#[test]
fn no_value_of_parameters_by_element_has_changed() {
    compare(
        FROZEN_ELEMENTWISE,
        &frozen_elementwise(),
        ELEMENTWISE_DIGEST,
    );
}

#[test]
fn every_change_of_a_value_of_parameters_by_element_is_listed() {
    assert_listed(FROZEN_ELEMENTWISE, ELEMENTWISE_DIGEST);
}

#[test]
fn no_value_of_a_vector_has_changed() {
    compare(FROZEN_VECTORS, &frozen_vectors(), VECTORS_DIGEST);
}

#[test]
fn every_change_of_a_value_of_a_vector_is_listed() {
    assert_listed(FROZEN_VECTORS, VECTORS_DIGEST);
}

#[test]
fn every_change_of_a_value_is_listed() {
    assert_listed(FROZEN, DIGEST);
}

#[test]
fn every_change_of_a_value_of_a_family_is_listed() {
    assert_listed(FROZEN_FAMILIES, FAMILIES_DIGEST);
}

#[cfg(feature = "half")]
#[test]
fn no_value_of_sixteen_bit_and_masks_has_changed() {
    compare(
        FROZEN_SIXTEEN_BIT_AND_MASKS,
        &frozen_sixteen_bit_and_masks(),
        SIXTEEN_BIT_AND_MASKS_DIGEST,
    );
}

#[cfg(feature = "half")]
#[test]
fn every_change_of_a_value_of_sixteen_bit_and_masks_is_listed() {
    assert_listed(FROZEN_SIXTEEN_BIT_AND_MASKS, SIXTEEN_BIT_AND_MASKS_DIGEST);
}

#[test]
fn every_change_of_a_value_of_a_float64_is_listed() {
    assert_listed(FROZEN_FLOAT64, FLOAT64_DIGEST);
}

#[test]
fn the_newest_list_counts() {
    let changelog = "# Changelog\n\n## Unreleased\n\n### Values\n\n- Normal: other tails.\n\n\
        Values digest: 2\n\n## 0.1.0\n\n### Values\n\nValues digest: 1\n";
    assert_eq!(listed(changelog, DIGEST), Some("2"));
    let without = changelog.replacen("Values digest: 2", "", 1);
    assert_eq!(listed(&without, DIGEST), None);
    assert_eq!(listed(changelog, FAMILIES_DIGEST), None);
}

/// From the FNV authors' test suite.
#[test]
fn the_hash_is_fnv_1a() {
    assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
}
