//! What a new pipeline is checked with.

use crate::stream::TILE_WORDS;

/// Words of the stream that a check of a kernel compares: one tile.
pub(crate) const CHECK_WORDS: usize = TILE_WORDS;
/// Seed of the tile that every kernel is checked on.
pub(crate) const CHECK_SEED: u64 = 0x0073_6565_6462_6564;
/// Its position: both words of the block counter differ from 0.
pub(crate) const CHECK_WORD: u64 = (1 << 36) + 5 * TILE_WORDS as u64;
