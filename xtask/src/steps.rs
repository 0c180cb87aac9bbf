//! Steps in a row, each timed, and the table of how they went.

use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// How the line begins that tells of a skipped step.
const SKIPPED: &str = "SKIPPED ";

/// How a step ended that did not fail.
pub enum Outcome {
    /// It ran, and is right.
    Passed,
    /// It could not run here, and why: a failure in CI.
    Skipped(String),
}

/// Steps that ran.
pub struct Steps {
    in_ci: bool,
    done: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    verdict: Verdict,
}

enum Verdict {
    Passed,
    Skipped(String),
    Failed(String),
}

/// A step in a process of its own, beside others; its output waits in a file.
pub struct Beside {
    name: String,
    log: PathBuf,
    ended: JoinHandle<(std::io::Result<ExitStatus>, Duration)>,
}

impl Beside {
    /// Starts a command; its output goes to a file in `folder`.
    pub fn start(name: &str, mut command: Command, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let log = folder.join(format!("{}.log", name.replace([' ', ':'], "-")));
        let file = File::create(&log).with_context(|| format!("{}", log.display()))?;
        println!("\n=== {name}: begun, its output goes to {}", log.display());
        let start = Instant::now();
        let mut child = command
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{command:?} did not start"))?;
        let ended = thread::spawn(move || (child.wait(), start.elapsed()));
        Ok(Self {
            name: name.to_owned(),
            log,
            ended,
        })
    }

    /// Waits for its end, and prints what it said.
    fn wait(self) -> (String, Duration, Result<Outcome>) {
        let Self { name, log, ended } = self;
        let (status, took) = ended.join().expect("waiting does not panic");
        let outcome = (|| {
            let said = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
            println!("{}", said.trim_end());
            let status = status?;
            ensure!(status.success(), "{status}; see {}", log.display());
            Ok(outcome_of(&said))
        })();
        (name, took, outcome)
    }
}

impl Steps {
    /// No steps yet; `CI` in the environment decides whether one may be skipped.
    pub fn new() -> Self {
        Self {
            in_ci: is_set(std::env::var("CI").ok().as_deref()),
            done: Vec::new(),
        }
    }

    /// Runs a step. A failure is kept for the summary, and later steps still run.
    pub fn run(&mut self, name: impl Into<String>, step: impl FnOnce() -> Result<Outcome>) {
        let name = name.into();
        println!("\n=== {name}");
        let start = Instant::now();
        let result = step();
        self.record(name, start.elapsed(), result);
    }

    /// Waits for a step that was begun before; one that could not begin has failed.
    pub fn finish_beside(&mut self, name: &str, step: Result<Beside>) {
        println!("\n=== {name}");
        let (name, took, result) = match step {
            Ok(step) => step.wait(),
            Err(error) => (name.to_owned(), Duration::ZERO, Err(error)),
        };
        self.record(name, took, result);
    }

    fn record(&mut self, name: String, took: Duration, result: Result<Outcome>) {
        let verdict = self.judge(result);
        match &verdict {
            Verdict::Passed => {}
            Verdict::Skipped(why) => eprintln!("{SKIPPED}{name}: {why}"),
            Verdict::Failed(why) => eprintln!("FAILED {name}: {why}"),
        }
        self.done.push(Step {
            name,
            took,
            verdict,
        });
    }

    fn judge(&self, result: Result<Outcome>) -> Verdict {
        match result {
            Ok(Outcome::Passed) => Verdict::Passed,
            Ok(Outcome::Skipped(why)) if self.in_ci => {
                Verdict::Failed(format!("may not be skipped in CI: {why}"))
            }
            Ok(Outcome::Skipped(why)) => Verdict::Skipped(why),
            Err(error) => Verdict::Failed(format!("{error:#}")),
        }
    }

