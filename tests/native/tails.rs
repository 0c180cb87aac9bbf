//! Tails of thresholds against the golden vectors of the reference implementation.

use seedbed::distr::{Distribution, Geometric, Zeta, Zipf};
use seedbed::{Cpu, SeedSequence, Stream};

const VECTORS: &str = include_str!("../vectors/tails.txt");

fn fields(kind: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = VECTORS.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| line.split("; ").collect::<Vec<_>>());
    lines.filter(move |fields| fields[0] == kind)
}

/// `Zipf(1.0, 1000)`: the family and its parameters.
fn family(name: &str) -> (&str, Vec<f64>) {
    let (family, parameters) = name.strip_suffix(')').unwrap().split_once('(').unwrap();
    let parameters = parameters.split(", ").map(|x| x.parse().unwrap());
    (family, parameters.collect())
}

fn draw(distribution: &impl Distribution<Output = u32>, stream: &Stream, n: usize) -> Vec<u32> {
    let cpu = Cpu::single_threaded();
    cpu.sample(&mut stream.clone(), distribution, n).unwrap()
}

#[test]
fn draws_are_the_golden_vectors() {
    let mut count = 0;
    for fields in fields("draw") {
        let [_, engine, seed, position, name, samples] = fields[..] else {
            panic!("{fields:?}");
        };
        let seed: SeedSequence = seed.parse().unwrap();
        let mut stream = Stream::with_engine(engine.parse().unwrap(), seed);
        stream.seek(position.parse::<u128>().unwrap()).unwrap();
        let expected: Vec<u32> = samples.split(' ').map(|x| x.parse().unwrap()).collect();
        let n = expected.len();
        let samples = match family(name) {
            ("Geometric", p) => draw(&Geometric::new(p[0]).unwrap(), &stream, n),
            ("Zeta", p) => draw(&Zeta::new(p[0]).unwrap(), &stream, n),
            ("Zipf", p) => draw(&Zipf::new(p[0], p[1] as u32).unwrap(), &stream, n),
            _ => panic!("{name}"),
        };
        assert_eq!(samples, expected, "{fields:?}");
        count += 1;
    }
    assert_eq!(count, 42);
}

#[cfg(feature = "accuracy")]
#[test]
fn thresholds_are_the_golden_vectors() {
    use seedbed::accuracy::Tail;
    let mut count = 0;
    for fields in fields("threshold") {
        let [_, name, thresholds] = fields[..] else {
            panic!("{fields:?}");
        };
        let (family, parameters) = family(name);
        let tail = Tail::new(&family.to_lowercase(), &parameters);
        let tail = tail.unwrap().unwrap();
        for known in thresholds.split(' ') {
            let (value, word) = known.split_once(':').unwrap();
            let word = u128::from_str_radix(word, 16).unwrap();
            let found = tail.threshold(value.parse().unwrap());
            assert_eq!(found.map_or(1 << 64, u128::from), word, "{name}: {value}");
            count += 1;
        }
    }
    assert!(count > 240, "{count}");
}
