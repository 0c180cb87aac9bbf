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
    interrupt,
    manifest::{Manifest, VERSION},
    output::{Destination, Format, Output, is_closed_pipe},
    progress::{Progress, samples_of},
    source::{Machine, Source, entropy, open_backend},
    statistics::Statistics,
};

pub fn run(command: SampleCommand) -> anyhow::Result<ExitCode> {
    let (specification, args) = command.distribution.split();
    let SampleArgs {
        count,
        out,
        format,
        source: source_args,
    } = args;
    let count = count.value;
    let format = format.unwrap_or(match out {
        Destination::Stdout => Format::Raw,
        Destination::File(_) => Format::Npy,
    });
    let sample_type = specification.sample_type().map_err(UsageError::new)?;
    let source = Source::new(&source_args)?;
    source
        .check_count(count, sample_type)
        .map_err(UsageError::new)?;

    // Files before the backend, which can take seconds to open.
    if matches!(out, Destination::File(_)) {
        interrupt::install()?;
    }
    let (mut output, record) = Output::open_with_record(&out)?;
    let backend = open_backend(&source_args.machine)?;
    let visitor = Draw {
        backend: &backend,
        source: source.clone(),
        count,
        header: format.header(sample_type.dtype, &sample_type.shape(count))?,
        output: &mut output,
    };
    let drawn = match specification.visit(visitor)? {
        Err(error) if is_closed_pipe(&error) => {
            // Of a seed that was given nobody need be told.
            if !source_args.has_seed() {
                eprintln!("seed {}", source.stream.seed());
            }
            return Ok(ExitCode::SUCCESS);
        }
        drawn => drawn?,
    };

    let after = source.after(count, sample_type);
    let manifest = Manifest {
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
        dtype: sample_type.dtype.to_string(),
        format,
        blake3: drawn.digest.clone(),
        machine: Machine::of(&backend),
    };
    let files = output.finish(record, &manifest)?;
    eprintln!(
        "{}  {} of {specification}",
        sample_type.unit(),
        grouped(count)
    );
    eprintln!("seed     {}", source.stream.seed());
    eprintln!(
        "engine   {}, from word {}",
        source.stream.engine(),
        source.start
    );
    eprintln!("after    --stream '{after}'");
    eprintln!("backend  {}", manifest.machine);
    drawn.print();
    eprintln!("written  {files}");
    Ok(ExitCode::SUCCESS)
}

/// Draws samples of any type into an output.
struct Draw<'a> {
    backend: &'a Backend,
    source: Source,
    count: u64,
    header: Vec<u8>,
    output: &'a mut Output,
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
    type Output = anyhow::Result<Drawn>;

    fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
        let start = Instant::now();
        let mut hasher = Hasher::new();
        let mut statistics = Statistics::new();
        let mut progress = Progress::new(samples_of(&distribution, self.count));
        self.output.write(&self.header)?;
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
                self.output.write(bytes)?;
                progress.advance(samples.len());
                Ok(())
            },
        )?;
        self.output.flush()?;
        Ok(Drawn {
            digest: hasher.finalize().to_hex().to_string(),
            range: statistics
                .range()
                .map(|(low, high)| format!("{low:?} to {high:?}")),
            moments: statistics.mean().zip(statistics.std()),
            count: samples_of(&distribution, self.count),
            time: start.elapsed(),
        })
    }
}

impl Drawn {
    fn print(&self) {
        if let (Some(range), Some((mean, std))) = (&self.range, self.moments) {
            eprintln!("range    {range}");
            eprintln!(
                "mean     {}, standard deviation {}",
                short(mean),
                short(std)
            );
        }
        let seconds = self.time.as_secs_f64();
        let rate = self.count as f64 / seconds / 1e6;
        eprintln!("time     {seconds:.3} s, {rate:.1} million samples/s");
        eprintln!("blake3   {}", self.digest);
    }
}

/// A number with seven digits.
fn short(value: f64) -> String {
    match value.abs() {
        size if size == 0.0 || (1e-3..1e6).contains(&size) => format!("{value:.6}"),
        _ => format!("{value:.6e}"),
    }
}
