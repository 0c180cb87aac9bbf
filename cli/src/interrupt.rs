//! Ctrl-C in the middle: what is unfinished goes away, and the exit status says which signal it was.

use std::{
    fs,
    io::{IsTerminal, stderr},
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::Context;

use crate::messages::say_interrupted;

/// Files that must not outlive an interrupted run.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Until the guard is dropped, an interruption waits.
pub fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process as shells report one that a signal ended.
fn interrupted(signal: i32) -> ! {
    let files = unfinished();
    for file in files.iter() {
        let _ = fs::remove_file(file); // it may be gone already
    }
    // Where there is a bar of progress, its line is taken.
    let line = if stderr().is_terminal() {
        "\r\x1b[K"
    } else {
        ""
    };
    say_interrupted(line);
    std::process::exit(128 + signal);
}

/// From now on, SIGINT, SIGTERM and SIGHUP remove unfinished files; and a write past the file size
/// limit is an error, where it would end the process and leave the file.
#[cfg(unix)]
pub fn install() -> anyhow::Result<()> {
    use std::sync::{Arc, atomic::AtomicBool};

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ},
        iterator::Signals,
    };

    let ignored = ignored();
    let heard = [SIGINT, SIGTERM, SIGHUP]
        .into_iter()
        .filter(|&signal| ignored >> (signal - 1) & 1 == 0);
    let mut signals = Signals::new(heard).context("cannot handle Ctrl-C")?;
    std::thread::Builder::new()
        .name("signals".to_string())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                interrupted(signal);
            }
        })
        .context("cannot handle Ctrl-C, which takes a thread and memory for it")?;
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))
        .context("cannot handle SIGXFSZ")?;
    Ok(())
}

/// The signals that this process was started to ignore, a bit each, from that of signal 1 on: `nohup` and
/// shells in the background ask for it. Only Linux tells.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}

/// From now on, Ctrl-C removes unfinished files.
#[cfg(not(unix))]
pub fn install() -> anyhow::Result<()> {
    const SIGINT: i32 = 2;
    ctrlc::set_handler(|| interrupted(SIGINT)).context("cannot handle Ctrl-C")
}
