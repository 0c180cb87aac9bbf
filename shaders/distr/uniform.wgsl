// Uniform f32 on an interval. Twin of src/distr/uniform.rs.

fn uniform_order(bits: u32) -> u32 {
    return bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) != 0u);
}

fn uniform_unorder(order: u32) -> u32 {
    return order ^ select(0xffffffffu, 0x80000000u, (order >> 31u) != 0u);
}

fn body(x: u32) -> u32 {
    let last = draw.parameters[1].y;
    let order = uniform_order(finish(Fixed(x | 1u, 32u), 0u));
    return uniform_unorder(select(order, last, order > last));
}
