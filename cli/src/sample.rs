//! `seedbed sample`.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use blake3::Hasher;
use seedbed::Backend;

use crate::{
    args::{SampleArgs, SampleCommand, UsageError},
    count::grouped,
    digest::hash,
    distribution::Visitor,
    draw::{CHUNK, Draws, draw, little_endian},
    format::{Array, Format, Writer},
    interrupt,
    manifest::{Manifest, VERSION},
    messages::note,
    output::{Destination, Output, is_closed_pipe},
    progress::{Progress, samples_of},
    seed::entropy,
    source::{Machine, Source, open_backend},
    statistics::Statistics,
};

pub fn run(command: SampleCommand) -> anyhow::Result<ExitCode> {
    let (specification, args) = command.distribution.split();
    let SampleArgs {
        size,
        out,
        format,
        source: source_args,
    } = args;
    let (count, shape) = size.get()?;
    let format = Format::choose(format, &out)?;
    let sample_type = specification.sample_type().map_err(UsageError::new)?;
    let source = Source::new(&source_args)?;
    source
        .check_count(count, sample_type)
        .map_err(UsageError::new)?;
    let array = Array::of_draw(&specification, sample_type, count, shape.as_deref());
    format.check(&array, &out)?;
    let after = source.after(count, sample_type);
    let mut manifest = Manifest {
        seedbed: VERSION.to_string(),
        seed: Some(entropy(source.stream.seed())),
        spawn_key: source.stream.seed().spawn_key().to_vec(),
        engine: Some(source.stream.engine().to_string()),
        distribution: Some(specification.name().to_string()),
        sequence: None,
        parameters: specification.parameters(),
        position: source.start,
        stream_after: Some(after.to_string()),
        count,
        shape,
        dtype: sample_type.dtype.to_string(),
        format,
        blake3: String::new(),
        machine: Machine::default(),
    };

    // Files before the backend, which can take seconds to open.
    if matches!(out, Destination::File(_)) {
        interrupt::install()?;
    }
    let (output, record) = Output::open_with_record(&out, format.is_text())?;
    if record.is_some() {
        array.check_size().map_err(UsageError::new)?;
        manifest.check_extent().map_err(UsageError::new)?;
    }
    let backend = open_backend(&source_args.machine)?;
    let visitor = Draw {
        backend: &backend,
        source: source.clone(),
        count,
        writer: Writer::new(output, format, &array)?,
    };
    let (drawn, output) = match specification.visit(visitor)? {
        Err(error) if is_closed_pipe(&error) => {
            // Of a seed that was given nobody need be told.
            if !source_args.has_seed() {
                note(format_args!("seed {}", source.stream.seed()));
            }
            return Ok(ExitCode::SUCCESS);
        }
        drawn => drawn?,
    };

    manifest.blake3.clone_from(&drawn.digest);
    manifest.machine = Machine::of(&backend);
    let files = output.finish_with_record(record, &manifest)?;
    note(format_args!(
        "{}  {} of {specification}",
        sample_type.unit(),
        grouped(count)
    ));
    note(format_args!("seed     {}", source.stream.seed()));
    note(format_args!(
        "engine   {}, from word {}",
        source.stream.engine(),
        source.start
    ));
    note(format_args!("after    --stream '{after}'"));
    note(format_args!("backend  {}", manifest.machine));
    drawn.print();
    note(format_args!("written  {files}"));
    Ok(ExitCode::SUCCESS)
}

/// Draws samples of any type into an output.
struct Draw<'a> {
    backend: &'a Backend,
    source: Source,
    count: u64,
    writer: Writer,
}

/// What is known of the samples when they are written.
struct Drawn {
    digest: String,
    range: Option<String>,
    moments: Option<(f64, f64)>,
    count: u64,
    time: Duration,
}

impl Visitor for Draw<'_> {
    type Output = anyhow::Result<(Drawn, Output)>;

    fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
        let start = Instant::now();
        let mut hasher = Hasher::new();
        let mut statistics = Statistics::new();
        let mut progress = Progress::new(samples_of(&distribution, self.count));
        draw(
            self.backend,
            &mut self.source.stream,
            &distribution,
            self.count.into(),
            CHUNK,
            |samples| {
                statistics.update(samples);
                let bytes = little_endian(samples);
                hash(&mut hasher, bytes);
                self.writer.write(bytes)?;
                progress.advance(samples.len());
                Ok(())
            },
        )?;
        let output = self.writer.finish()?;
        let drawn = Drawn {
            digest: hasher.finalize().to_hex().to_string(),
            range: statistics
                .range()
                .map(|(low, high)| format!("{low:?} to {high:?}")),
            moments: statistics.mean().zip(statistics.std()),
            count: samples_of(&distribution, self.count),
            time: start.elapsed(),
        };
        Ok((drawn, output))
    }
}

impl Drawn {
    fn print(&self) {
        if let (Some(range), Some((mean, std))) = (&self.range, self.moments) {
            note(format_args!("range    {range}"));
            note(format_args!(
                "mean     {}, standard deviation {}",
                short(mean),
                short(std)
            ));
        }
        let seconds = self.time.as_secs_f64();
        let rate = self.count as f64 / seconds / 1e6;
        note(format_args!(
            "time     {seconds:.3} s, {rate:.1} million samples/s"
        ));
        note(format_args!("blake3   {}", self.digest));
    }
}

/// A number with seven digits.
fn short(value: f64) -> String {
    match value.abs() {
        size if size == 0.0 || (1e-3..1e6).contains(&size) => format!("{value:.6}"),
        _ => format!("{value:.6e}"),
    }
}
