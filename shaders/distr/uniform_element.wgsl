// Uniform f32 on intervals by element. Twin of src/distr/uniform.rs.

fn uniform_last(high: u32) -> u32 {
    return float_order(high) - select(1u, 2u, high == 0u);
}

fn uniform_is_valid(first: u32, last: u32) -> bool {
    return first > 0x007fffffu && first <= last && last < 0xff7fffffu;
}

fn body(x: u32, i: u32) -> u32 {
    let low = first_element(i);
    let high = second_element(i);
    let affine = affine_of(low, difference_f32(high, low));
    let order = float_order(affine_f32_wide(Fixed(x | 1u, 32u), 0u, affine));
    let last = uniform_last(high);
    let value = float_unorder(select(order, last, order > last));
    return select(NAN, value, uniform_is_valid(float_order(low), last));
}
