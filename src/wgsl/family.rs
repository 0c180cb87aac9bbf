//! Distributions whose parameters are arguments.

/// A distribution whose parameters a kernel computes, for
/// [`Library::draw_with_parameters`](super::Library::draw_with_parameters).
///
/// As the one of that name in [`distr`](crate::distr) with `f32` parameters, in value set, error and words
/// consumed.
///
/// ```
/// use seedbed::wgsl::{Family, Library};
/// let library = Library::default()
///     .by_coordinates()
///     .draw_with_parameters("survives", Family::Bernoulli)?;
/// // fn seedbed_survives(s: ptr<function, seedbed_Sequence>, p: f32) -> u32
/// assert!(library.source().contains("fn seedbed_survives("));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// `mean`, finite; `std_dev` (`std` is a reserved word of WGSL), finite and 0 or more.
    Normal,
    /// `low < high`, finite; never `high`.
    Uniform,
    /// `scale`, the mean, finite and 0 or more.
    Exponential,
    /// `loc`, finite; `scale`, finite and 0 or more.
    Laplace,
    /// `p` from 0 to 1; samples are `u32`.
    Bernoulli,
}
