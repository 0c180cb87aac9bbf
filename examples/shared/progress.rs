//! A bar on stderr, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// For `len` pieces of work; `what` they are.
pub fn bar(len: u64, what: &str) -> ProgressBar {
    let template =
        format!("{{bar:40}} {{percent:>3}}%  {{human_pos}} of {{human_len}} {what}, {{eta}} left");
    let style = ProgressStyle::with_template(&template);
    ProgressBar::new(len).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
