//! Any continuous distribution, by its quantile table.

use alloc::sync::Arc;

use super::{
    Blame, Distribution, FinishStep, ParameterError, Steps, Transform, Within, range, sealed,
    tail::{Normalized, tail_normalize},
    transform::WideFinish,
};
use crate::{
    exact::{Affine, Finish, Signed, cubic_value},
    quantile::{FromCdf, FromQuantile, QuantileError, QuantileFunction, QuantileTable, build},
};

/// A continuous distribution by its quantile function, f32: `loc + scale · F⁻¹(p)`.
///
/// The host builds a table of integer polynomials from the function, once; every backend evaluates it
/// with equal bits. It rises with the word. The word is the probability `p = (x + ½) / 2³²`; where
/// `p` or `1 − p` is below 2⁻¹² an extra word refines it to 64 bits, so that both tails reach 2⁻⁶⁵.
/// Location and scale are applied to the unrounded value, with one rounding.
///
/// Words consumed: 1 (`W = 1`), and one extra word for 1 sample in 2048.
///
/// Error: with location 0 and scale 1, within 1 ulp of the result, or 2⁻³⁰ of the interquartile range
/// (of 1 in the families) where that is more. In other places two errors add up: half of that value's
/// ulp, or 2⁻³¹, times the scale; and 9/16 ulp of max(|result|, |loc| / 4).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Quantile};
/// // The Lomax distribution with shape 3: F(x) = 1 − (1 + x)⁻³.
/// let ppf = |p: f64| (1.0 - p).powf(-1.0 / 3.0) - 1.0;
/// let isf = |q: f64| q.powf(-1.0 / 3.0) - 1.0;
/// let lomax = Quantile::from_quantile(ppf, isf)?.with_scale(0.0, 2.0)?;
/// let samples: Vec<f32> = Cpu::new().sample(&mut Stream::new(42), &lomax, 1000)?;
/// assert!(samples.iter().all(|&x| x >= 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: inversion; the tables are in the manner of Hörmann and Leydold, TOMACS 13 (2003).
#[derive(Clone, Debug)]
pub struct Quantile {
    table: Arc<QuantileTable>,
    loc: f32,
    scale: f64,
    /// No sample is outside, if given.
    within: Option<(f32, f32)>,
}

impl Quantile {
    /// From `ppf(p) = F⁻¹(p)` and `isf(q) = F⁻¹(1 − q)`, both asked for probabilities from 2⁻⁶⁵ to
    /// 1/2 only. Where `isf` is computed as `ppf(1 − q)`, the upper tail is as coarse as that.
    ///
    /// Results near 0 are as exact as 2⁻³⁰ of the interquartile range. Samples are equal everywhere if
    /// the functions' values are: `f64::exp` and its kind differ between platforms, those of the
    /// crate `libm` do not.
    ///
    /// # Errors
    /// [`QuantileError`] names the probability where a function is not a number, or falls, or is
    /// too steep for the error bound; or says that the two differ in the median, or that nearly all
    /// samples would be infinite, or all 0.
    pub fn from_quantile(
        ppf: impl FnMut(f64) -> f64,
        isf: impl FnMut(f64) -> f64,
    ) -> Result<Self, QuantileError> {
        Self::of_function(FromQuantile::new(ppf, isf)?)
    }

    /// From a cumulative distribution function and its density over `support`, whose ends may be
    /// infinite. Both tails come from the density, integrated from either end (Derflinger, Hörmann
    /// and Leydold 2010); the cdf is compared with the integral.
    ///
    /// The density may be unbounded at the ends, and have kinks and several modes, but must not vanish
    /// in between; its relative accuracy must be better than 10⁻¹². Accuracy near 0 and on other
    /// platforms is as for [`from_quantile`](Self::from_quantile).
    ///
    /// ```
    /// use seedbed::distr::Quantile;
    /// // The logistic distribution.
    /// let cdf = |x: f64| 1.0 / (1.0 + (-x).exp());
    /// let pdf = |x: f64| cdf(x) * cdf(-x);
    /// let logistic = Quantile::from_cdf(cdf, pdf, (f64::NEG_INFINITY, f64::INFINITY))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`QuantileError`] names what differs: a density that is negative or not a number, or whose
    /// integral is not 1, or not the cdf; or a density that is too rough, or too heavy in its tails.
    pub fn from_cdf(
        cdf: impl Fn(f64) -> f64,
        pdf: impl Fn(f64) -> f64,
        support: (f64, f64),
    ) -> Result<Self, QuantileError> {
        Self::of_function(FromCdf::new(cdf, pdf, support)?)
    }

    fn of_function(mut function: impl QuantileFunction) -> Result<Self, QuantileError> {
        let scale = function.upper(0.25) - function.lower(0.25);
        let table = build(&mut function, scale)?;
        let quantile = Self::of_table(Arc::new(table));
        quantile.check_range(|| Blame {
            if_infinite: "give a function with smaller values, or scale it down",
            if_zero: "give a function with larger values, or scale it up",
            ..Blame::scale(1.0)
        })?;
        Ok(quantile)
    }

    pub(crate) fn of_table(table: Arc<QuantileTable>) -> Self {
        Quantile {
            table,
            loc: 0.0,
            scale: 1.0,
            within: None,
        }
    }

    /// The same, with no sample below `low` or above `high` by a rounding.
    pub(crate) fn kept_within(self, low: f32, high: f32) -> Self {
        let within = Some((low, high));
        Quantile { within, ..self }
    }

