//! From words to samples: the loop around every transform.

use core::cell::RefCell;

use super::{
    arch::{Aligned, Arch, Vectorized},
    words::words,
};
use crate::{
    distr::{LANES, Lanes, Steps, StepsVisitor, Transform},
    stream::{Address, TILE_WORDS, Tiles},
};

/// Words made at a time: they stay in the first-level cache until they are transformed.
const CHUNK_WORDS: usize = 1024;
/// Groups transformed at a time: one bit each tells whether a sample is rare.
const GROUPS: usize = u64::BITS as usize;

/// Fills `out` with the transformed words from position `first_word` on.
pub(crate) fn fill(
    arch: Arch,
    tiles: &mut Tiles,
    transform: Transform<'_>,
    first_word: u64,
    out: &mut [u32],
) {
    let engine = tiles.engine();
    let block_words = engine.block_words();
    let mut buffer = Aligned([0; CHUNK_WORDS]);
    let mut position = first_word;
    let mut done = 0;
    let mut rest = out;
    while !rest.is_empty() {
        // From `position` to the end of the chunk, of the tile, or of the draw. A chunk starts
        // with a whole block and lies in one tile.
        let address = Address::of(position, block_words);
        let in_tile = TILE_WORDS - position as usize % TILE_WORDS;
        let len = rest.len().min(in_tile).min(CHUNK_WORDS - address.word);
        let (part, after) = rest.split_at_mut(len);
        let key = tiles.reach(address.tile_key);

        let whole = address.word == 0 && len.is_multiple_of(block_words);
        if matches!(transform, Transform::Bits) && whole {
            words(arch, engine, &key, address.block, part);
        } else {
            let end = address.word + len;
            let made = &mut buffer.0[..end.next_multiple_of(block_words)];
            words(arch, engine, &key, address.block, made);
            let transform = transform.after(done as u64);
            // The block made last: where many samples take extra words, neighbours share it.
            let made_last = RefCell::new((None, [0; 16]));
            let extra = |i, k| {
                let at = Address::of(position + i as u64, block_words);
                let (name, block) = &mut *made_last.borrow_mut();
                if *name != Some((at.block, k)) {
                    let counter = Address::counter(at.block, 1 + k);
                    engine.block(counter, &key, &mut block[..block_words]);
                    *name = Some((at.block, k));
                }
                [block[at.word], block[(at.word + 1) % 16]]
            };
            apply(arch, transform, &made[address.word..end], part, &extra);
        }
        // Wraps only behind the last word of the stream.
        position = position.wrapping_add(len as u64);
        done += len;
        rest = after;
    }
}

/// The transform of `words` into `out`; `extra(i, k)` are the `k`-th extra word of the sample at
/// word `i`, and the word after it. Not generic: with all transforms and instruction sets this is most of
/// the library's code.
pub(crate) fn apply(
    arch: Arch,
    transform: Transform<'_>,
    words: &[u32],
    out: &mut [u32],
    extra: &dyn Fn(usize, u32) -> [u32; 2],
) {
    transform.visit_steps(Apply {
        arch,
        words,
        out,
        extra,
    });
}

struct Apply<'a> {
    arch: Arch,
    words: &'a [u32],
    out: &'a mut [u32],
    extra: &'a dyn Fn(usize, u32) -> [u32; 2],
}

impl StepsVisitor for Apply<'_> {
    fn visit<W: bytemuck::Pod, L: Lanes<W>>(self, lanes: L) {
        let words: &[W] = bytemuck::cast_slice(self.words);
        let out: &mut [W] = bytemuck::cast_slice_mut(self.out);
        let (groups, words_rest) = words.as_chunks::<LANES>();
        let (out_groups, out_rest) = out.as_chunks_mut::<LANES>();
        let extra = |sample: usize, k| {
            let offset = sample * size_of::<W>() / size_of::<u32>();
            bytemuck::cast_slice(&(self.extra)(offset, k))[0]
        };

        let mut first = 0;
        for (words, out) in groups.chunks(GROUPS).zip(out_groups.chunks_mut(GROUPS)) {
            let rare_groups = bodies(self.arch, lanes, first, words, out);
            for group in ones(rare_groups) {
                let first = first + group * LANES;
                rare(lanes, first, &words[group], &mut out[group], extra);
            }
            first += words.len() * LANES;
        }
        if !words_rest.is_empty() {
            let mut words = [W::zeroed(); LANES];
            words[..words_rest.len()].copy_from_slice(words_rest);
            let mut results = [W::zeroed(); LANES];
            let out = core::slice::from_mut(&mut results);
            bodies(self.arch, lanes, first, &[words], out);
            out_rest.copy_from_slice(&results[..out_rest.len()]);
            rare(lanes, first, words_rest, out_rest, extra);
        }
    }
}

/// Replaces the results for rare words of the group from sample `first` on; `extra(i, k)` are the
/// `k`-th extra words of sample `i`.
fn rare<W: Copy, L: Lanes<W>>(
    lanes: L,
    first: usize,
    words: &[W],
    out: &mut [W],
    extra: impl Fn(usize, u32) -> W,
) {
    let group = lanes.group(first);
    for (i, (&x, result)) in words.iter().zip(out).enumerate() {
        let steps = L::lane(&group, i);
        if steps.is_rare(x) {
            *result = steps.rare(x, |k| extra(first + i, k));
        }
    }
}

/// The places of the ones in `mask`.
fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let place = mask.checked_ilog2()?;
        mask ^= 1 << place;
        Some(place as usize)
    })
}

/// [`Bodies`], compiled once for whole chunks and for the rest.
#[inline(never)]
fn bodies<W: bytemuck::Pod, L: Lanes<W>>(
    arch: Arch,
    lanes: L,
    first: usize,
    words: &[[W; LANES]],
    out: &mut [[W; LANES]],
) -> u64 {
    arch.run(Bodies {
        lanes,
        first,
        words,
        out,
    })
}

/// The bodies of at most `GROUPS` groups, from sample `first` on. Returns a bit for each group where a
/// sample is rare.
struct Bodies<'a, W, L> {
    lanes: L,
    first: usize,
    words: &'a [[W; LANES]],
    out: &'a mut [[W; LANES]],
}

impl<W: bytemuck::Pod, L: Lanes<W>> Vectorized for Bodies<'_, W, L> {
    type Output = u64;

    #[inline(always)]
    fn run(self) -> u64 {
        let mut rare_groups = 0;
        for (group, (words, out)) in self.words.iter().zip(self.out).enumerate() {
            let lanes = self.lanes.group(self.first + group * LANES);
            let mut results = Aligned([W::zeroed(); LANES]);
            let mut rare = false;
            for (lane, (&x, result)) in words.iter().zip(&mut results.0).enumerate() {
                let steps = L::lane(&lanes, lane);
                *result = steps.body(x);
                rare |= steps.is_rare(x);
            }
            rare_groups |= u64::from(rare) << group;
            *out = results.0;
        }
        rare_groups
    }
}
