//! What can be wrong with a place in a stream.

use alloc::{
    format,
    string::{String, ToString},
};

/// A draw or a position outside the stream's 2⁶⁴ words, or a request that memory cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The words asked for go past the stream's end.
    #[error(
        "{count} samples of {words_each} word(s) from position {position} go past the stream's end \
         at 2^64 words: spawn another stream, or seek back"
    )]
    Exhausted {
        /// Word position that the draw would start from.
        position: u128,
        /// Samples asked for.
        count: u64,
        /// Words that a sample owns.
        words_each: usize,
    },
    /// A position past 2⁶⁴.
    #[error("position {} is past the stream's end at 2^64 words", position(*.0))]
    Position(u128),
}

/// A position, of which those far past any stream need not be told apart.
fn position(position: u128) -> String {
    if position < 1 << 66 {
        position.to_string()
    } else {
        format!("of some 2^{}", position.ilog2())
    }
}
