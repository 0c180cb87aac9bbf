//! What is said on standard error. It changes nothing: where it cannot be written, the run goes on.

use std::{
    fmt::Display,
    io::{Write, stderr},
    sync::atomic::{AtomicBool, Ordering},
};

static QUIET: AtomicBool = AtomicBool::new(false);

/// From now on, notes are not written.
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

pub fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Says what was done.
pub fn note(text: impl Display) {
    if !is_quiet() {
        write(text);
    }
}

/// Says what the user should know even where only errors are of interest.
pub fn warn(text: impl Display) {
    write(format_args!("warning: {text}"));
}

/// Says what went wrong.
pub fn error(text: impl Display) {
    write(format_args!("error: {text}"));
}

/// Says that a signal ended the run; `line` first, which may clear the terminal's.
pub fn say_interrupted(line: &str) {
    let _ = writeln!(
        stderr().lock(),
        "{line}interrupted: no unfinished file is left"
    );
}

fn write(text: impl Display) {
    // A reader that has gone away or a full disk is no reason to fail: results go elsewhere.
    let _ = writeln!(stderr().lock(), "{}", printable(text));
}

/// The text without control characters, which a terminal would obey: names of files and what records
/// say are others' words.
pub fn printable(text: impl Display) -> String {
    let mut safe = String::new();
    for char in text.to_string().chars() {
        match char {
            '\n' | '\t' => safe.push(char),
            _ if char.is_control() => safe.extend(char.escape_default()),
            _ => safe.push(char),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_given_no_orders() {
        assert_eq!(printable("x\u{1b}[31m\n"), "x\\u{1b}[31m\n");
        assert_eq!(printable("x\u{9b}\r1"), "x\\u{9b}\\r1");
        assert_eq!(printable("größe\t1"), "größe\t1");
    }
}
