//! Mean and matrix of a multivariate normal: from the command line, files, or a record.

use clap::{ArgGroup, ArgMatches, Args, Command, FromArgMatches};
use seedbed::distr::{MultivariateNormal, VectorError};
use serde::{Deserialize, Serialize};

use super::file::{FromFile, read_list, read_matrix};
use crate::number::Number;

/// A mean, and one of two matrices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Recorded")]
pub struct NormalVectors {
    pub mean: Vec<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cov: Option<Vec<f64>>,
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

/// The ways to give them.
#[derive(Args)]
#[command(next_help_heading = "Parameters")]
#[command(group = ArgGroup::new("which mean").required(true))]
#[command(group = ArgGroup::new("which matrix").required(true))]
struct Options {
    /// Mean; 1 to 4096 finite numbers
    #[arg(
        long,
        visible_aliases = ["loc", "mu"],
        value_name = "M,M",
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_parser = <f32 as Number>::read,
        group = "which mean"
    )]
    mean: Option<Vec<f32>>,
    /// The mean from an .npy array of one dimension, or from a text
    #[arg(long, value_name = "FILE", value_parser = read_list::<f32>, group = "which mean")]
    mean_file: Option<FromFile<f32>>,
    /// Covariance matrix, row after row; symmetric, positive semidefinite
    #[arg(
        long,
        visible_aliases = ["covariance"],
        value_name = "C,C",
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_parser = <f64 as Number>::read,
        group = "which matrix"
    )]
    cov: Option<Vec<f64>>,
    /// The covariance from an .npy array of two dimensions, or from a text with a row on each line; up to
    /// 1024 rows, and the record has the numbers themselves
    #[arg(long, value_name = "FILE", value_parser = read_matrix::<f64>, group = "which matrix")]
    cov_file: Option<FromFile<f64>>,
    /// Cholesky factor of the covariance, row after row; 0 above the diagonal
    #[arg(
        long,
        visible_aliases = ["scale-tril"],
        value_name = "L,L",
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_parser = <f32 as Number>::read,
        group = "which matrix"
    )]
    cholesky: Option<Vec<f32>>,
    /// The Cholesky factor from a file, as the covariance
    #[arg(long, value_name = "FILE", value_parser = read_matrix::<f32>, group = "which matrix")]
    cholesky_file: Option<FromFile<f32>>,
}

impl FromArgMatches for NormalVectors {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let options = Options::from_arg_matches(matches)?;
        let mean = options.mean_file.map(|file| file.0).or(options.mean);
        Ok(NormalVectors {
            mean: mean.unwrap_or_default(),
            cov: options.cov_file.map(|file| file.0).or(options.cov),
            cholesky: options
                .cholesky_file
                .map(|file| file.0)
                .or(options.cholesky),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for NormalVectors {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
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
