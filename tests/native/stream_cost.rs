//! What a stream costs before it is drawn from: a few cache lines, and no allocation.

use std::{alloc::System, hint::black_box};

use seedbed::{Cpu, SeedSequence, Stream, distr::Normal};
use stats_alloc::StatsAlloc;

/// Of the whole program.
#[global_allocator]
static ALLOCATOR: StatsAlloc<System> = StatsAlloc::system();

/// Bytes of a stream: a million are a sixth of a gigabyte.
const BYTES: usize = 160;

/// Allocations of `work`. Those of other threads are counted, too, and can only add, so that the least of many
/// counts is its own.
fn allocations<R>(mut work: impl FnMut() -> R) -> usize {
    let once = |_| {
        let before = ALLOCATOR.stats().allocations;
        black_box(work());
        ALLOCATOR.stats().allocations - before
    };
    (0..2000).map(once).min().expect("counts")
}

#[test]
fn a_stream_is_small_and_allocates_nothing() {
    assert!(size_of::<Stream>() <= BYTES, "{}", size_of::<Stream>());
    assert_eq!(allocations(|| Box::new(black_box(42))), 1);
    assert_eq!(allocations(|| Stream::new(black_box(42))), 0);
    // As long as entropy and spawn key have at most four words each.
    let root = SeedSequence::from_u128(u128::MAX);
    assert_eq!(allocations(|| Stream::new(root.child(&[1, 2, 3, 4]))), 0);
    let stream = Stream::new(root.child(&[1, 2, 3, 4]));
    assert_eq!(allocations(|| stream.clone()), 0);
    // Nor does a draw into memory that is there.
    let mut samples = [0.0; 10];
    let draw = || {
        let mut stream = Stream::new(black_box(42));
        let cpu = Cpu::single_threaded();
        cpu.fill(&mut stream, &Normal::STANDARD, &mut samples)
    };
    assert_eq!(allocations(draw), 0);
}

#[test]
fn children_take_one_allocation() {
    let mut stream = Stream::new(42);
    assert_eq!(allocations(|| stream.spawn(100).unwrap()), 1);
    // Entropy beyond the pool and deep spawn keys have memory of their own.
    let long = SeedSequence::from_words([1; 5]).with_spawn_key([2; 4]);
    let mut stream = Stream::new(long);
    assert_eq!(allocations(|| stream.spawn(10).unwrap()), 1 + 2 * 10);
}

#[test]
fn a_million_children() {
    let mut stream = Stream::new(42);
    let children = stream.spawn(1_000_000).unwrap();
    assert_eq!(children.capacity(), 1_000_000);
    assert_eq!(children[999_999].to_string(), "threefry4x32_20:42/999999@0");
    assert_eq!(stream.seed().n_children_spawned(), 1_000_000);
}

#[test]
fn debug_is_short() {
    let mut stream = Stream::new(42);
    Cpu::new()
        .sample(&mut stream, &Normal::STANDARD, 100_000)
        .unwrap();
    assert_eq!(format!("{stream:?}"), "Stream(threefry4x32_20:42@100000)");
}
