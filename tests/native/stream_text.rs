//! Streams that are saved, as text or with serde, and resumed.

use proptest::prelude::*;
use seedbed::distr::Normal;
use seedbed::{Cpu, Engine, ParseStreamError, SeedError, SeedSequence, Stream, UnknownEngine};

/// Positions with an end of their own: the first, around 2³² and 2⁶³, and the end of the stream.
const POSITIONS: [u128; 9] = [
    0,
    1,
    u32::MAX as u128,
    1 << 32,
    (1 << 63) - 1,
    1 << 63,
    u64::MAX as u128 - 1,
    u64::MAX as u128,
    1 << 64,
];

fn stream(engine: Engine, seed: SeedSequence, position: u128) -> Stream {
    let mut stream = Stream::with_engine(engine, seed);
    stream.seek(position).expect("a position");
    stream
}

fn streams() -> impl Strategy<Value = Stream> {
    let engine = prop::sample::select(Engine::ALL.to_vec());
    // Entropy within the pool, as long as it, and beyond it, where it may end in zeros.
    let entropy = prop::collection::vec(prop_oneof![any::<u32>(), Just(0)], 0..7);
    let spawn_key = prop::collection::vec(any::<u32>(), 0..6);
    let children = prop_oneof![Just(0), Just(u32::MAX), any::<u32>()];
    let position = prop_oneof![
        prop::sample::select(POSITIONS.to_vec()),
        0..=1_u128 << 64,
        0..1_000_000_u128,
    ];
    (engine, entropy, spawn_key, children, position).prop_map(
        |(engine, entropy, spawn_key, children, position)| {
            let seed = SeedSequence::from_words(entropy).with_spawn_key(spawn_key);
            stream(engine, seed.with_n_children_spawned(children), position)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn text_gives_back_the_stream(stream in streams()) {
        let text = stream.to_string();
        let again: Stream = text.parse().unwrap();
        prop_assert_eq!(&again, &stream, "{}", text);
        prop_assert_eq!(again.to_string(), text);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn json_gives_back_the_stream(stream in streams()) {
        let json = serde_json::to_string(&stream).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Stream>(&json).unwrap(), &stream, "{}", json);
        // By way of a tree of values, which has no integers of 65 bits.
        let value = serde_json::to_value(&stream).unwrap();
        prop_assert_eq!(serde_json::from_value::<Stream>(value).unwrap(), stream);
    }
}

#[test]
fn the_form_of_the_text() {
    let position = POSITIONS[8];
    let list = SeedSequence::from_words([1, 2, 3, 4, 0]).with_spawn_key([7]);
    let spawned = SeedSequence::new(42)
        .with_spawn_key([1])
        .with_n_children_spawned(3);
    for (stream, text) in [
        (Stream::new(42), "threefry4x32_20:42@0"),
        (
            stream(Engine::Threefry4x32_20, spawned, 500_000),
            "threefry4x32_20:42/1@500000+3",
        ),
        (
            stream(Engine::ChaCha20, list, position),
            "chacha20:[1, 2, 3, 4, 0]/7@18446744073709551616",
        ),
    ] {
        assert_eq!(stream.to_string(), text);
        assert_eq!(text.parse(), Ok(stream.clone()));
        assert_eq!(format!("{stream:?}"), format!("Stream({text})"));
    }
    // What a seed's text takes besides.
    assert_eq!(
        "philox4x32_10:0x2a/0x1@0x7a_120+0".parse(),
        Ok(stream(
            Engine::Philox4x32_10,
            SeedSequence::new(42).with_spawn_key([1]),
            500_000
        ))
    );
}

/// What is drawn and spawned next is what would have been.
#[test]
fn a_resumed_stream_goes_on() {
    let mut stream = Stream::with_engine(Engine::ChaCha12, 42);
    let cpu = Cpu::new();
    cpu.sample(&mut stream, &Normal::STANDARD, 12_345).unwrap();
    stream.spawn(2).unwrap();
    let mut resumed: Stream = stream.to_string().parse().unwrap();
    assert_eq!(
        cpu.sample(&mut resumed, &Normal::STANDARD, 5_000).unwrap(),
        cpu.sample(&mut stream, &Normal::STANDARD, 5_000).unwrap()
    );
    assert_eq!(resumed.spawn(3).unwrap(), stream.spawn(3).unwrap());
    assert_eq!(resumed, stream);
}

#[test]
fn streams_are_equal_in_engine_seed_position_and_children() {
    let all = [
        "threefry4x32_20:42@0",
        "philox4x32_10:42@0",
        "threefry4x32_20:43@0",
        "threefry4x32_20:42/0@0",
        "threefry4x32_20:42@1",
        "threefry4x32_20:42@0+1",
    ]
    .map(|text| text.parse::<Stream>().unwrap());
    for (i, one) in all.iter().enumerate() {
        for (j, other) in all.iter().enumerate() {
            assert_eq!(one == other, i == j, "{one} {other}");
        }
    }
    let distinct: std::collections::HashSet<_> = all.iter().chain(&all).collect();
    assert_eq!(distinct.len(), all.len());
    // What was derived on the way does not count.
    let mut drawn = all[0].clone();
    Cpu::new()
        .sample(&mut drawn, &Normal::STANDARD, 10)
        .unwrap();
    drawn.seek(0_u64).unwrap();
    assert_eq!(drawn, all[0]);
}

#[test]
fn errors_of_parsing_name_the_part_and_what_is_expected() {
    let form = |stream: &str, separator| ParseStreamError::Form {
        stream: stream.into(),
        separator,
    };
    let position = |stream: &str, part: &str| ParseStreamError::Position {
        stream: stream.into(),
        part: part.into(),
    };
    let children = |stream: &str, part: &str| ParseStreamError::Children {
        stream: stream.into(),
        part: part.into(),
    };
    let engine = |stream: &str, part: &str| ParseStreamError::Engine {
        stream: stream.into(),
        error: UnknownEngine(part.into()),
    };
    let seed = |stream: &str, seed: &str, part: &str| ParseStreamError::Seed {
        stream: stream.into(),
        error: SeedError::InvalidInteger {
            seed: seed.into(),
            part: part.into(),
        },
    };
    let cases = [
        ("", form("", ':')),
        ("42@0", form("42@0", ':')),
        ("chacha8:42", form("chacha8:42", '@')),
        (":42@0", engine(":42@0", "")),
        ("chacha9:42@0", engine("chacha9:42@0", "chacha9")),
        (" chacha8:42@0", engine(" chacha8:42@0", " chacha8")),
        ("chacha8:@0", seed("chacha8:@0", "", "")),
        ("chacha8:42/x@0", seed("chacha8:42/x@0", "42/x", "x")),
        ("chacha8:42@", position("chacha8:42@", "")),
        ("chacha8:42@-1", position("chacha8:42@-1", "-1")),
        ("chacha8:42@1e3", position("chacha8:42@1e3", "1e3")),
        ("chacha8:42@1@2", position("chacha8:42@1@2", "1@2")),
        ("chacha8:42@+3", position("chacha8:42@+3", "")),
        (
            "chacha8:42@18446744073709551617",
            position("chacha8:42@18446744073709551617", "18446744073709551617"),
        ),
        (
            "chacha8:42@0x1_0000_0000_0000_0000_0000_0000",
            position(
                "chacha8:42@0x1_0000_0000_0000_0000_0000_0000",
                "0x1_0000_0000_0000_0000_0000_0000",
            ),
        ),
        ("chacha8:42@0+", children("chacha8:42@0+", "")),
        ("chacha8:42@0+1+2", children("chacha8:42@0+1+2", "1+2")),
        (
            "chacha8:42@0+4294967296",
            children("chacha8:42@0+4294967296", "4294967296"),
        ),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<Stream>(), Err(error), "{text}");
    }
    for (text, message) in [
        (
            "42",
            "stream `42` has no `:`: write `<engine>:<seed>@<position>`, and `+<children>` behind it \
             where children were spawned, as in `threefry4x32_20:42@0` or \
             `threefry4x32_20:42/1@500000+3`",
        ),
        (
            "threefry:42@0",
            "stream `threefry:42@0`: no engine is called \"threefry\": choose philox4x32_10, \
             threefry4x32_20, chacha8, chacha12 or chacha20",
        ),
        (
            "chacha8:42@x",
            "stream `chacha8:42@x`: the position `x` is not an integer from 0 to \
             18446744073709551616, which is 2^64",
        ),
        (
            "chacha8:42@0+x",
            "stream `chacha8:42@0+x`: the number of children spawned, `x`, is not an integer from 0 \
             to 4294967295",
        ),
    ] {
        assert_eq!(text.parse::<Stream>().unwrap_err().to_string(), message);
    }
}

#[cfg(feature = "serde")]
#[test]
fn stored_streams_are_checked() {
    let form = |position: &str, more: &str| {
        format!(
            r#"{{"engine":"chacha8","seed":{{"entropy":"42","spawn_key":[],"n_children_spawned":0}},"position":{position}{more}}}"#
        )
    };
    let read = |json: &str| serde_json::from_str::<Stream>(json).map_err(|e| e.to_string());
    assert_eq!(
        read(&form(r#""18446744073709551616""#, "")),
        Ok("chacha8:42@18446744073709551616".parse().unwrap())
    );
    let error = read(&form(r#""18446744073709551617""#, "")).unwrap_err();
    assert!(
        error.starts_with(
            "the position `18446744073709551617` is not an integer from 0 to 18446744073709551616"
        ),
        "{error}"
    );
    let error = read(&form(r#""0""#, r#","keys":0"#)).unwrap_err();
    assert!(error.starts_with("unknown field `keys`"), "{error}");
    assert!(
        read(&form("0", ""))
            .unwrap_err()
            .contains("expected a string")
    );
}
