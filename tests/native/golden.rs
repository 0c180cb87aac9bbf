//! The CPU against the golden vectors of the reference implementation, and the engines against
//! known answers from other sources.

use crate::golden_vectors::{Draw, ENGINES, FLOAT64, check, known_answers};
use seedbed::rand_core::{SeedableRng, TryRng};
use seedbed::{Cpu, Engine, SeedSequence, Stream, distr::Distribution, engine, rng};

impl Draw for Cpu {
    fn draw<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        n: usize,
    ) -> Vec<D::Output> {
        self.sample(stream, distribution, n).unwrap()
    }
}

#[test]
fn the_check_is_one() {
    let crc = crate::golden_vectors::crc32(b"123456789".iter().copied());
    assert_eq!(crc, 0xcbf4_3926); // the check value in catalogues of CRCs
    let text = "draw; philox4x32_10; 42; 0; Bits32; 1; 54598361";
    assert_eq!(check(&Cpu::new(), text), 1);
    for wrong in ["54598360", "54598361 8b49df3e 00000000"] {
        let text = text.replace("54598361", wrong).replace("; 1;", "; 3;");
        assert!(std::panic::catch_unwind(|| check(&Cpu::new(), &text)).is_err());
    }
}

#[test]
fn draws_are_the_golden_vectors() {
    let names: Vec<_> = Engine::ALL.iter().map(|engine| engine.name()).collect();
    assert_eq!(
        names,
        ENGINES.map(|(engine, _)| engine),
        "an engine without golden vectors"
    );
    for (engine, text) in ENGINES {
        let count = check(&Cpu::new(), text);
        assert_eq!(count, check(&Cpu::single_threaded(), text));
        assert!(count > 2000, "{engine}: {count}");
    }
    assert_eq!(check(&Cpu::new(), FLOAT64), 5 * 13 * 6);
    #[cfg(feature = "half")]
    assert!(check(&Cpu::new(), crate::golden_vectors::PACKED) > 800);
}

/// What a generator gives to the calls of a known answer.
fn generated(rng: &mut impl TryRng<Error: std::fmt::Debug>, expected: &str) -> String {
    let call = |result: &str| match result.split_once(':').unwrap() {
        ("u32", _) => format!("u32:{:08x}", rng.try_next_u32().unwrap()),
        ("u64", _) => format!("u64:{:016x}", rng.try_next_u64().unwrap()),
        ("bytes", bytes) => {
            let mut bytes = vec![0; bytes.len() / 2];
            rng.try_fill_bytes(&mut bytes).unwrap();
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("bytes:{hex}")
        }
        _ => panic!("{result}"),
    };
    expected.split(' ').map(call).collect::<Vec<_>>().join(" ")
}

#[test]
fn generators_are_the_golden_vectors() {
    fn from_key<R: SeedableRng + TryRng<Error: std::fmt::Debug>>(
        key: &str,
        expected: &str,
    ) -> String {
        let mut seed = R::Seed::default();
        assert_eq!(key.len(), 2 * seed.as_mut().len());
        for (i, byte) in seed.as_mut().iter_mut().enumerate() {
            *byte = u8::from_str_radix(&key[2 * i..2 * i + 2], 16).unwrap();
        }
        generated(&mut R::from_seed(seed), expected)
    }
    let mut count = 0;
    for fields in ENGINES.iter().flat_map(|(_, text)| known_answers(text)) {
        let (found, expected) = match fields[..] {
            ["generator", engine, seed, position, expected] => {
                let seed: SeedSequence = seed.parse().unwrap();
                let mut stream = Stream::with_engine(engine.parse().unwrap(), seed);
                stream.seek(position.parse::<u64>().unwrap()).unwrap();
                (generated(&mut stream.into_rng(), expected), expected)
            }
            ["engine generator", engine, key, expected] => {
                let found = match engine {
                    "philox4x32_10" => from_key::<rng::Philox4x32_10Rng>(key, expected),
                    "threefry4x32_20" => from_key::<rng::Threefry4x32_20Rng>(key, expected),
                    "chacha8" => from_key::<rng::ChaCha8Rng>(key, expected),
                    "chacha12" => from_key::<rng::ChaCha12Rng>(key, expected),
                    "chacha20" => from_key::<rng::ChaCha20Rng>(key, expected),
                    _ => panic!("{engine}"),
                };
                (found, expected)
            }
            _ => continue,
        };
        assert_eq!(found, expected, "{:?}", &fields[..4]);
        count += 1;
    }
    assert_eq!(count, 9 * ENGINES.len());
}

