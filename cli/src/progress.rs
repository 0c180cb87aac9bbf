//! A bar on stderr for long work, when stderr is a terminal.

use std::{
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::{draw::Draws, messages::is_quiet};

/// Samples of so many samples or rows.
pub fn samples_of(distribution: &impl Draws, count: u64) -> u64 {
    count.saturating_mul(distribution.dimension().unwrap_or(1) as u64)
}

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);
/// Of a terminal that has room for numbers beside the bar.
const WIDE: u16 = 60;

pub struct Progress {
    total: u64,
    done: u64,
    since: Instant,
    shown: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(total: u64) -> Self {
        Progress {
            total,
            done: 0,
            since: Instant::now(),
            shown: stderr().is_terminal() && !is_quiet(),
            bar: None,
        }
    }

    pub fn advance(&mut self, samples: usize) {
        self.done += samples as u64;
        let last = self.done >= self.total;
        if !self.shown || last || self.since.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let width = terminal_size::terminal_size_of(stderr()).map_or(80, |(width, _)| width.0);
            bar(
                self.total,
                self.since.elapsed(),
                width,
                ProgressDrawTarget::stderr(),
            )
        });
        bar.set_position(self.done);
    }
}

/// A bar for a terminal of a width.
fn bar(total: u64, elapsed: Duration, width: u16, target: ProgressDrawTarget) -> ProgressBar {
    let template = match width {
        WIDE.. => "{wide_bar} {percent:>3}%  {done} of {all}  {rate}  {left} left",
        _ => "{percent:>3}%  {left} left",
    };
    let since = Instant::now();
    // From the start, not from when the bar came.
    let rate = move |state: &ProgressState| {
        let seconds = (elapsed + since.elapsed()).as_secs_f64();
        state.pos() as f64 / seconds.max(1e-9)
    };
    let style = ProgressStyle::with_template(template)
        .expect("the template is constant")
        .with_key(
            "done",
            |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let _ = text.write_str(&short(state.pos() as f64)); // into a String
            },
        )
        .with_key(
            "all",
            |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let _ = text.write_str(&short(state.len().unwrap_or(0) as f64));
            },
        )
        .with_key(
            "rate",
            move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let _ = write!(text, "{}/s", short(rate(state)));
            },
        )
        .with_key(
            "left",
            move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let left = state.len().unwrap_or(0).saturating_sub(state.pos()) as f64;
                let seconds = left / rate(state).max(1e-9);
                let left = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
                let _ = write!(text, "{:#}", HumanDuration(left));
            },
        );
    ProgressBar::with_draw_target(Some(total), target).with_style(style)
}

/// Three digits and a power of a thousand: `1.23G`.
fn short(number: f64) -> String {
    let mut number = number;
    for unit in ["", "k", "M", "G", "T", "P", "E"] {
        match number {
            ..999.5 if unit.is_empty() => return format!("{number:.0}"),
            ..9.995 => return format!("{number:.2}{unit}"),
            ..99.95 => return format!("{number:.1}{unit}"),
            ..999.5 => return format!("{number:.0}{unit}"),
            _ => number /= 1000.0,
        }
    }
    format!("{number:.0}Z")
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use indicatif::TermLike;

    use super::*;

    #[test]
    fn numbers_are_short() {
        for (number, text) in [
            (0.0, "0"),
            (999.4, "999"),
            (999.6, "1.00k"),
            (12_345.0, "12.3k"),
            (999_600.0, "1.00M"),
            (4.2e9, "4.20G"),
            (1e12, "1.00T"),
            (1.7e19, "17.0E"),
        ] {
            assert_eq!(short(number), text);
        }
    }

    /// What a bar writes, for a terminal of a width.
    #[derive(Debug)]
    struct Terminal(u16, Arc<Mutex<Vec<String>>>);

    impl TermLike for Terminal {
        fn width(&self) -> u16 {
            self.0
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.1.lock().unwrap().push(text.to_string());
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_bar_fits_its_terminal() {
        for width in [20, 40, 59, 60, 80, 200] {
            let written = Arc::new(Mutex::new(Vec::new()));
            let terminal = Terminal(width, written.clone());
            let target = ProgressDrawTarget::term_like(Box::new(terminal));
            let bar = bar(u64::MAX / 3, Duration::from_secs(1000), width, target);
            bar.set_position(123_456_789_012_345);
            bar.tick();
            let written = written.lock().unwrap();
            let longest = written.iter().map(|text| text.chars().count()).max();
            let longest = longest.expect("the bar was drawn");
            assert!(longest <= width.into(), "{written:?}");
            let text = written.concat();
            assert!(text.contains("left") && text.contains('%'), "{text}");
            if width >= WIDE {
                assert!(text.contains("123T of 6.15E"), "{text}");
                assert!(text.contains("123G/s"), "{text}");
                assert_eq!(longest, usize::from(width), "{text}");
            }
        }
    }
}
