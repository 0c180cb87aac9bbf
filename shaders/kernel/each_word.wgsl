// Samples that own one word, without extra words.

fn transform(words: vec4<u32>) -> Made {
    return Made(vec4<u32>(body(words.x), body(words.y), body(words.z), body(words.w)), 0u);
}

fn remake(at: Address, o: u32) {
}
