//! The CPU backend: the arithmetic of the kernels, vectorised by the compiler.

mod arch;
mod chacha;
mod fill;
mod pack;
#[cfg(test)]
pub(crate) mod results64;
#[cfg(all(test, feature = "std"))]
mod tests;
#[cfg(feature = "parallel")]
mod threads;
mod vectors;
mod words;

use alloc::vec::Vec;

use crate::{
    distr::{Packing, Results, Transform, elementwise::ElementwiseError},
    error::Error,
    stream::Tiles,
};

pub(crate) use arch::{Aligned, Arch, Vectorized};
pub(crate) use fill::apply;
#[cfg(feature = "parallel")]
pub(crate) use threads::threads;
pub(crate) use words::words;

/// Draws on the CPU, with the bits of every other backend.
///
/// The instruction set (AVX-512, AVX2, or what the target has) is chosen at run time, and with the
/// feature `parallel` long draws use rayon's current thread pool: neither changes a sample.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Uniform};
/// let cpu = Cpu::new();
/// let mut stream = Stream::new(42);
/// let mut samples = [0.0; 100];
/// cpu.fill(&mut stream, &Uniform::new(-1.0, 1.0)?, &mut samples)?;
/// let more = cpu.sample(&mut stream, &Uniform::new(-1.0, 1.0)?, 100)?;
/// assert_ne!(samples[..], more[..]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cpu {
    arch: Arch,
    parallel: bool,
}

impl Cpu {
    /// All [`threads`](Self::threads) of rayon's current pool, where the feature `parallel` is on.
    #[must_use]
    pub fn new() -> Self {
        Cpu {
            arch: Arch::new(),
            parallel: cfg!(feature = "parallel"),
        }
    }

    /// The calling thread alone.
    #[must_use]
    pub fn single_threaded() -> Self {
        Cpu {
            arch: Arch::new(),
            parallel: false,
        }
    }

    /// How many threads share a long draw: those of rayon's current pool, or 1 without the feature `parallel`,
    /// and where no thread can be started for lack of memory.
    #[must_use]
    pub fn threads(&self) -> usize {
        #[cfg(feature = "parallel")]
        if self.parallel {
            return threads::threads();
        }
        let _ = self.parallel;
        1
    }

    pub(crate) fn arch(self) -> Arch {
        self.arch
    }

    /// With that instruction set.
    pub(crate) fn on(self, arch: Arch) -> Self {
        Cpu { arch, ..self }
    }

    #[cfg(feature = "parallel")]
    pub(crate) fn is_parallel(self) -> bool {
        self.threads() > 1
    }

    /// The results of a draw from word position `first_word`, a word each, whose words all exist.
    pub(crate) fn fill_words(
        &self,
        tiles: &mut Tiles,
        transform: Transform<'_>,
        first_word: u64,
        out: &mut [u32],
    ) {
        self.fill_results(tiles, transform, first_word, Results::Words(out));
    }

    /// The results of a draw from word position `first_word`, whose words all exist.
    pub(crate) fn fill_results(
        &self,
        tiles: &mut Tiles,
        transform: Transform<'_>,
        first_word: u64,
        out: Results<'_>,
    ) {
        #[cfg(feature = "parallel")]
        if out.len() >= 2 * PARALLEL_WORDS as u64 && self.is_parallel() {
            use rayon::prelude::*;
            out.parts(PARALLEL_WORDS)
                .into_par_iter()
                .enumerate()
                .for_each(|(i, part)| {
                    let done = i as u64 * PARALLEL_WORDS as u64;
                    let first = first_word + done;
                    let transform = transform.after(done);
                    let tiles = &mut tiles.clone();
                    pack::fill_results(self.arch, tiles, transform, first, part);
                });
            return;
        }
        pack::fill_results(self.arch, tiles, transform, first_word, out);
    }
}

/// The results of the words of some samples; `extra(i, k)` are the `k`-th extra word of word `i`, and the
/// word after it.
pub(crate) fn samples_of_words(
    transform: Transform<'_>,
    words: &[u32],
    results: &mut [u32],
    extra: &dyn Fn(usize, u32) -> [u32; 2],
) {
    fill::apply(Arch::new(), transform, words, results, extra);
}

/// A sample in memory, whose bytes come first, from the results of its words.
pub(crate) fn packed(packing: Packing, results: &[u32]) -> [u32; 2] {
    match packing {
        Packing::Words => [results[0], results.get(1).copied().unwrap_or(0)],
        Packing::Halves => {
            let [a, b] = ((results[0] >> 16) as u16).to_ne_bytes();
            [u32::from_ne_bytes([a, b, 0, 0]), 0]
        }
        Packing::Bits => {
            let bits = results.iter().enumerate().map(|(i, bit)| bit << (i & 31));
            [bits.sum(), 0]
        }
    }
}

impl Default for Cpu {
    fn default() -> Self {
        Cpu::new()
    }
}

/// Words that one task transforms: 16 tiles, some 100 µs.
#[cfg(feature = "parallel")]
const PARALLEL_WORDS: usize = 16 * crate::stream::TILE_WORDS;

/// As many samples as elements.
pub(crate) fn check_target(len: usize, target: usize) -> Result<(), ElementwiseError> {
    if len == target {
        return Ok(());
    }
    Err(ElementwiseError::Target { target, len })
}

/// `count` zeros, or an error where there is no memory for them.
pub(crate) fn zeroed<T: bytemuck::Pod>(count: usize) -> Result<Vec<T>, Error> {
    bytemuck::allocation::try_zeroed_slice_box(count)
        .map(Vec::from)
        .map_err(|()| Error::Memory {
            count,
            bytes_each: size_of::<T>(),
        })
}
