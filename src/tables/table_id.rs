//! Names for tables, under which the GPU keeps them.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Different for each table of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TableId(usize);

impl TableId {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        TableId(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl core::fmt::Display for TableId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}
