//! The golden vectors in `tests/vectors/golden`, compared with what a backend draws.
#![allow(dead_code, reason = "each test target uses a part")]

use seedbed::distr::{
    Bernoulli, BernoulliMask, Bits32, Bits64, Distribution, Exponential, Exponential64, Integers,
    Normal, Normal64, Open01, OpenClosed01, Standard, Standard64, Uniform, Uniform64,
};
#[cfg(feature = "half")]
use seedbed::distr::{NormalBf16, NormalF16, UniformBf16, UniformF16};
use seedbed::{Engine, SeedSequence, Stream};

/// The files, one for each engine.
pub const ENGINES: [(&str, &str); 5] = [
    (
        "philox4x32_10",
        include_str!("../vectors/golden/philox4x32_10.txt"),
    ),
    (
        "threefry4x32_20",
        include_str!("../vectors/golden/threefry4x32_20.txt"),
    ),
    ("chacha8", include_str!("../vectors/golden/chacha8.txt")),
    ("chacha12", include_str!("../vectors/golden/chacha12.txt")),
    ("chacha20", include_str!("../vectors/golden/chacha20.txt")),
];

/// The distributions to binary64, of all engines.
pub const FLOAT64: &str = include_str!("../vectors/golden/float64.txt");
/// 16-bit floats and masks, with every engine.
#[cfg(feature = "half")]
pub const PACKED: &str = include_str!("../vectors/golden/sixteen_bit_and_masks.txt");

/// The fields of the known answers in a file.
pub fn known_answers(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split("; ").collect())
}

/// Those that a backend answers.
fn draws(text: &str) -> impl Iterator<Item = Vec<&str>> {
    known_answers(text).filter(|fields| matches!(fields[0], "draw" | "crc32"))
}

/// Something that draws.
pub trait Draw {
    fn draw<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        n: usize,
    ) -> Vec<D::Output>;
}

/// Something to do with a distribution that a file names.
pub trait Visit {
    type Result;
    fn visit<D: Distribution>(&mut self, distribution: &D) -> Self::Result;
    fn visit_f32<D: Distribution<Output = f32>>(&mut self, distribution: &D) -> Self::Result {
        self.visit(distribution)
    }
}

fn float(bits: &str) -> f32 {
    f32::from_bits(u32::from_str_radix(bits, 16).unwrap())
}

fn float64(bits: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(bits, 16).unwrap())
}

/// Calls the visitor with the distribution that is written as in the files.
pub fn with_distribution<V: Visit>(text: &str, mut visitor: V) -> V::Result {
    let fields: Vec<&str> = text.split(' ').collect();
    macro_rules! integers {
        ($type:ty, $low:expr, $last:expr) => {{
            let (low, last): ($type, $type) = ($low.parse().unwrap(), $last.parse().unwrap());
            visitor.visit(&Integers::new_inclusive(low, last).unwrap())
        }};
    }
    match fields[..] {
        ["Bits32"] => visitor.visit(&Bits32),
        ["Bits64"] => visitor.visit(&Bits64),
        ["Standard"] => visitor.visit_f32(&Standard),
        ["Open01"] => visitor.visit_f32(&Open01),
        ["OpenClosed01"] => visitor.visit_f32(&OpenClosed01),
        ["Standard64"] => visitor.visit(&Standard64),
        ["Uniform", low, high] => {
            visitor.visit_f32(&Uniform::new(float(low), float(high)).unwrap())
        }
        ["Integers", "u32", low, last] => integers!(u32, low, last),
        ["Integers", "i32", low, last] => integers!(i32, low, last),
        ["Integers", "u64", low, last] => integers!(u64, low, last),
        ["Integers", "i64", low, last] => integers!(i64, low, last),
        ["Bernoulli", p] => {
            let p = f64::from_bits(u64::from_str_radix(p, 16).unwrap());
            visitor.visit(&Bernoulli::new(p).unwrap())
        }
        ["BernoulliMask", p] => {
            let p = f64::from_bits(u64::from_str_radix(p, 16).unwrap());
            visitor.visit(&BernoulliMask::new(p).unwrap())
        }
        #[cfg(feature = "half")]
        ["NormalF16", mean, std] => {
            visitor.visit(&NormalF16::new(float(mean), float(std)).unwrap())
        }
        #[cfg(feature = "half")]
        ["NormalBf16", mean, std] => {
            visitor.visit(&NormalBf16::new(float(mean), float(std)).unwrap())
        }
        #[cfg(feature = "half")]
        ["UniformF16", low, high] => {
            visitor.visit(&UniformF16::new(float(low), float(high)).unwrap())
        }
        #[cfg(feature = "half")]
        ["UniformBf16", low, high] => {
            visitor.visit(&UniformBf16::new(float(low), float(high)).unwrap())
        }
        ["Normal", mean, std] => visitor.visit_f32(&Normal::new(float(mean), float(std)).unwrap()),
        ["Uniform64", low, high] => {
            visitor.visit(&Uniform64::new(float64(low), float64(high)).unwrap())
        }
        ["Normal64", mean, std] => {
            visitor.visit(&Normal64::new(float64(mean), float64(std)).unwrap())
        }
        ["Exponential64", scale] => visitor.visit(&Exponential64::new(float64(scale)).unwrap()),
        ["Exponential", scale] => visitor.visit_f32(&Exponential::new(float(scale)).unwrap()),
        _ => panic!("{text}"),
    }
}

