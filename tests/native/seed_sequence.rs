//! `SeedSequence` against NumPy's known answers, its text, and its errors.

use std::collections::{HashMap, HashSet};

use seedbed::{SeedError, SeedSequence};

/// A line of the known answers: its kind, then the fields.
fn known_answers(kind: &str) -> impl Iterator<Item = Vec<&'static str>> {
    include_str!("../vectors/seed_sequence.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split("; ").collect::<Vec<_>>())
        .filter(move |fields| fields[0] == kind)
}

fn decimals(list: &str) -> Vec<u32> {
    if list == "-" {
        return Vec::new();
    }
    list.split(' ').map(|word| word.parse().unwrap()).collect()
}

fn hex(list: &str) -> Vec<u64> {
    list.split(' ')
        .map(|word| u64::from_str_radix(word, 16).unwrap())
        .collect()
}

/// The seed of a known answer, made in each way there is.
fn seeds(fields: &[&str]) -> Vec<SeedSequence> {
    let [entropy, words, spawn_key] = fields[1..4] else {
        panic!("{fields:?}")
    };
    let mut seeds = vec![
        SeedSequence::from_words(decimals(words)),
        entropy.parse::<SeedSequence>().unwrap(),
    ];
    if let Ok(integer) = entropy.parse::<u128>() {
        seeds.push(SeedSequence::from_u128(integer));
    }
    if let Ok(integer) = entropy.parse::<u64>() {
        seeds.push(SeedSequence::new(integer));
    }
    if let Some(list) = entropy
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
    {
        let list: Vec<u128> = list
            .split(", ")
            .filter(|item| !item.is_empty())
            .map(|i| i.parse().unwrap())
            .collect();
        seeds.push(SeedSequence::from_sequence(list));
    }
    let spawn_key = decimals(spawn_key);
    let children: Vec<_> = seeds.iter().map(|seed| seed.child(&spawn_key)).collect();
    let mut seeds: Vec<_> = seeds
        .into_iter()
        .map(|seed| seed.with_spawn_key(spawn_key.clone()))
        .collect();
    seeds.extend(children);
    seeds
}

#[test]
fn state_u32_is_numpys() {
    let mut seen = 0;
    for fields in known_answers("u32") {
        let state = hex(fields[4]);
        for seed in seeds(&fields) {
            let generated = seed.generate_state_u32(state.len());
            assert!(
                generated
                    .iter()
                    .copied()
                    .map(u64::from)
                    .eq(state.iter().copied()),
                "{fields:?}"
            );
            let mut filled = vec![0; state.len()];
            seed.fill_state_u32(&mut filled);
            assert_eq!(filled, generated, "{fields:?}");
        }
        seen += 1;
    }
    assert_eq!(seen, 531);
}

#[test]
fn state_u64_is_numpys() {
    let mut seen = 0;
    for fields in known_answers("u64") {
        let state = hex(fields[4]);
        for seed in seeds(&fields) {
            assert_eq!(seed.generate_state_u64(state.len()), state, "{fields:?}");
        }
        seen += 1;
    }
    assert_eq!(seen, 531);
}

