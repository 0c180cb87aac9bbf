//! Permutations on the GPU or the CPU.

use alloc::vec::Vec;

use super::Backend;
#[cfg(feature = "gpu")]
use crate::{cpu::zeroed, gpu::Waiting, permutation::PermutationError};
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
        return pollster::block_on(self.elements(permutation, first, count, Waiting::Block));
        #[cfg(not(feature = "gpu"))]
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
        self.elements(permutation, first, count, Waiting::Yield)
            .await
    }

    #[cfg(feature = "gpu")]
    async fn elements(
        &self,
        permutation: &Permutation,
        first: u64,
        count: u64,
        waiting: Waiting,
    ) -> Result<Vec<u32>, Error> {
        PermutationError::check_range(first, count, permutation.len())?;
        // More than a `usize` has room for do not fit into memory either.
        let mut elements = zeroed(usize::try_from(count).unwrap_or(usize::MAX))?;
        let mut done = 0;
        if let Some(gpu) = self.gpu_for(count).await {
            let read = gpu
                .read_order(permutation, first, &mut elements, waiting)
                .await;
            done = self.delivered(count, read);
        }
        if done < count {
            permutation.fill(first + done, &mut elements[done as usize..])?;
        }
        Ok(elements)
    }
}
