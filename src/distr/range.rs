//! The one rule for parameters whose samples leave the range of their format.
//!
//! Past the largest number of its format a sample is ±∞, and below half of the least one above 0 it is 0.
//! Parameters are refused where at most one sample in 65,536 would be finite; and where every sample would be
//! 0, unless the scale is 0, which asks for it, or a location is not 0.
//!
//! Exponential and uniform distributions have parameters of their samples' format, and need no check: a scale
//! of its largest number leaves two thirds of the samples finite, and one of its least number a half that are
//! not 0. Parameters by element are not looked at: each is for one sample.

use alloc::string::String;
#[cfg(feature = "half")]
use core::fmt::Debug;

use super::{ParameterError, Steps};
use crate::error::number;

/// A format, in the words of errors. It is `pub`, in a private module, because the sealed trait of formats has it.
#[derive(Clone, Copy)]
pub struct Range {
    pub format: &'static str,
    pub largest: &'static str,
    /// Above 0.
    pub least: &'static str,
}

pub(super) const F32: Range = Range {
    format: "f32",
    largest: "3.4028235e38",
    least: "1e-45",
};

/// The parameter that an error names, and what to do about it.
pub(crate) struct Blame {
    pub name: &'static str,
    pub value: String,
    /// What to do where samples are infinite.
    pub if_infinite: &'static str,
    /// And where they are 0.
    pub if_zero: &'static str,
}

impl Blame {
    pub(crate) fn scale(value: f64) -> Self {
        Blame {
            name: "scale",
            value: number(value),
            if_infinite: "choose a smaller scale",
            if_zero: "choose a larger scale, or 0",
        }
    }

    /// Of a normal distribution with samples of 16 bits, up to `largest`: the mean where that alone is past them.
    #[cfg(feature = "half")]
    pub(crate) fn normal<T>(mean: T, std: T, largest: T) -> Self
    where
        T: Copy + Debug + Into<f64>,
    {
        let if_zero = "choose a larger std, or 0, or draw f32";
        if mean.into().abs() > largest.into() {
            return Blame {
                name: "mean",
                value: number(mean),
                if_infinite: "choose a mean nearer to 0, or draw f32",
                if_zero,
            };
        }
        Blame {
            name: "std",
            value: number(std),
            if_infinite: "choose a smaller std",
            if_zero,
        }
    }
}

/// Checks samples that rise with their word, of a scale above 0, given the sample of a word and an extra one.
pub(super) fn check(
    sample: impl Fn(u32, u32) -> f64,
    range: Range,
    location: f64,
    blame: impl FnOnce() -> Blame,
) -> Result<(), ParameterError> {
    let middle = |x| sample(x, 1 << 31);
    let finite = first_word(|x| middle(x) > f64::NEG_INFINITY);
    let infinite = first_word(|x| middle(x) == f64::INFINITY);
    if infinite.saturating_sub(finite) <= 1 << 16 {
        let blame = blame();
        return Err(ParameterError::MostlyInfinite {
            name: blame.name,
            value: blame.value,
            format: range.format,
            largest: range.largest,
            remedy: blame.if_infinite,
        });
    }
    if location == 0.0 && sample(0, 0) == 0.0 && sample(u32::MAX, u32::MAX) == 0.0 {
        let blame = blame();
        return Err(ParameterError::AllZero {
            name: blame.name,
            value: blame.value,
            format: range.format,
            least: range.least,
            remedy: blame.if_zero,
        });
    }
    Ok(())
}

/// What the steps make of a word and an extra one.
pub(super) fn bits(steps: impl Steps<u32>, x: u32, extra: u32) -> u32 {
    if steps.is_rare(x) {
        steps.rare(x, |_| extra)
    } else {
        steps.body(x)
    }
}

