//! Frozen literals. One table serves every transform of one word, so that a kernel has one binding for
//! it; another one those to f64.

pub(crate) mod float64;
mod log;
mod log64;
mod normal;
mod normal64;
mod normal64_tail;
mod normal_tail;
#[cfg(feature = "plan")]
mod table_id;

use crate::exact::polynomial::Piece;
#[cfg(feature = "plan")]
pub(crate) use table_id::TableId;

pub(crate) use float64::{LOG64, NORMAL64, NORMAL64_TAIL, piece64};

/// First piece of the normal quantile.
pub(crate) const NORMAL: u32 = 0;
/// First piece of the logarithm.
pub(crate) const LOG: u32 = 176;
/// First piece of the normal quantile's far tail.
pub(crate) const NORMAL_TAIL: u32 = 192;
/// Pieces in the table; a power of two, so that a masked index is in range.
pub(crate) const LEN: usize = 256;

/// The table as the GPU has it: one `vec4<u32>` a piece.
pub(crate) const PIECES: [Piece; LEN] = {
    let mut pieces = [[0; 4]; LEN];
    copy(&mut pieces, NORMAL, &normal::NORMAL);
    copy(&mut pieces, LOG, &log::LOG);
    copy(&mut pieces, NORMAL_TAIL, &normal_tail::NORMAL_TAIL);
    pieces
};

/// The table by coefficient, the layout that vector gathers like: `COLUMNS[c][piece]`.
static COLUMNS: [[u32; LEN]; 4] = {
    let mut columns = [[0; LEN]; 4];
    let mut i = 0;
    while i < LEN {
        let mut c = 0;
        while c < 4 {
            columns[c][i] = PIECES[i][c];
            c += 1;
        }
        i += 1;
    }
    columns
};

const fn copy(pieces: &mut [Piece; LEN], first: u32, rows: &[Piece]) {
    let mut i = 0;
    while i < rows.len() {
        pieces[first as usize + i] = rows[i];
        i += 1;
    }
}

/// Piece `i mod 256`.
#[inline(always)]
pub(crate) fn piece(i: u32) -> Piece {
    let i = (i & 255) as usize;
    [COLUMNS[0][i], COLUMNS[1][i], COLUMNS[2][i], COLUMNS[3][i]]
}
