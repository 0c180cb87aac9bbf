// For transforms that tell from the word alone whether the sample is rare.

fn attempt(x: u32, i: u32) -> Attempt {
    return Attempt(body(x, i), is_rare(x, i));
}
