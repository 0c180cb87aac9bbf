//! The digest of samples: BLAKE3 of their little-endian bytes. And `seedbed digest`.

use std::process::ExitCode;

use blake3::Hasher;
use seedbed::Backend;

use crate::{
    args::{DigestArgs, DigestCommand, UsageError},
    distribution::{Specification, Visitor},
    draw::{CHUNK, Draws, draw, little_endian},
    memory::has_threads,
    messages::note,
    output::say,
    progress::{Progress, samples_of},
    source::{Source, open_backend},
};

pub fn run(command: DigestCommand) -> anyhow::Result<ExitCode> {
    let (specification, args) = command.distribution.split();
    let DigestArgs { count, source } = args;
    let sample_type = specification.sample_type().map_err(UsageError::new)?;
    let draw_from = Source::new(&source)?;
    draw_from
        .check_count(count.value, sample_type)
        .map_err(UsageError::new)?;
    let backend = open_backend(&source.machine)?;
    if !source.has_seed() {
        note(format_args!("seed {}", draw_from.stream.seed()));
    }
    let digest = digest(&backend, draw_from, &specification, count.value)?;
    say(digest)?;
    Ok(ExitCode::SUCCESS)
}

/// Takes in bytes, on all cores where there are threads.
pub fn hash(hasher: &mut Hasher, bytes: &[u8]) {
    if has_threads() {
        hasher.update_rayon(bytes);
    } else {
        hasher.update(bytes);
    }
}

/// Draws, and keeps the digest alone, in hexadecimal.
pub fn digest(
    backend: &Backend,
    source: Source,
    specification: &Specification,
    count: u64,
) -> anyhow::Result<String> {
    struct Digest<'a> {
        backend: &'a Backend,
        source: Source,
        count: u64,
    }
    impl Visitor for Digest<'_> {
        type Output = anyhow::Result<String>;

        fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
            let mut hasher = Hasher::new();
            let mut progress = Progress::new(samples_of(&distribution, self.count));
            draw(
                self.backend,
                &mut self.source.stream,
                &distribution,
                self.count.into(),
                CHUNK,
                |samples| {
                    hash(&mut hasher, little_endian(samples));
                    progress.advance(samples.len());
                    Ok(())
                },
            )?;
            Ok(hasher.finalize().to_hex().to_string())
        }
    }
    specification.visit(Digest {
        backend,
        source,
        count,
    })?
}
