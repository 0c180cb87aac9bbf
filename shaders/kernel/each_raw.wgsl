// The words themselves.

fn transform(words: vec4<u32>, at: Address) -> vec4<u32> {
    return words;
}
