//! The fill loops against the definition: each word by its address, each sample by its steps.

use alloc::{boxed::Box, vec, vec::Vec};

use super::{Arch, Cpu, fill, pack};
use crate::{
    distr::{
        Bernoulli, BernoulliMask, Bits32, Distribution, Exponential, Integers, Lanes, Laplace,
        Normal, Open01, OpenClosed01, Packing, Quantile, Results, Standard, Standard64, Steps,
        StepsVisitor, ThresholdTable, Thresholds, Transform, Uniform,
        elementwise::{ByElement, Family, Parameter},
        sealed::Transforms,
    },
    engine::Engine,
    stream::{Address, Stream, TILE_WORDS},
};

/// Around a vector, a group of lanes, a chunk of words and a tile; some tiles.
const LENGTHS: [usize; 17] = [
    0, 1, 2, 15, 16, 17, 63, 64, 65, 1023, 1024, 1025, 4095, 4096, 4097, 8192, 10_000,
];
const MAX_LEN: usize = 10_000;
/// Whole and split blocks, chunks and tiles; the last tile before the keys repeat; the first word's
/// block carries into its second counter word, for blocks of 4 and of 16; the last words.
const POSITIONS: [u64; 12] = [
    0,
    1,
    2,
    7,
    1021,
    4095,
    4096,
    4097,
    1024 * TILE_WORDS as u64 - 100,
    (1 << 34) - 5000,
    (1 << 36) - 5000,
    u64::MAX - MAX_LEN as u64 + 1,
];

fn of<D: Distribution + 'static>(distribution: D) -> (Transform<'static>, usize) {
    (Box::leak(Box::new(distribution)).transform(), D::WORDS)
}

/// Every transform with every way to finish, with rejections and without.
fn transforms() -> Vec<(Transform<'static>, usize)> {
    let logistic = Quantile::from_quantile(|p| (p / (1.0 - p)).ln(), |q| ((1.0 - q) / q).ln());
    let logistic = logistic.unwrap();
    let cumulative = (1..100_u64).map(|i| i << 57).collect();
    let thresholds = ThresholdTable::new(Thresholds {
        first: 3,
        cumulative,
    })
    .unwrap();
    vec![
        of(Bits32),
        of(Standard),
        of(Open01),
        of(OpenClosed01),
        of(Standard64),
        of(Uniform::new(0.0, 1.0).unwrap()),
        of(Uniform::new(-1.0, 3.0).unwrap()),
        of(Uniform::new(f32::MIN, f32::MAX).unwrap()),
        of(Integers::new(-5, 1000).unwrap()),
        of(Integers::new(0, 3_u32 << 30).unwrap()),
        of(Integers::new_inclusive(0, u32::MAX).unwrap()),
        of(Integers::new(-5_i64, 1000).unwrap()),
        of(Integers::new(0, 3_u64 << 62).unwrap()),
        of(Integers::new_inclusive(0, u64::MAX).unwrap()),
        of(Bernoulli::new(0.3).unwrap()),
        of(Normal::STANDARD),
        of(Normal::new(-1.0, 2.5).unwrap()),
        of(Normal::new(1e-39, 2e-40).unwrap()),
        of(Exponential::STANDARD),
        of(Exponential::new(3.0).unwrap()),
        of(Exponential::new(1e38).unwrap()),
        of(logistic.clone()),
        of(logistic.with_scale(2.0, 3.0).unwrap()),
        of(logistic.with_scale(0.0, 1e-39).unwrap()),
        (Transform::Thresholds(Box::leak(Box::new(thresholds))), 1),
    ]
    .into_iter()
    .chain(by_element().into_iter().map(|transform| (transform, 1)))
    .chain(packed_transforms())
    .collect()
}

