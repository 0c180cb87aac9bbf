//! How the results of a draw, one a word of the stream, lie in memory.

#[cfg(any(feature = "gpu", feature = "parallel"))]
use alloc::vec::Vec;

/// How results lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// A result is a word.
    Words,
    /// A result is the high half of a word; two of them share a word of memory, the first low.
    Halves,
    /// A result is 0 or 1; 32 of them share a word of memory, the first lowest.
    Bits,
}

#[cfg(any(test, feature = "plan", feature = "parallel"))]
impl Packing {
    /// Results that share a word of memory.
    pub(crate) fn per_word(self) -> usize {
        match self {
            Packing::Words => 1,
            Packing::Halves => 2,
            Packing::Bits => 32,
        }
    }
}

/// Memory for the results of a draw.
#[derive(Debug)]
pub(crate) enum Results<'a> {
    Words(&'a mut [u32]),
    Halves(&'a mut [u16]),
    Bits(&'a mut [u32]),
}

impl<'a> Results<'a> {
    /// The samples of a distribution that packs so.
    pub(crate) fn new<T: bytemuck::Pod>(packing: Packing, samples: &'a mut [T]) -> Self {
        match packing {
            Packing::Words => Results::Words(bytemuck::cast_slice_mut(samples)),
            Packing::Halves => Results::Halves(bytemuck::cast_slice_mut(samples)),
            Packing::Bits => Results::Bits(bytemuck::cast_slice_mut(samples)),
        }
    }

    #[cfg(any(feature = "gpu", feature = "parallel"))]
    pub(crate) fn packing(&self) -> Packing {
        match self {
            Results::Words(_) => Packing::Words,
            Results::Halves(_) => Packing::Halves,
            Results::Bits(_) => Packing::Bits,
        }
    }

    /// Results, one a word of the stream. Of bits there may be more than a `usize` counts.
    #[cfg(any(feature = "gpu", feature = "parallel"))]
    pub(crate) fn len(&self) -> u64 {
        match self {
            Results::Words(words) => words.len() as u64,
            Results::Halves(halves) => halves.len() as u64,
            Results::Bits(words) => words.len() as u64 * Packing::Bits.per_word() as u64,
        }
    }

    #[cfg(feature = "gpu")]
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In parts of `len` results, whole words of memory; the last may be shorter.
    #[cfg(any(feature = "gpu", feature = "parallel"))]
    pub(crate) fn parts(self, len: usize) -> Vec<Results<'a>> {
        debug_assert!(len.is_multiple_of(self.packing().per_word()));
        match self {
            Results::Words(words) => words.chunks_mut(len).map(Results::Words).collect(),
            Results::Halves(halves) => halves.chunks_mut(len).map(Results::Halves).collect(),
            Results::Bits(words) => {
                let parts = words.chunks_mut(len / Packing::Bits.per_word());
                parts.map(Results::Bits).collect()
            }
        }
    }

    /// Without the first `len` results, whole words of memory or all.
    #[cfg(feature = "gpu")]
    pub(crate) fn skip(self, len: u64) -> Results<'a> {
        match self {
            Results::Words(words) => Results::Words(&mut words[len as usize..]),
            Results::Halves(halves) => Results::Halves(&mut halves[len as usize..]),
            Results::Bits(words) => {
                let whole = len / Packing::Bits.per_word() as u64;
                Results::Bits(&mut words[whole as usize..])
            }
        }
    }

    /// The same memory for a shorter time.
    #[cfg(feature = "gpu")]
    pub(crate) fn reborrow(&mut self) -> Results<'_> {
        match self {
            Results::Words(words) => Results::Words(words),
            Results::Halves(halves) => Results::Halves(halves),
            Results::Bits(words) => Results::Bits(words),
        }
    }

    /// The first `len` of them, where there may be half a word more.
    pub(crate) fn first(self, len: u64) -> Results<'a> {
        match self {
            Results::Halves(halves) if (halves.len() as u64) > len => {
                Results::Halves(&mut halves[..len as usize])
            }
            other => other,
        }
    }

    /// The words, which are all that is packed so.
    pub(crate) fn into_words(self) -> &'a mut [u32] {
        match self {
            Results::Words(words) | Results::Bits(words) => words,
            Results::Halves(_) => &mut [],
        }
    }

    /// The memory as bytes.
    #[cfg(feature = "gpu")]
    pub(crate) fn into_bytes(self) -> &'a mut [u8] {
        match self {
            Results::Words(words) | Results::Bits(words) => bytemuck::cast_slice_mut(words),
            Results::Halves(halves) => bytemuck::cast_slice_mut(halves),
        }
    }
}
