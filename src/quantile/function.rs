//! What a table is built from.

/// `F⁻¹` at both ends, without cancellation.
pub(crate) trait QuantileFunction {
    /// `F⁻¹(p)`, `0 < p ≤ 1/2`: SciPy's `ppf`.
    fn lower(&mut self, p: f64) -> f64;

    /// `F⁻¹(1 − q)`, `0 < q ≤ 1/2`: SciPy's `isf`.
    fn upper(&mut self, q: f64) -> f64;
}

/// A quantile function and its upper form, as two closures.
pub(crate) struct Functions<P, I> {
    pub ppf: P,
    pub isf: I,
}

impl<P: FnMut(f64) -> f64, I: FnMut(f64) -> f64> QuantileFunction for Functions<P, I> {
    fn lower(&mut self, p: f64) -> f64 {
        (self.ppf)(p)
    }

    fn upper(&mut self, q: f64) -> f64 {
        (self.isf)(q)
    }
}