    /// The same distribution, stretched and moved: `loc + scale · x`, with the scale cut to 32 bits.
    /// The table is shared.
    ///
    /// # Errors
    /// [`ParameterError`] unless `loc` is finite, and `scale` finite and 0 or more; where at most one
    /// sample in 65,536 would be finite; and where all would be 0 by a rounding, though `scale` is not 0.
    pub fn with_scale(&self, loc: f32, scale: f64) -> Result<Self, ParameterError> {
        ParameterError::check_finite("loc", loc)?;
        ParameterError::check_not_negative("scale", scale)?;
        self.with_checked_scale(loc, scale, || Blame::scale(scale))
    }

    /// The same, with finite parameters of which the scale is that of another, or 0 or more.
    pub(crate) fn with_checked_scale(
        &self,
        loc: f32,
        scale: f64,
        blame: impl FnOnce() -> Blame,
    ) -> Result<Self, ParameterError> {
        let moved = self.moved(loc, scale);
        moved.check_range(blame)?;
        Ok(moved)
    }

    /// The same, where samples stay within finite bounds.
    pub(crate) fn moved(&self, loc: f32, scale: f64) -> Self {
        Quantile {
            table: self.table.clone(),
            loc,
            scale,
            within: None,
        }
    }

    fn check_range(&self, blame: impl FnOnce() -> Blame) -> Result<(), ParameterError> {
        let table = &*self.table;
        let finish = Affine::finish_within(self.loc, self.scale, table.lowest, table.highest);
        match finish {
            // The other last steps are for results that stay within the range.
            Finish::Wide(affine) if self.scale > 0.0 => {
                let finish = WideFinish(affine);
                let steps = QuantileSteps { table, finish };
                let sample = |x, extra| f32::from_bits(range::bits(steps, x, extra)).into();
                range::check(sample, range::F32, self.loc.into(), blame)
            }
            _ => Ok(()),
        }
    }

    /// Whether a rounding could put a sample outside the interval: not where the table itself keeps to it,
    /// and values are rounded once.
    fn may_pass_ends(&self) -> bool {
        let [least, largest] = self.table.ends;
        let kept = |low: f32, high: f32| f64::from(low) <= least && largest as f32 <= high;
        let plain = self.loc == 0.0 && self.scale == 1.0;
        !(plain && self.within.is_some_and(|(low, high)| kept(low, high)))
    }

    /// The table of the standard form.
    pub(crate) fn table(&self) -> &QuantileTable {
        &self.table
    }

    /// The location.
    #[must_use]
    pub fn loc(&self) -> f32 {
        self.loc
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Distribution for Quantile {
    type Output = f32;
}

impl sealed::Transforms for Quantile {
    fn transform(&self) -> Transform<'_> {
        let table = &*self.table;
        let (lowest, highest) = (table.lowest, table.highest);
        if let Some((low, high)) = self.within.filter(|_| self.may_pass_ends()) {
            return Transform::QuantileWithin(Within::new(self.loc, self.scale, low, high), table);
        }
        let finish = Affine::finish_within(self.loc, self.scale, lowest, highest);
        Transform::Quantile(finish, table)
    }
}

/// The nearer tail's probability, in units of 2⁻³², less a half.
#[inline(always)]
fn quantile_fold(x: u32) -> u32 {
    if x < 0x8000_0000 { x } else { !x }
}

/// Whether the word lies in the far tails, which take an extra word.
#[inline(always)]
pub(super) fn quantile_is_rare(x: u32) -> bool {
    quantile_fold(x) < 0x10_0000
}

/// The steps of `Transform::Quantile`.
#[derive(Clone, Copy)]
pub(crate) struct QuantileSteps<'a, F> {
    pub table: &'a QuantileTable,
    pub finish: F,
}

impl<F: Copy> QuantileSteps<'_, F> {
    /// The quantile at `octave` of a tail, `t` rising with the value, in units of 2⁻³².
    #[inline(always)]
    pub(crate) fn quantile_value(self, upper: u32, octave: u32, t: u32) -> Signed {
        let entry = self.table.entry((upper << 6) | (octave & 63));
        let s = (entry >> 16) & 31;
        let i = (entry & 0xffff).wrapping_add(t >> (32u32.wrapping_sub(s) & 31));
        cubic_value(self.table.piece(i), t << s)
    }

    #[inline(always)]
    fn quantile_body(self, x: u32) -> Signed {
        let w = (quantile_fold(x) << 1) | 1;
        let octave = w.leading_zeros();
        let e = if octave > 10 { 10 } else { octave };
        self.quantile_at(x, e, (w << e) << 1)
    }

    #[inline(always)]
    fn quantile_tail(self, x: u32, extra: u32) -> Signed {
        // Digits of the probability go on where the word ends.
        let low = if x < 0x8000_0000 { extra } else { !extra };
        let Normalized { n, g } = tail_normalize(quantile_fold(x), low);
        self.quantile_at(x, n.wrapping_sub(1), !g)
    }

    /// The value at a fraction of an octave of the nearer tail.
    #[inline(always)]
    fn quantile_at(self, x: u32, octave: u32, fraction: u32) -> Signed {
        let upper = x >> 31;
        let t = fraction ^ upper.wrapping_neg();
        self.quantile_value(upper, octave, t)
    }
}

impl<F: FinishStep> Steps<u32> for QuantileSteps<'_, F> {
    #[inline(always)]
    fn body(self, x: u32) -> u32 {
        let value = self.quantile_body(x);
        self.finish.finish(value.v, value.sign)
    }

    /// With probability 2⁻¹¹.
    #[inline(always)]
    fn is_rare(self, x: u32) -> bool {
        quantile_is_rare(x)
    }

    #[inline(always)]
    fn rare(self, x: u32, mut extra: impl FnMut(u32) -> u32) -> u32 {
        let value = self.quantile_tail(x, extra(0));
        self.finish.finish(value.v, value.sign)
    }
}
