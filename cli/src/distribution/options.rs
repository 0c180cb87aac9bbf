//! The options of a distribution: one for each parameter of its row in the catalogue.

use clap::{
    Arg, ArgAction, ArgGroup, ArgMatches, Command,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueParser},
};
use seedbed::catalogue::{Dtype, Entry, Kind, Parameter, Presence};

use super::{
    Given, Specification,
    file::{FromFile, read_list, read_matrix},
};
use crate::{
    count::parse_bound,
    number::{Float, Number},
};

const DTYPE: &str = "dtype";
/// Of several parameters, in one option or another.
const ALTERNATIVES: &str = "which of them";

/// Adds the options of a distribution.
pub fn add_options(entry: &Entry, command: Command) -> Command {
    let mut command = command.next_help_heading("Parameters");
    for parameter in entry.parameters {
        command = match parameter.kind.is_list() {
            true => add_list(parameter, command),
            false => command.arg(number(entry, parameter)),
        };
    }
    let alternatives = entry
        .parameters
        .iter()
        .filter(|parameter| is_one_of(parameter));
    let ids: Vec<_> = alternatives
        .flat_map(|parameter| [parameter.name.to_string(), file_of(parameter)])
        .collect();
    if !ids.is_empty() {
        command = command.group(ArgGroup::new(ALTERNATIVES).required(true).args(ids));
    }
    if entry.dtypes.len() > 1 {
        command = command.arg(dtype(entry));
    }
    command.next_help_heading(None)
}

/// What the options say.
pub fn specification_of(entry: &'static Entry, matches: &ArgMatches) -> Specification {
    let given = entry.parameters.iter().filter_map(|parameter| {
        let given = match parameter.kind.is_list() {
            true => list_of(parameter, matches),
            false => matches.get_one::<Given>(parameter.name).cloned(),
        };
        Some((parameter.name, given?))
    });
    let dtype = match entry.dtypes {
        [only] => only,
        _ => matches.get_one(DTYPE).unwrap_or(&entry.dtypes[0]),
    };
    Specification {
        entry,
        dtype: *dtype,
        given: given.collect(),
    }
}

fn is_one_of(parameter: &Parameter) -> bool {
    parameter.presence == Presence::OneOf
}

fn option(parameter: &Parameter) -> Arg {
    let long = |name: &str| name.replace('_', "-");
    Arg::new(parameter.name)
        .long(long(parameter.name))
        .visible_aliases(parameter.aliases.iter().map(|alias| long(alias)))
        .allow_hyphen_values(true)
        .help(parameter.about())
}

fn number(entry: &Entry, parameter: &Parameter) -> Arg {
    let arg = option(parameter)
        .value_name(parameter.name.to_uppercase())
        .value_parser(parser(parameter.kind));
    match parameter.presence {
        Presence::Required => arg.required(true),
        Presence::Default(default) => arg.default_value(default.to_string()),
        Presence::Together | Presence::OneOf => {
            let others = entry.parameters.iter().filter(|other| {
                other.name != parameter.name && other.presence == Presence::Together
            });
            others.fold(arg, |arg, other| arg.requires(other.name))
        }
    }
}

/// How a number is read.
fn parser(kind: Kind) -> ValueParser {
    fn read<T: Number>(text: &str, given: fn(T) -> Given) -> Result<Given, String> {
        T::read(text).map(given)
    }
    match kind {
        Kind::Float32 | Kind::List32 | Kind::Matrix32 => {
            (|text: &str| read::<f32>(text, |x| Given::Number(x.into()))).into()
        }
        Kind::Float64 | Kind::List | Kind::Matrix => {
            (|text: &str| read::<f64>(text, Given::Number)).into()
        }
        Kind::Uint32 => (|text: &str| read::<u32>(text, |n| Given::Integer(n.into()))).into(),
        Kind::Uint64 => (|text: &str| read::<u64>(text, |n| Given::Integer(n.into()))).into(),
        Kind::Integer => (|text: &str| parse_bound(text).map(Given::Integer)).into(),
    }
}

/// The option that reads a list from a file.
fn file_of(parameter: &Parameter) -> String {
    format!("{}_file", parameter.name)
}

/// A list, in one option or in a file.
fn add_list(parameter: &Parameter, command: Command) -> Command {
    let initial = parameter.name[..1].to_uppercase();
    let list = option(parameter)
        .value_name(format!("{initial},{initial}"))
        .value_delimiter(',')
        .action(ArgAction::Append)
        .value_parser(parser(parameter.kind));
    let help = match parameter.kind {
        Kind::Matrix | Kind::Matrix32 => {
            "The same from an .npy array of two dimensions, or from a text with a row on each line; up to \
             1024 rows, and the record has the numbers themselves"
        }
        _ => {
            "The same from an .npy array of one dimension, or from a text, between spaces, commas or ends \
             of lines; up to 2^20, and the record has the numbers themselves"
        }
    };
    let id = file_of(parameter);
    let file = Arg::new(id.clone())
        .long(id.replace('_', "-"))
        .value_name("FILE")
        .value_parser(file_parser(parameter.kind))
        .help(help);
    let command = command.arg(list).arg(file);
    if is_one_of(parameter) {
        return command;
    }
    let group = ArgGroup::new(format!("which {}", parameter.name));
    command.group(group.required(true).args([parameter.name.to_string(), id]))
}

/// How a file is read: numbers that are rounded to f32 are f32s there.
fn file_parser(kind: Kind) -> ValueParser {
    fn widened<T: Float>(file: FromFile<T>) -> FromFile<f64> {
        FromFile(file.0.into_iter().map(Into::into).collect())
    }
    match kind {
        Kind::Matrix => read_matrix::<f64>.into(),
        Kind::Matrix32 => (|path: &str| read_matrix::<f32>(path).map(widened)).into(),
        Kind::List32 => (|path: &str| read_list::<f32>(path).map(widened)).into(),
        _ => read_list::<f64>.into(),
    }
}

fn list_of(parameter: &Parameter, matches: &ArgMatches) -> Option<Given> {
    if let Some(FromFile(numbers)) = matches.get_one::<FromFile<f64>>(&file_of(parameter)) {
        return Some(Given::List(numbers.clone()));
    }
    let numbers = matches.get_many::<Given>(parameter.name)?;
    Some(Given::List(numbers.map(Given::number).collect()))
}

/// The choice of a type of samples.
fn dtype(entry: &Entry) -> Arg {
    let known: Vec<Dtype> = entry.dtypes.to_vec();
    let values = entry.dtypes.iter().map(|dtype| {
        let value = PossibleValue::new(dtype.name());
        match dtype {
            Dtype::F16 => value.help("Half precision"),
            Dtype::Bf16 => {
                value.help("The high half of a float32; NumPy has no such type: `ml_dtypes` has")
            }
            _ => value,
        }
    });
    let parser = PossibleValuesParser::new(values).map(move |name| {
        let named = known.iter().find(|dtype| dtype.name() == name);
        *named.expect("it is one of the possible values")
    });
    Arg::new(DTYPE)
        .long(DTYPE)
        .value_name("DTYPE")
        .value_parser(parser)
        .default_value(entry.dtypes[0].name())
        .help(match entry.dtypes[0].is_float() {
            true => "Type of the samples, in NumPy's words",
            false => "Type of the samples",
        })
}
