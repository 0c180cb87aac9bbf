//! How many threads draw.

use std::{num::NonZeroUsize, thread::available_parallelism};

/// Threads a core, of which more than one seldom helps,
const A_CORE: usize = 4;
/// and what any machine bears.
const ALWAYS: usize = 64;

/// More threads take memory and slow down all else.
fn most() -> usize {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    (A_CORE * cores).max(ALWAYS)
}

/// Reads a number of threads.
pub fn parse_threads(text: &str) -> Result<NonZeroUsize, String> {
    let most = most();
    match text.parse::<NonZeroUsize>() {
        Ok(threads) if threads.get() <= most => Ok(threads),
        _ => Err(format!("on this machine it must be from 1 to {most}")),
    }
}

/// Checks the variable with which rayon, which runs the threads, is told their number where the options
/// say nothing.
pub fn check_environment() -> Result<(), String> {
    const NAME: &str = "RAYON_NUM_THREADS";
    match std::env::var(NAME) {
        // What is no number, and 0, stand for one a core.
        Ok(text) if text.parse().is_ok_and(|threads: u128| threads > 0) => parse_threads(&text)
            .map(|_| ())
            .map_err(|error| format!("{NAME} is {text}: {error}")),
        _ => Ok(()),
    }
}
