//! The radical inverse, by one exact step a digit.

/// `⌊(a · 2³² + y) / base⌋` and the remainder, for `a < base < 2¹⁶`: what a digit `a` in front of the
/// fraction `y · 2⁻³²` makes, rounded down. Rounding down at each step is rounding down once, because
/// `⌊(n + x) / b⌋ = ⌊(n + ⌊x⌋) / b⌋`.
#[inline(always)]
pub(crate) fn digit_before(a: u32, y: u32, base: u32) -> [u32; 2] {
    let n = (u64::from(a) << 32) | u64::from(y);
    [(n / u64::from(base)) as u32, (n % u64::from(base)) as u32]
}

/// `(factor · a + summand) mod base`: a permutation of the digits where the base is a prime that does
/// not divide the factor.
#[inline(always)]
pub(crate) fn affine_digit(a: u32, factor: u32, summand: u32, base: u32) -> u32 {
    (factor * a + summand) % base
}
