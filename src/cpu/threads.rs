//! Whether rayon has threads for long draws. Where none can be started, the calling thread does all.

use std::{error::Error, sync::OnceLock};

/// The threads of rayon's current pool, which is started if it is the global one.
pub(crate) fn threads() -> usize {
    if rayon::current_thread_index().is_some() || global_pool() {
        rayon::current_num_threads()
    } else {
        1
    }
}

/// Whether there is a global pool. rayon itself panics where it cannot start one, and can try only once.
fn global_pool() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    if cfg!(target_family = "wasm") {
        return true; // of one thread, as rayon has it where there are no others
    }
    *THERE.get_or_init(|| match rayon::ThreadPoolBuilder::new().build_global() {
        Err(error) if error.source().is_some() => {
            log::warn!("seedbed draws in the calling thread alone: {error}");
            false
        }
        // Ours, or another's before.
        _ => true,
    })
}
