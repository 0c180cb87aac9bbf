//! What is made from the library's catalogue: files, or the pictures of the gallery.
//!
//! `cargo xtask generate` runs it. `--check` compares with the files that are there, and `--pictures` prints a
//! line for each picture instead: a distribution and its options.

mod documents;
mod typescript;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use seedbed::catalogue::{Group, Value, entries};

/// How the text of a file follows from the text that is there.
type Generate = fn(&str) -> Result<String>;

const FILES: [(&str, Generate); 4] = [
    ("docs/distributions.md", |_| Ok(documents::reference())),
    ("web/src/catalogue.ts", |_| Ok(typescript::catalogue())),
    ("README.md", documents::library),
    ("cli/README.md", documents::command),
];

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if has("--pictures") {
        pictures();
        return Ok(ExitCode::SUCCESS);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = root.context("xtask is a folder of the workspace")?;
    let mut exit = ExitCode::SUCCESS;
    for (name, generate) in FILES {
        let path = root.join(name);
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        let text = generate(&found).with_context(|| name)?;
        if text == found {
            continue;
        }
        if has("--check") {
            eprintln!("{name} is not what the catalogue says: run `cargo xtask generate`");
            exit = ExitCode::FAILURE;
        } else {
            std::fs::write(&path, text).with_context(|| name)?;
            println!("{name} written");
        }
    }
    Ok(exit)
}

/// The command's arguments for each picture, group after group.
fn pictures() {
    let of = |group| entries().filter(move |entry| entry.group == group);
    for entry in Group::ALL.into_iter().flat_map(of) {
        for example in &entry.examples[..entry.pictures] {
            let options = example.iter().map(|(name, value)| {
                let value = match value {
                    Value::Number(number) => number.to_string(),
                    Value::Integer(integer) => integer.to_string(),
                    Value::List(numbers) => {
                        let numbers: Vec<_> = numbers.iter().map(f64::to_string).collect();
                        numbers.join(",")
                    }
                };
                format!(" --{name} {value}")
            });
            println!("{}{}", entry.name, options.collect::<String>());
        }
    }
}
