// Parameters that are arguments: a sample has them in the place of its index.

fn first_element(i: vec2<u32>) -> u32 {
    return i.x;
}

fn second_element(i: vec2<u32>) -> u32 {
    return i.y;
}
