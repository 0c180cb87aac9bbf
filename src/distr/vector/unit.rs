//! Uniform points on circle and sphere, in disc and ball.

use super::{Rows, VectorDistribution, sealed};
use crate::exact::{Fixed, Signed, fixed_cbrt, fixed_sqrt, mul_high, round_f32};

/// A uniform point on the unit circle: `(cos a, sin a)` for the angle `a = 2π · (u + ½) / 2³²`.
///
/// Value set: 2³² equally likely points, symmetric in both axes and both diagonals.
///
/// Words consumed: 1 a vector, `u`. Components: 2.
///
/// Error: 0.52 ulp of each component, from the exact cosine and sine of that angle.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UnitCircle};
/// let points = Cpu::new().sample(&mut Stream::new(42), &UnitCircle, 1000)?;
/// assert!(points.chunks(2).all(|p| (p[0] * p[0] + p[1] * p[1] - 1.0).abs() < 1e-6));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitCircle;

/// A uniform point in the unit disc: `√((u₀ + ½) / 2³²)` times the point of [`UnitCircle`] for `u₁`.
///
/// Words consumed: 2 a vector, `u₀, u₁`. Components: 2.
///
/// Error: 0.55 ulp of each component; radius and direction are multiplied before the one rounding.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UnitDisc};
/// let points = Cpu::new().sample(&mut Stream::new(42), &UnitDisc, 1000)?;
/// assert!(points.chunks(2).all(|p| p[0] * p[0] + p[1] * p[1] < 1.000001));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitDisc;

/// A uniform point on the unit sphere in 3 dimensions: height `z = 1 − 2 · (u₀ + ½) / 2³²`, and
/// `√(1 − z²)` times the point of [`UnitCircle`] for `u₁`.
///
/// Words consumed: 2 a vector, `u₀, u₁`. Components: 3, `x, y, z`.
///
/// Error: `z` is rounded once, 0.5 ulp; 0.55 ulp of `x` and `y`.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UnitSphere};
/// let points = Cpu::new().sample(&mut Stream::new(42), &UnitSphere, 1000)?;
/// let norm = |p: &[f32]| p.iter().map(|c| c * c).sum::<f32>();
/// assert!(points.chunks(3).all(|p| (norm(p) - 1.0).abs() < 1e-6));
/// # Ok::<(), seedbed::Error>(())
/// ```
///
/// Source: Archimedes, *On the sphere and cylinder* I: the area of a zone is as its height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitSphere;

/// A uniform point in the unit ball in 3 dimensions: `∛((u₀ + ½) / 2³²)` times the point of
/// [`UnitSphere`] for `u₁, u₂`.
///
/// Words consumed: 3 a vector, `u₀, u₁, u₂`. Components: 3, `x, y, z`.
///
/// Error: 0.6 ulp of each component; all factors are multiplied before the one rounding.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::UnitBall};
/// let points = Cpu::new().sample(&mut Stream::new(42), &UnitBall, 1000)?;
/// assert!(points.chunks(3).all(|p| p.iter().map(|c| c * c).sum::<f32>() < 1.000001));
/// # Ok::<(), seedbed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitBall;

/// The point of some words. A trait, as the compiler inlines no large function that it is handed.
pub(crate) trait Point<const W: usize, const D: usize> {
    fn point(words: [u32; W]) -> [u32; D];
}

macro_rules! points {
    ($($shape:ty: $words:literal, $dimension:literal, $point:ident;)*) => {$(
        impl Point<$words, $dimension> for $shape {
            #[inline(always)]
            fn point(words: [u32; $words]) -> [u32; $dimension] {
                $point(words)
            }
        }
    )*};
}

points! {
    UnitCircle: 1, 2, unit_circle;
    UnitDisc: 2, 2, unit_disc;
    UnitSphere: 2, 3, unit_sphere;
    UnitBall: 3, 3, unit_ball;
}

impl VectorDistribution for UnitCircle {}
impl VectorDistribution for UnitDisc {}
impl VectorDistribution for UnitSphere {}
impl VectorDistribution for UnitBall {}

impl sealed::Vectors for UnitCircle {
    fn rows(&self) -> Rows<'_> {
        Rows::UnitCircle
    }
}

impl sealed::Vectors for UnitDisc {
    fn rows(&self) -> Rows<'_> {
        Rows::UnitDisc
    }
}

impl sealed::Vectors for UnitSphere {
    fn rows(&self) -> Rows<'_> {
        Rows::UnitSphere
    }
}

