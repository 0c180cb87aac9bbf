//! A file that is not whole yet.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{cannot_write, part};
use crate::interrupt;

/// A file beside its final place, which it takes when it is whole. Dropped before, it goes away.
pub struct Unfinished {
    file: File,
    /// As the user has it.
    given: PathBuf,
    /// Where it is,
    part: PathBuf,
    /// and its place.
    path: PathBuf,
    placed: bool,
}

impl Unfinished {
    /// A file for `path`, with the permissions of the one that is there, else those of the file `like`.
    pub fn create(path: &Path, like: Option<&Path>) -> anyhow::Result<Self> {
        if path.is_dir() {
            bail!("{}: it is a directory", cannot_write(path));
        }
        let target = behind_links(path);
        let Some(name) = target.file_name() else {
            bail!("{}: it is not the name of a file", cannot_write(path));
        };
        let directory = match target.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let existing = fs::metadata(path);
        let existing = existing.or_else(|error| like.map_or(Err(error), fs::metadata));
        let existing = existing.ok().filter(fs::Metadata::is_file);
        // An interruption between creation and registration would leave the file.
        let mut unfinished = interrupt::unfinished();
        let (file, part) = part::create(directory, name, mode(existing.as_ref()))
            .with_context(|| cannot_write(path))?;
        unfinished.push(part.clone());
        drop(unfinished);
        let file = Unfinished {
            file,
            given: path.to_path_buf(),
            part,
            path: target,
            placed: false,
        };
        if let Some(existing) = existing {
            keep_permissions(&file.file, &existing).with_context(|| cannot_write(path))?;
        }
        Ok(file)
    }

    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// The path that the user gave.
    pub fn given(&self) -> &Path {
        &self.given
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.placed {
            let mut unfinished = interrupt::unfinished();
            let _ = fs::remove_file(&self.part); // there is nobody to tell
            unfinished.retain(|part| *part != self.part);
        }
    }
}

/// Puts files that are whole into their places; an interruption comes before or after all of them, and no
/// other run puts one of the same name between them, for the locks are held until the end.
pub fn finish<const N: usize>(mut files: [Unfinished; N]) -> anyhow::Result<()> {
    let mut unfinished = interrupt::unfinished();
    let placed = files.iter_mut().try_for_each(|file| {
        fs::rename(&file.part, &file.path).with_context(|| cannot_write(&file.given))?;
        file.placed = true;
        unfinished.retain(|part| *part != file.part);
        Ok(())
    });
    drop(unfinished);
    placed
}

/// The permissions of a file from its beginning: nobody opens one that will not be theirs.
fn mode(existing: Option<&fs::Metadata>) -> u32 {
    const NEW: u32 = 0o666;
    #[cfg(unix)]
    if let Some(existing) = existing {
        return std::os::unix::fs::MetadataExt::mode(existing) & 0o777;
    }
    let _ = existing;
    NEW
}

/// Who may read and write the old file may the new one, which is another's where the system forbids to
/// give it away.
#[cfg(unix)]
fn keep_permissions(file: &File, existing: &fs::Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let new = file.metadata()?;
    for (owner, group) in [
        (None, (existing.gid() != new.gid()).then(|| existing.gid())),
        ((existing.uid() != new.uid()).then(|| existing.uid()), None),
    ] {
        let _ = fchown(file, owner, group);
    }
    file.set_permissions(fs::Permissions::from_mode(existing.mode() & 0o777))
}

#[cfg(not(unix))]
fn keep_permissions(file: &File, existing: &fs::Metadata) -> std::io::Result<()> {
    let _ = (file, existing); // a new file has those of its directory
    Ok(())
}

/// The file that a link points to, which is replaced instead of the link; it may not exist yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut target = path.to_path_buf();
    // As many links as Linux follows; a circle ends in an error when the file is made.
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&target) else {
            break;
        };
        target.pop();
        target.push(next);
    }
    target
}
