//! Every row: its examples, its names, its defaults, its limits.

use alloc::{collections::BTreeSet, string::ToString, vec::Vec};

use super::*;

/// The first example, with another value for one parameter.
fn with<'a>(entry: &Entry, name: &'static str, value: Value<'a>) -> Vec<(&'static str, Value<'a>)> {
    let example = entry.examples[0].iter().copied();
    let others = example.filter(|&(other, _)| other != name);
    others.chain([(name, value)]).collect()
}

fn words_of(drawable: &Drawable) -> Vec<u32> {
    use crate::{Cpu, Stream};
    let (cpu, mut stream) = (Cpu::new(), Stream::new(42));
    macro_rules! words {
        ($distribution:expr) => {{
            let samples = cpu
                .sample(&mut stream, $distribution, 100)
                .expect("samples");
            bytemuck::pod_collect_to_vec(&samples)
        }};
    }
    match drawable {
        Drawable::U32(distribution) => words!(distribution),
        Drawable::I32(distribution) => words!(distribution),
        Drawable::U64(distribution) => words!(distribution),
        Drawable::I64(distribution) => words!(distribution),
        Drawable::F32(distribution) => words!(distribution),
        Drawable::F64(distribution) => words!(distribution),
        #[cfg(feature = "half")]
        Drawable::F16(distribution) => words!(distribution),
        #[cfg(feature = "half")]
        Drawable::Bf16(distribution) => words!(distribution),
        Drawable::Mask(distribution) => words!(distribution),
        Drawable::Vectors(distribution) => {
            let rows = cpu.sample(&mut stream, distribution, 100);
            bytemuck::cast_vec(rows.expect("vectors"))
        }
    }
}

#[test]
fn every_example_builds_with_every_type() {
    for entry in entries() {
        assert!(entry.pictures <= entry.examples.len(), "{}", entry.name);
        for (example, &dtype) in entry
            .examples
            .iter()
            .flat_map(|example| entry.dtypes.iter().map(move |dtype| (example, dtype)))
        {
            let has_signs = example
                .iter()
                .any(|(_, value)| matches!(*value, Value::Number(x) if x < 0.0));
            let made = entry.build(dtype, example);
            let made = made.unwrap_or_else(|error| panic!("{}: {error}", entry.name));
            assert!(words_of(&made).len() >= 50, "{}", entry.name);
            let is_of_dtype = match (&made, dtype) {
                (Drawable::U32(_) | Drawable::Mask(_), Dtype::U32)
                | (Drawable::I32(_), Dtype::I32)
                | (Drawable::U64(_), Dtype::U64)
                | (Drawable::I64(_), Dtype::I64)
                | (Drawable::F32(_) | Drawable::Vectors(_), Dtype::F32)
                | (Drawable::F64(_), Dtype::F64) => true,
                #[cfg(feature = "half")]
                (Drawable::F16(_), Dtype::F16) | (Drawable::Bf16(_), Dtype::Bf16) => true,
                _ => false,
            };
            assert!(
                is_of_dtype && (dtype.is_float() || !has_signs),
                "{}",
                entry.name
            );
        }
    }
}

#[test]
fn names_are_unique_and_understood() {
    let names: Vec<_> = entries()
        .flat_map(|entry| entry.aliases.iter().copied().chain([entry.name]))
        .collect();
    let different: BTreeSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
    for entry in entries() {
        for name in entry.aliases.iter().copied().chain([entry.name]) {
            assert_eq!(by_name(name).expect("a name"), entry);
        }
    }
    let error = by_name("normall").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("there is no distribution `normall`: there are bits32, ")
    );
    let names: Vec<_> = typed().map(|typed| typed.name()).collect();
    let different: BTreeSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
}

#[test]
fn names_of_one_type_build() {
    for typed in typed() {
        let parameters: Vec<_> = typed.parameters().map(|parameter| parameter.name).collect();
        let all_are_known = |example: &&Example| {
            let mut names = example.iter().map(|(name, _)| name);
            names.all(|name| parameters.contains(name))
        };
        let mut examples = typed.entry().examples.iter().filter(all_are_known);
        let made = examples.any(|example| typed.build(example).is_ok());
        assert!(made, "{}", typed.name());
    }
    let standard = typed()
        .find(|typed| typed.name() == "standard")
        .expect("a name");
    let error = standard.build(&[("low", 0.0.into())]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "standard has no parameter `low`: it has none"
    );
    let uniform = typed()
        .find(|typed| typed.name() == "uniform")
        .expect("a name");
    let error = uniform.build(&[]).unwrap_err();
    assert_eq!(error.to_string(), "the parameter `low` is missing");
}

#[test]
fn parameters_have_all_their_names() {
    for entry in entries() {
        let names = entry.parameters.iter().flat_map(|parameter| {
            let aliases = parameter.aliases.iter().copied();
            aliases.chain([parameter.name])
        });
        let names: Vec<_> = names.collect();
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{}: {names:?}", entry.name);
        for example in entry.examples {
            for (i, (name, value)) in example.iter().enumerate() {
                let parameter = entry.parameters.iter().find(|p| p.name == *name);
                let parameter = parameter.expect("examples have the first names");
                let expected =
                    words_of(&entry.build(entry.dtypes[0], example).expect("an example"));
                for alias in parameter.aliases {
                    let mut renamed = example.to_vec();
                    renamed[i] = (alias, *value);
                    let made = entry.build(entry.dtypes[0], &renamed).expect("an alias");
                    assert_eq!(words_of(&made), expected, "{} {alias}", entry.name);
                }
            }
        }
    }
}