impl sealed::Vectors for UnitBall {
    fn rows(&self) -> Rows<'_> {
        Rows::UnitBall
    }
}

// sin(π/4 · t) / t and (1 − cos(π/4 · t)) / t² as polynomials in s = t², of alternating signs, in units
// of 2⁻³²: least squares at 4000 Chebyshev nodes of [0, 1]; 2⁻³⁸ and 2⁻³² off.
const SIN_0: u32 = 0xc90f_daa2;
const SIN_1: u32 = 0x14ab_bce5;
const SIN_2: u32 = 0xa3_35dd;
const SIN_3: u32 = 0x2_6595;
const SIN_4: u32 = 0x52f;
const COS_0: u32 = 0x4ef4_f326;
const COS_1: u32 = 0x40f_07a8;
const COS_2: u32 = 0x15_5cba;
const COS_3: u32 = 0x3b6d;

/// Cosine and sine of one angle.
#[derive(Clone, Copy)]
pub(crate) struct Direction {
    pub x: Signed,
    pub y: Signed,
}

/// Of the angle `2π · (x + ½) / 2³²`.
#[inline(always)]
pub(crate) fn direction(x: u32) -> Direction {
    let octant = x >> 29;
    // From the nearer axis, in units of 2⁻³² of an octant; odd octants run towards theirs.
    let folded = x ^ (octant & 1).wrapping_neg();
    let t = (folded << 3) | 4;
    let s = mul_high(t, t);
    let near = sine(t, s);
    let far = cosine(s);
    let swap = (octant + 1) & 2 != 0;
    let x_sign = ((octant + 2) & 4) << 29;
    let y_sign = (octant & 4) << 29;
    let select = |a: Fixed, b: Fixed| Fixed {
        r: if swap { b.r } else { a.r },
        q: if swap { b.q } else { a.q },
    };
    Direction {
        x: Signed {
            v: select(far, near),
            sign: x_sign,
        },
        y: Signed {
            v: select(near, far),
            sign: y_sign,
        },
    }
}

/// `sin(π/4 · t)` for `t > 0` in units of 2⁻³², with `s = t²` in the same.
#[inline(always)]
fn sine(t: u32, s: u32) -> Fixed {
    let a = SIN_2 - mul_high(s, SIN_3 - mul_high(s, SIN_4));
    let zeros = t.leading_zeros() & 31;
    Fixed {
        r: mul_high(t << zeros, SIN_0 - mul_high(s, SIN_1 - mul_high(s, a))),
        q: 32 + zeros,
    }
}

/// `cos(π/4 · t)`.
#[inline(always)]
fn cosine(s: u32) -> Fixed {
    let a = COS_1 - mul_high(s, COS_2 - mul_high(s, COS_3));
    Fixed {
        r: !mul_high(s, COS_0 - mul_high(s, a)),
        q: 32,
    }
}

/// `(x + ½) / 2³²`; the half is cut off where it would take a 33rd bit.
#[inline(always)]
fn midpoint(x: u32) -> Fixed {
    let high = x >> 31;
    Fixed {
        r: if high == 1 { x } else { (x << 1) | 1 },
        q: 33 - high,
    }
}

#[inline(always)]
fn scaled(a: Signed, radius: Fixed) -> Signed {
    let zeros = a.v.r.leading_zeros() & 31;
    let r = mul_high(a.v.r << zeros, radius.r);
    let q = a.v.q + zeros + radius.q - 32;
    Signed {
        v: Fixed { r, q },
        sign: a.sign,
    }
}

#[inline(always)]
fn rounded(a: Signed) -> u32 {
    round_f32(a.v) | a.sign
}

/// `1 − 2 · (x + ½) / 2³²`, exactly.
#[inline(always)]
fn height(x: u32) -> Signed {
    let sign = x & 0x8000_0000;
    let r = if sign != 0 { (x << 1) | 1 } else { !(x << 1) };
    Signed {
        v: Fixed { r, q: 32 },
        sign,
    }
}

/// `√(1 − z²)` for the `z` of [`height`]: the factor 1 − |z| is exact, 1 + |z| within 2⁻³² of itself.
#[inline(always)]
fn ring_radius(x: u32) -> Fixed {
    let nearer = (if x >> 31 != 0 { !x } else { x } << 1) | 1;
    let zeros = nearer.leading_zeros() & 31;
    fixed_sqrt(Fixed {
        r: mul_high(nearer << zeros, !(nearer >> 1)),
        q: 31 + zeros,
    })
}

