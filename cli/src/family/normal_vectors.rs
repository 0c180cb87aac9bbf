//! Mean and matrix of a multivariate normal: from the command line, or a record.

use clap::Args;
use seedbed::distr::{MultivariateNormal, VectorError};
use serde::{Deserialize, Serialize};

/// A mean, and one of two matrices.
#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[command(next_help_heading = "Parameters")]
#[serde(try_from = "Recorded")]
pub struct NormalVectors {
    /// Mean; 1 to 4096 finite numbers
    #[arg(
        long,
        value_name = "M,M",
        value_delimiter = ',',
        allow_hyphen_values = true,
        required = true
    )]
    pub mean: Vec<f32>,
    /// Covariance matrix, row after row; symmetric, positive semidefinite
    #[arg(
        long,
        value_name = "C,C",
        value_delimiter = ',',
        allow_hyphen_values = true,
        required_unless_present = "cholesky",
        conflicts_with = "cholesky"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cov: Option<Vec<f64>>,
    /// Cholesky factor of the covariance, row after row; 0 above the diagonal
    #[arg(
        long,
        value_name = "L,L",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cholesky: Option<Vec<f32>>,
}

impl NormalVectors {
    pub fn make(&self) -> Result<MultivariateNormal, VectorError> {
        match (&self.cov, &self.cholesky) {
            (None, Some(cholesky)) => MultivariateNormal::from_cholesky(&self.mean, cholesky),
            (cov, _) => {
                let cov = cov.as_deref().unwrap_or_default();
                MultivariateNormal::from_covariance(&self.mean, cov)
            }
        }
    }
}

/// What a record may say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    mean: Vec<f32>,
    cov: Option<Vec<f64>>,
    cholesky: Option<Vec<f32>>,
}

impl TryFrom<Recorded> for NormalVectors {
    type Error = &'static str;

    fn try_from(recorded: Recorded) -> Result<Self, Self::Error> {
        let Recorded {
            mean,
            cov,
            cholesky,
        } = recorded;
        if cov.is_some() == cholesky.is_some() {
            return Err("multivariate_normal has one of `cov` and `cholesky`");
        }
        Ok(NormalVectors {
            mean,
            cov,
            cholesky,
        })
    }
}
