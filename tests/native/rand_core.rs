//! Streams and engines as generators for `rand` and `rand_distr`.

use rand::{RngExt, seq::SliceRandom};
use seedbed::{
    Cpu, Engine, SeedSequence, Stream, StreamError,
    distr::{Bits32, Standard},
    rand_core::{Rng, SeedableRng, TryRng, UnwrapErr},
    rng,
};

/// Words that the generator makes at a time.
const BUFFER: u64 = 256;

/// Positions around which the buffer is filled: the start, within a block, behind a tile and a tile
/// key, over 32 bits.
const POSITIONS: [u64; 5] = [0, 7, 4096 - 1, 1024 * 4096 - 3, (1 << 32) - 100];

fn stream_at(engine: Engine, position: u64) -> Stream {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).expect("a position");
    stream
}

fn words(stream: &Stream, n: usize) -> Vec<u32> {
    Cpu::single_threaded()
        .sample(&mut stream.clone(), &Bits32, n)
        .expect("words")
}

fn bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn words_are_those_of_a_draw() {
    for engine in Engine::ALL {
        for position in POSITIONS {
            let stream = stream_at(engine, position);
            let mut rng = stream.clone().into_rng();
            for (i, word) in (0..).zip(words(&stream, 3 * BUFFER as usize + 10)) {
                assert_eq!(rng.position(), u128::from(position) + i);
                assert_eq!(
                    rng.try_next_u32(),
                    Ok(word),
                    "{engine}, {i} from {position}"
                );
            }
        }
    }
}

/// 64 bits are the next two words, at odd positions too, and over the end of the buffer.
#[test]
fn pairs_are_the_next_two_words() {
    for position in [0, 1, 254, 255] {
        let stream = stream_at(Engine::default(), position);
        let mut rng = stream.clone().into_rng();
        for pair in words(&stream, 600).chunks_exact(2) {
            let pair = u64::from(pair[0]) | u64::from(pair[1]) << 32;
            assert_eq!(rng.try_next_u64(), Ok(pair));
        }
        // With one word taken first, the buffer ends between the halves.
        let mut rng = stream.clone().into_rng();
        rng.try_next_u32().unwrap();
        for pair in words(&stream, 601)[1..].chunks_exact(2) {
            let pair = u64::from(pair[0]) | u64::from(pair[1]) << 32;
            assert_eq!(rng.try_next_u64(), Ok(pair));
        }
    }
}

/// The rest of the last word is dropped.
#[test]
fn bytes_are_whole_words_little_endian() {
    let stream = stream_at(Engine::Philox4x32_10, 3);
    let words = words(&stream, 2000);
    for len in [0, 1, 3, 4, 5, 8, 1023, 1024, 1025, 4096, 4099] {
        let mut rng = stream.clone().into_rng();
        let mut filled = vec![0xa5; len];
        rng.try_fill_bytes(&mut filled).unwrap();
        assert_eq!(filled, bytes(&words)[..len]);
        let taken = len.div_ceil(4);
        assert_eq!(rng.position(), 3 + taken as u128);
        assert_eq!(rng.try_next_u32(), Ok(words[taken]));
    }
}

#[test]
fn a_stream_goes_on_where_its_generator_stopped() {
    for taken in [0, 1, 255, 256, 257, 1000] {
        let stream = stream_at(Engine::ChaCha8, 5);
        let mut rng = stream.clone().into_rng();
        for _ in 0..taken {
            rng.try_next_u32().unwrap();
        }
        let mut clone = rng.clone();
        let mut rest = rng.into_stream();
        assert_eq!(rest.position(), 5 + taken as u128);
        let expected = words(&stream, taken + 20);
        let drawn = Cpu::new().sample(&mut rest, &Bits32, 20).unwrap();
        assert_eq!(drawn, expected[taken..]);
        let mut filled = [0; 4 * 20];
        clone.try_fill_bytes(&mut filled).unwrap();
        assert_eq!(filled[..], bytes(&expected[taken..]));
    }
}

/// The end of the stream is reported, again and again, and loses nothing.
#[test]
fn exhaustion_is_an_error() {
    for left in [0, 1, 10, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER + 5] {
        let mut stream = Stream::new(42);
        stream.seek((1_u128 << 64) - u128::from(left)).unwrap();
        let expected = words(&stream, left as usize);
        let mut rng = stream.into_rng();
        for word in expected {
            assert_eq!(rng.try_next_u32(), Ok(word));
        }
        for _ in 0..2 {
            let error = rng.try_next_u32().unwrap_err();
            assert!(
                matches!(error, StreamError::Exhausted { position, .. } if position == 1 << 64)
            );
            assert_eq!(rng.position(), 1 << 64);
        }
        assert!(rng.try_next_u64().is_err());
        assert!(rng.try_fill_bytes(&mut [0; 3]).is_err());
        assert_eq!(rng.try_fill_bytes(&mut []), Ok(()));
        assert_eq!(rng.into_stream().position(), 1 << 64);
    }
}

