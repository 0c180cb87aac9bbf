//! Tables against exact probabilities, and against themselves.

use alloc::{format, vec, vec::Vec};

use super::{categorical::categorical_thresholds, rademacher::rademacher_thresholds, *};
use crate::{error::number, exact::random};

/// Made by tests/reference/discrete.py, with mpmath.
const VECTORS: &str = include_str!("../../../tests/vectors/discrete.txt");

fn table(family: &str, parameters: &[f64]) -> Result<Thresholds, ParameterError> {
    thresholds_by_name(family, parameters).expect("a family and its parameters")
}

/// Every threshold is the nearest integer, but for ties to 2⁻¹⁶ of a unit; every table has its ends
/// where the nearest integers are 0 and 2⁶⁴.
#[test]
fn thresholds_are_exact_probabilities() {
    const UNIT: u128 = 1 << 32;
    let mut sets = 0;
    for line in VECTORS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(';');
        let mut name = fields.next().expect("a name").split(' ');
        let family = name.next().expect("a family");
        let parameters: Vec<f64> = name.map(|p| p.parse().expect("a number")).collect();
        let mut number = || {
            fields
                .next()
                .expect("a number")
                .trim()
                .parse::<u32>()
                .expect("u32")
        };
        let (first, len) = (number(), number() as usize);
        let found = table(family, &parameters).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(
            (found.first, found.cumulative.len()),
            (first, len),
            "{line}"
        );
        assert!(found.cumulative.is_sorted(), "{line}");
        for point in fields.next().unwrap_or_default().split_whitespace() {
            let (k, exact) = point.split_once(':').expect("a value and its probability");
            let k: u32 = k.parse().expect("a value");
            let exact = u128::from_str_radix(exact, 16).expect("hexadecimal digits");
            let threshold = found.cumulative[(k - first) as usize];
            let error = (u128::from(threshold) * UNIT).abs_diff(exact);
            assert!(
                error <= UNIT / 2 + UNIT / 65536,
                "{family} {parameters:?} at {k}: {error}"
            );
        }
        sets += 1;
    }
    assert_eq!(sets, 220);
}

/// Made by tests/reference/discrete.py, with mpmath.
const TAILS: &str = include_str!("../../../tests/vectors/discrete_tails.txt");

/// Thresholds of tails are never below the nearest integer, and less than 8 units above the exact one.
#[test]
fn thresholds_of_tails_are_within_the_bound() {
    const UNIT: i128 = 1 << 32;
    let mut sets = 0;
    for line in TAILS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(';');
        let (family, parameters) = fields.next().and_then(|f| f.split_once(' ')).expect("two");
        let parameters = parameters.split(' ').map(|x| x.parse().expect("a number"));
        let parameters: Vec<f64> = parameters.collect();
        let first: u32 = fields.next().expect("a field").trim().parse().expect("u32");
        let len: u32 = fields.next().expect("a field").trim().parse().expect("u32");
        assert!(
            thresholds_by_name(family, &parameters)
                .expect("one")
                .is_err()
        );
        let table = tail_by_name(family, &parameters)
            .expect("a family")
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        let last = first + len;
        assert!(table.threshold(last).is_none(), "{line}");
        let mut before = 0;
        for point in fields.next().unwrap_or_default().split_whitespace() {
            let (k, exact) = point.split_once(':').expect("a value and its probability");
            let k: u32 = k.parse().expect("a value");
            let exact = i128::from_str_radix(exact, 16).expect("hexadecimal digits");
            let threshold = table.threshold(k).map_or(1 << 64, i128::from);
            let error = threshold * UNIT - exact;
            assert!(
                (-UNIT / 2 - UNIT / 65536..8 * UNIT).contains(&error),
                "{family} {parameters:?} at {k}: {error}"
            );
            assert!(before <= threshold, "{family} {parameters:?} at {k}");
            before = threshold;
        }
        sets += 1;
    }
    assert_eq!(sets, 38);
}

/// Tables end where they did before there were tails: what saves making them is below.
#[test]
fn tails_begin_where_tables_end() {
    let refused = |family, parameter| {
        matches!(
            table(family, &[parameter]),
            Err(ParameterError::TableLength { .. })
        )
    };
    assert!(refused("geometric", 2.685_457_971_5e-6));
    assert!(!refused("geometric", 2.685_457_971_6e-6));
    assert!(refused("zeta", 3.643_534_815_6));
    assert!(!refused("zeta", 3.643_534_816));
}

