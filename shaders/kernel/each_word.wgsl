// Samples that own one word, without extra words.

fn transform(words: vec4<u32>) -> vec4<u32> {
    return vec4<u32>(body(words.x), body(words.y), body(words.z), body(words.w));
}

fn rare_mask(words: vec4<u32>) -> u32 {
    return 0u;
}

fn remake(at: Address, o: u32) {
}
