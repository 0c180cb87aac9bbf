// Samples that own two words, without extra words.

fn transform(words: vec4<u32>, at: Address) -> vec4<u32> {
    return vec4<u32>(body(words.xy), body(words.zw));
}
