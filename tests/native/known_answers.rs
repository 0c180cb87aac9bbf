//! The engines against answers that others have published or computed, reached by every way there is
//! to a block: the block function, the engine's own generator, and a stream with its tile keys.

use rand_chacha::rand_core::{Rng, SeedableRng, TryRng};
use seedbed::{
    Cpu, Engine, SeedSequence, Stream,
    distr::{Bits32, Bits64},
    engine, rng,
};

/// Salmon et al.'s own: see the file's head.
const RANDOM123: &str = include_str!("../vectors/random123_kat_vectors.txt");
/// The IETF's: see the file's head.
const RFC8439: &str = include_str!("../vectors/rfc8439.txt");

/// The counters of the block function that are tried: 0, 1, the carries into the second and the third
/// word, the last that a stream uses, and the last of all.
const COUNTERS: [u128; 7] = [
    0,
    1,
    u32::MAX as u128,
    1 << 32,
    u64::MAX as u128,
    (1 << 62) - 1,
    u128::MAX,
];

/// Lines without comments, split at white space.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
}

fn words<const N: usize>(hexadecimal: &[&str]) -> [u32; N] {
    let words = hexadecimal
        .iter()
        .map(|word| u32::from_str_radix(word, 16).expect("a word"));
    words.collect::<Vec<_>>().try_into().expect("as many words")
}

/// The words of bytes in hexadecimal, little-endian.
fn words_of_bytes<const N: usize>(hexadecimal: &str) -> [u32; N] {
    assert_eq!(hexadecimal.len(), 8 * N);
    core::array::from_fn(|i| {
        let word = &hexadecimal[8 * i..8 * i + 8];
        u32::from_str_radix(word, 16).expect("a word").swap_bytes()
    })
}

fn split(counter: u128) -> [u32; 4] {
    [
        counter as u32,
        (counter >> 32) as u32,
        (counter >> 64) as u32,
        (counter >> 96) as u32,
    ]
}

fn bytes<const N: usize>(words: &[u32]) -> [u8; N] {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.try_into().expect("as many bytes")
}

/// The block function of an engine, for the first words of `key`.
fn block(engine: Engine, counter: [u32; 4], key: [u32; 8]) -> Vec<u32> {
    match engine {
        Engine::Philox4x32_10 => engine::philox4x32_10(counter, [key[0], key[1]]).into(),
        Engine::Threefry4x32_20 => {
            engine::threefry4x32_20(counter, [key[0], key[1], key[2], key[3]]).into()
        }
        Engine::ChaCha8 => engine::chacha8(counter, key).into(),
        Engine::ChaCha12 => engine::chacha12(counter, key).into(),
        Engine::ChaCha20 => engine::chacha20(counter, key).into(),
        other => panic!("{other} has no known answers"),
    }
}

/// The engine's own generator, for the first words of `key`.
fn generator(engine: Engine, key: [u32; 8]) -> Box<dyn FnMut() -> u32> {
    fn boxed(mut rng: impl Rng + 'static) -> Box<dyn FnMut() -> u32> {
        Box::new(move || rng.next_u32())
    }
    match engine {
        Engine::Philox4x32_10 => boxed(rng::Philox4x32_10Rng::from_seed(bytes(&key[..2]))),
        Engine::Threefry4x32_20 => boxed(rng::Threefry4x32_20Rng::from_seed(bytes(&key[..4]))),
        Engine::ChaCha8 => boxed(rng::ChaCha8Rng::from_seed(bytes(&key))),
        Engine::ChaCha12 => boxed(rng::ChaCha12Rng::from_seed(bytes(&key))),
        Engine::ChaCha20 => boxed(rng::ChaCha20Rng::from_seed(bytes(&key))),
        other => panic!("{other} has no known answers"),
    }
}

/// Keys with nothing, with everything, and with no pattern.
fn keys() -> impl Iterator<Item = [u32; 8]> {
    let spread = (0..50).map(|i| {
        SeedSequence::new(i)
            .generate_state_u32(8)
            .try_into()
            .expect("eight words")
    });
    [
        [0; 8],
        [u32::MAX; 8],
        core::array::from_fn(|i| 1 << (4 * i)),
    ]
    .into_iter()
    .chain(spread)
}

#[test]
fn random123() {
    let mut tried = Vec::new();
    for line in lines(RANDOM123) {
        let name = format!("{}_{}", line[0], line[1]);
        let engine: Engine = name.parse().expect("an engine");
        let [numbers @ .., a, b, c, d] = &line[2..] else {
            panic!("{line:?}")
        };
        let counter = words(&numbers[..4]);
        let mut key = [0; 8];
        key[..engine.key_words()].copy_from_slice(&match engine.key_words() {
            2 => words::<2>(&numbers[4..]).to_vec(),
            _ => words::<4>(&numbers[4..]).to_vec(),
        });
        let expected = words::<4>(&[a, b, c, d]);
        assert_eq!(block(engine, counter, key), expected, "{line:?}");
        if counter == [0; 4] {
            let mut next = generator(engine, key);
            assert_eq!([next(), next(), next(), next()], expected, "{line:?}");
        }
        tried.push(engine);
    }
    use Engine::{Philox4x32_10 as P, Threefry4x32_20 as T};
    assert_eq!(tried, [P, P, P, T, T, T]);
}

