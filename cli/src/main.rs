//! `seedbed`: reproducible random samples on GPU and CPU, from the command line.

mod args;
mod bits;
mod completions;
mod count;
mod density;
mod digest;
mod distribution;
mod draw;
mod family;
mod format;
mod help;
mod histogram;
mod info;
mod interrupt;
mod manifest;
mod messages;
mod output;
mod plot;
mod progress;
mod replay;
mod sample;
mod seed;
mod sequence;
mod source;
mod statistics;
mod threads;
mod verify;

use std::process::ExitCode;

use args::{Cli, Command, UsageError};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if cli.quiet {
        messages::be_quiet();
    }
    match run(cli.command) {
        Ok(code) => code,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::error(format_args!("{error:#}"));
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    threads::check_environment().map_err(UsageError::new)?;
    match command {
        Command::Sample(command) => sample::run(command),
        Command::Verify(args) => verify::run(&args),
        Command::Digest(command) => digest::run(command),
        Command::Bits(args) => bits::run(&args),
        Command::Plot(command) => plot::run(command),
        Command::Permutation(args) => sequence::run(args),
        Command::Sobol(args) => sequence::run(args),
        Command::Halton(args) => sequence::run(args),
        Command::LatinHypercube(args) => sequence::run(args),
        Command::Info => info::run(),
        Command::Completions { shell } => completions::completions(shell),
        Command::Man { command } => completions::man(&command),
    }
}