/// Draws `n` samples, and gives their bytes and how many of them a sample has.
struct DrawBits<'a, B> {
    backend: &'a B,
    stream: &'a mut Stream,
    n: usize,
}

impl<B: Draw> Visit for DrawBits<'_, B> {
    type Result = (Vec<u8>, usize);

    fn visit<D: Distribution>(&mut self, distribution: &D) -> Self::Result {
        let samples = self.backend.draw(self.stream, distribution, self.n);
        let bytes_each = size_of::<D::Output>();
        let mut bytes: Vec<u8> = bytemuck::cast_slice(&samples).to_vec();
        if cfg!(target_endian = "big") {
            // As words in memory, the low one first.
            bytes
                .chunks_mut(bytes_each.min(4))
                .for_each(<[u8]>::reverse);
        }
        (bytes, bytes_each)
    }
}

/// Compares a backend with the draws of a file, and returns how many there were.
pub fn check<B: Draw>(backend: &B, text: &str) -> usize {
    check_every(1, backend, text)
}

/// As [`check`], with every `step`-th draw.
pub fn check_every<B: Draw>(step: usize, backend: &B, text: &str) -> usize {
    check_some(backend, text, |i, _, _| i.is_multiple_of(step))
}

/// As [`check`], with the draws that are chosen by their number, engine and distribution.
pub fn check_some<B: Draw>(
    backend: &B,
    text: &str,
    mut is_made: impl FnMut(usize, &str, &str) -> bool,
) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (i, fields) in draws(text).enumerate() {
        let [kind, engine, seed, position, distribution, number, expected] = fields[..] else {
            panic!("{fields:?}")
        };
        if !is_made(i, engine, distribution) {
            continue;
        }
        let engine: Engine = engine.parse().unwrap();
        let mut stream = Stream::with_engine(engine, seed.parse::<SeedSequence>().unwrap());
        stream.seek(position.parse::<u128>().unwrap()).unwrap();
        let n = match kind {
            "draw" => expected.split(' ').filter(|sample| *sample != "-").count(),
            "crc32" => number.parse().unwrap(),
            _ => panic!("{kind}"),
        };
        let draw = DrawBits {
            backend,
            stream: &mut stream,
            n,
        };
        let (bytes, bytes_each) = with_distribution(distribution, draw);
        let found = if kind == "crc32" {
            format!("{:08x}", crc32(bytes.iter().copied()))
        } else {
            assert_eq!(
                stream.position().to_string(),
                number,
                "the position after {fields:?}"
            );
            let samples = bytes.chunks(bytes_each).map(|sample| {
                sample
                    .iter()
                    .rev()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>()
            });
            if n == 0 {
                "-".into()
            } else {
                samples.collect::<Vec<_>>().join(" ")
            }
        };
        if found != expected {
            wrong.push(format!("{fields:?}\n    found {found}"));
        }
        count += 1;
    }
    let shown = wrong
        .iter()
        .take(20)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {count} known answers are not met:\n{shown}",
        wrong.len()
    );
    count
}

/// CRC-32/ISO-HDLC, the one of zlib and PNG.
pub fn crc32(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut table = [0_u32; 256];
    for (i, entry) in (0..).zip(&mut table) {
        *entry = (0..8).fold(i, |c, _| {
            if c & 1 == 1 {
                0xedb8_8320 ^ (c >> 1)
            } else {
                c >> 1
            }
        });
    }
    !bytes.fold(!0, |crc, byte| {
        table[((crc ^ u32::from(byte)) & 0xff) as usize] ^ (crc >> 8)
    })
}
