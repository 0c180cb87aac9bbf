//! `seedbed permutation` and `seedbed sobol`: what has an order of its own, not words of a stream.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use blake3::Hasher;
use bytemuck::Pod;
use seedbed::{
    Permutation, SeedSequence,
    distr::Standard,
    qmc::{PointSet, Sobol},
};

use crate::{
    args::{PermutationArgs, PlaceArgs, Scramble, SobolArgs, UsageError},
    count::grouped,
    distribution::Sample,
    draw::little_endian,
    interrupt,
    output::{Destination, Format, Output, finish, is_closed_pipe},
    progress::Progress,
    source::{open_backend, seed_of},
};

/// Elements made at a time.
const CHUNK: u64 = 1 << 22;

pub fn permutation(args: &PermutationArgs) -> anyhow::Result<ExitCode> {
    let seed = seed_of(&args.seed)?;
    let permutation = Permutation::new(seed.clone(), args.n).map_err(UsageError::new)?;
    let left = args.n.checked_sub(args.place.start);
    let Some(left) = left.filter(|&left| left >= args.count.unwrap_or(0)) else {
        return Err(UsageError::new(format!(
            "there are {} elements: --start and --count go past the last one",
            args.n
        ))
        .into());
    };
    let count = args.count.unwrap_or(left);
    let start = args.place.start;
    let what = format!("a permutation of {}", grouped(args.n));
    let backend = open_backend(&args.machine)?;
    write(&args.place, &what, Some(&seed), &[count], |done, len| {
        Ok(backend.permutation(&permutation, start + done, len)?)
    })
}

pub fn sobol(args: &SobolArgs) -> anyhow::Result<ExitCode> {
    let seed = match args.scramble {
        Scramble::None => None,
        Scramble::Owen | Scramble::Shift => Some(seed_of(&args.seed)?),
    };
    let plain = Sobol::new(args.dimensions).map_err(UsageError::new)?;
    let mut set = match (&seed, args.scramble) {
        (Some(seed), Scramble::Shift) => plain.digital_shift(seed.clone()),
        (Some(seed), _) => plain.scrambled(seed.clone()),
        (None, _) => plain,
    };
    set.seek(args.place.start).map_err(UsageError::new)?;
    let dimensions = args.dimensions as u64;
    if args.count.value > set.len() - args.place.start {
        let message = format!("a set has {} points: fewer, please", grouped(set.len()));
        return Err(UsageError::new(message).into());
    }
    let what = format!("Sobol points in {dimensions} dimensions");
    let shape = [args.count.value, dimensions];
    write(&args.place, &what, seed.as_ref(), &shape, |_, len| {
        let points = (len / dimensions) as usize;
        Ok(set.random(&Standard, points)?)
    })
}

/// Writes an array that `make(done, len)` makes in parts.
fn write<T: Sample + Pod>(
    place: &PlaceArgs,
    what: &str,
    seed: Option<&SeedSequence>,
    shape: &[u64],
    mut make: impl FnMut(u64, u64) -> anyhow::Result<Vec<T>>,
) -> anyhow::Result<ExitCode> {
    let format = place.format.unwrap_or(match place.out {
        Destination::Stdout => Format::Raw,
        Destination::File(_) => Format::Npy,
    });
    if matches!(place.out, Destination::File(_)) {
        interrupt::install()?;
    }
    let mut output = Output::open(&place.out)?;
    let row = shape[1..].iter().product::<u64>();
    let total = shape[0] * row;
    let rows_at_a_time = (CHUNK / row).max(1);
    let mut hasher = Hasher::new();
    let mut progress = Progress::new(total);
    let mut time = Duration::ZERO;
    let mut parts = || -> anyhow::Result<()> {
        output.write(&format.header(T::DTYPE, shape)?)?;
        let mut done = 0;
        while done < total {
            let len = (total - done).min(rows_at_a_time * row);
            let start = Instant::now();
            let mut elements = make(done, len)?;
            time += start.elapsed();
            let bytes = little_endian(&mut elements);
            hasher.update_rayon(bytes);
            output.write(bytes)?;
            progress.advance(len as usize);
            done += len;
        }
        output.flush()
    };
    match parts() {
        Err(error) if is_closed_pipe(&error) => return Ok(ExitCode::SUCCESS),
        written => written?,
    }
    if let Output::File(file) = output {
        finish([file])?;
    }
    eprintln!(
        "written  {} of {what}, from {}",
        grouped(shape[0]),
        place.start
    );
    if let Some(seed) = seed {
        eprintln!("seed     {seed}");
    }
    eprintln!("time     {:.3} s", time.as_secs_f64());
    eprintln!("blake3   {}", hasher.finalize().to_hex());
    Ok(ExitCode::SUCCESS)
}
