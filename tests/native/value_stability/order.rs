//! Permutations and what is made of them, points, and sequences by coordinates, with one seed.

use seedbed::{
    Engine, Permutation,
    coordinates::{Coordinates, Sequence},
    distr::{Bits32, Bits64},
    permutation::{
        KFold, Minibatches, sample_without_replacement, train_test_split,
        weighted_sample_without_replacement,
    },
    qmc::{Halton, LatinHypercube, PointSet, Sobol},
};

use super::{bytes_of, fnv1a};

const HEAD: &str = "\
# Frozen output of seedbed: written by tests/value_stability.rs, which says how; of no other origin.
#
# Seed 42. What, the first number made of it: the first 4 words, and the FNV-1a hash of all, little-endian.
";

const N: usize = 4096;

fn line(name: &str, first: u64, words: &[u32]) -> String {
    let [a, b, c, d, ..] = words[..] else {
        panic!("four words")
    };
    let hash = fnv1a(&bytes_of(words));
    format!("{name}, {first}: {a:08x} {b:08x} {c:08x} {d:08x} {hash:016x}\n")
}

fn elements(permutation: &Permutation, first: u64) -> Vec<u32> {
    let len = (permutation.len() - first).min(N as u64);
    let mut out = vec![0; len as usize];
    permutation.fill(first, &mut out).expect("a range");
    out
}

/// Words of points from index `first` on, the low one of a sample first.
fn points(set: &mut impl PointSet, first: u64, n: usize) -> (Vec<u32>, Vec<u32>) {
    set.seek(first).expect("a position");
    let narrow = set.random(&Bits32, n).expect("points");
    set.seek(first).expect("a position");
    let wide = set.random(&Bits64, n).expect("points");
    (narrow, bytemuck::pod_collect_to_vec(&wide))
}

pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for (n, first) in [
        (61, 0),
        (1000, 0),
        (1_000_003, 500_000),
        ((1 << 32) - 5, 1 << 31),
        (1 << 32, (1 << 32) - N as u64),
    ] {
        let permutation = Permutation::new(42, n).expect("a permutation");
        let name = format!("Permutation({n})");
        text += &line(&name, first, &elements(&permutation, first));
        let name = format!("Permutation({n}).inverse()");
        text += &line(&name, first, &elements(&permutation.inverse(), first));
    }
    let sample = sample_without_replacement(42, 1_000_000, 1000).expect("a sample");
    text += &line("sample_without_replacement(1000000, 1000)", 0, &sample);
    let weights: Vec<f64> = (0..1000).map(f64::from).collect();
    let sample = weighted_sample_without_replacement(42, &weights, 500).expect("a sample");
    text += &line(
        "weighted_sample_without_replacement(0..1000, 500)",
        0,
        &sample,
    );
    let split = train_test_split(42, 1000, 0.25).expect("a split");
    text += &line("train_test_split(1000, 0.25).train", 0, &split.train);
    text += &line("train_test_split(1000, 0.25).test", 0, &split.test);
    let split = KFold::new(42, 1000, 7).map(|folds| folds.split(3));
    let split = split.expect("folds").expect("a fold");
    text += &line("KFold(1000, 7).split(3).test", 3, &split.test);
    let minibatches = Minibatches::new(42, 1000, 32).expect("minibatches");
    let batch = minibatches.batch(5, 17).expect("a minibatch");
    text += &line("Minibatches(1000, 32).batch(5, 17)", 17, &batch.indices);

    let sobol = || Sobol::new(9).expect("points");
    let halton = || Halton::new(9).expect("points");
    let latin = LatinHypercube::new(100_000, 9, 42).expect("points");
    for first in [0, 70_001] {
        let mut add = |name: &str, (narrow, wide): (Vec<u32>, Vec<u32>)| {
            text += &line(&format!("{name}, 32 bits"), first, &narrow);
            text += &line(&format!("{name}, 64 bits"), first, &wide);
        };
        add("Sobol(9)", points(&mut sobol(), first, 512));
        add(
            "Sobol(9), Owen",
            points(&mut sobol().scrambled(42), first, 512),
        );
        add(
            "Sobol(9), shift",
            points(&mut sobol().digital_shift(42), first, 512),
        );
        add("Halton(9)", points(&mut halton(), first, 512));
        add(
            "Halton(9), scrambled",
            points(&mut halton().scrambled(42), first, 512),
        );
        add(
            "LatinHypercube(100000, 9)",
            points(&mut latin.clone(), first, 512),
        );
    }

    for engine in Engine::ALL {
        let coordinates = Coordinates::with_engine(engine, 42);
        let words = |mut sequence: Sequence| -> Vec<u32> {
            (0..N).map(|_| sequence.sample(&Bits32)).collect()
        };
        let name = format!("{engine} at_2d([3, 2^32 - 1], 7)");
        text += &line(&name, 0, &words(coordinates.at_2d([3, u32::MAX], 7)));
        let name = format!("{engine} at_3d([1, 2, 2^21 - 1], 7)");
        let sequence = coordinates.at_3d([1, 2, (1 << 21) - 1], 7);
        text += &line(&name, 0, &words(sequence.expect("a sequence")));
    }
    text
}
