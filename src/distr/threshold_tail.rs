//! Values beyond a table of thresholds: pieces of the inverse of the distribution function.

use crate::exact::mul_top;

/// Coefficients of a piece.
pub(crate) const DEGREE: u32 = 9;
/// Words of a piece in kernels.
#[cfg(feature = "plan")]
pub(crate) const PIECE_ENTRIES: usize = 20;

/// The values of 64-bit words from `start` to the next piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TailPiece {
    /// The first word.
    pub start: u64,
    /// Its value.
    pub value: u32,
    /// Zeros in front of every offset in the piece: below 64.
    pub shift: u32,
    /// A unit of the coefficients is 2^−units of a value; below 64.
    pub units: u32,
    /// Of the powers 1 to [`DEGREE`] of the offset, the lowest first.
    pub coefficients: [u64; DEGREE as usize],
}

impl TailPiece {
    /// As kernels have it, but for `start`, which is among the thresholds.
    #[cfg(feature = "plan")]
    pub(crate) fn words(&self) -> [u32; PIECE_ENTRIES] {
        let mut words = [0; PIECE_ENTRIES];
        words[0] = self.value;
        words[1] = self.shift | self.units << 8;
        let (pairs, _) = words[2..].as_chunks_mut();
        for (pair, &x) in pairs.iter_mut().zip(&self.coefficients) {
            *pair = [x as u32, (x >> 32) as u32];
        }
        words
    }
}

/// The value at an offset from the start of a piece. Every step rises in the offset, as all coefficients
/// are positive.
#[inline]
pub(crate) fn tail_value(piece: &TailPiece, offset: u64) -> u32 {
    let t = offset << (piece.shift & 63);
    let mut sum = 0;
    for &coefficient in piece.coefficients.iter().rev() {
        sum = mul_top(coefficient.wrapping_add(sum), t);
    }
    piece.value.wrapping_add((sum >> (piece.units & 63)) as u32)
}