#[test]
fn defaults_are_what_is_left_out() {
    for entry in entries() {
        for parameter in entry.parameters {
            let Presence::Default(default) = parameter.presence else {
                continue;
            };
            let value = match parameter.kind.is_integer() {
                true => Value::Integer(default as i128),
                false => Value::Number(default),
            };
            let given = with(entry, parameter.name, value);
            let (_, without) = given.split_last().expect("an argument");
            let make = |arguments| entry.build(entry.dtypes[0], arguments).expect("a default");
            assert_eq!(
                words_of(&make(&given)),
                words_of(&make(without)),
                "{}",
                entry.name
            );
        }
        for parameter in entry.parameters {
            if !matches!(parameter.presence, Presence::Required) {
                continue;
            }
            let given = with(entry, parameter.name, 1.0.into());
            let (_, without) = given.split_last().expect("an argument");
            let error = entry.build(entry.dtypes[0], without).unwrap_err();
            assert_eq!(
                error,
                CatalogueError::Missing {
                    parameter: parameter.name
                }
            );
        }
    }
}

/// At its limits a parameter builds, a fiftieth past them it is refused by its name.
#[test]
fn domains_are_the_librarys() {
    let just = |x: f64, sign: f64| x + sign * (x.abs() / 50.0).max(1e-9);
    for entry in entries() {
        for parameter in entry.parameters {
            let (inside, outside): (&[f64], &[f64]) = match parameter.domain {
                Domain::Text(_) => continue,
                Domain::Finite => (&[-0.5], &[f64::NAN, f64::INFINITY]),
                Domain::AtLeast(low) => (&[low, 4.0], &[just(low, -1.0), f64::NAN, f64::INFINITY]),
                Domain::Positive => (&[1.0], &[0.0, -1.0, f64::NAN, f64::INFINITY]),
                Domain::Probability => (&[0.0, 1.0], &[-1e-9, 1.001, f64::NAN]),
                Domain::Closed(low, high) => {
                    (&[low, high], &[just(low, -1.0), just(high, 1.0), f64::NAN])
                }
            };
            let build = |x: f64| {
                let list = [x, 1.0, 1.0];
                let value = match parameter.kind.is_list() {
                    true => Value::List(&list),
                    false => Value::Number(x),
                };
                let arguments = with(entry, parameter.name, value);
                entry.build(entry.dtypes[0], &arguments).map(drop)
            };
            for &x in inside {
                let made = build(x);
                assert!(
                    made.is_ok(),
                    "{} {} {x}: {made:?}",
                    entry.name,
                    parameter.name
                );
            }
            for &x in outside {
                let error = build(x).expect_err(entry.name).to_string();
                let is_word = |c: char| !c.is_alphanumeric() && c != '_';
                let word = parameter.name.trim_end_matches('s');
                let names = error
                    .split(is_word)
                    .any(|found| found.trim_end_matches('s') == word);
                assert!(names, "{} {} {x}: {error}", entry.name, parameter.name);
            }
        }
    }
}

#[test]
fn arguments_of_another_kind_say_what_they_must_be() {
    for (name, arguments, message) in [
        (
            "gamma",
            &[("shape", Value::List(&[1.0]))][..],
            "shape is a list of 1: it must be a number",
        ),
        (
            "binomial",
            &[("n", Value::Number(1.5)), ("p", Value::Number(0.5))],
            "n is 1.5: it must be an integer",
        ),
        (
            "binomial",
            &[("n", Value::Integer(1 << 32)), ("p", Value::Number(0.5))],
            "n is 4294967296: it must be from 0 to 2^32 - 1",
        ),
        (
            "categorical",
            &[("weights", Value::Number(1.0))],
            "weights is 1: it must be a list of numbers",
        ),
        (
            "gamma",
            &[("a", Value::Number(1.0)), ("shape", Value::Number(1.0))],
            "the parameter `shape` is given twice",
        ),
        (
            "gamma",
            &[("b", Value::Number(1.0))],
            "gamma has no parameter `b`: it has shape, scale",
        ),
        (
            "uniform",
            &[("low", Value::Number(1.0))],
            "the parameter `high` is missing",
        ),
        (
            "multivariate_normal",
            &[
                ("mean", Value::List(&[1.0])),
                ("cov", Value::List(&[1.0])),
                ("cholesky", Value::List(&[1.0])),
            ],
            "multivariate_normal takes one of cov and cholesky",
        ),
        (
            "multivariate_normal",
            &[("mean", Value::List(&[1.0]))],
            "the parameter `cov` is missing",
        ),
        (
            "integers",
            &[("high", Value::Integer(1 << 64))],
            "high is 18446744073709551616: it does not fit i64",
        ),
        (
            "normal",
            &[("mean", Value::Number(1e39))],
            "mean is 1e39: float32 reaches from -3.4028235e38 to 3.4028235e38: choose float64",
        ),
    ] {
        assert_eq!(build(name, arguments).unwrap_err().to_string(), message);
    }
    let normal = by_name("normal").expect("a row");
    let error = normal.build(Dtype::U32, &[]).unwrap_err().to_string();
    assert!(
        error.starts_with("normal has no samples of u32: it has float32"),
        "{error}"
    );
}

#[cfg(feature = "catalogue_docs")]
#[test]
fn every_row_is_documented() {
    for entry in entries() {
        assert!(
            !entry.about.is_empty() && entry.formula.ends_with('.'),
            "{}",
            entry.name
        );
        assert!(
            !entry.words.is_empty() && !entry.error.is_empty(),
            "{}",
            entry.name
        );
        for parameter in entry.parameters {
            assert!(
                !parameter.doc.is_empty(),
                "{} {}",
                entry.name,
                parameter.name
            );
        }
    }
}
