//! Position alone decides: however a draw is split, sought, shared out or threaded, sample `i` is the
//! same.

use proptest::prelude::*;
use seedbed::{
    Cpu, Engine, Stream,
    distr::{Bits32, Distribution, Integers, Normal, Standard64},
};

/// Words of a tile.
const TILE: u64 = 4096;
/// From here on draws are shared out to threads: twice 16 tiles.
const PARALLEL: usize = 2 * 16 * TILE as usize;

/// Starts of draws: the beginning; the last word of a tile and of the tile keys; the carries into the
/// second word of the position, and of the block count for 4 and for 16 words a block; far on; and
/// just so near to the end that the longest draw here fits.
const STARTS: [u64; 8] = [
    0,
    TILE - 1,
    1024 * TILE - 1,
    (1 << 32) - 3,
    (1 << 34) - 3,
    (1 << 36) - 3,
    (1 << 63) + 5,
    u64::MAX - 4 * TILE + 1,
];

/// Lengths in samples: none, one, around a block of 4 and of 16 words, the generator's buffer and the
/// CPU's chunk, and a tile.
const LENGTHS: [usize; 14] = [0, 1, 3, 4, 5, 15, 16, 17, 255, 257, 1023, 1025, 4095, 4097];

fn stream_at(engine: Engine, position: u64) -> Stream {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).expect("a position");
    stream
}

/// A draw as bits.
fn draw<D: Distribution>(stream: &mut Stream, distribution: &D, n: usize) -> Vec<u32> {
    draw_on(&Cpu::single_threaded(), stream, distribution, n)
}

fn draw_on<D: Distribution>(
    cpu: &Cpu,
    stream: &mut Stream,
    distribution: &D,
    n: usize,
) -> Vec<u32> {
    let samples = cpu.sample(stream, distribution, n).expect("samples");
    bytemuck::cast_slice(&samples).to_vec()
}

/// Half of the words are rejected, so that extra words are taken all the time.
fn rejecting() -> Integers<u32> {
    Integers::new(0, (1 << 31) + 1).expect("a range")
}

fn rejecting_pairs() -> Integers<u64> {
    Integers::new(0, (1 << 63) + 1).expect("a range")
}

fn engine() -> impl Strategy<Value = Engine> {
    prop::sample::select(Engine::ALL.to_vec())
}

fn position() -> impl Strategy<Value = u64> {
    (prop::sample::select(STARTS.to_vec()), 0..3 * TILE)
        .prop_map(|(start, more)| start.saturating_add(more).min(u64::MAX - 4 * TILE))
}

/// Asserts that a draw of `a + b` samples is a draw of `a` and then one of `b`.
fn split_anywhere<D: Distribution>(stream: &Stream, distribution: &D, a: usize, b: usize) {
    let (mut whole, mut parts) = (stream.clone(), stream.clone());
    let expected = draw(&mut whole, distribution, a + b);
    let mut split = draw(&mut parts, distribution, a);
    split.extend(draw(&mut parts, distribution, b));
    assert_eq!(split, expected);
    assert_eq!(parts.position(), whole.position());
}

/// Asserts that sample `i` of a draw is the one sample drawn where it lies.
fn reach_anywhere<D: Distribution>(stream: &Stream, distribution: &D, i: usize) {
    let mut whole = stream.clone();
    let expected = draw(&mut whole, distribution, i + 1);
    let mut at = stream.clone();
    let start = at.position().next_multiple_of(D::WORDS as u128);
    at.seek(start + (i * D::WORDS) as u128).expect("a position");
    assert_eq!(draw(&mut at, distribution, 1), expected[i * D::WORDS..]);
    assert_eq!(at.position(), whole.position());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_draw_can_be_split(
        engine in engine(),
        position in position(),
        a in 0..1500_usize,
        b in 0..1500_usize,
    ) {
        let stream = stream_at(engine, position);
        split_anywhere(&stream, &Bits32, a, b);
        split_anywhere(&stream, &Normal::STANDARD, a, b);
        split_anywhere(&stream, &rejecting(), a, b);
        split_anywhere(&stream, &Standard64, a / 2, b / 2);
        split_anywhere(&stream, &rejecting_pairs(), a / 2, b / 2);
    }

    #[test]
    fn any_sample_can_be_reached(engine in engine(), position in position(), i in 0..1500_usize) {
        let stream = stream_at(engine, position);
        reach_anywhere(&stream, &Bits32, i);
        reach_anywhere(&stream, &Normal::STANDARD, i);
        reach_anywhere(&stream, &rejecting(), i);
        reach_anywhere(&stream, &Standard64, i / 2);
        reach_anywhere(&stream, &rejecting_pairs(), i / 2);
    }

    #[test]
    fn seeking_is_skipping(engine in engine(), position in position(), skipped in 0..3000_usize) {
        let mut drawn = stream_at(engine, position);
        draw(&mut drawn, &Bits32, skipped);
        let mut sought = stream_at(engine, position);
        sought.seek(u128::from(position) + skipped as u128).unwrap();
        prop_assert_eq!(drawn.position(), sought.position());
        prop_assert_eq!(draw(&mut drawn, &rejecting(), 50), draw(&mut sought, &rejecting(), 50));
    }

    #[test]
    fn pairs_start_at_even_positions(engine in engine(), position in position()) {
        let mut stream = stream_at(engine, position);
        let mut even = stream_at(engine, position.next_multiple_of(2));
        prop_assert_eq!(draw(&mut stream, &Standard64, 3), draw(&mut even, &Standard64, 3));
        prop_assert_eq!(stream.position(), even.position());
    }

    #[test]
    fn order_of_draws_does_not_matter(engine in engine(), a in position(), b in position()) {
        let alone = draw(&mut stream_at(engine, b), &Normal::STANDARD, 100);
        let mut stream = stream_at(engine, a);
        draw(&mut stream, &Normal::STANDARD, 100);
        stream.seek(b).unwrap();
        prop_assert_eq!(draw(&mut stream, &Normal::STANDARD, 100), alone);
    }
}

