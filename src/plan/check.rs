//! What a new pipeline is checked with.

use alloc::vec::Vec;

use super::{element, vectors};
use crate::{
    distr::{MultivariateNormal, VectorError},
    engine::Engine,
    stream::{Stream, TILE_WORDS},
};

/// Words of the stream that a check of a kernel compares: one tile.
pub const CHECK_WORDS: usize = TILE_WORDS;
/// Seed of the tile that every kernel is checked on.
pub(crate) const CHECK_SEED: u64 = 0x0073_6565_6462_6564;
/// Its position: both words of the block counter differ from 0.
pub(crate) const CHECK_WORD: u64 = (1 << 36) + 5 * TILE_WORDS as u64;

/// What to check the kernels of normal vectors with, whatever is drawn: products and sums of all sizes.
///
/// # Errors
/// None.
pub fn check_normal() -> Result<MultivariateNormal, VectorError> {
    vectors::check_normal()
}

/// Parameters to check kernels by element with, `len` of each: usual ones, any bits at all, zeros, and
/// subnormal pairs that are near each other.
#[must_use]
pub fn check_elements(len: usize) -> [Vec<f32>; 2] {
    element::check_parameters(len)
}

/// The stream that kernels are checked on, at the position of the check.
///
/// ```
/// use seedbed::{Engine, plan::check_stream};
/// assert_eq!(check_stream(Engine::ChaCha8).position(), (1 << 36) + 5 * 4096);
/// ```
#[must_use]
pub fn check_stream(engine: Engine) -> Stream {
    Stream::with_engine(engine, CHECK_SEED).at(CHECK_WORD)
}
