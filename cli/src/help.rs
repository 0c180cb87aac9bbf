//! The help of the commands that take a distribution: its names in groups.

use clap::{Args, Command, Subcommand};

use crate::{
    args::Subject,
    distribution::{Choice, elsewhere},
    family::{continuous, discrete, vector},
};

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
            *group += &line(command);
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
fn line(command: &Command) -> String {
    const WIDTH: usize = 78;
    let name = command.get_name();
    let about = command
        .get_about()
        .map_or(String::new(), |about| about.to_string());
    let mut text = format!("  {name:<20}{about}\n");
    let elsewhere = elsewhere(name);
    let parts = match elsewhere.split_once(" [") {
        Some((origin, _)) if elsewhere.len() > WIDTH => {
            vec![origin, &elsewhere[origin.len() + 1..]]
        }
        _ => vec![&*elsewhere],
    };
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        text += &format!("{:22}{part}\n", "");
    }
    text
}

/// Names of distributions and what they are.
fn groups() -> Vec<String> {
    #[derive(Args)]
    struct Nothing {}

    let names = |command: Command| -> Vec<_> {
        let commands = command.get_subcommands();
        commands
            .map(|command| command.get_name().to_string())
            .collect()
    };
    let continuous = names(continuous::Choice::<Nothing>::augment_subcommands(
        Command::default(),
    ));
    let discrete = names(discrete::Choice::<Nothing>::augment_subcommands(
        Command::default(),
    ));
    let vectors = names(vector::Choice::<Nothing>::augment_subcommands(
        Command::default(),
    ));
    let group = |name: &str| match name {
        "normal" | "exponential" => 1,
        "integers" | "bernoulli" | "bernoulli_mask" => 2,
        _ if continuous.iter().any(|family| family == name) => 1,
        _ if discrete.iter().any(|family| family == name) => 2,
        _ if vectors.iter().any(|family| family == name) => 3,
        _ => 0,
    };
    let mut groups = ["Uniform:\n", "Continuous:\n", "Discrete:\n", "Vectors:\n"].map(String::from);
    for command in Choice::<Nothing>::augment_subcommands(Command::default()).get_subcommands() {
        groups[group(command.get_name())] += &line(command);
    }
    groups.into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    #[test]
    fn every_family_has_an_example_and_a_place_in_the_help() {
        let help = help_in_groups();
        let mut command = Cli::command();
        command.build();
        let digest = command.find_subcommand("digest").unwrap();
        let names: Vec<_> = digest.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names.len(), 11 + 25 + 11 + 6 + 1, "with help: {names:?}");
        for name in names.into_iter().filter(|&name| name != "help") {
            assert!(help.contains(&format!("\n  {name} ")), "{name}");
        }
        let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
        let lines = help.lines().filter(is_name);
        assert_eq!(lines.count(), 11 + 25 + 11 + 6);
        let plot = help_of_plot();
        let plots = command.find_subcommand("plot").unwrap();
        let names: Vec<_> = plots.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names.len(), 11 + 25 + 11 + 6 + 3 + 1, "with help");
        for name in names.into_iter().filter(|&name| name != "help") {
            assert!(plot.contains(&format!("\n  {name} ")), "{name}");
        }
        let mut families: Vec<_> = crate::family::EXAMPLES
            .iter()
            .filter_map(|arguments| arguments.split(' ').next())
            .collect();
        families.sort_unstable();
        families.dedup();
        assert_eq!(families.len(), 25 + 11 + 6);
    }
}
