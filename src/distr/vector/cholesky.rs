//! The Cholesky factor of a covariance matrix, in f64.

use alloc::{vec, vec::Vec};

use super::VectorError;
use crate::error::number;

/// How far a covariance may be from its transpose, in units of both standard deviations.
const ASYMMETRY: f64 = 1e-8;

/// The rows of the lower triangular `L` with `L · Lᵀ` the covariance of `d` components, rounded to f32.
/// Only IEEE operations, in one order: column by column, each taken from the rest of the matrix.
///
/// Source: Golub and Van Loan, *Matrix computations*, 4th edition (2013), §4.2.5, outer products.
pub(super) fn cholesky(d: usize, covariance: &[f64]) -> Result<Vec<f32>, VectorError> {
    check(d, covariance)?;
    let diagonal = |i: usize| covariance[i * d + i];
    let tolerance = d as f64 / (1u64 << 50) as f64;
    let mut rest = covariance.to_vec();
    let mut column = vec![0.0; d];
    for j in 0..d {
        let variance = rest[j * d + j];
        let negligible = tolerance * diagonal(j);
        let not_semidefinite = |row, value: f64| VectorError::NotPositiveSemidefinite {
            row,
            value: number(value),
        };
        if variance < -negligible || diagonal(j) < 0.0 {
            return Err(not_semidefinite(j, variance));
        }
        let is_constant = variance <= negligible;
        let std = libm::sqrt(variance.max(0.0));
        for i in j..d {
            let covariance = rest[i * d + j];
            column[i] = if is_constant { 0.0 } else { covariance / std };
            // What is constant varies with nothing.
            let most = libm::sqrt(tolerance) * libm::sqrt(diagonal(j)) * libm::sqrt(diagonal(i));
            if is_constant && covariance.abs() > most {
                return Err(not_semidefinite(j, variance));
            }
            rest[i * d + j] = column[i];
        }
        for i in j + 1..d {
            let factor = column[i];
            let row = &mut rest[i * d + j + 1..=i * d + i];
            for (entry, &other) in row.iter_mut().zip(&column[j + 1..=i]) {
                *entry -= factor * other;
            }
        }
    }
    let mut rows = Vec::with_capacity(d * (d + 1) / 2);
    for i in 0..d {
        for j in 0..=i {
            let entry = rest[i * d + j] as f32;
            if !entry.is_finite() {
                return Err(VectorError::Entry {
                    name: "covariance",
                    row: i,
                    column: j,
                    value: number(covariance[i * d + j]),
                    remedy: ", with a factor within the range of f32: scale the components",
                });
            }
            rows.push(entry);
        }
    }
    Ok(rows)
}

/// Finite and symmetric.
fn check(d: usize, covariance: &[f64]) -> Result<(), VectorError> {
    if let Some(at) = covariance.iter().position(|value| !value.is_finite()) {
        return Err(VectorError::Entry {
            name: "covariance",
            row: at / d,
            column: at % d,
            value: number(covariance[at]),
            remedy: "",
        });
    }
    let std = |i: usize| libm::sqrt(covariance[i * d + i].max(0.0));
    for i in 0..d {
        for j in 0..i {
            let (value, mirrored) = (covariance[i * d + j], covariance[j * d + i]);
            if (value - mirrored).abs() > ASYMMETRY * std(i) * std(j) {
                return Err(VectorError::NotSymmetric {
                    row: i,
                    column: j,
                    value: number(value),
                    mirrored: number(mirrored),
                });
            }
        }
    }
    Ok(())
}
