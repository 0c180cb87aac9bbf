//! Results of 16 bits: their formats, and how they are finished.

#[cfg(feature = "half")]
use half::{bf16, f16};

#[cfg(feature = "half")]
use super::range::Range;
use crate::exact::{Affine, BFLOAT16, BINARY16, Format};
#[cfg(feature = "half")]
use crate::exact::{float_order, float_unorder};

/// A format of 16 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format16 {
    Binary16,
    Bfloat16,
}

/// How a fixed-point value becomes the bits of a float of 16 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish16 {
    pub format16: Format16,
    /// `None` for location 0, scale 1.
    pub location_scale: Option<Affine>,
}

impl Finish16 {
    /// The cheapest step that is right.
    #[cfg(feature = "half")]
    pub(crate) fn new(format16: Format16, location: f32, scale: f64) -> Self {
        let standard = location == 0.0 && scale == 1.0;
        Finish16 {
            format16,
            location_scale: (!standard).then(|| Affine::new(location.into(), scale)),
        }
    }

    pub(crate) fn format(self) -> Format {
        match self.format16 {
            Format16::Binary16 => BINARY16,
            Format16::Bfloat16 => BFLOAT16,
        }
    }
}

#[cfg(feature = "half")]
pub mod sealed {
    /// Closed: a format is known to every kernel.
    pub trait Formats: Copy + bytemuck::Pod + Send + Sync {
        const FORMAT16: super::Format16;
        const RANGE: super::Range;
        /// The largest finite number.
        const LARGEST: Self;
        /// The nearest number.
        fn nearest(x: f32) -> Self;
        fn value(self) -> f32;
    }
}

/// A 16-bit float: [`half::f16`] or [`half::bf16`]. Sealed.
#[cfg(feature = "half")]
pub trait Float16: sealed::Formats {}

#[cfg(feature = "half")]
impl sealed::Formats for f16 {
    const FORMAT16: Format16 = Format16::Binary16;
    const RANGE: Range = Range {
        format: "f16",
        largest: "65504",
        least: "6e-8",
    };
    const LARGEST: f16 = f16::MAX;
    fn nearest(x: f32) -> f16 {
        f16::from_f32(x)
    }
    fn value(self) -> f32 {
        self.to_f32()
    }
}

#[cfg(feature = "half")]
impl sealed::Formats for bf16 {
    const FORMAT16: Format16 = Format16::Bfloat16;
    const RANGE: Range = Range {
        format: "bf16",
        largest: "3.3895314e38",
        least: "9.2e-41",
    };
    const LARGEST: bf16 = bf16::MAX;
    fn nearest(x: f32) -> bf16 {
        bf16::from_f32(x)
    }
    fn value(self) -> f32 {
        self.to_f32()
    }
}

#[cfg(feature = "half")]
impl Float16 for f16 {}
#[cfg(feature = "half")]
impl Float16 for bf16 {}

/// The least number not below `low`, and the largest below `high`, in the order of `float_order`; the
/// bounds are finite in this format, and perhaps no number lies between them.
#[cfg(feature = "half")]
pub(super) fn first_and_last<F: Float16>(low: f32, high: f32) -> [u32; 2] {
    let order = |x: f32| {
        let bits: u16 = bytemuck::cast(F::nearest(x));
        float_order(u32::from(bits) << 16) >> 16
    };
    let value = |order: u32| -> f32 {
        let bits = (float_unorder(order << 16) >> 16) as u16;
        bytemuck::cast::<u16, F>(bits).value()
    };
    let mut first = order(low);
    while value(first) < low {
        first += 1;
    }
    let mut last = order(high);
    while value(last) >= high {
        last -= 1;
    }
    [first, last].map(|order| float_order(float_unorder(order << 16) & 0xffff_0000))
}

/// How much nearer a number is to `exact` than the numbers of its format beside it: negative if one of
/// them is nearer, 0 at a tie. Infinity counts as the number that would come next. (`from_f64` of `half`
/// looks at 21 bits of the significand only.)
#[cfg(all(test, feature = "half"))]
pub(super) fn margin<F: Float16>(found: F, exact: f64) -> f64 {
    let bits: u16 = bytemuck::cast(found);
    let largest: u16 = bytemuck::cast(F::LARGEST);
    let magnitude = |bits: u16| f64::from(bytemuck::cast::<u16, F>(bits).value());
    let value = |bits: u16| {
        if bits <= largest {
            magnitude(bits)
        } else {
            2.0 * magnitude(largest) - magnitude(largest - 1)
        }
    };
    let exact = if bits >> 15 == 0 { exact } else { -exact };
    let bits = bits & 0x7fff;
    let error = |bits| (value(bits) - exact).abs();
    let below = match bits {
        0 => (value(1) + exact).abs(),
        _ => error(bits - 1),
    };
    let above = if bits > largest {
        f64::INFINITY
    } else {
        error(bits + 1)
    };
    let own = if bits > largest && exact > value(bits) {
        0.0
    } else {
        error(bits)
    };
    below.min(above) - own
}
