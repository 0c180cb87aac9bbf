// Samples that own two words, without extra words.

fn transform(words: vec4<u32>) -> vec4<u32> {
    return vec4<u32>(body(words.xy), body(words.zw));
}

fn rare_mask(words: vec4<u32>) -> u32 {
    return 0u;
}

fn remake(at: Address, o: u32) {
}