#[test]
fn boundaries_can_be_split_and_reached() {
    for engine in [Engine::Threefry4x32_20, Engine::ChaCha8] {
        for start in STARTS {
            let stream = stream_at(engine, start);
            for n in LENGTHS {
                split_anywhere(&stream, &rejecting(), n, 3);
                split_anywhere(&stream, &rejecting_pairs(), n / 2, 3);
                reach_anywhere(&stream, &rejecting(), n);
                reach_anywhere(&stream, &rejecting_pairs(), n / 2);
            }
        }
    }
}

#[test]
fn a_draw_of_nothing_aligns_the_position_and_nothing_else() {
    let mut stream = stream_at(Engine::Philox4x32_10, 7);
    assert!(draw(&mut stream, &Bits32, 0).is_empty());
    assert_eq!(stream.position(), 7);
    assert!(draw(&mut stream, &Standard64, 0).is_empty());
    assert_eq!(stream.position(), 8);
}

/// The last word is drawn once, and then there is nothing but draws of nothing.
#[test]
fn a_draw_may_end_at_the_end() {
    for engine in Engine::ALL {
        let mut stream = stream_at(engine, u64::MAX - 9);
        let all = draw(&mut stream.clone(), &Bits32, 10);
        assert_eq!(draw(&mut stream, &Bits32, 9), all[..9]);
        assert_eq!(draw(&mut stream, &Bits32, 1), all[9..]);
        assert_eq!(stream.position(), 1 << 64);
        assert!(draw(&mut stream, &Bits32, 0).is_empty());
        assert!(draw(&mut stream, &Standard64, 0).is_empty());
        assert!(Cpu::new().sample(&mut stream, &Bits32, 1).is_err());
        // A pair does not fit behind an odd position.
        stream.seek(u64::MAX).unwrap();
        assert!(Cpu::new().sample(&mut stream, &Standard64, 1).is_err());
        assert_eq!(stream.position(), u64::MAX.into());
    }
}

#[test]
fn a_clone_is_a_snapshot() {
    let mut stream = stream_at(Engine::ChaCha12, 100);
    let snapshot = stream.clone();
    let first = draw(&mut stream, &Normal::STANDARD, 500);
    stream.spawn(3).unwrap();
    assert_eq!(snapshot.position(), 100);
    assert_eq!(snapshot.seed().n_children_spawned(), 0);
    assert_eq!(draw(&mut snapshot.clone(), &Normal::STANDARD, 500), first);
}

#[test]
fn spawned_streams_count_on_and_differ() {
    let mut stream = stream_at(Engine::Threefry4x32_20, 1234);
    let mut children = stream.spawn(3).unwrap();
    children.extend(stream.spawn(2).unwrap());
    assert_eq!(stream.position(), 1234);
    let mut firsts = vec![draw(&mut stream.clone(), &Bits32, 16)];
    stream.seek(0_u64).unwrap();
    firsts.push(draw(&mut stream, &Bits32, 16));
    for (i, child) in (0..).zip(&mut children) {
        assert_eq!(child.seed().spawn_key(), [i]);
        assert_eq!(child.engine(), Engine::Threefry4x32_20);
        assert_eq!(child.position(), 0);
        // A child by name is the child that was spawned.
        let named = stream.seed().child(&[i]);
        let mut named = Stream::with_engine(Engine::Threefry4x32_20, named);
        let first = draw(child, &Bits32, 16);
        assert_eq!(draw(&mut named, &Bits32, 16), first);
        firsts.push(first);
    }
    let mut distinct = firsts.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), firsts.len());
}

/// Draws around the length from which on they are shared out, on 1, 2 and 7 threads.
#[test]
fn the_number_of_threads_does_not_matter() {
    let starts = [5, (1 << 32) - 70_000, u64::MAX - 4 * PARALLEL as u64];
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        for engine in [
            Engine::Philox4x32_10,
            Engine::Threefry4x32_20,
            Engine::ChaCha8,
        ] {
            for start in starts {
                for n in [PARALLEL - 1, PARALLEL, PARALLEL + 1, 3 * PARALLEL / 2 + 77] {
                    let mut alone = stream_at(engine, start);
                    let mut shared = alone.clone();
                    let expected = draw(&mut alone, &Normal::STANDARD, n);
                    let samples =
                        pool.install(|| draw_on(&Cpu::new(), &mut shared, &Normal::STANDARD, n));
                    assert!(
                        samples == expected,
                        "{engine}, {threads} threads, {n} from {start}"
                    );
                    assert_eq!(shared.position(), alone.position());
                }
                let mut alone = stream_at(engine, start);
                let mut shared = alone.clone();
                let expected = draw(&mut alone, &rejecting_pairs(), PARALLEL);
                let samples = pool
                    .install(|| draw_on(&Cpu::new(), &mut shared, &rejecting_pairs(), PARALLEL));
                assert!(
                    samples == expected,
                    "{engine}, {threads} threads, pairs from {start}"
                );
            }
        }
    }
}

/// Threads that derive the same tile keys at the same time agree.
#[test]
fn clones_can_be_drawn_from_at_the_same_time() {
    let stream = Stream::new(9);
    let expected = draw(&mut Stream::new(9), &Normal::STANDARD, 100_000);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let mut clone = stream.clone();
                scope.spawn(move || draw(&mut clone, &Normal::STANDARD, 100_000))
            })
            .collect();
        for thread in threads {
            assert!(thread.join().expect("a draw") == expected);
        }
    });
}
