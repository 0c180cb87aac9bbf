//! 32×32→64 products and 64-bit sums.
//!
//! WGSL has no wide multiply (gpuweb issue 1565), so `wide.wgsl` splits into 16-bit halves and
//! `wide_int64.wgsl` uses `u64` where the adapter has it. All three are exact, hence equal.

/// High word of `a · b`.
#[inline(always)]
pub(crate) fn mul_high(a: u32, b: u32) -> u32 {
    mul_wide(a, b)[1]
}

/// `a · b` as `[low, high]`.
#[inline(always)]
pub(crate) fn mul_wide(a: u32, b: u32) -> [u32; 2] {
    let product = u64::from(a) * u64::from(b);
    [product as u32, (product >> 32) as u32]
}

/// `a + b` mod 2⁶⁴, both as `[low, high]`.
#[inline(always)]
pub(crate) fn add_wide(a: [u32; 2], b: [u32; 2]) -> [u32; 2] {
    let low = a[0].wrapping_add(b[0]);
    let carry = u32::from(low < a[0]);
    [low, a[1].wrapping_add(b[1]).wrapping_add(carry)]
}
