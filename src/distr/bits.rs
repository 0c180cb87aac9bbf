//! The words of a stream as they are.

use super::{Distribution, Steps, Transform, sealed};

/// Uniform `u32`: the stream's words.
///
/// Value set: all of `0..=2³² − 1`, equally likely. Words consumed: 1 (`W = 1`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Bits32};
/// let words: Vec<u32> = Cpu::new().sample(&mut Stream::new(42), &Bits32, 4)?;
/// assert_eq!(words.len(), 4);
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits32;

impl Distribution for Bits32 {
    type Output = u32;
}

impl sealed::Transforms for Bits32 {
    fn transform(&self) -> Transform<'_> {
        Transform::Bits
    }
}

/// Uniform `u64`: two words of the stream, low word first.
///
/// Value set: all of `0..=2⁶⁴ − 1`, equally likely. Words consumed: 2 (`W = 2`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::{Bits32, Bits64}};
/// let words = Cpu::new().sample(&mut Stream::new(42), &Bits32, 2)?;
/// let pairs = Cpu::new().sample(&mut Stream::new(42), &Bits64, 1)?;
/// assert_eq!(pairs[0], u64::from(words[0]) | u64::from(words[1]) << 32);
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits64;

impl Distribution for Bits64 {
    type Output = u64;
}

impl sealed::Transforms for Bits64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Bits
    }
}

/// No step at all.
#[derive(Clone, Copy)]
pub(crate) struct BitsSteps;

impl Steps<u32> for BitsSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        x
    }
}
