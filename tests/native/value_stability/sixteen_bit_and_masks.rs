//! 16-bit floats and masks; all engines.

use seedbed::{Engine, distr::*};

use super::{HEAD, POSITIONS, line};

pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for engine in Engine::ALL {
        for position in POSITIONS {
            macro_rules! add {
                ($($family:ident($($argument:expr),*),)*) => {$(
                    let distribution = $family::new($($argument),*).unwrap();
                    let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                    text += &line(engine, name, &distribution, position);
                )*};
            }
            add! {
                NormalF16(0.0, 1.0),
                NormalF16(0.0, 0.02),
                NormalF16(-6e4, 1e4),
                NormalF16(1e-7, 1e-6),
                NormalBf16(0.0, 1.0),
                NormalBf16(170.0, 8.0),
                NormalBf16(0.0, 1e-39),
                NormalBf16(0.0, 3e38),
                UniformF16(0.0, 1.0),
                UniformF16(-3.0, 5.0),
                UniformF16(0.1, 0.3),
                UniformF16(-1e-6, 1e-7),
                UniformBf16(0.0, 1.0),
                UniformBf16(-180.0, 180.0),
                UniformBf16(-3e38, 3e38),
                BernoulliMask(0.9),
                BernoulliMask(0.3),
            }
        }
    }
    text
}
