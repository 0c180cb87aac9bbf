//! `seedbed verify`.

use std::{
    fs::File,
    io::{BufReader, ErrorKind, Read},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, ensure};
use blake3::Hasher;
use npyz::{DType, NpyHeader};

use crate::{
    args::VerifyArgs,
    digest::hash,
    manifest::{Manifest, VERSION, recorded_file},
    memory,
    output::{Format, say},
    replay::Replay,
    source::{Machine, open_backend},
};

/// Bytes read at a time, enough for every core to hash a part.
const READ_BYTES: usize = 1 << 24;

pub fn run(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let record = args.record.display();
    let manifest = Manifest::read(&args.record)?;
    if manifest.seedbed != VERSION {
        eprintln!(
            "warning: drawn by seedbed {}, and this is {VERSION}: samples may differ between \
             versions, see the changelog",
            manifest.seedbed
        );
    }
    let replay =
        Replay::new(&manifest).with_context(|| format!("{record} is not the record of a run"))?;

    let mut same = true;
    if let Some(path) = recorded_file(&args.record) {
        let file = path.display();
        match digest_of_file(&path, &manifest, &replay)? {
            None => eprintln!("{file} is not there: only the draw is verified"),
            Some(Ok(found)) if found == manifest.blake3 => {
                say(format!("same  {file} as recorded"))?;
            }
            Some(Ok(found)) => {
                say(format!(
                    "DIFFERENT  {file}: its samples have blake3 {found}, recorded is {}",
                    manifest.blake3
                ))?;
                same = false;
            }
            Some(Err(why)) => {
                say(format!("DIFFERENT  {file}: {why:#}"))?;
                same = false;
            }
        }
    } else {
        eprintln!("{record} is not called FILE.run.json: only the draw is verified, no file");
    }

    let backend = open_backend(&args.machine)?;
    let found = replay.digest(&backend)?;
    let machine = Machine::of(&backend);
    let what = format!("{replay}, drawn again on {machine}");
    if found == manifest.blake3 {
        say(format!("same  {what}"))?;
    } else {
        say(format!(
            "DIFFERENT  {what}: blake3 {found}, recorded is {}",
            manifest.blake3
        ))?;
        same = false;
    }
    if let (Some(recorded), Some(after)) = (&manifest.stream_after, replay.stream_after())
        && recorded.parse().as_ref() != Ok(&after)
    {
        say(format!(
            "DIFFERENT  the draw ends at stream {after}, recorded is {recorded}"
        ))?;
        same = false;
    }
    Ok(ExitCode::from(if same { 0 } else { 1 }))
}

/// The digest of the samples in a file, or what is wrong with it; nothing where there is no file.
fn digest_of_file(
    path: &Path,
    manifest: &Manifest,
    replay: &Replay,
) -> anyhow::Result<Option<anyhow::Result<String>>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let mut reader = BufReader::new(file);
    if manifest.format == Format::Npy
        && let Err(error) = check_header(&mut reader, manifest, replay)
    {
        return Ok(Some(Err(error)));
    }
    let mut hasher = Hasher::new();
    let mut buffer = memory::buffers(1, READ_BYTES)?.swap_remove(0);
    buffer.resize(READ_BYTES, 0);
    loop {
        let len = read_full(&mut reader, &mut buffer)
            .with_context(|| format!("cannot read {}", path.display()))?;
        hash(&mut hasher, &buffer[..len]);
        if len < buffer.len() {
            return Ok(Some(Ok(hasher.finalize().to_hex().to_string())));
        }
    }
}

fn check_header(
    reader: &mut impl Read,
    manifest: &Manifest,
    replay: &Replay,
) -> anyhow::Result<()> {
    let header = NpyHeader::from_reader(reader).context("it is not an .npy file")?;
    let dtype = DType::Plain(manifest.dtype.parse()?);
    ensure!(
        header.dtype() == dtype,
        "its dtype is {}, recorded is '{}'",
        header.dtype().descr(),
        manifest.dtype
    );
    ensure!(
        header.shape() == replay.shape(),
        "its shape is {:?}, recorded are {} {}",
        header.shape(),
        manifest.count,
        replay.unit()
    );
    Ok(())
}

/// Reads until the buffer is full or the file ends.
fn read_full(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut len = 0;
    while len < buffer.len() {
        match reader.read(&mut buffer[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(len)
}
