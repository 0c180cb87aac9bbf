//! From integers to the bits of a float, in one rounding.

use super::Fixed;

/// Bits of the f32 nearest to `v`, ties away from zero. The result must be normal: `q ≤ 157 − 32`.
#[inline(always)]
pub(crate) fn round_f32(v: Fixed) -> u32 {
    let zeros = v.r.leading_zeros();
    let n = v.r << (zeros & 31);
    (157u32.wrapping_sub(v.q).wrapping_sub(zeros) << 23)
        .wrapping_add(n >> 8)
        .wrapping_add((n >> 7) & 1)
}

/// Bits of the f32 `k · 2⁻²⁴`, exact for `k ≤ 2²⁴`.
#[inline(always)]
pub(crate) fn unit_f32(k: u32) -> u32 {
    let zeros = k.leading_zeros();
    let n = k << (zeros & 31);
    let bits = (133u32.wrapping_sub(zeros) << 23).wrapping_add(n >> 8);
    if k == 0 { 0 } else { bits }
}

/// Bits `[low, high]` of the f64 `k · 2⁻⁵³`, exact for `k < 2⁵³` given as `[low, high]`.
#[inline(always)]
pub(crate) fn unit_f64(k: [u32; 2]) -> [u32; 2] {
    // Bring the top bit of k to bit 63, first by a whole word, then by the rest.
    let high_is_zero = k[1] == 0;
    let top = if high_is_zero { k[0] } else { k[1] };
    let rest = if high_is_zero { 0 } else { k[0] };
    let zeros = top.leading_zeros();
    let shift = zeros & 31;
    let high = (top << shift) | ((rest >> 1) >> (31 - shift));
    let low = rest << shift;
    // k·2⁻⁵³ has biased exponent 1022 when bit 52 of k, the highest, is set.
    let exponent = 1033u32
        .wrapping_sub(zeros)
        .wrapping_sub(if high_is_zero { 32 } else { 0 });
    let bits_high = (exponent.wrapping_sub(1) << 20).wrapping_add(high >> 11);
    let bits_low = (low >> 11) | (high << 21);
    if top == 0 {
        [0, 0]
    } else {
        [bits_low, bits_high]
    }
}
