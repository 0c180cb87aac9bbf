//! Products of 64-bit integers, of which the high half is needed, and that not to the last unit.

/// `a · b / 2⁶⁴`, less than 3 too small: the product of the low halves is left out, and the middle ones
/// are truncated. It never falls where `a` or `b` rises.
#[inline(always)]
pub(crate) fn mul_top(a: u64, b: u64) -> u64 {
    const LOW: u64 = 0xffff_ffff;
    let high = (a >> 32) * (b >> 32);
    let middle = ((a >> 32) * (b & LOW)) >> 32;
    let middle2 = ((a & LOW) * (b >> 32)) >> 32;
    high + middle + middle2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::random;

    fn exact(a: u64, b: u64) -> u64 {
        ((u128::from(a) * u128::from(b)) >> 64) as u64
    }

    #[test]
    fn within_the_bound_and_never_falling() {
        let ends = [0, 1, 0xffff_ffff, 1 << 32, u64::MAX - 0xffff_ffff, u64::MAX];
        let random = (0..1 << 16).map(|i| (random(2 * i), random(2 * i + 1)));
        for (a, b) in random.chain(ends.iter().flat_map(|&a| ends.map(|b| (a, b)))) {
            assert!(
                (0..3).contains(&(exact(a, b) - mul_top(a, b))),
                "{a:#x} {b:#x}"
            );
            let next = a | 0xffff_ffff;
            assert!(mul_top(next.saturating_add(1), b) >= mul_top(next, b));
            assert_eq!(mul_top(a, b), mul_top(b, a));
        }
    }
}