#[test]
fn engines_have_their_known_answers() {
    fn words<const N: usize>(list: &str) -> [u32; N] {
        let words: Vec<u32> = list
            .split(' ')
            .map(|word| u32::from_str_radix(word, 16).unwrap())
            .collect();
        words.try_into().unwrap()
    }
    let mut count = 0;
    for fields in known_answers(include_str!("../vectors/known_answers.txt")) {
        let [source, name, counter, key, expected] = fields[..] else {
            panic!("{fields:?}")
        };
        let counter = words(counter);
        let block = match name {
            "philox4x32_10" => engine::philox4x32_10(counter, words(key)).to_vec(),
            "threefry4x32_20" => engine::threefry4x32_20(counter, words(key)).to_vec(),
            "chacha8" => engine::chacha8(counter, words(key)).to_vec(),
            "chacha12" => engine::chacha12(counter, words(key)).to_vec(),
            "chacha20" => engine::chacha20(counter, words(key)).to_vec(),
            _ => panic!("{name}"),
        };
        let block: Vec<_> = block.iter().map(|word| format!("{word:08x}")).collect();
        assert_eq!(block.join(" "), expected, "{source}, {name}");
        count += 1;
    }
    assert_eq!(count, 60);
}

/// Samples of chosen words, for every row of every table: words that no search finds in a stream.
#[cfg(feature = "accuracy")]
#[test]
fn samples_of_chosen_words_are_the_golden_vectors() {
    use crate::golden_vectors::{Visit, with_distribution};

    struct Samples<'a>(&'a [[u32; 2]]);
    impl Visit for Samples<'_> {
        type Result = Vec<u32>;
        fn visit<D: Distribution>(&mut self, _: &D) -> Vec<u32> {
            unreachable!("no distribution of binary32")
        }
        fn visit_f32<D: Distribution<Output = f32>>(&mut self, distribution: &D) -> Vec<u32> {
            let words: Vec<u32> = self.0.iter().map(|[word, _]| *word).collect();
            let mut out = vec![0; words.len()];
            seedbed::accuracy::samples(distribution, &words, |i| self.0[i][1], &mut out);
            out
        }
    }

    let mut count = 0;
    for fields in known_answers(include_str!("../vectors/golden/chosen_words.txt")) {
        let ["words", distribution, answers] = fields[..] else {
            panic!("{fields:?}")
        };
        let hex = |text| u32::from_str_radix(text, 16).unwrap();
        let (inputs, expected): (Vec<_>, Vec<_>) = answers
            .split(' ')
            .map(|answer| {
                let [word, extra, sample] = answer.split('/').collect::<Vec<_>>()[..] else {
                    panic!("{answer}")
                };
                // Where none is to be taken, one that would show.
                let extra = if extra == "-" {
                    0xdead_beef
                } else {
                    hex(extra)
                };
                ([hex(word), extra], hex(sample))
            })
            .unzip();
        let found = with_distribution(distribution, Samples(&inputs));
        for ((input, found), expected) in inputs.iter().zip(found).zip(expected) {
            assert_eq!(
                found, expected,
                "{distribution}, word and extra word {input:x?}"
            );
            count += 1;
        }
    }
    assert!(count > 10_000, "{count}");
}
