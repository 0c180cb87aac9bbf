//! Parameters by element against the distributions with single parameters: a sample for a sample, bit
//! for bit. And every error.

use seedbed::{
    Cpu, Engine, Error, ParameterError, Stream, StreamError,
    distr::{
        self, Distribution,
        elementwise::{
            Bernoulli, Elementwise, ElementwiseError, Exponential, Laplace, Normal, Parameter,
            Uniform,
        },
    },
};

/// Within a group of lanes, past one, past a chunk and a tile.
const LENGTHS: [usize; 8] = [0, 1, 63, 64, 65, 1025, 4097, 9000];
const LEN: usize = 9000;
/// The start, within a block, a tile's last word, the carry of the position past 2³², the last words.
const POSITIONS: [u64; 5] = [0, 3, 4095, (1 << 32) - 5, u64::MAX - LEN as u64 + 1];

/// Numbers of usual size, and some of any size, each with a sign.
fn numbers(seed: u64) -> Vec<f32> {
    let words = Cpu::new()
        .sample(&mut Stream::new(seed), &distr::Bits32, LEN)
        .unwrap();
    let number = |(i, x): (usize, u32)| match i % 16 {
        0..12 => (x & 0x807f_ffff) | (120 + ((x >> 23) & 15)) << 23,
        12 => x & 0x807f_ffff,
        13 => x & 0x8000_0000,
        // Not infinite, and no NaN.
        _ => x & !((x & 0x4000_0000) >> 7),
    };
    let bits = words.into_iter().enumerate().map(number);
    bits.map(f32::from_bits).collect()
}

fn magnitudes(seed: u64) -> Vec<f32> {
    numbers(seed).into_iter().map(f32::abs).collect()
}

fn probabilities() -> Vec<f32> {
    let p = magnitudes(3).into_iter();
    p.map(|x| if x > 1.0 { 1.0 / x } else { x }).collect()
}

/// Pairs in order.
fn bounds() -> (Vec<f32>, Vec<f32>) {
    let pair = |(a, b): (f32, f32)| {
        if a == b {
            return (a, a.next_up().next_up());
        }
        (a.min(b), a.max(b))
    };
    numbers(4).into_iter().zip(numbers(5)).map(pair).unzip()
}

fn stream(engine: Engine, position: u64) -> Stream {
    let mut stream = Stream::with_engine(engine, 42);
    stream.seek(position).unwrap();
    stream
}

fn draw<D: Elementwise>(distribution: &D, engine: Engine, position: u64) -> Vec<u32> {
    let mut stream = stream(engine, position);
    let samples = Cpu::new()
        .sample(&mut stream, distribution, distribution.len())
        .unwrap();
    let end = u128::from(position) + distribution.len() as u128;
    assert_eq!(stream.position(), end);
    bytemuck::cast_slice(&samples).to_vec()
}

/// One sample of a distribution whose parameters are the same for all.
fn one<D: Distribution>(distribution: &D, stream: &mut Stream) -> u32 {
    let sample = Cpu::new().sample(stream, distribution, 1).unwrap();
    bytemuck::cast_slice(&sample)[0]
}

/// Asserts that sample `i` is that of `scalar(i)`, for all positions and, in parts, for all lengths.
fn compare<D: Elementwise, S: Distribution>(
    each: impl Fn(usize, usize) -> D,
    scalar: impl Fn(usize) -> S,
    what: &str,
) {
    let engines = [Engine::default(), Engine::ChaCha8];
    for (engine, position) in engines.map(|e| POSITIONS.map(|p| (e, p))).concat() {
        let whole = draw(&each(0, LEN), engine, position);
        let mut stream = stream(engine, position);
        for (i, &sample) in whole.iter().enumerate() {
            let expected = one(&scalar(i), &mut stream);
            assert_eq!(sample, expected, "{what} {engine} {position}: sample {i}");
        }
        for len in LENGTHS {
            let start = draw(&each(0, len), engine, position);
            assert!(
                start == whole[..len],
                "{what} {engine} {position}: the first {len}"
            );
            let after = draw(&each(len, LEN), engine, position.wrapping_add(len as u64));
            assert!(
                len == LEN || after == whole[len..],
                "{what} {engine} {position}: behind the first {len}"
            );
        }
    }
}

