//! Every error: what brings it about, that its message names the value and the way out, and that
//! nothing has changed when it is returned.

use std::{error::Error as _, process::Command};

use seedbed::{
    Backend, BackendError, BackendKind, Cpu, Engine, Error, ParameterError, SeedError,
    SeedSequence, Stream, StreamError, UnknownEngine,
    distr::{
        Bernoulli, BernoulliMask, Bits32, Bits64, Distribution, Exponential, Exponential64,
        Integers, Normal, Normal64, Uniform, Uniform64,
    },
};

/// Set for a process that this file starts to look at an environment variable.
const CHILD: &str = "SEEDBED_TEST_CHILD";

fn not_finite(name: &'static str, value: &str) -> ParameterError {
    ParameterError::NotFinite {
        name,
        value: value.into(),
    }
}

fn negative(name: &'static str, value: &str) -> ParameterError {
    ParameterError::Negative {
        name,
        value: value.into(),
    }
}

fn empty(low: &str, high: &str) -> ParameterError {
    ParameterError::Empty {
        low: low.into(),
        high: high.into(),
    }
}

fn equal(bound: &str) -> ParameterError {
    ParameterError::Equal {
        bound: bound.into(),
    }
}

#[test]
fn parameters_that_are_not_finite() {
    for (value, text) in [
        (f32::NAN, "NaN"),
        (f32::INFINITY, "inf"),
        (f32::NEG_INFINITY, "-inf"),
    ] {
        assert_eq!(Normal::new(value, 1.0), Err(not_finite("mean", text)));
        assert_eq!(Normal::new(0.0, value), Err(not_finite("std", text)));
        assert_eq!(Exponential::new(value), Err(not_finite("scale", text)));
        assert_eq!(Uniform::new(value, 1.0), Err(not_finite("low", text)));
        assert_eq!(Uniform::new(0.0, value), Err(not_finite("high", text)));
        let value = f64::from(value);
        assert_eq!(Normal64::new(value, 1.0), Err(not_finite("mean", text)));
        assert_eq!(Normal64::new(0.0, value), Err(not_finite("std", text)));
        assert_eq!(Exponential64::new(value), Err(not_finite("scale", text)));
        assert_eq!(Uniform64::new(value, 1.0), Err(not_finite("low", text)));
        assert_eq!(Uniform64::new(0.0, value), Err(not_finite("high", text)));
    }
}

#[test]
fn negative_parameters() {
    assert_eq!(Normal::new(0.0, -1.5), Err(negative("std", "-1.5")));
    assert_eq!(Exponential::new(-1e-3), Err(negative("scale", "-0.001")));
    // The smallest number below 0.
    assert!(matches!(
        Normal::new(0.0, -1e-45),
        Err(ParameterError::Negative { .. })
    ));
    assert_eq!(Normal64::new(0.0, -1.5), Err(negative("std", "-1.5")));
    assert_eq!(Exponential64::new(-0.1), Err(negative("scale", "-0.1")));
    assert_eq!(Uniform64::new(2.0, 1.5), Err(empty("2", "1.5")));
    assert_eq!(Uniform64::new(0.0, -0.0), Err(empty("0", "-0")));
    // Zero is within the domain, whatever its sign.
    assert!(Normal::new(-0.0, -0.0).is_ok());
    assert!(Exponential::new(0.0).is_ok());
}

#[test]
fn probabilities_outside_of_0_to_1() {
    for p in [
        -0.1,
        1.0 + f64::EPSILON,
        -5e-324,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ] {
        let error = Bernoulli::new(p).unwrap_err();
        let value = format!("{p:?}");
        let message = format!("p is {value}: a probability lies in [0, 1]");
        assert_eq!(error, ParameterError::Probability { value });
        assert_eq!(error.to_string(), message);
        assert_eq!(BernoulliMask::new(p), Err(error));
    }
    for p in [0.0, -0.0, 1.0, f64::MIN_POSITIVE] {
        assert!(Bernoulli::new(p).is_ok() && BernoulliMask::new(p).is_ok());
    }
}

