// Uniform 16-bit floats on an interval. Twin of src/distr/uniform16.rs.

fn body(x: u32, i: u32) -> u32 {
    let first = draw.parameters[1].y;
    let last = draw.parameters[1].z;
    let order = float_order(finish(Fixed(x | 1u, 32u), 0u, i));
    let above = select(order, first, order < first);
    return float_unorder(select(above, last, above > last));
}
