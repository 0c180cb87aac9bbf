// The order of floats, by their bits. Twin of src/exact/order.rs.

fn float_order(bits: u32) -> u32 {
    return bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) != 0u);
}

fn float_unorder(order: u32) -> u32 {
    return order ^ select(0xffffffffu, 0x80000000u, (order >> 31u) != 0u);
}

fn float_order64(bits: vec2<u32>) -> vec2<u32> {
    let mask = select(vec2<u32>(0u, 0x80000000u), vec2<u32>(0xffffffffu), (bits.y >> 31u) != 0u);
    return bits ^ mask;
}

fn float_unorder64(order: vec2<u32>) -> vec2<u32> {
    let mask = select(vec2<u32>(0xffffffffu), vec2<u32>(0u, 0x80000000u), (order.y >> 31u) != 0u);
    return order ^ mask;
}
