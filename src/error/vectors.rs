//! What distributions of vectors can fail with.

use alloc::string::String;

use super::{ParameterError, QuantileError, number};

/// Components of a normal vector.
const MOST_DIMENSIONS: usize = 4096;
/// Tables of beta quantiles that a Dirichlet distribution has.
pub(crate) const MOST_TABLES: usize = 1024;
/// Its concentrations.
pub(crate) const LEAST_ALPHA: f64 = 1e-2;
pub(crate) const MOST_ALPHA: f64 = 1e6;

/// Parameters or lengths that a distribution of vectors has not.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VectorError {
    /// A slice or a buffer that does not hold whole vectors.
    #[error("{len} values are no whole number of vectors of {dimension} components")]
    Length {
        /// The values it holds.
        len: u64,
        /// Components of a vector.
        dimension: usize,
    },
    /// A number of components that is too small or too large.
    #[error("{name} has {len} value(s): it must have {least} to {limit}")]
    Dimension {
        /// The parameter.
        name: &'static str,
        /// Its length.
        len: usize,
        /// The least there may be.
        least: usize,
        /// The most there may be.
        limit: usize,
    },
    /// A matrix whose length is not that of the mean, squared.
    #[error(
        "{name} has {len} values: with a mean of {dimension} it must have {dimension} rows of \
         {dimension}, one after the other"
    )]
    Matrix {
        /// The parameter.
        name: &'static str,
        /// Its length.
        len: usize,
        /// The length of the mean.
        dimension: usize,
    },
    /// An entry of a matrix that is NaN or infinite.
    #[error("row {row}, column {column} of {name} is {value}: it must be a finite number{remedy}")]
    Entry {
        /// The parameter.
        name: &'static str,
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The value.
        value: String,
        /// What to do, where that is not plain.
        remedy: &'static str,
    },
    /// An entry of a mean that is NaN or infinite.
    #[error("mean[{index}] is {value}: it must be a finite number")]
    Mean {
        /// The index, from 0.
        index: usize,
        /// The value.
        value: String,
    },
    /// A factor that is not lower triangular.
    #[error(
        "row {row}, column {column} of cholesky is {value}: above the diagonal it must be 0 (the \
         factor L with covariance L · Lᵀ is lower triangular: transpose an upper one)"
    )]
    NotTriangular {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The value.
        value: String,
    },
    /// A negative number on the diagonal of the factor.
    #[error(
        "row {row}, column {row} of cholesky is {value}: the diagonal must be 0 or more (negate the column)"
    )]
    Diagonal {
        /// The row, from 0.
        row: usize,
        /// The value.
        value: String,
    },
    /// A covariance that differs from its transpose.
    #[error(
        "covariance is {value} in row {row}, column {column}, but {mirrored} in row {column}, \
         column {row}: it must be symmetric"
    )]
    NotSymmetric {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The value.
        value: String,
        /// The value on the other side of the diagonal.
        mirrored: String,
    },
    /// A covariance that no distribution has.
    #[error(
        "covariance is not positive semidefinite: given the components before it, component {row} \
         has variance {value} (check the matrix, or add to its diagonal)"
    )]
    NotPositiveSemidefinite {
        /// The row, from 0.
        row: usize,
        /// The variance that is left, negative or 0.
        value: String,
    },
    /// Values of `alpha` whose sum is too large.
    #[error(
        "alpha from index {start} to {end} sums to {value}: at most {} (so concentrated, the vector is constant to 3 digits)",
        number(MOST_ALPHA)
    )]
    Concentration {
        /// The first index.
        start: usize,
        /// The last index.
        end: usize,
        /// The sum.
        value: String,
    },
    /// A value of `alpha` outside its domain.
    #[error(
        "alpha[{index}] is {value}: it must be from {} to {}",
        number(LEAST_ALPHA),
        number(MOST_ALPHA)
    )]
    Alpha {
        /// The index, from 0.
        index: usize,
        /// The value.
        value: String,
    },
    /// More tables than are kept together.
    #[error(
        "alpha, with {len} values, needs more than {} tables of beta quantiles, or 64 MiB of them: give more of its values equal ones (a \
         symmetric alpha needs some 4 for each doubling of its length), or draw Gamma(alpha) and \
         divide by the sum",
        MOST_TABLES
    )]
    TooManyTables {
        /// The length of `alpha`.
        len: usize,
    },
    /// A parameter outside its domain.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A table that cannot be made.
    #[error(transparent)]
    Quantile(#[from] QuantileError),
}

impl VectorError {
    pub(crate) fn check_len(
        name: &'static str,
        len: usize,
        least: usize,
        limit: usize,
    ) -> Result<(), Self> {
        if (least..=limit).contains(&len) {
            return Ok(());
        }
        Err(VectorError::Dimension {
            name,
            len,
            least,
            limit,
        })
    }

    /// A mean and a matrix of `len` values that belong together.
    pub(crate) fn check_matrix(name: &'static str, len: usize, mean: &[f32]) -> Result<(), Self> {
        let dimension = mean.len();
        Self::check_len("mean", dimension, 1, MOST_DIMENSIONS)?;
        if len != dimension * dimension {
            return Err(VectorError::Matrix {
                name,
                len,
                dimension,
            });
        }
        match mean.iter().position(|mean| !mean.is_finite()) {
            Some(index) => Err(VectorError::Mean {
                index,
                value: number(mean[index]),
            }),
            None => Ok(()),
        }
    }
}
