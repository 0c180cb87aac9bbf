//! The Rademacher distribution.

use alloc::{sync::Arc, vec};

use super::Thresholds;
use crate::distr::{Distribution, Transform, sealed, threshold::ThresholdTable};

/// Rademacher distribution, `i32`: −1 or +1, each with probability ½.
///
/// −1 for words below 2³¹.
///
/// Words consumed: 1 (`W = 1`).
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Rademacher};
/// let signs = Cpu::new().sample(&mut Stream::new(42), &Rademacher::new(), 1000)?;
/// assert!(signs.iter().all(|&sign| sign == -1 || sign == 1));
/// assert!(signs.iter().sum::<i32>().abs() < 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rademacher {
    table: Arc<ThresholdTable>,
}

impl Rademacher {
    /// It has no parameters.
    #[must_use]
    pub fn new() -> Self {
        Rademacher {
            table: ThresholdTable::new(rademacher_thresholds()).expect("a table of two values"),
        }
    }
}

impl Default for Rademacher {
    fn default() -> Self {
        Self::new()
    }
}

impl Distribution for Rademacher {
    type Output = i32;
}

impl sealed::Transforms for Rademacher {
    fn transform(&self) -> Transform<'_> {
        Transform::Thresholds(&self.table)
    }
}

/// Values −1, 0, 1 in two's complement; equal thresholds make 0 impossible.
pub(super) fn rademacher_thresholds() -> Thresholds {
    Thresholds {
        first: u32::MAX,
        cumulative: vec![1 << 63; 2],
    }
}
