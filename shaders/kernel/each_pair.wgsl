// Samples that own two words, without extra words.

fn transform(words: vec4<u32>, i: u32) -> Made {
    return Made(vec4<u32>(body(words.xy), body(words.zw)), 0u);
}

fn remake(at: Address, o: u32) {
}
