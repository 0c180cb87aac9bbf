//! The multivariate normal distribution.

use alloc::{sync::Arc, vec::Vec};

use super::{Rows, VectorDistribution, VectorError, cholesky::cholesky, sealed};
use crate::error::number;

/// Multivariate normal distribution of f32 vectors, with a mean and a Cholesky factor.
///
/// `mean + L · z`, where `L` is lower triangular, the covariance is `L · Lᵀ`, and `z` are the samples of
/// [`Normal::STANDARD`](crate::distr::Normal::STANDARD) at the vector's words. Component `i` is computed
/// in f32 as `((L[i][0] · z[0] + L[i][1] · z[1]) + … + L[i][i] · z[i]) + mean[i]`, from left to right,
/// every product and every sum rounded to nearest, ties to even, none fused. A sum past the largest f32
/// is ±∞, and ∞ − ∞ the NaN with bits 0x7fc00000.
///
/// Words consumed: `d` a vector of `d` components, and one extra word for 1 component in 2048.
///
/// Error: that of `z`, within 0.71 ulp for `|z| ≥ 2⁻⁶`, and of `2 · i + 2` roundings.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::MultivariateNormal};
/// let height_and_weight = MultivariateNormal::from_covariance(
///     &[170.0, 70.0],
///     &[64.0, 60.0, //
///       60.0, 144.0],
/// )?;
/// let rows = Cpu::new().sample(&mut Stream::new(42), &height_and_weight, 1000)?;
/// assert_eq!(rows.len(), 2000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// On a CPU in flush-to-zero mode, which Rust programs do not set, subnormal results would be lost.
#[derive(Clone, Debug)]
pub struct MultivariateNormal {
    factor: Arc<Factor>,
}

impl MultivariateNormal {
    /// With a mean of 1 to 4096 finite numbers, and the Cholesky factor in rows: as many rows as the mean
    /// has components, and as many columns, finite, 0 above the diagonal, 0 or more on it.
    ///
    /// ```
    /// use seedbed::distr::MultivariateNormal;
    /// let skewed = MultivariateNormal::from_cholesky(&[0.0, 1.0], &[2.0, 0.0, 1.0, 0.5])?;
    /// let upper = MultivariateNormal::from_cholesky(&[0.0, 1.0], &[2.0, 1.0, 0.0, 0.5]);
    /// assert!(upper.unwrap_err().to_string().contains("above the diagonal it must be 0"));
    /// # Ok::<(), seedbed::distr::VectorError>(())
    /// ```
    ///
    /// # Errors
    /// [`VectorError`] names the length or the entry that is outside this domain.
    pub fn from_cholesky(mean: &[f32], cholesky: &[f32]) -> Result<Self, VectorError> {
        VectorError::check_matrix("cholesky", cholesky.len(), mean)?;
        let mut rows = Vec::new();
        for (row, values) in cholesky.chunks_exact(mean.len()).enumerate() {
            for (column, &value) in values.iter().enumerate() {
                if !value.is_finite() {
                    return Err(VectorError::Entry {
                        name: "cholesky",
                        row,
                        column,
                        value: number(value),
                        remedy: "",
                    });
                }
                if column > row && value != 0.0 {
                    return Err(VectorError::NotTriangular {
                        row,
                        column,
                        value: number(value),
                    });
                }
            }
            if values[row] < 0.0 {
                return Err(VectorError::Diagonal {
                    row,
                    value: number(values[row]),
                });
            }
            rows.extend_from_slice(&values[..=row]);
        }
        Ok(Self::of_factor(mean, rows))
    }

    /// With a mean of 1 to 4096 finite numbers, and a covariance matrix in rows, symmetric and positive
    /// semidefinite: a component may be a sum of others, or constant.
    ///
    /// The factor is computed in f64, by additions, multiplications, divisions and square roots alone, in
    /// one order, so that it has the same bits everywhere; it is then rounded to f32. What differs from
    /// symmetry by at most 10⁻⁸ of the product of both standard deviations is left to rounding, and the lower triangle counts. A variance that the
    /// components before leave below `d · 2⁻⁵⁰` of the whole is taken for 0.
    ///
    /// # Errors
    /// [`VectorError`] names the length, the entry, or the component whose variance would be negative.
    pub fn from_covariance(mean: &[f32], covariance: &[f64]) -> Result<Self, VectorError> {
        VectorError::check_matrix("covariance", covariance.len(), mean)?;
        Ok(Self::of_factor(mean, cholesky(mean.len(), covariance)?))
    }

    fn of_factor(mean: &[f32], rows: Vec<f32>) -> Self {
        MultivariateNormal {
            factor: Arc::new(Factor {
                mean: mean.into(),
                rows,
                #[cfg(feature = "plan")]
                id: crate::tables::TableId::new(),
            }),
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> &[f32] {
        &self.factor.mean
    }

    /// The Cholesky factor in rows, with the zeros above its diagonal.
    #[must_use]
    pub fn cholesky(&self) -> Vec<f32> {
        let d = self.factor.dimension();
        let mut matrix = alloc::vec![0.0; d * d];
        for (i, row) in matrix.chunks_exact_mut(d).enumerate() {
            row[..=i].copy_from_slice(self.factor.row(i));
        }
        matrix
    }
}

impl VectorDistribution for MultivariateNormal {}

impl sealed::Vectors for MultivariateNormal {
    fn rows(&self) -> Rows<'_> {
        Rows::MultivariateNormal(&self.factor)
    }
}

/// A mean, and the lower triangle of a factor.
#[derive(Debug)]
pub(crate) struct Factor {
    mean: Vec<f32>,
    /// Row `i` has `i + 1` entries, from `i · (i + 1) / 2` on.
    rows: Vec<f32>,
    /// Tells factors apart.
    #[cfg(feature = "plan")]
    pub(crate) id: crate::tables::TableId,
}

impl Factor {
    pub(crate) fn dimension(&self) -> usize {
        self.mean.len()
    }

    pub(crate) fn mean(&self) -> &[f32] {
        &self.mean
    }

    #[inline(always)]
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        let start = i * (i + 1) / 2;
        &self.rows[start..=start + i]
    }

    /// As the GPU has it: the mean, then the rows; whole quads.
    #[cfg(feature = "plan")]
    pub(crate) fn words(&self) -> Vec<u32> {
        let numbers = self.mean.iter().chain(&self.rows);
        let mut words: Vec<u32> = numbers.map(|x| x.to_bits()).collect();
        words.resize(words.len().next_multiple_of(4), 0);
        words
    }
}
