//! Unbiased integers on a range.

use core::fmt;

use super::{Distribution, ParameterError, Steps, Transform, sealed};
use crate::exact::{add_wide, mul_wide};

/// Extra words that a sample may take; each is rejected with probability below ½.
const MAX_EXTRA: u32 = 128;

/// Uniform integers on [low, high), for `u32`, `i32`, `u64` and `i64`.
///
/// `low + ⌊x · s / 2ᵇ⌋` for the sample's `b`-bit word `x` and `s = high − low`, where `x` is rejected
/// for an extra word when `x · s mod 2ᵇ < 2ᵇ mod s`: every value has the same number of words. A
/// sample takes at most 128 extra words, so a bias below 2⁻¹²⁸ remains.
///
/// Words consumed: 1 for 32-bit results (`W = 1`), 2 for 64-bit ones (`W = 2`, low word first);
/// extra words with probability `(2ᵇ mod s) / 2ᵇ`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Integers};
/// let dice = Cpu::new().sample(&mut Stream::new(42), &Integers::new_inclusive(1, 6)?, 100)?;
/// assert!(dice.iter().all(|d: &i32| (1..=6).contains(d)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: Lemire, *Fast random integer generation in an interval*, TOMACS 29 (2019).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integers<T> {
    low: T,
    last: T,
}

/// The integer types that [`Integers`] makes: `u32`, `i32`, `u64`, `i64`.
pub trait Integer:
    Copy + Ord + fmt::Display + fmt::Debug + bytemuck::Pod + Send + Sync + private::Steps
{
}

impl<T: Integer> Integers<T> {
    /// The range `low..high`, without `high`, which must not be empty.
    ///
    /// # Errors
    /// [`ParameterError`] names both bounds when `low >= high`.
    pub fn new(low: T, high: T) -> Result<Self, ParameterError> {
        if low >= high {
            return Err(ParameterError::empty(low, high));
        }
        Ok(Integers {
            low,
            last: high.before(),
        })
    }

    /// The range `low..=last`, with `last`, as NumPy's `endpoint=True`; it may hold every value.
    ///
    /// # Errors
    /// [`ParameterError`] names both bounds when `low > last`.
    pub fn new_inclusive(low: T, last: T) -> Result<Self, ParameterError> {
        if low > last {
            return Err(ParameterError::empty(low, last));
        }
        Ok(Integers { low, last })
    }

    /// The smallest value.
    #[must_use]
    pub fn low(&self) -> T {
        self.low
    }

    /// The largest value.
    #[must_use]
    pub fn last(&self) -> T {
        self.last
    }
}

impl<T: Integer> Distribution for Integers<T> {
    type Output = T;
}

impl<T: Integer> sealed::Transforms for Integers<T> {
    fn transform(&self) -> Transform<'_> {
        T::transform(self.low, self.last)
    }
}

mod private {
    pub trait Steps: Sized {
        fn before(self) -> Self;
        fn transform(low: Self, last: Self) -> super::Transform<'static>;
    }
}

macro_rules! integers_32 {
    ($($t:ty),*) => {$(
        impl Integer for $t {}
        impl private::Steps for $t {
            fn before(self) -> Self {
                self - 1
            }
            fn transform(low: Self, last: Self) -> Transform<'static> {
                let range = (last as u32).wrapping_sub(low as u32).wrapping_add(1);
                // 2³² mod s = (2³² − s) mod s; s = 0 stands for 2³².
                let threshold = if range == 0 { 0 } else { range.wrapping_neg() % range };
                Transform::Integers32(Integers32Steps { low: low as u32, range, threshold })
            }
        }
    )*};
}

macro_rules! integers_64 {
    ($($t:ty),*) => {$(
        impl Integer for $t {}
        impl private::Steps for $t {
            fn before(self) -> Self {
                self - 1
            }
            fn transform(low: Self, last: Self) -> Transform<'static> {
                let range = (last as u64).wrapping_sub(low as u64).wrapping_add(1);
                let threshold = if range == 0 { 0 } else { range.wrapping_neg() % range };
                Transform::Integers64(Integers64Steps {
                    low: split(low as u64),
                    range: split(range),
                    threshold: split(threshold),
                })
            }
        }
    )*};
}

integers_32!(u32, i32);
integers_64!(u64, i64);

fn split(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

/// The steps of 32-bit results; `range` 0 stands for 2³².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integers32Steps {
    pub low: u32,
    pub range: u32,
    pub threshold: u32,
}

impl Steps<u32> for Integers32Steps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        let high = mul_wide(x, self.range)[1];
        self.low
            .wrapping_add(if self.range == 0 { x } else { high })
    }

    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        x.wrapping_mul(self.range) < self.threshold
    }

    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        let mut word = x;
        for k in 0..MAX_EXTRA {
            if !self.is_rare(word) {
                break;
            }
            word = extra(k);
        }
        self.body(word)
    }
}

/// The steps of 64-bit results, all numbers as `[low, high]`; `range` 0 stands for 2⁶⁴.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integers64Steps {
    pub low: [u32; 2],
    pub range: [u32; 2],
    pub threshold: [u32; 2],
}

/// `a < b`.
#[inline(always)]
fn less_wide(a: [u32; 2], b: [u32; 2]) -> bool {
    a[1] < b[1] || (a[1] == b[1] && a[0] < b[0])
}

/// High 64 bits of `a · b`.
#[inline(always)]
fn mul_high_wide(a: [u32; 2], b: [u32; 2]) -> [u32; 2] {
    let low = mul_wide(a[0], b[0]);
    let cross = mul_wide(a[1], b[0]);
    let cross2 = mul_wide(a[0], b[1]);
    let middle = add_wide(cross, [low[1], 0]);
    let middle2 = add_wide(cross2, [middle[0], 0]);
    add_wide(
        mul_wide(a[1], b[1]),
        add_wide([middle[1], 0], [middle2[1], 0]),
    )
}

/// `a · b` mod 2⁶⁴.
#[inline(always)]
fn mul_low_wide(a: [u32; 2], b: [u32; 2]) -> [u32; 2] {
    let low = mul_wide(a[0], b[0]);
    let cross = a[0]
        .wrapping_mul(b[1])
        .wrapping_add(a[1].wrapping_mul(b[0]));
    [low[0], low[1].wrapping_add(cross)]
}

impl Steps<[u32; 2]> for Integers64Steps {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        let high = mul_high_wide(x, self.range);
        let whole = (self.range[0] | self.range[1]) == 0;
        add_wide(self.low, if whole { x } else { high })
    }

    #[inline(always)]
    fn is_rare(self, x: [u32; 2]) -> bool {
        less_wide(mul_low_wide(x, self.range), self.threshold)
    }

    #[inline(always)]
    fn rare(self, x: [u32; 2], mut extra: impl FnMut(u32) -> [u32; 2]) -> [u32; 2] {
        let mut pair = x;
        for k in 0..MAX_EXTRA {
            if !self.is_rare(pair) {
                break;
            }
            pair = extra(k);
        }
        self.body(pair)
    }
}
