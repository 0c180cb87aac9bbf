//! Continuous distributions by quantile tables, under their usual names.
//!
//! A table belongs to a family's standard form, with location 0 and scale 1, and to its shapes. It is
//! built when it is first asked for, in some milliseconds, and kept for the next distribution with
//! the same shapes: another location or scale costs nothing.

mod bounded;
mod location_scale;
mod shape;
mod tail;

pub use bounded::{Beta, Pert, PowerFunction, Triangular, TruncatedNormal, VonMises};
pub use location_scale::{Cauchy, Gumbel, HalfNormal, Laplace, Logistic, Maxwell, Rayleigh};
pub use shape::{
    ChiSquared, Gamma, GeneralizedNormal, InverseGaussian, LogNormal, SkewNormal, Weibull,
};
pub use tail::{FisherF, Frechet, Lomax, Pareto, StudentT};

/// Distributions with these parameters, each made from the table of a family.
macro_rules! families {
    ($(
        $(#[$about:meta])*
        $name:ident { $($(#[$domain:meta])* $parameter:ident: $type:ty),* $(,)? }
        $body:block
    )*) => {$(
        $(#[$about])*
        ///
        /// Words consumed: 1 (`W = 1`), and one extra word for 1 sample in 2048.
        ///
        /// Error: as for [`Quantile`](crate::distr::Quantile).
        #[derive(Clone, Debug)]
        pub struct $name {
            quantile: crate::distr::Quantile,
            $($parameter: $type,)*
        }

        impl $name {
            /// With the parameters that [`
            #[doc = stringify!($name)]
            /// `] names.
            ///
            /// # Errors
            /// [`QuantileError`](crate::distr::QuantileError) names the parameter that is outside its
            /// domain, or the probability where the shape is too extreme for a table.
            pub fn new($($parameter: $type),*) -> Result<Self, crate::distr::QuantileError> {
                let quantile = $body?;
                Ok($name { quantile, $($parameter),* })
            }

            $(
                $(#[$domain])*
                #[must_use]
                pub fn $parameter(&self) -> $type {
                    self.$parameter
                }
            )*
        }

        impl crate::distr::Distribution for $name {
            type Output = f32;
        }

        impl crate::distr::sealed::Transforms for $name {
            fn transform(&self) -> crate::distr::Transform<'_> {
                crate::distr::sealed::Transforms::transform(&self.quantile)
            }
        }

        impl From<$name> for crate::distr::Quantile {
            fn from(distribution: $name) -> Self {
                distribution.quantile
            }
        }
    )*};
}
use families;

use crate::{
    distr::{Quantile, QuantileError},
    quantile::{QuantileFunction, cache::table},
};

/// The standard form of a family. `function` captures nothing, so that the table depends on what it is
/// kept under, and on no distribution made before.
fn standard<Q: QuantileFunction>(
    family: &'static str,
    shapes: [f64; 2],
    function: fn([f64; 2]) -> Result<Q, QuantileError>,
) -> Result<Quantile, QuantileError> {
    Ok(Quantile::of_table(table(family, shapes, function)?))
}

#[cfg(test)]
mod tests;
