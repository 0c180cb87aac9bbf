//! The order of Sobol's points.

/// The reflected binary code: neighbours differ in one bit. Antonov and Saleev, *An economic method of
/// computing LPτ-sequences*, USSR Computational Mathematics and Mathematical Physics 19 (1979).
#[inline(always)]
pub(crate) fn gray_code(i: u32) -> u32 {
    i ^ (i >> 1)
}
