//! What a record says, to be made again.

use std::fmt;

use anyhow::{Context, anyhow, bail, ensure};
use seedbed::{Backend, Engine, SeedSequence, Stream};

use crate::{
    count::grouped,
    digest::digest,
    distribution::{SampleType, Specification},
    format::Array,
    manifest::Manifest,
    output::Destination,
    seed::{check_spawn_key, parse_seed, shortened},
    sequence::{Part, Sequence},
    source::Source,
};

pub enum Replay {
    /// Samples of a stream.
    Draw {
        specification: Specification,
        source: Source,
        sample_type: SampleType,
        count: u64,
        shape: Option<Vec<u64>>,
    },
    /// Elements or points.
    Sequence(Part),
}

impl Replay {
    pub fn new(manifest: &Manifest) -> anyhow::Result<Self> {
        let replay = match (&manifest.distribution, &manifest.sequence) {
            (Some(name), None) => Self::draw(manifest, name)?,
            (None, Some(name)) => Self::sequence(manifest, name)?,
            _ => bail!("it must have one of `distribution` and `sequence`"),
        };
        ensure!(
            manifest.dtype == replay.dtype(),
            "the dtype of {} is {}, not `{}`",
            replay.name(),
            replay.dtype(),
            manifest.dtype
        );
        let array = replay.array();
        array.check_size().map_err(|error| anyhow!(error))?;
        let out = Destination::File("its file".into());
        manifest
            .format
            .check(&array, &out)
            .map_err(|error| anyhow!(error.to_string()))?;
        Ok(replay)
    }

    fn draw(manifest: &Manifest, name: &str) -> anyhow::Result<Self> {
        let engine = manifest.engine.as_ref().context("missing field `engine`")?;
        let engine: Engine = engine.parse()?;
        let mut seed = seed(manifest)?.context("missing field `seed`")?;
        if let Some(after) = &manifest.stream_after {
            let after: Stream = after.parse()?;
            seed = seed.with_n_children_spawned(after.seed().n_children_spawned());
        }
        let mut stream = Stream::with_engine(engine, seed);
        stream.seek(manifest.position)?;
        let specification = Specification::from_parts(name, manifest.parameters.clone())?;
        let sample_type = specification.sample_type()?;
        let start = manifest.position;
        let source = Source { stream, start };
        source.check_count(manifest.count, sample_type)?;
        Ok(Replay::Draw {
            specification,
            source,
            sample_type,
            count: manifest.count,
            shape: manifest.shape.clone(),
        })
    }

    fn sequence(manifest: &Manifest, name: &str) -> anyhow::Result<Self> {
        ensure!(
            manifest.shape.is_none(),
            "{name} has the shape of its count"
        );
        let sequence = Sequence::from_parts(name, manifest.parameters.clone())?;
        let seed = seed(manifest)?;
        ensure!(
            seed.is_some() == sequence.is_random(),
            "{sequence} has {}",
            match seed {
                Some(_) => "no seed",
                None => "a seed",
            }
        );
        let count = Some(manifest.count);
        let part = Part::new(sequence, seed, manifest.position, count)?;
        Ok(Replay::Sequence(part))
    }

    /// With its parameters.
    fn name(&self) -> String {
        match self {
            Replay::Draw { specification, .. } => specification.to_string(),
            Replay::Sequence(part) => part.sequence.to_string(),
        }
    }

    pub fn dtype(&self) -> &'static str {
        match self {
            Replay::Draw { sample_type, .. } => sample_type.dtype,
            Replay::Sequence(part) => part.dtype,
        }
    }

    /// What its file holds.
    pub fn array(&self) -> Array {
        match self {
            Replay::Draw {
                specification,
                sample_type,
                count,
                shape,
                ..
            } => Array::of_draw(specification, *sample_type, *count, shape.as_deref()),
            Replay::Sequence(part) => Array::of_part(part),
        }
    }

    /// The stream behind a draw.
    pub fn stream_after(&self) -> Option<Stream> {
        match self {
            Replay::Draw {
                source,
                sample_type,
                count,
                ..
            } => Some(source.after(*count, *sample_type)),
            Replay::Sequence(_) => None,
        }
    }

    /// Makes it again, and keeps the digest alone.
    pub fn digest(&self, backend: &Backend) -> anyhow::Result<String> {
        match self {
            Replay::Draw {
                specification,
                source,
                count,
                ..
            } => digest(backend, source.clone(), specification, *count),
            Replay::Sequence(part) => part.digest(backend),
        }
    }
}

impl fmt::Display for Replay {
    /// Writes `1,000 of normal(mean=0.0, std=1.0), seed 42`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, seed) = match self {
            Replay::Draw { source, count, .. } => (*count, Some(source.stream.seed())),
            Replay::Sequence(part) => (part.count, part.seed.as_ref()),
        };
        write!(f, "{} of {}", grouped(count), self.name())?;
        match seed {
            Some(seed) => write!(f, ", seed {}", shortened(seed)),
            None => Ok(()),
        }
    }
}

/// The seed, with its spawn key.
fn seed(manifest: &Manifest) -> anyhow::Result<Option<SeedSequence>> {
    let Some(text) = &manifest.seed else {
        ensure!(
            manifest.spawn_key.is_empty(),
            "it has a spawn key, but no seed"
        );
        return Ok(None);
    };
    let seed = parse_seed(text)?;
    ensure!(
        seed.spawn_key().is_empty(),
        "the seed `{text}` has a spawn key, which has its own place"
    );
    check_spawn_key(&manifest.spawn_key)?;
    Ok(Some(seed.with_spawn_key(&manifest.spawn_key[..])))
}
