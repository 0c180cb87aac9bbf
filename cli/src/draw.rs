//! The draw itself: chunk after chunk, the next one drawn while the last one is worked on.

use std::{sync::mpsc::sync_channel, thread};

use bytemuck::Zeroable;
use seedbed::{
    Backend, Error, Stream,
    distr::{Distribution, VectorDistribution},
};

use crate::{distribution::Sample, memory};

/// Samples of a chunk: enough for every core and for a GPU, 16 or 32 MiB.
pub const CHUNK: usize = 1 << 22;
/// Chunks are not made smaller for lack of memory: all are multiples of what [`Statistics`] wants.
///
/// [`Statistics`]: crate::statistics::Statistics
const LEAST_CHUNK: usize = 1 << 16;
/// Chunks at a time: one is drawn, one is worked on, one waits.
const BUFFERS: usize = 3;

/// What can be drawn: samples, or rows of them.
pub trait Draws: Sync {
    type Output: Sample;

    /// Words of a sample, or of a vector.
    fn words(&self) -> usize;

    /// Samples of a vector, where it is one.
    fn dimension(&self) -> Option<usize>;

    fn fill(
        &self,
        backend: &Backend,
        stream: &mut Stream,
        samples: &mut [Self::Output],
    ) -> Result<(), Error>;
}

impl<D: Distribution<Output: Sample> + Sync> Draws for D {
    type Output = D::Output;

    fn words(&self) -> usize {
        D::WORDS
    }

    fn dimension(&self) -> Option<usize> {
        None
    }

    fn fill(
        &self,
        backend: &Backend,
        stream: &mut Stream,
        samples: &mut [D::Output],
    ) -> Result<(), Error> {
        backend.fill(stream, self, samples)
    }
}

/// A distribution of vectors.
pub struct Rows<V>(pub V);

impl<V: VectorDistribution + Sync> Draws for Rows<V> {
    type Output = f32;

    fn words(&self) -> usize {
        self.0.words()
    }

    fn dimension(&self) -> Option<usize> {
        Some(self.0.dimension())
    }

    fn fill(
        &self,
        backend: &Backend,
        stream: &mut Stream,
        samples: &mut [f32],
    ) -> Result<(), Error> {
        backend.fill(stream, &self.0, samples)
    }
}

