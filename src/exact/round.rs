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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    #[test]
    fn nearest_and_ties_away() {
        for i in 0..1 << 18 {
            let word = random(i);
            // Many of the integers have few bits below the 24 that stay: ties occur.
            let tie_bits = if i % 2 == 0 { 0xffff_ffff } else { 0xffff_ff80 };
            let r = (((word as u32) & tie_bits) >> ((word >> 32) & 31)).max(1);
            let q = 20 + ((word >> 40) % 32) as u32;
            let value = f32::from_bits(round_f32(Fixed { r, q }));
            let exact = f64::from(r) * 2f64.powi(-(q as i32));
            let error = |x: f32| (f64::from(x) - exact).abs();
            assert!(error(value) < error(value.next_up()), "{r:#x} {q}");
            assert!(error(value) <= error(value.next_down()), "{r:#x} {q}");
        }
    }

    #[test]
    fn units_are_exact() {
        for i in 0..1 << 18 {
            let word = random(i);
            let k = ((word as u32) >> 8) >> ((word >> 32) % 25);
            assert_eq!(f32::from_bits(unit_f32(k)), k as f32 / 16_777_216.0);
            let k = (word >> 11) >> (i % 54);
            let [low, high] = unit_f64([k as u32, (k >> 32) as u32]);
            let bits = u64::from(high) << 32 | u64::from(low);
            assert_eq!(f64::from_bits(bits), k as f64 * 2f64.powi(-53));
        }
        assert_eq!(unit_f32(1 << 24), 1.0f32.to_bits());
    }
}
