//! Where results go. A file appears under its name when it is whole, or not at all.

use std::{
    convert::Infallible,
    ffi::OsString,
    fmt::Display,
    fs::{self, File},
    io::{self, IsTerminal, Stdout, Write, stdout},
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, bail};
use clap::ValueEnum;
use npyz::{DType, WriteOptions, WriterBuilder};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::{
    interrupt,
    manifest::{Manifest, beside},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// NumPy's .npy
    Npy,
    /// The samples alone, little-endian
    Raw,
}

impl Format {
    /// What comes before the samples.
    pub fn header(self, dtype: &str, shape: &[u64]) -> io::Result<Vec<u8>> {
        let mut header = Vec::new();
        if self == Format::Npy {
            let dtype = DType::Plain(dtype.parse().map_err(io::Error::other)?);
            WriteOptions::new_header_only()
                .dtype(dtype)
                .shape(shape)
                .writer(&mut header)
                .write_header_only()?;
        }
        Ok(header)
    }
}

/// Where samples go, as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `-`
    Stdout,
    File(PathBuf),
}

impl FromStr for Destination {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "-" => Destination::Stdout,
            path => Destination::File(path.into()),
        })
    }
}

/// An open destination.
pub enum Output {
    Stdout(Stdout),
    /// A device or pipe, which cannot be replaced.
    Special(File, PathBuf),
    File(Unfinished),
}

impl Output {
    pub fn open(destination: &Destination) -> anyhow::Result<Self> {
        let path = match destination {
            Destination::Stdout if stdout().is_terminal() => {
                bail!("samples are bytes, not text: send standard output to a file or a program")
            }
            Destination::Stdout => return Ok(Output::Stdout(stdout())),
            Destination::File(path) => path,
        };
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {
                let file = File::options()
                    .write(true)
                    .open(path)
                    .with_context(|| cannot_write(path))?;
                Ok(Output::Special(file, path.clone()))
            }
            _ => Ok(Output::File(Unfinished::create(path)?)),
        }
    }

    /// An open destination, and the record beside it where that is a file.
    pub fn open_with_record(
        destination: &Destination,
    ) -> anyhow::Result<(Self, Option<Unfinished>)> {
        let output = Output::open(destination)?;
        let record = match (destination, &output) {
            (Destination::File(path), Output::File(_)) => Some(Unfinished::create(&beside(path))?),
            _ => None,
        };
        Ok((output, record))
    }

    /// Puts file and record into their places; where everything is now, in words.
    pub fn finish(self, record: Option<Unfinished>, manifest: &Manifest) -> anyhow::Result<String> {
        match (self, record) {
            (Output::File(samples), Some(mut record)) => {
                record.write(manifest.to_json().as_bytes())?;
                let files = [&samples.given, &record.given].map(|path| path.display().to_string());
                finish([samples, record])?;
                Ok(files.join(", "))
            }
            (Output::Special(_, path), _) => Ok(path.display().to_string()),
            _ => Ok("standard output".to_string()),
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Output::Stdout(stdout) => stdout
                .write_all(bytes)
                .context("cannot write to standard output"),
            Output::Special(file, path) => {
                file.write_all(bytes).with_context(|| cannot_write(path))
            }
            Output::File(file) => file.write(bytes),
        }
    }

    /// Standard output alone holds bytes back.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        match self {
            Output::Stdout(stdout) => stdout.flush().context("cannot write to standard output"),
            Output::Special(..) | Output::File(_) => Ok(()),
        }
    }
}

/// A file beside its final place, which it takes when it is whole. Dropped before, it goes away.
pub struct Unfinished {
    file: NamedTempFile,
    /// As the user has it.
    given: PathBuf,
    path: PathBuf,
}

impl Unfinished {
    pub fn create(path: &Path) -> anyhow::Result<Self> {
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
        let mut prefix = OsString::from(".");
        prefix.push(name);
        prefix.push(".");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: the umask takes its part. The crate's own is 0o600.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        // An interruption between creation and registration would leave the file.
        let mut unfinished = interrupt::unfinished();
        let file = builder
            .tempfile_in(directory)
            .map_err(|error| without_path(&error))
            .with_context(|| cannot_write(path))?;
        unfinished.push(file.path().to_path_buf());
        Ok(Unfinished {
            file,
            given: path.to_path_buf(),
            path: target,
        })
    }

    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.file
            .as_file_mut()
            .write_all(bytes)
            .with_context(|| cannot_write(&self.path))
    }
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

/// Puts files that are whole into their places; an interruption comes before or after all of them.
pub fn finish<const N: usize>(files: [Unfinished; N]) -> anyhow::Result<()> {
    let mut unfinished = interrupt::unfinished();
    for file in files {
        file.file
            .persist(&file.path)
            .map_err(|error| error.error)
            .with_context(|| cannot_write(&file.path))?;
    }
    unfinished.clear();
    Ok(())
}

/// Writes a line to standard output.
pub fn say(line: impl Display) -> anyhow::Result<()> {
    writeln!(stdout(), "{line}").context("cannot write to standard output")
}

/// Whether the error is that a pipe's reader has closed it.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// The crate adds the path of the temporary file, which means nothing to a user.
fn without_path(error: &io::Error) -> io::Error {
    match error.get_ref().and_then(|inner| inner.source()) {
        Some(source) => io::Error::new(error.kind(), source.to_string()),
        None => error.kind().into(),
    }
}
