//! Blocks of words, many at a time, with the instruction set chosen at run time.

use crate::{
    engine::{
        BlockFunction, ChaCha8, ChaCha12, ChaCha20, Engine, Key, Philox4x32_10, Threefry4x32_20,
    },
    stream::Address,
};

/// The instruction set. Code that runs inside [`Arch::run`] is compiled once for each of them, so
/// everything it calls is `#[inline(always)]`.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arch(pulp::Arch);

/// The instruction set: without `std` it cannot be asked for at run time.
#[cfg(not(feature = "std"))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arch;

/// Work to be compiled for each instruction set.
pub(crate) trait Vectorized {
    fn run(self);
}

#[cfg(feature = "std")]
impl Arch {
    pub(crate) fn new() -> Self {
        Arch(pulp::Arch::new())
    }

    #[inline(always)]
    pub(crate) fn run<V: Vectorized>(self, work: V) {
        struct Work<V>(V);
        impl<V: Vectorized> pulp::WithSimd for Work<V> {
            type Output = ();
            #[inline(always)]
            fn with_simd<S: pulp::Simd>(self, _simd: S) {
                self.0.run();
            }
        }
        self.0.dispatch(Work(work));
    }
}

#[cfg(not(feature = "std"))]
impl Arch {
    pub(crate) fn new() -> Self {
        Arch
    }

    #[inline(always)]
    pub(crate) fn run<V: Vectorized>(self, work: V) {
        work.run();
    }
}

/// The blocks from `first_block` on, as words: `out.len()` is a multiple of the block's length, and
/// all blocks are of one tile, so that their counters differ in the first word only.
#[inline]
pub(crate) fn words(arch: Arch, engine: Engine, key: &Key, first_block: u64, out: &mut [u32]) {
    match engine {
        Engine::Philox4x32_10 => run::<4, Philox4x32_10>(arch, key, first_block, out),
        Engine::Threefry4x32_20 => run::<4, Threefry4x32_20>(arch, key, first_block, out),
        Engine::ChaCha8 => run::<16, ChaCha8>(arch, key, first_block, out),
        Engine::ChaCha12 => run::<16, ChaCha12>(arch, key, first_block, out),
        Engine::ChaCha20 => run::<16, ChaCha20>(arch, key, first_block, out),
    }
}

fn run<const N: usize, B: BlockFunction<N>>(
    arch: Arch,
    key: &Key,
    first_block: u64,
    out: &mut [u32],
) {
    struct Blocks<'a, const N: usize, B> {
        key: Key,
        first_block: u64,
        out: &'a mut [u32],
        function: core::marker::PhantomData<B>,
    }
    impl<const N: usize, B: BlockFunction<N>> Vectorized for Blocks<'_, N, B> {
        #[inline(always)]
        fn run(self) {
            let (blocks, _) = self.out.as_chunks_mut::<N>();
            let [low, high, ..] = Address::counter(self.first_block, 0);
            for (i, block) in blocks.iter_mut().enumerate() {
                let counter = [low.wrapping_add(i as u32), high, 0, 0];
                *block = B::block(counter, &self.key);
            }
        }
    }
    let function = core::marker::PhantomData::<B>;
    arch.run(Blocks {
        key: *key,
        first_block,
        out,
        function,
    });
}
