//! Results that share words of memory: made a chunk at a time as words, then packed.

use super::{
    arch::{Aligned, Arch, Vectorized},
    fill::fill,
};
use crate::{
    distr::{Results, Transform},
    stream::Tiles,
};

/// Results made at a time: they stay in the first-level cache until they are packed.
const CHUNK: usize = 1024;
/// Halves packed at a time: some vectors' worth.
const LANES: usize = 64;

/// Fills `out` with the transformed words from position `first_word` on.
pub(crate) fn fill_results(
    arch: Arch,
    tiles: &mut Tiles,
    transform: Transform<'_>,
    first_word: u64,
    out: Results<'_>,
) {
    let mut buffer = Aligned([0; CHUNK]);
    let mut position = first_word;
    match out {
        Results::Words(words) => fill(arch, tiles, transform, first_word, words),
        Results::Halves(mut rest) => {
            while !rest.is_empty() {
                let len = rest.len().min(to_chunk_end(position));
                let (out, after) = rest.split_at_mut(len);
                fill(arch, tiles, transform, position, &mut buffer.0[..len]);
                let results = &buffer.0;
                arch.run(PackHalves { results, out });
                // Wraps only behind the last word of the stream.
                position = position.wrapping_add(len as u64);
                rest = after;
            }
        }
        Results::Bits(mut rest) => {
            while !rest.is_empty() {
                let words = rest.len().min(to_chunk_end(position) / 32);
                let (out, after) = rest.split_at_mut(words);
                let len = 32 * words;
                fill(arch, tiles, transform, position, &mut buffer.0[..len]);
                let results = &buffer.0;
                arch.run(PackBits { results, out });
                position = position.wrapping_add(len as u64);
                rest = after;
            }
        }
    }
}

/// From `position` to the end of a chunk that lies in one tile.
fn to_chunk_end(position: u64) -> usize {
    CHUNK - position as usize % CHUNK
}

/// The high halves of the first results.
struct PackHalves<'a> {
    results: &'a [u32; CHUNK],
    out: &'a mut [u16],
}

impl Vectorized for PackHalves<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (groups, _) = self.results.as_chunks::<LANES>();
        for (out, results) in self.out.chunks_mut(LANES).zip(groups) {
            let mut halves = Aligned([0; LANES]);
            for (half, result) in halves.0.iter_mut().zip(results) {
                *half = (result >> 16) as u16;
            }
            if let Ok(out) = <&mut [u16; LANES]>::try_from(&mut *out) {
                *out = halves.0;
            } else {
                out.copy_from_slice(&halves.0[..out.len()]);
            }
        }
    }
}

/// The first results, 0 or 1, as bits.
struct PackBits<'a> {
    results: &'a [u32; CHUNK],
    out: &'a mut [u32],
}

impl Vectorized for PackBits<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (groups, _) = self.results.as_chunks::<32>();
        for (out, results) in self.out.iter_mut().zip(groups) {
            *out = (0..32).fold(0, |bits, k| bits | (results[k] << k));
        }
    }
}
