//! From words to samples: the loop around every transform.

use super::{
    arch::{Aligned, Arch, Vectorized},
    words::words,
};
use crate::{
    distr::{Steps, StepsVisitor, Transform},
    stream::{Address, Stream, TILE_WORDS},
};

/// Words made at a time: they stay in the first-level cache until they are transformed.
const CHUNK_WORDS: usize = 1024;
/// Samples transformed at a time: some vectors' worth, for instruction-level parallelism.
const LANES: usize = 64;

/// Fills `out` with the transformed words from position `first_word` on.
pub(crate) fn fill(
    arch: Arch,
    stream: &Stream,
    transform: Transform,
    first_word: u64,
    out: &mut [u32],
) {
    let engine = stream.engine();
    let block_words = engine.block_words();
    let mut buffer = Aligned([0; CHUNK_WORDS]);
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

        let whole = address.word == 0 && len.is_multiple_of(block_words);
        if transform == Transform::Bits && whole {
            words(arch, engine, &key, address.block, part);
        } else {
            let end = address.word + len;
            let made = &mut buffer.0[..end.next_multiple_of(block_words)];
            words(arch, engine, &key, address.block, made);
            apply(arch, transform, &made[address.word..end], part, |i, k| {
                let at = Address::of(position + i as u64, block_words);
                let mut block = [0; 16];
                let counter = Address::counter(at.block, 1 + k);
                engine.block(counter, &key, &mut block[..block_words]);
                [block[at.word], block[(at.word + 1) % 16]]
            });
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
    transform.visit_steps(Apply {
        arch,
        words,
        out,
        extra,
    });
}

struct Apply<'a, E> {
    arch: Arch,
    words: &'a [u32],
    out: &'a mut [u32],
    extra: E,
}

impl<E: Fn(usize, u32) -> [u32; 2]> StepsVisitor for Apply<'_, E> {
    fn visit<W: bytemuck::Pod, S: Steps<W>>(self, steps: S) {
        let words_each = size_of::<W>() / size_of::<u32>();
        let words: &[W] = bytemuck::cast_slice(self.words);
        let out: &mut [W] = bytemuck::cast_slice_mut(self.out);
        let parts = words.chunks(Bodies::<W, S>::MAX_LEN);
        for (part, (words, out)) in parts
            .zip(out.chunks_mut(Bodies::<W, S>::MAX_LEN))
            .enumerate()
        {
            let mut rare_groups = self.arch.run(Bodies {
                steps,
                words,
                out: &mut *out,
            });
            while rare_groups != 0 {
                let first = rare_groups.trailing_zeros() as usize * LANES;
                rare_groups &= rare_groups - 1;
                let last = words.len().min(first + LANES);
                for i in first..last {
                    if steps.is_rare(words[i]) {
                        let offset = (part * Bodies::<W, S>::MAX_LEN + i) * words_each;
                        out[i] = steps.rare(words[i], |k| {
                            bytemuck::cast_slice(&(self.extra)(offset, k))[0]
                        });
                    }
                }
            }
        }
    }
}

/// The bodies of at most `MAX_LEN` samples. Returns a bit for each group of lanes where one is rare.
struct Bodies<'a, W, S> {
    steps: S,
    words: &'a [W],
    out: &'a mut [W],
}

impl<W, S> Bodies<'_, W, S> {
    const MAX_LEN: usize = LANES * u64::BITS as usize;
}

impl<W: bytemuck::Pod, S: Steps<W>> Vectorized for Bodies<'_, W, S> {
    type Output = u64;

    #[inline(always)]
    fn run(self) -> u64 {
        let mut rare_groups = 0;
        let groups = self.words.chunks(LANES).zip(self.out.chunks_mut(LANES));
        for (group, (words, out)) in groups.enumerate() {
            let mut x = Aligned([W::zeroed(); LANES]);
            match <&[W; LANES]>::try_from(words) {
                Ok(words) => x.0 = *words,
                Err(_) => x.0[..words.len()].copy_from_slice(words),
            }
            let mut results = Aligned([W::zeroed(); LANES]);
            let mut rare = false;
            for (&x, result) in x.0.iter().zip(&mut results.0) {
                *result = self.steps.body(x);
                rare |= self.steps.is_rare(x);
            }
            rare_groups |= u64::from(rare) << group;
            match <&mut [W; LANES]>::try_from(&mut *out) {
                Ok(out) => *out = results.0,
                Err(_) => out.copy_from_slice(&results.0[..out.len()]),
            }
        }
        rare_groups
    }
}
