//! Permutations and what is made of them: golden vectors, bijections, edges, errors.

use crate::golden_vectors::{crc32, known_answers};
use proptest::prelude::*;
use seedbed::{
    Error, Permutation, PermutationError, SeedSequence,
    permutation::{
        KFold, Minibatches, Split, sample_without_replacement, shuffle, train_test_split,
        weighted_sample_without_replacement,
    },
};

const VECTORS: &str = include_str!("../vectors/permutations.txt");

fn list(text: &str) -> Vec<u32> {
    let numbers = text.split(' ').filter(|number| *number != "-");
    numbers.map(|number| number.parse().unwrap()).collect()
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> PermutationError {
    match result {
        Err(Error::Permutation(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_is_as_in_the_golden_vectors() {
    let mut count = 0;
    for fields in known_answers(VECTORS) {
        let seed: SeedSequence = fields[1].parse().unwrap();
        let number = |i: usize| fields[i].parse::<u64>().unwrap();
        let split = |at: usize| Split {
            train: list(fields[at]),
            test: list(fields[at + 1]),
        };
        match fields[0] {
            "elements" => {
                let (order, first) = (Permutation::new(seed, number(2)).unwrap(), number(3));
                let expected = list(fields[4]);
                let mut found = vec![0; expected.len()];
                order.fill(first, &mut found).unwrap();
                assert_eq!(found, expected, "{fields:?}");
                for (i, &value) in (first..).zip(&expected) {
                    assert_eq!(order.get(i), Some(value), "{fields:?}");
                    assert_eq!(order.position(value.into()), Some(i as u32), "{fields:?}");
                }
            }
            "crc32" => {
                let elements = Permutation::new(seed, number(2)).unwrap().to_vec().unwrap();
                let crc = crc32(elements.iter().flat_map(|element| element.to_le_bytes()));
                assert_eq!(format!("{crc:08x}"), fields[3], "{fields:?}");
            }
            "split" => {
                let found = train_test_split(seed, number(2), fields[3].parse().unwrap());
                assert_eq!(found.unwrap(), split(4), "{fields:?}");
            }
            "fold" => {
                let folds = KFold::new(seed, number(2), number(3)).unwrap();
                assert_eq!(folds.split(number(4)).unwrap(), split(5), "{fields:?}");
            }
            "minibatch" => {
                let batches = Minibatches::new(seed, number(2), number(3)).unwrap();
                let batch = batches.batch(number(4), number(5)).unwrap();
                assert_eq!(batch.indices, list(fields[6]), "{fields:?}");
            }
            "weighted" => {
                let bits = fields[2].split(' ');
                let weights: Vec<f64> = bits
                    .map(|bits| f64::from_bits(u64::from_str_radix(bits, 16).unwrap()))
                    .collect();
                let found = weighted_sample_without_replacement(seed, &weights, number(3));
                assert_eq!(found.unwrap(), list(fields[4]), "{fields:?}");
            }
            _ => panic!("{fields:?}"),
        }
        count += 1;
    }
    assert!(count > 700, "{count}");
}

/// Every size up to 5000, in both directions.
#[test]
fn every_small_permutation_is_a_bijection() {
    for n in 1..=5000_u64 {
        let order = Permutation::new(n, n).unwrap();
        let elements = order.to_vec().unwrap();
        let mut positions = vec![0; n as usize];
        order.inverse().fill(0, &mut positions).unwrap();
        let mut seen = vec![false; n as usize];
        for (i, &element) in elements.iter().enumerate() {
            assert!(!seen[element as usize], "n {n}: {element} is there twice");
            seen[element as usize] = true;
            assert_eq!(positions[element as usize] as usize, i, "n {n}");
        }
    }
}

#[test]
fn large_permutations_are_bijections() {
    for n in [(1 << 20) - 1, 1 << 20, 1_234_567, (1 << 24) + 1] {
        let mut seen = vec![false; n];
        for element in &Permutation::new(5, n as u64).unwrap() {
            assert!(!seen[element as usize], "n {n}: {element} is there twice");
            seen[element as usize] = true;
        }
    }
}

/// Odd sizes, primes, and those around 2³¹ and 2³², at their ends and in between.
#[test]
fn huge_permutations_are_undone() {
    for n in [
        1_000_000_007,
        (1 << 31) - 1,
        1 << 31,
        (1 << 31) + 1,
        (1 << 32) - 65_536,
        (1 << 32) - 65_535,
        (1 << 32) - 5,
        (1 << 32) - 1,
        1 << 32,
    ] {
        let order = Permutation::new(9, n).unwrap();
        for i in (0..n)
            .step_by((n / 5000) as usize)
            .chain(0..100)
            .chain(n - 100..n)
        {
            let value = order.get(i).unwrap();
            assert!(u64::from(value) < n);
            assert_eq!(order.position(value.into()), Some(i as u32), "n {n}, {i}");
            let before = order.position(i).unwrap();
            assert_eq!(order.get(before.into()), Some(i as u32), "n {n}, {i}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_inverse_undoes(seed: u64, n in prop_oneof![1..200_u64, 1..70_000_u64, 1..=1_u64 << 32], i: u64) {
        let order = Permutation::new(seed, n).unwrap();
        let i = i % n;
        let value = order.get(i).unwrap();
        prop_assert!(u64::from(value) < n);
        prop_assert_eq!(order.position(value.into()), Some(i as u32));
        prop_assert_eq!(order.inverse().get(value.into()), Some(i as u32));
        prop_assert_eq!(order.inverse().inverse(), order);
    }

    #[test]
    fn shuffles_are_undone(seed: u64, n in 0..600_usize) {
        let letters: Vec<String> = (0..n).map(|i| format!("letter {i}")).collect();
        let order = Permutation::new(seed, n as u64).unwrap();
        let mut shuffled = letters.clone();
        order.shuffle(&mut shuffled).unwrap();
        prop_assert_eq!(&shuffled, &order.permuted(&letters).unwrap());
        let gathered: Vec<_> = order.iter().map(|i| letters[i as usize].clone()).collect();
        prop_assert_eq!(&shuffled, &gathered);
        order.inverse().shuffle(&mut shuffled).unwrap();
        prop_assert_eq!(&shuffled, &letters);
        shuffle(seed, &mut shuffled).unwrap();
        prop_assert_eq!(&shuffled, &gathered);
    }

    #[test]
    fn iterators_can_be_advanced(n in 0..2000_u64, steps in prop::collection::vec(0..700_usize, 0..8)) {
        let order = Permutation::new(1, n).unwrap();
        let (mut iter, mut position) = (order.iter(), 0);
        for step in steps {
            prop_assert_eq!(iter.size_hint().0 as u64, n.saturating_sub(position));
            prop_assert_eq!(iter.nth(step), order.get(position + step as u64));
            position = (position + step as u64 + 1).min(n);
        }
        prop_assert_eq!(iter.count() as u64, n - position);
    }
}

#[test]
fn nothing_has_a_permutation() {
    let order = Permutation::new(42, 0).unwrap();
    assert!(order.is_empty() && order.to_vec().unwrap().is_empty());
    assert_eq!((order.get(0), order.position(0)), (None, None));
    assert_eq!(order.iter().next(), None);
    shuffle::<u8>(42, &mut []).unwrap();
    assert!(sample_without_replacement(42, 0, 0).unwrap().is_empty());
    let sample = weighted_sample_without_replacement(42, &[], 0).unwrap();
    assert!(sample.is_empty());
    let mut batches = Minibatches::new(42, 0, 8).unwrap();
    assert_eq!((batches.steps_per_epoch(), batches.next()), (0, None));
}

#[test]
fn elements_outside_are_none() {
    for n in [1, 64, 65, 1000, 1 << 32] {
        let order = Permutation::new(42, n).unwrap();
        for i in [n, n + 1, u64::MAX] {
            assert_eq!((order.get(i), order.position(i)), (None, None), "{n} {i}");
        }
        let mut out = [77; 3];
        for first in [n - 1, n, u64::MAX - 1] {
            let error = order.fill(first, &mut out).unwrap_err();
            assert_eq!(error, PermutationError::Range { first, count: 3, n });
            assert_eq!(out, [77; 3]);
        }
    }
}

#[test]
fn sizes_have_nothing_to_do_with_each_other() {
    let first = |n: u64| sample_without_replacement(42, n, 60).unwrap();
    let same = |a: &[u32], b: &[u32]| a.iter().zip(b).filter(|(a, b)| a == b).count();
    assert!(same(&first(1000), &first(1001)) < 4);
    assert!(same(&first(100_000), &first(99_999)) < 4);
    let other = Permutation::new(43, 1000).unwrap().to_vec().unwrap();
    assert!(same(&first(1000), &other) < 4);
}

#[test]
fn bad_sizes_are_refused() {
    let n = (1 << 32) + 1;
    let too_long = PermutationError::TooLong { n };
    assert_eq!(Permutation::new(1, n), Err(too_long.clone()));
    assert_eq!(
        refused(sample_without_replacement(1, n, 1)),
        too_long.clone()
    );
    assert_eq!(refused(train_test_split(1, n, 0.5)), too_long.clone());
    assert_eq!(KFold::new(1, n, 2), Err(too_long.clone()));
    assert_eq!(Minibatches::new(1, n, 2), Err(too_long.clone()));
    assert_eq!(
        too_long.to_string(),
        "n is 4294967297: a permutation has at most 4294967296 elements (2^32)"
    );
    assert!(Permutation::new(1, u64::MAX).is_err());

    let error = refused(sample_without_replacement(1, 5, 6));
    assert_eq!(error, PermutationError::SampleSize { k: 6, n: 5 });
    assert_eq!(
        error.to_string(),
        "k is 6: without replacement at most n = 5 can be taken"
    );
    let order = Permutation::new(1, 5).unwrap();
    let mut slice = [1, 2, 3, 4];
    let length = PermutationError::Length { len: 4, n: 5 };
    assert_eq!(refused(order.shuffle(&mut slice)), length);
    assert_eq!(refused(order.permuted(&slice)), length);
    assert_eq!(slice, [1, 2, 3, 4]);
}

#[test]
fn bad_weights_are_refused() {
    for bad in [-1.0, -5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = refused(weighted_sample_without_replacement(1, &[1.0, bad], 1));
        let value = format!("{bad:?}").replace("-1.0", "-1");
        let message = format!("weight 1 is {value}: it must be 0 or more, and finite");
        assert_eq!(error, PermutationError::Weight { index: 1, value });
        assert_eq!(error.to_string(), message);
    }
    let few = |weights: &[f64], k| refused(weighted_sample_without_replacement(1, weights, k));
    let of = |k, positive, n| PermutationError::FewWeights { k, positive, n };
    assert_eq!(few(&[0.0, 2.0, -0.0], 2), of(2, 1, 3));
    assert_eq!(few(&[0.0, 0.0], 1), of(1, 0, 2));
    assert_eq!(few(&[0.0, 0.0], 0), of(0, 0, 2));
    assert_eq!(few(&[1.0], 2), PermutationError::SampleSize { k: 2, n: 1 });
    let all = weighted_sample_without_replacement(1, &[f64::MAX, 5e-324, 0.0], 2).unwrap();
    assert_eq!(all, [0, 1]);
}

#[test]
fn bad_splits_are_refused() {
    for bad in [0.0, 1.0, -0.2, 1.5, f64::NAN, f64::INFINITY] {
        let error = refused(train_test_split(1, 10, bad));
        let value = bad.to_string();
        assert_eq!(error, PermutationError::TestSize { value });
    }
    for (n, test_size, train, test) in [(0, 0.5, 0, 0), (1, 0.5, 0, 1), (10, 0.95, 0, 10)] {
        let error = refused(train_test_split(1, n, test_size));
        let test_size = test_size.to_string();
        let expected = PermutationError::EmptySplit {
            test_size,
            n,
            train,
            test,
        };
        assert_eq!(error, expected);
    }
    for (n, k) in [(10, 0), (10, 1), (10, 11), (0, 2), (1, 2), (10, u64::MAX)] {
        assert_eq!(KFold::new(1, n, k), Err(PermutationError::Folds { k, n }));
    }
    let folds = KFold::new(1, 10, 3).unwrap();
    assert_eq!(
        refused(folds.split(3)),
        PermutationError::Fold { fold: 3, k: 3 }
    );
}

#[test]
fn every_index_is_in_one_part() {
    let split = train_test_split(7, 1003, 0.3).unwrap();
    assert_eq!((split.test.len(), split.train.len()), (301, 702));
    let mut all = [split.train, split.test].concat();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..1003));

    let mut tested = Vec::new();
    for split in KFold::new(7, 1003, 10).unwrap().splits() {
        let split = split.unwrap();
        assert!(split.train.is_sorted() && split.test.is_sorted());
        assert!((100..=101).contains(&split.test.len()));
        let mut all = [split.train, split.test.clone()].concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..1003));
        tested.extend(split.test);
    }
    tested.sort_unstable();
    assert!(tested.into_iter().eq(0..1003));
}

#[test]
fn epochs_are_whole_and_differ() {
    for (n, batch_size, drop_last, steps) in [
        (1000, 64, false, 16),
        (1000, 64, true, 15),
        (1000, 50, true, 20),
        (5, 8, false, 1),
        (70_000, 4096, false, 18),
    ] {
        let batches = Minibatches::new(3, n, batch_size).unwrap();
        let mut batches = batches.with_drop_last(drop_last);
        assert_eq!(batches.steps_per_epoch(), steps);
        let mut epochs = Vec::new();
        for epoch in 0..3 {
            let mut indices = Vec::new();
            for step in 0..steps {
                assert_eq!((batches.epoch(), batches.step()), (epoch, step));
                let batch = batches.next().unwrap();
                assert_eq!((batch.epoch, batch.step), (epoch, step));
                let whole = step + 1 < steps || drop_last || n % batch_size == 0;
                assert!(!whole || batch.indices.len() as u64 == batch_size);
                indices.extend(batch.indices);
            }
            epochs.push(indices.clone());
            indices.sort_unstable();
            indices.dedup();
            let taken = if drop_last { steps * batch_size } else { n };
            assert_eq!(indices.len() as u64, taken);
        }
        assert_ne!(epochs[0], epochs[1]);
        assert_ne!(epochs[1], epochs[2]);
    }
    // Nothing is left where no batch is whole.
    let mut none = Minibatches::new(3, 5, 8).unwrap().with_drop_last(true);
    assert_eq!((none.steps_per_epoch(), none.next()), (0, None));
}

#[test]
fn minibatches_resume_anywhere() {
    let mut batches = Minibatches::new(3, 1000, 64).unwrap();
    let all: Vec<_> = batches.by_ref().take(40).collect();
    for batch in &all {
        let mut resumed = Minibatches::new(3, 1000, 64).unwrap();
        resumed.seek(batch.epoch, batch.step).unwrap();
        assert_eq!(resumed.next().as_ref(), Some(batch));
        assert_eq!(resumed.batch(batch.epoch, batch.step).unwrap(), *batch);
    }
    let before = batches.clone();
    let error = batches.seek(1, 16).unwrap_err();
    assert_eq!(
        error,
        PermutationError::Step {
            step: 16,
            steps: 16
        }
    );
    assert_eq!(batches, before);
    assert_eq!(refused(batches.batch(0, 16)), error);
    assert_eq!(Minibatches::new(3, 10, 0), Err(PermutationError::BatchSize));
    // The last of all epochs is the end.
    batches.seek(u64::MAX, 15).unwrap();
    assert_eq!(batches.next().map(|batch| batch.indices.len()), Some(40));
    assert_eq!((batches.next(), batches.next()), (None, None));
}

#[cfg(feature = "serde")]
#[test]
fn minibatches_are_stored() {
    let mut batches = Minibatches::new(3, 1000, 64).unwrap().with_drop_last(true);
    batches.seek(7, 11).unwrap();
    let text = serde_json::to_string(&batches).unwrap();
    let stored: Minibatches = serde_json::from_str(&text).unwrap();
    assert_eq!(stored, batches);
    for (good, bad) in [
        ("\"step\":11", "\"step\":15"),
        ("\"batch_size\":64", "\"batch_size\":0"),
        ("\"n\":1000", "\"n\":4294967297"),
    ] {
        assert!(text.contains(good), "{text}");
        assert!(serde_json::from_str::<Minibatches>(&text.replace(good, bad)).is_err());
    }
}
