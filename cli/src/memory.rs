//! Memory: where there is too little, an error says so.
//!
//! Rust ends the process where a small piece is refused, so large ones are asked for first, and what is left
//! then must do for the small ones.

use anyhow::bail;
use seedbed::Cpu;

/// Room for all that is allocated in small pieces: text, tables, the stacks of threads.
const SMALL_PIECES: usize = 16 << 20;

/// An error where there is no room for small pieces.
pub fn check() -> anyhow::Result<()> {
    if Vec::<u8>::new().try_reserve_exact(SMALL_PIECES).is_err() {
        bail!(
            "there is not enough memory: {} MiB are not free{}",
            SMALL_PIECES >> 20,
            limit()
        );
    }
    Ok(())
}

/// `n` empty buffers with room for `len` values each, besides room for small pieces.
pub fn buffers<T>(n: usize, len: usize) -> anyhow::Result<Vec<Vec<T>>> {
    let mut buffers: Vec<Vec<T>> = (0..n).map(|_| Vec::new()).collect();
    let reserved = buffers
        .iter_mut()
        .try_for_each(|buffer| buffer.try_reserve_exact(len));
    if reserved.is_err() {
        let bytes = n as u128 * len as u128 * size_of::<T>() as u128;
        bail!(
            "there is not enough memory: {} MiB for buffers are not free{}",
            bytes.div_ceil(1 << 20),
            limit()
        );
    }
    check()?;
    Ok(buffers)
}

/// The limit of memory, if this process has one, as a message has it.
pub fn limit() -> String {
    match limit_bytes() {
        Some(bytes) => {
            let mib = bytes >> 20;
            format!(" (the limit of this process is {mib} MiB, see `ulimit -v`)")
        }
        None => String::new(),
    }
}

/// Whether this process has a limit of memory.
pub fn is_limited() -> bool {
    limit_bytes().is_some()
}

fn limit_bytes() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(unix))]
    None
}

/// Whether there are threads to share work with, which rayon needs.
pub fn has_threads() -> bool {
    Cpu::new().threads() > 1
}
