//! Families of vectors: rows of f32.

use seedbed::distr;

use crate::draw::Rows;

crate::family::families! {
    /// Points on the unit circle, f32: 2 components
    ///
    /// (cos a, sin a) of the angle a = 2 pi (u + 1/2)/2^32.
    /// One word a point. NumPy dtype float32, shape (count, 2).
    UnitCircle, "unit_circle", {}, |_p| Rows(distr::UnitCircle);

    /// Points in the unit disc, f32: 2 components
    ///
    /// sqrt((u + 1/2)/2^32) times a point on the circle.
    /// Two words a point. NumPy dtype float32, shape (count, 2).
    UnitDisc, "unit_disc", {}, |_p| Rows(distr::UnitDisc);

    /// Points on the unit sphere, f32: 3 components
    ///
    /// z = 1 - 2 (u + 1/2)/2^32, and sqrt(1 - z^2) times a point on the circle.
    /// Two words a point. NumPy dtype float32, shape (count, 3).
    UnitSphere, "unit_sphere", {}, |_p| Rows(distr::UnitSphere);

    /// Points in the unit ball, f32: 3 components
    ///
    /// The cube root of (u + 1/2)/2^32 times a point on the sphere.
    /// Three words a point. NumPy dtype float32, shape (count, 3).
    UnitBall, "unit_ball", {}, |_p| Rows(distr::UnitBall);

    /// Dirichlet f32: shares that sum to 1
    ///
    /// Density proportional to the product of x_i^(alpha_i - 1).
    /// One word less than components. NumPy dtype float32, shape (count, components).
    Dirichlet, "dirichlet", (super::Concentrations), |p| Rows(distr::Dirichlet::new(&p.alpha)?);

    /// Multivariate normal f32 with a mean, and a covariance or its Cholesky factor
    ///
    /// mean + L z, where L is lower triangular and L L^T the covariance: density proportional to
    /// exp(-(x - mean)^T cov^-1 (x - mean) / 2).
    /// One word a component. NumPy dtype float32, shape (count, components).
    MultivariateNormal, "multivariate_normal", (crate::family::NormalVectors), |p| Rows(p.make()?);
}
