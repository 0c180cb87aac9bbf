//! Names and parameters, from the command line and from records.

use clap::Parser;
use serde_json::json;

use super::*;
use crate::args::Cli;

fn specification(name: &str, parameters: Value) -> anyhow::Result<Specification> {
    let Value::Object(parameters) = parameters else {
        panic!("{name}: parameters are an object")
    };
    Specification::from_parts(name, parameters)
}

fn integers(low: i128, high: i128, dtype: Dtype) -> anyhow::Result<&'static str> {
    let parameters = json!({"low": low, "high": high, "dtype": dtype.name()});
    Ok(specification("integers", parameters)?.sample_type()?.dtype)
}

#[test]
fn integers_reach_both_ends_of_their_type() {
    assert_eq!(integers(0, 1 << 32, Dtype::U32).unwrap(), "<u4");
    assert_eq!(
        integers(i32::MIN.into(), 1 << 31, Dtype::I32).unwrap(),
        "<i4"
    );
    assert_eq!(integers(0, 1 << 64, Dtype::U64).unwrap(), "<u8");
    assert_eq!(
        integers(i64::MIN.into(), 1 << 63, Dtype::I64).unwrap(),
        "<i8"
    );
}

#[test]
fn integers_outside_their_type_are_errors() {
    for (low, high, dtype, message) in [
        (-1, 1, Dtype::U32, "low is -1: it does not fit u32"),
        (
            0,
            (1 << 32) + 1,
            Dtype::U32,
            "high is 4294967297: it does not fit u32",
        ),
        (
            0,
            1 << 64,
            Dtype::I64,
            "high is 18446744073709551616: it does not fit i64",
        ),
    ] {
        assert_eq!(integers(low, high, dtype).unwrap_err().to_string(), message);
    }
}

#[test]
fn parameters_come_back_from_json() {
    let all = [
        ("bits64", json!({})),
        ("uniform", json!({"dtype": "float64"})),
        ("uniform", json!({"low": -0.1, "high": f64::from(f32::MAX)})),
        (
            "integers",
            json!({"low": i64::MIN, "high": 1_i128 << 64, "dtype": "u64"}),
        ),
        ("bernoulli", json!({"p": 0.1})),
        (
            "normal",
            json!({"mean": 16_777_217.0, "std": f64::from(f32::MIN_POSITIVE)}),
        ),
        (
            "normal",
            json!({"mean": 0.1, "std": f64::MIN_POSITIVE, "dtype": "float64"}),
        ),
        (
            "normal",
            json!({"mean": -2.0, "std": 1e-3, "dtype": "bfloat16"}),
        ),
        ("bernoulli_mask", json!({"p": 0.9})),
        ("exponential", json!({"scale": 1e-300, "dtype": "float64"})),
    ];
    for (name, parameters) in all {
        let specification = specification(name, parameters.clone()).unwrap();
        // The text too: no digit is lost, and the default type of floats is not said.
        let text = serde_json::to_string(&specification.parameters()).unwrap();
        assert_eq!(text, parameters.to_string());
        let parameters = serde_json::from_str(&text).unwrap();
        let again = Specification::from_parts(specification.name(), parameters).unwrap();
        assert_eq!(again, specification, "{text}");
    }
}

#[test]
fn float_dtypes() {
    let dtype = |text: &str, dtype: &str| {
        let mut parameters: Map<_, _> = serde_json::from_str(text).unwrap();
        if !dtype.is_empty() {
            parameters.insert("dtype".into(), dtype.into());
        }
        let (name, _) = text[2..].split_once('"').unwrap();
        let name = match name {
            "low" => "uniform",
            "mean" => "normal",
            _ => "exponential",
        };
        let specification = Specification::from_parts(name, parameters)?;
        Ok::<_, anyhow::Error>(specification.sample_type()?.dtype)
    };
    for text in [
        r#"{"low": -1.0, "high": 1.0}"#,
        r#"{"mean": 0.0, "std": 1.0}"#,
        r#"{"scale": 2.0}"#,
    ] {
        // As in records of versions that had no choice.
        assert_eq!(dtype(text, "").unwrap(), "<f4");
        assert_eq!(dtype(text, "float32").unwrap(), "<f4");
        assert_eq!(dtype(text, "float64").unwrap(), "<f8");
        assert!(dtype(text, "float128").is_err());
    }
    for text in [
        r#"{"low": -1.0, "high": 1.0}"#,
        r#"{"mean": 0.0, "std": 1.0}"#,
    ] {
        assert_eq!(dtype(text, "float16").unwrap(), "<f2");
        assert_eq!(dtype(text, "bfloat16").unwrap(), "|V2");
    }
    assert!(dtype(r#"{"scale": 2.0}"#, "float16").is_err());
    // Past float16, within bfloat16.
    assert!(dtype(r#"{"low": 0.0, "high": 1e5}"#, "float16").is_err());
    assert!(dtype(r#"{"low": 0.0, "high": 1e5}"#, "bfloat16").is_ok());
    // Past f32, within f64.
    assert!(dtype(r#"{"mean": 1e39, "std": 1.0}"#, "float32").is_err());
    assert!(dtype(r#"{"mean": 1e39, "std": 1.0}"#, "float64").is_ok());
}

#[test]
fn parameters_of_families_come_back_from_json() {
    for arguments in examples() {
        let command = format!("seedbed digest {arguments} --count 1");
        let cli = Cli::try_parse_from(command.split_whitespace()).unwrap();
        let crate::args::Command::Digest(digest) = cli.command else {
            panic!("{command}")
        };
        let (specification, _) = digest.distribution.split();
        let text = serde_json::to_string(&specification.parameters()).unwrap();
        let parameters: Map<_, _> = serde_json::from_str(&text).unwrap();
        let name = specification.name();
        assert!(arguments.starts_with(name), "{arguments}");
        let again = Specification::from_parts(name, parameters.clone()).unwrap();
        assert_eq!(again, specification, "{text}");
        again.sample_type().unwrap();

        let mut foreign = parameters.clone();
        foreign.insert("foreign".into(), 1.into());
        assert!(Specification::from_parts(name, foreign).is_err());
        for key in parameters.keys() {
            let mut fewer = parameters.clone();
            fewer.remove(key);
            assert!(Specification::from_parts(name, fewer).is_err());
        }
    }
}

#[test]
fn foreign_parameters_are_errors() {
    let parameters: Map<_, _> = serde_json::from_str(r#"{"p": 0.5}"#).unwrap();
    for name in ["normal", "open01", "poisson", "rademacher", "gaussian"] {
        assert!(Specification::from_parts(name, parameters.clone()).is_err());
    }
}
