//! The table of its own that a distribution brings.

use alloc::vec::Vec;

use crate::{
    distr::{
        ThresholdTable, Transform,
        elementwise::{ByElement, Family},
    },
    quantile::QuantileTable,
    tables,
};

/// Binding 4 of a kernel.
#[derive(Clone, Copy)]
pub(crate) enum OwnTable<'a> {
    Quantile(&'a QuantileTable),
    Float64,
    Thresholds(&'a ThresholdTable),
}

impl<'a> OwnTable<'a> {
    pub(crate) fn of(transform: Transform<'a>) -> Option<Self> {
        match transform {
            Transform::Quantile(_, table)
            | Transform::QuantileWithin(_, table)
            | Transform::ByElement(ByElement {
                family: Family::Quantile(table),
                ..
            }) => Some(OwnTable::Quantile(table)),
            Transform::Normal64(_) | Transform::Exponential64(_) => Some(OwnTable::Float64),
            Transform::Thresholds(table) => Some(OwnTable::Thresholds(table)),
            _ => None,
        }
    }

    /// As kernels read it.
    pub(crate) fn words(self) -> Vec<u32> {
        match self {
            OwnTable::Quantile(table) => table.words(),
            OwnTable::Float64 => tables::float64::words(),
            OwnTable::Thresholds(table) => table.words(),
        }
    }

    /// The name under which the GPU keeps it.
    #[cfg(feature = "plan")]
    pub(crate) fn id(self) -> crate::tables::TableId {
        match self {
            OwnTable::Quantile(table) => table.id,
            OwnTable::Float64 => tables::float64::id(),
            OwnTable::Thresholds(table) => table.id,
        }
    }
}
