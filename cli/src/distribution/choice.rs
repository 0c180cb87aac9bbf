//! The distributions as subcommands, each made of its row in the catalogue.

use clap::{
    ArgMatches, Args, Command, Error, FromArgMatches, Subcommand,
    error::{ErrorKind, Result},
};
use seedbed::catalogue::{self, Dimension, Dtype, Entry};

use super::{
    Specification,
    names::elsewhere,
    options::{add_options, specification_of},
};

/// A distribution as a subcommand, with the options `A` of the command above it.
pub struct Choice<A> {
    specification: Specification,
    rest: A,
}

/// Parameters of a distribution, and the options of the command.
#[derive(Args)]
pub struct With<P: Args, A: Args> {
    #[command(flatten)]
    pub parameters: P,
    #[command(flatten)]
    pub rest: A,
}

impl<A> Choice<A> {
    /// What to draw, and the options of the command.
    pub fn split(self) -> (Specification, A) {
        (self.specification, self.rest)
    }
}

impl<A: Args> Subcommand for Choice<A> {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(catalogue::entries().map(command_of::<A>))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        catalogue::entries().any(|entry| entry.name == name)
    }
}

impl<A: Args> FromArgMatches for Choice<A> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self> {
        Self::from_arg_matches_mut(&mut matches.clone())
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self> {
        let chosen = matches.remove_subcommand().and_then(|(name, matches)| {
            let entry = catalogue::entries().find(|entry| entry.name == name)?;
            Some((entry, matches))
        });
        let Some((entry, mut matches)) = chosen else {
            let text = "a distribution must be named\n";
            return Err(Error::raw(ErrorKind::MissingSubcommand, text));
        };
        Ok(Choice {
            specification: specification_of(entry, &matches),
            rest: A::from_arg_matches_mut(&mut matches)?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<()> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn command_of<A: Args>(entry: &'static Entry) -> Command {
    let command = add_options(entry, Command::new(entry.name));
    let elsewhere = elsewhere(entry);
    // Options bring the documentation of their struct along, which is not the command's.
    let command = A::augment_args(command)
        .visible_aliases(entry.aliases.iter().copied())
        .about(entry.about)
        .long_about(long_about(entry));
    match elsewhere.is_empty() {
        true => command,
        false => command.after_help(elsewhere),
    }
}

/// Formula, words, and what NumPy reads the samples as.
fn long_about(entry: &Entry) -> String {
    let Entry {
        about,
        formula,
        words,
        ..
    } = entry;
    // Of a formula with lines of its own none is filled up.
    let space = if formula.contains('\n') { "\n" } else { " " };
    let dtype = match entry.dtypes {
        [only] => numpy_name(*only),
        all if all.contains(&Dtype::Bf16) => {
            "as given; V2 for bfloat16, which a.view(ml_dtypes.bfloat16) reads"
        }
        _ => "as given",
    };
    let shape = match entry.dimension {
        Dimension::One => String::new(),
        Dimension::Fixed(components) => format!(", shape (count, {components})"),
        Dimension::OfParameters => ", shape (count, components)".to_string(),
    };
    format!("{about}\n\n{formula}{space}{words}. NumPy dtype {dtype}{shape}.")
}

fn numpy_name(dtype: Dtype) -> &'static str {
    match dtype {
        Dtype::U32 => "uint32",
        Dtype::I32 => "int32",
        Dtype::U64 => "uint64",
        Dtype::I64 => "int64",
        floats => floats.name(),
    }
}
