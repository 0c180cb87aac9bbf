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

use alloc::format;

use crate::{
    distr::{Quantile, QuantileError},
    error::number,
    quantile::{QuantileFunction, cache::table},
};

/// The standard form of a family with its shapes, by their names. `function` captures nothing, so that the
/// table depends on what it is kept under, and on no distribution made before.
fn standard<Q: QuantileFunction, const N: usize>(
    family: &'static str,
    shapes: [(&'static str, f64); N],
    function: fn([f64; 2]) -> Result<Q, QuantileError>,
) -> Result<Quantile, QuantileError> {
    let mut values = [0.0; 2];
    for (value, (_, shape)) in values.iter_mut().zip(shapes) {
        *value = shape;
    }
    let table = table(family, values, function).map_err(|error| match error {
        QuantileError::Bound { pieces, tail, p } => QuantileError::Shape {
            shapes: shapes
                .map(|(name, value)| format!("{name} = {}", number(value)))
                .join(" and "),
            pieces,
            tail,
            p,
            remedy: nearest_shape(family),
        },
        other => other,
    })?;
    Ok(Quantile::of_table(table))
}

/// What to do where no table reaches the bound: from where on it does.
fn nearest_shape(family: &str) -> &'static str {
    match family {
        "frechet" => "choose an alpha of at least 0.0625",
        "pareto" | "lomax" => "choose an a of at least 0.0625",
        "student_t" => "choose a df of at least 0.0614",
        "fisher_f" => "choose a dfden of at least 0.125",
        "generalized_normal" => "choose a beta of at least 0.788",
        "log_normal" => "choose a sigma of at most 78.1",
        _ => "choose a less extreme shape",
    }
}

#[cfg(test)]
mod tests;
