//! Samples by the name of their type: from bytes, to a text and back.

use std::io::Write;

use bytemuck::pod_read_unaligned;
use half::{bf16, f16};

use crate::distribution::Sample;

/// A type of samples that files hold.
pub trait Number: Sample {
    /// From as many bytes as it has, little-endian.
    fn from_little_endian(bytes: &[u8]) -> Self {
        if cfg!(target_endian = "big") {
            let mut reversed = bytes.to_vec();
            reversed.reverse();
            return pod_read_unaligned(&reversed);
        }
        pod_read_unaligned(bytes)
    }

    /// Adds its little-endian bytes.
    fn push_little_endian(self, bytes: &mut Vec<u8>) {
        let start = bytes.len();
        bytes.extend_from_slice(bytemuck::bytes_of(&self));
        if cfg!(target_endian = "big") {
            bytes[start..].reverse();
        }
    }

    /// Adds the shortest decimal that reads back to the same bits.
    fn push_text(self, text: &mut Vec<u8>);

    fn from_text(text: &str) -> Option<Self>;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Number for $type {
            fn push_text(self, text: &mut Vec<u8>) {
                write!(text, "{self}").expect("a Vec takes all");
            }

            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}
integers!(u32, i32, u64, i64);

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Number for $type {
            fn push_text(self, text: &mut Vec<u8>) {
                text.extend_from_slice(zmij::Buffer::new().format(self).as_bytes());
            }

            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}
floats!(f32, f64);

macro_rules! halves {
    ($($type:ty),*) => {$(
        /// As the float32 that it is.
        impl Number for $type {
            fn push_text(self, text: &mut Vec<u8>) {
                self.to_f32().push_text(text);
            }

            fn from_text(text: &str) -> Option<Self> {
                Some(Self::from_f32(text.parse().ok()?))
            }
        }
    )*};
}
halves!(f16, bf16);

/// An expression of the type `$type` that a dtype names.
macro_rules! with_number {
    ($dtype:expr, $type:ident => $body:expr) => {{
        use half::{bf16, f16};

        use crate::distribution::Sample;
        macro_rules! of_type {
            ($number:ty) => {{
                type $type = $number;
                $body
            }};
        }
        match $dtype {
            u32::DTYPE => of_type!(u32),
            i32::DTYPE => of_type!(i32),
            u64::DTYPE => of_type!(u64),
            i64::DTYPE => of_type!(i64),
            f32::DTYPE => of_type!(f32),
            f64::DTYPE => of_type!(f64),
            f16::DTYPE => of_type!(f16),
            bf16::DTYPE => of_type!(bf16),
            other => unreachable!("no sample has the dtype {other}"),
        }
    }};
}
pub(super) use with_number;

#[cfg(test)]
mod tests {
    use super::*;

    fn text<T: Number>(number: T) -> String {
        let mut text = Vec::new();
        number.push_text(&mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn texts_are_short_and_read_back() {
        assert_eq!(text(0.1_f32), "0.1");
        assert_eq!(text(0.1_f64), "0.1");
        assert_eq!(text(f32::MIN_POSITIVE / 4.0), "2.938736e-39");
        assert_eq!(text(u64::MAX), "18446744073709551615");
        assert_eq!(text(f16::from_f32(0.1)), "0.099975586");
        let floats = [
            0.0,
            -0.0,
            1.0,
            f32::MAX,
            f32::from_bits(1),
            f32::INFINITY,
            -1e-20,
        ];
        for x in floats {
            assert_eq!(f32::from_text(&text(x)).unwrap().to_bits(), x.to_bits());
            let wide = f64::from(x) / 3.0;
            assert_eq!(
                f64::from_text(&text(wide)).unwrap().to_bits(),
                wide.to_bits()
            );
        }
        for bits in 0..=u16::MAX {
            let (half, brain) = (f16::from_bits(bits), bf16::from_bits(bits));
            if half.is_nan() || brain.is_nan() {
                continue;
            }
            assert_eq!(f16::from_text(&text(half)).unwrap().to_bits(), bits);
            assert_eq!(bf16::from_text(&text(brain)).unwrap().to_bits(), bits);
        }
    }

    #[test]
    fn bytes_are_little_endian() {
        let mut bytes = Vec::new();
        0x0102_0304_u32.push_little_endian(&mut bytes);
        assert_eq!(bytes, [4, 3, 2, 1]);
        assert_eq!(u32::from_little_endian(&bytes), 0x0102_0304);
    }
}
