//! Words, uniforms, integers, trials, normals, exponentials; all engines.

use seedbed::{Engine, distr::*};

use super::{HEAD, POSITIONS, line};

pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for engine in Engine::ALL {
        for position in POSITIONS {
            macro_rules! add {
                ($($name:literal => $distribution:expr,)*) => {
                    $(text += &line(engine, $name, &$distribution, position);)*
                };
            }
            add! {
                "Bits32" => Bits32,
                "Bits64" => Bits64,
                "Standard" => Standard,
                "Open01" => Open01,
                "OpenClosed01" => OpenClosed01,
                "Standard64" => Standard64,
                "Uniform(0, 1)" => Uniform::new(0.0, 1.0).unwrap(),
                "Uniform(-180, 180)" => Uniform::new(-180.0, 180.0).unwrap(),
                "Uniform(-3e38, 3e38)" => Uniform::new(-3e38, 3e38).unwrap(),
                "Integers u32 1..=6" => Integers::new_inclusive(1_u32, 6).unwrap(),
                "Integers i32 -1..=2^31-1" => Integers::new_inclusive(-1, i32::MAX).unwrap(),
                "Integers i64 -3e9..=3e9" =>
                    Integers::new_inclusive(-3_000_000_000_i64, 3_000_000_000).unwrap(),
                "Integers u64 0..=2^63" => Integers::new_inclusive(0_u64, 1 << 63).unwrap(),
                "Bernoulli(0.3)" => Bernoulli::new(0.3).unwrap(),
                "Normal(0, 1)" => Normal::STANDARD,
                "Normal(170, 8)" => Normal::new(170.0, 8.0).unwrap(),
                "Normal(1e-40, 1e-39)" => Normal::new(1e-40, 1e-39).unwrap(),
                "Exponential(1)" => Exponential::STANDARD,
                "Exponential(2.5)" => Exponential::new(2.5).unwrap(),
            }
        }
    }
    text
}
