//! What cargo knows about this repository, and a shell at its root.

use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};
use xshell::Shell;

/// The repository: its root, and the library's features.
pub struct Workspace {
    /// A shell whose working directory is the root.
    pub shell: Shell,
    /// Cargo's target directory.
    pub target: PathBuf,
    /// The library's features, without `default`.
    pub features: Vec<String>,
}

impl Workspace {
    /// Reads `cargo metadata` in the current directory.
    pub fn open() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .exec()
            .context("`cargo metadata` failed; run `cargo xtask` inside the repository")?;
        let shell = Shell::new()?;
        shell.change_dir(&metadata.workspace_root);
        Ok(Self {
            shell,
            features: library_features(&metadata),
            target: metadata.target_directory.into(),
        })
    }
}

fn library_features(metadata: &Metadata) -> Vec<String> {
    metadata
        .packages
        .iter()
        .filter(|package| package.name.as_str() == "seedbed")
        .flat_map(|package| package.features.keys())
        .filter(|feature| *feature != "default")
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_has_the_library_and_its_features() {
        let workspace = Workspace::open().unwrap();
        assert!(workspace.features.iter().any(|f| f == "gpu"));
        assert!(workspace.features.iter().all(|f| f != "default"));
    }
}
