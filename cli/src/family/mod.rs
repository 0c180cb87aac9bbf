//! Families of distributions by tables: each a name, a text, parameters, and how to make it.

pub mod continuous;
pub mod discrete;
mod file;
mod lists;
mod normal_vectors;
pub mod vector;

pub use lists::{Concentrations, Weights};
pub use normal_vectors::NormalVectors;

/// Every family with parameters of each kind, for tests.
#[cfg(test)]
pub const EXAMPLES: [&str; 46] = [
    "laplace --loc -3.1 --scale 0.1",
    "logistic",
    "gumbel --scale 2",
    "cauchy --loc 1e-30",
    "half_normal --scale 3",
    "rayleigh",
    "maxwell --scale 1e30",
    "gamma --shape 2.5",
    "gamma --shape 0.1 --scale 0.1",
    "chi_squared --df 3",
    "log_normal --mean -1.1 --sigma 0.3",
    "weibull --a 1.5 --scale 10",
    "inverse_gaussian --mean 2 --scale 8",
    "skew_normal --alpha -4",
    "generalized_normal --beta 8 --loc 1",
    "student_t --df 4 --loc -0.1",
    "fisher_f --dfnum 5 --dfden 20",
    "frechet --alpha 3",
    "pareto --a 1.16 --scale 1e4",
    "lomax --a 1.16 --scale 1e4",
    "beta --a 0.5 --b 0.5",
    "pert --left 3 --mode 5 --right 12",
    "power_function --a 3",
    "triangular --left -1 --mode 0 --right 3",
    "truncated_normal --low -1 --high 16777217",
    "von_mises --kappa 2",
    "poisson",
    "poisson --lam 0.1",
    "binomial --n 1e6 --p 0.3",
    "geometric --p 0.1",
    "negative_binomial --n 2.5 --p 0.5",
    "hypergeometric --ngood 2^61 --nbad 48 --nsample 13",
    "zipf --a 1 --n 1000",
    "zeta --a 4",
    "log_series --p 0.9",
    "rademacher",
    "beta_binomial --n 20 --a 2 --b 3",
    "categorical --weights 1,0,0.1",
    "categorical --weights 5",
    "unit_circle",
    "unit_disc",
    "unit_sphere",
    "unit_ball",
    "dirichlet --alpha 1,0.1,3",
    "multivariate_normal --mean 0,-0.1 --cov 1,0.1,0.1,1",
    "multivariate_normal --mean -1,2 --cholesky 1,0,-0.1,1",
];

/// The struct of a family's parameters: options of the command line, and keys of a record.
macro_rules! parameters {
    // Made elsewhere.
    ($name:ident ($type:ty)) => {
        pub use $type as $name;
    };
    ($name:ident { $(
        $(#[$about:meta])*
        $parameter:ident $([$($alias:literal),+])?: $type:ty $(= $default:expr)?
    ),* $(,)? }) => {
        #[derive(clap::Args, Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[command(next_help_heading = "Parameters")]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$about])*
                #[arg(
                    long,
                    $(visible_aliases = [$($alias),+],)?
                    allow_hyphen_values = true,
                    value_parser = <$type as $crate::number::Number>::read,
                    $(default_value_t = $default)?
                )]
                pub $parameter: $type,
            )*
        }
    };
}
use parameters;

/// `Choice`, the families as subcommands, and `Family`, one of them with its parameters.
macro_rules! families {
    ($(
        $(#[$about:meta])*
        $family:ident, $name:literal, $parameters:tt, |$p:ident| $make:expr;
    )*) => {
        $($crate::family::parameters!($family $parameters);)*

        /// The families as subcommands, each with the options `A` of the command above it.
        #[derive(clap::Subcommand)]
        pub enum Choice<A: clap::Args> {$(
            $(#[$about])*
            #[command(
                name = $name,
                visible_aliases = $crate::distribution::aliases($name),
                after_help = $crate::distribution::elsewhere($name)
            )]
            $family($crate::distribution::With<$family, A>),
        )*}

        impl<A: clap::Args> Choice<A> {
            /// What to draw, and the options of the command.
            pub fn split(self) -> (Family, A) {
                match self {
                    $(Choice::$family(with) => (Family::$family(with.parameters), with.rest),)*
                }
            }
        }

        /// A family's name and parameters, as given.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Family {
            $($family($family),)*
        }

        impl Family {
            /// The name on the command line and in records.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Family::$family(_) => $name,)*
                }
            }

            /// The parameters as a JSON object.
            pub fn parameters(&self) -> serde_json::Result<serde_json::Value> {
                match self {
                    $(Family::$family(parameters) => serde_json::to_value(parameters),)*
                }
            }

            /// From a name and parameters in a record, where there is a family of that name.
            pub fn from_parts(
                name: &str,
                parameters: &serde_json::Map<String, serde_json::Value>,
            ) -> Option<serde_json::Result<Self>> {
                let parameters = || serde_json::Value::Object(parameters.clone());
                match name {
                    $($name => Some(serde_json::from_value(parameters()).map(Family::$family)),)*
                    _ => None,
                }
            }

            /// Makes the distribution, which checks its parameters, and gives it to the visitor.
            pub fn visit<V: $crate::distribution::Visitor>(
                &self,
                visitor: V,
            ) -> anyhow::Result<V::Output> {
                Ok(match self {
                    $(Family::$family($p) => visitor.visit($make),)*
                })
            }
        }
    };
}
use families;
