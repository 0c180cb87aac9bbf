// Location and scale by element, over the whole range of f32.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    return element_f32(v, sign, first_element(i), second_element(i));
}
