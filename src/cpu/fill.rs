//! From words to samples: the loop around every transform.

use super::words::{Arch, Vectorized, words};
use crate::{
    distr::{
        AffineFinish, ExponentialSteps, NormalSteps, PairSteps, Standard64Steps, StandardFinish,
        Transform, UniformSteps, WideFinish, WordSteps,
    },
    exact::Finish,
    stream::{Address, Stream, TILE_WORDS},
};

/// Words made at a time: they stay in the first-level cache until they are transformed.
const CHUNK_WORDS: usize = 1024;

/// Fills `out` with the transformed words from position `first_word` on.
pub(crate) fn fill(
    arch: Arch,
    stream: &Stream,
    transform: Transform,
    first_word: u64,
    out: &mut [u32],
) {
    let mut buffer = [0; CHUNK_WORDS];
    let block_words = stream.engine().block_words();
    let mut position = first_word;
    let mut rest = out;
    while !rest.is_empty() {
        // From `position` to the end of the chunk, of the tile, or of the draw. A chunk starts
        // with a whole block and lies in one tile.
        let address = Address::of(position, block_words);
        let in_tile = TILE_WORDS - position as usize % TILE_WORDS;
        let len = rest.len().min(in_tile).min(CHUNK_WORDS - address.word);
        let (part, after) = rest.split_at_mut(len);
        let key = stream.keys().get(address.tile_key);

        let whole = address.word == 0 && len % block_words == 0;
        if transform == Transform::Bits && whole {
            words(arch, stream.engine(), &key, address.block, part);
        } else {
            let needed = (address.word + len).next_multiple_of(block_words);
            words(
                arch,
                stream.engine(),
                &key,
                address.block,
                &mut buffer[..needed],
            );
            let source = &buffer[address.word..address.word + len];
            let extra = |offset: usize, k: u32| {
                let at = Address::of(position + offset as u64, block_words);
                let mut block = [0; 16];
                let counter = Address::counter(at.block, 1 + k);
                stream
                    .engine()
                    .block(counter, &key, &mut block[..block_words]);
                [block[at.word], block[(at.word + 1) % 16]]
            };
            apply(arch, transform, source, part, extra);
        }
        // Wraps only behind the last word of the stream.
        position = position.wrapping_add(len as u64);
        rest = after;
    }
}

/// The transform of `words` into `out`; `extra(i, k)` are the `k`-th extra word of the sample at
/// word `i`, and the word after it.
pub(crate) fn apply(
    arch: Arch,
    transform: Transform,
    words: &[u32],
    out: &mut [u32],
    extra: impl Fn(usize, u32) -> [u32; 2],
) {
    match transform {
        Transform::Bits => out.copy_from_slice(words),
        Transform::Standard(steps) => each_word(arch, steps, words, out, extra),
        Transform::Standard64 => each_pair(arch, Standard64Steps, words, out, extra),
        Transform::Uniform(finish, last) => match finish {
            Finish::Standard => {
                each_word(
                    arch,
                    UniformSteps {
                        finish: StandardFinish,
                        last,
                    },
                    words,
                    out,
                    extra,
                );
            }
            Finish::Affine(a) => {
                let finish = AffineFinish(a);
                each_word(arch, UniformSteps { finish, last }, words, out, extra);
            }
            Finish::Wide(a) => {
                let finish = WideFinish(a);
                each_word(arch, UniformSteps { finish, last }, words, out, extra);
            }
        },
        Transform::Integers32(steps) => each_word(arch, steps, words, out, extra),
        Transform::Integers64(steps) => each_pair(arch, steps, words, out, extra),
        Transform::Bernoulli(steps) => each_word(arch, steps, words, out, extra),
        Transform::Normal(Finish::Standard) => {
            each_word(arch, NormalSteps(StandardFinish), words, out, extra);
        }
        Transform::Normal(Finish::Affine(a)) => {
            each_word(arch, NormalSteps(AffineFinish(a)), words, out, extra);
        }
        Transform::Normal(Finish::Wide(a)) => {
            each_word(arch, NormalSteps(WideFinish(a)), words, out, extra);
        }
        Transform::Exponential(Finish::Standard) => {
            each_word(arch, ExponentialSteps(StandardFinish), words, out, extra);
        }
        Transform::Exponential(Finish::Affine(a)) => {
            each_word(arch, ExponentialSteps(AffineFinish(a)), words, out, extra);
        }
        Transform::Exponential(Finish::Wide(a)) => {
            each_word(arch, ExponentialSteps(WideFinish(a)), words, out, extra);
        }
    }
}

fn each_word<S: WordSteps>(
    arch: Arch,
    steps: S,
    words: &[u32],
    out: &mut [u32],
    extra: impl Fn(usize, u32) -> [u32; 2],
) {
    struct Each<'a, S> {
        steps: S,
        words: &'a [u32],
        out: &'a mut [u32],
        any_rare: &'a mut bool,
    }
    impl<S: WordSteps> Vectorized for Each<'_, S> {
        #[inline(always)]
        fn run(self) {
            let mut rare = 0;
            for (&x, result) in self.words.iter().zip(self.out) {
                *result = self.steps.body(x);
                rare |= u32::from(self.steps.is_rare(x));
            }
            *self.any_rare = rare != 0;
        }
    }
    let mut any_rare = false;
    arch.run(Each {
        steps,
        words,
        out: &mut *out,
        any_rare: &mut any_rare,
    });
    if any_rare {
        for (i, (&x, result)) in words.iter().zip(out).enumerate() {
            if steps.is_rare(x) {
                *result = steps.rare(x, |k| extra(i, k)[0]);
            }
        }
    }
}

fn each_pair<S: PairSteps>(
    arch: Arch,
    steps: S,
    words: &[u32],
    out: &mut [u32],
    extra: impl Fn(usize, u32) -> [u32; 2],
) {
    struct Each<'a, S> {
        steps: S,
        words: &'a [[u32; 2]],
        out: &'a mut [[u32; 2]],
        any_rare: &'a mut bool,
    }
    impl<S: PairSteps> Vectorized for Each<'_, S> {
        #[inline(always)]
        fn run(self) {
            let mut rare = 0;
            for (&x, result) in self.words.iter().zip(self.out) {
                *result = self.steps.body(x);
                rare |= u32::from(self.steps.is_rare(x));
            }
            *self.any_rare = rare != 0;
        }
    }
    let (words, _) = words.as_chunks::<2>();
    let (out, _) = out.as_chunks_mut::<2>();
    let mut any_rare = false;
    arch.run(Each {
        steps,
        words,
        out: &mut *out,
        any_rare: &mut any_rare,
    });
    if any_rare {
        for (i, (&x, result)) in words.iter().zip(out).enumerate() {
            if steps.is_rare(x) {
                *result = steps.rare(x, |k| extra(2 * i, k));
            }
        }
    }
}
