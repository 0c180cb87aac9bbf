//! The grid, the walk and the vectorised fill, which the public interface does not show apart.

use alloc::{vec, vec::Vec};

use super::{
    Order, Permutation,
    feistel::{FEW_PAIRS, Feistel, MANY_PAIRS},
    fill::fill_part,
    listed::MAX_LISTED,
};
use crate::cpu::Arch;

fn feistel(n: u64) -> Feistel {
    match Permutation::new(1, n).unwrap().order {
        Order::Feistel(feistel) => feistel,
        Order::Listed(_) => panic!("{n} elements are listed"),
    }
}

/// On either side of every power of 2, and of the numbers of pairs.
fn sizes() -> impl Iterator<Item = u64> {
    (6..=32)
        .flat_map(|k| [(1_u64 << k) - 1, 1 << k, (1 << k) + 1, 3 << (k - 1)])
        .filter(|&n| n > MAX_LISTED as u64 && n <= 1 << 32)
}

#[test]
fn grids_have_few_cells_past_the_end() {
    for n in sizes() {
        let feistel = feistel(n);
        let grid = feistel.grid;
        assert!((3..=16).contains(&grid.column_bits), "{n}");
        assert!(
            grid.rows <= 1 << 16 && u64::from(grid.rows) * 2 >= 1 << grid.column_bits,
            "{n}"
        );
        let cells = u64::from(grid.rows) << grid.column_bits;
        assert!(cells >= n && cells - n < 1 << grid.column_bits, "{n}");
        let pairs = if n < 1 << 16 { MANY_PAIRS } else { FEW_PAIRS };
        assert_eq!(feistel.pairs(), pairs, "{n}");
    }
}

/// A step is a bijection of all cells, also of those past the end.
#[test]
fn steps_are_undone() {
    for n in sizes() {
        let feistel = feistel(n);
        let cells = u64::from(feistel.grid.rows) << feistel.grid.column_bits;
        let stride = (cells / 1000).max(1) as usize;
        for value in (0..cells).step_by(stride).chain(cells - 20..cells) {
            let value = value as u32;
            let image = feistel.step(value, false);
            assert!(u64::from(image) < cells);
            assert_eq!(feistel.step(image, true), value);
        }
    }
}

/// Wherever a fill starts and ends within groups of lanes and groups of groups.
#[test]
fn fills_are_the_elements() {
    for n in [0, 1, 5, 64, 65, 1000, 65_535, 65_536, 100_003, 1 << 32] {
        for order in [
            Permutation::new(3, n).unwrap(),
            Permutation::new(3, n).unwrap().inverse(),
        ] {
            let firsts = [0, 1, 63, 4096, n / 2, n.saturating_sub(5000), n];
            for first in firsts.into_iter().filter(|&first| first <= n) {
                for len in [0, 1, 63, 64, 65, 129, 4095, 4096, 4097, 5000] {
                    let len = (n - first).min(len) as usize;
                    let mut out = vec![0; len];
                    order.fill(first, &mut out).unwrap();
                    let expected: Vec<u32> = (first..first + len as u64)
                        .map(|i| order.get(i).unwrap())
                        .collect();
                    assert_eq!(out, expected, "n {n}, {first}, {len}");
                }
            }
        }
    }
}

#[test]
fn every_instruction_set_gives_the_same_elements() {
    for n in [65, 1000, 65_536, 1 << 32] {
        let feistel = feistel(n);
        for (arch, inverted) in Arch::all()
            .into_iter()
            .flat_map(|a| [(a, false), (a, true)])
        {
            let first = n as u32 / 3;
            let mut out = vec![0; (n as usize - first as usize).min(9001)];
            fill_part(arch, &feistel, inverted, first, &mut out);
            for (i, value) in (first..).zip(out) {
                assert_eq!(value, feistel.get(i, inverted), "{arch:?}, n {n}, {i}");
            }
        }
    }
}

/// The tasks of a long fill.
#[test]
fn long_fills_are_the_elements() {
    let order = Permutation::new(3, 300_007).unwrap();
    let all = order.to_vec().unwrap();
    assert!(all.iter().copied().eq(order.iter()));
    for (i, &value) in all.iter().enumerate().step_by(97) {
        assert_eq!(order.get(i as u64), Some(value));
    }
}

/// `cargo test --release --lib -- --ignored --nocapture permutation_speed`: how many raw words a
/// permutation's element costs, one thread; medians of interleaved rounds. Other profiles vectorise
/// less, and say nothing.
#[test]
#[ignore = "a measurement"]
fn permutation_speed() {
    use crate::{Cpu, Stream, distr::Bits32};
    use std::{hint::black_box, println, time::Instant};

    const N: usize = 10_000_000;
    let mut out = vec![0; N];
    let (mut raw, mut permuted) = (Vec::new(), Vec::new());
    let order = Permutation::new(42, N as u64).unwrap();
    let cpu = Cpu::single_threaded();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    for _ in 0..15 {
        let start = Instant::now();
        cpu.fill(&mut Stream::new(42), &Bits32, black_box(&mut out))
            .unwrap();
        raw.push(start.elapsed());
        let start = Instant::now();
        pool.install(|| order.fill(0, black_box(&mut out)).unwrap());
        permuted.push(start.elapsed());
    }
    raw.sort_unstable();
    permuted.sort_unstable();
    let ratio = permuted[7].as_secs_f64() / raw[7].as_secs_f64();
    println!(
        "raw {:?}, permutation {:?}: {ratio:.2} raw words",
        raw[7], permuted[7]
    );
}