/// The second implementation: `tests/reference/make_elementwise.py`.
#[test]
fn golden_vectors_are_met() {
    let float = |bits: &str| f32::from_bits(u32::from_str_radix(bits, 16).unwrap());
    let mut samples = 0;
    let vectors = include_str!("../vectors/elementwise.txt").lines();
    for line in vectors.filter(|line| !line.starts_with('#')) {
        let [engine, seed, position, distribution, fields] =
            line.split("; ").collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let rows: Vec<Vec<&str>> = fields
            .split(' ')
            .map(|field| field.split('/').collect())
            .collect();
        let column = |i: usize| -> Vec<f32> { rows.iter().map(|row| float(row[i])).collect() };
        let seed: seedbed::SeedSequence = seed.parse().unwrap();
        let mut stream = Stream::with_engine(engine.parse().unwrap(), seed);
        stream.seek(position.parse::<u64>().unwrap()).unwrap();
        let (cpu, first) = (Cpu::new(), column(0));
        let found: Vec<u32> = match distribution {
            "Normal" => cpu
                .sample(
                    &mut stream,
                    &Normal::new(&first, &column(1)).unwrap(),
                    first.len(),
                )
                .map(|samples| samples.into_iter().map(f32::to_bits).collect()),
            "Uniform" => cpu
                .sample(
                    &mut stream,
                    &Uniform::new(&first, &column(1)).unwrap(),
                    first.len(),
                )
                .map(|samples| samples.into_iter().map(f32::to_bits).collect()),
            "Exponential" => cpu
                .sample(&mut stream, &Exponential::new(&first).unwrap(), first.len())
                .map(|samples| samples.into_iter().map(f32::to_bits).collect()),
            "Bernoulli" => cpu.sample(&mut stream, &Bernoulli::new(&first).unwrap(), first.len()),
            other => panic!("{other}"),
        }
        .unwrap();
        let last = |row: &Vec<&str>| float(row[row.len() - 1]).to_bits();
        let expected: Vec<u32> = rows.iter().map(last).collect();
        assert_eq!(found, expected, "{engine} {position} {distribution}");
        samples += found.len();
    }
    assert_eq!(samples, 4 * 4 * 60);
}

#[test]
fn normal() {
    let (mean, std) = (numbers(1), magnitudes(2));
    compare(
        |from, to| Normal::new(&mean[from..to], &std[from..to]).unwrap(),
        |i| distr::Normal::new(mean[i], std[i]).unwrap(),
        "normal",
    );
    compare(
        |from, to| Normal::new(-3.0, &std[from..to]).unwrap(),
        |i| distr::Normal::new(-3.0, std[i]).unwrap(),
        "normal, one mean",
    );
    compare(
        |from, to| Normal::new(&mean[from..to], 0.25).unwrap(),
        |i| distr::Normal::new(mean[i], 0.25).unwrap(),
        "normal, one std",
    );
}

#[test]
fn uniform() {
    let (low, high) = bounds();
    compare(
        |from, to| Uniform::new(&low[from..to], &high[from..to]).unwrap(),
        |i| distr::Uniform::new(low[i], high[i]).unwrap(),
        "uniform",
    );
}

#[test]
fn exponential() {
    let scale = magnitudes(6);
    compare(
        |from, to| Exponential::new(&scale[from..to]).unwrap(),
        |i| distr::Exponential::new(scale[i]).unwrap(),
        "exponential",
    );
}

#[test]
fn laplace() {
    let (loc, scale) = (numbers(7), magnitudes(8));
    let scalar: Vec<_> = loc
        .iter()
        .zip(&scale)
        .map(|(&loc, &scale)| distr::Laplace::new(loc, scale.into()).unwrap())
        .collect();
    compare(
        |from, to| Laplace::new(&loc[from..to], &scale[from..to]).unwrap(),
        |i| scalar[i].clone(),
        "laplace",
    );
}

#[test]
fn bernoulli() {
    let p = probabilities();
    compare(
        |from, to| Bernoulli::new(&p[from..to]).unwrap(),
        |i| distr::Bernoulli::new(p[i].into()).unwrap(),
        "bernoulli",
    );
}