/// Parameters by element of every kind, in their domains and outside of them.
fn by_element() -> Vec<Transform<'static>> {
    let words = |seed: u64| -> Vec<f32> {
        let mut words = vec![0; MAX_LEN];
        let stream = Stream::new(seed);
        let results = Results::Words(&mut words);
        Cpu::single_threaded().fill_results(stream.clone().tiles(), Bits32.transform(), 0, results);
        let usual = |x: u32| (x & 0x807f_ffff) | (111 + ((x >> 23) & 15)) << 23;
        let bits = |(i, x): (usize, u32)| if i % 7 < 5 { usual(x) } else { x };
        let bits = words.into_iter().enumerate().map(bits);
        bits.map(f32::from_bits).collect()
    };
    let (any, other) = (words(1).leak(), words(2));
    let not_negative: &[f32] = other.iter().map(|x| x.abs()).collect::<Vec<_>>().leak();
    let above: Vec<f32> = any.iter().zip(not_negative).map(|(a, b)| a + b).collect();
    let laplace: &'static Quantile = Box::leak(Box::new(Laplace::new(0.0, 1.0).unwrap().into()));
    let each = |family, first, second| {
        let parameters = [first, second];
        Transform::ByElement(ByElement { family, parameters })
    };
    let (one, any, not_negative) = (Parameter::One, Parameter::Each(any), not_negative.into());
    vec![
        each(Family::Normal, any, not_negative),
        each(Family::Normal, one(3.0), not_negative),
        each(Family::Normal, any, one(0.5)),
        each(Family::Uniform, any, Parameter::Each(above.leak())),
        each(Family::Uniform, one(0.0), not_negative),
        each(Family::Exponential, one(0.0), not_negative),
        each(Family::Quantile(laplace.table()), any, not_negative),
        each(Family::Bernoulli, not_negative, one(0.0)),
    ]
}

/// Those whose results share words of memory.
fn packed_transforms() -> Vec<(Transform<'static>, usize)> {
    let masks = [0.0, 0.3, 1.0].map(|p| of(BernoulliMask::new(p).unwrap()));
    #[cfg(feature = "half")]
    let halves = {
        use crate::distr::{NormalBf16, NormalF16, UniformBf16, UniformF16};
        [
            of(NormalF16::STANDARD),
            of(NormalF16::new(1.0, 0.02).unwrap()),
            of(NormalBf16::new(0.0, 3e38).unwrap()),
            of(UniformF16::new(0.0, 1.0).unwrap()),
            of(UniformBf16::new(-1.0, 0.3).unwrap()),
        ]
    };
    #[cfg(not(feature = "half"))]
    let halves = [];
    masks.into_iter().chain(halves).collect()
}

/// Results, one a word, packed as `Packing` says.
fn packed(packing: Packing, results: &[u32]) -> Vec<u8> {
    match packing {
        Packing::Words => results.iter().flat_map(|r| r.to_le_bytes()).collect(),
        Packing::Halves => {
            let halves = results.iter().map(|r| ((r >> 16) as u16).to_le_bytes());
            halves.flatten().collect()
        }
        Packing::Bits => {
            let of = |bits: &[u32]| (0..8).map(|k| (bits[k] as u8) << k).sum();
            results.chunks(8).map(of).collect()
        }
    }
}

/// Memory for so many results, and its bytes after `fill`.
fn filled(packing: Packing, len: usize, fill: impl FnOnce(Results<'_>)) -> Vec<u8> {
    if packing == Packing::Halves {
        let mut halves = vec![0_u16; len];
        fill(Results::Halves(&mut halves));
        halves.iter().flat_map(|h| h.to_le_bytes()).collect()
    } else {
        let mut words = vec![0_u32; len / packing.per_word()];
        fill(Results::new(packing, &mut words));
        words.iter().flat_map(|w| w.to_le_bytes()).collect()
    }
}

#[test]
fn results_that_share_words_are_packed() {
    for engine in [Engine::Threefry4x32_20, Engine::ChaCha8] {
        let stream = Stream::with_engine(engine, 42);
        for (transform, words_each) in packed_transforms() {
            let packing = transform.packing();
            for position in POSITIONS {
                let first_word = position.next_multiple_of(words_each as u64);
                let len = (u64::MAX - first_word).min(MAX_LEN as u64 - 1) as usize + 1;
                let expected = by_definition(&stream, transform, first_word, len);
                for arch in Arch::all() {
                    for length in LENGTHS {
                        let length = length.next_multiple_of(words_each).min(len);
                        let length = length / words_each * words_each;
                        let bytes = filled(packing, length, |out| {
                            pack::fill_results(
                                arch,
                                stream.clone().tiles(),
                                transform,
                                first_word,
                                out,
                            );
                        });
                        assert!(
                            bytes == packed(packing, &expected[..length]),
                            "{engine} {transform:?} {arch:?} {length} results from {first_word}"
                        );
                    }
                }
            }
        }
    }
}

/// A mask at a position is the Bernoulli samples there: `packbits(…, bitorder="little")`.
#[test]
fn a_mask_is_bernoulli_samples_as_bits() {
    let mut stream = Stream::new(42);
    stream.seek(33_u64).unwrap();
    let mask = BernoulliMask::new(0.3).unwrap();
    let masks = Cpu::new().sample(&mut stream, &mask, 100).unwrap();
    assert_eq!(stream.position(), 64 + 3200);
    stream.seek(64_u64).unwrap();
    let bernoulli = Bernoulli::new(0.3).unwrap();
    let trials = Cpu::new().sample(&mut stream, &bernoulli, 3200).unwrap();
    for (i, trial) in trials.into_iter().enumerate() {
        assert_eq!((masks[i / 32] >> (i % 32)) & 1, trial, "{i}");
    }
}

/// One sample after the other; `words` and `extra` as in [`fill::apply`].
struct OneByOne<'a, E> {
    words: &'a [u32],
    out: &'a mut Vec<u32>,
    extra: E,
}

