//! Identifiers of WGSL: which a file declares for the whole module, and giving them other names.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// A piece of source text.
enum Token<'a> {
    Identifier(&'a str),
    Other(&'a str),
}

/// Identifiers, and what is between them: comments, numbers and signs.
fn tokens(source: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = source;
    core::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let in_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if in_word(first) {
            rest.find(|c| !in_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(len);
        rest = after;
        Some(if in_word(first) && !first.is_ascii_digit() {
            Token::Identifier(token)
        } else {
            Token::Other(token)
        })
    })
}

/// The names that `source` declares at module scope, in order.
pub(super) fn declared(source: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut braces = 0;
    // Behind a keyword, and in how many brackets: `var<storage, read>`.
    let mut declares = None;
    for token in tokens(source) {
        match (token, declares) {
            (Token::Other("{"), _) => braces += 1,
            (Token::Other("}"), _) => braces -= 1,
            _ if braces > 0 => {}
            (Token::Identifier("fn" | "struct" | "alias" | "const" | "var"), None) => {
                declares = Some(0);
            }
            (Token::Other("<"), Some(brackets)) => declares = Some(brackets + 1),
            (Token::Other(">"), Some(brackets)) => declares = Some(brackets - 1),
            (Token::Identifier(name), Some(0)) => {
                names.push(name);
                declares = None;
            }
            _ => {}
        }
    }
    names
}

/// The types to which `source` gives other names, and what they are.
pub(super) fn aliases(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.lines().filter_map(alias)
}

/// `source` but for its aliases. Module systems that write a module back from its types know none.
pub(super) fn without_aliases(source: &str) -> String {
    let mut rest = String::new();
    for line in source.split_inclusive('\n') {
        let is_second_blank = line == "\n" && rest.ends_with("\n\n");
        if alias(line.trim_end()).is_none() && !is_second_blank {
            rest += line;
        }
    }
    rest
}

fn alias(line: &str) -> Option<(&str, &str)> {
    let declaration = line.strip_prefix("alias ")?.strip_suffix(';')?;
    declaration.split_once(" = ")
}

/// `source` with other names for identifiers, wherever they stand but behind a dot.
pub(super) fn renamed(source: &str, names: &BTreeMap<&str, String>) -> String {
    let mut behind_dot = false;
    tokens(source)
        .map(|token| match token {
            Token::Identifier(name) if !behind_dot => names.get(name).map_or(name, String::as_str),
            Token::Identifier(text) | Token::Other(text) => {
                behind_dot = text == ".";
                text
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
// fn commented() {}
alias Key = vec2<u32>;
struct Pair { key: Key, next: u32 }
@group(0) @binding(1) var<storage, read> words: array<u32>;
const LEN: u32 = 0x1fu;
fn first(p: ptr<function, Pair>) -> u32 {
    var sum = words[LEN - 1u];
    if sum < LEN && sum > 2u { sum = sum >> 1u; }
    return sum;
}
fn second() -> u32 { return 0u; }
";

    #[test]
    fn declarations_of_a_module() {
        let names = ["Key", "Pair", "words", "LEN", "first", "second"];
        assert_eq!(declared(SOURCE), names);
    }

    #[test]
    fn aliases_are_left_out() {
        let all: Vec<_> = aliases(SOURCE).collect();
        assert_eq!(all, [("Key", "vec2<u32>")]);
        let rest = without_aliases(SOURCE);
        assert_eq!(rest, SOURCE.replace("alias Key = vec2<u32>;\n", ""));
        let between = without_aliases("// Blocks.\n\nalias Block = vec4<u32>;\n\nfn f() {}\n");
        assert_eq!(between, "// Blocks.\n\nfn f() {}\n");
    }

    #[test]
    fn whole_identifiers_are_renamed() {
        let names = [("LEN", "a_LEN"), ("u", "a_u"), ("words", "a_words")];
        let names = names.map(|(name, new)| (name, new.into())).into();
        let new = renamed(SOURCE, &names);
        assert!(new.contains("a_words[a_LEN - 1u]") && !new.contains("a_u"));
        assert_eq!(renamed(&new, &BTreeMap::new()), new);
    }
}
