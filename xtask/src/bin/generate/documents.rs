//! The reference of the distributions, and their lists in other documents.

use std::fmt::Write;

use anyhow::{Context, Result};
use seedbed::catalogue::{Dimension, Dtype, Entry, Group, Presence, entries};

/// Marks around a list, which nobody sees.
const BEGIN: &str = "<!-- made by `cargo xtask generate` from src/catalogue/ -->\n";
const END: &str = "<!-- end -->\n";
/// As long as a line of a document is.
const WIDTH: usize = 100;

const HEAD: &str = "\
# Distributions

Every distribution of the catalogue, `seedbed::catalogue`, under the names that the command line and its
records have; the npm package has a name for each type of samples. A type in `seedbed::distr` has the same name in capitals: `StudentT` for
`student_t`. This page is made by `cargo xtask generate` from `src/catalogue/`.
";

/// A section for each distribution.
pub fn reference() -> String {
    let mut text = HEAD.to_string();
    for group in Group::ALL {
        let _ = write!(text, "\n## {group}\n"); // into a String
        for entry in entries().filter(|entry| entry.group == group) {
            section(&mut text, entry);
        }
    }
    text
}

fn section(text: &mut String, entry: &'static Entry) {
    let samples = samples(entry);
    let _ = write!(
        text,
        "\n### {}\n\n{}. {}\n\n{}. Samples: {samples}. Error: {}.",
        entry.name,
        plain(entry.about),
        plain(&entry.formula.replace('\n', " ")),
        entry.words,
        entry.error
    ); // into a String
    if !entry.origin.is_empty() {
        let _ = write!(text, " As {}.", entry.origin);
    }
    if !entry.aliases.is_empty() {
        let _ = write!(text, " Also `{}`.", entry.aliases.join("`, `"));
    }
    let typed: Vec<_> = entry.typed().map(|typed| typed.name()).collect();
    if typed != [entry.name] {
        let _ = write!(text, " In the npm package: `{}`.", typed.join("`, `"));
    }
    text.push('\n');
    if entry.parameters.is_empty() {
        return;
    }
    text.push_str("\n| parameter | default | | other names |\n|---|---|---|---|\n");
    for parameter in entry.parameters {
        let default = match parameter.presence {
            Presence::Default(default) => default.to_string(),
            Presence::Required => String::new(),
            Presence::Together => "all or none".into(),
            Presence::OneOf => "one of them".into(),
        };
        let aliases = match parameter.aliases {
            [] => String::new(),
            aliases => format!("`{}`", aliases.join("`, `")),
        };
        let _ = writeln!(
            text,
            "| `{}` | {default} | {} | {aliases} |",
            parameter.name,
            plain(&parameter.about())
        );
    }
}

/// What Markdown would take for its own.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    // Between backquotes all is plain already.
    for (i, part) in text.split('`').enumerate() {
        if i > 0 {
            plain.push('`');
        }
        for c in part.chars() {
            if i % 2 == 0 && matches!(c, '*' | '_' | '[' | ']' | '|' | '<') {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

/// What the samples are.
fn samples(entry: &Entry) -> String {
    let dtypes: Vec<_> = entry.dtypes.iter().copied().map(Dtype::name).collect();
    let dtypes = dtypes.join(", ");
    match entry.dimension {
        Dimension::One => dtypes,
        Dimension::Fixed(components) => format!("{components} components, {dtypes}"),
        Dimension::OfParameters => format!("vectors of {dtypes}"),
    }
}

/// The types in groups, for the README of the library.
pub fn library(document: &str) -> Result<String> {
    let list = groups(&|name| {
        let words = name.split('_').map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        });
        words.collect()
    });
    between(document, &list)
}

/// The names in groups, for the README of the command.
pub fn command(document: &str) -> Result<String> {
    between(document, &groups(&|name| format!("`{name}`")))
}

fn groups(name_of: &dyn Fn(&str) -> String) -> String {
    let mut list = String::from("\n");
    for group in Group::ALL {
        let names = entries().filter(|entry| entry.group == group);
        let names: Vec<_> = names.map(|entry| name_of(entry.name)).collect();
        let mut line = format!("- {group}:");
        for (i, name) in names.iter().enumerate() {
            let end = if i + 1 < names.len() { "," } else { "" };
            if line.len() + name.len() + end.len() + 1 > WIDTH {
                let _ = writeln!(list, "{line}"); // into a String
                line = " ".to_string();
            }
            let _ = write!(line, " {name}{end}");
        }
        let _ = writeln!(list, "{line}");
    }
    list.push('\n');
    list
}

/// The document with another text between its marks.
fn between(document: &str, text: &str) -> Result<String> {
    let missing = "it lacks the marks around what is made";
    let (before, rest) = document.split_once(BEGIN).context(missing)?;
    let (_, after) = rest.split_once(END).context(missing)?;
    Ok(format!("{before}{BEGIN}{text}{END}{after}"))
}
