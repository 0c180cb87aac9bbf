//! The table of the f64 transforms, which a distribution's own binding has on the GPU.

use super::{log64, normal64, normal64_tail};
use crate::exact::polynomial64::Piece64;

/// First piece of the normal quantile.
pub(crate) const NORMAL64: u64 = 0;
/// First piece of the logarithm.
pub(crate) const LOG64: u64 = 352;
/// First piece of the normal quantile's far tail.
pub(crate) const NORMAL64_TAIL: u64 = 416;
/// Pieces in the table; a power of two, so that a masked index is in range.
pub(crate) const LEN64: usize = 512;

/// The table, piece by piece.
pub(crate) static PIECES64: [Piece64; LEN64] = {
    let mut pieces = [[0; 6]; LEN64];
    copy(&mut pieces, NORMAL64, &normal64::NORMAL64);
    copy(&mut pieces, LOG64, &log64::LOG64);
    copy(&mut pieces, NORMAL64_TAIL, &normal64_tail::NORMAL64_TAIL);
    pieces
};

/// The table by column, the layout that vector gathers like.
static COLUMNS: [[u64; LEN64]; 6] = {
    let mut columns = [[0; LEN64]; 6];
    let mut i = 0;
    while i < LEN64 {
        let mut c = 0;
        while c < 6 {
            columns[c][i] = PIECES64[i][c];
            c += 1;
        }
        i += 1;
    }
    columns
};

const fn copy(pieces: &mut [Piece64; LEN64], first: u64, rows: &[Piece64]) {
    let mut i = 0;
    while i < rows.len() {
        pieces[first as usize + i] = rows[i];
        i += 1;
    }
}

/// Piece `i mod 512`.
#[inline(always)]
pub(crate) fn piece64(i: u64) -> Piece64 {
    let i = (i & 511) as usize;
    [
        COLUMNS[0][i],
        COLUMNS[1][i],
        COLUMNS[2][i],
        COLUMNS[3][i],
        COLUMNS[4][i],
        COLUMNS[5][i],
    ]
}

/// The table as the GPU has it: twelve words a piece, the low half of each number first.
#[cfg(feature = "plan")]
pub(crate) fn words() -> alloc::vec::Vec<u32> {
    let numbers = (0..LEN64 as u64).flat_map(piece64);
    numbers.flat_map(|x| [x as u32, (x >> 32) as u32]).collect()
}

/// The name under which the GPU keeps the table.
#[cfg(feature = "plan")]
pub(crate) fn id() -> crate::tables::TableId {
    static ID: std::sync::OnceLock<crate::tables::TableId> = std::sync::OnceLock::new();
    *ID.get_or_init(crate::tables::TableId::new)
}