#[test]
#[should_panic(expected = "past the stream's end at 2^64 words")]
fn unwrap_err_panics_at_the_end() {
    let mut stream = Stream::new(42);
    stream.seek(1_u128 << 64).unwrap();
    UnwrapErr(stream.into_rng()).next_u32();
}

/// What `rand` makes of a stream: uniform f32 as `Standard`, and its own algorithms without a panic.
#[test]
fn rand_works_on_a_stream() {
    let mut rng = UnwrapErr(Stream::new(42).into_rng());
    let expected = Cpu::new()
        .sample(&mut Stream::new(42), &Standard, 1000)
        .unwrap();
    for u in expected {
        assert_eq!(rng.random::<f32>(), u);
    }
    assert!((1..=6).contains(&rng.random_range(1..=6)));
    let mut cards: Vec<u32> = (0..52).collect();
    cards.shuffle(&mut rng);
    assert_ne!(cards, (0..52).collect::<Vec<_>>());
    cards.sort_unstable();
    assert_eq!(cards, (0..52).collect::<Vec<_>>());
}

#[test]
fn rand_distr_works_on_a_stream() {
    use rand_distr::{Binomial, Distribution, Gamma, Poisson, StandardNormal};
    let mut rng = UnwrapErr(Stream::new(42).into_rng());
    let mut mean = |draw: &dyn Fn(&mut UnwrapErr<rng::StreamRng>) -> f64| {
        (0..10_000).map(|_| draw(&mut rng)).sum::<f64>() / 10_000.0
    };
    let poisson = Poisson::new(3.5).unwrap();
    let gamma = Gamma::new(2.0, 1.5).unwrap();
    let binomial = Binomial::new(100, 0.25).unwrap();
    // Five standard errors of the mean.
    assert!(mean(&|rng| StandardNormal.sample(rng)).abs() < 0.05);
    assert!((mean(&|rng| poisson.sample(rng)) - 3.5).abs() < 0.1);
    assert!((mean(&|rng| gamma.sample(rng)) - 3.0).abs() < 0.11);
    assert!((mean(&|rng| binomial.sample(rng) as f64) - 25.0).abs() < 0.22);
}

/// The generators of the engines have the key that they are given, and no tiles.
#[test]
fn engine_generators_are_seeded_and_reproducible() {
    fn check<R: SeedableRng + Rng + Clone>() {
        let mut rng = R::seed_from_u64(42);
        let mut snapshot = rng.clone();
        let first: Vec<u64> = (0..100).map(|_| rng.next_u64()).collect();
        let again: Vec<u64> = (0..100).map(|_| snapshot.next_u64()).collect();
        assert_eq!(first, again);
        assert_ne!(R::seed_from_u64(43).next_u64(), first[0]);
        assert_eq!(R::seed_from_u64(42).next_u32(), first[0] as u32);
        // A generator can be seeded by a stream, as by any other.
        let mut stream = UnwrapErr(Stream::new(1).into_rng());
        let mut forked = R::from_rng(&mut stream);
        let mut seed = R::Seed::default();
        seed.as_mut()
            .copy_from_slice(&bytes(&words(&Stream::new(1), 8))[..size_of::<R::Seed>()]);
        assert_eq!(forked.next_u64(), R::from_seed(seed).next_u64());
        let mut filled = [0; 9];
        R::seed_from_u64(42).fill_bytes(&mut filled);
        assert_eq!(filled[..8], first[0].to_le_bytes());
        assert_eq!(filled[8], first[1] as u8);
    }
    check::<rng::Philox4x32_10Rng>();
    check::<rng::Threefry4x32_20Rng>();
    check::<rng::ChaCha8Rng>();
    check::<rng::ChaCha12Rng>();
    check::<rng::ChaCha20Rng>();
}

/// Debug output shows where a generator is, and no key.
#[test]
fn debug_shows_position_and_no_key() {
    let mut rng = Stream::with_engine(Engine::ChaCha20, SeedSequence::new(42)).into_rng();
    rng.try_next_u32().unwrap();
    assert_eq!(format!("{rng:?}"), "StreamRng(chacha20:42@1)");
    let text = format!("{:?}", rng::ChaCha20Rng::seed_from_u64(42));
    assert_eq!(text, "ChaCha20Rng { .. }");
}