/// Integer weights, a million of them, in integers.
#[test]
fn categories_by_exact_sums() {
    let weights: Vec<u64> = (0..1_000_000)
        .map(|i| (random(i) >> 24) >> (random(i + (1 << 40)) & 63))
        .collect();
    let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    let found = categorical_thresholds(0, weights.iter().map(|&weight| weight as f64)).unwrap();
    let mut sum = 0;
    let mut expected = Vec::new();
    for weight in weights {
        sum += u128::from(weight);
        expected.push((((sum << 65) / total + 1) >> 1).min(1 << 64) as u64);
    }
    let first = found.first as usize;
    assert!(expected[..first].iter().all(|&threshold| threshold == 0));
    let end = first + found.cumulative.len();
    assert!(found.cumulative == expected[first..end]);
    // The others have no weight.
    assert_eq!(sum, total);
    assert!(expected[end..].iter().all(|&threshold| threshold == 0));
}

/// A category without weight has the threshold of the one before it.
#[test]
fn categories_without_weight_are_never_drawn() {
    let weights = [0.0, 0.0, 3.0, 0.0, 1e-30, 0.0, 5.0, 0.0, 0.0];
    let found = categorical_thresholds(7, weights).unwrap();
    assert_eq!(found.first, 9);
    let t = 0x6000_0000_0000_0000;
    assert_eq!(found.cumulative, [t; 4]);
    // The largest weights: their sum is not a number of f64.
    let found = categorical_thresholds(0, [f64::MAX; 4]).unwrap();
    assert_eq!(found.cumulative, [1 << 62, 2 << 62, 3 << 62]);
    let found = categorical_thresholds(u32::MAX - 3, [f64::from_bits(1); 4]).unwrap();
    assert_eq!(found.cumulative, [1 << 62, 2 << 62, 3 << 62]);
}

/// One distribution under two names.
#[test]
fn families_that_are_equal() {
    let same = |a: (&str, &[f64]), b: (&str, &[f64]), shift: u32| {
        let [one, other] = [a, b].map(|(family, parameters)| table(family, parameters).unwrap());
        assert_eq!(one.first + shift, other.first, "{a:?} {b:?}");
        assert_eq!(one.cumulative.len(), other.cumulative.len(), "{a:?} {b:?}");
        let mut pairs = one.cumulative.iter().zip(&other.cumulative);
        assert!(pairs.all(|(x, &y)| x.abs_diff(y) <= 1), "{a:?} {b:?}");
    };
    for p in [0.001, 0.3, 0.999] {
        same(("negative_binomial", &[1.0, p]), ("geometric", &[p]), 1);
    }
    same(("zipf", &[5.0, 4_294_967_295.0]), ("zeta", &[5.0]), 0);
    same(
        ("beta_binomial", &[99.0, 1.0, 1.0]),
        ("zipf", &[0.0, 100.0]),
        1,
    );
    same(("categorical", &[1.0; 100]), ("zipf", &[0.0, 100.0]), 1);
    same(
        ("beta_binomial", &[100.0, 1e100, 1e100]),
        ("binomial", &[100.0, 0.5]),
        0,
    );
    same(
        ("hypergeometric", &[300.0, 700.0, 200.0]),
        ("hypergeometric", &[200.0, 800.0, 300.0]),
        0,
    );
}

#[test]
fn certain_values() {
    let cases: [(&str, &[f64], u32); 14] = [
        ("poisson", &[0.0], 0),
        ("binomial", &[9.0, 0.0], 0),
        ("binomial", &[9.0, 1.0], 9),
        ("binomial", &[0.0, 0.5], 0),
        ("geometric", &[1.0], 1),
        ("negative_binomial", &[3.5, 1.0], 0),
        ("hypergeometric", &[4.0, 48.0, 0.0], 0),
        ("hypergeometric", &[4.0, 48.0, 52.0], 4),
        ("hypergeometric", &[0.0, 0.0, 0.0], 0),
        ("zipf", &[2.0, 1.0], 1),
        ("zeta", &[f64::MAX], 1),
        ("log_series", &[0.0], 1),
        ("beta_binomial", &[0.0, 1.0, 1.0], 0),
        ("categorical", &[0.0, 0.0, 1.0], 2),
    ];
    for (family, parameters, value) in cases {
        let found = table(family, parameters).unwrap();
        assert_eq!(
            found,
            Thresholds::constant(value),
            "{family} {parameters:?}"
        );
    }
    let signs = rademacher_thresholds();
    assert_eq!(
        (signs.first as i32, signs.cumulative),
        (-1, vec![1 << 63; 2])
    );
}

