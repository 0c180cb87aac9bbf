//! What distributions are called elsewhere, as the help says it.
//!
//! A name is an alias only where it is used for nothing else: R's `rgeom` counts failures, and NumPy's `pareto` is
//! another distribution than SciPy's. Records have the first name.

use seedbed::catalogue::Entry;

/// Whose it is, and its other names, for the help; empty where there are none.
pub fn elsewhere(entry: &Entry) -> String {
    match (entry.origin, entry.aliases) {
        ("", []) => String::new(),
        (origin, []) => origin.to_string(),
        (origin, aliases) => format!("{origin} [aliases: {}]", aliases.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory, Parser};
    use seedbed::catalogue::{by_name, entries};

    use crate::{args::Cli, distribution::examples};

    /// Commands of distributions.
    const COMMANDS: [&str; 3] = ["sample", "digest", "plot"];

    #[test]
    fn every_distribution_is_a_command_once() {
        let mut command = Cli::command();
        command.build();
        let named: Vec<_> = entries().map(|entry| entry.name).collect();
        for name in COMMANDS {
            let command = command.find_subcommand(name).unwrap();
            let sets = ["help", "sobol", "halton", "latin_hypercube"];
            let known = command.get_subcommands().map(|command| command.get_name());
            let known: BTreeSet<_> = known.filter(|name| !sets.contains(name)).collect();
            assert_eq!(known, named.iter().copied().collect());
            assert_eq!(known.len(), named.len());
        }
        let all: Vec<_> = entries()
            .flat_map(|entry| std::iter::once(&entry.name).chain(entry.aliases))
            .collect();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{all:?}");
    }

    #[test]
    fn every_alias_is_understood() {
        for example in examples() {
            let (name, options) = example.split_once(' ').unwrap_or((&example, ""));
            for alias in by_name(name).unwrap().aliases {
                for command in COMMANDS {
                    let rest = match command {
                        "plot" => "--out x.png",
                        "sample" => "--count 1 --out x.npy",
                        _ => "--count 1",
                    };
                    let line = format!("seedbed {command} {alias} {options} {rest}");
                    let cli = Cli::try_parse_from(line.split_whitespace());
                    let cli = cli.unwrap_or_else(|error| panic!("{line}: {error}"));
                    if let crate::args::Command::Digest(digest) = cli.command {
                        assert_eq!(digest.distribution.split().0.name(), name, "{line}");
                    }
                }
            }
        }
    }
}