/// A probability that the first word does not decide: its high half is the word.
#[test]
fn the_extra_word_of_a_trial_decides() {
    let words = draw_words(100_000);
    // An f32 has 24 bits: four of them are left for the extra word.
    let undecided = (0_u64..).zip(words).filter(|(_, word)| *word < 1 << 20);
    let mut outcomes = Vec::new();
    for (position, word) in undecided {
        for sixteenths in 1..16 {
            let p = [(word * 16 + sixteenths) as f32 / (1_u64 << 36) as f32];
            let each = draw(&Bernoulli::new(&p).unwrap(), Engine::default(), position);
            let mut stream = self::stream(Engine::default(), position);
            let scalar = distr::Bernoulli::new(p[0].into()).unwrap();
            assert_eq!(each, [one(&scalar, &mut stream)], "{position} {sixteenths}");
            outcomes.extend(each);
        }
    }
    // The first words are the same for all p of a position: the extra ones made the difference.
    let successes = outcomes.iter().filter(|&&success| success != 0).count();
    assert!(outcomes.len() > 150 && successes > 30 && outcomes.len() - successes > 30);
}

fn draw_words(n: usize) -> Vec<u32> {
    let mut stream = stream(Engine::default(), 0);
    Cpu::new().sample(&mut stream, &distr::Bits32, n).unwrap()
}

#[test]
fn threads_and_instruction_sets_change_nothing() {
    let long = 300_000;
    let mean: Vec<f32> = (0..long).map(|i| i as f32).collect();
    let each = Normal::new(&mean, 1.0).unwrap();
    let many = Cpu::new().sample(&mut Stream::new(1), &each, each.len());
    let one = Cpu::single_threaded().sample(&mut Stream::new(1), &each, each.len());
    assert_eq!(many.unwrap(), one.unwrap());
}

fn element(index: usize, error: ParameterError) -> ElementwiseError {
    ElementwiseError::Element { index, error }
}

#[test]
fn elements_outside_the_domain() {
    let infinite = |name, value: &str| ParameterError::NotFinite {
        name,
        value: value.into(),
    };
    let negative = |name, value: &str| ParameterError::Negative {
        name,
        value: value.into(),
    };
    let nan = f32::NAN;
    let inf = f32::INFINITY;
    let errors = [
        (
            Normal::new(&[0.0, nan], 1.0).unwrap_err(),
            element(1, infinite("mean", "NaN")),
        ),
        (
            Normal::new(&[0.0, 1.0], &[1.0, inf]).unwrap_err(),
            element(1, infinite("std", "inf")),
        ),
        (
            Normal::new(0.0, &[0.0, -0.0, -0.5, -2.0]).unwrap_err(),
            element(2, negative("std", "-0.5")),
        ),
        (
            Normal::new(&[0.0], -1.0).unwrap_err(),
            negative("std", "-1").into(),
        ),
        (
            Exponential::new(&[-1e-45]).unwrap_err(),
            element(0, negative("scale", "-1e-45")),
        ),
        (
            Laplace::new(&[-inf], 1.0).unwrap_err(),
            element(0, infinite("loc", "-inf")),
        ),
        (
            Laplace::new(inf, &[1.0]).unwrap_err(),
            infinite("loc", "inf").into(),
        ),
        (
            Uniform::new(&[0.0, 2.0], &[1.0, 2.0]).unwrap_err(),
            element(
                1,
                ParameterError::Empty {
                    low: "2".into(),
                    high: "2".into(),
                },
            ),
        ),
        (
            Uniform::new(-0.0, &[0.0]).unwrap_err(),
            element(
                0,
                ParameterError::Empty {
                    low: "-0".into(),
                    high: "0".into(),
                },
            ),
        ),
        (
            Uniform::new(&[0.0], nan).unwrap_err(),
            infinite("high", "NaN").into(),
        ),
        (
            Bernoulli::new(&[0.5, 1.0, 1.5]).unwrap_err(),
            element(
                2,
                ParameterError::Probability {
                    value: "1.5".into(),
                },
            ),
        ),
    ];
    for (found, expected) in errors {
        assert_eq!(found, expected);
    }
    for p in [-1e-45, nan, inf, -inf, 1.0_f32.next_up()] {
        assert!(Bernoulli::new(&[p]).is_err(), "{p}");
    }
}

#[test]
fn lengths_that_differ_and_no_arrays() {
    let error = Normal::new(&[0.0; 3], &[1.0; 4]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "mean has 3 element(s) and std has 4: each must have one for each sample, or be a single number"
    );
    assert!(matches!(
        Uniform::new(&[0.0; 0], &[1.0]),
        Err(ElementwiseError::Lengths { first_len: 0, .. })
    ));
    let error = Laplace::new(0.0, 1.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no parameter of this Laplace has an element for each sample: use distr::Laplace with `sample`, \
         which takes the number of samples"
    );
    for error in [
        Normal::new(0.0, 1.0).unwrap_err(),
        Uniform::new(0.0, 1.0).unwrap_err(),
        Exponential::new(1.0).unwrap_err(),
        Bernoulli::new(0.5).unwrap_err(),
    ] {
        assert!(matches!(error, ElementwiseError::NoArray { .. }), "{error}");
    }
}

