//! What the builder of tables asks of a distribution: its quantile function, from both ends.

/// F⁻¹ at both ends, without cancellation.
///
/// `&mut self`: an inversion starts from its last solution.
pub(crate) trait QuantileFunction {
    /// F⁻¹(p), 0 < p ≤ 1/2: SciPy's `ppf`.
    fn lower(&mut self, p: f64) -> f64;
    /// F⁻¹(1 − q), 0 < q ≤ 1/2: SciPy's `isf`.
    fn upper(&mut self, q: f64) -> f64;
}

/// eʸ, which stays finite: at most [`f64::MAX`].
pub(super) fn exp(y: f64) -> f64 {
    finite(libm::exp(y))
}

/// ±∞ to ±[`f64::MAX`].
pub(super) fn finite(x: f64) -> f64 {
    x.clamp(-f64::MAX, f64::MAX)
}
