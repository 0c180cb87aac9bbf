//! Tables that were built, by family and shapes.

use alloc::sync::Arc;

use super::{QuantileError, QuantileFunction, QuantileTable, build};

/// A family of distributions, and the bits of its shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    family: &'static str,
    shapes: [u64; 2],
}

/// The table of a family's standard form, from the cache or built.
pub(crate) fn table<Q: QuantileFunction>(
    family: &'static str,
    shapes: [f64; 2],
    function: fn([f64; 2]) -> Result<Q, QuantileError>,
) -> Result<Arc<QuantileTable>, QuantileError> {
    let key = Key {
        family,
        shapes: shapes.map(f64::to_bits),
    };
    if let Some(table) = kept::find(key) {
        return Ok(table);
    }
    let table = Arc::new(build(&mut function(shapes)?, 1.0)?);
    kept::keep(key, &table);
    Ok(table)
}

#[cfg(feature = "std")]
mod kept {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::{Arc, Key, QuantileTable};

    /// Tables that are kept, the last used first: some 50 KB each.
    const MOST: usize = 64;

    static TABLES: Mutex<Vec<(Key, Arc<QuantileTable>)>> = Mutex::new(Vec::new());

    fn lock() -> MutexGuard<'static, Vec<(Key, Arc<QuantileTable>)>> {
        TABLES.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn find(key: Key) -> Option<Arc<QuantileTable>> {
        let mut tables = lock();
        let place = tables.iter().position(|(known, _)| *known == key)?;
        tables[..=place].rotate_right(1);
        Some(tables[0].1.clone())
    }

    /// Two threads may both have built the table; they are equal, and one stays.
    pub(super) fn keep(key: Key, table: &Arc<QuantileTable>) {
        let mut tables = lock();
        tables.retain(|(known, _)| *known != key);
        tables.truncate(MOST - 1);
        tables.insert(0, (key, table.clone()));
    }
}

/// Without `std` there is no lock, and every table is built anew.
#[cfg(not(feature = "std"))]
mod kept {
    use super::{Arc, Key, QuantileTable};

    pub(super) fn find(_: Key) -> Option<Arc<QuantileTable>> {
        None
    }

    pub(super) fn keep(_: Key, _: &Arc<QuantileTable>) {}
}