impl<E: Fn(usize, u32) -> [u32; 2]> StepsVisitor for OneByOne<'_, E> {
    fn visit<W: bytemuck::Pod, L: Lanes<W>>(self, lanes: L) {
        let words_each = size_of::<W>() / 4;
        for (i, &x) in bytemuck::cast_slice::<u32, W>(self.words)
            .iter()
            .enumerate()
        {
            let steps = L::lane(&lanes.group(i), 0);
            let sample = if steps.is_rare(x) {
                let extra = |k| bytemuck::cast_slice(&(self.extra)(i * words_each, k))[0];
                steps.rare(x, extra)
            } else {
                steps.body(x)
            };
            self.out.extend_from_slice(bytemuck::cast_slice(&[sample]));
        }
    }
}

/// Word `position` of the stream, or its `extra - 1`-th extra word, and the word after it.
fn word(stream: &Stream, position: u64, extra: u32) -> [u32; 2] {
    let engine = stream.engine();
    let at = Address::of(position, engine.block_words());
    let mut block = [0; 16];
    engine.block(
        Address::counter(at.block, extra),
        &stream.clone().tiles().key(at.tile_key),
        &mut block[..engine.block_words()],
    );
    [block[at.word], block[(at.word + 1) % 16]]
}

fn by_definition(stream: &Stream, transform: Transform, first_word: u64, len: usize) -> Vec<u32> {
    let words: Vec<u32> = (0..len as u64)
        .map(|i| word(stream, first_word + i, 0)[0])
        .collect();
    let mut out = Vec::new();
    transform.visit_steps(OneByOne {
        words: &words,
        out: &mut out,
        extra: |i, k| word(stream, first_word + i as u64, 1 + k),
    });
    out
}

#[test]
fn fill_follows_the_definition() {
    for engine in Engine::ALL {
        let stream = Stream::with_engine(engine, 42);
        for (transform, words_each) in transforms() {
            for position in POSITIONS {
                let first_word = position.next_multiple_of(words_each as u64);
                let len = (u64::MAX - first_word).min(MAX_LEN as u64 - 1) as usize + 1;
                let expected = by_definition(&stream, transform, first_word, len);
                for arch in Arch::all() {
                    for length in LENGTHS {
                        let length = length.next_multiple_of(words_each).min(len);
                        let mut out = vec![0; length];
                        fill::fill(
                            arch,
                            stream.clone().tiles(),
                            transform,
                            first_word,
                            &mut out,
                        );
                        assert!(
                            out == expected[..length],
                            "{engine} {transform:?} {arch:?} {length} words from {first_word}"
                        );
                    }
                }
            }
        }
    }
}

