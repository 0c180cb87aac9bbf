// For transforms that tell from the word alone whether the sample is rare.

fn attempt(x: u32) -> Attempt {
    return Attempt(body(x), is_rare(x));
}
