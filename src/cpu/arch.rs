//! The choice of the instruction set: here, at run time, and nowhere else.
//!
//! All other code is plain Rust that the compiler vectorises. For that, what runs inside
//! [`Arch::run`] is `#[inline(always)]` all the way down, so that it is compiled once for each
//! instruction set, and its inner loops have a fixed length and store into a local array, which no
//! other pointer can alias.

/// The instruction set.
#[cfg(all(feature = "std", not(target_arch = "wasm32")))]
#[derive(Clone, Copy, Debug)]
pub struct Arch(pulp::Arch);

/// The instruction set of the target: without `std`, and in WebAssembly, which is compiled for one, a
/// better one cannot be asked for.
#[cfg(any(not(feature = "std"), target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct Arch;

/// Work to be compiled for each instruction set.
pub(crate) trait Vectorized {
    type Output;
    fn run(self) -> Self::Output;
}

#[cfg(all(feature = "std", not(target_arch = "wasm32")))]
impl Arch {
    pub(crate) fn new() -> Self {
        Arch(pulp::Arch::new())
    }

    /// Every instruction set that this machine has.
    #[cfg(test)]
    pub(crate) fn all() -> alloc::vec::Vec<Self> {
        let mut all = alloc::vec![Arch(pulp::Arch::Scalar), Arch::new()];
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let Some(v3) = pulp::x86::V3::try_new() {
            all.push(Arch(pulp::Arch::V3(v3)));
        }
        all
    }

    #[inline(always)]
    pub(crate) fn run<V: Vectorized>(self, work: V) -> V::Output {
        struct Work<V>(V);
        impl<V: Vectorized> pulp::WithSimd for Work<V> {
            type Output = V::Output;
            #[inline(always)]
            fn with_simd<S: pulp::Simd>(self, _simd: S) -> V::Output {
                self.0.run()
            }
        }
        self.0.dispatch(Work(work))
    }
}

#[cfg(any(not(feature = "std"), target_arch = "wasm32"))]
impl Arch {
    pub(crate) fn new() -> Self {
        Arch
    }

    #[inline(always)]
    pub(crate) fn run<V: Vectorized>(self, work: V) -> V::Output {
        work.run()
    }
}

/// A local array on its own cache lines: a vector across two of them costs twice.
#[repr(align(64))]
pub(crate) struct Aligned<T>(pub T);
