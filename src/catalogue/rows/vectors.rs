//! Distributions of vectors.

use super::VECTORS;
use crate::{
    catalogue::{
        CatalogueError, Dimension, Domain, Drawable, Dtype, Entry, Kind, Presence, Value::List,
        arguments::Arguments, drawable::vectors, names, parameter::of_kind, text, typed::TypedRow,
    },
    distr::{
        Dirichlet, MultivariateNormal, UnitBall, UnitCircle, UnitDisc, UnitSphere, VectorError,
    },
};

pub const ROWS: &[Entry] = &[
    Entry {
        name: "unit_circle",
        origin: text("rand_distr's UnitCircle"),
        about: text("Points on the unit circle, f32: 2 components"),
        formula: text("(cos a, sin a) of the angle a = 2 pi (u + 1/2)/2^32."),
        words: text("One word a point"),
        dimension: Dimension::Fixed(2),
        make: |_| vectors(Ok::<_, VectorError>(UnitCircle)),
        ..VECTORS
    },
    Entry {
        name: "unit_disc",
        aliases: names(&["unit_disk"]),
        origin: text("rand_distr's UnitDisc"),
        about: text("Points in the unit disc, f32: 2 components"),
        formula: text("sqrt((u + 1/2)/2^32) times a point on the circle."),
        words: text("Two words a point"),
        dimension: Dimension::Fixed(2),
        make: |_| vectors(Ok::<_, VectorError>(UnitDisc)),
        ..VECTORS
    },
    Entry {
        name: "unit_sphere",
        origin: text("rand_distr's UnitSphere"),
        about: text("Points on the unit sphere, f32: 3 components"),
        formula: text("z = 1 - 2 (u + 1/2)/2^32, and sqrt(1 - z^2) times a point on the circle."),
        words: text("Two words a point"),
        dimension: Dimension::Fixed(3),
        make: |_| vectors(Ok::<_, VectorError>(UnitSphere)),
        ..VECTORS
    },
    Entry {
        name: "unit_ball",
        origin: text("rand_distr's UnitBall"),
        about: text("Points in the unit ball, f32: 3 components"),
        formula: text("The cube root of (u + 1/2)/2^32 times a point on the sphere."),
        words: text("Three words a point"),
        dimension: Dimension::Fixed(3),
        make: |_| vectors(Ok::<_, VectorError>(UnitBall)),
        ..VECTORS
    },
    Entry {
        name: "dirichlet",
        aliases: names(&["rdirichlet"]),
        origin: text("NumPy's dirichlet(alpha)"),
        about: text("Dirichlet f32: shares that sum to 1"),
        formula: text("Density proportional to the product of x_i^(alpha_i - 1)."),
        words: text("One word less than components"),
        parameters: &[of_kind("alpha", Kind::List).also(&["concentration"]).is(
            "Concentrations: 2 to 65536 of them",
            Domain::Closed(0.01, 1e6),
        )],
        dimension: Dimension::OfParameters,
        examples: &[
            &[("alpha", List(&[2.0, 3.0, 4.0]))],
            &[("alpha", List(&[0.5, 0.5, 0.5]))],
            &[("alpha", List(&[1.0, 0.1, 3.0]))],
        ],
        pictures: 2,
        make: |a| vectors(Dirichlet::new(a.list("alpha"))),
        ..VECTORS
    },
    Entry {
        name: "multivariate_normal",
        aliases: names(&["mvn", "mvnorm", "mvrnorm", "rmvnorm"]),
        origin: text("NumPy's multivariate_normal(mean, cov)"),
        about: text("Multivariate normal f32 with a mean, and a covariance or its Cholesky factor"),
        formula: text(
            "mean + L z, where L is lower triangular and L L^T the covariance: density proportional to \
             exp(-(x - mean)^T cov^-1 (x - mean) / 2).",
        ),
        words: text("One word a component"),
        parameters: &[
            of_kind("mean", Kind::List32)
                .also(&["loc", "mu"])
                .is("Mean", Domain::Text("1 to 4096 finite numbers")),
            of_kind("cov", Kind::Matrix)
                .also(&["covariance"])
                .given(Presence::OneOf)
                .is(
                    "Covariance matrix, row after row",
                    Domain::Text("symmetric, positive semidefinite"),
                ),
            of_kind("cholesky", Kind::Matrix32)
                .also(&["scale_tril"])
                .given(Presence::OneOf)
                .is(
                    "Cholesky factor of the covariance, row after row",
                    Domain::Text("0 above the diagonal"),
                )
                .of(""),
        ],
        dimension: Dimension::OfParameters,
        examples: &[
            &[
                ("mean", List(&[0.0, 1.0])),
                ("cov", List(&[4.0, 1.5, 1.5, 1.0])),
            ],
            &[
                ("mean", List(&[0.0, -0.1])),
                ("cov", List(&[1.0, 0.1, 0.1, 1.0])),
            ],
            &[
                ("mean", List(&[-1.0, 2.0])),
                ("cholesky", List(&[1.0, 0.0, -0.1, 1.0])),
            ],
        ],
        // The npm package has the covariance alone.
        typed: &[TypedRow {
            name: "multivariate_normal",
            dtype: Dtype::F32,
            without: &["cholesky"],
        }],
        make: multivariate_normal,
        ..VECTORS
    },
];

fn multivariate_normal(a: &Arguments<'_>) -> Result<Drawable, CatalogueError> {
    let mean = a.list32("mean");
    vectors(match a.has("cholesky") {
        true => MultivariateNormal::from_cholesky(&mean, &a.list32("cholesky")),
        false => MultivariateNormal::from_covariance(&mean, a.list("cov")),
    })
}
