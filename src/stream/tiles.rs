//! The keys of a stream's tiles.

#[cfg(feature = "plan")]
use alloc::vec::Vec;

use super::TILE_KEYS;
use crate::{
    engine::{Engine, Key, MAX_KEY_WORDS},
    seed::{SeedSequence, TileKeys},
};

/// What the words of a stream depend on but for their position: its engine, and the keys of its tiles.
///
/// A key is derived when its tile is reached. That takes about as long as 20 words of the tile's 4096, and
/// less than a look into a table of keys that is out of the cache, so the last one alone is kept: for the
/// many draws that are much shorter than a tile.
#[derive(Clone, Debug)]
pub(crate) struct Tiles {
    engine: Engine,
    keys: TileKeys,
    last: Option<(u16, Key)>,
}

impl Tiles {
    pub(super) fn new(engine: Engine, seed: &SeedSequence) -> Self {
        Tiles {
            engine,
            keys: TileKeys::new(seed),
            last: None,
        }
    }

    #[inline]
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// `K[j]`, and keeps it; engines with shorter keys use its first words.
    #[inline]
    pub(crate) fn reach(&mut self, j: usize) -> Key {
        match self.last {
            Some((last, key)) if usize::from(last) == j => key,
            _ => {
                let key = self.derive(j);
                self.last = Some((j as u16, key));
                key
            }
        }
    }

    /// `K[j]`.
    #[inline]
    pub(crate) fn key(&self, j: usize) -> Key {
        match self.last {
            Some((last, key)) if usize::from(last) == j => key,
            _ => self.derive(j),
        }
    }

    fn derive(&self, j: usize) -> Key {
        debug_assert!(j < TILE_KEYS);
        let mut key = [0; MAX_KEY_WORDS];
        self.keys.key(j as u32, &mut key[..self.engine.key_words()]);
        key
    }

    /// All keys, as kernels read them.
    #[cfg(feature = "plan")]
    pub(super) fn all(&self) -> Vec<u32> {
        let key_words = self.engine.key_words();
        let mut keys = alloc::vec![0; TILE_KEYS * key_words];
        for (j, key) in (0..).zip(keys.chunks_exact_mut(key_words)) {
            self.keys.key(j, key);
        }
        keys
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use crate::{
        Cpu, Stream,
        coordinates::Sequence,
        distr::{BernoulliMask, Bits32, Normal},
        rand_core::TryRng,
        seed::derived_keys,
    };

    const TILE: usize = super::super::TILE_WORDS;

    /// The keys derived on this thread while `work` is done.
    fn derived<R>(work: impl FnOnce() -> R) -> usize {
        let before = derived_keys();
        work();
        derived_keys() - before
    }

    fn draw(stream: &mut Stream, n: usize) {
        Cpu::single_threaded()
            .sample(stream, &Normal::STANDARD, n)
            .unwrap();
    }

    #[test]
    fn keys_are_derived_when_their_tile_is_reached() {
        let mut stream = Stream::new(42);
        assert_eq!(derived(|| Stream::new(42)), 0);
        assert_eq!(derived(|| stream.spawn(1000)), 0);
        assert_eq!(derived(|| draw(&mut stream, 1)), 1);
        // As long as draws stay in the tile, and in clones.
        assert_eq!(derived(|| draw(&mut stream, 1)), 0);
        assert_eq!(derived(|| draw(&mut stream.clone(), TILE - 2)), 0);
        assert_eq!(derived(|| draw(&mut stream, TILE - 2)), 0);
        // One more for each further tile, however the samples are packed.
        assert_eq!(derived(|| draw(&mut stream, 3 * TILE)), 3);
        let mask = BernoulliMask::new(0.3).unwrap();
        let cpu = Cpu::single_threaded();
        assert_eq!(derived(|| cpu.sample(&mut stream, &mask, TILE / 32)), 1);
        stream.seek(0_u64).unwrap();
        assert_eq!(derived(|| draw(&mut stream, 1)), 1);
    }

    #[test]
    fn generators_and_sequences_keep_the_key_of_their_tile() {
        let mut rng = Stream::new(42).into_rng();
        let words = |rng: &mut crate::rng::StreamRng, n| {
            (0..n).for_each(|_| {
                rng.try_next_u32().unwrap();
            });
        };
        assert_eq!(derived(|| words(&mut rng, TILE)), 1);
        assert_eq!(derived(|| words(&mut rng, 1)), 1);

        let mut sequence = Sequence::from(&Stream::new(42));
        let words = |sequence: &mut Sequence, n| {
            (0..n).for_each(|_| {
                sequence.sample(&Bits32);
            });
        };
        assert_eq!(derived(|| words(&mut sequence, TILE)), 1);
        assert_eq!(derived(|| words(&mut sequence, 1)), 1);
    }

    /// One thread draws from the first tile to the last.
    #[cfg(feature = "parallel")]
    #[test]
    fn long_draws_derive_a_key_for_each_tile() {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let mut stream = Stream::new(42);
        let mut draw =
            |n| pool.install(|| derived(|| Cpu::new().sample(&mut stream, &Normal::STANDARD, n)));
        assert_eq!(draw(256 * TILE), 256);
        assert_eq!(draw(TILE / 2), 1);
        // Of 257 tiles, the key of the first is known.
        assert_eq!(draw(256 * TILE), 256);
    }
}