#[test]
fn rfc8439() {
    let mut sections = Vec::new();
    for line in lines(RFC8439) {
        let key = words_of_bytes::<8>(line[1]);
        let nonce = words_of_bytes::<3>(line[2]);
        let count: u32 = line[3].parse().expect("a number");
        let expected = words::<16>(&line[4..]);
        let counter = [count, nonce[0], nonce[1], nonce[2]];
        assert_eq!(engine::chacha20(counter, key), expected, "{line:?}");
        if nonce == [0; 3] {
            let mut next = generator(Engine::ChaCha20, key);
            let start = 16 * count as usize;
            let made: Vec<u32> = std::iter::repeat_with(&mut next).take(start + 16).collect();
            assert_eq!(made[start..], expected, "{line:?}");
        }
        sections.push(line[0]);
    }
    assert_eq!(
        sections,
        ["2.3.2", "A.1#1", "A.1#2", "A.1#3", "A.1#4", "A.1#5"]
    );
}

/// `rand_chacha` has a 64-bit block count, and the "stream" in the other two words of the counter.
#[test]
fn rand_chacha_for_every_number_of_rounds() {
    macro_rules! compare {
        ($engine:expr, $theirs:ty, $ours:ty) => {
            for key in keys() {
                for counter in COUNTERS {
                    let mut theirs = <$theirs>::from_seed(bytes(&key));
                    theirs.set_stream((counter >> 64) as u64);
                    theirs.set_word_pos((counter as u64 as u128) << 4);
                    let expected: Vec<u32> = (0..16).map(|_| theirs.next_u32()).collect();
                    assert_eq!(
                        block($engine, split(counter), key),
                        expected,
                        "{key:x?} {counter:x}"
                    );
                }
                let mut theirs = <$theirs>::from_seed(bytes(&key));
                let mut ours = <$ours>::from_seed(bytes(&key));
                for _ in 0..1000 {
                    assert_eq!(ours.next_u32(), theirs.next_u32());
                }
                // From an odd word, where the two halves lie in different blocks now and then.
                ours.next_u32();
                theirs.next_u32();
                for _ in 0..100 {
                    assert_eq!(ours.next_u64(), theirs.next_u64());
                }
                let (mut a, mut b) = ([0; 1003], [0; 1003]);
                ours.fill_bytes(&mut a);
                theirs.fill_bytes(&mut b);
                assert_eq!(a, b);
                assert_eq!(ours.next_u32(), theirs.next_u32());
            }
            let mut theirs = <$theirs>::seed_from_u64(42);
            assert_eq!(<$ours>::seed_from_u64(42).next_u64(), theirs.next_u64());
        };
    }
    compare!(Engine::ChaCha8, rand_chacha::ChaCha8Rng, rng::ChaCha8Rng);
    compare!(Engine::ChaCha12, rand_chacha::ChaCha12Rng, rng::ChaCha12Rng);
    compare!(Engine::ChaCha20, rand_chacha::ChaCha20Rng, rng::ChaCha20Rng);
}

/// The word at a position of a stream, by `docs/streams.md` alone.
fn word(engine: Engine, seed: &SeedSequence, position: u64) -> u32 {
    let block_words = engine.block_words() as u64;
    let j = (position / 4096 % 1024) as u32;
    let key = seed.child(&[0x6c61_6e65, j]).generate_state_u32(8);
    let counter = split((position / block_words).into());
    block(engine, counter, key.try_into().expect("eight words"))[(position % block_words) as usize]
}

/// The start, the end of a tile, of the tile keys, of 32 bits of position and of block count, and of
/// the stream.
const POSITIONS: [u64; 7] = [
    0,
    4096 - 20,
    1024 * 4096 - 20,
    (1 << 32) - 20,
    (1 << 34) - 20,
    (1 << 36) - 20,
    u64::MAX - 39,
];

#[test]
fn streams_are_blocks_of_their_tile_keys() {
    let seeds = [
        SeedSequence::new(42),
        SeedSequence::new(7).with_spawn_key([3, 600]),
    ];
    for engine in Engine::ALL {
        for seed in &seeds {
            let stream = Stream::with_engine(engine, seed.clone());
            for position in POSITIONS {
                let expected: Vec<u32> = (position..=position + 39)
                    .map(|p| word(engine, seed, p))
                    .collect();
                let mut drawn = stream.clone();
                drawn.seek(position).expect("a position");
                let mut rng = drawn.clone().into_rng();
                let drawn = Cpu::new()
                    .sample(&mut drawn, &Bits32, 40)
                    .expect("40 words");
                assert_eq!(drawn, expected, "{engine}, {seed}, position {position}");
                for word in expected {
                    assert_eq!(rng.try_next_u32(), Ok(word), "{engine}, {seed}, {position}");
                }
            }
        }
    }
}

#[test]
fn pairs_are_two_words_low_word_first() {
    let seed = SeedSequence::new(42);
    for engine in Engine::ALL {
        let mut stream = Stream::with_engine(engine, seed.clone());
        let pairs = Cpu::new()
            .sample(&mut stream, &Bits64, 20)
            .expect("20 pairs");
        for (i, pair) in (0..).zip(pairs) {
            let [low, high] = [2 * i, 2 * i + 1].map(|p| u64::from(word(engine, &seed, p)));
            assert_eq!(pair, low | high << 32, "{engine}, pair {i}");
        }
    }
}