#[test]
fn bad_parameters_are_named() {
    let cases: [(&str, &[f64], &str); 42] = [
        ("poisson", &[-1.0], "lam is -1: it must be 0 or more"),
        ("poisson", &[f64::NAN], "lam is NaN"),
        ("poisson", &[f64::INFINITY], "lam is inf"),
        (
            "poisson",
            &[4.295e9],
            "with lam = 4295000000 samples may be above 4294967295",
        ),
        ("poisson", &[4.2944e9], "choose a smaller lam"),
        ("poisson", &[f64::MAX], "samples may be above 4294967295"),
        ("binomial", &[5.0, -0.1], "p is -0.1"),
        ("binomial", &[5.0, 1.1], "p is 1.1"),
        ("binomial", &[5.0, f64::NAN], "p is NaN"),
        ("geometric", &[0.0], "p is 0: it must be above 0"),
        ("geometric", &[-0.5], "p is -0.5"),
        ("geometric", &[1.5], "p is 1.5"),
        ("geometric", &[f64::NAN], "p is NaN"),
        (
            "negative_binomial",
            &[0.0, 0.5],
            "n is 0: it must be above 0",
        ),
        (
            "negative_binomial",
            &[-1.0, 0.5],
            "n is -1: it must be above 0",
        ),
        ("negative_binomial", &[f64::NAN, 0.5], "n is NaN"),
        ("negative_binomial", &[f64::INFINITY, 0.5], "n is inf"),
        (
            "negative_binomial",
            &[1.0, 0.0],
            "p is 0: it must be above 0",
        ),
        ("negative_binomial", &[1.0, 2.0], "p is 2"),
        ("negative_binomial", &[1.0, 1e-8], "with p = 1e-8 the table"),
        (
            "negative_binomial",
            &[1e10, 0.5],
            "with n = 10000000000 samples may be above",
        ),
        (
            "negative_binomial",
            &[f64::MAX, 5e-324],
            "choose a larger p",
        ),
        (
            "hypergeometric",
            &[1.0, 2.0, 4.0],
            "nsample is 4: it must be from 0 to 3",
        ),
        (
            "hypergeometric",
            &[1e19, 2.0, 4.0],
            "ngood is 10000000000000000000",
        ),
        (
            "hypergeometric",
            &[1.0, 1e19, 4.0],
            "nbad is 10000000000000000000",
        ),
        (
            "hypergeometric",
            &[4e18, 4e18, 4.0],
            "ngood + nbad is 8000000000000000000",
        ),
        (
            "hypergeometric",
            &[1e18, 1e18, 1e10],
            "with nsample = 10000000000 samples may be above",
        ),
        ("zipf", &[-0.5, 5.0], "a is -0.5"),
        ("zipf", &[f64::NAN, 5.0], "a is NaN"),
        ("zipf", &[1.0, 0.0], "n is 0: it must be from 1"),
        (
            "zipf",
            &[1.0, 4e9],
            "with n = 4000000000 the table has more than 16777214 thresholds",
        ),
        ("zeta", &[1.0], "a is 1: it must be above 1"),
        ("zeta", &[f64::NAN], "a is NaN"),
        ("zeta", &[f64::INFINITY], "a is inf"),
        ("log_series", &[1.0], "with p = 1 the table has more than"),
        ("log_series", &[-0.1], "p is -0.1"),
        ("log_series", &[f64::NAN], "p is NaN"),
        ("log_series", &[0.999_999_99], "choose a smaller p"),
        (
            "beta_binomial",
            &[5.0, 0.0, 1.0],
            "a is 0: it must be from 1e-100 to 1e100",
        ),
        (
            "beta_binomial",
            &[5.0, 1.0, f64::NAN],
            "b is NaN: it must be from 1e-100 to 1e100",
        ),
        (
            "beta_binomial",
            &[4e9, 1.0, 1.0],
            "with n = 4000000000 the table has more than",
        ),
        (
            "categorical",
            &[1.0, -1.0],
            "weight 1 is -1: it must be 0 or more, and finite",
        ),
    ];
    for (family, parameters, expected) in cases {
        let error = table(family, parameters).expect_err(family);
        let message = format!("{error}");
        assert!(
            message.contains(expected),
            "{family} {parameters:?}: {message}"
        );
    }
}

