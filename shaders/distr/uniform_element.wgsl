// Uniform f32 on intervals by element. Twin of src/distr/uniform.rs.

fn uniform_last(high: u32) -> u32 {
    return float_order(high) - select(1u, 2u, high == 0u);
}

fn uniform_is_valid(low: u32, high: u32) -> bool {
    let zeros = ((low | high) << 1u) == 0u;
    return is_finite_f32(low) && is_finite_f32(high) && float_order(low) < float_order(high) && !zeros;
}

fn body(x: u32, i: u32) -> u32 {
    let low = first_element(i);
    let high = second_element(i);
    let affine = affine_of(low, difference_f32(high, low));
    let order = float_order(affine_f32_wide(Fixed(x | 1u, 32u), 0u, affine));
    let last = uniform_last(high);
    let value = float_unorder(select(order, last, order > last));
    return select(NAN, value, uniform_is_valid(low, high));
}
