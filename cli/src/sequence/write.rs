//! `seedbed permutation`, `sobol`, `halton` and `latin_hypercube`.

use std::process::ExitCode;

use blake3::Hasher;
use clap::Args;

use super::{Part, Sequence, SequenceArgs};
use crate::{
    args::UsageError,
    count::grouped,
    digest::hash,
    interrupt,
    manifest::{Manifest, VERSION},
    output::{Destination, Format, Output, is_closed_pipe},
    source::{Machine, entropy, open_backend, seed_of},
};

pub fn run<P, C>(args: SequenceArgs<P, C>) -> anyhow::Result<ExitCode>
where
    P: Args + Into<Sequence>,
    C: Args + Into<Option<u64>>,
{
    let sequence = args.parameters.into();
    let seed = match sequence.is_random() {
        true => Some(seed_of(&args.seed)?),
        false => None,
    };
    let (out, start) = (args.place.out, args.place.start.index);
    let part = Part::new(sequence, seed, start, args.count.into()).map_err(UsageError::new)?;
    let format = args.place.format.unwrap_or(match out {
        Destination::Stdout => Format::Raw,
        Destination::File(_) => Format::Npy,
    });

    // Files before the backend, which can take seconds to open.
    if matches!(out, Destination::File(_)) {
        interrupt::install()?;
    }
    let (mut output, record) = Output::open_with_record(&out)?;
    let backend = open_backend(&args.machine)?;
    let mut hasher = Hasher::new();
    let mut write = || {
        output.write(&format.header(part.dtype, &part.shape)?)?;
        let time = part.make(&backend, |bytes| {
            hash(&mut hasher, bytes);
            output.write(bytes)
        })?;
        output.flush()?;
        anyhow::Ok(time)
    };
    let time = match write() {
        Err(error) if is_closed_pipe(&error) => {
            // Of a seed that was given nobody need be told.
            if let (None, Some(seed)) = (&args.seed.seed, &part.seed) {
                eprintln!("seed {seed}");
            }
            return Ok(ExitCode::SUCCESS);
        }
        time => time?,
    };

    let digest = hasher.finalize().to_hex().to_string();
    let manifest = Manifest {
        seedbed: VERSION.to_string(),
        seed: part.seed.as_ref().map(entropy),
        spawn_key: part
            .seed
            .iter()
            .flat_map(|seed| seed.spawn_key().to_vec())
            .collect(),
        engine: None,
        distribution: None,
        sequence: Some(part.sequence.name().to_string()),
        parameters: part.sequence.parameters(),
        position: part.start,
        stream_after: None,
        count: part.count,
        dtype: part.dtype.to_string(),
        format,
        blake3: digest.clone(),
        machine: Machine::of(&backend),
    };
    let files = output.finish(record, &manifest)?;
    let Part { sequence, seed, .. } = &part;
    eprintln!(
        "{:<9}{} of {sequence}, from {start}",
        sequence.unit(),
        grouped(part.count)
    );
    if let Some(seed) = seed {
        eprintln!("seed     {seed}");
    }
    eprintln!("backend  {}", manifest.machine);
    eprintln!("time     {:.3} s", time.as_secs_f64());
    eprintln!("blake3   {digest}");
    eprintln!("written  {files}");
    Ok(ExitCode::SUCCESS)
}
