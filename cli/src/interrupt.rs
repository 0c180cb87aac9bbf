//! Ctrl-C in the middle: what is unfinished goes away, and the exit status is 130.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use anyhow::Context;

/// As shells report a process that SIGINT ended.
const EXIT_INTERRUPTED: i32 = 130;

/// Files that must not outlive an interrupted run.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Until the guard is dropped, an interruption waits.
pub fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on, SIGINT, SIGTERM and SIGHUP remove unfinished files; and a write past the file size
/// limit is an error, where it would end the process and leave the file.
pub fn install() -> anyhow::Result<()> {
    ctrlc::set_handler(|| {
        let files = unfinished();
        for file in files.iter() {
            let _ = fs::remove_file(file); // it may be gone already
        }
        eprintln!("interrupted: no unfinished file is left");
        std::process::exit(EXIT_INTERRUPTED);
    })
    .context("cannot handle Ctrl-C, which takes a thread and memory for it")?;
    #[cfg(unix)]
    signal_hook::flag::register(
        signal_hook::consts::SIGXFSZ,
        Arc::new(AtomicBool::new(false)),
    )
    .context("cannot handle SIGXFSZ")?;
    Ok(())
}
