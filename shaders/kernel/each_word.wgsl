// Samples that own one word, without extra words.

fn transform(words: vec4<u32>, at: Address) -> vec4<u32> {
    return vec4<u32>(body(words.x), body(words.y), body(words.z), body(words.w));
}
