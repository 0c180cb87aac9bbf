//! `seedbed completions` and `seedbed man`.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::{
    args::{Cli, UsageError},
    output::write_out,
};

/// Writes a script that completes commands and options.
pub fn completions(shell: Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "seedbed", &mut script);
    write_out(&script)
}

/// Writes the page of a command.
pub fn man(path: &[String]) -> anyhow::Result<ExitCode> {
    let mut root = Cli::command();
    root.build();
    let mut command = &root;
    for name in path {
        let Some(below) = command.find_subcommand(name) else {
            let of = command.get_display_name().unwrap_or("seedbed");
            let names: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
            let known = match names[..] {
                [] => "it has none".to_string(),
                _ => format!("it has {}", names.join(", ")),
            };
            let message = format!("{of} has no command `{name}`: {known}");
            return Err(UsageError::new(message).into());
        };
        command = below;
    }
    let mut page = Vec::new();
    Man::new(command.clone())
        .source(format!("seedbed {}", crate::manifest::VERSION))
        .manual("seedbed")
        .render(&mut page)
        .context("cannot make the page")?;
    write_out(&page)
}