    /// Prints the table of steps, and turns it into the exit status.
    pub fn finish(self) -> ExitCode {
        println!("\n{}", self.summary());
        if self.count(|verdict| matches!(verdict, Verdict::Failed(_))) == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    /// The table; its last line is `N passed, N failed`, with `, N skipped` where there were any.
    fn summary(&self) -> String {
        let width = self.done.iter().map(|step| step.name.len()).max();
        let width = width.unwrap_or(0);
        let mut table = String::new();
        for Step {
            name,
            took,
            verdict,
        } in &self.done
        {
            let (word, why) = match verdict {
                Verdict::Passed => ("passed", ""),
                Verdict::Skipped(why) => ("SKIPPED ", why.as_str()),
                Verdict::Failed(why) => ("FAILED ", why.as_str()),
            };
            let why = why.lines().next().unwrap_or("");
            let seconds = took.as_secs_f64();
            writeln!(table, "{name:<width$} {seconds:>8.1} s  {word}{why}")
                .expect("writing to a String");
        }
        let passed = self.count(|verdict| matches!(verdict, Verdict::Passed));
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        let skipped = self.count(|verdict| matches!(verdict, Verdict::Skipped(_)));
        write!(table, "\n{passed} passed, {failed} failed").expect("writing to a String");
        if skipped > 0 {
            write!(table, ", {skipped} skipped").expect("writing to a String");
        }
        table
    }

    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.done.iter().filter(|step| is(&step.verdict)).count()
    }
}

/// How a process ended that has steps of its own: those that were skipped are among what it said.
fn outcome_of(said: &str) -> Outcome {
    let skipped = said.lines().find_map(|line| line.strip_prefix(SKIPPED));
    skipped.map_or(Outcome::Passed, |what| Outcome::Skipped(what.to_owned()))
}

/// Whether the value of `CI` says that this is CI.
fn is_set(value: Option<&str>) -> bool {
    !matches!(value, None | Some("" | "0" | "false"))
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn three_steps(in_ci: bool) -> Steps {
        let mut steps = Steps {
            in_ci,
            done: Vec::new(),
        };
        steps.run("one", || Ok(Outcome::Passed));
        steps.run("two", || Ok(Outcome::Skipped("no driver".to_owned())));
        steps.run("three", || bail!("wrong bits\nat sample 7"));
        steps
    }

    #[test]
    fn summary_ends_in_the_counts() {
        let summary = three_steps(false).summary();
        assert_eq!(
            summary.lines().last(),
            Some("1 passed, 1 failed, 1 skipped")
        );
        assert!(summary.contains("SKIPPED no driver\n"), "{summary}");
        assert!(summary.contains("FAILED wrong bits\n"), "{summary}");
    }

    #[test]
    fn in_ci_a_skipped_step_has_failed() {
        let summary = three_steps(true).summary();
        assert_eq!(summary.lines().last(), Some("1 passed, 2 failed"));
    }

    #[test]
    fn exit_status_is_that_of_the_worst_step() {
        assert_eq!(three_steps(false).finish(), ExitCode::FAILURE);
        let mut skipping = Steps {
            in_ci: false,
            done: Vec::new(),
        };
        skipping.run("one", || Ok(Outcome::Skipped("no driver".to_owned())));
        assert_eq!(skipping.finish(), ExitCode::SUCCESS);
    }

    #[test]
    fn steps_beside_others_pass_fail_or_skip_as_their_process_does() {
        let folder = std::env::temp_dir().join(format!("seedbed-steps-{}", std::process::id()));
        let mut steps = Steps {
            in_ci: false,
            done: Vec::new(),
        };
        let commands = [
            "rustc --version",
            "rustc --no-such-option",
            "no-such-command",
        ];
        for command in commands {
            let mut words = command.split(' ');
            let mut process = Command::new(words.next().expect("a program"));
            process.args(words);
            steps.finish_beside(command, Beside::start(command, process, &folder));
        }
        let summary = steps.summary();
        assert!(summary.ends_with("1 passed, 2 failed"), "{summary}");
        assert!(
            summary.contains("no-such-command\" did not start"),
            "{summary}"
        );
        let skipped = outcome_of("=== web: browsers\nSKIPPED web: browsers: no chromium\n");
        assert!(matches!(skipped, Outcome::Skipped(why) if why == "web: browsers: no chromium"));
        assert!(matches!(outcome_of("SKIPPING nothing\n"), Outcome::Passed));
        std::fs::remove_dir_all(&folder).expect("the logs are there");
    }

    #[test]
    fn ci_is_on_unless_it_is_empty_or_false() {
        assert!(is_set(Some("true")) && is_set(Some("1")));
        assert!(!is_set(None) && !is_set(Some("")) && !is_set(Some("false")));
    }
}