#[test]
fn empty_and_swapped_ranges() {
    assert_eq!(Uniform::new(1.0, 1.0), Err(equal("1")));
    assert_eq!(Uniform::new(2.0, -3.5), Err(empty("2", "-3.5")));
    assert_eq!(Uniform::new(-0.0, 0.0), Err(equal("-0")));
    let [low, high] = [4_294_967_293.0_f64, 4_294_967_295.0];
    let rounded = Uniform::new(low as f32, high as f32).unwrap_err();
    assert_eq!(rounded, equal("4294967296"));
    let message = "low and high are both 4294967296 as f32: low must be below high, by more than 24 \
                   bits round away (Uniform64 has 53)";
    assert_eq!(rounded.to_string(), message);
    assert!(Uniform64::new(low, high).is_ok());
    assert_eq!(Integers::new(5_u32, 5), Err(empty("5", "5")));
    assert_eq!(Integers::new(0_u32, 0), Err(empty("0", "0")));
    assert_eq!(Integers::new(3_i64, -3), Err(empty("3", "-3")));
    assert_eq!(
        Integers::new(i32::MIN, i32::MIN),
        Err(empty("-2147483648", "-2147483648"))
    );
    assert_eq!(Integers::new_inclusive(1_u64, 0), Err(empty("1", "0")));
    assert!(Integers::new_inclusive(i64::MIN, i64::MIN).is_ok());
}

#[cfg(feature = "half")]
#[test]
fn parameters_of_16_bit_floats() {
    use seedbed::distr::{NormalBf16, NormalF16, UniformBf16, UniformF16};
    assert_eq!(
        NormalF16::new(f32::NAN, 1.0),
        Err(not_finite("mean", "NaN"))
    );
    assert_eq!(
        NormalBf16::new(0.0, f32::INFINITY),
        Err(not_finite("std", "inf"))
    );
    assert_eq!(NormalF16::new(0.0, -1.5), Err(negative("std", "-1.5")));
    assert_eq!(
        UniformF16::new(f32::NAN, 1.0),
        Err(not_finite("low", "NaN"))
    );
    assert_eq!(UniformBf16::new(2.0, 1.0), Err(empty("2", "1")));
    let message = |error: Option<ParameterError>| error.expect("an error").to_string();
    assert_eq!(
        message(UniformF16::new(0.0, 65_505.0).err()),
        "high is 65505: it must be from -65504 to 65504"
    );
    assert_eq!(
        message(UniformF16::new(1.0001, 1.0002).err()),
        "no f16 lies from low = 1.0001 to below high = 1.0002: take a wider range, or draw f32"
    );
    assert!(UniformBf16::new(0.0, 65_505.0).is_ok());
    assert!(matches!(
        UniformBf16::new(-3.4e38, 0.0),
        Err(ParameterError::Outside { name: "low", .. })
    ));
}

/// Points have words for results of 32 and 64 bits alone.
#[test]
fn packed_samples_of_points() {
    use seedbed::qmc::{PointsError, Sobol};
    let mut sobol = Sobol::new(2).unwrap();
    let mask = BernoulliMask::new(0.5).unwrap();
    let error = Cpu::new().fill(&mut sobol, &mask, &mut [0; 4]);
    let expected = PointsError::Packed {
        bytes_each: 4,
        words_each: 32,
    };
    assert!(
        matches!(&error, Err(Error::Points(inner)) if *inner == expected),
        "{error:?}"
    );
    assert!(
        expected.to_string().contains("draw f32 or Bernoulli"),
        "{expected}"
    );
    assert!(Cpu::new().sample(&mut sobol, &mask, 2).is_err());
    #[cfg(feature = "half")]
    {
        let normal = seedbed::distr::NormalF16::STANDARD;
        let error = Cpu::new().sample(&mut sobol, &normal, 2).unwrap_err();
        let text = "a sample of 2 bytes for 1 word(s) of a coordinate";
        assert!(error.to_string().starts_with(text), "{error}");
    }
}

