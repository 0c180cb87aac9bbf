//! Draws with parameters by element.

use alloc::vec::Vec;

use super::dispatch::Dispatch;
use crate::{distr::Bits32, stream::Stream};

/// The dispatch, told where its parameters are: in arrays, or the bits of one number.
pub(crate) fn located(dispatch: Dispatch, ones: [Option<u32>; 2]) -> Dispatch {
    let [first, second] = dispatch.along;
    let masks = ones.map(|one| if one.is_some() { 0 } else { u32::MAX });
    let values = ones.map(|one| one.unwrap_or(0));
    dispatch.with_parameters([
        first.word,
        second.word,
        masks[0],
        masks[1],
        values[0],
        values[1],
        0,
        0,
    ])
}

/// Parameters for the check of a kernel, `len` of each: usual ones, any bits at all, zeros, and
/// subnormal pairs that are near each other.
pub(crate) fn check_elements(len: usize) -> [Vec<f32>; 2] {
    let mut words = alloc::vec![0; 2 * len];
    let mut stream = Stream::new(0x0065_6c65_6d65_6e74);
    crate::Cpu::single_threaded().fill_words(
        stream.tiles(),
        crate::distr::sealed::Transforms::transform(&Bits32),
        0,
        &mut words,
    );
    // 2⁻¹⁶ to 1 in magnitude, with the sign.
    let usual = |x: u32| (x & 0x807f_ffff) | (111 + ((x >> 23) & 15)) << 23;
    let pair = |(i, w): (usize, &[u32; 2])| {
        let [a, b] = *w;
        let pair = match i % 8 {
            0..=3 => [usual(a), usual(b) & 0x7fff_ffff],
            4 => [a, b],
            5 => [a & 0x80ff_ffff, (a & 0x80ff_ffff).wrapping_add(b % 7)],
            6 => [usual(a), (a >> 31) << 31],
            _ => [a & 0x7fff_ffff, 1.0_f32.to_bits() - (b % 3)],
        };
        pair.map(f32::from_bits)
    };
    let pairs: Vec<_> = words.as_chunks().0.iter().enumerate().map(pair).collect();
    [0, 1].map(|side| pairs.iter().map(|pair: &[f32; 2]| pair[side]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_meets_every_kind_of_parameter() {
        let [first, second] = check_elements(4096);
        assert_eq!((first.len(), second.len()), (4096, 4096));
        let count = |is: &dyn Fn(f32, f32) -> bool| {
            let pairs = first.iter().zip(&second);
            pairs.filter(|(a, b)| is(**a, **b)).count()
        };
        let normal = count(&|a, b| a.is_finite() && b >= 0.0 && b.is_finite());
        assert!((2000..4000).contains(&normal), "{normal}");
        let uniform = count(&|a, b| a < b);
        assert!((1000..4000).contains(&uniform), "{uniform}");
        let bernoulli = count(&|a, _| (0.0..=1.0).contains(&a));
        assert!((1000..3000).contains(&bernoulli), "{bernoulli}");
        assert!(count(&|a, _| a.is_nan()) > 3 && count(&|_, b| b < 0.0) > 100);
        assert!(count(&|a, _| a.is_subnormal()) > 3 && count(&|_, b| b == 0.0) > 100);
    }
}
