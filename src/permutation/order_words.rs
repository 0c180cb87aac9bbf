//! What kernels are told of a permutation.

use super::{
    feistel::{Feistel, Grid},
    listed::MAX_LISTED,
};

/// Words that keys or a list are.
pub(crate) const ORDER_WORDS: usize = MAX_LISTED / 4;

/// The words of a list or of a network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderWords {
    pub grid: Grid,
    /// n − 1 of a network.
    pub last: u32,
    /// Of rounds; 0 for a list.
    pub pairs: u32,
    pub inverted: bool,
    /// Keys of the rounds, or a list in bytes.
    pub words: [u32; ORDER_WORDS],
}

impl OrderWords {
    /// A list, in the direction that is wanted.
    pub(super) fn of_list(list: &[u8; MAX_LISTED]) -> Self {
        let (quads, _) = list.as_chunks();
        OrderWords {
            grid: Grid {
                column_bits: 0,
                rows: 0,
            },
            last: 0,
            pairs: 0,
            inverted: false,
            words: core::array::from_fn(|i| u32::from_le_bytes(quads[i])),
        }
    }

    pub(super) fn of_network(feistel: &Feistel, inverted: bool) -> Self {
        let keys = feistel.keys.as_flattened();
        OrderWords {
            grid: feistel.grid,
            last: feistel.last,
            pairs: feistel.pairs() as u32,
            inverted,
            words: core::array::from_fn(|i| keys[i]),
        }
    }
}
