//! The help of the commands that take a distribution: its names in groups.

use clap::{Command, Subcommand};
use seedbed::catalogue::{Group, entries};

use crate::{args::Subject, distribution::elsewhere};

/// The help of a command of distributions, which has them in groups.
pub fn help_in_groups() -> String {
    template(groups())
}

/// The help of `plot`, with the point sets that it takes, too.
pub fn help_of_plot() -> String {
    let mut groups = groups();
    groups.push("Points:\n".to_string());
    let sets = ["sobol", "halton", "latin_hypercube"];
    for command in Subject::augment_subcommands(Command::default()).get_subcommands() {
        if sets.contains(&command.get_name())
            && let Some(group) = groups.last_mut()
        {
            let about = command
                .get_about()
                .map_or(String::new(), ToString::to_string);
            *group += &line(command.get_name(), &about, "");
        }
    }
    template(groups)
}

fn template(groups: Vec<String>) -> String {
    let groups = groups.join("\n");
    format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}\nOptions:\n{{options}}{{after-help}}"
    )
}

/// Name and about, then what it is called elsewhere.
fn line(name: &str, about: &str, elsewhere: &str) -> String {
    const WIDTH: usize = 78;
    let mut text = format!("  {name:<20}{about}\n");
    let parts = match elsewhere.split_once(" [") {
        Some((origin, _)) if elsewhere.len() > WIDTH => {
            vec![origin, &elsewhere[origin.len() + 1..]]
        }
        _ => vec![elsewhere],
    };
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        text += &format!("{:22}{part}\n", "");
    }
    text
}

/// Names of distributions and what they are.
fn groups() -> Vec<String> {
    let group = |group: Group| {
        let rows = entries().filter(|entry| entry.group == group);
        let lines = rows.map(|entry| line(entry.name, entry.about, &elsewhere(entry)));
        format!("{group}:\n{}", lines.collect::<String>())
    };
    Group::ALL.map(group).into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    #[test]
    fn every_family_has_an_example_and_a_place_in_the_help() {
        let (help, all) = (help_in_groups(), entries().count());
        assert!(all >= 11 + 25 + 11 + 6);
        let mut command = Cli::command();
        command.build();
        let digest = command.find_subcommand("digest").unwrap();
        let names: Vec<_> = digest.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names.len(), all + 1, "with help: {names:?}");
        for name in names.into_iter().filter(|&name| name != "help") {
            assert!(help.contains(&format!("\n  {name} ")), "{name}");
        }
        let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
        let lines = help.lines().filter(is_name);
        assert_eq!(lines.count(), all);
        let plot = help_of_plot();
        let plots = command.find_subcommand("plot").unwrap();
        let names: Vec<_> = plots.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names.len(), all + 3 + 1, "with help");
        for name in names.into_iter().filter(|&name| name != "help") {
            assert!(plot.contains(&format!("\n  {name} ")), "{name}");
        }
        assert!(entries().all(|entry| !entry.examples.is_empty()));
    }
}
