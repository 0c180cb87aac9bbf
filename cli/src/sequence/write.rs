//! `seedbed permutation`, `sobol`, `halton` and `latin_hypercube`.

use std::process::ExitCode;

use blake3::Hasher;
use clap::Args;

use super::{Part, Sequence, SequenceArgs};
use crate::{
    args::UsageError,
    count::grouped,
    digest::hash,
    format::{Array, Format, Writer},
    interrupt,
    manifest::{Manifest, VERSION},
    messages::note,
    output::{Destination, Output, is_closed_pipe},
    seed::entropy,
    source::{Machine, open_backend, seed_of},
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
    let format = Format::choose(args.place.format, &out)?;
    let array = Array::of_part(&part);
    format.check(&array, &out)?;

    // Files before the backend, which can take seconds to open.
    if matches!(out, Destination::File(_)) {
        interrupt::install()?;
    }
    let (output, record) = Output::open_with_record(&out, format.is_text())?;
    if record.is_some() {
        array.check_size().map_err(UsageError::new)?;
    }
    let backend = open_backend(&args.machine)?;
    let mut hasher = Hasher::new();
    let write = || {
        let mut writer = Writer::new(output, format, &array)?;
        let time = part.make(&backend, |bytes| {
            hash(&mut hasher, bytes);
            writer.write(bytes)
        })?;
        anyhow::Ok((time, writer.finish()?))
    };
    let (time, output) = match write() {
        Err(error) if is_closed_pipe(&error) => {
            // Of a seed that was given nobody need be told.
            if let (None, Some(seed)) = (&args.seed.seed, &part.seed) {
                note(format_args!("seed {seed}"));
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
        shape: None,
        dtype: part.dtype.to_string(),
        format,
        blake3: digest.clone(),
        machine: Machine::of(&backend),
    };
    let files = output.finish_with_record(record, &manifest)?;
    let Part { sequence, seed, .. } = &part;
    note(format_args!(
        "{:<9}{} of {sequence}, from {start}",
        sequence.unit(),
        grouped(part.count)
    ));
    if let Some(seed) = seed {
        note(format_args!("seed     {seed}"));
    }
    note(format_args!("backend  {}", manifest.machine));
    note(format_args!("time     {:.3} s", time.as_secs_f64()));
    note(format_args!("blake3   {digest}"));
    note(format_args!("written  {files}"));
    Ok(ExitCode::SUCCESS)
}
