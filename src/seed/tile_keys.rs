//! The keys of a stream's tiles, spawned from its seed.

use super::SeedSequence;
use super::pool::Pool;

/// `"lane"`: sets the keys of tiles apart from children that users spawn.
pub(crate) const TILE_KEY_TAG: u32 = 0x6c61_6e65;

/// A seed, ready to give the key `K[j]` of any tile lane `j`.
///
/// `K[j]` is the first words of `generate_state` of the child whose spawn key is the seed's own
/// followed by `(TILE_KEY_TAG, j)`. All but the last word is mixed once, here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TileKeys {
    pool: Pool,
}

impl TileKeys {
    pub(crate) fn new(seed: &SeedSequence) -> Self {
        let mut pool = seed.pool;
        pool.absorb(TILE_KEY_TAG);
        Self { pool }
    }

    /// Writes the first words of `K[j]`.
    pub(crate) fn key(&self, j: u32, out: &mut [u32]) {
        #[cfg(all(test, feature = "std"))]
        DERIVED.set(DERIVED.get() + 1);
        let mut pool = self.pool;
        pool.absorb(j);
        pool.fill_state(out);
    }
}

#[cfg(all(test, feature = "std"))]
std::thread_local! {
    static DERIVED: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

/// How many keys this thread has derived so far.
#[cfg(all(test, feature = "std"))]
pub(crate) fn derived_keys() -> usize {
    DERIVED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_spawned_children() {
        // Entropy shorter than, as long as and longer than the pool; with and without a spawn key.
        for seed in [
            "0",
            "42",
            "42/1/2",
            "0xffffffffffffffffffffffffffffffff",
            "0x1_00000000_00000000_00000000_00000000_00000007/9",
        ] {
            let seed: SeedSequence = seed.parse().unwrap();
            let keys = TileKeys::new(&seed);
            for j in [0, 1, 2, 511, 1023, u32::MAX] {
                // Philox takes 2 words of key, Threefry 4, ChaCha 8.
                let mut key = [0; 8];
                keys.key(j, &mut key);
                let child = seed.child(&[TILE_KEY_TAG, j]);
                assert_eq!(key[..], child.generate_state_u32(8), "{child}");
                let mut short = [0; 2];
                keys.key(j, &mut short);
                assert_eq!(short, key[..2], "{child}");
            }
        }
    }
}