/// Every octave from both ends of the range, in steps that meet every piece of every table.
#[test]
fn every_octave_follows_the_definition() {
    let mut words = Vec::new();
    for bit in 0..32 {
        for piece in 0..64_u64 {
            let x = (1_u32 << bit) | ((piece << bit) >> 6) as u32;
            for x in [x.wrapping_sub(1), x, x.wrapping_add(1)] {
                words.extend([x, !x, x.reverse_bits()]);
            }
        }
    }
    let extra = |i: usize, k: u32| {
        let low = (i as u32 + k).wrapping_mul(0x9e37_79b9);
        [low, low.rotate_left(9)]
    };
    for (transform, _) in transforms() {
        let mut expected = Vec::new();
        transform.visit_steps(OneByOne {
            words: &words,
            out: &mut expected,
            extra,
        });
        for arch in Arch::all() {
            let mut out = vec![0; words.len()];
            fill::apply(arch, transform, &words, &mut out, &extra);
            assert!(out == expected, "{transform:?} {arch:?}");
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn threads_change_nothing() {
    const FIRST_WORD: u64 = 4098;
    const LEN: usize = 5 * super::PARALLEL_WORDS + 70;
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        for engine in Engine::ALL {
            let stream = Stream::with_engine(engine, 42);
            for (transform, _) in transforms() {
                let mut alone = vec![0; LEN];
                let out = Results::Words(&mut alone);
                Cpu::single_threaded().fill_results(
                    stream.clone().tiles(),
                    transform,
                    FIRST_WORD,
                    out,
                );
                let mut shared = vec![0; LEN];
                pool.install(|| {
                    let out = Results::Words(&mut shared);
                    Cpu::new().fill_results(stream.clone().tiles(), transform, FIRST_WORD, out);
                });
                assert!(alone == shared, "{engine} {transform:?} {threads} threads");
            }
            for (transform, _) in packed_transforms() {
                // Whole masks.
                let len = LEN / 32 * 32;
                let first = FIRST_WORD.next_multiple_of(32);
                let packing = transform.packing();
                let alone = filled(packing, len, |out| {
                    Cpu::single_threaded().fill_results(
                        stream.clone().tiles(),
                        transform,
                        first,
                        out,
                    );
                });
                let shared = filled(packing, len, |out| {
                    pool.install(|| {
                        Cpu::new().fill_results(stream.clone().tiles(), transform, first, out)
                    });
                });
                assert!(alone == shared, "{engine} {transform:?} {threads} threads");
            }
        }
    }
}

/// The contract of parameters by element: sample `i` is that of the distribution with parameters `i`
/// at its position. Words of all octaves, so that rare ones are among them.
#[test]
fn an_element_is_the_distribution_with_its_parameters() {
    const FIRST_WORD: u64 = 17;
    let stream = Stream::new(42);
    for transform in by_element() {
        let Transform::ByElement(each) = transform else {
            panic!("{transform:?}")
        };
        let mut samples = vec![0; MAX_LEN];
        Cpu::new().fill_words(stream.clone().tiles(), transform, FIRST_WORD, &mut samples);
        let mut outside = 0;
        for (i, &sample) in samples.iter().enumerate() {
            let [first, second] = each.parameters.map(|p| p.get(i).unwrap());
            let position = FIRST_WORD + i as u64;
            let one = |distribution: &dyn Fn(&mut [u32]) -> bool| {
                let mut word = [0];
                distribution(&mut word).then_some(word[0])
            };
            fn draw<D: Distribution, E>(
                distribution: Result<D, E>,
                stream: &Stream,
                position: u64,
                out: &mut [u32],
            ) -> bool {
                distribution.is_ok_and(|distribution| {
                    Cpu::new().fill_words(
                        stream.clone().tiles(),
                        distribution.transform(),
                        position,
                        out,
                    );
                    true
                })
            }
            let expected = one(&|out| match each.family {
                Family::Normal => draw(Normal::new(first, second), &stream, position, out),
                Family::Uniform => draw(Uniform::new(first, second), &stream, position, out),
                Family::Exponential => draw(Exponential::new(second), &stream, position, out),
                Family::Quantile(_) => {
                    let laplace = Laplace::new(first, second.into());
                    draw(laplace, &stream, position, out)
                }
                Family::Bernoulli => draw(Bernoulli::new(first.into()), &stream, position, out),
            });
            outside += usize::from(expected.is_none());
            let not_in_domain = match each.family {
                Family::Bernoulli => 0,
                _ => 0x7fc0_0000,
            };
            assert_eq!(
                sample,
                expected.unwrap_or(not_in_domain),
                "{i}: {first:e} {second:e}, {:?}",
                each.family
            );
        }
        assert!(outside < MAX_LEN / 2, "{outside}");
    }
}
