//! The table of a quantile function, and the integer polynomials in it.
//!
//! Both tails are cut into octaves of their probability, `2⁻ᵉ⁻² ≤ p < 2⁻ᵉ⁻¹` for `e` in 0..63, and an
//! octave into 2ˢ equal pieces. A piece is an integer cubic. Values rise with the word throughout.

use alloc::boxed::Box;
#[cfg(feature = "gpu")]
use alloc::vec::Vec;

use crate::exact::{Fixed, mul_high};

/// Most pieces of a table: half a MiB. A logistic distribution has 1,500, a Cauchy distribution 4,200.
pub(crate) const MOST_PIECES: usize = 1 << 15;
/// Octaves of both tails: the upper one's from 64 on.
pub(crate) const DIRECTORY: usize = 128;

/// A piece `[c0, c1, c2·2⁸ + reversed, c3·2¹⁴ + q]`: signed `c0`, `c3` and `q`, `c2 < 2²⁴`, `c3` a multiple
/// of 4.
pub(crate) type Piece = [u32; 4];

/// Pieces by octave, in the layout that vector gathers like.
pub(crate) struct QuantileTable {
    /// Of the octave `64 · upper + e`: its first piece, and `s · 2¹⁶`; `1 ≤ s ≤ 31`.
    directory: [u32; DIRECTORY],
    columns: [Box<[u32; MOST_PIECES]>; 4],
    #[cfg(any(test, feature = "gpu", feature = "accuracy"))]
    len: usize,
    /// All values are 0 or within `2^lowest ≤ |v| < 2^highest`.
    pub(crate) lowest: i32,
    pub(crate) highest: i32,
    /// Tells tables apart.
    #[cfg(feature = "gpu")]
    pub(crate) id: crate::distr::TableId,
}

/// A value with its sign in bit 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub v: Fixed,
    pub sign: u32,
}

impl QuantileTable {
    /// At most [`MOST_PIECES`] pieces.
    pub(crate) fn new(directory: [u32; DIRECTORY], pieces: &[Piece]) -> Self {
        let column = |c: usize| {
            // Zeros that nobody reads take no memory.
            let mut column: Box<[u32]> = alloc::vec![0; MOST_PIECES].into();
            for (to, piece) in column.iter_mut().zip(pieces) {
                *to = piece[c];
            }
            column.try_into().expect("as long as an array")
        };
        let exponents = || pieces.iter().map(|&piece| -(piece_exponent(piece) as i32));
        QuantileTable {
            directory,
            columns: core::array::from_fn(column),
            #[cfg(any(test, feature = "gpu", feature = "accuracy"))]
            len: pieces.len(),
            lowest: exponents().min().unwrap_or(0),
            highest: exponents().max().unwrap_or(0) + 32,
            #[cfg(feature = "gpu")]
            id: crate::distr::TableId::new(),
        }
    }

    /// As the GPU has it: a `vec4<u32>` an octave, then one a piece.
    #[cfg(feature = "gpu")]
    pub(crate) fn words(&self) -> Vec<u32> {
        let directory = self.directory.iter().flat_map(|&entry| [entry, 0, 0, 0]);
        let pieces = (0..self.len as u32).flat_map(|i| self.piece(i));
        directory.chain(pieces).collect()
    }

    /// Piece `i`, which the directory keeps in range.
    #[inline(always)]
    pub(crate) fn piece(&self, i: u32) -> Piece {
        let i = i as usize & (MOST_PIECES - 1);
        let [c0, c1, c2, c3] = &self.columns;
        [c0[i], c1[i], c2[i], c3[i]]
    }

    /// The quantile at `octave` of a tail, `t` rising with the value, in units of 2⁻³².
    #[inline(always)]
    pub(crate) fn value(&self, upper: u32, octave: u32, t: u32) -> Signed {
        let entry = self.directory[((upper << 6) | (octave & 63)) as usize & (DIRECTORY - 1)];
        let s = (entry >> 16) & 31;
        let i = (entry & 0xffff).wrapping_add(t >> (32u32.wrapping_sub(s) & 31));
        piece_value(self.piece(i), t << s)
    }

    /// Pieces.
    #[cfg(any(test, feature = "accuracy"))]
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

/// The value of a piece at `t`, in units of 2⁻³² of the piece.
#[inline(always)]
pub(crate) fn piece_value(c: Piece, t: u32) -> Signed {
    let r = cubic(c, t);
    let sign = r & 0x8000_0000;
    let magnitude = if sign != 0 { r.wrapping_neg() } else { r };
    Signed {
        v: Fixed {
            r: if magnitude == 0 { 1 } else { magnitude },
            q: piece_exponent(c),
        },
        sign,
    }
}

/// `c0 ± (c1·t + c2·t² + c3·t³)`, by Horner's rule, every product truncated; minus, and `t` from the
/// other end, in a reversed piece, so that `c2` is never negative.
#[inline(always)]
pub(crate) fn cubic(c: Piece, t: u32) -> u32 {
    let reversed = (c[2] & 1).wrapping_neg();
    let t = t ^ reversed;
    let c3 = (c[3] as i32) >> 16;
    let s3 = (c3.wrapping_mul((t >> 16) as i32) >> 14) as u32;
    let s2 = mul_high((c[2] >> 8).wrapping_add(s3), t & 0xffff_f000);
    let m = mul_high(c[1].wrapping_add(s2), t);
    c[0].wrapping_add((m ^ reversed).wrapping_sub(reversed))
}

/// The exponent `q` of a piece's values `r · 2⁻ᵠ`, a signed number.
#[inline(always)]
pub(crate) fn piece_exponent(c: Piece) -> u32 {
    ((c[3] << 16) as i32 >> 16) as u32
}
