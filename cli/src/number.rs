//! Numbers of options and of files: how each type is read.

use crate::count::{parse_count, parse_count32};

/// A type of parameters.
pub trait Number: Sized {
    /// Reads one, or says what is wrong with it.
    fn read(text: &str) -> Result<Self, String>;
}

/// A type of parameters that are lists.
pub trait Float: Number + Copy + Into<f64> {
    /// The nearest one.
    fn nearest(x: f64) -> Self;
}

macro_rules! floats {
    ($($type:ident, $name:literal, $round:expr;)*) => {$(
        impl Number for $type {
            fn read(text: &str) -> Result<Self, String> {
                let value: $type = text
                    .parse()
                    .map_err(|error: std::num::ParseFloatError| error.to_string())?;
                // Rounding gave it, and nobody wrote it.
                let digits = text.contains(|c: char| c.is_ascii_digit());
                if value.is_infinite() && digits {
                    let (least, largest) = ($type::MIN, $type::MAX);
                    return Err(format!("{} reaches from {least:?} to {largest:?}", $name));
                }
                Ok(value)
            }
        }

        impl Float for $type {
            fn nearest(x: f64) -> Self {
                $round(x)
            }
        }
    )*};
}

floats! {
    f32, "float32", |x| x as f32;
    f64, "float64", |x| x;
}

impl Number for u32 {
    fn read(text: &str) -> Result<Self, String> {
        parse_count32(text).map_err(|error| error.to_string())
    }
}

impl Number for u64 {
    fn read(text: &str) -> Result<Self, String> {
        parse_count(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_past_their_type_are_errors() {
        let float32 = "float32 reaches from -3.4028235e38 to 3.4028235e38";
        let float64 = "float64 reaches from -1.7976931348623157e308 to 1.7976931348623157e308";
        for text in ["1e39", "-3.4028236e38", "1e400"] {
            assert_eq!(f32::read(text), Err(float32.to_string()));
        }
        assert_eq!(f32::read("-3.4028235e38"), Ok(f32::MIN));
        for text in ["1e309", "-1e400"] {
            assert_eq!(f64::read(text), Err(float64.to_string()));
        }
        // What was written is for the distribution to refuse.
        assert_eq!(f32::read("-inf"), Ok(f32::NEG_INFINITY));
        assert!(f64::read("nan").unwrap().is_nan());
        assert_eq!(f64::read("many"), Err("invalid float literal".to_string()));
        assert_eq!(u32::read("2^10"), Ok(1024));
        assert!(u64::read("-1").unwrap_err().contains("0 or more"));
    }
}