/// The first word of which `is` is true, as it is of all that follow; 2³² where there is none.
fn first_word(is: impl Fn(u32) -> bool) -> u64 {
    let [mut low, mut high] = [0, 1 << 32];
    while low < high {
        let word = low + (high - low) / 2;
        if is(word as u32) {
            high = word;
        } else {
            low = word + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::{
        Cpu, Stream,
        distr::{
            Cauchy, Distribution, Exponential, Exponential64, Laplace, Normal, Normal64, Pareto,
        },
    };

    fn message<D, E: ToString>(made: Result<D, E>) -> String {
        made.err()
            .map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn words_are_found() {
        for word in [0, 1, 2, 1 << 31, (1 << 32) - 1, 1 << 32] {
            assert_eq!(first_word(|x| u64::from(x) >= word), word);
        }
    }

    /// A Pareto's samples are its scale and more. Of a Cauchy's one in 65,536 is within π / 131,072 of 0, and of a
    /// Laplace's within 1 / 65,536, nearly.
    #[test]
    fn nearly_all_are_infinite() {
        let most = f64::from(f32::MAX);
        let just = [1.0 - 1e-3, 1.0 + 1e-3];
        let past = "past 3.4028235e38, the largest f32, and infinite: choose a smaller scale";
        let [below, above] = just.map(|part| message(Pareto::new(2.0, part * most)));
        assert!(below.is_empty() && above.contains(past), "{below} {above}");
        let limit = most / core::f64::consts::PI * 131_072.0;
        let [below, above] = just.map(|part| message(Cauchy::new(0.0, part * limit)));
        assert!(below.is_empty() && above.contains(past), "{below} {above}");
        let [below, above] = just.map(|part| message(Laplace::new(0.0, part * most * 65_536.0)));
        assert!(below.is_empty() && above.contains(past), "{below} {above}");
    }

    /// About as many are infinite to the right of the largest number as are finite.
    #[test]
    fn normal_distributions_around_the_largest_number() {
        for mean in [f32::MAX, f32::MIN] {
            assert!(Normal::new(mean, f32::MAX).is_ok() && Normal::new(mean, 0.0).is_ok());
            assert!(Normal64::new(f64::MAX.copysign(mean.into()), f64::MAX).is_ok());
        }
    }

    #[test]
    fn every_sample_is_0() {
        // The largest Laplace samples are ln 2⁶³ scales: half of the least f32 there.
        let limit = f64::from(f32::from_bits(1)) / 2.0 / (63.0 * core::f64::consts::LN_2);
        assert!(Laplace::new(0.0, 1.01 * limit).is_ok());
        let zero = message(Laplace::new(0.0, 0.98 * limit));
        let expected = "every sample rounds to 0, for the least f32 above 0 is 1e-45";
        assert!(zero.contains(expected), "{zero}");
        // What is asked for, and what a location keeps from being 0.
        assert!(Laplace::new(0.0, 0.0).is_ok() && Laplace::new(1.0, 1e-300).is_ok());
    }

    #[cfg(feature = "half")]
    #[test]
    fn samples_of_16_bits() {
        use crate::distr::{NormalBf16, NormalF16};
        let error = message(NormalF16::new(70_000.0, 1.0));
        let expected = "with mean = 70000 nearly every sample is past 65504, the largest f16, and infinite: \
                        choose a mean nearer to 0, or draw f32";
        assert_eq!(error, expected);
        assert!(NormalF16::new(70_000.0, 1e5).is_ok() && NormalF16::new(65_519.0, 0.0).is_ok());
        assert!(NormalF16::new(65_521.0, 0.0).is_err() && NormalBf16::new(70_000.0, 1.0).is_ok());
        assert!(message(NormalF16::new(0.0, 3e38)).starts_with("with std = "));
        assert!(NormalBf16::new(0.0, f32::MAX).is_ok() && NormalBf16::new(f32::MAX, 0.0).is_err());
        let zero = message(NormalF16::new(0.0, 1e-9));
        let expected = "with std = 1e-9 every sample rounds to 0, for the least f16 above 0 is 6e-8: \
                        choose a larger std, or 0, or draw f32";
        assert_eq!(zero, expected);
        assert!(NormalF16::new(0.0, 0.0).is_ok() && NormalF16::new(0.0, 1e-8).is_ok());
        assert!(NormalF16::new(-1e-39, 1e-39).is_ok());
    }

    /// What the comment at the top says of scales in the samples' format.
    #[test]
    fn one_format_for_scale_and_samples_needs_no_check() {
        fn count<D>(distribution: &D, is: impl Fn(f64) -> bool) -> usize
        where
            D: Distribution<Output: Into<f64>>,
        {
            let samples = Cpu::new().sample(&mut Stream::new(42), distribution, 10_000);
            samples
                .unwrap()
                .into_iter()
                .filter(|&x| is(x.into()))
                .count()
        }
        let is_finite = |x: f64| x.is_finite();
        assert!(count(&Exponential::new(f32::MAX).unwrap(), is_finite) > 6000);
        assert!(count(&Exponential64::new(f64::MAX).unwrap(), is_finite) > 6000);
        let is_not_0 = |x| x != 0.0;
        assert!(count(&Exponential::new(f32::from_bits(1)).unwrap(), is_not_0) > 5000);
        assert!(count(&Exponential64::new(f64::from_bits(1)).unwrap(), is_not_0) > 5000);
        assert!(count(&Normal::new(0.0, f32::from_bits(1)).unwrap(), is_not_0) > 5000);
        assert!(count(&Normal64::new(0.0, f64::from_bits(1)).unwrap(), is_not_0) > 5000);
    }
}
