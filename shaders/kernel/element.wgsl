// Parameters by element. The host's side is src/gpu/element.rs.

@group(1) @binding(0) var<storage, read> first_elements: array<u32>;
@group(1) @binding(1) var<storage, read> second_elements: array<u32>;

// draw.parameters: where the elements of sample 0 are, and masks, which are 0 where one number, in
// the second vector, is for all samples. Words outside the draw have the element of its last one.
fn first_element(i: u32) -> u32 {
    let p = draw.parameters[0];
    let at = p.x + (min(i, draw.len_words - 1u) & p.z);
    return (first_elements[at] & p.z) | draw.parameters[1].x;
}

fn second_element(i: u32) -> u32 {
    let p = draw.parameters[0];
    let at = p.y + (min(i, draw.len_words - 1u) & p.w);
    return (second_elements[at] & p.w) | draw.parameters[1].y;
}
