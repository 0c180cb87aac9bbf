//! The types and the documentation of the npm package's distributions.

use std::fmt::Write;

use seedbed::Engine;
use seedbed::catalogue::{Dtype, Kind, Parameter, Presence, Typed, typed};

/// As long as a line of the package's sources may be.
const WIDTH: usize = 120;

const HEAD: &str = "\
// Made by `cargo xtask generate` from the library's catalogue, src/catalogue/: change that.

import type { Each, None, Numbers } from \"./distributions.js\";
";

const DISTRIBUTIONS: &str = "
/** The distributions: names and parameters are those of the command `seedbed` and of the Rust crate. */
export interface Distributions {
";

/// The file with the names of the engines, and types of parameters and samples for each distribution.
pub fn catalogue() -> String {
    let names = Engine::ALL.map(|engine| format!("\"{engine}\""));
    let default = Engine::default();
    let mut text = format!(
        "{HEAD}\n/** The engines; `{default}` is the default. */\nexport type Engine = {};\n{DISTRIBUTIONS}",
        names.join(" | ")
    );
    for family in typed() {
        add(&mut text, &family);
    }
    text + "}\n"
}

fn add(text: &mut String, family: &Typed) {
    comment(text, "  ", &about(family));
    let _ = writeln!(text, "  {}: {{", family.name()); // into a String
    if family.parameters().next().is_none() {
        text.push_str("    parameters: None;\n");
    } else {
        text.push_str("    parameters: {\n");
        for parameter in family.parameters() {
            let default = match parameter.presence {
                Presence::Default(default) => Some(default),
                _ => None,
            };
            let by_default =
                default.map_or(String::new(), |default| format!("; by default {default}"));
            let is_per_element = family.is_per_element();
            let each = if is_per_element {
                "; one number, or one for each sample"
            } else {
                ""
            };
            comment(
                text,
                "      ",
                &format!("{}{by_default}{each}.", parameter.about()),
            );
            let mark = if default.is_some() { "?" } else { "" };
            let _ = writeln!(
                text,
                "      {}{mark}: {};",
                parameter.name,
                type_of(parameter, is_per_element)
            );
        }
        text.push_str("    };\n");
    }
    let _ = writeln!(
        text,
        "    array: {}<ArrayBuffer>;\n  }};",
        array(family.dtype())
    );
}

/// What it is, its formula, and what there is to know of the type of its samples.
fn about(family: &Typed) -> String {
    let entry = family.entry();
    let of_type = match family.dtype() {
        _ if entry.dtypes.len() == 1 => String::new(),
        Dtype::F16 => " The bits of float16: `new Float16Array(samples.buffer)` reads them.".into(),
        Dtype::Bf16 => " The bits of bfloat16, the upper half of a float32.".into(),
        dtype => format!(" Samples of {dtype}."),
    };
    format!(
        "{}.{of_type} {} {}.",
        entry.about,
        entry.formula.replace('\n', " "),
        entry.words
    )
}

fn type_of(parameter: &Parameter, is_per_element: bool) -> &'static str {
    match parameter.kind {
        Kind::Float32 | Kind::Float64 if is_per_element => "Each",
        Kind::Float32 | Kind::Float64 | Kind::Uint32 => "number",
        Kind::Uint64 | Kind::Integer => "number | bigint",
        Kind::List | Kind::List32 | Kind::Matrix | Kind::Matrix32 => "Numbers",
    }
}

/// The typed array of the samples; of 16 bits, their bits.
fn array(dtype: Dtype) -> &'static str {
    match dtype {
        Dtype::U32 => "Uint32Array",
        Dtype::I32 => "Int32Array",
        Dtype::U64 => "BigUint64Array",
        Dtype::I64 => "BigInt64Array",
        Dtype::F32 => "Float32Array",
        Dtype::F64 => "Float64Array",
        Dtype::F16 | Dtype::Bf16 => "Uint16Array",
    }
}

/// A comment of documentation, on one line where it fits.
fn comment(text: &mut String, indent: &str, words: &str) {
    let line = format!("{indent}/** {words} */\n");
    if line.len() <= WIDTH {
        text.push_str(&line);
        return;
    }
    let _ = writeln!(text, "{indent}/**"); // into a String
    let mut line = format!("{indent} *");
    for word in words.split(' ') {
        if line.len() + 1 + word.len() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = format!("{indent} *");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}\n{indent} */");
}
