//! The transforms to f64, with one engine.

use seedbed::{Engine, distr::*};

use super::{HEAD, POSITIONS, line};

pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        macro_rules! add {
            ($($family:ident($($argument:expr),*),)*) => {$(
                let distribution = $family::new($($argument),*).unwrap();
                let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                text += &line(Engine::default(), name, &distribution, position);
            )*};
        }
        add! {
            Uniform64(0.0, 1.0),
            Uniform64(-180.0, 180.0),
            Uniform64(-1e308, 1e308),
            Uniform64(-1e-320, 3e-308),
            Normal64(0.0, 1.0),
            Normal64(170.0, 8.0),
            Normal64(1e-308, 1e-309),
            Exponential64(1.0),
            Exponential64(2.5),
            Exponential64(1e-310),
        }
    }
    text
}
