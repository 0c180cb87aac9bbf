//! Permutations on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
use crate::{error::Error, permutation::Permutation};

impl Backend {
    /// `count` elements of a permutation from `first` on.
    ///
    /// ```
    /// use seedbed::{Backend, Permutation};
    /// let order = Permutation::new(42, 1000)?;
    /// let some = Backend::auto()?.permutation(&order, 500, 3)?;
    /// assert_eq!(some, [500, 501, 502].map(|i| order.get(i).unwrap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Permutation`] when there are not as many, [`Error::Memory`] when they do not fit into
    /// memory. A failing GPU is no error here.
    #[cfg(not(all(target_arch = "wasm32", feature = "gpu")))]
    pub fn permutation(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
    ) -> Result<Vec<u32>, Error> {
        #[cfg(feature = "gpu")]
        if let Some(gpu) = self.working_gpu() {
            match gpu.permutation_blocking(permutation, first, count) {
                Err(Error::Gpu(error)) => self.give_up(error),
                result => return result,
            }
        }
        permutation.some(first, count)
    }

    /// [`permutation`](Self::permutation), without holding the thread while the GPU works.
    ///
    /// # Errors
    /// As [`permutation`](Self::permutation).
    #[cfg(feature = "gpu")]
    pub async fn permutation_async(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
    ) -> Result<Vec<u32>, Error> {
        if let Some(gpu) = self.working_gpu() {
            match gpu.permutation(permutation, first, count).await {
                Err(Error::Gpu(error)) => self.give_up(error),
                result => return result,
            }
        }
        permutation.some(first, count)
    }
}
