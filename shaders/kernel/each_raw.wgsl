// The words themselves.

fn transform(words: vec4<u32>) -> vec4<u32> {
    return words;
}

fn rare_mask(words: vec4<u32>) -> u32 {
    return 0u;
}

fn remake(at: Address, o: u32) {
}
