//! A Feistel network over a grid of rows and columns, twin of `shaders/permutation/feistel.wgsl`.
//!
//! Black and Rogaway, *Ciphers with arbitrary finite domains* (CT-RSA 2002), §5: halves of unequal
//! size, joined by addition. Columns are 2ᵏ, rows as few as hold n cells, so that hardly a cell lies
//! past the end: Mitchell et al. (2021), with two powers of 2, walk over up to as many cells again.

use crate::exact::mul_high;

/// 2³² / φ, made prime; xxHash's first prime.
const MULTIPLIER_IN: u32 = 0x9e37_79b1;
/// From the finaliser of MurmurHash3 (Appleby).
const MULTIPLIER_OUT: u32 = 0x85eb_ca6b;

/// Pairs of rounds for n < 2¹⁶, where few cells mix slowly, and few are made.
pub(super) const MANY_PAIRS: usize = 8;
/// Pairs of rounds for n ≥ 2¹⁶.
pub(super) const FEW_PAIRS: usize = 4;

/// `rows · 2^column_bits` cells, `n` or a few more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    pub column_bits: u32,
    pub rows: u32,
}

/// 32 bits, of which the high ones depend on all of a word below 2¹⁶, and on the key.
#[inline(always)]
pub(super) fn round_hash(x: u32, key: u32) -> u32 {
    let y = x.wrapping_mul(MULTIPLIER_IN).wrapping_add(key);
    (y ^ (y >> 16)).wrapping_mul(MULTIPLIER_OUT)
}

/// Row and column of a number.
#[inline(always)]
pub(super) fn cell_of(value: u32, grid: Grid) -> [u32; 2] {
    let mask = (1 << (grid.column_bits & 31)) - 1;
    [value >> (grid.column_bits & 31), value & mask]
}

/// The number of a cell.
#[inline(always)]
pub(super) fn value_of(cell: [u32; 2], grid: Grid) -> u32 {
    (cell[0] << (grid.column_bits & 31)) | cell[1]
}

/// What a round adds to the column, modulo the number of columns.
#[inline(always)]
pub(super) fn column_offset(row: u32, key: u32, grid: Grid) -> u32 {
    round_hash(row, key) >> (32_u32.wrapping_sub(grid.column_bits) & 31)
}

/// What a round adds to the row, below the number of rows.
#[inline(always)]
fn row_offset(column: u32, key: u32, grid: Grid) -> u32 {
    mul_high(round_hash(column, key), grid.rows)
}

/// Two rounds: the column moves, then the row.
#[inline(always)]
fn forward_pair(cell: [u32; 2], keys: [u32; 2], grid: Grid) -> [u32; 2] {
    let mask = (1 << (grid.column_bits & 31)) - 1;
    let column = cell[1].wrapping_add(column_offset(cell[0], keys[0], grid)) & mask;
    let row = cell[0].wrapping_add(row_offset(column, keys[1], grid));
    [row.min(row.wrapping_sub(grid.rows)), column]
}

/// What undoes [`forward_pair`].
#[inline(always)]
fn backward_pair(cell: [u32; 2], keys: [u32; 2], grid: Grid) -> [u32; 2] {
    let mask = (1 << (grid.column_bits & 31)) - 1;
    let row = cell[0].wrapping_sub(row_offset(cell[1], keys[1], grid));
    let before = row.min(row.wrapping_add(grid.rows));
    let column = cell[1].wrapping_sub(column_offset(before, keys[0], grid)) & mask;
    [before, column]
}

/// A keyed bijection of `0..n`, n > 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feistel {
    /// n − 1.
    pub last: u32,
    pub grid: Grid,
    pub keys: [[u32; 2]; MANY_PAIRS],
}

impl Feistel {
    /// `word(p)` is the word at position p of the permutation's stream.
    pub(super) fn new(last: u32, word: impl Fn(u32) -> u32) -> Self {
        let column_bits = (32 - last.leading_zeros()) / 2;
        let rows = (last >> column_bits) + 1;
        let mut keys = [[0; 2]; MANY_PAIRS];
        for (p, key) in keys.as_flattened_mut().iter_mut().enumerate() {
            *key = word(p as u32);
        }
        Feistel {
            last,
            grid: Grid { column_bits, rows },
            keys,
        }
    }

    /// Pairs of rounds.
    #[inline]
    pub(crate) fn pairs(&self) -> usize {
        if self.last < (1 << 16) - 1 {
            MANY_PAIRS
        } else {
            FEW_PAIRS
        }
    }

    /// All rounds once.
    #[inline]
    pub(super) fn step(&self, value: u32, inverted: bool) -> u32 {
        let keys = &self.keys[..self.pairs()];
        let mut cell = cell_of(value, self.grid);
        if inverted {
            for &keys in keys.iter().rev() {
                cell = backward_pair(cell, keys, self.grid);
            }
        } else {
            for &keys in keys {
                cell = forward_pair(cell, keys, self.grid);
            }
        }
        value_of(cell, self.grid)
    }

    /// From a step's result on until it is below n: the cycle that it walks began below n. At most
    /// as many steps as there are cells past the end, fewer than 2¹⁶.
    #[inline]
    pub(super) fn walk(&self, mut value: u32, inverted: bool) -> u32 {
        while value > self.last {
            value = self.step(value, inverted);
        }
        value
    }

    /// The image of `value < n`, or what has it as its image.
    pub(super) fn get(&self, value: u32, inverted: bool) -> u32 {
        self.walk(self.step(value, inverted), inverted)
    }
}
