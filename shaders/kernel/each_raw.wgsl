// The words themselves.

fn transform(words: vec4<u32>, i: u32) -> Made {
    return Made(words, 0u);
}

fn remake(at: Address, o: u32) {
}
