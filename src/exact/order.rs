//! The order of floats, by their bits.

/// Maps the bits of floats to integers in the same order.
#[inline(always)]
pub(crate) fn float_order(bits: u32) -> u32 {
    bits ^ if bits >> 31 != 0 {
        0xffff_ffff
    } else {
        0x8000_0000
    }
}

/// The inverse of [`float_order`].
#[inline(always)]
pub(crate) fn float_unorder(order: u32) -> u32 {
    order
        ^ if order >> 31 != 0 {
            0x8000_0000
        } else {
            0xffff_ffff
        }
}

/// [`float_order`] for the bits of an f64.
#[inline(always)]
pub(crate) fn float_order64(bits: u64) -> u64 {
    bits ^ if bits >> 63 != 0 { u64::MAX } else { 1 << 63 }
}

/// The inverse of [`float_order64`].
#[inline(always)]
pub(crate) fn float_unorder64(order: u64) -> u64 {
    order ^ if order >> 63 != 0 { 1 << 63 } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_the_order_of_floats() {
        let floats = [f32::MIN, -1.0, -1e-45, -0.0, 0.0, 1e-45, 1.0, f32::MAX];
        assert!(floats.map(|x| float_order(x.to_bits())).is_sorted());
        for bits in floats.map(f32::to_bits) {
            assert_eq!(float_unorder(float_order(bits)), bits);
        }
        let floats = [f64::MIN, -1.0, -5e-324, -0.0, 0.0, 5e-324, 1.0, f64::MAX];
        assert!(floats.map(|x| float_order64(x.to_bits())).is_sorted());
        for bits in floats.map(f64::to_bits) {
            assert_eq!(float_unorder64(float_order64(bits)), bits);
        }
    }
}
