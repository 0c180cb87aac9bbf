//! Blocks of words, many at a time.

use super::{
    arch::{Arch, Vectorized},
    chacha::ChaChaBlocks,
};
use crate::{
    engine::{BlockFunction, Engine, Key, Philox4x32_10, Threefry4x32_20},
    stream::Address,
};

/// The blocks from `first_block` on, as words: `out.len()` is a multiple of the block's length, and
/// all blocks are of one tile, so that their counters differ in the first word only.
#[inline]
pub(crate) fn words(arch: Arch, engine: Engine, key: &Key, first_block: u64, out: &mut [u32]) {
    let counter = Address::counter(first_block, 0);
    match engine {
        Engine::Philox4x32_10 => arch.run(Blocks::<Philox4x32_10>::new(key, counter, out)),
        Engine::Threefry4x32_20 => arch.run(Blocks::<Threefry4x32_20>::new(key, counter, out)),
        Engine::ChaCha8 => arch.run(ChaChaBlocks::<4> { key, counter, out }),
        Engine::ChaCha12 => arch.run(ChaChaBlocks::<6> { key, counter, out }),
        Engine::ChaCha20 => arch.run(ChaChaBlocks::<10> { key, counter, out }),
    }
}

/// Blocks of four words: the compiler makes one block in each lane.
struct Blocks<'a, B> {
    key: &'a Key,
    counter: [u32; 4],
    out: &'a mut [u32],
    function: core::marker::PhantomData<B>,
}

impl<'a, B> Blocks<'a, B> {
    fn new(key: &'a Key, counter: [u32; 4], out: &'a mut [u32]) -> Self {
        let function = core::marker::PhantomData;
        Blocks {
            key,
            counter,
            out,
            function,
        }
    }
}

impl<B: BlockFunction<4>> Vectorized for Blocks<'_, B> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let key = *self.key;
        let [low, high, ..] = self.counter;
        let (blocks, _) = self.out.as_chunks_mut::<4>();
        for (i, block) in blocks.iter_mut().enumerate() {
            *block = B::block([low.wrapping_add(i as u32), high, 0, 0], &key);
        }
    }
}
