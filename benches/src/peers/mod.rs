//! Beside NumPy and MKL, in one run: uniform, normal and exponential f32.
//!
//! The peers live in a Python process that fills one array on request. Of each library all
//! generators run, and the fastest counts.

pub mod families;

use std::{
    cell::RefCell,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    rc::Rc,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use seedbed::{
    Engine,
    distr::{Exponential, Normal, Standard},
};

use crate::{
    cpu::{self, Draws},
    device,
    measure::{Case, Measured, Options, Task, interleaved},
    table,
};

const DISTRIBUTIONS: [&str; 3] = ["uniform", "normal", "exponential"];
const LIBRARIES: [&str; 2] = ["numpy", "mkl"];

/// Measures everything, and prints the default engine beside the fastest of each library.
pub fn compare(options: &Options, python: Option<&Path>) -> Result<Vec<Measured>> {
    let python = python.with_context(|| format!("{} is not set", crate::PEERS_PYTHON))?;
    let server = Rc::new(RefCell::new(Server::start(python, options.samples)?));
    let memory = cpu::memory(options.samples.div_ceil(2));
    let mut tasks = Vec::new();
    for threads in cpu::thread_counts() {
        for engine in [Engine::Threefry4x32_20, Engine::Philox4x32_10] {
            let draws = Draws {
                engine,
                threads,
                memory: &memory,
                options,
            };
            tasks.push(draws.task("uniform", Standard)?);
            tasks.push(draws.task("normal", Normal::STANDARD)?);
            tasks.push(draws.task("exponential", Exponential::STANDARD)?);
        }
        for library in LIBRARIES {
            let version = server.borrow_mut().ask(&format!("version {library}"))?;
            let generators = server.borrow_mut().ask(&format!("generators {library}"))?;
            for generator in generators.split_whitespace() {
                for distribution in DISTRIBUTIONS {
                    let case = Case {
                        library,
                        version: version.clone(),
                        generator: generator.to_owned(),
                        distribution,
                        threads,
                        samples: options.samples,
                    };
                    tasks.push(task(case, distribution, &server));
                }
            }
        }
    }
    let measured = interleaved(tasks, options)?;
    print(&measured);
    Ok(measured)
}

/// A draw by the server, which calls the distribution `name`.
fn task(case: Case, name: &str, server: &Rc<RefCell<Server>>) -> Task<'static> {
    let server = Rc::clone(server);
    let question = format!(
        "{} {} {name} {}",
        case.library, case.generator, case.threads
    );
    let draw = move || {
        let answer = server.borrow_mut().ask(&question)?;
        let seconds = answer.parse().with_context(|| answer.clone())?;
        Ok(Duration::from_secs_f64(seconds))
    };
    Task {
        case,
        draw: Box::new(draw),
    }
}

fn print(measured: &[Measured]) {
    let head = [
        "million samples/s",
        "threads",
        "seedbed",
        "NumPy",
        "ratio",
        "MKL",
        "ratio",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for distribution in DISTRIBUTIONS {
        for threads in cpu::thread_counts() {
            let fastest = |library| {
                let of_library = measured.iter().filter(|measured| {
                    let case = &measured.case;
                    (case.library, case.distribution, case.threads)
                        == (library, distribution, threads)
                });
                of_library.min_by_key(|measured| measured.median())
            };
            let ours = table::find(measured, |case| {
                case.generator == Engine::default().name()
                    && (case.distribution, case.threads) == (distribution, threads)
            });
            let mut row = vec![
                distribution.to_owned(),
                threads.to_string(),
                table::rate(ours),
            ];
            for library in LIBRARIES {
                let theirs = fastest(library);
                let ratio = ours
                    .zip(theirs)
                    .map(|(ours, theirs)| ours.rate() / theirs.rate());
                let generator = theirs.map_or("", |theirs| &theirs.case.generator);
                row.push(format!("{} ({generator})", table::rate(theirs)));
                row.push(ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")));
            }
            rows.push(row);
        }
    }
    table::print("Beside NumPy and MKL, f32", &rows);
}

/// The Python process.
struct Server {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Server {
    fn start(python: &Path, samples: usize) -> Result<Self> {
        let mut process = Command::new(python)
            .args(["-c", include_str!("server.py")])
            .args([samples.to_string(), device::threads().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| python.display().to_string())?;
        let questions = process.stdin.take().context("no standard input")?;
        let answers = process.stdout.take().context("no standard output")?;
        Ok(Server {
            process,
            questions,
            answers: BufReader::new(answers),
        })
    }

    fn ask(&mut self, question: &str) -> Result<String> {
        writeln!(self.questions, "{question}")?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            bail!("the peers' Python has ended");
        }
        let answer = answer.trim();
        match answer.strip_prefix("error ") {
            Some(error) => bail!("{question}: {error}"),
            None => Ok(answer.to_owned()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