#[test]
fn tails_that_are_mostly_past_u32_are_named() {
    let message = |family: &str, parameter: f64| {
        let table = tail_by_name(family, &[parameter]).expect("a family");
        table.err().map(|error| format!("{error}"))
    };
    for (family, least, below, name) in [
        ("geometric", 1.614e-10, [1.613e-10, 5e-324], "p"),
        ("zeta", 1.0305, [1.0304, 1.0 + f64::EPSILON], "a"),
    ] {
        assert_eq!(message(family, least), None);
        for parameter in below {
            let found = message(family, parameter).expect("an error");
            let parameter = number(parameter);
            let expected = format!(
                "with {name} = {parameter} more than half of the samples are above 4294967295"
            );
            assert!(found.contains(&expected), "{found}");
            assert!(found.contains("choose a"), "{found}");
        }
    }
    assert!(
        message("geometric", 0.0)
            .expect("an error")
            .contains("p is 0")
    );
    assert!(message("zeta", 1.0).expect("an error").contains("a is 1"));
}

#[test]
fn ranks_past_any_table() {
    use super::Zipf;
    let error = Zipf::new(0.5, 1 << 24).unwrap_err().to_string();
    assert!(
        error.contains("with n = 16777216 the table has more than 16777214 thresholds")
            && error.contains("or an a from 0.9 on"),
        "{error}"
    );
    assert!(Zipf::new(0.9, 1 << 24).is_ok() && Zipf::new(0.5, (1 << 24) - 1).is_ok());
    assert!(Zipf::new(0.899_999, u32::MAX).is_err() && Zipf::new(0.9, u32::MAX).is_ok());
}

#[test]
fn bad_weights_are_named() {
    let message = |weights: &[f64]| {
        let error = categorical_thresholds(0, weights.iter().copied()).unwrap_err();
        format!("{error}")
    };
    assert!(message(&[]).contains("none of 0 weight(s) is above 0"));
    assert!(message(&[0.0, -0.0]).contains("none of 2 weight(s) is above 0"));
    assert!(message(&[1.0, f64::NAN, -1.0]).contains("weight 1 is NaN"));
    assert!(message(&[1.0, 0.0, f64::INFINITY]).contains("weight 2 is inf"));
    // An endless iterator, and the longest table.
    let endless = categorical_thresholds(0, core::iter::repeat(1.0)).unwrap_err();
    assert!(format!("{endless}").contains("more than 16777215 weights"));
    let longest = core::iter::repeat_n(1.0, MAX_THRESHOLDS + 1);
    assert_eq!(
        categorical_thresholds(0, longest).unwrap().cumulative.len(),
        MAX_THRESHOLDS
    );
    let past = categorical_thresholds(u32::MAX - 2, [1.0; 4]).unwrap_err();
    assert!(format!("{past}").contains("with first = 4294967293 samples may be above 4294967295"));
}

