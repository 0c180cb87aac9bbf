// Uniform f32 on an interval. Twin of src/distr/uniform.rs.

fn body(x: u32, i: u32) -> u32 {
    let last = draw.parameters[1].y;
    let order = float_order(finish(Fixed(x | 1u, 32u), 0u, i));
    return float_unorder(select(order, last, order > last));
}