#[test]
fn targets_of_other_lengths_and_streams_that_end() {
    let each = Normal::new(&[0.0, 1.0], 1.0).unwrap();
    let mut stream = Stream::new(42);
    let mut target = [7.0; 3];
    let error = Cpu::new()
        .fill(&mut stream, &each, &mut target)
        .unwrap_err();
    let message = "the target has 3 sample(s), the parameters 2 element(s): make them equal";
    assert_eq!(error.to_string(), message);
    assert_eq!((stream.position(), target), (0, [7.0; 3]));

    let last = u128::from(u64::MAX);
    stream.seek(last).unwrap();
    let error = Cpu::new().sample(&mut stream, &each, each.len());
    assert!(matches!(
        error,
        Err(Error::Stream(StreamError::Exhausted { count: 2, .. }))
    ));
    assert_eq!(stream.position(), last);
}

#[test]
fn parameters_are_what_they_were_made_from() {
    let values = vec![1.0, 2.0];
    assert_eq!(Parameter::from(&values), Parameter::Each(&[1.0, 2.0]));
    assert_eq!(Parameter::from(&[1.0, 2.0]), Parameter::Each(&values));
    assert_eq!(Parameter::from(3.0), Parameter::One(3.0));
    assert_eq!(Parameter::from(&values).get(2), None);
    assert_eq!(Parameter::One(3.0).get(usize::MAX), Some(3.0));
    let empty = Exponential::new(&[]).unwrap();
    assert!(empty.is_empty());
    let mut stream = Stream::new(42);
    let none = Cpu::new().sample(&mut stream, &empty, empty.len()).unwrap();
    assert_eq!((none.len(), stream.position()), (0, 0));
}

/// Times of draws of 2²² samples, one thread, as ratios to those of the distribution whose parameters
/// are the same for all: the least of some, in turns.
#[test]
#[ignore = "a measurement"]
fn elementwise_speed() {
    const COUNT: usize = 1 << 22;
    const ROUNDS: usize = 15;
    fn seconds(draw: impl FnOnce(&mut Stream)) -> f64 {
        let start = std::time::Instant::now();
        draw(&mut Stream::new(42));
        start.elapsed().as_secs_f64()
    }
    fn compare<T: bytemuck::Pod>(
        name: &str,
        each: &impl Elementwise<Output = T>,
        scalar: &impl Distribution<Output = T>,
    ) {
        let cpu = Cpu::single_threaded();
        let (mut out, mut least) = (vec![T::zeroed(); COUNT], [f64::INFINITY; 2]);
        for _ in 0..ROUNDS {
            let time = seconds(|stream| cpu.fill(stream, scalar, &mut out).unwrap());
            least[0] = least[0].min(time);
            let time = seconds(|stream| cpu.fill(stream, each, &mut out).unwrap());
            least[1] = least[1].min(time);
        }
        let [scalar, each] = least.map(|seconds| COUNT as f64 / seconds / 1e6);
        println!(
            "{name}: {scalar:.0} M/s, by element {each:.0} M/s: time x {:.2}",
            scalar / each
        );
    }
    let first: Vec<f32> = (0..COUNT).map(|i| (i % 1000) as f32 / 8.0).collect();
    let second: Vec<f32> = (0..COUNT).map(|i| 1.0 + (i % 777) as f32).collect();
    let high: Vec<f32> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
    let p: Vec<f32> = (0..COUNT).map(|i| (i % 777) as f32 / 777.0).collect();
    compare(
        "normal",
        &Normal::new(&first, &second).unwrap(),
        &distr::Normal::new(170.0, 8.0).unwrap(),
    );
    compare(
        "uniform",
        &Uniform::new(&first, &high).unwrap(),
        &distr::Uniform::new(-180.0, 180.0).unwrap(),
    );
    compare(
        "exponential",
        &Exponential::new(&second).unwrap(),
        &distr::Exponential::new(2.5).unwrap(),
    );
    compare(
        "laplace",
        &Laplace::new(&first, &second).unwrap(),
        &distr::Laplace::new(2.0, 0.5).unwrap(),
    );
    compare(
        "bernoulli",
        &Bernoulli::new(&p).unwrap(),
        &distr::Bernoulli::new(0.3).unwrap(),
    );
}
