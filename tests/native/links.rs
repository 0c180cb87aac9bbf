//! Links of the texts that people read, in the repository and on docs.rs.

use std::{fs, path::Path};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Where the inline links and the definitions of a text lead, with the definitions' labels.
fn targets(text: &str) -> Vec<(Option<&str>, &str)> {
    let inline = text.split("](").skip(1).filter_map(|after| {
        let (target, _) = after.split_once(')')?;
        (!target.contains(char::is_whitespace)).then_some((None, target))
    });
    let defined = text.lines().filter_map(|line| {
        let (label, target) = line.strip_prefix('[')?.split_once("]: ")?;
        Some((Some(label), target))
    });
    inline.chain(defined).collect()
}

fn is_relative(target: &str) -> bool {
    !target.starts_with('#') && !target.contains("://")
}

const TEXTS: [&str; 15] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "cli/README.md",
    "web/README.md",
    "examples/README.md",
    "docs/accuracy.md",
    "docs/distributions.md",
    "docs/engines.md",
    "docs/in_the_browser.md",
    "docs/in_your_kernel.md",
    "docs/quantile_tables.md",
    "docs/quasi_random.md",
    "docs/streams.md",
];

#[test]
fn relative_links_lead_to_files() {
    let mut found = 0;
    for text in TEXTS {
        let folder = Path::new(ROOT).join(text);
        let folder = folder.parent().expect("a folder");
        for (_, target) in targets(&read(text)) {
            if is_relative(target) {
                let path = target.split('#').next().unwrap_or_default();
                assert!(folder.join(path).exists(), "{text}: {target}");
                found += 1;
            }
        }
    }
    assert!(found > 30, "{found}");
}

/// docs.rs shows the README and the guides, not the files beside them: there each relative link has another
/// definition, in front of the text, and the first one counts.
#[test]
fn relative_links_are_others_on_docs_rs() {
    let pages = [("src/lib.rs", "README.md")];
    let guides = TEXTS.iter().filter(|text| text.starts_with("docs/"));
    for (source, text) in pages
        .into_iter()
        .chain(guides.map(|text| ("src/guide.rs", *text)))
    {
        let included = format!("include_str!(\"../{text}\")");
        let source_text = read(source);
        let (before, _) = source_text
            .split_once(&included)
            .unwrap_or_else(|| panic!("{source} includes {text}"));
        let before = before.rsplit("include_str!").next().unwrap_or_default();
        for (label, target) in targets(&read(text)) {
            if is_relative(target) {
                let label = label.unwrap_or_else(|| {
                    panic!("{text}: {target} is inline, and cannot be another on docs.rs")
                });
                assert!(
                    before.contains(&format!("[{label}]: ")),
                    "{source}: no definition of {label} in front of {text}"
                );
            }
        }
    }
}
