//! Integer square and cube roots, rounded down.

use super::{Fixed, add_wide, mul_high, mul_wide};

/// `√v`, from 0 to 2⁻³⁰ of itself below: cut to 32 bits, before and after.
#[inline(always)]
pub(crate) fn fixed_sqrt(v: Fixed) -> Fixed {
    let zeros = v.r.leading_zeros() & 31;
    let odd = (v.q + zeros) & 1;
    Fixed {
        r: square_root((v.r << zeros) >> odd),
        q: (v.q + zeros - odd + 32) >> 1,
    }
}

/// `∛v`, from 0 to 2⁻³⁰ of itself below: cut to 32 bits, before and after.
#[inline(always)]
pub(crate) fn fixed_cbrt(v: Fixed) -> Fixed {
    let zeros = v.r.leading_zeros() & 31;
    let rest = (v.q + zeros + 1) % 3;
    Fixed {
        r: cube_root((v.r << zeros) >> rest),
        q: (v.q + zeros - rest + 64) / 3,
    }
}

/// `⌊√(x · 2³²)⌋`, for `x ≥ 2³⁰`.
#[inline(always)]
pub(crate) fn square_root(x: u32) -> u32 {
    // 1/√x in units of 2⁻³⁰: a quadratic, and two steps of Newton.
    let mut y =
        2_813_783_743_u32.wrapping_sub(mul_high(x, 3_336_146_878 - mul_high(x, 1_614_399_072)));
    for _ in 0..2 {
        let product = mul_high(x, mul_high(y, y) << 1);
        y = mul_high(y, 0x6000_0000_u32.wrapping_sub(product)) << 2;
    }
    // A step from the exact remainder leaves at most one unit.
    let most = mul_high(x, y);
    let estimate = if most > 0x3fff_ffff {
        0x3fff_ffff
    } else {
        most
    } << 2;
    let square = mul_wide(estimate, estimate);
    let remainder = distance(x, square);
    let step = mul_high((remainder[1] << 16) | (remainder[0] >> 16), y) >> 15;
    let root = if above(square, x) {
        estimate.wrapping_sub(step)
    } else {
        estimate.wrapping_add(step)
    };
    let lower = root.wrapping_sub(u32::from(above(mul_wide(root, root), x)));
    let higher = lower.wrapping_add(1);
    if (higher == 0) | above(mul_wide(higher, higher), x) {
        lower
    } else {
        higher
    }
}

/// `⌊∛(x · 2⁶⁴)⌋`, for `x ≥ 2²⁹`.
#[inline(always)]
pub(crate) fn cube_root(x: u32) -> u32 {
    // 1/∛x in units of 2⁻³⁰: a cubic, and two steps of Newton.
    let start = 2_740_136_484 - mul_high(x, 1_166_450_545);
    let mut y = 1_300_268_117_u32.wrapping_sub(mul_high(
        x,
        2_342_380_932_u32.wrapping_sub(mul_high(x, start)),
    )) << 1;
    for _ in 0..2 {
        let product = mul_high(mul_high(x, mul_high(y, y) << 1) << 2, y);
        let factor = 0x8000_0000_u32.wrapping_sub(product);
        y = mul_high(mul_high(y, factor) << 2, 0xaaaa_aaab);
    }
    // A step from the exact remainder leaves at most one unit.
    let square = mul_high(y, y);
    let most = mul_high(x, square << 1);
    let estimate = if most > 0x1fff_ffff {
        0x1fff_ffff
    } else {
        most
    } << 3;
    let power = cube(estimate);
    let remainder = distance(x, power);
    let third = mul_high((remainder[1] << 14) | (remainder[0] >> 18), square);
    let step = mul_high(third, 0x5555_5556) >> 10;
    let root = if above(power, x) {
        estimate.wrapping_sub(step)
    } else {
        estimate.wrapping_add(step)
    };
    let lower = root.wrapping_sub(u32::from(above(cube(root), x)));
    let higher = lower.wrapping_add(1);
    if (higher == 0) | above(cube(higher), x) {
        lower
    } else {
        higher
    }
}

/// `a³ / 2³²`, rounded up.
#[inline(always)]
fn cube(a: u32) -> [u32; 2] {
    let square = mul_wide(a, a);
    let low = mul_wide(square[0], a);
    let sum = add_wide(mul_wide(square[1], a), [low[1], 0]);
    add_wide(sum, [u32::from(low[0] != 0), 0])
}

/// Whether `a` is above `x · 2³²`.
#[inline(always)]
fn above(a: [u32; 2], x: u32) -> bool {
    (a[1] > x) | ((a[1] == x) & (a[0] != 0))
}

/// `|x · 2³² − a|`.
#[inline(always)]
fn distance(x: u32, a: [u32; 2]) -> [u32; 2] {
    let borrow = u32::from(a[0] != 0);
    let low = a[0].wrapping_neg();
    let high = x.wrapping_sub(a[1]).wrapping_sub(borrow);
    let negative = high >> 31 != 0;
    let carry = u32::from(low == 0);
    if negative {
        [low.wrapping_neg(), (!high).wrapping_add(carry)]
    } else {
        [low, high]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    /// The root is right exactly if its power is not above, and that of the next number is.
    fn check_square(x: u32) {
        let root = u128::from(square_root(x));
        let target = u128::from(x) << 32;
        assert!(
            root * root <= target && target < (root + 1) * (root + 1),
            "{x}"
        );
    }

    fn check_cube(x: u32) {
        let root = u128::from(cube_root(x));
        let target = u128::from(x) << 64;
        assert!(
            root.pow(3) <= target && target < (root + 1).pow(3),
            "{x}: {root}"
        );
    }

    /// Random numbers, both ends, and all around perfect powers.
    #[test]
    fn roots_are_rounded_down() {
        for i in 0..1 << 20 {
            let x = random(i) as u32;
            check_square(x | 1 << 30);
            check_cube(x | 1 << 29);
            check_square((1 << 30) + i as u32);
            check_cube((1 << 29) + i as u32);
            check_square(u32::MAX - i as u32);
            check_cube(u32::MAX - i as u32);
        }
        for root in 1 << 15..1 << 16_u32 {
            let square = root * root;
            for x in [square - 1, square, square + 1] {
                check_square(x.max(1 << 30));
            }
        }
        for root in 813..1626_u32 {
            let cube = root.pow(3);
            for x in [cube - 1, cube, cube.saturating_add(1)] {
                check_cube(x.max(1 << 29));
            }
        }
    }

    /// Whatever the exponent.
    #[test]
    fn exponents_are_divided() {
        for i in 0..1 << 16 {
            let word = random(i);
            let v = Fixed {
                r: ((word as u32) >> (word >> 32 & 31)).max(1),
                q: 32 + (word >> 40) as u32 % 60,
            };
            let exact = f64::from(v.r) * 2f64.powi(-(v.q as i32));
            for (root, exact) in [(fixed_sqrt(v), exact.sqrt()), (fixed_cbrt(v), exact.cbrt())] {
                let value = f64::from(root.r) * 2f64.powi(-(root.q as i32));
                assert!(root.r >= 1 << 31, "{v:?}");
                let error = (value - exact) / exact;
                assert!((-9.4e-10..1e-15).contains(&error), "{v:?}: {error}");
            }
        }
    }
}
