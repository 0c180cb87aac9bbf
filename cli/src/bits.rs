//! `seedbed bits`: words for test suites that read them from a pipe.

use std::{io::Write, process::ExitCode};

use anyhow::Context;
use seedbed::distr::Bits32;

use crate::{
    args::{BitsArgs, UsageError},
    distribution::SampleType,
    draw::{CHUNK, draw, little_endian},
    messages::note,
    output::{Destination, Output, is_closed_pipe},
    source::{Source, open_backend},
};

pub fn run(args: &BitsArgs) -> anyhow::Result<ExitCode> {
    let mut source = Source::new(&args.source)?;
    let count = match args.count {
        Some(count) => {
            source
                .check_count(count, SampleType::WORD)
                .map_err(UsageError::new)?;
            count.into()
        }
        None => source.samples_left(1),
    };
    let mut output = Output::open(&Destination::Stdout, false)?;
    let backend = open_backend(&args.source.machine)?;
    if !args.source.has_seed() {
        note(format_args!("seed {}", source.stream.seed()));
    }
    let written = draw(
        &backend,
        &mut source.stream,
        &Bits32,
        count,
        CHUNK,
        |words| {
            let written = output.write_all(little_endian(words));
            written.with_context(|| output.cannot_write())
        },
    );
    let flushed = written.and_then(|()| output.flush().with_context(|| output.cannot_write()));
    match flushed {
        Err(error) if !is_closed_pipe(&error) => Err(error),
        _ => Ok(ExitCode::SUCCESS),
    }
}
