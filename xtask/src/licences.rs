//! The licences of everything that is compiled, against the list in `deny.toml`: what `cargo deny check licenses`
//! does, without the command, which takes longer to compile than all of `xtask`.

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;
use serde::Deserialize;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

use crate::{steps::Outcome, workspace::Workspace};

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

/// Whether the text of a package's licence allows what the list does.
fn is_allowed(text: &str, allowed: &[Licensee]) -> Result<bool> {
    let expression = Expression::parse_mode(text, ParseMode::LAX)?;
    Ok(expression.evaluate(|asked: &LicenseReq| allowed.iter().any(|one| one.satisfies(asked))))
}

fn licensees(deny: &str) -> Result<Vec<Licensee>> {
    let deny: Deny = toml::from_str(deny)?;
    let allow = deny.licenses.allow.iter();
    allow
        .map(|text| Licensee::parse(text).with_context(|| text.clone()))
        .collect()
}

/// Of all packages that the lock file names, with all features.
pub fn check(workspace: &Workspace) -> Result<Outcome> {
    let allowed = licensees(&workspace.shell.read_file("deny.toml")?).context("deny.toml")?;
    let metadata = MetadataCommand::new()
        .current_dir(workspace.shell.current_dir())
        .features(cargo_metadata::CargoOpt::AllFeatures)
        .exec()?;
    let mut refused = Vec::new();
    for package in &metadata.packages {
        let text = package.license.as_deref().unwrap_or("none named");
        if !is_allowed(text, &allowed).unwrap_or(false) {
            refused.push(format!("{} {}: {text}", package.name, package.version));
        }
    }
    ensure!(
        refused.is_empty(),
        "licences that deny.toml does not allow: {}",
        refused.join("; ")
    );
    println!("{} packages", metadata.packages.len());
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_licences_is_enough() {
        let allowed = licensees("[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]").unwrap();
        for (text, expected) in [
            ("MIT", true),
            ("MIT OR GPL-3.0-only", true),
            ("MIT AND GPL-3.0-only", false),
            ("MIT/Apache-2.0", true),
            ("GPL-2.0-or-later", false),
        ] {
            assert_eq!(is_allowed(text, &allowed).unwrap(), expected, "{text}");
        }
        assert!(is_allowed("none named", &allowed).is_err());
    }
}
