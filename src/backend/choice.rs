//! Which GPU draws, and when one is opened.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::OnceLock;

use crate::gpu::Gpu;

/// Words of a draw that a GPU makes, at least: a core of a CPU makes fewer in about half a millisecond, which
/// is what a GPU takes to be asked and to answer.
const LEAST: u64 = 1 << 18;
/// Words that such draws come to when a GPU is opened: a core of a CPU makes as many in a tenth or two of a
/// second, which is what opening one and compiling a kernel takes.
const WORTH: usize = 1 << 26;

/// What draws, the CPU aside.
#[derive(Debug)]
pub(super) enum Choice {
    /// Nothing.
    Cpu,
    /// A GPU, whatever is drawn.
    Gpu(Gpu),
    /// A GPU when it is worth it.
    Auto(Auto),
}

impl Choice {
    /// The GPU that is open.
    pub(super) fn opened(&self) -> Option<&Gpu> {
        match self {
            Choice::Cpu => None,
            Choice::Gpu(gpu) => Some(gpu),
            Choice::Auto(auto) => auto.gpu.get()?.as_ref(),
        }
    }

    /// The GPU that makes a draw of so many words.
    pub(super) async fn gpu_for(&self, len: u64) -> Option<&Gpu> {
        match self {
            Choice::Cpu => None,
            Choice::Gpu(gpu) => Some(gpu),
            Choice::Auto(auto) if auto.is_worth(len) => auto.open().await,
            Choice::Auto(_) => None,
        }
    }
}

/// The search for a GPU that nobody has asked for by name.
#[derive(Debug, Default)]
pub(super) struct Auto {
    /// Words of draws that a GPU could have made.
    asked: AtomicUsize,
    /// The GPU, or that there is none, once one was looked for.
    gpu: OnceLock<Option<Gpu>>,
}

impl Auto {
    /// Whether a GPU is to make a draw of so many words, the next one.
    fn is_worth(&self, len: u64) -> bool {
        if len < LEAST {
            return false;
        }
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let add = |asked: usize| Some(asked.saturating_add(len));
        let (Ok(before) | Err(before)) =
            self.asked
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
        before.saturating_add(len) >= WORTH
    }

    #[cfg(not(target_arch = "wasm32"))]
    async fn open(&self) -> Option<&Gpu> {
        // Natively this holds the thread in any case; several threads open one GPU.
        let gpu = self.gpu.get_or_init(|| pollster::block_on(look()));
        gpu.as_ref()
    }

    #[cfg(target_arch = "wasm32")]
    async fn open(&self) -> Option<&Gpu> {
        if self.gpu.get().is_none() {
            let found = look().await;
            // Of two draws that look at once, one has found it.
            let _ = self.gpu.set(found);
        }
        self.gpu.get()?.as_ref()
    }
}

async fn look() -> Option<Gpu> {
    log::info!("seedbed looks for a GPU: large draws have come to {WORTH} words");
    match Gpu::open_hardware().await {
        Ok(gpu) => Some(gpu),
        Err(error) => {
            log::info!("seedbed draws on the CPU: {error}");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_draws_never_open_a_gpu() {
        let auto = Auto::default();
        for len in [0, 1, 1000, LEAST - 1] {
            assert!((0..2000).all(|_| !auto.is_worth(len)), "{len}");
        }
        assert_eq!(auto.asked.into_inner(), 0);
    }

    #[test]
    fn large_draws_open_one_when_they_come_to_enough() {
        let worth = |len: u64| {
            let auto = Auto::default();
            (1..1000).find(|_| auto.is_worth(len))
        };
        assert_eq!(worth(LEAST), Some(WORTH / LEAST as usize));
        assert_eq!(worth(1 << 22), Some(16));
        for large in [WORTH as u64, 1 << 40, u64::MAX] {
            assert_eq!(worth(large), Some(1), "{large}");
        }
    }

    #[test]
    fn once_worth_it_always_worth_it_but_for_small_draws() {
        let auto = Auto::default();
        assert!(auto.is_worth(u64::MAX));
        assert!(auto.is_worth(u64::MAX) && auto.is_worth(LEAST));
        assert!(!auto.is_worth(LEAST - 1));
    }
}
