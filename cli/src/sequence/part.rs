//! A part of a sequence, made in pieces.

use std::time::{Duration, Instant};

use anyhow::bail;
use blake3::Hasher;
use seedbed::{Backend, Error, SeedSequence};

use super::{Elements, Sequence, Visitor};
use crate::{
    count::grouped, digest::hash, distribution::Sample, draw::little_endian, memory,
    progress::Progress,
};

/// Values made at a time.
const CHUNK: u64 = 1 << 22;
/// And where there is little memory.
const LEAST_CHUNK: u64 = 1 << 16;

/// All that is needed to make it again.
pub struct Part {
    pub sequence: Sequence,
    /// Where one changes it.
    pub seed: Option<SeedSequence>,
    pub start: u64,
    pub count: u64,
    /// NumPy's name of the values' type.
    pub dtype: &'static str,
    /// Of the array that it is.
    pub shape: Vec<u64>,
}

impl Part {
    /// Checks parameters, and that so many are there; without a count, takes all that are.
    pub fn new(
        sequence: Sequence,
        seed: Option<SeedSequence>,
        start: u64,
        count: Option<u64>,
    ) -> anyhow::Result<Self> {
        let (len, dimensions, dtype) = sequence.visit(seed.as_ref(), Layout)?;
        let left = len.checked_sub(start);
        let Some(left) = left.filter(|&left| left >= count.unwrap_or(0)) else {
            bail!(
                "{sequence} has {} {}: --start and --count go past the last one",
                grouped(len),
                sequence.unit()
            );
        };
        let count = count.unwrap_or(left);
        Ok(Part {
            shape: [count].into_iter().chain(dimensions).collect(),
            sequence,
            seed,
            start,
            count,
            dtype,
        })
    }

    /// Makes it, and gives its bytes, little-endian, to `sink`; the time that making took.
    pub fn make(
        &self,
        backend: &Backend,
        sink: impl FnMut(&[u8]) -> anyhow::Result<()>,
    ) -> anyhow::Result<Duration> {
        let maker = Maker {
            part: self,
            backend,
            sink,
        };
        self.sequence.visit(self.seed.as_ref(), maker)?
    }

    /// Makes it, and keeps the digest alone, in hexadecimal.
    pub fn digest(&self, backend: &Backend) -> anyhow::Result<String> {
        let mut hasher = Hasher::new();
        self.make(backend, |bytes| {
            hash(&mut hasher, bytes);
            Ok(())
        })?;
        Ok(hasher.finalize().to_hex().to_string())
    }
}

/// How many there are, coordinates of a point, type.
struct Layout;

impl Visitor for Layout {
    type Output = (u64, Option<u64>, &'static str);

    fn visit<E: Elements>(self, elements: E) -> Self::Output {
        let dimensions = elements.dimensions().map(|d| d as u64);
        (elements.len(), dimensions, E::Value::DTYPE)
    }
}

struct Maker<'a, S> {
    part: &'a Part,
    backend: &'a Backend,
    sink: S,
}

impl<S: FnMut(&[u8]) -> anyhow::Result<()>> Visitor for Maker<'_, S> {
    type Output = anyhow::Result<Duration>;

    fn visit<E: Elements>(mut self, mut elements: E) -> Self::Output {
        let row = elements.dimensions().unwrap_or(1) as u64;
        let mut chunk = CHUNK;
        let mut progress = Progress::new(self.part.count * row);
        let mut time = Duration::ZERO;
        let mut done = 0;
        while done < self.part.count {
            memory::check()?;
            let count = (chunk / row).max(1).min(self.part.count - done);
            let start = Instant::now();
            let made = elements.make(self.backend, self.part.start + done, count);
            if matches!(made, Err(Error::Memory { .. })) && chunk > LEAST_CHUNK {
                chunk /= 2;
                continue;
            }
            let mut values = made?;
            time += start.elapsed();
            (self.sink)(little_endian(&mut values))?;
            progress.advance(values.len());
            done += count;
        }
        Ok(time)
    }
}