/// FNV-1a of the thresholds of each table, little-endian: frozen output.
#[test]
fn tables_never_change() {
    let cases: [(&str, &[f64], u64); 13] = [
        ("poisson", &[3.5], 0x8acb_ba08_9715_cd26),
        ("poisson", &[1e7], 0x9843_177b_2b32_7190),
        ("binomial", &[20.0, 0.3], 0x1893_598f_8355_5938),
        ("binomial", &[4_294_967_295.0, 0.001], 0x2770_c191_f4d7_05af),
        ("geometric", &[0.01], 0x5a15_c143_a6d9_2288),
        ("negative_binomial", &[2.5, 0.001], 0xbd9c_ebd3_a6f6_89c8),
        (
            "hypergeometric",
            &[12_345.0, 67_890.0, 4321.0],
            0x14ea_ec08_4d74_9906,
        ),
        ("zipf", &[1.1, 100_000.0], 0x37ce_7001_3339_7bdb),
        ("zeta", &[5.0], 0x2049_de93_7dd8_f5d6),
        ("log_series", &[0.999], 0xcc86_47bb_cf68_0b97),
        (
            "beta_binomial",
            &[10_000.0, 0.5, 0.5],
            0x85f2_f6ed_b30c_517f,
        ),
        (
            "beta_binomial",
            &[100_000.0, 2.5, 1e6],
            0x5baa_c525_84f6_6f33,
        ),
        (
            "categorical",
            &[0.1, 0.2, 0.3, 1e-15, 0.4],
            0x4e9c_84c2_41b5_be0c,
        ),
    ];
    let mut changed = Vec::new();
    for (family, parameters, expected) in cases {
        let found = table(family, parameters).unwrap();
        let bytes = found
            .cumulative
            .iter()
            .flat_map(|threshold| threshold.to_le_bytes());
        let start = (0xcbf2_9ce4_8422_2325 ^ u64::from(found.first)).wrapping_mul(0x100_0000_01b3);
        let hash = bytes.fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        if hash != expected {
            changed.push(format!("{family} {parameters:?}: {hash:#018x}"));
        }
    }
    assert!(changed.is_empty(), "{changed:#?}");
}

/// What is too long is refused before it is summed, and nothing else.
#[test]
fn tables_that_cannot_be_are_refused_at_once() {
    let too_long: [(&str, &[f64]); 9] = [
        ("beta_binomial", &[4_294_967_295.0, 1e-3, 1e-3]),
        ("beta_binomial", &[4_294_967_295.0, 1.0, 1.0]),
        ("beta_binomial", &[1e9, 3.0, 0.5]),
        ("beta_binomial", &[1e9, 0.5, 30.0]),
        ("negative_binomial", &[1e-9, 1e-9]),
        ("negative_binomial", &[1e-9, 1e-12]),
        ("negative_binomial", &[0.5, 2e-6]),
        ("negative_binomial", &[2.5, 2e-6]),
        ("log_series", &[1.0 - 2e-6]),
    ];
    let past_u32: [(&str, &[f64]); 6] = [
        ("poisson", &[4.2944e9]),
        ("poisson", &[4_294_967_295.0]),
        ("negative_binomial", &[4_294_967_295.0, 0.5]),
        ("negative_binomial", &[0.5, 1e-300]),
        ("negative_binomial", &[f64::MAX, 0.5]),
        ("hypergeometric", &[1e15, 1e15, 8_589_700_000.0]),
    ];
    for (family, parameters) in too_long.into_iter().chain(past_u32) {
        let best = (0..3).map(|_| {
            let start = std::time::Instant::now();
            let error = table(family, parameters).expect_err(family);
            let is_expected = match error {
                ParameterError::TableLength { .. } => too_long.contains(&(family, parameters)),
                ParameterError::PastU32 { .. } => past_u32.contains(&(family, parameters)),
                _ => false,
            };
            assert!(is_expected, "{family} {parameters:?}: {error}");
            start.elapsed()
        });
        let best = best.min().expect("three times");
        // A full sum takes 25 million steps.
        assert!(best.as_millis() < 200, "{family} {parameters:?}: {best:?}");
    }
}

/// The longest tables of each family, and the first that are too long: as before it was looked ahead.
#[test]
fn the_longest_tables_are_made() {
    let edges: [(&str, &[f64], &[f64]); 5] = [
        (
            "negative_binomial",
            &[1.0, 2.685_457_971_6e-6],
            &[1.0, 2.685_457_971_5e-6],
        ),
        (
            "beta_binomial",
            &[16_777_214.0, 1e-3, 0.5],
            &[16_777_215.0, 1e-3, 0.5],
        ),
        ("poisson", &[4.294e9], &[4.2945e9]),
        ("negative_binomial", &[3e10, 0.875], &[3.1e10, 0.875]),
        (
            "hypergeometric",
            &[1e15, 1e15, 8.588e9],
            &[1e15, 1e15, 8.5897e9],
        ),
    ];
    for (family, longest, too_long) in edges {
        assert!(table(family, longest).is_ok(), "{family} {longest:?}");
        assert!(table(family, too_long).is_err(), "{family} {too_long:?}");
    }
}