#[test]
fn spawned_children_are_numpys() {
    let mut seen = 0;
    for fields in known_answers("spawn") {
        for mut seed in seeds(&fields) {
            let mut n_children_spawned = 0;
            for step in fields[4].split('>') {
                let (counts, index) = step.split_once('@').unwrap();
                let mut children = Vec::new();
                for count in counts.split('+') {
                    children.extend(seed.spawn(count.parse().unwrap()).unwrap());
                }
                n_children_spawned = seed.n_children_spawned();
                seed = children.swap_remove(index.parse().unwrap());
            }
            assert_eq!(seed.spawn_key(), decimals(fields[5]), "{fields:?}");
            assert_eq!(n_children_spawned.to_string(), fields[6], "{fields:?}");
            assert_eq!(seed.n_children_spawned(), 0, "{fields:?}");
            let state = seed.generate_state_u32(4);
            assert!(
                state.into_iter().map(u64::from).eq(hex(fields[7])),
                "{fields:?}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 96);
}

#[test]
fn no_words_of_state() {
    let seed = SeedSequence::new(42);
    assert!(seed.generate_state_u32(0).is_empty());
    assert!(seed.generate_state_u64(0).is_empty());
    seed.fill_state_u32(&mut []);
}

#[test]
fn text_is_what_numpy_prints_and_parses_back() {
    for fields in known_answers("u32") {
        for seed in seeds(&fields) {
            let text = seed.to_string();
            assert_eq!(text.parse(), Ok(seed.clone()), "{text}");
            // A list of words shows only where no integer has the same state.
            let (entropy, spawn_key) = text.split_at(text.find('/').unwrap_or(text.len()));
            if !fields[1].starts_with('[') || entropy.starts_with('[') {
                assert_eq!(entropy, fields[1]);
            }
            assert_eq!(
                spawn_key.split('/').skip(1).collect::<Vec<_>>().join(" "),
                fields[3].trim_matches('-')
            );
        }
    }
}

#[test]
fn seeds_are_equal_when_their_states_are() {
    let in_pool = |fields: &Vec<&str>| decimals(fields[2]).len() <= 4;
    let mut by_state = HashMap::new();
    for seed in known_answers("u32")
        .filter(in_pool)
        .flat_map(|fields| seeds(&fields))
    {
        let state = seed.generate_state_u32(8);
        assert_eq!(by_state.entry(state).or_insert_with(|| seed.clone()), &seed);
    }
    let distinct: HashSet<_> = by_state.values().collect();
    assert_eq!(distinct.len(), by_state.len());
}

#[test]
fn entropy_beyond_the_pool_mixes_as_a_spawn_key() {
    // NumPy's, too; the docs warn of it.
    let long = SeedSequence::from_words([1, 2, 3, 4, 5]);
    let child = SeedSequence::from_words([1, 2, 3, 4]).with_spawn_key([5]);
    assert_eq!(long.generate_state_u32(8), child.generate_state_u32(8));
    assert_ne!(long, child);
}

#[test]
fn literals_need_no_suffix() {
    fn key(seed: impl Into<SeedSequence>) -> u32 {
        seed.into().generate_state_u32(1)[0]
    }
    assert_eq!(key(42), 3_444_837_047);
    assert_eq!(key(SeedSequence::new(42)), 3_444_837_047);
}

#[test]
fn one_seed_in_many_writings() {
    let seed = SeedSequence::new(0xdead_beef).with_spawn_key([1, 20]);
    for text in [
        "3735928559/1/20",
        "3_735_928_559/1/20",
        "003735928559/01/2_0",
        "0xdeadbeef/1/20",
        "0xDEAD_BEEF/0x1/0x14",
        "0x_00000000_00000000_00000000_deadbeef_/1_/20",
        "[3735928559]/1/20",
        "[3735928559, 0]/1/20",
        "[ 0xdeadbeef,0 ,0]/1/20",
    ] {
        assert_eq!(text.parse(), Ok(seed.clone()), "{text}");
    }
    assert_eq!("[]".parse(), Ok(SeedSequence::new(0)));
    assert_eq!(seed.to_string(), "3735928559/1/20");
}

#[test]
fn every_length_of_integer_survives_its_text() {
    // Around each power of ten and of two that a group of digits or a word ends at.
    for length in 1..=130 {
        for digit in ["1", "9", "0"] {
            let decimal = format!("1{}", digit.repeat(length - 1));
            let seed: SeedSequence = decimal.parse().unwrap();
            assert_eq!(seed.to_string(), decimal);
            let hex = format!("0x1{}", digit.repeat(length - 1));
            let seed: SeedSequence = hex.parse().unwrap();
            assert_eq!(seed.to_string().parse(), Ok(seed.clone()));
            assert_eq!(seed.entropy().len(), length.div_ceil(8));
        }
    }
}

#[test]
fn text_that_is_no_seed() {
    let cases = [
        ("", ""),
        ("/1", ""),
        ("42/", ""),
        ("42//1", ""),
        ("-1", "-1"),
        ("+1", "+1"),
        (" 42", " 42"),
        ("42 ", "42 "),
        ("4.2", "4.2"),
        ("1e3", "1e3"),
        ("0x", "0x"),
        ("0x_", "0x_"),
        ("0X2a", "0X2a"),
        ("0b11", "0b11"),
        ("2a", "2a"),
        ("0x2g", "0x2g"),
        ("_", "_"),
        ("_1", "_1"),
        ("٤٢", "٤٢"),
        ("[1", "[1"),
        ("1]", "1]"),
        ("[1,]", ""),
        ("[[1]]", "[1]"),
        ("42/[1]", "[1]"),
        ("42/-1", "-1"),
        ("None", "None"),
    ];
    for (seed, part) in cases {
        let error = seed.parse::<SeedSequence>().unwrap_err();
        let expected = SeedError::InvalidInteger {
            seed: seed.into(),
            part: part.into(),
        };
        assert_eq!(error, expected, "{seed}");
    }
    let error = "42/x7".parse::<SeedSequence>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "seed `42/x7`: `x7` is not a non-negative integer; write decimal digits, or `0x` and \
         hexadecimal digits, as in `42`, `0x2a` or, with spawn key, `42/1/2`"
    );
}

#[test]
fn spawn_key_words_have_32_bits() {
    let last: SeedSequence = "42/4294967295".parse().unwrap();
    assert_eq!(last.spawn_key(), [u32::MAX]);
    let error = "42/1/4294967296".parse::<SeedSequence>().unwrap_err();
    assert_eq!(
        error,
        SeedError::SpawnKeyTooLarge {
            seed: "42/1/4294967296".into(),
            part: "4294967296".into()
        }
    );
    assert_eq!(
        error.to_string(),
        "seed `42/1/4294967296`: `4294967296` in the spawn key is more than 4294967295; write its \
         32-bit words, the lowest first, joined by `/`"
    );
}

#[test]
fn spawning_past_the_last_child_is_an_error_and_spawns_none() {
    let mut seed = SeedSequence::new(42).with_n_children_spawned(u32::MAX - 2);
    let error = seed.spawn(3).unwrap_err();
    assert_eq!(
        error,
        SeedError::TooManyChildren {
            n_children_spawned: u32::MAX - 2,
            n_children: 3
        }
    );
    assert_eq!(
        error.to_string(),
        "cannot spawn 3 more children from a seed that has spawned 4294967293: the limit is \
         4294967295 in all; spawn from one of the children, each of which can have as many"
    );
    assert_eq!(seed.n_children_spawned(), u32::MAX - 2);
    assert!(seed.spawn(usize::MAX).is_err());

    let last = seed.spawn(2).unwrap();
    assert_eq!(last[1].spawn_key(), [u32::MAX - 1]);
    assert!(seed.spawn(1).is_err());
    assert_eq!(seed.spawn(0), Ok(vec![]));
}

#[test]
fn a_new_spawn_key_counts_no_children() {
    let mut seed = SeedSequence::new(42);
    seed.spawn(3).unwrap();
    let copy = seed.clone();
    assert_eq!(copy, seed);
    assert_ne!(copy, SeedSequence::new(42));
    let moved = seed.with_spawn_key([1]);
    assert_eq!(moved, SeedSequence::new(42).with_spawn_key([1]));
    assert_eq!(copy.child(&[]), SeedSequence::new(42));
}

#[test]
fn debug_shows_what_the_seed_is_made_of() {
    let seed = SeedSequence::from_u128(1 << 100)
        .with_spawn_key([1, 2])
        .with_n_children_spawned(3);
    assert_eq!(
        format!("{seed:?}"),
        "SeedSequence { entropy: 1267650600228229401496703205376, spawn_key: [1, 2], \
         n_children_spawned: 3 }"
    );
}

#[cfg(feature = "os_entropy")]
#[test]
fn os_entropy_has_128_bits_and_differs() {
    let seeds: HashSet<_> = (0..100)
        .map(|_| SeedSequence::from_os_entropy().unwrap())
        .collect();
    assert_eq!(seeds.len(), 100);
    assert!(seeds.iter().all(|seed| seed.entropy().len() <= 4));
    // Each of the 128 bits is 0 in one of 100 seeds and 1 in another, save for chance 2^-92.
    for bit in 0..128 {
        let ones = seeds
            .iter()
            .filter(|seed| {
                seed.entropy()
                    .get(bit / 32)
                    .is_some_and(|w| w >> (bit % 32) & 1 == 1)
            })
            .count();
        assert!((1..100).contains(&ones), "bit {bit}");
    }
}
