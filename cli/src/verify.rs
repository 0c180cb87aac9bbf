//! `seedbed verify`.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use blake3::{Hash, Hasher};
use seedbed::Backend;

use crate::{
    args::{MachineArgs, VerifyArgs},
    digest::hash,
    format::Reader,
    manifest::{Manifest, VERSION, recorded_file},
    messages::{error, is_quiet, note, printable, warn},
    output::say,
    replay::Replay,
    source::{Machine, open_backend},
};

pub fn run(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let mut machine = Lazy {
        args: &args.machine,
        backend: None,
    };
    let mut all_same = true;
    for record in &args.records {
        match verify(record, &mut machine) {
            Ok(Verdict::Same(line)) if is_quiet() => drop(line),
            Ok(Verdict::Same(line)) => say(format_args!("same  {}", printable(line)))?,
            Ok(Verdict::Different(line)) => {
                say(format_args!("DIFFERENT  {}", printable(line)))?;
                all_same = false;
            }
            // The others are verified all the same.
            Err(why) => {
                error(format_args!("{why:#}"));
                all_same = false;
            }
        }
    }
    Ok(match all_same {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// With the reasons.
enum Verdict {
    Same(String),
    Different(String),
}

/// The backend, opened when the first record is drawn again.
struct Lazy<'a> {
    args: &'a MachineArgs,
    backend: Option<Backend>,
}

impl Lazy<'_> {
    fn get(&mut self) -> anyhow::Result<&Backend> {
        if self.backend.is_none() {
            self.backend = Some(open_backend(self.args)?);
        }
        self.backend.as_ref().context("no backend")
    }
}

/// What a record says is read, then the file, as far as it can be told from without reading it whole, and
/// only then is anything drawn.
fn verify(record: &Path, machine: &mut Lazy) -> anyhow::Result<Verdict> {
    let manifest = Manifest::read(record)?;
    let shown = record.display().to_string();
    let replay =
        Replay::new(&manifest).with_context(|| format!("{shown} is not the record of a run"))?;
    let recorded = manifest.digest()?;
    if manifest.seedbed != VERSION {
        warn(format_args!(
            "{shown}: drawn by seedbed {}, and this is {VERSION}: samples may differ between versions, \
             see the changelog",
            manifest.seedbed
        ));
    }

    let file = recorded_file(record);
    let (subject, reader) = match &file {
        Some(path) => (path.display().to_string(), open(path, &manifest, &replay)?),
        None => {
            note(format_args!(
                "{shown} is not called FILE.run.json: only the draw is verified, no file"
            ));
            (shown.clone(), None)
        }
    };
    // Before anything is read by several threads, of which the backend is told the number.
    let in_file = match reader {
        Some(Err(why)) => return Ok(Verdict::Different(format!("{subject}: {why:#}"))),
        Some(Ok(reader)) => {
            machine.get()?;
            match digest_of(reader) {
                Err(why) => return Ok(Verdict::Different(format!("{subject}: {why:#}"))),
                Ok(found) => Some(found),
            }
        }
        None => None,
    };
    let backend = machine.get()?;
    let drawn = Hash::from_hex(replay.digest(backend)?)?;
    let drawn_again = format!("{replay}, drawn again on {}", Machine::of(backend));

    let subject = match in_file {
        Some(_) => subject,
        None => shown,
    };
    if drawn == recorded
        && let (Some(recorded), Some(after)) = (&manifest.stream_after, replay.stream_after())
        && recorded.parse().as_ref() != Ok(&after)
    {
        return Ok(Verdict::Different(format!(
            "{subject}: the draw ends at stream {after}, recorded is {recorded}"
        )));
    }
    Ok(match (in_file, drawn == recorded) {
        (Some(found), true) if found != recorded => Verdict::Different(format!(
            "{subject}: its samples have blake3 {found}, recorded is {recorded}, as of {drawn_again}"
        )),
        (_, true) => Verdict::Same(format!("{subject}: {drawn_again}")),
        (Some(found), false) if found != recorded => Verdict::Different(format!(
            "{subject}: its samples have blake3 {found}, and {drawn_again}: blake3 {drawn}; recorded is \
             {recorded}"
        )),
        (Some(_), false) => Verdict::Different(format!(
            "{subject}: its samples are as recorded, and not {drawn_again}: blake3 {drawn}, recorded is \
             {recorded}"
        )),
        (None, false) => Verdict::Different(format!(
            "{subject}: {drawn_again}: blake3 {drawn}, recorded is {recorded}"
        )),
    })
}

/// The recorded file, or what is wrong with it; nothing where there is none.
fn open(
    path: &Path,
    manifest: &Manifest,
    replay: &Replay,
) -> anyhow::Result<Option<anyhow::Result<Reader>>> {
    let context = || format!("cannot read {}", path.display());
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            note(format_args!(
                "{} is not there: only the draw is verified",
                path.display()
            ));
            return Ok(None);
        }
        // Opening a pipe would wait.
        Ok(metadata) if !metadata.is_file() => {
            return Ok(Some(Err(anyhow::anyhow!("it is not a regular file"))));
        }
        metadata => metadata.with_context(context)?,
    };
    let file = File::open(path).with_context(context)?;
    Ok(Some(Reader::open(file, manifest.format, replay.array())))
}

fn digest_of(reader: Reader) -> anyhow::Result<Hash> {
    let mut hasher = Hasher::new();
    reader.read(|bytes| hash(&mut hasher, bytes))?;
    Ok(hasher.finalize())
}