/// Draws `count` samples, or rows, and gives them to `sink` in chunks of about `chunk` samples and a last,
/// shorter one.
///
/// `sink` runs in another thread, if one can be started. Its error ends the draw. Where there is little memory
/// chunks are smaller.
pub fn draw<D: Draws>(
    backend: &Backend,
    stream: &mut Stream,
    distribution: &D,
    count: u128,
    chunk: usize,
    mut sink: impl FnMut(&mut [D::Output]) -> anyhow::Result<()> + Send,
) -> anyhow::Result<()> {
    let row = distribution.dimension().unwrap_or(1);
    let (rows, mut buffers) = buffers(count, row, chunk)?;
    let mut left = count;
    // Draws the next chunk into a buffer, if there is one.
    let mut draw_next = |samples: &mut Vec<D::Output>| {
        if left == 0 {
            return anyhow::Ok(false);
        }
        let len = left.min(rows as u128) as usize;
        left -= len as u128;
        samples.resize(len * row, Zeroable::zeroed());
        distribution.fill(backend, stream, samples)?;
        Ok(true)
    };
    let shared = thread::scope(|scope| {
        let (give_filled, take_filled) = sync_channel::<Vec<D::Output>>(BUFFERS);
        let (give_empty, take_empty) = sync_channel(BUFFERS);
        let sink = &mut sink;
        let work = move || {
            for mut samples in take_filled {
                sink(&mut samples)?;
                if give_empty.send(samples).is_err() {
                    break; // the draw has failed, and says why
                }
            }
            anyhow::Ok(())
        };
        let worker = thread::Builder::new().spawn_scoped(scope, work).ok()?;
        let drawn = loop {
            let next = match buffers.pop() {
                Some(samples) => Ok(samples),
                None => take_empty.recv(),
            };
            let Ok(mut samples) = next else {
                break Ok(()); // the sink has failed, and says why
            };
            match draw_next(&mut samples) {
                Ok(true) if give_filled.send(samples).is_ok() => {}
                Ok(_) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        drop(give_filled);
        let worked = worker.join().expect("the sink does not panic");
        Some(drawn.and(worked))
    });
    if let Some(result) = shared {
        return result;
    }
    let mut samples = buffers.pop().unwrap_or_default();
    while draw_next(&mut samples)? {
        sink(&mut samples)?;
    }
    Ok(())
}

/// Rows of a chunk of about `chunk` samples, or of fewer where memory does not suffice, and buffers for them.
fn buffers<T>(count: u128, row: usize, mut chunk: usize) -> anyhow::Result<(usize, Vec<Vec<T>>)> {
    loop {
        let rows = ((chunk / row).max(1) as u128).min(count);
        let chunks = count.div_ceil(rows.max(1));
        let n = chunks.clamp(1, BUFFERS as u128) as usize; // one even for no samples
        match memory::buffers(n, rows as usize * row) {
            Ok(buffers) => return Ok((rows as usize, buffers)),
            Err(_) if chunk > LEAST_CHUNK => chunk /= 2,
            Err(error) => return Err(error),
        }
    }
}

/// The samples as little-endian bytes.
pub fn little_endian<T: bytemuck::Pod>(samples: &mut [T]) -> &[u8] {
    let bytes = bytemuck::cast_slice_mut(samples);
    if cfg!(target_endian = "big") {
        bytes
            .chunks_exact_mut(size_of::<T>())
            .for_each(<[u8]>::reverse);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use seedbed::distr::{Bits64, Normal, UnitBall};

    fn drawn<D: Draws>(distribution: &D, count: u128, chunk: usize) -> Vec<D::Output> {
        let mut stream = Stream::new(42);
        stream.seek(4095_u64).unwrap();
        let mut all = Vec::new();
        let sink = |samples: &mut [D::Output]| {
            all.extend_from_slice(samples);
            Ok(())
        };
        draw(
            &Backend::cpu(),
            &mut stream,
            distribution,
            count,
            chunk,
            sink,
        )
        .unwrap();
        all
    }

    #[test]
    fn chunks_change_nothing() {
        let whole = drawn(&Normal::STANDARD, 10_000, CHUNK);
        assert_eq!(whole.len(), 10_000);
        for chunk in [1, 7, 4096, 9_999, 10_000] {
            assert_eq!(drawn(&Normal::STANDARD, 10_000, chunk), whole);
            assert_eq!(
                drawn(&Bits64, 1000, chunk),
                drawn(&Bits64, 1000, CHUNK),
                "{chunk}"
            );
        }
        assert!(drawn(&Normal::STANDARD, 0, CHUNK).is_empty());
        let points = drawn(&Rows(UnitBall), 1000, CHUNK);
        assert_eq!(points.len(), 3000);
        for chunk in [1, 7, 2999] {
            assert_eq!(drawn(&Rows(UnitBall), 1000, chunk), points);
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_the_draw() {
        let mut chunks = 0;
        let sink = |_: &mut [u64]| {
            chunks += 1;
            anyhow::ensure!(chunks < 3, "enough");
            Ok(())
        };
        let mut stream = Stream::new(42);
        let error = draw(&Backend::cpu(), &mut stream, &Bits64, 1 << 64, 10, sink).unwrap_err();
        assert_eq!(error.to_string(), "enough");
        assert_eq!(chunks, 3);
    }

    #[test]
    fn an_error_of_the_draw_is_reported() {
        let mut stream = Stream::new(42);
        stream.seek(u64::MAX - 25).unwrap();
        let mut samples = 0;
        let sink = |chunk: &mut [u64]| {
            samples += chunk.len();
            Ok(())
        };
        let error = draw(&Backend::cpu(), &mut stream, &Bits64, 100, 10, sink).unwrap_err();
        assert!(error.to_string().contains("2^64"), "{error}");
        assert_eq!(samples, 10);
    }
}
