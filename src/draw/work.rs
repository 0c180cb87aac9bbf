//! What kernels have to do for a draw.

use alloc::vec::Vec;

use super::Check;
use crate::plan::{Plan, PlanError, PlanLimits, Shader, WordRange};

/// Results of a draw as kernels make them.
///
/// Public, in a private module, because [`Make`](super::Make) mentions it.
pub trait Work: Send + Sync {
    /// Results of a sample, vector or point, which are made together: parts of the draw begin at multiples of it.
    fn unit(&self) -> u64 {
        1
    }

    /// Results between the start of a whole block of the engine and result `first`: kernels that store whole blocks
    /// alone are the fastest.
    fn lead(&self, _first: u64) -> u64 {
        0
    }

    /// Whether there are results behind the last, up to a whole quad.
    fn is_of_quads(&self) -> bool {
        false
    }

    /// What makes some of the results.
    #[allow(private_interfaces, reason = "closed: only this crate implements it")]
    fn plan(&self, place: Place, limits: PlanLimits) -> Plan<'_>;

    /// The kernels of every plan there may be, those of one plan in their order.
    #[allow(private_interfaces, reason = "closed: only this crate implements it")]
    fn variants(&self, limits: PlanLimits) -> Vec<Vec<Shader>>;

    /// What to make with the kernels of a plan before they are trusted.
    #[allow(private_interfaces, reason = "closed: only this crate implements it")]
    fn checks(&self) -> Vec<Check<'_>>;

    /// Whether what the caller gives can be bound.
    #[allow(private_interfaces, reason = "closed: only this crate implements it")]
    fn check(&self, _limits: PlanLimits) -> Result<(), PlanError> {
        Ok(())
    }

    /// Bytes of the largest table that kernels bind.
    fn table_bytes(&self) -> u64 {
        0
    }
}

/// Where some results of a draw go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The first of them.
    pub(crate) first: u64,
    /// As many before it as [`Work::lead`] says, or 0, which the target begins with.
    pub(crate) lead: u64,
    /// Room for as many results; of streams there may be some more, up to a whole block.
    pub(crate) target: WordRange,
}
