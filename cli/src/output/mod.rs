//! Where results go. A file appears under its name when it is whole, or not at all.

mod part;
mod unfinished;

use std::{
    convert::Infallible,
    fmt::Display,
    fs::{self, File},
    io::{self, IsTerminal, Seek, SeekFrom, Stdout, Write, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};

use anyhow::{Context, bail};

pub use unfinished::Unfinished;
use unfinished::finish;

use crate::manifest::{Manifest, beside};

/// Where results go, as given.
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

impl Destination {
    /// What comes after the last dot of a file's name, in lower case.
    pub fn extension(&self) -> Option<String> {
        match self {
            Destination::Stdout => None,
            Destination::File(path) => {
                let extension = path.extension()?.to_string_lossy();
                Some(extension.to_lowercase())
            }
        }
    }
}

impl Display for Destination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Destination::Stdout => f.write_str("standard output"),
            Destination::File(path) => path.display().fmt(f),
        }
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
    /// Opens a destination for bytes, or for a text, which a terminal may show.
    pub fn open(destination: &Destination, is_text: bool) -> anyhow::Result<Self> {
        let path = match destination {
            Destination::Stdout if !is_text && stdout().is_terminal() => {
                bail!("these are bytes, not text: send standard output to a file or a program")
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
            _ => Ok(Output::File(Unfinished::create(path, None)?)),
        }
    }

    /// An open destination, and the record beside it where that is a file.
    pub fn open_with_record(
        destination: &Destination,
        is_text: bool,
    ) -> anyhow::Result<(Self, Option<Unfinished>)> {
        let output = Output::open(destination, is_text)?;
        let record = match (destination, &output) {
            // A record has the seed, and with it the samples: who may not read them may not read it.
            (Destination::File(path), Output::File(_)) => {
                Some(Unfinished::create(&beside(path), Some(path))?)
            }
            _ => None,
        };
        Ok((output, record))
    }

    /// Puts the file into its place.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Output::File(file) => finish([file]),
            Output::Stdout(_) | Output::Special(..) => Ok(()),
        }
    }

    /// Puts file and record into their places; where everything is now, in words.
    pub fn finish_with_record(
        self,
        record: Option<Unfinished>,
        manifest: &Manifest,
    ) -> anyhow::Result<String> {
        match (self, record) {
            (Output::File(samples), Some(mut record)) => {
                let json = manifest.to_json();
                let written = record.file().write_all(json.as_bytes());
                written.with_context(|| cannot_write(record.given()))?;
                let files = [&samples, &record].map(|file| file.given().display().to_string());
                finish([samples, record])?;
                Ok(files.join(", "))
            }
            (Output::Special(_, path), _) => Ok(path.display().to_string()),
            _ => Ok("standard output".to_string()),
        }
    }

    /// What to say when a write fails.
    pub fn cannot_write(&self) -> String {
        match self {
            Output::Stdout(_) => "cannot write to standard output".to_string(),
            Output::Special(_, path) => cannot_write(path),
            Output::File(file) => cannot_write(file.given()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(stdout) => stdout.write(bytes),
            Output::Special(file, _) => file.write(bytes),
            Output::File(file) => file.file().write(bytes),
        }
    }

    /// Standard output alone holds bytes back.
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(stdout) => stdout.flush(),
            Output::Special(..) | Output::File(_) => Ok(()),
        }
    }
}

impl Seek for Output {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Output::File(file) => file.file().seek(to),
            Output::Stdout(_) | Output::Special(..) => Err(io::ErrorKind::NotSeekable.into()),
        }
    }
}

/// Writes a line to standard output.
pub fn say(line: impl Display) -> anyhow::Result<()> {
    writeln!(stdout(), "{line}").context("cannot write to standard output")
}

/// Writes a text to standard output.
pub fn write_out(text: &[u8]) -> anyhow::Result<ExitCode> {
    let mut stdout = stdout();
    stdout
        .write_all(text)
        .and_then(|()| stdout.flush())
        .context("cannot write to standard output")?;
    Ok(ExitCode::SUCCESS)
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