#[test]
fn messages_of_parameters_name_value_and_remedy() {
    let messages = [
        (
            not_finite("mean", "NaN"),
            "mean is NaN: it must be a finite number",
        ),
        (
            negative("std", "-1"),
            "std is -1: it must be 0 or more, and finite",
        ),
        (
            empty("2", "1"),
            "the range from low = 2 to high = 1 is empty: low must be below high",
        ),
    ];
    for (error, message) in messages {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn positions_past_the_end() {
    let end = 1_u128 << 64;
    let mut stream = Stream::new(42);
    stream.seek(77_u64).unwrap();
    for (position, text) in [
        (end + 1, "18446744073709551617"),
        (u128::MAX, "of some 2^127"),
    ] {
        let error = stream.seek(position).unwrap_err();
        assert_eq!(error, StreamError::Position(position));
        let message = format!("position {text} is past the stream's end at 2^64 words");
        assert_eq!(error.to_string(), message);
        assert_eq!(stream.position(), 77);
    }
    assert_eq!(stream.seek(end), Ok(()));
    assert_eq!(stream.position(), end);
}

/// Asserts that a draw of `n` samples from `position` finds too few words, and changes nothing.
fn exhausts<D: Distribution>(distribution: &D, position: u128, n: usize, start: u128)
where
    D::Output: PartialEq + std::fmt::Debug,
{
    let mut stream = Stream::new(42);
    stream.seek(position).unwrap();
    let expected = StreamError::Exhausted {
        position: start,
        count: n as u64,
        words_each: D::WORDS,
    };
    for backend in [Backend::cpu(), Cpu::single_threaded().into()] {
        let error = backend.sample(&mut stream, distribution, n).unwrap_err();
        assert!(
            matches!(&error, Error::Stream(inner) if *inner == expected),
            "{error:?}"
        );
        assert_eq!(error.to_string(), expected.to_string());
        assert_eq!(stream.position(), position);
    }
    if n < 1000 {
        let mark: D::Output = *bytemuck::from_bytes(&[0xa5_u8; 8][..size_of::<D::Output>()]);
        let mut samples = vec![mark; n];
        let error = Cpu::new()
            .fill(&mut stream, distribution, &mut samples)
            .unwrap_err();
        assert!(matches!(&error, Error::Stream(inner) if *inner == expected));
        assert!(
            Backend::cpu()
                .fill(&mut stream, distribution, &mut samples)
                .is_err()
        );
        assert_eq!(samples, vec![mark; n]);
        assert_eq!(stream.position(), position);
    }
}

#[test]
fn exhausted_streams_and_their_output_are_left_alone() {
    let end = 1_u128 << 64;
    exhausts(&Bits32, end, 1, end);
    exhausts(&Bits32, end - 9, 10, end - 9);
    exhausts(&Normal::STANDARD, end - 9, 10, end - 9);
    exhausts(&Bits64, end - 9, 5, end - 8);
    // Aligned, there is no word left.
    exhausts(&Bits64, end - 1, 1, end);
    exhausts(&Bits32, 2, usize::MAX, 2);
    exhausts(&Bits64, 0, usize::MAX, 0);
    exhausts(&Bits64, 0, (1 << 63) + 1, 0);
}

#[test]
fn the_message_of_an_exhausted_stream_names_numbers_and_remedy() {
    let mut stream = Stream::new(42);
    stream.seek(u64::MAX).unwrap();
    let error = Cpu::new().sample(&mut stream, &Bits64, 3).unwrap_err();
    let message = "3 samples of 2 word(s) from position 18446744073709551616 go past the stream's \
                   end at 2^64 words: spawn another stream, or seek back";
    assert_eq!(error.to_string(), message);
}

/// Memory that no machine has is asked for, and refused without an abort.
#[test]
fn counts_past_memory() {
    let mut stream = Stream::new(42);
    stream.seek(5_u64).unwrap();
    for count in [usize::MAX >> 1, 1 << 62, 1 << 60] {
        for backend in [Backend::cpu(), Cpu::single_threaded().into()] {
            let error = backend
                .sample(&mut stream, &Normal::STANDARD, count)
                .unwrap_err();
            let Error::Memory {
                count: named,
                bytes_each,
            } = error
            else {
                panic!("{error:?}")
            };
            assert_eq!((named, bytes_each), (count, 4));
            let message =
                format!("{count} samples of 4 bytes do not fit into memory: draw them in parts");
            assert_eq!(error.to_string(), message);
            let error = backend.sample(&mut stream, &Bits64, count / 4).unwrap_err();
            assert!(
                matches!(error, Error::Memory { bytes_each: 8, .. }),
                "{error:?}"
            );
            assert_eq!(stream.position(), 5);
        }
    }
    // From position 0 the stream has the words for it.
    let error = Cpu::new()
        .sample(&mut Stream::new(42), &Bits32, usize::MAX)
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Memory {
                count: usize::MAX,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn children_past_32_bits() {
    let seed = SeedSequence::new(42).with_n_children_spawned(u32::MAX - 1);
    let mut stream = Stream::new(seed);
    let error = stream.spawn(2).unwrap_err();
    let expected = SeedError::TooManyChildren {
        n_children_spawned: u32::MAX - 1,
        n_children: 2,
    };
    assert_eq!(error, expected);
    assert_eq!(stream.seed().n_children_spawned(), u32::MAX - 1);
    assert!(error.to_string().contains("4294967294"), "{error}");
    assert_eq!(stream.spawn(1).unwrap().len(), 1);
}

#[test]
fn unknown_engines() {
    for name in ["", "philox", "ChaCha20", "philox4x32-10", "chacha20 "] {
        let error = name.parse::<Engine>().unwrap_err();
        assert_eq!(error, UnknownEngine(name.into()));
        let message = error.to_string();
        assert!(message.contains(&format!("{name:?}")), "{message}");
        assert!(message.len() < 200, "{message}");
        // Each engine that there is is named.
        for engine in Engine::ALL {
            assert!(message.contains(engine.name()), "{message}");
        }
    }
}

/// What somebody gave is cut.
#[test]
fn long_names_are_cut() {
    let name = "x".repeat(1000);
    let message = name.parse::<Engine>().unwrap_err().to_string();
    let start = format!("no engine is called \"{}\"…: choose", "x".repeat(60));
    assert!(message.starts_with(&start), "{message}");
    let error = BackendError::Variable { value: name };
    assert!(error.to_string().len() < 130, "{error}");
}

#[test]
fn errors_can_cross_threads_and_be_boxed() {
    fn check<E: std::error::Error + Send + Sync + 'static>() {}
    check::<ParameterError>();
    check::<StreamError>();
    check::<Error>();
    check::<BackendError>();
    check::<SeedError>();
    check::<UnknownEngine>();
    check::<seedbed::ParseStreamError>();
    check::<seedbed::GpuError>();
}

/// A wrapper says what is inside, and is not one more link in the chain.
#[test]
fn wrappers_are_transparent() {
    let inner = StreamError::Position(1 << 65);
    let outer = Error::from(inner.clone());
    assert_eq!(outer.to_string(), inner.to_string());
    assert!(outer.source().is_none());
    let inner = seedbed::GpuError::NoInt64;
    assert_eq!(Error::from(inner.clone()).to_string(), inner.to_string());
    assert_eq!(
        BackendError::from(inner.clone()).to_string(),
        inner.to_string()
    );
}

#[test]
fn messages_of_the_gpu_name_the_remedy() {
    use seedbed::GpuError;
    let reason = || "none of the backends".to_owned();
    let messages = [
        (
            GpuError::NoAdapter { reason: reason() },
            "apt-get install mesa-vulkan-drivers",
        ),
        (
            GpuError::Usage {
                usage: "MAP_READ".into(),
                label: String::new(),
            },
            "BufferUsages::STORAGE",
        ),
        (
            GpuError::Range {
                offset: 2,
                end: 6,
                sample_bytes: 4,
            },
            "bytes 2..6",
        ),
        (
            GpuError::NotPrepared { kernel: "k".into() },
            "await Gpu::prepare first",
        ),
        (GpuError::NoInt64, "SHADER_INT64"),
        (
            GpuError::Lost {
                during: "filling",
                reason: reason(),
            },
            "none of the backends",
        ),
        (
            GpuError::Failed {
                during: "filling",
                reason: reason(),
            },
            "none of the backends",
        ),
    ];
    for (error, part) in messages {
        assert!(error.to_string().contains(part), "{error}");
    }
}

/// Runs one of the tests below in a process of its own, with variables set.
fn in_a_child(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            &format!("errors::{test}"),
            "--ignored",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .envs(variables.iter().copied())
        .output()
        .expect("a child process");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{variables:?}: {said}"
    );
}

fn is_child() -> bool {
    std::env::var(CHILD).is_ok()
}

/// Variables that hide every adapter from wgpu.
const NO_ADAPTER: [(&str, &str); 2] = [("WGPU_BACKEND", "vulkan"), ("VK_DRIVER_FILES", "/nowhere")];

#[test]
fn the_environment_chooses_the_backend() {
    for value in ["metal", "CPU", " cpu", "gpu,cpu"] {
        in_a_child("child_is_refused", &[("SEEDBED_BACKEND", value)]);
    }
    in_a_child("child_draws_on_the_cpu", &[("SEEDBED_BACKEND", "cpu")]);
    let with = |value| [&NO_ADAPTER[..], &[("SEEDBED_BACKEND", value)]].concat();
    in_a_child("child_finds_no_adapter", &with("gpu"));
    for value in ["", "auto"] {
        in_a_child("child_draws_on_the_cpu", &with(value));
    }
}

#[test]
#[ignore = "run by the_environment_chooses_the_backend"]
fn child_is_refused() {
    if !is_child() {
        return;
    }
    let value = std::env::var("SEEDBED_BACKEND").expect("a value");
    let error = Backend::auto().expect_err("no such backend");
    assert_eq!(
        error,
        BackendError::Variable {
            value: value.clone()
        }
    );
    let message = format!("SEEDBED_BACKEND is {value:?}: it must be auto, cpu or gpu");
    assert_eq!(error.to_string(), message);
}

#[test]
#[ignore = "run by the_environment_chooses_the_backend"]
fn child_finds_no_adapter() {
    if !is_child() {
        return;
    }
    for error in [
        Backend::auto().expect_err("no GPU"),
        Backend::gpu().expect_err("no GPU"),
    ] {
        assert!(
            matches!(
                error,
                BackendError::Gpu(seedbed::GpuError::NoAdapter { .. })
            ),
            "{error:?}"
        );
        assert!(
            error
                .to_string()
                .contains("apt-get install mesa-vulkan-drivers"),
            "{error}"
        );
    }
}

#[test]
#[ignore = "run by the_environment_chooses_the_backend"]
fn child_draws_on_the_cpu() {
    if !is_child() {
        return;
    }
    let backend = Backend::auto().expect("the CPU");
    assert_eq!(backend.kind(), BackendKind::Cpu);
    assert!(backend.adapter().is_none() && backend.failover().is_none());
    let samples = backend.sample(&mut Stream::new(42), &Bits32, 10).unwrap();
    assert_eq!(
        samples,
        Cpu::new()
            .sample(&mut Stream::new(42), &Bits32, 10)
            .unwrap()
    );
}
