//! The file beside its final place: one run has it at a time, and what a killed run left is taken away.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use fs4::{FileExt, TryLockError};
use same_file::Handle;

/// So often another run may take or leave the file while this one looks at it.
const TRIES: usize = 100;

/// Makes `.NAME.part` in a directory, and holds a lock on it until the file is closed. Where a file system
/// has no locks, the file has a name of its own.
///
/// `mode` are the permissions on Unix, of which the umask takes its part.
pub fn create(directory: &Path, name: &OsStr, mode: u32) -> anyhow::Result<(File, PathBuf)> {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    let mut part = hidden.clone();
    part.push(".part");
    let part = directory.join(part);
    for _ in 0..TRIES {
        let (file, is_new) = match new(mode).open(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match existing(&part)? {
                None => continue,
                Some(file) => (file, false),
            },
            file => (file?, true),
        };
        match lock(&file, &part)? {
            Lock::Held if is_new => return Ok((file, part)),
            // It was left by a run that was killed: nobody else may have a new one.
            Lock::Held => remove(&part)?,
            Lock::Gone => {}
            Lock::Taken => break,
            Lock::None => {
                if is_new {
                    remove(&part)?;
                }
                return unlocked(directory, &hidden, mode);
            }
        }
    }
    bail!("another run is writing it: wait for its end, or choose another name")
}

#[cfg_attr(not(unix), expect(unused_variables, reason = "modes are of Unix"))]
fn new(mode: u32) -> OpenOptions {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    options
}

/// The part that another run is writing or left; nothing where it has just gone.
fn existing(part: &Path) -> anyhow::Result<Option<File>> {
    let context = || format!("{} is in the way", part.display());
    let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    match fs::symlink_metadata(part) {
        Err(error) if gone(&error) => return Ok(None),
        // Opening a pipe would wait.
        Ok(metadata) if !metadata.is_file() => bail!("{}", context()),
        metadata => metadata.with_context(context)?,
    };
    match File::options().write(true).open(part) {
        Err(error) if gone(&error) => Ok(None),
        file => Ok(Some(file.with_context(context)?)),
    }
}

enum Lock {
    /// Ours, on the file that has the name.
    Held,
    /// The file has the name no more.
    Gone,
    /// Another's.
    Taken,
    /// There are no locks.
    None,
}

fn lock(file: &File, part: &Path) -> anyhow::Result<Lock> {
    match FileExt::try_lock(file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Lock::Taken),
        Err(TryLockError::Error(_)) => return Ok(Lock::None),
    }
    // Between opening and locking, the run that had it may have put it into its place.
    let ours = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(part) {
        Ok(named) if named == ours => Ok(Lock::Held),
        Ok(_) => Ok(Lock::Gone),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::Gone),
        Err(error) => Err(error.into()),
    }
}

fn remove(part: &Path) -> anyhow::Result<()> {
    match fs::remove_file(part) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.with_context(|| format!("{} is in the way", part.display())),
    }
}

#[cfg_attr(not(unix), expect(unused_variables, reason = "modes are of Unix"))]
fn unlocked(directory: &Path, hidden: &OsStr, mode: u32) -> anyhow::Result<(File, PathBuf)> {
    let mut prefix = hidden.to_os_string();
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The crate's own is 0o600.
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    Ok(builder.tempfile_in(directory)?.keep()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_locks_names_differ() {
        let directory = tempfile::tempdir().unwrap();
        let (_, a) = unlocked(directory.path(), ".x".as_ref(), 0o666).unwrap();
        let (_, b) = unlocked(directory.path(), ".x".as_ref(), 0o666).unwrap();
        assert_ne!(a, b);
        assert!(a.exists() && b.exists());
    }

    #[test]
    fn one_has_it_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let create = || create(directory.path(), "x".as_ref(), 0o666);
        let (file, part) = create().unwrap();
        assert_eq!(part, directory.path().join(".x.part"));
        let error = create().unwrap_err().to_string();
        assert!(error.contains("another run"), "{error}");
        drop(file);
        // What was left is taken away, with all that has it open.
        fs::write(&part, "left").unwrap();
        let old = File::open(&part).unwrap();
        create().unwrap();
        assert_eq!(fs::metadata(&part).unwrap().len(), 0);
        assert_eq!(old.metadata().unwrap().len(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_in_the_way() {
        let directory = tempfile::tempdir().unwrap();
        let victim = directory.path().join("victim");
        fs::write(&victim, "kept").unwrap();
        std::os::unix::fs::symlink(&victim, directory.path().join(".x.part")).unwrap();
        let error = create(directory.path(), "x".as_ref(), 0o666).unwrap_err();
        assert!(error.to_string().contains("in the way"), "{error}");
        assert_eq!(fs::read(&victim).unwrap(), b"kept");
    }
}
