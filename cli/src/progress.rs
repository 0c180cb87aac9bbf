//! A bar on stderr for long work, when stderr is a terminal.

use std::{
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::draw::Draws;

/// Samples of so many samples or rows.
pub fn samples_of(distribution: &impl Draws, count: u64) -> u64 {
    count.saturating_mul(distribution.dimension().unwrap_or(1) as u64)
}

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

pub struct Progress {
    total: u64,
    done: u64,
    since: Instant,
    terminal: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(total: u64) -> Self {
        Progress {
            total,
            done: 0,
            since: Instant::now(),
            terminal: stderr().is_terminal(),
            bar: None,
        }
    }

    pub fn advance(&mut self, samples: usize) {
        self.done += samples as u64;
        let last = self.done >= self.total;
        if !self.terminal || last || self.since.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = "{bar:40} {percent:>3}%  {human_pos} of {human_len} samples, {eta} left";
            let style = ProgressStyle::with_template(style).expect("the template is constant");
            ProgressBar::new(self.total)
                .with_style(style)
                .with_elapsed(self.since.elapsed())
        });
        bar.set_position(self.done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
