//! Uniform floats on the unit interval: evenly spaced, equally likely, exact.

use super::{Distribution, Steps, Transform, sealed};
use crate::exact::{unit_f32, unit_f64};

/// Uniform f32 on [0, 1).
///
/// Value set: `k · 2⁻²⁴`, `k = ⌊x / 2⁸⌋` in `0..2²⁴`, for the sample's word `x`; equally likely and
/// exact. This is the value set of NumPy's `random(dtype=float32)`, JAX's is `k · 2⁻²³`.
///
/// Words consumed: 1 (`W = 1`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Standard};
/// let u: Vec<f32> = Cpu::new().sample(&mut Stream::new(42), &Standard, 1000)?;
/// assert!(u.iter().all(|u| (0.0..1.0).contains(u)));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standard;

/// Uniform f32 on the open interval (0, 1).
///
/// Value set: `(k + ½) · 2⁻²³`, `k = ⌊x / 2⁹⌋` in `0..2²³`, for the sample's word `x`; equally likely
/// and exact, as `rand`'s `Open01`.
///
/// Words consumed: 1 (`W = 1`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Open01};
/// let u: Vec<f32> = Cpu::new().sample(&mut Stream::new(42), &Open01, 1000)?;
/// assert!(u.iter().all(|&u| 0.0 < u && u < 1.0));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open01;

/// Uniform f32 on the half-open interval (0, 1], cuRAND's `curand_uniform`.
///
/// Value set: `(k + 1) · 2⁻²⁴`, `k = ⌊x / 2⁸⌋` in `0..2²⁴`, for the sample's word `x`; equally likely
/// and exact, as `rand`'s `OpenClosed01`.
///
/// Words consumed: 1 (`W = 1`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::OpenClosed01};
/// let u: Vec<f32> = Cpu::new().sample(&mut Stream::new(42), &OpenClosed01, 1000)?;
/// assert!(u.iter().all(|&u| 0.0 < u && u <= 1.0));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenClosed01;

/// Uniform f64 on [0, 1).
///
/// Value set: `k · 2⁻⁵³`, `k = ⌊x / 2¹¹⌋` in `0..2⁵³`, for the 64-bit word `x` (low word first);
/// equally likely and exact, as NumPy's `random()`. Put together from integers, so it works where
/// the GPU has no f64.
///
/// Words consumed: 2 (`W = 2`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Standard64};
/// let u: Vec<f64> = Cpu::new().sample(&mut Stream::new(42), &Standard64, 1000)?;
/// assert!(u.iter().all(|u| (0.0..1.0).contains(u)));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standard64;

impl Distribution for Standard {
    type Output = f32;
}

impl Distribution for Open01 {
    type Output = f32;
}

impl Distribution for OpenClosed01 {
    type Output = f32;
}

impl Distribution for Standard64 {
    type Output = f64;
}

impl sealed::Transforms for Standard {
    fn transform(&self) -> Transform<'_> {
        Transform::Standard(StandardSteps { low_bit: 0, add: 0 })
    }
}

impl sealed::Transforms for Open01 {
    fn transform(&self) -> Transform<'_> {
        Transform::Standard(StandardSteps { low_bit: 1, add: 0 })
    }
}

impl sealed::Transforms for OpenClosed01 {
    fn transform(&self) -> Transform<'_> {
        Transform::Standard(StandardSteps { low_bit: 0, add: 1 })
    }
}

impl sealed::Transforms for Standard64 {
    fn transform(&self) -> Transform<'_> {
        Transform::Standard64
    }
}

/// The steps of the three f32 forms: `((k | low_bit) + add) · 2⁻²⁴`, `k = ⌊x / 2⁸⌋`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardSteps {
    pub low_bit: u32,
    pub add: u32,
}

impl Steps<u32> for StandardSteps {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        unit_f32(((x >> 8) | self.low_bit) + self.add)
    }
}

/// The steps of the f64 form.
#[derive(Clone, Copy)]
pub(crate) struct Standard64Steps;

impl Steps<[u32; 2]> for Standard64Steps {
    #[inline(always)]
    fn body(self, x: [u32; 2]) -> [u32; 2] {
        unit_f64([(x[0] >> 11) | (x[1] << 21), x[1] >> 11])
    }
}