#[inline(always)]
pub(crate) fn unit_circle(x: [u32; 1]) -> [u32; 2] {
    let d = direction(x[0]);
    [rounded(d.x), rounded(d.y)]
}

#[inline(always)]
pub(crate) fn unit_disc(x: [u32; 2]) -> [u32; 2] {
    let radius = fixed_sqrt(midpoint(x[0]));
    let d = direction(x[1]);
    [rounded(scaled(d.x, radius)), rounded(scaled(d.y, radius))]
}

#[inline(always)]
pub(crate) fn unit_sphere(x: [u32; 2]) -> [u32; 3] {
    let ring = ring_radius(x[0]);
    let d = direction(x[1]);
    [
        rounded(scaled(d.x, ring)),
        rounded(scaled(d.y, ring)),
        rounded(height(x[0])),
    ]
}

#[inline(always)]
pub(crate) fn unit_ball(x: [u32; 3]) -> [u32; 3] {
    let radius = fixed_cbrt(midpoint(x[0]));
    let ring = product(radius, ring_radius(x[1]));
    let d = direction(x[2]);
    [
        rounded(scaled(d.x, ring)),
        rounded(scaled(d.y, ring)),
        rounded(scaled(height(x[1]), radius)),
    ]
}

#[inline(always)]
fn product(a: Fixed, b: Fixed) -> Fixed {
    Fixed {
        r: mul_high(a.r, b.r),
        q: a.q + b.q - 32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(bits: u32) -> f64 {
        f32::from_bits(bits).into()
    }

    /// At both ends of every octant, where f64 has the angle from an axis or a diagonal.
    #[test]
    fn octants_fit_together() {
        use core::f64::consts::{FRAC_1_SQRT_2, PI};
        let least = PI / 4_294_967_296.0;
        for eighth in 0..8_u32 {
            let start = eighth << 29;
            for (x, away) in [(start, least), (start.wrapping_sub(1), -least)] {
                let [cos, sin] = unit_circle([x]).map(value);
                let turned = [
                    (1.0, away),
                    (
                        FRAC_1_SQRT_2 - away * FRAC_1_SQRT_2,
                        FRAC_1_SQRT_2 + away * FRAC_1_SQRT_2,
                    ),
                    (-away, 1.0),
                    (
                        -FRAC_1_SQRT_2 - away * FRAC_1_SQRT_2,
                        FRAC_1_SQRT_2 - away * FRAC_1_SQRT_2,
                    ),
                ];
                let (mut c, mut s) = turned[eighth as usize % 4];
                if eighth >= 4 {
                    (c, s) = (-c, -s);
                }
                for (found, exact) in [(cos, c), (sin, s)] {
                    assert!(
                        (found - exact).abs() <= 6.1e-8 * exact.abs(),
                        "{x:#x}: {found} {exact}"
                    );
                }
            }
        }
    }

    /// Opposite words are opposite points, and words mirrored at an axis mirrored points.
    #[test]
    fn the_circle_is_symmetric() {
        for i in 0..1 << 16 {
            let x = crate::exact::random(i) as u32;
            let [cos, sin] = unit_circle([x]);
            let minus = 0x8000_0000;
            assert_eq!(unit_circle([x ^ minus]), [cos ^ minus, sin ^ minus]);
            assert_eq!(unit_circle([!x]), [cos, sin ^ minus]);
            assert_eq!(unit_circle([!x ^ minus]), [cos ^ minus, sin]);
            assert_eq!(unit_circle([0x3fff_ffff_u32.wrapping_sub(x)]), [sin, cos]);
        }
    }

    /// Centre and edge of the disc and the ball, poles and equator of the sphere.
    #[test]
    fn ends_of_heights_and_radii() {
        let half_word: f64 = 0.5 / 4_294_967_296.0;
        let near = |found: f64, exact: f64| {
            assert!(
                (found - exact).abs() <= 7e-8 * exact.abs(),
                "{found} {exact}"
            );
        };
        for x in [0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX - 1, u32::MAX] {
            let p = f64::from(x) / 4_294_967_296.0 + half_word;
            near(value(unit_disc([x, 0])[0]), p.sqrt());
            let q = f64::from(!x) / 4_294_967_296.0 + half_word;
            let point = unit_sphere([x, 0]).map(value);
            near(point[0], 2.0 * (p * q).sqrt());
            near(point[2], q - p);
            for height in [0, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
                let z = unit_sphere([height, 0]).map(value)[2];
                near(value(unit_ball([x, height, 0])[2]), z * p.cbrt());
            }
        }
    }
}
