// The order of floats, by their bits. Twin of src/exact/order.rs.

fn float_order(bits: u32) -> u32 {
    return bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) != 0u);
}

fn float_unorder(order: u32) -> u32 {
    return order ^ select(0xffffffffu, 0x80000000u, (order >> 31u) != 0u);
}
