//! GPU against CPU, bit for bit: every engine, every distribution.

use crate::{is_chosen, support::every_kernel};
use seedbed::{Cpu, Engine, Gpu, Stream, distr::Distribution};

/// Samples of a large draw: 2²⁴ in the full run, and a number that ends within a tile otherwise.
fn large() -> usize {
    if crate::support::full() {
        1 << 24
    } else {
        (1 << 16) + 1234
    }
}

/// Lengths around every boundary: block, invocation, tile.
const LENGTHS: [usize; 11] = [0, 1, 3, 4, 5, 15, 17, 4095, 4096, 4097, 12_288];

/// Positions: the start, within a block, the last word of a tile, the last tile key, the carry of
/// the word position and of the block counter past 2³², the second half of the block counter, and
/// the last words of the stream.
const POSITIONS: [u64; 9] = [
    0,
    3,
    4095,
    4096 * 1023 + 17,
    (1 << 32) - 5,
    (1 << 34) - 4097,
    (1 << 36) - 3,
    (1 << 63) + 12_345,
    u64::MAX - 12_288 * 2 + 1,
];

fn assert_same<D: Distribution>(
    gpu: &Gpu,
    stream: &Stream,
    distribution: &D,
    n: usize,
    what: &str,
) {
    let (mut on_gpu, mut on_cpu) = (stream.clone(), stream.clone());
    let a = gpu.sample_blocking(&mut on_gpu, distribution, n).unwrap();
    let b = Cpu::new().sample(&mut on_cpu, distribution, n).unwrap();
    let a: &[u32] = bytemuck::cast_slice(&a);
    let b: &[u32] = bytemuck::cast_slice(&b);
    assert_eq!(a.len(), b.len());
    assert_eq!(on_gpu.position(), on_cpu.position());
    let differing = a.iter().zip(b).filter(|(a, b)| a != b).count();
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    assert_eq!(
        differing,
        0,
        "{what}, {}, position {}, {n} samples: first at word {first:?}: {:#010x} and {:#010x}",
        stream.engine(),
        stream.position(),
        a[first.unwrap_or(0)],
        b[first.unwrap_or(0)],
    );
}

#[test]
fn every_engine_and_distribution_is_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for (e, &engine) in Engine::ALL.iter().enumerate() {
        let stream = Stream::with_engine(engine, 42);
        let mut numbers = 0..;
        macro_rules! visit {
            ($name:expr, $distribution:expr) => {{
                let number = numbers.next().expect("a number");
                if every_kernel() || is_chosen(e, Engine::ALL.len(), number) {
                    assert_same(&gpu, &stream, &$distribution, large(), $name);
                }
            }};
        }
        for_each_distribution!(visit);
    }
}

#[test]
fn boundaries_are_equal_on_gpu_and_cpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for engine in [
        Engine::Philox4x32_10,
        Engine::Threefry4x32_20,
        Engine::ChaCha8,
    ] {
        for position in POSITIONS {
            let mut stream = Stream::with_engine(engine, 7);
            stream.seek(position).unwrap();
            for n in LENGTHS {
                use seedbed::distr::{Integers, Normal, Normal64, Standard64};
                assert_same(&gpu, &stream, &Normal::STANDARD, n, "normal");
                assert_same(&gpu, &stream, &Standard64, n / 2, "uniform64");
                assert_same(&gpu, &stream, &Normal64::STANDARD, n / 2, "normal64");
                let half = Integers::new(0_u64, (1 << 63) + 1).unwrap();
                assert_same(&gpu, &stream, &half, n / 2, "integers u64");
            }
        }
    }
}
