//! The table of a quantile function, and the integer polynomials in it.
//!
//! Both tails are cut into octaves of their probability, `2⁻ᵉ⁻² ≤ p < 2⁻ᵉ⁻¹` for `e` in 0..63, and an
//! octave into 2ˢ equal pieces. A piece is an integer cubic. Values rise with the word throughout.

use alloc::boxed::Box;
#[cfg(feature = "plan")]
use alloc::vec::Vec;

use crate::exact::{CubicPiece, cubic_exponent};

/// Most pieces of a table: half a MiB. A logistic distribution has 1,500, a Cauchy distribution 4,200.
pub(crate) const MOST_PIECES: usize = 1 << 15;
/// Octaves of both tails: the upper one's from 64 on.
pub(crate) const DIRECTORY: usize = 128;

/// Pieces by octave, in the layout that vector gathers like.
pub(crate) struct QuantileTable {
    /// Of the octave `64 · upper + e`: its first piece, and `s · 2¹⁶`; `1 ≤ s ≤ 31`.
    directory: [u32; DIRECTORY],
    columns: [Box<[u32; MOST_PIECES]>; 4],
    len: usize,
    /// All values are 0 or within `2^lowest ≤ |v| < 2^highest`.
    pub(crate) lowest: i32,
    pub(crate) highest: i32,
    /// The least and the largest value.
    pub(crate) ends: [f64; 2],
    /// Tells tables apart.
    #[cfg(feature = "plan")]
    pub(crate) id: crate::tables::TableId,
}

impl QuantileTable {
    /// At most [`MOST_PIECES`] pieces.
    pub(crate) fn new(directory: [u32; DIRECTORY], pieces: &[CubicPiece], ends: [f64; 2]) -> Self {
        let column = |c: usize| {
            // Zeros that nobody reads take no memory.
            let mut column: Box<[u32]> = alloc::vec![0; MOST_PIECES].into();
            for (to, piece) in column.iter_mut().zip(pieces) {
                *to = piece[c];
            }
            column.try_into().expect("as long as an array")
        };
        let exponents = || pieces.iter().map(|&piece| -(cubic_exponent(piece) as i32));
        QuantileTable {
            directory,
            columns: core::array::from_fn(column),
            len: pieces.len(),
            ends,
            lowest: exponents().min().unwrap_or(0),
            highest: exponents().max().unwrap_or(0) + 32,
            #[cfg(feature = "plan")]
            id: crate::tables::TableId::new(),
        }
    }

    /// As the GPU has it: a `vec4<u32>` an octave, then one a piece.
    #[cfg(feature = "plan")]
    pub(crate) fn words(&self) -> Vec<u32> {
        let directory = self.directory.iter().flat_map(|&entry| [entry, 0, 0, 0]);
        let pieces = (0..self.len as u32).flat_map(|i| self.piece(i));
        directory.chain(pieces).collect()
    }

    /// Piece `i`, which the directory keeps in range.
    #[inline(always)]
    pub(crate) fn piece(&self, i: u32) -> CubicPiece {
        let i = i as usize & (MOST_PIECES - 1);
        let [c0, c1, c2, c3] = &self.columns;
        [c0[i], c1[i], c2[i], c3[i]]
    }

    /// Entry `i mod 128` of the directory.
    #[inline(always)]
    pub(crate) fn entry(&self, i: u32) -> u32 {
        self.directory[i as usize & (DIRECTORY - 1)]
    }

    /// Pieces.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[cfg(test)]
    pub(crate) fn directory(&self) -> &[u32; DIRECTORY] {
        &self.directory
    }
}

impl core::fmt::Debug for QuantileTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("QuantileTable").finish_non_exhaustive()
    }
}
