//! Discrete distributions as tables of 64-bit cumulative thresholds.
//!
//! A table for values `first`, `first + 1`, … holds `T_k`, the integer nearest to
//! `2⁶⁴ · P(X ≤ first + k)`. The sample for the word `x` of 64 bits is `first + #{k : T_k ≤ x}`, so
//! it is rising in the word, and every value has its probability to 2⁻⁶³. The table ends before
//! the first threshold that rounds to 2⁶⁴, and starts with the first that is not 0: less than 2⁻⁶⁵
//! of probability is cut on either side.
//!
//! Probabilities come from recurrences on the host, in numbers of 106 bits and with `+ − × ÷` of f64
//! alone: a table has the same bits on every platform.

mod beta_binomial;
mod binomial;
mod bounds;
mod categorical;
mod double_double;
mod hypergeometric;
mod log_series;
mod negative_binomial;
mod poisson;
mod power_tail;
mod rademacher;
mod recurrence;
mod tail;
mod zipf;

#[cfg(any(test, feature = "accuracy"))]
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt::Debug;

pub use beta_binomial::BetaBinomial;
pub use binomial::Binomial;
pub use categorical::{Categorical, Discrete};
pub use hypergeometric::Hypergeometric;
pub use log_series::LogSeries;
pub use negative_binomial::{Geometric, NegativeBinomial};
pub use poisson::Poisson;
pub use rademacher::Rademacher;
pub use zipf::{Zeta, Zipf};

#[cfg(any(test, feature = "accuracy"))]
use super::ThresholdTable;
use super::{MAX_THRESHOLDS, ParameterError, threshold::Thresholds};
use crate::{
    error::number,
    room::{NoRoom, push},
};
use double_double::DoubleDouble;

/// A geometric tail that falls by less than this part from value to value leaves every table: more
/// than `1 / e` of it is beyond `MAX_THRESHOLDS` values.
const SLOWEST_FALL: f64 = 1.0 / MAX_THRESHOLDS as f64;

/// Why a table cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Excess {
    /// It would be longer than [`MAX_THRESHOLDS`].
    Length,
    /// It would have values above `u32::MAX`.
    Value,
    /// It does not fit into memory.
    Memory(NoRoom),
}

impl From<NoRoom> for Excess {
    fn from(no_room: NoRoom) -> Self {
        Excess::Memory(no_room)
    }
}

impl Excess {
    /// The error that blames one parameter.
    fn blame(self, name: &'static str, value: impl Debug, remedy: &'static str) -> ParameterError {
        let value = number(value);
        match self {
            Excess::Length => ParameterError::TableLength {
                name,
                value,
                remedy,
            },
            Excess::Value => ParameterError::PastU32 {
                name,
                value,
                remedy,
            },
            Excess::Memory(no_room) => no_room.into(),
        }
    }
}

impl Thresholds {
    /// All of the probability on one value.
    fn constant(first: u32) -> Self {
        Thresholds {
            first,
            cumulative: Vec::new(),
        }
    }

    /// The table of thresholds for `first`, `first + 1`, …, without its leading zeros.
    fn new(first: u64, mut cumulative: Vec<u64>) -> Result<Self, Excess> {
        let zeros = cumulative.partition_point(|&threshold| threshold == 0);
        cumulative.drain(..zeros);
        if cumulative.len() > MAX_THRESHOLDS {
            return Err(Excess::Length);
        }
        cumulative.shrink_to_fit();
        let first = first + zeros as u64;
        if first + cumulative.len() as u64 > u64::from(u32::MAX) {
            return Err(Excess::Value);
        }
        Ok(Thresholds {
            first: first as u32,
            cumulative,
        })
    }
}

/// Appends the thresholds of values with these weights, until one rounds to 2⁶⁴; `below` is the sum
/// of the weights before them, `total` that of all.
fn accumulate(
    cumulative: &mut Vec<u64>,
    below: DoubleDouble,
    weights: impl Iterator<Item = DoubleDouble>,
    total: DoubleDouble,
) -> Result<(), NoRoom> {
    let unit = DoubleDouble::ONE / total;
    let mut sum = below;
    let mut last = cumulative.last().copied().unwrap_or(0);
    for weight in weights {
        sum = sum + weight;
        let Some(threshold) = (sum * unit).to_threshold() else {
            return Ok(());
        };
        last = last.max(threshold);
        push(cumulative, last)?;
    }
    Ok(())
}

/// The table of a family by its name in lower case, for comparisons with references.
#[cfg(any(test, feature = "accuracy"))]
pub(crate) fn thresholds_by_name(
    family: &str,
    parameters: &[f64],
) -> Option<Result<Thresholds, ParameterError>> {
    Some(match (family, parameters) {
        ("poisson", &[lam]) => poisson::poisson_thresholds(lam),
        ("binomial", &[n, p]) => binomial::binomial_thresholds(n as u32, p),
        ("geometric", &[p]) => negative_binomial::geometric_thresholds(p),
        ("negative_binomial", &[n, p]) => negative_binomial::negative_binomial_thresholds(n, p),
        ("hypergeometric", &[ngood, nbad, nsample]) => {
            hypergeometric::hypergeometric_thresholds(ngood as u64, nbad as u64, nsample as u64)
        }
        ("zipf", &[a, n]) => zipf::zipf_thresholds(a, n as u32),
        ("zeta", &[a]) => zipf::zeta_thresholds(a),
        ("log_series", &[p]) => log_series::log_series_thresholds(p),
        ("beta_binomial", &[n, a, b]) => beta_binomial::beta_binomial_thresholds(n as u32, a, b),
        ("categorical", weights) => categorical::categorical_thresholds(0, weights.iter().copied()),
        _ => return None,
    })
}

/// The table with a tail of a family that may have one.
#[cfg(any(test, feature = "accuracy"))]
pub(crate) fn tail_by_name(
    family: &str,
    parameters: &[f64],
) -> Option<Result<Arc<ThresholdTable>, ParameterError>> {
    Some(match (family, parameters) {
        ("geometric", &[p]) => negative_binomial::geometric_table(p),
        ("zeta", &[a]) => zipf::zeta_table(a),
        ("zipf", &[a, n]) => zipf::zipf_table(a, n as u32),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
